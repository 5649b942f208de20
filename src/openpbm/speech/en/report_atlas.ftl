# The evidence atlas, and how evidence is said at the terminal alike.

## What a study compares with

report_atlas-control-sham = a sham device
report_atlas-control-unlit = an unlit side or group
report_atlas-control-drug = a drug, not against sham
report_atlas-control-other_light = another light, not against sham
report_atlas-control-none = nothing: before against after
report_atlas-grey-none = Before against after: this change holds the course of nature, season, creams and hope
report_atlas-grey-drug = Compared with a drug only: says nothing of light against no light
report_atlas-grey-other_light = Compared with another light only: says nothing of light against no light
report_atlas-count-sham = { $studies } against sham
report_atlas-count-unlit = { $studies } against unlit skin
report_atlas-count-drug = { $studies } against a drug
report_atlas-count-other_light = { $studies } against another light
report_atlas-count-none = { $studies } before against after only
report_atlas-no_study = No study.

## What is pooled

report_atlas-pool-wrinkle_responders = share of people with better wrinkles
report_atlas-pool-acne_responders = share of sides with better acne
report_atlas-pool-ulcer_closed = foot ulcers closed
report_atlas-pool-radiodermatitis_grade2 = skin reaction of radiotherapy, grade 2 or worse
report_atlas-pool-eczema_severity = local severity of eczema
report_atlas-pool-psoriasis_severity = local severity of psoriasis
report_atlas-pool-redness_straight_after = redness straight after intense pulsed light
report_atlas-pool-scar_scale = scar scale
report_atlas-pool_says = { $measure }: { $verdict }
report_atlas-pool_next = { $measure }: { $verdict } The next study may find { $next } ({ $basis }).
report_atlas-times_odds = { $odds } times the odds
report_atlas-mean = { $measure }: { $verdict } Mean { $middle }
report_atlas-pooled = { $mean }, 95 % interval, { $interval }. The next study may find { $next }.
report_atlas-pooled_both = { $mean }, but both benefit and harm lie in its 95 % interval, { $interval }. The
    next study may find { $next }.

## Results

report_atlas-result = { $measure }: { $size }
report_atlas-result_before_after = { $measure }: { $size } (before against after)
report_atlas-result_alone = { $measure }: { $size } ({ $alone })
report_atlas-result_against = { $measure }: { $size } (against { $what }, not against sham)
report_atlas-no_size = no size that was read
report_atlas-size_against = { $size } against { $control }
report_atlas-no_result = no result that was read
report_atlas-no_interval = no interval
report_atlas-line = { $study }: { $told }

## Doses

report_atlas-no_dose = No dose was read.
report_atlas-no_dose_in = No dose was read in any of { $arms ->
    [one] { $arms } lit arm
   *[other] { $arms } lit arms
    }.
report_atlas-doses = { $dose } J/cm² on the skin a session for one light, in { $read } of { $arms ->
    [one] { $arms } lit arm
   *[other] { $arms } lit arms
    }; in the others the dose or the wavelength was not read.
report_atlas-arm = { $arm }: { $light }
report_atlas-arm_minutes = { $arm }: { $light }, { $minutes } min a session
report_atlas-arm_dark = { $arm }: no light
report_atlas-wavelength_unread = wavelength not read
report_atlas-light_why = { $colour } ({ $why })
report_atlas-light = { $colour }, { $dose } J/cm²
report_atlas-light_at = { $colour }, { $dose } J/cm² at { $irradiance } mW/cm²
report_atlas-flagged = { $light } ({ $flag })

## What is not known

report_atlas-dark_skin = No controlled study states that people of skin types V or VI took part.
report_atlas-would_change = What would change it: { $change }
report_atlas-posted = Posted and not read: { $what }.

## The card of a study

report_atlas-pair-who = Who
report_atlas-pair-design = Design
report_atlas-pair-light = Light
report_atlas-pair-often = How often
report_atlas-pair-against = Against
report_atlas-pair-where = Where
report_atlas-pair-harm = Harm
report_atlas-pair-bias = Risk of bias
report_atlas-pair-held_out = Held out
report_atlas-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
    }
