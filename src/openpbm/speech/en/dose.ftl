# Printed doses of studies: their bounds, or why there are none; and whether more light does more.

dose-none-no_area = its dose is printed without an area
dose-none-peak_only = only the peak irradiance of a pulsed light is printed
dose-none-split_unstated = how its dose was split between its wavelengths is not stated
dose-none-part_of_band = its dose counts only part of its light
dose-none-per_day = its dose is per day, not per session
dose-none-per_pulse_or_session = whether its dose is per pulse or per session is not stated
dose-bounded-maximum = printed as a maximum: anything from nothing up to it
dose-bounded-range = printed as a range
dose-bounded-contradiction = irradiance times time contradicts the printed fluence: both are the ends
dose-wavelength_recalled = wavelength known from memory only
dose-wavelength_unread = wavelength not read
dose-recalled = dose known from memory only
dose-time_unread = irradiance read, exposure time not read
dose-unread = dose not read
dose-colour_unread = colour not read
dose-at_depth = dose at depth of each study

## Does more light do more

dose-untested = { $usable ->
    [one] Whether more light does more cannot be tested: { $usable } study has both an effect against sham or unlit
        skin and a dose at depth, and { $needed } would be needed. So no dose curve is shown.
   *[other] Whether more light does more cannot be tested: { $usable } studies have both an effect against sham or
        unlit skin and a dose at depth, and { $needed } would be needed. So no dose curve is shown.
}
dose-curve-flat = No dose curve foretells a left-out study better than no curve. None is shown.
dose-curve-straight = A curve straight in log dose foretells left-out studies better than no curve.
dose-curve-curved = A curve curved in log dose foretells left-out studies better than no curve.
dose-share_alone = a share without a comparison
dose-unlit = no lit arm
dose-flagged = flagged dose, never fitted: { $flag }
