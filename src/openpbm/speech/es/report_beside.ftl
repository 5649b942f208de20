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
report_beside-label_who = Persona
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
report_beside-minutes_told = { $minutes }
report_beside-used = { $limit }: { $share } usado.

report_beside-area = Cuánta piel recibe cuánto
report_beside-area_lead = De la piel a la que se refieren los objetivos: la parte que recibe al menos tanto en una sesión. Una curva que cae tarde y de golpe es una dosis uniforme.
report_beside-axis_share = parte de la piel
report_beside-axis_dose = dosis de una sesión en profundidad, J/cm²
report_beside-regions = Dosis de una sesión ({ $layer }), por zona

report_beside-regions_apart = Dosis de una sesión por zona, cada una en la profundidad a la que apunta su plan: dos profundidades, así que ningún número es más ni menos que el de al lado.

report_beside-mixed = compare: se encontraron planes junto a máscaras; se esperaban dos archivos plan.json, o solo máscaras.
report_beside-two = compare: se encontraron { $count } planes; se esperaban dos.
report_beside-of_masks = compare: se encontró { $option } junto a dos planes; se esperaba solo con máscaras: los planes se comparan tal como se hicieron.
