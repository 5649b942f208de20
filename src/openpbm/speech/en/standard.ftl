# Which standards speak of a device, and why.

standard-answer_applies = applies
standard-answer_may = may apply
standard-answer_outside = does not apply

## Several in one sentence

standard-told_applies = { $count ->
    [one] { $names } applies
   *[other] { $names } apply
}
standard-told_may = { $count ->
    [one] { $names } may apply
   *[other] { $names } may apply
}
standard-told_outside = { $count ->
    [one] { $names } does not apply
   *[other] { $names } do not apply
}

## Why

standard-lamps = every incoherent light source; the risk group on this page is of this text
standard-beyond_visible = { $share } of the light lies beyond 780 nm, and it treats
standard-for_lighting = it is for lighting and signals, and this light treats
standard-for_home = it is for use at home, and this device is for an office
standard-home_treats = home use: it applies where the device is meant to treat, such as acne
standard-home_looks = home use: it applies where the device is meant for looks only
standard-for_professionals = it is for professional use; home devices go to 60601-2-83 or 60335-2-113
standard-group_unknown = only in risk group 3, and the group of this device is not known
standard-group_three = professional use, risk group 3
standard-group_below = only from risk group 3 (or 1C with such a source); this one is { $group }
