# How warm the skin gets in a session: the figure, its sentences, its table.

report_warmth-title = How warm the skin gets
report_warmth-estimated = Estimated, not measured. Limits rest on an estimate that errs warm: from { $start } to { $end } after { $minutes } (95th percentile); rise { $rise }.
report_warmth-figure = Temperature in the session.
report_warmth-see = Blood flow that answers warmth, evaporation of bare skin and LEDs that fade make the likelier course cooler
    where it is hot. No limit rests on it.
report_warmth-numbers = The temperatures, in numbers
report_warmth-limit = limit of the skin, { $limit }
report_warmth-line_gate = what limits rest on: errs warm, 95 % stay below
report_warmth-line_surface = skin surface, likelier, with 5 to 95 %
report_warmth-line_basal = under the epidermis
report_warmth-line_dermis = dermis, mean
report_warmth-line_mask = the mask
report_warmth-likelier = { $mask_is ->
    [on] Likelier, the surface goes from { $start } to { $end }, the mask itself to { $mask }.
    [off] Likelier, the surface goes from { $start } to { $end }, the mask itself, off the skin, to { $mask }.
   *[none] Likelier, the surface goes from { $start } to { $end }.
    }
report_warmth-touching = In the worst case it is { $places }.
report_warmth-touch_mask_temperature = where the mask touches { $value } of at most { $limit }
report_warmth-touch_mask_temperature_led = at one LED { $value } of at most { $limit }
report_warmth-fading = Warm LEDs give less light than cold ones: over the session { $each }. Doses and limits here are those of
    cold LEDs, so the true dose could be lower by that much.
report_warmth-loss = { $channel } about { $middle } (95 in 100 cases: less than { $most })
report_warmth-both = estimates: skin likely { $likely }, { $worst } for limits
report_warmth-table = Temperature in the session, °C: likelier median (5 to 95 %), and the 95th percentile of the estimate that
    limits rest on
report_warmth-head_after = After
report_warmth-head_surface = Surface
report_warmth-head_basal = Under the epidermis
report_warmth-head_dermis = Dermis
report_warmth-head_mask = Mask
report_warmth-head_gate = Limits rest on
