# How a maker's programme is shown: ranges, never a promise.

maker_page-eyes = Eyes
maker_page-skin = On skin
maker_page-deep = At depth
maker_page-trials = Trials
maker_page-title = What the maker’s programme is
maker_page-brings = What it brings
maker_page-settles = What would settle it
maker_page-letter = A letter to the maker
maker_page-kept = What it keeps
maker_page-why = Why no trial is followed
maker_page-limit = Limit
maker_page-limits = Every limit that was asked, { $count } in all
maker_page-worst = Worst case
maker_page-most = At most
maker_page-each = each session
maker_page-minutes = { $count ->
        [one] minute
       *[other] minutes
    }
maker_page-light = Light
maker_page-often = How often
maker_page-promise = No effect is promised.
maker_page-rhythm_makers = That rhythm is the maker’s.
maker_page-rhythm_ours = The maker prints no rhythm that we could read: { $most } a week is the most that we let pass.
maker_page-eyes_goggles = Opaque goggles on before the light comes on. The limits count on them.
maker_page-eyes_shield = The mask’s opaque eye shield must sit well. The limits count on it.
maker_page-on_skin = { $light } a session.
maker_page-claimed = The maker claims { $claim } in { $minutes }.
maker_page-at_depth = { $light } in the { $layer }. Light that skin throws back adds to it.
maker_page-times = { $trial }, { $band }: { $low } to { $high } times what it gave.
maker_page-no_trial = There is no trial to compare with.
