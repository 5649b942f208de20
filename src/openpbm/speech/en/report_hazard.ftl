# Light hazards of a mask: verdict, page, tables.

## The verdict: its word, and what follows it

report_hazard-state_go = Within the limits
report_hazard-state_care = Within the limits, with care
report_hazard-state_stop = Limited
report_hazard-state_unknown = Not judged
report_hazard-rest = : { $what }
report_hazard-rest_dark = { $planned ->
    [yes] : the irradiance of { $channels } is not published. A plan still checks the maker's programme, by what the supply of
        such a mask can feed
   *[no] : the irradiance of { $channels } is not published
}
report_hazard-rest_broken = : { $hazard } reaches its limit { $after } of { $minutes } min{ $eyes ->
    [skin] {" on the skin"}
    [shielded] {" behind the shield"}
    [bare] , eyes open and bare
   *[far] , eyes open at the distance of use
    }
report_hazard-rest_near = : { $hazards } may come close or pass within the tolerance of the peaks
report_hazard-rest_group = : no limit is reached as worn, but the lamp is { $group } at 200 mm
report_hazard-rest_none = : none is reached in { $minutes } min
report_hazard-beside_claim = , by the light that is claimed; on a face it is likely { $likely }, in the worst case { $worst }, of at most
    { $limit }

## When a limit is reached

report_hazard-never = never
report_hazard-at_once = at once
report_hazard-after = after { $time }
report_hazard-after_of = { $after } of { $minutes }
report_hazard-never_reached = Never reached.
report_hazard-reached = Reached { $when }.

## What one limit meets

report_hazard-value = { $value }
report_hazard-value_hangs_on = { $value } (hangs most on { $what })
report_hazard-limit = { $name } is likely { $likely }, in the worst case { $worst }
report_hazard-limit_comma = { $name }, is likely { $likely }, in the worst case { $worst }
report_hazard-limit_keeps = { $told }, of at most { $limit }
report_hazard-limit_passes = { $told }, which passes { $whose ->
    [project] this project's
   *[other] the
    } limit of { $limit } { $after }{ $also ->
    [likely] , as the likely value does
   *[worst] {""}
    }
report_hazard-dose_passes = { $limit } passes its limit { $after } in the worst case
report_hazard-dose_reaches = { $limit } reaches its limit { $after } in the worst case
report_hazard-warmth = The skin gets likely { $likely } warm, in the worst case { $worst }; the limit is { $limit }
report_hazard-worst_case = A worst case is the 95th percentile over what is not known: 95 in 100 cases lie below it. That of warmth is of
    an estimate that errs warm, that of eyes takes the claim as a peak at the skin, and light as pulsed where nobody says that it is not.
    Limits are judged by worst cases.

## Shield, goggles, standards

report_hazard-shield_not_enough = An opaque shield is not enough: { $hazard } is passed as well.
report_hazard-shield_holds = Behind an opaque shield every limit of the standards holds.
report_hazard-no_shield = Before the LEDs every limit of the standards holds with and without a shield.
report_hazard-no_shield_if_steady = Before the LEDs every limit of the standards holds with and without a shield, if its light is steady:
    were it pulsed, which nobody rules out, one pulse would pass the limit of { $hazards }.
report_hazard-face_passes = On a face the worst case, eyes bare, passes the limit of: { $limits }.
report_hazard-bare_holds = No limit is reached before the LEDs with bare, open eyes.
report_hazard-bare_holds_if_steady = No limit is reached before the LEDs with bare, open eyes, if its light is steady: were it pulsed,
    which nobody rules out, one pulse would pass the limit of { $hazards }.
report_hazard-bare_broken = { $hazard } reaches its limit { $when }
report_hazard-bare_broken_early = { $hazard } reaches its limit { $when }, earlier than the session ends
report_hazard-no_goggles = No optical density is needed for any colour.
report_hazard-goggles = Goggles need an optical density of { $densities }.
report_hazard-goggles_for_some = Goggles need an optical density of { $densities }; none for the other colours.
report_hazard-density = { $density } at { $peak } ({ $limit })
report_hazard-density_uncounted = no limit of the eye counts this light
report_hazard-density_set_by = { $hazard }, { $clause }

## The page

