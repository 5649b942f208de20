# The plan in thirty lines of a terminal. First what stands in the margin, as short as it can be.

report_terminal-label_do = Do
report_terminal-label_when = When
report_terminal-label_eyes = Eyes
report_terminal-label_skin_gets = Skin gets
report_terminal-label_safe = Safe
report_terminal-label_skin = On skin
report_terminal-label_deep = At depth
report_terminal-label_trials = Trials
report_terminal-label_warmth = Warmth
report_terminal-label_evidence = Evidence
report_terminal-label_before_light = First
report_terminal-label_measure = Measure
report_terminal-label_because = Because
report_terminal-label_change = Change
report_terminal-label_screen = Screen
report_terminal-label_report = Report

## The lines

report_terminal-lit = { $minutes }: { $light }.
report_terminal-often = { $often }; { $until }.
report_terminal-dose = { $dose } in the { $layer } a session; channels added:
report_terminal-limit = { $role ->
    [binding] Sets the minutes
   *[closest] Closest
    }: { $limit }, worst case { $value } of at most { $most } ({ $share } { $of }); { $kept }.
report_terminal-passed = { $limits } passed
report_terminal-kept = { $limits ->
    [one] all { $limits } limit kept
   *[other] all { $limits } limits kept
    }
report_terminal-trial = { $tier }, { $trial }, { $soundness ->
    [unread] not read
   *[other] a { $soundness } study
    }: { $result }
report_terminal-more_reasons = { $reasons ->
    [one] and { $reasons } more reason in the report
   *[other] and { $reasons } more reasons in the report
    }
report_terminal-review_pending = Clinical review pending.
