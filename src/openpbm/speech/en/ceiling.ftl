# The limits of a session: what each is called inside a sentence, why it stands (`.reason`) and what would change it (`.change`).

-cover = opaque goggles or a shield that blocks this light
-shorter = a shorter session or a weaker setting
-weaker = a weaker setting, if the mask has one
-steady = light that is not pulsed, or less of it
-skin_measured = a skin temperature measured under this mask
-mask_measured = the power this mask draws, read on a USB power meter, or its temperature measured on a face
-by_time = 43 degC from 10 minutes on; in less 48 degC, which rests on memory of the table alone

## Eyes

ceiling-eye_infrared = infrared at the eye, IEC 62471
    .reason = cornea and lens
    .change = { -cover }
ceiling-eye_infrared_icnirp = infrared at the eye, ICNIRP
    .reason = cornea and lens
    .change = { -cover }
ceiling-eye_infrared_gate = infrared at the eye, project gate
    .reason = half of the long limit
    .change = { -cover }
ceiling-eye_near_uv = near-ultraviolet tail at the eye
    .reason = lens
    .change = { -cover }
ceiling-eye_near_uv_dose = near-ultraviolet dose at the eye
    .reason = lens; ICNIRP 2004 keeps the dose for sessions of any length
    .change = { -cover }
ceiling-eye_actinic = actinic ultraviolet at the eye
    .reason = cornea
    .change = { -cover }
ceiling-eye_blue_dose = blue light, staring at one LED, IEC 62471
    .reason = retina
    .change = { -cover }
ceiling-eye_blue_dose_icnirp = blue light, staring at one LED, ICNIRP
    .reason = retina
    .change = { -cover }
ceiling-eye_aphakic_dose = blue light, staring at one LED, ICNIRP
    .reason = an eye without its lens
    .change = { -cover }
ceiling-eye_blue_gate = blue radiance, project gate
    .reason = retina
    .change = { -cover }
ceiling-eye_blue_small = blue light at the eye
    .reason = retina, small source
    .change = { -cover }
ceiling-eye_blue_small_dose = blue dose at the eye
    .reason = retina, small source
    .change = { -cover }
ceiling-eye_blue_leak = blue light that reaches the eye, project gate
    .reason = half of the long limit, counted with the shield that is there
    .change = { -cover }
ceiling-eye_retina_heat = heat of the retina, IEC 62471
    .reason = retina, one LED seen as wide as the limit counts
    .change = { -cover }
ceiling-eye_retina_heat_icnirp = heat of the retina, ICNIRP
    .reason = retina, one LED seen as wide as the limit counts
    .change = { -cover }
ceiling-eye_retina_unseen = heat of the retina by unseen light, IEC 62471
    .reason = counted as if only the infrared shone, which no eye turns away from
    .change = { -cover }
ceiling-eye_retina_unseen_icnirp = heat of the retina by unseen light, ICNIRP
    .reason = counted as if only the infrared shone, which no eye turns away from
    .change = { -cover }
ceiling-eye_pulse_infrared = infrared at the eye by one pulse
    .reason = cornea and lens
    .change = { -cover }

## Skin

ceiling-skin_dose_red = dose on the skin, red
    .reason = hottest spot, a fifth of what volunteers of STARS bore
    .change = { -shorter }
ceiling-skin_dose_nir = dose on the skin, near-infrared
    .reason = hottest spot, a fifth of what volunteers of STARS bore of red
    .change = { -shorter }
ceiling-skin_dose_red_tolerated = red dose tolerated in STARS
    .reason = hottest spot
    .change = { -shorter }
ceiling-skin_dose_blue = dose on the skin, blue
    .reason = lasting pigment
    .change = switching blue off
ceiling-skin_dose_violet = dose on the skin, violet
    .reason = lasting pigment in types III and IV
    .change = { -shorter }
ceiling-skin_dose_short = dose on the skin, blue to amber
    .reason = darkening at once
    .change = { -shorter }
ceiling-skin_actinic = ultraviolet tail on the skin
    .reason = erythema weighted
    .change = { -shorter }
ceiling-skin_irradiance_blue = irradiance, blue
    .reason = hottest 3.5 mm, project cap
    .change = { -weaker }
ceiling-skin_irradiance_red = irradiance, red
    .reason = hottest 3.5 mm, project cap
    .change = { -weaker }
ceiling-skin_irradiance_nir = irradiance, near-infrared
    .reason = hottest 3.5 mm, project cap
    .change = { -weaker }
ceiling-skin_irradiance_total = irradiance, all colours
    .reason = hottest 3.5 mm, project cap
    .change = { -weaker }
ceiling-skin_laser_sum = share of the laser limit for skin
    .reason = burn, by analogy with lasers
    .change = { -weaker }
ceiling-skin_laser_half = half of the laser limit for skin
    .reason = by analogy with lasers, and half of it: this project’s own
    .change = { -weaker }
ceiling-heating_onset = irradiance against reported heating
    .reason = hottest square centimetre, sum of shares
    .change = { -weaker }
ceiling-skin_heat_short = heat on the skin, first 10 s
    .reason = burn
    .change = { -weaker }
ceiling-skin_pulse_heat = heat on the skin of one pulse
    .reason = burn
    .change = { -steady }
ceiling-pdt_blue_equiv = dose equal to photodynamic therapy, blue
    .reason = a photosensitiser is declared
    .change = the end of its washout
ceiling-pdt_red_equiv = dose equal to photodynamic therapy, red
    .reason = a photosensitiser is declared
    .change = the end of its washout

## Warmth

ceiling-skin_temperature = skin temperature
    .reason = labelled estimate of the skin surface
    .change = { -skin_measured }
ceiling-skin_temperature_contact = skin temperature by contact time
    .reason = labelled estimate of the skin surface; { -by_time }
    .change = { -skin_measured }
ceiling-mask_temperature = temperature of the mask where it touches
    .reason = labelled estimate of its wall on the skin, or of the pad that holds it off; { -by_time }
    .change = { -mask_measured }
ceiling-mask_temperature_led = temperature of the mask at one LED
    .reason = labelled estimate of an LED that touches, or is not known to keep off the skin; { -by_time }
    .change = { -mask_measured }
ceiling-skin_temperature_target = skin temperature, design target
    .reason = labelled estimate of the skin surface
    .change = { -skin_measured }

## The device

ceiling-visible_pulsing = visible flicker
    .reason = no visible modulation from 1 to 1250 Hz; unknown pulsing counts with epilepsy
    .change = steady light, or a measurement that shows how the mask is pulsed
ceiling-device_maximum = the device's own longest programme
    .reason = the maker offers nothing longer
    .change = a statement of the maker that longer use is safe
ceiling-device_maximum_unknown = longest session where no programme is known
    .reason = unproven long use
    .change = the programmes that the maker offers

