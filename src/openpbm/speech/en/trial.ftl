# A trial that can answer: what is found in its file, what is counted, what its page says.

trial-in_file = { $file }: { $slip }

## What cannot be

trial-no_block = trial.blocks: found { $size }; expected a multiple of { $parts }, so that every arm is in each block
trial-few_doses = arms: found { $count }; expected three or more for a dose_ranging trial
trial-few_people = trial.people: found { $people }; expected at least { $least }, two in each part of every arm, as fewer have no spread
trial-two_arms-parallel = arms: found { $count }; expected two for a parallel trial (with more, design = "dose_ranging")
trial-two_arms-split_face = arms: found { $count }; expected two for a split_face trial, the lit side and the other
trial-one_name = arms: found two called "{ $name }"; expected a name of its own for each
trial-twice = { $field }: found "{ $found }" twice; expected each once
trial-equal_arms = arms: found { $one } and { $other } equal in role, effect, light and course; expected arms that differ
trial-no_effect = arms: found no effect in { $names }; expected an effect above 0 in one of them: what the trial should be able to see
trial-no_control = arms: found an effect in each, down to { $name }; expected one control, with effect 0
trial-dark_effect = arms, { $name }: found an effect in a control; expected 0, as effects are counted against it
trial-no_minutes = arms, { $name }: found light without minutes, sessions_per_week or weeks; expected all three above 0
trial-two_lights = arms, { $name }: found both mask and light; expected one of them
trial-split_share = arms, { $name }: found share in a split_face trial; expected none, as everybody has both sides
trial-no_sd = outcome.sd: found nothing for { $measure }; expected the standard deviation between people; the table of studies offers: { $offers }; of readings on the same skin the tables have: { $repeats }
trial-no_offer = none, as no trial of this goal printed one
trial-offer_sd = { $sd } for { $said } ({ $study })
trial-sd_below_readings = outcome.sd: found { $sd }, less than the readings alone scatter ({ $least }); expected more than that
trial-share_above = outcome.control_share and effect: found { $total } together; expected at most 100 %
trial-misread = outcome.misread: found { $found }; expected below 0.5, as more is no reading
trial-adherence_sd = trial.adherence_sd: found { $found }; expected less than { $most }, as no more can be spread about a mean of { $mean }
trial-unlit_knows = sham.unblinded_share: found less than 1 where { $name } is unlit; expected 1, as everybody knows who has no light
trial-strata = trial.strata: found { $found }; expected each of { $wanted } once
trial-no_goal = trial.goal: found { $goal }; expected one of { $known }
trial-no_goal_near = trial.goal: found { $goal }; expected one of { $known }; did you mean { $near }?
trial-no_region = trial.region: found { $found }; expected one of { $known }
trial-no_item = report: found { $found }; expected an item such as consort_9, tidier_5 or dose_area{ $near }
trial-no_side_correlation = trial.side_correlation: found nothing; expected how far two sides of one person go together, from 0 to below 1, as a split_face trial lives on it

## What was taken, and what is new

trial-seed_taken = The file has no seed; taken was { $seed }, from the file's own content. Whoever has the file can make the list of arms again, so draw one by chance and write seed = ... into it before anybody is let in.
trial-seed_untold = The file has no seed; one was taken from the file's own content, which the terminal told. Draw one by chance before anybody is let in.
trial-sham_untold = Nothing says who sees through the sham; taken was nobody, which no trial has shown. Write [sham] with unblinded_share and expectation.
trial-unlit_untold = Everybody knows who had no light, and nothing says what that knowledge is worth; taken was nothing. Write [sham] with unblinded_share = 1 and an expectation.
trial-new_outcome = No controlled trial of this goal in the table measured { $said }, so nothing here can be held against them; spreads that were printed: { $offers }.
trial-no_repeat = Nothing says how well one reading repeats (outcome.repeat_sd), so more readings cannot be weighed against more people; the tables have: { $offers }.
trial-repeat_camera = { $share } of an absolute wrinkle score of one camera, or { $percentile } percentile points
trial-repeat_elasticity = an intraclass correlation of { $icc } for elasticity by suction (limbs, one rater)
trial-repeat_colour = { $angle } degrees of the individual typology angle and { $colour } of L*, a* or b* by hand-held colour meters

