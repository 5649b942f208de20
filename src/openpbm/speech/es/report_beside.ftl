report_beside-title = Dos planes, uno al lado del otro
report_beside-text_head = { $one } | { $other } (* difiere)
report_beside-what = Lo que dice cada uno
report_beside-of = De
report_beside-differs = difiere
report_beside-only = Solo lo dice «{ $plan }»
report_beside-no_outcome = Esto compara luz y límites, no resultados: de estos números no se sigue ningún resultado.

report_beside-as_it_is = Su plan
report_beside-what_if = ¿Y si?

report_beside-label_answer = Respuesta
report_beside-label_kind = De quién es el programa
report_beside-label_who = Persona
report_beside-label_health = Afecciones, medicamentos, procedimientos
report_beside-label_light_before = Luz de antes, hasta donde se conoce
report_beside-label_start = Primer día
report_beside-label_distance = De los LED a la piel, según se indicó
report_beside-label_most = Veces por semana como mucho, según se pidió
report_beside-label_draws = Calculado con
report_beside-label_asked = Huella de todo lo que se preguntó
report_beside-label_why = Por qué no
report_beside-label_goal = Objetivo
report_beside-label_mask = Máscara
report_beside-label_light = Cómo se conoce su luz
report_beside-label_minutes = Minutos por sesión
report_beside-label_colours = Colores
report_beside-label_often = Frecuencia
report_beside-label_week = Minutos por semana
report_beside-label_layer = Profundidad a la que se apunta
report_beside-label_dose = Dosis de una sesión en profundidad
report_beside-label_nearly_all = Lo que recibe como mínimo nueve décimas partes de la piel del objetivo
report_beside-label_dose_week = Dosis de una semana en profundidad
report_beside-label_skin = Luz de una sesión sobre la piel
report_beside-label_trial = Frente al ensayo
report_beside-label_nearest = Límites más cercanos
report_beside-label_eyes = Ojos
report_beside-own = Un plan nuestro: sigue un ensayo.
report_beside-no_session = ninguna sesión
report_beside-no_reason = nada lo impide
report_beside-no_trial = no sigue ningún ensayo
report_beside-not_known = no se sabe
report_beside-most = { $times ->
        [one] una vez
       *[other] { $times } veces
    }
report_beside-drawn = { $count } sorteos, semilla { $seed }
report_beside-all_same = Los dos planes dicen lo mismo en todo lo que se compara.
report_beside-other_program = A los dos se les preguntó lo mismo. Lo que difiere viene de otra versión de OpenPBM, o de un plan que no hizo él.
report_beside-minutes_told = { $minutes }
report_beside-used = { $limit }: { $share } usado.

report_beside-area = Cuánta piel recibe cuánto
report_beside-area_lead = De la piel a la que se refieren los objetivos: la parte que recibe al menos tanto en una sesión. Una curva que cae tarde y de golpe es una dosis uniforme. Cuenta toda esa piel, también bajo las gafas y donde la máscara está abierta; las dosis de las tablas son medias de lo que queda bajo la máscara.
report_beside-axis_share = parte de la piel
report_beside-axis_dose = dosis de una sesión en profundidad, J/cm²
report_beside-regions = Dosis de una sesión ({ $layer }), por zona

report_beside-regions_apart = Dosis de una sesión por zona, cada una en la profundidad a la que apunta su plan: dos profundidades, así que ningún número es más ni menos que el de al lado.

report_beside-mixed = compare: se encontraron planes junto a máscaras; se esperaban dos archivos plan.json, o solo máscaras.
report_beside-two = compare: se encontraron { $count } planes; se esperaban dos.
report_beside-of_masks = compare: se encontró { $option } junto a dos planes; se esperaba solo con máscaras: los planes se comparan tal como se hicieron.
