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
