# The report of a plan: its page, its cards, its figures and the tables behind them.

## Numbers, channels, the person: parts of sentences

report-span = ({ $low } to { $high })
report-with_span = { $value } ({ $low } to { $high })
report-between = { $low } to { $high }
report-invisible = { $channel }, invisible
report-invisible_lit = { $channel } (invisible)
report-at_drive = { $channel } at { $drive } drive
report-of_zone = { $channel }, zone { $zone }
report-source = { $source } ({ $status })
report-days = from { $first } to { $last }
report-from_day_on = from { $first } on
report-person = { $age } years, skin type { $skin_type }
report-person_measured = { $age } years, measured skin colour
report-none = none
report-yes = yes
report-no = no
report-no_light = no light
report-sign_go = tick
report-sign_care = triangle
report-sign_stop = octagon
report-sign_unknown = question mark

## The frame

report-title = { $state }: { $goals }, { $mask } (OpenPBM)
report-skip = Skip to the plan
report-fictitious = fictitious device
report-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
    } to keep in mind

## What to do

report-do = What to do
report-course = Before, after, and all dates
report-no_session = Why there is no session
report-no_session_short = Why no session
report-each_session = each session
report-start_clock = Set a clock to { $minutes } minutes; no timer of this device is known.
report-start_and_stop = Start the { $timer }-minute programme and stop by hand after { $minutes } minutes.
report-start_programme = Start the { $timer }-minute programme and let it run to its end.
report-protocol = { $name }, version { $version }, by { $author }
report-off = Off: { $channels }.
report-lit_for = { $channel }, { $minutes }
report-zone = { $zone }: { $minutes }
report-zone_where = { $regions }, for { $goal }
report-zone_line = { $zone }: { $minutes }, { $regions }
report-often = { $times ->
    [1] Once a week
    [2] Twice a week
   *[other] { $times } times a week
    } for { $weeks ->
    [one] { $weeks } week
   *[other] { $weeks } weeks
    }
report-from_day = From { $day }
report-one_session = One session, on { $day }
report-until = { $first } to { $last }, { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
    }
report-eyes_goggles = Opaque goggles on before the light comes on. This plan counts on them.
report-eyes_shield = The mask's opaque eye shield must sit well. This plan counts on it.
report-eyes_bare = No eye shield is counted: the eye limits were checked for bare eyes.
report-closed = { $no_light }: { $why }
report-closed_lead = No light { $days }
report-before_each = Before each session
report-when_to_stop = When to stop
report-missed = Missed a session?
report-look_again = Look again on
report-dates = All { $dates ->
    [one] { $dates } date
   *[other] { $dates } dates
    }
report-would_change = What would change this:
report-more_reasons = { $reasons ->
    [one] { $reasons } more reason
   *[other] { $reasons } more reasons
    }
report-plans_nothing = This report plans nothing; it is no reason to use the { $device } in the meantime.

## What your skin gets

report-skin = What your skin gets
report-dose = Your { $device } brings { $dose } to your { $layer } in a session, between { $low } and { $high }.
report-try = Try other settings
report-back = Back to my plan
report-slider_minutes = Minutes
report-slider_drive = Drive, share of full output
report-types = Skin type
report-yours = yours
report-only_show = These sliders only show what would change; they never change the plan. The card above stays your plan.
report-not_dimmed = Your { $device } cannot be dimmed as far as we know.
report-face_light = Light on the skin
report-face_light_see = Brighter means more light.
report-face_light_see_back = Brighter means more light, with what the mask throws back.
report-face_dose = Dose of one session in the { $layer }
report-face_dose_see = Brighter means more dose. Steps at the edge of a region come from its own skin.
report-face_says = { $channels ->
    [all] In your plan, all channels together: { $range }
   *[one] In your plan: { $range }
    }
report-face_alt = { $channel } on the face from left, front and right: { $range }
report-extremes = { $least } ({ $least_at }) to { $most } ({ $most_at }), means of regions.
report-least_even = Least even ({ $region }): 5 % of the skin gets less than { $low } of the mean there, 5 % more than
    { $high }.
report-view_left = left
report-view_front = front
report-view_right = right
report-one_scale = { $unit }, one scale for every face
report-grey = grey: the light does not reach this skin
report-face_still = These faces show your plan. They stay as they are when you move the sliders.
report-in_numbers = The dose by region, in numbers