report_hazard-title = { $state }: light hazards of { $mask } (OpenPBM)
report_hazard-light_hazards = light hazards
report_hazard-intended = Computed from published or measured irradiance. This is no test report: a laboratory measures, and the paid
    texts of the standards were not read.
report_hazard-in_short = In short
report_hazard-session = Session
report_hazard-bare_eyes = Bare eyes
report_hazard-opaque_shield = Opaque shield
report_hazard-goggles_row = Goggles
report_hazard-group = Risk group
report_hazard-group_at = { $group } at 200 mm (IEC 62471:2006)
report_hazard-skin = Skin
report_hazard-skin_worst = { $hazard }: { $share } of the limit; later on temperature governs
report_hazard-skin_worst_only = { $hazard }: { $share } of the limit; later on temperature governs, which was not judged
report_hazard-warmth_row = Warmth
report_hazard-skin_of = On the skin of { $skin }
report_hazard-name_lit = { $name } ({ $channels } light alone)
report_hazard-strictest_row = On skin type { $skin_type }, the strictest
report_hazard-strictest = On skin type { $skin_type }: { $told }
report_hazard-worst_case_row = Worst case
report_hazard-settles = What settles it
report_hazard-room_for = at most { $most } mW/cm² on the skin in { $minutes }, eyes bare; then { $hazard } reaches its limit

report_hazard-is_safe = Is it safe
report_hazard-as_worn = { $shield ->
    [opaque] As worn, behind the mask's own opaque shield
   *[none] As worn, eyes open, without a shield
    }. The most used limits come first; “peaks off” is the same limit when the wavelengths lie at the worse end of their tolerance.
report_hazard-named = { $hazard }, { $whose }
report_hazard-times = { $times } times
report_hazard-times_limit = { $times } times the limit
report_hazard-share_of_limit = { $share } of the limit
report_hazard-peaks_off = Peaks off: { $share }.
report_hazard-every = Every hazard, value against limit
report_hazard-every_see = Worn, the field of view is mostly smaller than an LED, so its full radiance counts. An eye cannot focus there,
    so the true image is duller: these values are upper bounds. { $shield }
report_hazard-group_see = The lowest group whose limit holds with that group's field of view and time; the device has the highest over its
    hazards and modes. Exempt at 200 mm does not mean exempt when worn.
report_hazard-room = How much light would be allowed
report_hazard-room_known = Each colour alone; together they share these limits. Heat of the skin over a whole session limits far earlier;
    it is judged in a plan, not here.
report_hazard-room_unknown = The irradiance is not known, but how much there may be is. A reading above it would limit the session without
    a shield. Heat of the skin over a whole session limits far earlier; it is judged in a plan, not here.
report_hazard-goggles_see = A density of 1 lets a tenth pass, of 2 a hundredth. Value over limit at the worst place of an open eye before the LEDs, and on a
    face in the worst case, as a power of ten, rounded up to 0.1; colours that share a limit take equal parts of it. It is the density at that colour's whole line, not a
    colour of glass.
report_hazard-which_standards = Which standards speak of it
report_hazard-standard = { $standard } { $answer }: { $why }. It asks for { $asks }.
report_hazard-standard_source = { $status }: { $source }
report_hazard-spectra = Spectra against the weighting functions
report_hazard-spectra_see = Spectra with their peak at 1, functions as published, one logarithmic scale. S actinic ultraviolet, B blue
    light, A blue light for an eye without its lens, R heat of the retina, IR infrared at cornea and lens.
report_hazard-panel_blue = Ultraviolet and blue.
report_hazard-panel_blue_see = Light under a curve counts by the curve's height. What lies left of 400 nm is near-ultraviolet, however
    faint.
report_hazard-panel_heat = Heat of the retina and infrared.
report_hazard-panel_heat_see = R of IEC 62471 peaks at 10, R of ICNIRP 2013 at 1: each is used with its own limits. Infrared counts in full
    from 780 nm by IEC, by 0.3 to 1000 nm by ICNIRP.
