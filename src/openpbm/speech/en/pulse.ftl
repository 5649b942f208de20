# Limits of one pulse, which tell its length.

-cover = opaque goggles or a shield that blocks this light

pulse-eye_pulse_heat = heat of the retina by one pulse, IEC 62471
    .reason = retina, one LED at the height of a pulse of { $seconds }
    .change = { -cover }
pulse-eye_pulse_heat_icnirp = heat of the retina by one pulse, ICNIRP
    .reason = retina, one LED at the height of a pulse of { $seconds }
    .change = { -cover }
