goal-no_study = La tabla de pruebas no contiene ningún estudio sobre { $goal }, así que no se puede decir nada.
goal-studies = { $studies ->
    [one] { $studies } estudio sobre { $goal }
   *[other] { $studies } estudios sobre { $goal }
}
goal-none_compares = Certeza: { $certainty }. Ninguno de { $studies } compara la luz con placebo o con piel sin luz.
goal-some_compare = Certeza: { $certainty }. { $controlled } de { $studies } { $controlled ->
    [one] compara
   *[other] comparan
} la luz con placebo o con piel sin luz; { $sized ->
    [0] ninguno da un efecto con intervalo.
    [one] { $sized } da un efecto con intervalo.
   *[other] { $sized } dan un efecto con intervalo.
}
goal-some_null = Certeza: { $certainty }. { $controlled } de { $studies } { $controlled ->
    [one] compara
   *[other] comparan
} la luz con placebo o con piel sin luz; { $sized ->
    [0] ninguno da un efecto con intervalo; sin diferencia: { $null }.
    [one] { $sized } da un efecto con intervalo; sin diferencia: { $null }.
   *[other] { $sized } dan un efecto con intervalo; sin diferencia: { $null }.
}
goal-certainty-0 = Ninguna
goal-certainty-1 = Muy baja
goal-certainty-2 = Baja
goal-certainty-3 = Moderada
goal-certainty-4 = Alta

goal-step_no_study = la tabla de pruebas no contiene ningún estudio
goal-step_no_result = ningún estudio con un lado placebo o sin luz da un resultado frente a él que se haya leído
goal-step_none_sound = ninguno de los estudios que responden es aleatorizado y con bajo riesgo de sesgo
goal-step_few_intervals = menos de dos estudios aleatorizados por debajo de un alto riesgo de sesgo dan un efecto con intervalo
goal-step_few_people = los estudios aleatorizados que responden reúnen { $people } personas, hasta donde se ha leído, menos de
    { $enough }
goal-step_disagree = algunos efectos son claros y otros son nulos
goal-step_abstracts = solo se pudieron leer resúmenes, registros o relatos de terceros