## Steps of the work

trial-step_size = counting people
trial-step_losses = weighing losses
trial-step_curve = drawing the curve
trial-step_depth = dose at depth, { $name }

## The verdict

trial-verdict_yes = This design detects an effect of { $effect } with { $people } people; { $before }.
trial-verdict_no = This design does not detect an effect of { $effect } with { $people } people, as { $share } of such trials would find it and { $wanted } was asked for; { $before }.
trial-so_far = { $count ->
    [one] the one trial of { $goal } against a sham or unlit skin so far had { $low }
   *[other] the { $count } trials of { $goal } against a sham or unlit skin so far had { $low } to { $high } (median { $middle })
}
trial-so_far_unsaid = { $unsaid ->
    [one] { $told }, and one more did not say how many
   *[other] { $told }, and { $unsaid } more did not say how many
}
trial-so_far_unread = the { $count } trials of { $goal } against a sham or unlit skin so far did not say how many they had
trial-so_far_none = no trial of { $goal } against a sham or unlit skin is in the table
trial-would_people = { $people } people would reach it.
trial-would_no_people = No number of people up to { $most } would reach it.
trial-would_effect = { $people } people would find an effect of { $effect }.
trial-would_no_effect = { $people } people would find no effect, however large.
trial-would_readings = With each visit read { $readings } times, { $people } people would reach it.
trial-more_of_100 = { $more } more of a hundred

## In the terminal

