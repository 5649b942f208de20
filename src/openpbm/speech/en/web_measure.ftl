# Measuring a mask at home, and sharing what was read.

web_measure-title = Measure it at home
web_measure-lead = Any of these makes the answer sharper. Half an hour, and no need to be an expert.
web_measure-usb = The plug: a USB power meter
web_measure-usb_how = Put a USB power meter between plug and mask. Run one whole session from its start to its end, and write down the watt-hours. It bounds the light from above.
web_measure-minutes = Over how many minutes
web_measure-which = Which light meter
web_measure-phone = A phone shows how even the light is, never how strong: phones differ six times in red. Use it to compare places only; its numbers are not asked for here.
web_measure-places = Five places
web_measure-step_dark = Darken the room, and let the mask run for five minutes first.
web_measure-step_goggles = Wear your goggles. Do not look into the light.
web_measure-step_alone = One colour at a time, where the mask can.
web_measure-step_still = Hold the sensor where your skin would be, facing the lights, until the number stands still.
web_measure-use = Use these readings and plan
web_measure-nothing = Nothing is written here yet; please give one reading, or the watt-hours.
web_measure-share = Share it, or use somebody’s
web_measure-share_how = The file holds the name of the mask and what the meter showed. No person is in it.
web_measure-download = My readings as a file
web_measure-file = A file with readings (TOML)
web_measure-look = Show what it holds
web_measure-no_file = found no file; expected readings of this mask (TOML)
web_measure-foreign = These were read on another { $mask }. Yours may be stronger. Use them only if you trust who read them; they count once you press below.
