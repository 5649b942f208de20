# What is known of one mask, and what its pictures rest on. First the labels of its facts.

report_mask-maker = maker
report_mask-kind = kind
report_mask-light = light
report_mask-in_total = in total
report_mask-timer = timer
report_mask-unknowns = not known
report_mask-clearance = clearance
report_mask-price = price
report_mask-notes = notes

## What stands behind them

report_mask-not_known = not known
report_mask-not_said = not said
report_mask-unchecked = from memory, not checked
report_mask-with_parent = { $text } (from memory, not checked)
report_mask-kind_in = { $form }, { $setting }
report_mask-no_wavelength = no wavelength known: without a mask file it cannot be planned
report_mask-moved_by_hand = moved over the face by hand: how long each place is lit cannot be planned
report_mask-channel = { $channel } { $nm } nm
report_mask-channel_claimed = { $channel }, { $claim }
report_mask-channel_power = { $channel }, { $power } mW out of each LED
report_mask-channel_measured = { $channel }, irradiance measured
report_mask-channel_unstated = { $channel }, irradiance not stated
report_mask-claim = { $irradiance } mW/cm², { $source }
report_mask-claim_at = { $irradiance } mW/cm² at { $distance } mm, { $source }
report_mask-steps = { $minutes } min
report_mask-nothing_unknown = nothing that matters here
report_mask-no_number = no number found
report_mask-cleared = { $body } { $pathway }, { $number }
report_mask-usd = { $price } USD

## What is not known of it

report_mask-gap_irradiance = irradiance
report_mask-gap_meaning = what the claimed irradiance means
report_mask-gap_distance = distance to the skin
report_mask-gap_reflectance = reflectance of its inner face
report_mask-gap_pulsing = pulsing
report_mask-gap_width = width of the spectrum
report_mask-gap_leds = number of LEDs
report_mask-gap_shield = eye shield
report_mask-gap_timer = timer steps

## Its pictures

report_mask-spectrum = Light at { $channels }.
report_mask-spectrum_guessed = Light at { $channels }; the width is not published and drawn at 20 nm.
report_mask-placed = LEDs where the mask file places them, from the front.
report_mask-laid = LEDs laid evenly, as nobody publishes their places. From the front.
report_mask-laid_assumed = LEDs laid evenly, as nobody publishes their places; their number is assumed ({ $leds }). From the front.