## Is it safe

report-safe = Is it safe
report-limit_passed = A limit is passed. Do not run this session.
report-limits_kept = Every limit below is kept in at least 95 % of { $scenarios } computed cases. Figures are worst cases:
    95 in 100 lie below them. { $first ->
        [binding] The first one sets the minutes.
       *[other] None of them sets the minutes.
    }
report-more_limits = More limits, each with more room
report-group = { $group }: { $limits ->
    [one] { $limits } limit
   *[other] { $limits } limits
    }, { $used }
report-group_skin = Skin, one session
report-group_sum = Light of days and weeks
report-group_heat = Warmth of the skin
report-group_eye = Eyes
report-group_device = The mask itself
report-group_other = Other limits
report-used = at most { $most } used
report-unused = none used
report-sets_minutes = sets the minutes
report-design_target = our own caution, no limit
report-needs_review = needs review
report-of_limit = of the limit
report-of_warming = of the warming from { $start }
report-full = 100 % is { $limit }
report-limit_change = What would change it: { $change }
report-limit_source = Limit: { $source }.
report-no_limit = No session was planned, so no limit was reached.
report-mind = Keep in mind
report-screen = Medicines, conditions, procedures
report-screen_none = Nothing that you named stands in the table of contraindications. That is no proof that nothing
    matters: tell us of every medicine, and read its leaflet for “sensitive to light”.
report-named = { $said }: { $name }
report-asked_of = { $colours } { $action }
report-counts_until = Counts until { $day }.
report-counts_not = It does not count on the start date. Where it does:
report-counts_not_badge = does not count now
report-counts_later = It counts later, until { $day }. Then:
report-counts_later_badge = counts later
report-counts_no_more = It no longer counts: clear since { $day }. Before:
report-counts_no_more_badge = no longer counts
report-review_pending = clinical review pending

## What to expect

report-expect = What to expect
report-known = What is known
report-gives_dose = This plan gives your skin the dose that people in a trial received. It does not promise what happened
    to them.
report-gives_part = This plan gives your skin part of the dose that people in a trial received. It does not promise what
    happened to them.
report-beside = Your dose beside the trial’s.
report-beside_see = Dots are medians, lines run from 5 to 95 %. Where the lines overlap, the two doses agree within what
    is known.
report-the_trial = the trial
report-you = you
report-match = { $tier }: at { $band } ({ $channels }) { $session } brings { $mine } to the { $layer }; in { $trial } it
    was { $theirs }, so you get { $ratio } times the trial's dose.
report-match_session = your session
report-match_zone = your session in zone { $zone }
report-strength_alike = Your light is { $times } times as strong as the trial's.
report-strength_unproven = Your light is { $times } times as strong as the trial's; that the same dose then does the same
    is unproven.
report-certainty_all = Certainty of all that is known: { $word }
report-follows = The trial you follow
report-compared = { $trial }, compared with { $what }. { $result }
report-before_light = Before light:
report-about_you = Is it about you
report-other_effects = Other effects against sham or unlit skin
report-effects = Effects against sham or unlit skin
report-more_light = Would more light do more
report-deeper = Deeper, in the { $organ } ({ $low } to { $high } deep, { $region }), { $channel } light brings { $dose } a
    session; { $upper } in the { $layer } above.
report-tier = { $tier ->
    [C] Tier C, what was used
   *[other] Tier { $tier }
    }
report-tier_null = Tier N, no difference
report-no_tier = No dose to carry
report-carries_none = carries no dose
report-sets_dose = sets your dose
report-soundness = How sound this study is: { $word }
report-in_trial = { $tier ->
    [B] Tier B, in this trial: { $result }
    [C] Tier C, in this trial: { $result }
   *[other] In this trial: { $result }
    }
report-of_tier = Tier { $tier }: { $text }
report-who = Who
report-what_light = What light
report-against = Against what
report-not_known = What we do not know
report-source_of = Source of { $trial }
report-more_trials = { $trials ->
    [one] { $trials } more trial
   *[other] { $trials } more trials
    } of the same goal
