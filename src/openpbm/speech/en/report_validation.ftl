# Whether the numbers hold.

report_validation-title = Do the numbers hold (OpenPBM)
report_validation-eyebrow = validation
report_validation-intended = Computed on this machine, against published tables, closed forms and laws. Skin on people is not among them:
    no mask and no face was measured.
report_validation-hold = { $holding } of { $count } numbers hold
report_validation-fail = { $failing } do not
report_validation-skip = { $skipped } skipped
report_validation-against = Held against: { $what }.
report_validation-not_run = not run
report_validation-verdict_holds = holds
report_validation-verdict_fails = fails
report_validation-verdict_skipped = skipped
report_validation-head_what = What
report_validation-head_expected = Expected
report_validation-head_got = Got
report_validation-head_off = Off by
report_validation-head_may = May be
report_validation-head_verdict = Verdict
report_validation-head_against = Against
report_validation-head_source = Source
report_validation-foot = Planning and education; not a medical device.
