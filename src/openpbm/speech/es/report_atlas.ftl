report_atlas-control-sham = un aparato placebo
report_atlas-control-unlit = un lado o un grupo sin luz
report_atlas-control-drug = un medicamento, no frente a placebo
report_atlas-control-other_light = otra luz, no frente a placebo
report_atlas-control-none = nada: antes frente a después
report_atlas-grey-none = Antes frente a después: este cambio contiene el curso natural, la estación, las cremas y la esperanza
report_atlas-grey-drug = Comparado solo con un medicamento: no dice nada de la luz frente a la ausencia de luz
report_atlas-grey-other_light = Comparado solo con otra luz: no dice nada de la luz frente a la ausencia de luz
report_atlas-count-sham = { $studies } frente a placebo
report_atlas-count-unlit = { $studies } frente a piel sin luz
report_atlas-count-drug = { $studies } frente a un medicamento
report_atlas-count-other_light = { $studies } frente a otra luz
report_atlas-count-none = { $studies } solo antes frente a después
report_atlas-no_study = Ningún estudio.

report_atlas-pool-wrinkle_responders = proporción de personas con mejores arrugas
report_atlas-pool-acne_responders = proporción de lados con mejor acné
report_atlas-pool-ulcer_closed = úlceras del pie cerradas
report_atlas-pool-radiodermatitis_grade2 = reacción de la piel a la radioterapia, grado 2 o peor
report_atlas-pool-eczema_severity = gravedad local del eccema
report_atlas-pool-psoriasis_severity = gravedad local de la psoriasis
report_atlas-pool-redness_straight_after = enrojecimiento justo después de luz pulsada intensa
report_atlas-pool-scar_scale = escala de cicatrices
report_atlas-pool_says = { $measure }: { $verdict }
report_atlas-pool_next = { $measure }: { $verdict } El próximo estudio puede encontrar { $next } ({ $basis }).
report_atlas-times_odds = { $odds } veces las posibilidades
report_atlas-mean = { $measure }: { $verdict } Media { $middle }
report_atlas-pooled = { $mean }, intervalo del 95 %, { $interval }. El próximo estudio puede encontrar { $next }.
report_atlas-pooled_both = { $mean }, pero en su intervalo del 95 % caben tanto beneficio como daño, { $interval }. El
    próximo estudio puede encontrar { $next }.

report_atlas-result = { $measure }: { $size }
report_atlas-result_before_after = { $measure }: { $size } (antes frente a después)
report_atlas-result_alone = { $measure }: { $size } ({ $alone })
report_atlas-result_against = { $measure }: { $size } (frente a { $what }, no frente a placebo)
report_atlas-no_size = ninguna magnitud leída
report_atlas-size_against = { $size } frente a { $control }
report_atlas-no_result = ningún resultado leído
report_atlas-no_interval = sin intervalo
report_atlas-line = { $study }: { $told }

report_atlas-no_dose = No se leyó ninguna dosis.
report_atlas-no_dose_in = No se leyó ninguna dosis en { $arms ->
    [one] { $arms } grupo con luz
   *[other] ninguno de { $arms } grupos con luz
    }.
report_atlas-doses = { $dose } J/cm² sobre la piel por sesión para una luz, en { $read } de { $arms ->
    [one] { $arms } grupo con luz
   *[other] { $arms } grupos con luz
    }; en los demás no se leyó la dosis o la longitud de onda.
report_atlas-arm = { $arm }: { $light }
report_atlas-arm_minutes = { $arm }: { $light }, { $minutes } min por sesión
report_atlas-arm_dark = { $arm }: sin luz
report_atlas-wavelength_unread = longitud de onda no leída
report_atlas-light_why = { $colour } ({ $why })
report_atlas-light = { $colour }, { $dose } J/cm²
report_atlas-light_at = { $colour }, { $dose } J/cm² a { $irradiance } mW/cm²
report_atlas-flagged = { $light } ({ $flag })

report_atlas-dark_skin = Ningún estudio controlado indica que participaran personas con tipos de piel V o VI.
report_atlas-would_change = Qué lo cambiaría: { $change }
report_atlas-posted = Publicado en registros y no leído: { $what }.

report_atlas-pair-who = Quién
report_atlas-pair-design = Diseño
report_atlas-pair-light = Luz
report_atlas-pair-often = Frecuencia
report_atlas-pair-against = Frente a
report_atlas-pair-where = Dónde
report_atlas-pair-harm = Daño
report_atlas-pair-bias = Riesgo de sesgo
report_atlas-pair-held_out = Apartado
report_atlas-people = { $people ->
    [one] { $people } persona
   *[other] { $people } personas
    }
