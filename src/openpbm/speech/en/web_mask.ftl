# Which mask: the catalogue, one device, what its owner knows, and masks side by side.

web_mask-title = Which mask
web_mask-which = Which mask do you have?
web_mask-search_by = Search by name, maker or colour
web_mask-search = Search
web_mask-count = { $count } of { $total } devices, as their makers state.
web_mask-yours = yours
web_mask-usd = { $price } USD
web_mask-no_wavelength = No wavelength is known: it cannot be planned without a mask file.
web_mask-none_found = No device holds every word, nor words like them. Try fewer, or describe your mask below.
web_mask-claim-measured = measured
web_mask-claim-claimed = claimed by the maker
web_mask-claim-unknown = strength unknown

## An own mask file

web_mask-not_listed = Not among them?
web_mask-describe = Describe it in a mask file, as { $command } shows, and choose the file here. It is read as data and kept on this machine.
web_mask-by_file = I have a mask file
web_mask-file = Mask file (TOML, at most 256 kB)
web_mask-use_file = Use this file
web_mask-last_file = The file of last time
web_mask-your_file = your file
web_mask-no_file = found no file; expected a mask file (TOML)
web_mask-other_file = { $file }: field channels.{ $entry }: found the name of another file; expected its rows in the mask file itself, as only one file is sent

web_mask-six_fields = Describe it in six fields
web_mask-own_title = A mask that is not listed
web_mask-own_lead = Six things, from the leaflet or the mask itself. What you do not know stays empty; it is not guessed.
web_mask-own_light = Which light does it give?
web_mask-own_nm = Wavelengths, if they are printed
web_mask-own_nm_hint = Such as 633, 830.
web_mask-own_leds = How many LEDs
web_mask-own_seat = How does it sit?
web_mask-own_named = Its name
web_mask-own_name_label = Name and maker
web_mask-own_name = My mask
web_mask-own_notes = As its owner described it in six fields.
web_mask-seat-soft_touching = Soft, its lights touch the skin
web_mask-seat-soft_apart = Soft, its lights stay off the skin
web_mask-seat-hard = A hard shell with a gap
web_mask-seat-panel = It stands or hangs before the face
web_mask-choose_seat = Please choose how it sits.
web_mask-choose_light = Please choose a colour, or write a wavelength.
web_mask-no_nm = No wavelength is written here; please give some, such as 633, 830.

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
web_mask-no_minutes = No minutes are written here; please give some, such as 10, or 10, 20.
web_mask-stopped = Can a session be stopped early?
web_mask-touches = Does it touch the skin?
web_mask-shield = Has it an opaque shield over the eyes?
web_mask-steady = Is its light steady, without any pulsing?
web_mask-maker_says = Yes, its maker says so
web_mask-price = Price
web_mask-cost = What it cost
web_mask-dollars = US dollars
web_mask-use_plan = Use this mask and plan
web_mask-keep_only = Only keep it
web_mask-its_timer = Its timer: { $timer }.
web_mask-per_week = Times a week, as printed
web_mask-claim = What its maker says of its strength
web_mask-claim_hint = Such as 30 mW/cm². If it is printed for all colours in one, say it once; else once for each colour.
web_mask-claim_in_all = All colours in one, such as 30.
web_mask-claim_value = Strength
web_mask-claim_of = Of which light
web_mask-claim_all = All colours in one
web_mask-claim_where = Where it stands
web_mask-claim_where_hint = Leaflet, box or web page.
web_mask-claim_more = Another figure
web_mask-plug = Its plug, or a USB power meter
web_mask-plug_hint = This bounds how strong the light can be. Volts and amperes stand on the plug; a USB power meter shows the watt-hours of one session.
web_mask-volts = Volts
web_mask-amperes = Amperes
web_mask-energy = One session
web_mask-both_of_plug = Please give volts and amperes, or neither.
web_mask-minutes_of_energy = Please say over how many minutes the watt-hours were read.
web_mask-more_known = More that you may know

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
web_mask-whose = Which mask was read?
web_mask-whose_mine = This very mask
web_mask-whose_other = Another of its name
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
