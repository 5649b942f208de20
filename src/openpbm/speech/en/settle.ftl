# The one measurement that would settle how strong a mask is, how to take it, and a letter that asks.

settle-power = the power that the mask draws
settle-power_how = Put a USB power meter between plug and mask, run one whole session, and write down the watt-hours.
settle-meter = the strength of each colour
settle-meter_how = Hold the sensor of a light meter where your skin would be, at five places of the mask, each colour
    alone, and write each reading down.
settle-letter = To { $maker }. I own your { $mask }. To use it safely I need one figure for each of its colours
    ({ $channels }): the mean irradiance on the skin of a face that wears it, in mW/cm², and how, where and with which
    meter it was measured. Please also tell me the peak wavelength of each colour, whether the light is pulsed, and the
    electrical power while it runs. Thank you.
