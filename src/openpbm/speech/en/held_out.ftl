# What was stated of studies that were kept aside, and what they found.

held_out-only_measure = nothing: no other study has this measure
held_out-interval_but = an interval, but { $how }
held_out-next_interval = an interval for the effect of the next study
held_out-no_control = nothing: it has no sham or unlit side, and a before-after change is never forecast
held_out-no_number = no number was read
held_out-laboratory = in { $less } of { $known } other laboratory series the highest dose gave less than a lower one; no
    size is stated, and nothing about people
held_out-no_system = system not read
held_out-no_measure = measure not read
held_out-no_shape = shape not read
held_out-direction_only = direction only
