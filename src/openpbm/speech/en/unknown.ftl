# What a plan does not know, and what would settle it. Lower case: a heading makes its own capital.

unknown-colour = skin colour
unknown-melanin = melanin at a given colour
unknown-blood = blood in the dermis
unknown-saturation = oxygen saturation of the blood
unknown-scattering = scattering of the skin
unknown-epidermis = thickness of the epidermis
unknown-dermis = thickness of the dermis
unknown-condition = strength of the skin condition
unknown-standoff = distance between LEDs and skin
unknown-inner_reflectance = how white the mask is inside
unknown-meaning = what the irradiance claim means
unknown-meter_distance = where the maker measured
unknown-output = output of this very mask
unknown-reading = error of the meter
unknown-placing = where the meter lay
unknown-meter_kind = which kind of meter it was
unknown-wet = whether a film of water or gel couples the mask
unknown-supply = power of the mask's supply
unknown-efficiency = efficiency of the mask
unknown-geometry = shape of mask and face
unknown-layout = where the LEDs sit
unknown-curvature = how the face bends
unknown-split = split of the claim between colours
unknown-peak = peak wavelength of the LEDs
unknown-fwhm = width of the LED line

unknown-perfusion = blood flow of the skin at rest
unknown-room = temperature of the room
unknown-gap = heat that crosses from mask to skin
unknown-mask_outer = heat that the mask gives to the room
unknown-mask_capacity = heat that the mask takes up
unknown-sheet = how well the mask carries heat sideways

## What only caution assumes

unknown-claim_as_peak = the maker's claim, taken as a peak at the skin
unknown-pulses = pulses, which nobody rules out
