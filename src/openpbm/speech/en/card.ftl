# What one trial did and found, as its card says it.

card-who = { $treated } people treated; { $types }
card-who_compared = { $treated } people treated, { $control } compared; { $types }
card-who_unread = number of people not read; { $types }
card-who_compared_only = number of people not read, { $control } compared; { $types }

card-null = Beside it stands { $trial } (against { $against }, { $people ->
    [0] number of people not read
    [one] { $people } person
   *[other] { $people } people
}; { $light }), whose main result was no difference: { $measures }

## Its light

card-lights = { $lights }
card-lights_unread = light not read
card-light_dose = { $colour }, { $dose }
card-light_between = { $colour }, between { $low } and { $high }
card-light_no_dose = { $colour } ({ $why })
card-wavelength_unread = wavelength not read
card-dose_unread = dose not read

## Its result

card-result_counts = { $measure }: { $treated } of { $of_treated } against { $control } of { $of_control } with
    { $against }
card-result_against = { $measure }: { $change } against { $control } with { $against }
card-result_change = { $measure }: { $change }
card-result_since_start = { $measure }: { $change }, before against after
card-result_unsized = { $measure }: size not read
card-result_unread = no result that was read