trial-line_power = Power: { $share } (simulation, 95 % within { $low } to { $high }) with { $people } people, { $test }
trial-needed-line = Needed: { $people } people (the simulation's own error puts it between { $low } and { $high })
trial-needed_from-line = Needed: { $people } people (the simulation's own error puts it at { $low } or more)
trial-not_needed = Needed: more than { $most } people
trial-line_closed = Nobody lost, everybody believing: simulation { $simulated }, closed form { $closed }
trial-line_steps = People needed: { $steps }
trial-line_step = { $people } { $step }
trial-line_more_than = more than { $most }
trial-line_false = A light that does nothing is found by { $ours } of such trials, by { $naive } where belief counts as effect: of a two-sided test at { $alpha }, only findings in its favour are counted
trial-line_dose = { $name }: { $session } a session in the { $layer }, { $low } to { $high }, skin types { $types }
trial-line_overlap = Of all pairs of one person in { $more } and one in { $less }, the first gets less in { $wrong }
trial-line_items = Reporting: { $said } of { $count } items said, { $missing } missing, { $after } after the trial
trial-line_list = List of arms: { $path }. Keep it, the seed and the trial file from whoever lets people in.

## Steps of losses

trial-loss-none = if nobody is lost and everybody believes
trial-loss-dropout = with those who are lost
trial-loss-adherence = with sessions left out
trial-loss-sham = with those who know what they got

## Tests

trial-test_pooled = t test of two groups, pooled spread
trial-test_paired = paired t test of the two sides
trial-test_fisher = Fisher's exact test
trial-test_mcnemar = McNemar's exact test of the two sides
trial-test_contrast = t test of a linear contrast over dose
trial-test_trend = Cochran and Armitage's test of a trend over dose

## The page

trial-title = A trial that can answer?
trial-eyebrow = trial
trial-what_it_is = A count of people and doses before a trial, made of assumptions that its file states. It is no protocol, no ethics vote and no statistician.
trial-section_power = How many people
trial-section_loss = What each loss costs
trial-section_depth = What each arm brings to the skin
trial-section_asked = What a statistician asks first
trial-section_list = Who gets which arm
trial-section_before = The trials so far
trial-section_items = What the report will have to say
trial-fact_power = Power
trial-fact_needed = People needed
trial-fact_detects = Smallest effect found
trial-fact_test = Analysis
trial-fact_closed = Closed form
trial-fact_sd = Spread
trial-said_sd = { $true } between people and { $reading } of readings
trial-said_power = { $share } with { $people } people (95 % of the simulation's error: { $low } to { $high })
trial-needed-said = { $people } ({ $low } to { $high } by the simulation's error)
trial-needed_from-said = { $people } ({ $low } or more by the simulation's error)
trial-said_closed = { $closed } where nobody is lost and all believe; the simulation of the same has { $simulated }, off by { $errors } of its standard errors
trial-said_no_closed = none for this test
trial-picture_power = Power against people. The band is the simulation's own error, 95 %.
trial-axis_people = people allocated
trial-axis_power = share of trials that find the effect, %
trial-curve_wanted = asked for
trial-head_people = People
trial-head_power = Power
trial-head_error = Error of the simulation
trial-head_loss = Loss
trial-head_arm = Arm
trial-head_type = Skin type
trial-head_session = A session
trial-head_course = The course, as done
trial-head_pair = Less and more
trial-head_wrong = Pairs in which the second gets less
trial-head_shared = Shared area
trial-head_study = Trial
trial-head_control = Against
trial-head_outcome = Outcome in the same words
trial-head_item = Item
trial-head_state = State
trial-head_told = What the file says
trial-table_power = Power by number of people
trial-table_loss = People needed, loss by loss
trial-table_dose = Dose in the { $layer }, J/cm², median and 5 to 95 %
trial-table_overlap = How far groups lie over each other: of all pairs, one person of each group, and of the areas of their doses
trial-table_before = Trials against a sham or unlit skin
trial-picture_dose = Dose of a session in the { $layer }, J/cm²: median and 5 to 95 % of people, by arm and skin type
trial-axis_dose = J/cm² a session
trial-dose_about = Mean of the { $layer }, { $region }, in light from all sides, { $types }. The course counts sessions that people do, so adherence is in it. Bare light is taken as what the file says reaches the skin; a mask is worn, with what it throws back.
trial-no_light = No arm says what light it gives, so no dose at depth can be told.
trial-pair_arms = { $less } and { $more }
trial-pair_types = { $arm }: skin type { $less } and { $more }
trial-interval = { $middle } ({ $low } to { $high })
trial-list_about = Permuted blocks of { $sizes }, their sizes drawn too, in { $lists ->
    [one] one list
   *[other] { $lists } lists by site and skin type
}, each long enough for { $people } people. The list is in allocation.csv and not on this page.
trial-list_hide = Whoever lets people in must not see the list, the seed or the trial file: somebody else keeps them and tells one line at a time, once a person is in and cannot be turned away. Numbered opaque envelopes or a telephone do; a file that is shared does not.
trial-before_about = Of these, { $count } printed enough for an effect with an interval. { $same ->
    [0] None measured this outcome in the same words.
   *[other] { $same } results share words with this outcome; whether they are the same measure, only their papers say.
}
trial-state-said = said
trial-state-missing = missing
trial-state-after = after the trial
trial-list-consort = CONSORT 2010; CONSORT 2025 replaced it and was not read for this
trial-list-tidier = TIDieR
trial-list-dose = Light and dose
trial-foot = Planning and education; not a medical device. The numbers rest on what the trial file states; nothing here says that light works.

## What a statistician asks first

trial-ask_estimand = Which difference is meant?
trial-tell_estimand = The mean difference between all people who were allocated, whatever they did with the device: sessions left out are part of it. { $missing ->
    [as_control] Who is lost counts as if the light had done nothing.
   *[seen] Who is lost is left out, which is right only where losing them has nothing to do with their result.
}
trial-ask_missing = What if those who stay away are those whom it did not help?
trial-tell_missing = Then count everybody who is lost as if the light had done nothing: the power is { $share } instead of { $seen }. Between the two lies what a plan for missing values has to defend; neither says what happens where light drives people away.
trial-ask_multiple = How many comparisons?
trial-tell_multiple = { $comparisons ->
    [one] One, on one outcome, at { $alpha } two-sided. Each further one takes its share: state comparisons in the file.
   *[other] { $comparisons } share { $alpha } two-sided in equal parts, which is strict where they go together.
}
trial-ask_looks = Who looks at the data before the end?
trial-tell_looks = Nobody in this count. Tested half-way and at the end without a rule, a light that does nothing is found by { $looks } of such trials, by { $one } with one look; each arm is tested in one direction, with half of alpha.
trial-ask_sham = Is the sham believed?
trial-tell_sham = { $unblinded } know what they got, and believing is worth { $worth }. Counted as effect, a light that does nothing is found by { $naive }; here the most that belief explains, at its upper bound of { $bound } from the guess question of the trial itself, is taken off first, and { $ours } remain. This moves a known bias; it cannot tell who believes more because the light works.
trial-tell_no_sham = The file says that belief is worth nothing, or that nobody knows. Ask at the end which arm people think they had, and state the answer here.
trial-ask_adherence = Is half of the sessions half of the effect?
trial-tell_adherence = Assumed: the effect of each person is that of the arm times the share of sessions done ({ $share } on average). No trial in the table shows that light acts so; where half of the sessions already do all, this count asks for too many people.
trial-ask_carry = Does light stay on its side?
trial-tell_carry = { $spill } of the effect is taken to reach the other side. Light in skin spreads millimetres, what it does to blood may go further, and people see both sides at once.
trial-ask_curve = What if more light is not better?
trial-tell_curve = The contrast is straight in radiant exposure. An effect that rises and falls again may pass it unseen; the arms' own means have to be shown beside it.
trial-ask_effect = Where does the effect come from?
trial-tell_effect = From the file, and from nothing else. Take the smallest that would matter to people; what a small trial found is too large more often than not.
trial-ask_strata = Do skin types get the same?
trial-tell_strata = No: under one light dark skin gets less at depth (see the doses above). The lists hold skin types apart where strata are stated; a difference between them needs a trial several times as large.

## What the file says of the items

trial-after = can be said after the trial
trial-missing = missing: { $field } would say it
trial-of_arm = { $name }: { $what }
trial-listed = { $parts }
trial-said_split = split face: each person has both, the side drawn by lot
trial-said_design-parallel = { $count } parallel groups, { $ratio }
trial-said_design-dose_ranging = { $count } parallel groups of different dose, { $ratio }
trial-said_objective = an effect of { $effect } on { $said } against the control
trial-said_outcome-in = { $said }, { $value }, in week { $week }
trial-said_outcome-after = { $said }, { $value }, in week { $week }, { $later } weeks after the last course ends
trial-value-continuous = as a number
trial-value-yes_no = yes or no
trial-said_blocks = permuted blocks of { $sizes }, sizes drawn too, { $lists ->
    [one] one list
   *[other] { $lists } lists
}
trial-said_size = { $people } people are needed by simulation, for { $effect } with a power of { $power } at { $alpha } two-sided
trial-said_size_had = { $told }; { $people } can be had
trial-said_no_size = by simulation, more than { $most } people are needed for { $effect }
trial-said_course = { $minutes } a session, { $rate } a week, { $weeks } weeks
trial-said_one_look = none: one analysis, at the end
trial-said_generator = numpy's PCG64 from a seed that is kept with the list
trial-said_lost_as_control = everybody who is lost counted as if the light had done nothing
trial-said_adherence = sessions counted; { $share } expected on average
trial-said_mean = the mean on the skin
trial-said_types = skin types { $types }
trial-said_region = { $region }
trial-role-sham = a sham
trial-role-unlit = unlit skin
trial-role-comparator = another light
trial-role-active = another light

## Items: the numbers are those of the lists, the words are ours

trial-item-consort_1a = the title says that it is randomised
trial-item-consort_1b = structured summary
trial-item-consort_2a = what is known so far, and why this trial
trial-item-consort_2b = aims or hypotheses
trial-item-consort_3a = design and ratio of the arms
trial-item-consort_3b = changes of the methods after the start
trial-item-consort_4a = who may take part
trial-item-consort_4b = where it is done
trial-item-consort_5 = what each group gets, so that others can do it
trial-item-consort_6a = outcomes, fixed beforehand, and when they are measured
trial-item-consort_6b = changes of outcomes after the start
trial-item-consort_7a = how the number of people was found
trial-item-consort_7b = looks before the end, and when to stop
trial-item-consort_8a = how the list of arms is made
trial-item-consort_8b = blocks and strata
trial-item-consort_9 = how the list stays hidden
trial-item-consort_10 = who makes the list, who lets people in, who gives the arm
trial-item-consort_11a = who does not know the arm, and how
trial-item-consort_11b = how alike light and sham are
trial-item-consort_12a = tests of the outcomes
trial-item-consort_12b = further analyses
trial-item-consort_13a = people in each group: allocated, treated, analysed
trial-item-consort_13b = losses and exclusions, with reasons
trial-item-consort_14a = dates of recruiting and follow-up
trial-item-consort_14b = why it ended
trial-item-consort_15 = people at the start, by group
trial-item-consort_16 = people in each analysis
trial-item-consort_17a = results with effect and its interval
trial-item-consort_17b = of yes and no: absolute and relative effect
trial-item-consort_18 = further analyses, planned or not
trial-item-consort_19 = harms
trial-item-consort_20 = limits: bias, imprecision, many comparisons
trial-item-consort_21 = for whom it holds
trial-item-consort_22 = what it means beside other evidence
trial-item-consort_23 = registration number and registry
trial-item-consort_24 = where the protocol is
trial-item-consort_25 = who pays, and their part in it
trial-item-tidier_1 = its short name
trial-item-tidier_2 = why it should work
trial-item-tidier_3 = devices and materials, and where to get them
trial-item-tidier_4 = what is done, step by step
trial-item-tidier_5 = who gives it, and their training
trial-item-tidier_6 = face to face or alone, one by one or in groups
trial-item-tidier_7 = where it is given
trial-item-tidier_8 = how often, how long, how much
trial-item-tidier_9 = what is fitted to the person
trial-item-tidier_10 = what was changed on the way
trial-item-tidier_11 = how sessions done are counted and kept up
trial-item-tidier_12 = sessions that were done
trial-item-dose_wavelength = wavelength
trial-item-dose_width = width of the line
trial-item-dose_irradiance = irradiance at the skin
trial-item-dose_irradiance_is = whether the irradiance is a mean, a peak or a maximum
trial-item-dose_exposure = exposure time a session
trial-item-dose_fluence = radiant exposure a session
trial-item-dose_area = lit area
trial-item-dose_pulsing = continuous or pulsed, with duty cycle
trial-item-dose_measured_with = how the light was measured
trial-item-dose_distance = distance from the skin
trial-item-dose_sessions = number of sessions
trial-item-dose_rate = sessions a week and weeks
trial-item-dose_skin_types = skin types of the people
trial-item-dose_ages = ages of the people
trial-item-dose_site = site on the body
trial-item-dose_device = kind of device
trial-item-dose_control = what it is compared with
trial-item-dose_outcome = a result with its control

## What a field of the file expects

trial-expected-light_nm = a wavelength in nm between 400 and 1100, such as 633
trial-expected-light_fwhm_nm = a full width in nm above 0 and at most 200, such as 18
trial-expected-light_irradiance_mw_cm2 = the mean irradiance on the skin in mW/cm2 above 0 and at most 2000, such as 30
trial-expected-arm_name = a name in quotes, such as "red mask"
trial-expected-arm_role = one of active, sham, unlit, comparator
trial-expected-arm_effect = how much better than the control with every session done, 0 or more, in the unit of the outcome (of yes_no a share such as 0.2)
trial-expected-arm_share = parts of the people, a whole number from 1 to 10
trial-expected-arm_dropout = a share from 0 to below 1, where it differs from the trial's
trial-expected-arm_minutes = minutes of a session, 0 to 240
trial-expected-arm_sessions_per_week = sessions a week, 0 to 21
trial-expected-arm_weeks = weeks of the course, 0 to 104
trial-expected-arm_mask = a mask of the catalogue or a mask file, such as "my-mask.toml"
trial-expected-arm_light = a list of tables, one each wavelength
trial-expected-outcome_measure = what is measured, in quotes
trial-expected-outcome_kind = one of continuous, yes_no
trial-expected-outcome_unit = a unit, such as "um" or "points"
trial-expected-outcome_better = which way is better: lower or higher
trial-expected-outcome_value = what is analysed: "change" from the start, or "final"
trial-expected-outcome_week = the week from the start in which it is measured, above 0 and at most 520
trial-expected-outcome_sd = the standard deviation between people of what is analysed, above 0
trial-expected-outcome_repeat_sd = the standard deviation of one reading on the same skin on one day, 0 or more
trial-expected-outcome_readings = readings averaged at each visit, a whole number from 1 to 100
trial-expected-outcome_control_share = a share from 0 to 1: a yes without the light
trial-expected-outcome_misread = a share from 0 to 1: answers written down the wrong way, below 0.5
trial-expected-sham_unblinded_share = a share from 0 to 1: people who know what they got
trial-expected-sham_expectation = what believing it is worth, 0 or more, in the unit of the outcome
trial-expected-trial_title = the title, in quotes
trial-expected-trial_goal = a goal, such as "wrinkles"
trial-expected-trial_design = one of parallel, split_face, dose_ranging
trial-expected-trial_people = how many people can be had, a whole number from 2 to 10000
trial-expected-trial_seed = a whole number of 0 or more, drawn by chance and kept secret
trial-expected-trial_replicates = simulated trials, a whole number from 200 to 200000
trial-expected-trial_alpha = the two-sided error that is allowed, above 0 and below 0.5
trial-expected-trial_power = the power that is asked for, from 0.5 to below 1
trial-expected-trial_comparisons = primary comparisons that share alpha, a whole number from 1 to 50
trial-expected-trial_dropout = a share from 0 to below 1 of people without an outcome
trial-expected-trial_missing = who is lost: left out (seen), or counted as_control
trial-expected-trial_adherence = the mean share of sessions that people do, above 0, at most 1
trial-expected-trial_adherence_sd = a share from 0 to 1: its spread between people
trial-expected-trial_side_correlation = of two sides of one person, from 0 to below 1 (split_face only)
trial-expected-trial_spill = share of the effect that reaches the other side, from 0 to below 1
trial-expected-trial_skin_types = a list of skin types, such as ["II", "III"]
trial-expected-trial_strata = lists of skin types, such as [["I", "II", "III"], ["IV", "V", "VI"]]
trial-expected-trial_sites = a list of names of places, at most 20
trial-expected-trial_blocks = a list of sizes from 2 to 200, such as [4, 6]
trial-expected-trial_region = a region of the face
trial-expected-trial_irradiance_sd = the spread of the light between devices, a share of 0 or more and below 1, such as 0.1
trial-expected-file_trial = a table [trial]
trial-expected-file_outcome = a table [outcome]
trial-expected-file_sham = a table [sham]
trial-expected-file_arms = two or more tables [[arms]]
trial-expected-file_report = a table [report] of texts, such as consort_9 = "..."