report_atlas-people_unread = number not read
report_atlas-people_who = { $people } ({ $who })
report_atlas-not_read = not read
report_atlas-sessions = { $sessions } sessions
report_atlas-a_week = { $sessions } a week
report_atlas-weeks = { $weeks } weeks
report_atlas-no_harm_read = nothing about harm was read
report_atlas-bias = { $bias }: { $reason }
report_atlas-held_out = quoted and matched, never fitted or pooled
report_atlas-memory = { $field }: { $value }
report_atlas-fields = Fields: { $counts }.
report_atlas-no_field = No field was read.
report_atlas-known-read = { $fields } read
report_atlas-known-secondary = { $fields } read in somebody else’s account
report_atlas-known-derived = { $fields } worked out
report_atlas-read_memory = { $fields } { $memory }
report_atlas-grey_line = { $result }. { $reason }.

## The page

report_atlas-title = Evidence atlas: light on human skin (OpenPBM)
report_atlas-skip = Skip to the goals
report_atlas-atlas = Evidence atlas
report_atlas-span = light on human skin, 400 to 1100 nm
report_atlas-verdict = { $lead }: no goal reaches more than “{ $best }”
report_atlas-verdict_lead = { $studies } studies, little certainty
report_atlas-intended = What was read in papers, with how it is known. It is no systematic review and no medical advice; most records
    rest on abstracts.
report_atlas-tally_controlled = { $number }of { $studies } studies compare light with sham or unlit skin
report_atlas-tally_interval = { $number }of them give an effect with an interval
report_atlas-tally_computed = { $number }of { $arms } lit arms have a dose at depth
report_atlas-tally_pooled = { $pools ->
    [one] { $number }pool holds more than one study
   *[other] { $number }pools hold more than one study
    }
report_atlas-link_short = In short
report_atlas-goals = Goal by goal
report_atlas-at_which_dose = At which dose
report_atlas-no_surer = Why no surer
report_atlas-found = What was found against sham or unlit skin
report_atlas-forest-odds = Odds of doing better.
report_atlas-forest-difference = Size of the difference.
report_atlas-forest_see = Lines are 95 % intervals. Squares: what may be pooled. Open diamonds: held out, quoted only. Thick dashes: where
    the next study should fall. An arrow goes on beyond the drawing. Only effects against sham or unlit skin are drawn.
report_atlas-effects = The effects in numbers
report_atlas-together = Taken together
report_atlas-reviews_say = What reviews say
report_atlas-uncontrolled = { $studies ->
    [one] { $studies } study
   *[other] { $studies } studies
    } without sham or unlit side: never pooled, not drawn
report_atlas-show_studies = Show its { $studies ->
    [one] { $studies } study
   *[other] { $studies } studies
    }
report_atlas-scale = One dose scale
report_atlas-scale_see = What each study printed, sent through the same model of device and skin: light on the skin, and fluence in two
    layers of the dermis, in one session. { $computed } lit arms could be computed. The same number of J/cm² on the skin is not the same
    dose below it.
report_atlas-depth = Dose at depth, lowest first.
report_atlas-depth_see = Filled dot: upper dermis. Open dot: deeper dermis. Lines run from 5 to 95 % of { $scenarios } sampled skins and
    devices. Below each name: what the study compared with, and what it found.
report_atlas-scale_numbers = The dose scale in numbers
report_atlas-lacking = Why { $arms } lit arms have no dose at depth
report_atlas-more = Does more light do more?
report_atlas-left_out = Which effects could not enter that test
report_atlas-left_out_why = { $effect }: { $why }
report_atlas-aside = Studies kept aside
report_atlas-aside_see = These were never fitted or pooled. Each is held against what could be stated without it. Most intervals are so
    wide that covering a study is no praise.
