# What somebody may measure or find out, so that a number is known better.

remedy-measured_colour = a colour measured as ITA or L*a*b* instead of a phototype
remedy-skin_spectrum = a reflectance spectrum of the skin
remedy-nothing_small = nothing practical; its effect is small
remedy-spectrum_two_distances = a reflectance spectrum taken at two distances
remedy-fine_ultrasound = high-resolution ultrasound or OCT
remedy-ultrasound = ultrasound
remedy-affected_spectrum = a reflectance spectrum of the affected skin
remedy-gap_ruler = the gap, measured with a ruler
remedy-inner_face_figure = the maker's figure for the inner face
remedy-five_places = a meter reading at five places of the mask
remedy-laboratory_reading = a reading by a laboratory
remedy-more_readings = more meter readings, spread over each region
remedy-kind_of_meter = the kind of meter, as its maker states it
remedy-always_wet = wearing it dry, or always wet
remedy-usb_meter = a USB power meter in its charging lead
remedy-drawing_of_leds = the maker's drawing of the LEDs
remedy-face_scan = a scan of the face
remedy-each_colour = a meter reading for each colour
remedy-spectrometer = a spectrometer reading
remedy-nothing = nothing practical
remedy-thermometer = a thermometer
remedy-skin_temperature = a skin temperature under this mask
remedy-mask_temperature = a temperature of this mask
remedy-mask_weight = the weight of the mask
remedy-led_temperature = a temperature of one LED
