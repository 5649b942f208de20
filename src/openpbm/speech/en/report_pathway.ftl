# From light to collagen: the hypothesis, drawn and told.

report_pathway-grade_measured = measured
report_pathway-grade_plausible = plausible
report_pathway-grade_speculative = speculative

## The boxes of the picture

report_pathway-box_light = light in the dermis
report_pathway-box_enzyme = enzyme of the mitochondrion
report_pathway-box_no = nitric oxide
report_pathway-box_atp = cell energy (ATP)
report_pathway-box_ros = reactive oxygen
report_pathway-box_flow = blood flow
report_pathway-box_signal = signal to the nucleus
report_pathway-box_inflammation = inflammation
report_pathway-box_procollagen = new collagen
report_pathway-box_mmp = collagen-cutting MMP-1
report_pathway-box_collagen = collagen in the dermis

## The page

report_pathway-title = What light may do in the skin, as a hypothesis (OpenPBM)
report_pathway-eyebrow = from light to collagen
report_pathway-verdict = { $hypothesis }, not a forecast: how light may act in this skin, and how unsure that is
report_pathway-verdict_lead = A hypothesis
report_pathway-intended = No plan and no limit of OpenPBM rests on this page. Most parameters are guesses with wide ranges.
report_pathway-in_short = In short
report_pathway-energy = Cell energy in healthy skin: at most { $change }, for minutes.
report_pathway-mass = Mass of collagen in the dermis after the course: { $change }. Skin replaces its collagen with a half-life of
    about 15 years.
report_pathway-new = New collagen being made in the last two weeks: { $change }; { $sign }.
report_pathway-sign_unknown = whether it rises or falls is not known
report_pathway-sign_known = it moves one way in nine of ten draws
report_pathway-only_trials = No step from here to fewer wrinkles or a clearer skin is computed: only trials can say.
report_pathway-change = { $middle } % ({ $low } to { $high })
report_pathway-light_of = { $rate } at { $peak }
report_pathway-light = { $colours } in the target layer, { $minutes }, { $sessions } sessions
report_pathway-assumed = { $light }. Assumed: { $receptor }. { $draws } draws, weighed by one experiment; worth { $worth } equal ones.
    Change against no light: middle, and the range that nine of ten draws lie in.
report_pathway-receptor_enzyme = an enzyme of the mitochondrion (cytochrome c oxidase) takes up the light
report_pathway-receptor_store = a store of nitric oxide in the skin takes up the light
report_pathway-receptor_none = nothing takes up the light; only its warmth acts
report_pathway-chain = The chain
report_pathway-arrows = Each arrow is drawn as well as it is known.
report_pathway-which = Which takes up the light?
report_pathway-which_see = How well each idea gives the one experiment that the chain is weighed by (1 would be perfect in every draw).
    All three are open.
report_pathway-span_minutes = Minutes after one session
report_pathway-span_days = Days
report_pathway-span_months = The whole course
report_pathway-axis_minutes = min
report_pathway-axis_days = days
report_pathway-against_none = Change against no light.
report_pathway-furthest = Furthest from rest: { $change }.
report_pathway-late = Mean over the last two weeks of light: { $change }.
report_pathway-settle = Which measurement would settle most
report_pathway-settle_see = Share of what is unsure about new collagen in the last two weeks of light.
report_pathway-checks = Held against what is published
report_pathway-checks_label = Checks
report_pathway-head_what = What
report_pathway-head_target = Published
report_pathway-head_got = The chain gives
report_pathway-head_verdict = Verdict
report_pathway-head_source = Source
report_pathway-foot = OpenPBM, from light to collagen. Planning and education; not a medical device.
