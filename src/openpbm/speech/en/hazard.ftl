# Hazards of a light source, as the report of `openpbm safety` names them. Lower case: a heading makes its own capital.
# `.short` stands under a title that says where; `.what` is what a pulse is judged for.

hazard-actinic_uv = actinic ultraviolet before the LEDs
    .short = actinic ultraviolet
hazard-near_uv = near-ultraviolet before the LEDs
    .short = near-ultraviolet
hazard-blue = blue light of the LEDs at the retina
    .short = blue light at the retina
hazard-blue_one_led = blue light of one LED alone
    .short = blue light of one LED alone
hazard-blue_gate = blue light of the LEDs, project gate
    .short = blue light, project gate
hazard-retina_heat = heat of the retina before the LEDs
    .short = heat of the retina
hazard-retina_heat_weak = heat of the retina before the LEDs, weak stimulus
    .short = heat of the retina, weak stimulus
hazard-pulse_known_retina_heat = heat of the retina before the LEDs, one pulse
    .short = heat of the retina, one pulse
    .what = heat of the retina before the LEDs
hazard-pulse_unsaid_retina_heat = heat of the retina before the LEDs, one pulse, were there any
    .short = heat of the retina, one pulse, were there any
    .what = heat of the retina before the LEDs
hazard-infrared = infrared before the LEDs
    .short = infrared
hazard-infrared_gate = infrared before the LEDs, project gate
    .short = infrared, project gate
hazard-pulse_known_infrared = infrared before the LEDs, one pulse
    .short = infrared, one pulse
    .what = infrared before the LEDs
hazard-pulse_unsaid_infrared = infrared before the LEDs, one pulse, were there any
    .short = infrared, one pulse, were there any
    .what = infrared before the LEDs
hazard-skin_uv = actinic ultraviolet
    .short = skin: actinic ultraviolet
hazard-skin_heat = heat of the skin, first 10 s
    .short = heat of the skin, first 10 s
hazard-skin_laser = heat of the skin, laser limits by analogy
    .short = heat of the skin, laser limits by analogy
hazard-pulse_known_skin_heat = heat of the skin, one pulse
    .short = heat of the skin, one pulse
    .what = heat of the skin
hazard-pulse_unsaid_skin_heat = heat of the skin, one pulse, were there any
    .short = heat of the skin, one pulse, were there any
    .what = heat of the skin

## How it is looked at

hazard-view_hemisphere = hemisphere
hazard-view_field = { $field } field, worst place
hazard-view_opening = worst place { $distance } before the LEDs, { $width } wide
hazard-view_one_led = one LED, { $angle }
hazard-view_alone = near-infrared alone, { $view }

## For whom, where not for everybody

hazard-for_lensless = an eye without its lens, or a child under two
hazard-for_workers = workers