report-no_trial = No trial of this goal is in the evidence table. We do not know.
report-inside = What light may do inside the skin: a hypothesis
report-inside_see = How light is thought to reach collagen, circulation and inflammation. Each arrow is drawn as well as it
    is known; this plan rests on none of them. No step from here to fewer wrinkles or a clearer skin is computed.
report-inside_compute = “openpbm biology plan.json” computes it for this plan, from minutes to months, with ranges and with
    what would settle most.

## How sure we are

report-sure = How sure we are
report-would_help = What would help most:
report-wide = What makes the interval wide.
report-wide_see = Each bar is one unknown’s share of the spread; below it the measurement that would narrow it.
report-alone_dose = alone it gives { $low } to { $high }
report-assumed = { $numbers ->
    [one] { $numbers } number in this plan rests
   *[other] { $numbers } numbers in this plan rest
    } on memory or assumption
report-assumed_see = None of these is shown as a fact.
report-assumption = { $what }: { $value }

## Medical grade

report-grade = Is this { $device } medical grade
report-grade_short = Medical grade
report-aspect_safety = Safety
report-aspect_efficacy = Efficacy
report-aspect_manufacturing = Manufacturing
report-aspect_clearance = Clearance
report-state_shown = shown
report-state_claimed = claimed
report-state_unknown = unknown
report-read_in = Read in: { $source }

## Details

report-details = Details
report-deep = How deep the light goes
report-deep_title = Fluence rate against depth, { $region }.
report-deep_see = Just under the surface there is more light than falls on the skin, because skin scatters it back and
    forth. Tint: 5 to 95 % of { $scenarios } scenarios. The red bar marks the target layer.
report-profile_axis = fluence rate ÷ irradiance on the skin
report-by_region = Light on the skin, by region
report-by_layer = Dose by region and layer
report-even = How even it is under single LEDs, by region
report-by_band = Match with the trial, band by band
report-method_fold = Method, seed and sources
report-method = Method
report-one_line = In one line
report-method_is = Light of every LED on a face mesh, with shadows; light thrown back between mask and skin; a layered
    light-transport solver for skin; every unknown drawn { $scenarios } times. Shown are medians and 5 to 95 %. A limit
    holds when 95 % of the scenarios keep it.
report-scenarios = Scenarios, seed
report-quick_model = Error of the quick light model
report-quick_error = { $name }: { $error } %
report-quick_errors = { $errors } (99th percentile, against exact solutions)
report-claim = Claim of the maker
report-claim_measured = measured
report-claim_claimed = claimed
report-claim_unknown = unknown
report-device = Device
report-inputs = Inputs, SHA-256
report-version = version { $version }
report-sources = Sources

## Tables

report-irradiance_table = Light on the skin at full drive, mW/cm²: mean with 5–95 %, brightest spot of 3.5 mm, and how much
    the light between mask and skin adds
report-target_table = Dose of one session in the { $layer }, J/cm²: median (5 to 95 %)
report-layer_table = { $channel }: dose of one session by layer, J/cm², median (5 to 95 %)
report-evenness_table = { $channel }: share of the region’s mean that 5 % of its skin stay below and 5 % are above, on the
    skin and at depth; the dose of one session there, J/cm², median (5 to 95 %)
report-match_table = Dose in the target layer, J/cm²: median (5 to 95 %)
report-profile_table = Fluence rate divided by the irradiance on the skin: median (5 to 95 %)
report-not_printed = not printed
report-head_region = Region
report-head_channel = Channel
report-head_mean = Mean
report-head_spread = 5–95 %
report-head_spot = Spot
report-head_cavity = Cavity gain
report-head_on_skin = On the skin
report-head_at_depth = At depth
report-head_layer = Layer
report-head_least = Least lit
report-head_most = Most lit
report-head_band = Band
report-head_trial = Trial
report-head_tier = Tier
report-head_theirs = Trial’s dose
report-head_yours = Yours
report-head_ratio = Ratio
report-head_irradiance_ratio = Irradiance ratio
report-head_depth = Depth

## A plan that an earlier OpenPBM made

report-old = A plan of an earlier OpenPBM
report-old_dark = It gives no light any more.
report-old_see = It is shown as it was written; nothing in it was checked again. To have light, make the plan again: openpbm
    plan PERSON.toml