report_hazard-open = What could not be judged, and which measurement settles it
report_hazard-no_verdict = no verdict without it
report_hazard-taken = Taken: { $what }.
report_hazard-settled_by = Settled by: { $what }.
report_hazard-gap_temperature = Temperature of the skin
report_hazard-gap_temperature_taken = nothing. Beyond 10 s the limits of the skin are temperatures
report_hazard-gap_temperature_settles = a sensor between skin and mask over a whole session
report_hazard-gap_standards = The standards themselves
report_hazard-gap_standards_taken = secondary transcriptions, each with its address below
report_hazard-gap_standards_settles = IEC 62471:2006 and ICNIRP 2013 read in full
report_hazard-computed_with = What was computed with
report_hazard-computed_with_see = The mask is a flat disc with a square lattice of LEDs, each a disc; where its LEDs are published, they
    stand there. Irradiance at the eye: at the worst place under single LEDs, over an aperture of 7 mm. Radiance: one LED's, averaged over
    the field of view at its worst place. IEC 62471:2006 and ICNIRP 2013 keep their own weights and constants; the stricter counts. No
    shield is credited unless it is named.
report_hazard-limits_read = Limits and where they were read
report_hazard-clause = { $clause } ({ $status })
report_hazard-link_verdict = Verdict
report_hazard-link_room = Room
report_hazard-link_standards = Standards
report_hazard-link_spectra = Spectra
report_hazard-link_open = Not judged

## Its tables

report_hazard-on_skin = on the skin
report_hazard-at_distance = at { $distance }
report_hazard-at_eye = at the eye, { $distance } from the LEDs
report_hazard-table_worn = { $place }, open, no shield
report_hazard-table_far = { $place }, somebody who looks at the lit mask
report_hazard-table_apart = Shown, but not for everyone or no limit of a standard
report_hazard-only_for = { $hazard } ({ $who })
report_hazard-group_table = Risk groups at 200 mm, by IEC 62471:2006 Table 6.1
report_hazard-band_table = The same bands as worn, which are no formal group
report_hazard-of = { $value } of { $limit }
report_hazard-hemisphere = hemisphere
report_hazard-goggle_table = Optical density that goggles need, all colours lit, eyes open as worn, { $minutes } min
report_hazard-none_needed = none needed
report_hazard-room_table = Irradiance on the skin that each colour alone may have, eyes bare, { $minutes } min
report_hazard-weight_table = Effective weight of each spectrum
report_hazard-weight_S_uv = S, actinic ultraviolet
report_hazard-weight_UVA = share in 315-400 nm
report_hazard-weight_B_iec62471 = B, IEC
report_hazard-weight_B_icnirp2013 = B, ICNIRP
report_hazard-weight_A_icnirp2013 = A, no lens
report_hazard-weight_R_iec62471 = R, IEC
report_hazard-weight_R_icnirp2013 = R, ICNIRP
report_hazard-weight_WIR_iec62471 = infrared, IEC
report_hazard-weight_WIR_icnirp2013 = infrared, ICNIRP
report_hazard-input_disc = Emitting disc of an LED
report_hazard-input_pitch = LED to LED
report_hazard-input_radius = Radius of the lit disc
report_hazard-input_eye = LEDs to eye in use
report_hazard-input_uneven = Worst place there over the mean
report_hazard-input_opening = Opening before the eye
report_hazard-mm_radius = { $length } mm radius
report_hazard-unknown_spectrum = not known, measured spectrum
report_hazard-unknown_line = not known, { $width } nm wide
report_hazard-known_spectrum = { $irradiance } mW/cm² on the skin, measured spectrum
report_hazard-known_line = { $irradiance } mW/cm² on the skin, { $width } nm wide
report_hazard-head_hazard = Hazard
report_hazard-head_value = Value
report_hazard-head_limit = Limit
report_hazard-head_ratio = Ratio
report_hazard-head_clause = Clause
report_hazard-head_reached = Limit reached
report_hazard-head_peaks_off = Peaks off
report_hazard-head_status = Status
report_hazard-head_quantity = Quantity, weight, view
report_hazard-head_group = Group
report_hazard-head_fields = Fields
report_hazard-head_colour = Colour
report_hazard-head_density = Optical density
report_hazard-head_set_by = Set by
report_hazard-head_most = At most
report_hazard-head_first = First limit
report_hazard-head_function = Function
report_hazard-head_input = Quantity
