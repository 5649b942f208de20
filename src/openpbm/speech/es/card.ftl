card-who = { $treated } personas tratadas; { $types }
card-who_compared = { $treated } personas tratadas, { $control } de comparación; { $types }
card-who_unread = número de personas no leído; { $types }
card-who_compared_only = número de personas no leído, { $control } de comparación; { $types }

card-null = A su lado está { $trial } (frente a { $against }, { $people ->
    [0] número de personas no leído
    [one] { $people } persona
   *[other] { $people } personas
}; { $light }), cuyo resultado principal fue que no hubo diferencia: { $measures }

card-lights = { $lights }
card-lights_unread = luz no leída
card-light_dose = { $colour }, { $dose }
card-light_between = { $colour }, entre { $low } y { $high }
card-light_no_dose = { $colour } ({ $why })
card-wavelength_unread = longitud de onda no leída
card-dose_unread = dosis no leída

card-result_counts = { $measure }: { $treated } de { $of_treated } frente a { $control } de { $of_control } con
    { $against }
card-result_against = { $measure }: { $change } frente a { $control } con { $against }
card-result_change = { $measure }: { $change }
card-result_since_start = { $measure }: { $change }, antes frente a después
card-result_unsized = { $measure }: magnitud no leída
card-result_unread = ningún resultado leído
