expectation-sized = { $results }. Riesgo de sesgo, { $bias }: { $reason }
expectation-unsized = { $results }; sin magnitud. Riesgo de sesgo, { $bias }: { $reason }
expectation-effect = { $measure }: { $effect }; { $said }
expectation-measure = { $measure }: { $said }
expectation-unread = no se leyó ningún resultado frente a su control
expectation-no_control = { $trial } no tuvo un lado placebo o sin luz, así que su cambio no se puede distinguir del curso natural,
    la estación, las cremas y la esperanza
expectation-other_control = { $trial } no tuvo un lado placebo o sin luz: no dice nada de la luz frente a la ausencia de luz

expectation-flat = Dentro del intervalo que se estudió, no se espera que más luz haga más, y no se sabe que menos luz que la
    de un ensayo haga algo. { $reason }
expectation-no_dose = No lo sabemos: no se leyó la dosis de ningún estudio de este objetivo. { $reason }
