# A lot of masks as they are made.

## The file

tolerance-no_light = mask { $mask }: found no figure of its light ({ $channels }); expected a mask with a claim, a reading or a power of its LEDs
tolerance-channel = { $file }: field limit.channel: found "{ $found }"; expected one of { $known }
tolerance-no_bound = { $file }: limit of { $limit }: found neither low nor high; expected at least one of them
tolerance-twice = { $file }: limit of { $limit }: found twice; expected one, with low and high
tolerance-crossed = { $file }: limit of { $limit }: found low above high; expected the smaller number in low
tolerance-below_one = { $field } = { $found } is less than one per cent; if a share of { $found } is meant, write { $field } = { $percent }
tolerance-evenness = { $file }: limit of { $limit }: found { $found }; expected a share, 0 to 1
tolerance-expected-percent = a number in per cent (20 for a fifth), 0 where nothing differs, at most 60
tolerance-expected-driver = a number in per cent (4 for one in 25), 0 where nothing differs, at most 30
tolerance-expected-size = a number in the unit of its name, 0 where nothing differs, at most 50
tolerance-expected-placing = a number in millimetres, 0 where nothing differs, at most 5
tolerance-expected-channel = the id of a channel of the mask, in quotes
tolerance-expected-quantity = one of irradiance_mw_cm2, hottest_mw_cm2, evenness, peak_nm, total_mw
tolerance-expected-bound = a number from 0 to 1000000000 in the unit of the quantity
tolerance-expected-made = a whole number of masks, 16 to 100000
tolerance-expected-seed = a whole number from 0, such as 1
tolerance-expected-tolerance = a table [tolerance]
tolerance-expected-limit = one [[limit]] with channel, quantity, low or high for each limit
tolerance-expected-line = a table [line] with meter_sd_percent and spectrometer_sd_nm

## What is told

tolerance-yield = { $made ->
    [one] { $made } mask
   *[other] { $made } masks
    } made: { $share } keep every limit (5 to 95 %: { $low } to { $high })
tolerance-limit = { $limit }: kept by { $share } ({ $low } to { $high })
tolerance-driver = { $name }: were it perfect, { $share } would keep every limit, a change of { $gain } of the lot ({ $gain_low } to { $gain_high }); its largest share of a spread is { $most } ({ $most_low } to { $most_high })
tolerance-alike = This lot cannot tell apart what these would gain: { $names }
tolerance-without_gain = No gain is shown for: { $names }
tolerance-no_drivers = No tolerance is above 0: every mask is as it is meant.
tolerance-test_by_itself = { $limit }: a test of { $test } stops { $stops } ({ $stops_low } to { $stops_high }) of the bad and lets { $lets } ({ $lets_low } to { $lets_high }) of the good go
tolerance-test_like_first = { $limit }: a test of { $test } stops { $stops } ({ $stops_low } to { $stops_high }) of the bad and lets { $lets } ({ $lets_low } to { $lets_high }) of the good go; the lot cannot tell it from the first
tolerance-test_not_shown = { $limit }: a test of { $test } is not shown to work: it stops { $stops } ({ $stops_low } to { $stops_high }) of the bad and lets { $lets } ({ $lets_low } to { $lets_high }) of the good go
tolerance-none_works = { $limit }: no test is shown to work: a coin may do as well
tolerance-tests_judged = One half of the lot chose each window and the order; the other half judged them. A test is shown to work where each half by itself is sure (99 % for the three together) that it is better than a coin; such tests stand first.
tolerance-no_tests = No limit tells masks of this lot apart, so no test has anything to find.
tolerance-written = Written: { $data }, { $picture }
tolerance-at_most = { $channel }, { $quantity }: at most { $most }
tolerance-at_least = { $channel }, { $quantity }: at least { $least }
tolerance-between = { $channel }, { $quantity }: { $least } to { $most }
tolerance-picture = masks that keep every limit
tolerance-axis = were this tolerance perfect; lines: 5 to 95 %
tolerance-as_made = as made
tolerance-name_led_flux_bin_percent = flux bin of the LEDs
tolerance-name_led_peak_bin_nm = wavelength bin of the LEDs
tolerance-name_placing_sd_mm = placing of the LEDs
tolerance-name_standoff_sd_mm = distance to the skin
tolerance-name_driver_sd_percent = driver
tolerance-name_ageing_percent = ageing
tolerance-name_temperature_sd_k = temperature
tolerance-quantity_irradiance_mw_cm2 = mean irradiance
tolerance-quantity_hottest_mw_cm2 = hottest 3.5 mm
tolerance-quantity_evenness = evenness
tolerance-quantity_peak_nm = peak wavelength
tolerance-quantity_total_mw = total flux
