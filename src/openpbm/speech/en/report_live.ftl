# What the script of a report says when somebody moves a slider. It fills the gaps itself.

report_live-is_plan = This is your plan
report_live-is_not_plan = This is not your plan
report_live-over = Over a limit: { $limit }, { $share }
report_live-not_plan_over = Not your plan, and over a limit: { $limit }, { $share }
report_live-away = Not your plan
report_live-away_over = Not your plan, and over a limit
report_live-safe_over = With these settings a limit is passed. This is not your plan.
report_live-safe_still = With these settings every limit that moves is kept; a faded one was computed for your plan only. This is not your plan.
report_live-safe_kept = With these settings every limit below is kept in at least 95 % of the computed cases. This is not your plan.
report_live-still = Your plan: { $share }
report_live-your_layer = your { $layer }
report_live-other_layer = the { $layer } of skin type { $skin_type }
report_live-would_bring = These settings would bring { $dose } to { $whose } in a session, between { $low } and { $high }.
report_live-dose = Dose: { $dose } ({ $low } to { $high }).
report_live-dose_of_plan = Dose: { $dose } ({ $low } to { $high }), { $share } of your plan's.
report_live-closest = Closest limit: { $limit }, { $share } used.
