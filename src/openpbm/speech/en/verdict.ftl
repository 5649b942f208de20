# The line over a plan: what follows its word (`name-state-...`) is `.rest`.

verdict-planned = Planned
    .rest = { "" }
verdict-with_care = Planned with care
    .rest = { "" }
verdict-below_trial = Planned with care: { $share } of the trial's dose, held by { $held }
    .rest = : { $share } of the trial's dose, held by { $held }
verdict-not_planned = Not planned, because { $reason }
    .rest = , because { $reason }
verdict-no_evidence = Not planned, because the evidence is insufficient: { $reason }
    .rest = , because the evidence is insufficient: { $reason }
verdict-no_session_keeps = no session keeps every limit
verdict-held_by_timer = the steps of its timer
verdict-held_by_goal = the shorter time of another goal

verdict-by_maker = The maker’s programme, checked for safety only
    .rest = , checked for safety only
