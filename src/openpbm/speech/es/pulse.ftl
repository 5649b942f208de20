-cover = gafas opacas o un protector que bloquee esta luz

pulse-eye_pulse_heat = calentamiento de la retina por un pulso, IEC 62471
    .reason = retina, un LED en la altura de un pulso de { $seconds }
    .change = { -cover }
pulse-eye_pulse_heat_icnirp = calentamiento de la retina por un pulso, ICNIRP
    .reason = retina, un LED en la altura de un pulso de { $seconds }
    .change = { -cover }
