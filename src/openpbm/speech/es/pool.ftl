pool-nothing = Ningún estudio fuera de los apartados tiene un efecto con intervalo: no hay nada que agrupar.
pool-only_one = Un solo estudio: no se agrupó nada.
pool-pooled = { $studies } estudios agrupados.
pool-rests_on_risk = { $left ->
    [one] { $studies } estudios agrupados; sin los de alto riesgo de sesgo queda uno, así que la media se apoya en ellos.
   *[other] { $studies } estudios agrupados; sin los de alto riesgo de sesgo no queda ninguno, así que la media se apoya en ellos.
}
pool-and_apart = { $verdict } { $studies }: grupos que no fueron aleatorizados, citados y nunca agrupados.
pool-prediction = intervalo de predicción de { $studies } estudios
pool-one_study = un estudio, con una dispersión supuesta entre estudios
pool-one_study_at_risk = un estudio con alto riesgo de sesgo, con una dispersión supuesta entre estudios
