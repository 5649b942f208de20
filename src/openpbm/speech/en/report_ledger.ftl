# What a ledger holds: given, planned against done, what remains.

report_ledger-by_hand = by hand
report_ledger-office = office
report_ledger-unknown = not known
report_ledger-none = none
report_ledger-dose = { $band } { $dose }
report_ledger-doses = { $doses } J/cm²
report_ledger-window = { $band } { $dose } J/cm²
report_ledger-lost = { $first } to { $last }: not known since the ledger was taken as it was; counts as full
report_ledger-twice = { $day }: { $sessions } sessions, together { $times } times one. Planned is one a day; all of it counts.
report_ledger-twice_part = { $day }, { $part }: { $sessions } sessions, together { $times } times one. Planned is one a day; all of it counts.

## How a session came to its end

report_ledger-end_none = no end was written; counted upwards
report_ledger-end_mask_log = as the mask's own log has it
report_ledger-end_undone = undone
report_ledger-end_corrected = corrected by hand
report_ledger-end_done = done
report_ledger-end_done_less = done; the mask took less
report_ledger-end_done_unseen = over, in part unseen
report_ledger-end_stopped = stopped
report_ledger-end_log_lost = its progress was lost; counted in whole

## The course

report_ledger-nothing_due = Nothing was due yet.
report_ledger-so_far = { $sessions ->
    [one] { $sessions } session planned so far: { $states }. That is { $share } of the planned light.
   *[other] { $sessions } sessions planned so far: { $states }. That is { $share } of the planned light.
    }
report_ledger-state_done = { $sessions } done
report_ledger-state_partial = { $sessions } in part
report_ledger-state_moved = { $sessions } done a day off
report_ledger-state_missed = { $sessions } missed
report_ledger-state_skipped = { $sessions } "not today"
report_ledger-state_rested = { $sessions } left out for the skin to rest
report_ledger-earlier = { $days ->
        [one] By a plan before this one the mask gave light on one day, { $last }
       *[other] By plans before this one the mask gave light on { $days } days, the last on { $last }
    }. This plan counts that light in its limits, and not among its own sessions.
report_ledger-behind = { $days ->
        [one] One session of this course was done by a plan before this one, on { $last }
       *[other] { $days } sessions of this course were done by plans before this one, the last on { $last }
    }. They are off its days.
report_ledger-less = Whether less does as much is not known. A longer session is no answer to it.
report_ledger-trial_unread = How often { $trial } gave light was not read, so a week cannot be compared.
report_ledger-trial = In { $trial } there were { $planned } sessions a week; you had { $given } on average. With { $ratio } of its
    dose a session, a week brought { $share } of a week's dose in that trial.
report_ledger-done = Nothing remains of this course.
report_ledger-to_come = { $sessions ->
    [one] { $sessions } session to come, the next on { $first }, the last on { $last }. Each as planned: none is longer, none is
        doubled.
   *[other] { $sessions } sessions to come, the next on { $first }, the last on { $last }. Each as planned: none is longer, none is
        doubled.
    }
report_ledger-to_come_appended = { $sessions ->
    [one] { $sessions } session to come, the next on { $first }, the last on { $last }; { $appended } of them in place of missed
        ones, at the end. Each as planned: none is longer, none is doubled.
   *[other] { $sessions } sessions to come, the next on { $first }, the last on { $last }; { $appended } of them in place of missed
        ones, at the end. Each as planned: none is longer, none is doubled.
    }
report_ledger-week_of = week of
report_ledger-signs = x done   / in part   - missed   n not today   r rest for the skin   + beside the plan   o to come

## What is not a dose

report_ledger-unbounded = { $day }: { $minutes } with a mask whose light nobody knows. The next plan counts it as a full session, times { $times }.
report_ledger-bounded = { $day }: it counts as { $dose } on the skin that got most.
report_ledger-practice = { $sessions ->
    [one] { $sessions } session of practice with a mask that does not shine, on { $last }. It counts for nothing.
   *[other] { $sessions } sessions of practice with a mask that does not shine, the last on { $last }. They count for nothing.
}
report_ledger-resolved = { $day }: the mask's own log says { $logged }; we had counted { $counted }.
report_ledger-skin = Said on { $day }: { $told }.
report_ledger-skin_untold = { $days ->
    [one] Of the session of { $last } nobody told how the skin took it.
   *[other] Of { $days } days with light, the last { $last }, nobody told how the skin took them.
}
report_ledger-doctor_fine = { $day }: { $who } said that light is fine.
report_ledger-doctor_no = { $day }: { $who } said that there should be no light.