report_atlas-people_unread = número no leído
report_atlas-people_who = { $people } ({ $who })
report_atlas-not_read = no leído
report_atlas-sessions = { $sessions } sesiones
report_atlas-a_week = { $sessions } por semana
report_atlas-weeks = { $weeks } semanas
report_atlas-no_harm_read = no se leyó nada sobre daños
report_atlas-bias = { $bias }: { $reason }
report_atlas-held_out = citado y comparado, nunca ajustado ni agrupado
report_atlas-memory = { $field }: { $value }
report_atlas-fields = Campos: { $counts }.
report_atlas-no_field = No se leyó ningún campo.
report_atlas-known-read = { $fields } leídos
report_atlas-known-secondary = { $fields } leídos en un relato de terceros
report_atlas-known-derived = { $fields } calculados
report_atlas-read_memory = { $fields } { $memory }
report_atlas-grey_line = { $result }. { $reason }.

report_atlas-title = Atlas de pruebas: luz sobre la piel humana (OpenPBM)
report_atlas-skip = Ir a los objetivos
report_atlas-atlas = Atlas de pruebas
report_atlas-span = luz sobre la piel humana, de 400 a 1100 nm
report_atlas-verdict = { $lead }: ningún objetivo pasa de «{ $best }»
report_atlas-verdict_lead = { $studies } estudios, poca certeza
report_atlas-intended = Lo que se leyó en artículos, y cómo se sabe. No es una revisión sistemática ni un consejo médico; la mayoría de las fichas
    se apoya en resúmenes.
report_atlas-tally_controlled = { $number }de { $studies } estudios comparan la luz con placebo o piel sin luz
report_atlas-tally_interval = { $number }de ellos dan un efecto con intervalo
report_atlas-tally_computed = { $number }de { $arms } grupos con luz tienen una dosis en profundidad
report_atlas-tally_pooled = { $pools ->
    [one] { $number }agrupación contiene más de un estudio
   *[other] { $number }agrupaciones contienen más de un estudio
    }
report_atlas-link_short = En resumen
report_atlas-goals = Objetivo por objetivo
report_atlas-at_which_dose = Con qué dosis
report_atlas-no_surer = Por qué no hay más certeza
report_atlas-found = Qué se encontró frente a placebo o piel sin luz
report_atlas-forest-odds = Posibilidades de mejorar.
report_atlas-forest-difference = Tamaño de la diferencia.
report_atlas-forest_see = Las líneas son intervalos del 95 %. Cuadrados: lo que se puede agrupar. Rombos abiertos: apartados, solo citados. Trazos gruesos: donde
    debería caer el próximo estudio. Una flecha sigue más allá del dibujo. Solo se dibujan efectos frente a placebo o piel sin luz.
report_atlas-effects = Los efectos en números
report_atlas-together = En conjunto
report_atlas-reviews_say = Lo que dicen las revisiones
report_atlas-uncontrolled = { $studies ->
    [one] { $studies } estudio
   *[other] { $studies } estudios
    } sin lado placebo o sin luz: nunca se agrupan, no se dibujan
report_atlas-show_studies = { $studies ->
    [one] Mostrar su { $studies } estudio
   *[other] Mostrar sus { $studies } estudios
    }
report_atlas-scale = Una sola escala de dosis
report_atlas-scale_see = Lo que imprimió cada estudio, pasado por el mismo modelo de aparato y piel: luz sobre la piel, y fluencia en dos
    capas de la dermis, en una sesión. Se pudieron calcular { $computed } grupos con luz. El mismo número de J/cm² sobre la piel no es la misma
    dosis por debajo de ella.
report_atlas-depth = Dosis en profundidad, la más baja primero.
report_atlas-depth_see = Punto lleno: dermis superior. Punto abierto: dermis profunda. Las líneas van del 5 al 95 % de { $scenarios } pieles y
    aparatos de muestra. Debajo de cada nombre: con qué comparó el estudio, y qué encontró.
report_atlas-scale_numbers = La escala de dosis en números
report_atlas-lacking = Por qué { $arms } grupos con luz no tienen dosis en profundidad
report_atlas-more = ¿Hace más la luz si es más?
report_atlas-left_out = Qué efectos no pudieron entrar en esa prueba
report_atlas-left_out_why = { $effect }: { $why }
report_atlas-aside = Estudios apartados
report_atlas-aside_see = Estos nunca se ajustaron ni se agruparon. Cada uno se compara con lo que se podía afirmar sin él. La mayoría de los intervalos son tan
    anchos que abarcar un estudio no es ningún mérito.