report_atlas-every = Every study
report_atlas-all = All
report_atlas-words = Words
report_atlas-show_all = Show all
report_atlas-seen = { $seen } of { $studies } studies
report_atlas-seen_none = No study fits. Take a filter away.
report_atlas-how = How it was done, its source, and what is from memory
report_atlas-read_at = Read at
report_atlas-flag = Reviewer’s flag: { $flag }
report_atlas-flag_memory = Reviewer’s flag (may rest on numbers from memory): { $flag }
report_atlas-else = Laboratory and reviews
report_atlas-laboratory = { $results } results in cells, tissue and animals: nothing here is a statement about people
report_atlas-reviews = { $reviews } reviews
report_atlas-reproduce = OpenPBM { $version }. Seed { $seed }, { $scenarios } scenarios. Reproduce with: openpbm evidence --html atlas.html
    --csv doses.csv

## Its filter

report_atlas-filter-goal = Goal
report_atlas-filter-setting = Setting
report_atlas-filter-band = Wavelength
report_atlas-filter-soundness = How sound one study is
report_atlas-filter-control = Comparison
report_atlas-choice-safety = Safety only
report_atlas-choice-home = At home
report_atlas-choice-office = In a clinic
report_atlas-choice-mixed = Both
report_atlas-choice-other = Another wavelength
report_atlas-choice-controlled = Against sham or unlit
report_atlas-choice-uncontrolled = Without
report_atlas-choice-unread = Not read

## Its figures

report_atlas-axis-odds = odds ratio against control (no unit, logarithmic)
report_atlas-axis-difference = difference of two sides, in its own spread (SD)
report_atlas-worse = ← worse with light
report_atlas-better = better with light →
report_atlas-axis_dose = fluence in one session, J/cm² (logarithmic)
report_atlas-name_held_out = { $study } (held out)
report_atlas-next = Next study, expected
report_atlas-control_arm = the control of this study
report_atlas-short-sham = against sham
report_atlas-short-unlit = against unlit
report_atlas-short-none = no control
report_atlas-short_before_after = { $against }: before against after only
report_atlas-short_better = { $against }: better, { $bias }
report_atlas-short_same = { $against }: no difference, { $bias }
report_atlas-short_found = { $against }: { $what }
report_atlas-no_size_read = no size read

## Its tables

report_atlas-effect_table = Effects against sham or unlit skin; plus and above 1 are better with light
report_atlas-no_difference = no difference
report_atlas-yes = yes
report_atlas-no = no
report_atlas-none = none
report_atlas-nothing = nothing
report_atlas-dose_table = Dose at depth of one session, median (5 to 95 %)
report_atlas-types_read = read
report_atlas-types_assumed = I to IV assumed
report_atlas-aside_table = Studies kept aside, against what was stated without them
report_atlas-head-study = Study
report_atlas-head-measured = Measured
report_atlas-head-as_read = As read
report_atlas-head-effect = Effect, 95 % interval
report_atlas-head-how = How
report_atlas-head-bias = Bias
report_atlas-head-held_out = Held out
report_atlas-head-arm = Study, arm, light
report_atlas-head-printed = On the skin, printed, J/cm²
report_atlas-head-irradiance = Irradiance, mW/cm²
report_atlas-head-exposure = On the skin with the device, J/cm²
report_atlas-head-upper = Upper dermis, J/cm²
report_atlas-head-deeper = Deeper dermis, J/cm²
report_atlas-head-types = Skin types
report_atlas-head-result = Result
report_atlas-head-flag = Flag
report_atlas-head-stated = Stated without it
report_atlas-head-found = Found
report_atlas-head-verdict = Verdict
report_atlas-head-basis = Rests on

## Reviews and laboratory

report_atlas-system = { $system }: { $finding }.
report_atlas-system_held_out = { $system }: { $finding }. Held out.
report_atlas-nothing_read = nothing that was read
report_atlas-review = { $review }, { $kind }
report_atlas-review_size = { $review }, { $kind }, { $studies } studies
report_atlas-review_secondary = { $text } (read in somebody else’s account)
report_atlas-pool_of_review = { $measure }: { $estimate } ({ $low } to { $high })
report_atlas-pool_of_review_bare = { $measure }: { $estimate } (no interval)
