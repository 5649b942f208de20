# What few studies say together.

pool-nothing = No study outside the hold-outs has an effect with an interval: nothing to pool.
pool-only_one = One study only: nothing was pooled.
pool-pooled = { $studies } studies pooled.
pool-rests_on_risk = { $left ->
    [one] { $studies } studies pooled; without those at high risk of bias one is left, so the mean rests on them.
   *[other] { $studies } studies pooled; without those at high risk of bias none are left, so the mean rests on them.
}
pool-and_apart = { $verdict } { $studies }: groups that were not randomised, quoted and never pooled.
pool-prediction = prediction interval of { $studies } studies
pool-one_study = one study, with an assumed spread between studies
pool-one_study_at_risk = one study at high risk of bias, with an assumed spread between studies