report_atlas-every = Todos los estudios
report_atlas-all = Todos
report_atlas-words = Palabras
report_atlas-show_all = Mostrar todos
report_atlas-seen = { $seen } de { $studies } estudios
report_atlas-seen_none = No encaja ningún estudio. Quite un filtro.
report_atlas-how = Cómo se hizo, su fuente, y qué es de memoria
report_atlas-read_at = Leído en
report_atlas-flag = Señal del revisor: { $flag }
report_atlas-flag_memory = Señal del revisor (puede apoyarse en números de memoria): { $flag }
report_atlas-else = Laboratorio y revisiones
report_atlas-laboratory = { $results } resultados en células, tejidos y animales: nada de esto es una afirmación sobre personas
report_atlas-reviews = { $reviews } revisiones
report_atlas-reproduce = OpenPBM { $version }. Semilla { $seed }, { $scenarios } escenarios. Se reproduce con: openpbm evidence --html atlas.html
    --csv doses.csv

report_atlas-filter-goal = Objetivo
report_atlas-filter-setting = Lugar
report_atlas-filter-band = Longitud de onda
report_atlas-filter-soundness = Solidez de un estudio
report_atlas-filter-control = Comparación
report_atlas-choice-safety = Solo seguridad
report_atlas-choice-home = En casa
report_atlas-choice-office = En una consulta
report_atlas-choice-mixed = Ambos
report_atlas-choice-other = Otra longitud de onda
report_atlas-choice-controlled = Frente a placebo o sin luz
report_atlas-choice-uncontrolled = Sin comparación
report_atlas-choice-unread = No leído

report_atlas-axis-odds = razón de posibilidades frente al control (sin unidad, logarítmica)
report_atlas-axis-difference = diferencia entre dos lados, en su propia dispersión (DE)
report_atlas-worse = ← peor con luz
report_atlas-better = mejor con luz →
report_atlas-axis_dose = fluencia en una sesión, J/cm² (logarítmica)
report_atlas-name_held_out = { $study } (apartado)
report_atlas-next = Próximo estudio, esperado
report_atlas-control_arm = el control de este estudio
report_atlas-short-sham = frente a placebo
report_atlas-short-unlit = frente a sin luz
report_atlas-short-none = sin control
report_atlas-short_before_after = { $against }: solo antes frente a después
report_atlas-short_better = { $against }: mejor, { $bias }
report_atlas-short_same = { $against }: sin diferencia, { $bias }
report_atlas-short_found = { $against }: { $what }
report_atlas-no_size_read = magnitud no leída

report_atlas-effect_table = Efectos frente a placebo o piel sin luz; más y por encima de 1 son mejores con luz
report_atlas-no_difference = sin diferencia
report_atlas-yes = sí
report_atlas-no = no
report_atlas-none = ninguno
report_atlas-nothing = nada
report_atlas-dose_table = Dosis en profundidad de una sesión, mediana (del 5 al 95 %)
report_atlas-types_read = leídos
report_atlas-types_assumed = de I a IV, supuestos
report_atlas-aside_table = Estudios apartados, frente a lo que se afirmó sin ellos
report_atlas-head-study = Estudio
report_atlas-head-measured = Medido
report_atlas-head-as_read = Según se leyó
report_atlas-head-effect = Efecto, intervalo del 95 %
report_atlas-head-how = Cómo
report_atlas-head-bias = Sesgo
report_atlas-head-held_out = Apartado
report_atlas-head-arm = Estudio, grupo, luz
report_atlas-head-printed = Sobre la piel, impreso, J/cm²
report_atlas-head-irradiance = Irradiancia, mW/cm²
report_atlas-head-exposure = Sobre la piel con el aparato, J/cm²
report_atlas-head-upper = Dermis superior, J/cm²
report_atlas-head-deeper = Dermis profunda, J/cm²
report_atlas-head-types = Tipos de piel
report_atlas-head-result = Resultado
report_atlas-head-flag = Señal
report_atlas-head-stated = Afirmado sin él
report_atlas-head-found = Encontrado
report_atlas-head-verdict = Veredicto
report_atlas-head-basis = Se apoya en

report_atlas-system = { $system }: { $finding }.
report_atlas-system_held_out = { $system }: { $finding }. Apartado.
report_atlas-nothing_read = nada que se haya leído
report_atlas-review = { $review }, { $kind }
report_atlas-review_size = { $review }, { $kind }, { $studies } estudios
report_atlas-review_secondary = { $text } (leído en un relato de terceros)
report_atlas-pool_of_review = { $measure }: { $estimate } (de { $low } a { $high })
report_atlas-pool_of_review_bare = { $measure }: { $estimate } (sin intervalo)
