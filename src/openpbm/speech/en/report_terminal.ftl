# The plan in thirty lines of a terminal: page one, then what limits it.

report_terminal-each = { $minutes } each session.
report_terminal-limit = { $role ->
    [binding] Sets the minutes
   *[closest] Closest
    }: { $limit }, worst case { $value } of at most { $most } ({ $share } { $of }); { $kept }.
report_terminal-passed = { $limits } passed
report_terminal-kept = { $limits ->
    [one] all { $limits } limit kept
   *[other] all { $limits } limits kept
    }
report_terminal-more_reasons = { $reasons ->
    [one] and { $reasons } more reason in the report
   *[other] and { $reasons } more reasons in the report
    }
report_terminal-review_pending = Clinical review pending.
