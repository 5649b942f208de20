# Which mask: the catalogue, one device, what its owner knows, and masks side by side.

web_mask-title = Which mask
web_mask-which = Which mask do you have?
web_mask-search_by = Search by name, maker or colour
web_mask-search = Search
web_mask-count = { $count } of { $total } devices, as their makers state.
web_mask-yours = yours
web_mask-usd = { $price } USD
web_mask-no_wavelength = No wavelength is known: it cannot be planned without a mask file.
web_mask-none_found = No device holds every word. Try fewer words, or describe your device in a mask file.
web_mask-claim-measured = measured
web_mask-claim-claimed = claimed by the maker
web_mask-claim-unknown = strength unknown

## An own mask file

web_mask-not_listed = Not among them?
web_mask-describe = Describe it in a mask file, as { $command } shows, and choose the file here. It is read as data and kept on this machine.
web_mask-file = Mask file (TOML, at most 256 kB)
web_mask-use_file = Use this file
web_mask-last_file = The file of last time
web_mask-your_file = your file
web_mask-no_file = found no file; expected a mask file (TOML)
web_mask-other_file = { $file }: field channels.{ $entry }: found the name of another file; expected its rows in the mask file itself, as only one file is sent

## One device

web_mask-all = All masks
web_mask-fictitious = fictitious device
web_mask-where_leds = Where its LEDs sit.
web_mask-by_wavelength = Its light by wavelength.
web_mask-known = What is known of it
web_mask-you_know = What you know of yours
web_mask-optional = All of it is optional. What is left out is not guessed; it becomes a range.
web_mask-distance = Distance
web_mask-to_skin = LEDs to skin
web_mask-to_skin_hint = Measured while you wear it, if you can.
web_mask-timer = Timer
web_mask-programmes = Its timer programmes
web_mask-programmes_known = Such as 10, or 10, 20. Known: { $timer }
web_mask-programmes_unknown = Such as 10, or 10, 20. Not known for this device.
web_mask-no_minutes = Found nothing; expected minutes such as 10, or 10, 20.
web_mask-stopped = Can a session be stopped early?
web_mask-touches = Does it touch the skin?
web_mask-shield = Has it an opaque shield over the eyes?
web_mask-steady = Is its light steady, without any pulsing?
web_mask-maker_says = Yes, its maker says so
web_mask-price = Price
web_mask-cost = What it cost
web_mask-dollars = US dollars
web_mask-use = Use this mask

## Meter readings

web_mask-readings = Meter readings
web_mask-readings_hint = A light meter where the skin would be, facing the mask. Five places for each colour narrow the plan most, and outrank every claim.
web_mask-place = Place
web_mask-choose_place = Please choose a place.
web_mask-reading = Reading
web_mask-a_reading = Meter reading
web_mask-as_shown = as shown
web_mask-another = Another reading
web_mask-kind = Kind of meter
web_mask-which_kind = Which kind of meter
web_mask-meter-unknown = Not known (mW/cm²)
web_mask-meter-silicon_solar = Solar power meter (mW/cm²; 10 W/m² are 1)
web_mask-meter-par = PAR or quantum meter (µmol/m²/s)
web_mask-meter-lux = Luxmeter (lx)
web_mask-meter-thermopile = Thermopile (mW/cm²)
web_mask-meter-spectrometer = Spectrometer (mW/cm²)
web_mask-meter-laboratory = A laboratory's (mW/cm²)
web_mask-behind = Did skin lie behind the sensor?
web_mask-behind_worn = Yes, worn
web_mask-of_sensor = Distance of the sensor
web_mask-to_sensor = LEDs to the sensor
web_mask-to_sensor_hint = If it was not where the skin would be.

## Side by side

web_mask-compare = Compare masks
web_mask-masks = Masks
web_mask-whose_skin = Skin: { $name }’s.
web_mask-one_scale = One scale for all, 0 to { $top }. Dots are medians, lines run from 5 to 95 %.
web_mask-which_ones = Which masks
web_mask-how_many = Two to { $most } devices
web_mask-choose_some = Found { $count }. Please choose { $least } to { $most } devices.
web_mask-do_compare = Compare
web_mask-comparing = Comparing
web_mask-comparing_masks = Comparing masks
