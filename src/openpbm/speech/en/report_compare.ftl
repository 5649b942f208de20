# Masks side by side. Never an outcome.

report_compare-head = One session of the shortest programme at full drive.
report_compare-no_outcome = This compares light, not results: no outcome follows from these numbers.
report_compare-not_counted = Medicines and conditions are not counted here; 'openpbm plan' counts them.
report_compare-usual_skin = { $age } years, type { $skin_type }, no goggles
report_compare-title = { $mask } ({ $key }), { $channels }, { $minutes } min
report_compare-dose = dose
report_compare-safety = safety
report_compare-nearest = nearest
report_compare-price = price
report_compare-dose_unknown = not known: { $why }
report_compare-dose_in = { $dose } J/cm² in the { $layer } ({ $low } to { $high })
report_compare-price_unknown = not known
report_compare-usd = { $price } USD
report_compare-usd_per_dose = { $price }, { $each } USD for each J/cm² that one session brings to the { $layer }
