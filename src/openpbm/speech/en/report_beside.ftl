# Two plans side by side.

report_beside-title = Two plans side by side
report_beside-text_head = { $one } | { $other } (* differs)
report_beside-what = What each says
report_beside-of = Of
report_beside-differs = differs
report_beside-only = Only “{ $plan }” says
report_beside-no_outcome = This compares light and limits, not results: no outcome follows from these numbers.

report_beside-as_it_is = Your plan
report_beside-what_if = What if

## What is compared

report_beside-label_answer = Answer
report_beside-label_kind = Whose programme
report_beside-label_who = Person
report_beside-label_health = Conditions, medicines, procedures
report_beside-label_light_before = Light before, as far as it is known
report_beside-label_start = First day
report_beside-label_distance = From LEDs to skin, as stated
report_beside-label_most = Times a week at most, as asked
report_beside-label_draws = Worked out with
report_beside-label_asked = Fingerprint of all that was asked
report_beside-label_why = Why not
report_beside-label_goal = Goal
report_beside-label_mask = Mask
report_beside-label_light = How its light is known
report_beside-label_minutes = Minutes a session
report_beside-label_colours = Colours
report_beside-label_often = How often
report_beside-label_week = Minutes a week
report_beside-label_layer = Depth that is meant
report_beside-label_dose = Dose of a session at depth
report_beside-label_nearly_all = What nine tenths of the goal’s skin get at least
report_beside-label_dose_week = Dose of a week at depth
report_beside-label_skin = Light of a session on the skin
report_beside-label_trial = Against the trial
report_beside-label_nearest = Nearest limits
report_beside-label_eyes = Eyes
report_beside-own = A plan of ours: it follows a trial.
report_beside-no_session = no session
report_beside-no_reason = nothing stops it
report_beside-no_trial = it follows no trial
report_beside-not_known = not known
report_beside-most = { $times ->
        [one] once
       *[other] { $times } times
    }
report_beside-drawn = { $count } draws, seed { $seed }
report_beside-all_same = Both plans say the same in everything that is compared.
report_beside-other_program = Both were asked the same. What differs comes of another version of OpenPBM, or of a plan that was not made by it.
report_beside-minutes_told = { $minutes }
report_beside-used = { $limit }: { $share } used.

## Dose over the face

report_beside-area = How much skin gets how much
report_beside-area_lead = Of the skin that the goals are about: the share that gets at least so much in one session. A curve that falls late and steeply is an even dose. All of that skin counts, also under goggles and where the mask is open; the doses in the tables are means of what lies under the mask.
report_beside-axis_share = share of skin
report_beside-axis_dose = dose of a session at depth, J/cm²
report_beside-regions = Dose of one session in the { $layer }, by region

report_beside-regions_apart = Dose of one session by region, each in the depth that its plan means: two depths, so no number is more or less than its neighbour.

## What cannot be compared

report_beside-mixed = compare: found plans beside masks; expected two files plan.json, or masks alone.
report_beside-two = compare: found { $count } plans; expected two.
report_beside-of_masks = compare: found { $option } beside two plans; expected it with masks alone: plans are compared as they were made.
