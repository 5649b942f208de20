# What a trial held its light against. `.followed`: as it is said of the trial whose dose is followed.

against-sham = a sham device
    .followed = a sham device
against-unlit = unlit skin
    .followed = unlit skin
against-drug = drug
    .followed = a drug, not sham
against-other_light = another light
    .followed = another light, not sham
against-none = nothing: before against after
    .followed = nothing but the start
