trial-in_file = { $file }: { $slip }

trial-no_block = trial.blocks: se encontró { $size }; se esperaba un múltiplo de { $parts }, para que cada grupo esté en cada bloque
trial-few_doses = arms: se encontraron { $count }; se esperaban tres o más para un ensayo dose_ranging
trial-few_people = trial.people: se encontró { $people }; se esperaban al menos { $least }, dos en cada parte de cada grupo, pues con menos no hay dispersión
trial-two_arms-parallel = arms: se encontraron { $count }; se esperaban dos para un ensayo parallel (con más, design = "dose_ranging")
trial-two_arms-split_face = arms: se encontraron { $count }; se esperaban dos para un ensayo split_face, el lado con luz y el otro
trial-one_name = arms: se encontraron dos llamados "{ $name }"; se esperaba un nombre propio para cada uno
trial-twice = { $field }: se encontró "{ $found }" dos veces; se esperaba cada uno una vez
trial-equal_arms = arms: se encontraron { $one } y { $other } iguales en papel, efecto, luz y curso; se esperaban grupos que difieran
trial-no_effect = arms: no se encontró ningún efecto en { $names }; se esperaba un efecto mayor que 0 en uno de ellos: lo que el ensayo debe poder ver
trial-no_control = arms: se encontró un efecto en cada uno, hasta en { $name }; se esperaba un control, con efecto 0
trial-dark_effect = arms, { $name }: se encontró un efecto en un control; se esperaba 0, porque los efectos se cuentan frente a él
trial-no_minutes = arms, { $name }: se encontró luz sin minutes, sessions_per_week o weeks; se esperaban los tres mayores que 0
trial-two_lights = arms, { $name }: se encontraron mask y light; se esperaba uno de los dos
trial-split_share = arms, { $name }: se encontró share en un ensayo split_face; no se esperaba ninguno, porque cada persona tiene los dos lados
trial-no_sd = outcome.sd: no se encontró nada para { $measure }; se esperaba la desviación estándar entre personas; la tabla de estudios ofrece: { $offers }; de lecturas en la misma piel las tablas tienen: { $repeats }
trial-no_offer = ninguna, porque ningún ensayo de este objetivo imprimió una
trial-offer_sd = { $sd } para { $said } ({ $study })
trial-sd_below_readings = outcome.sd: se encontró { $sd }, menos de lo que ya se dispersan las lecturas solas ({ $least }); se esperaba más que eso
trial-share_above = outcome.control_share y effect: se encontró { $total } entre los dos; se esperaba como mucho 100 %
trial-misread = outcome.misread: se encontró { $found }; se esperaba menos de 0.5, porque más no es lectura
trial-adherence_sd = trial.adherence_sd: se encontró { $found }; se esperaba menos de { $most }, porque en torno a una media de { $mean } no cabe más
trial-unlit_knows = sham.unblinded_share: se encontró menos de 1 donde { $name } va sin luz; se esperaba 1, porque todos saben quién no tiene luz
trial-strata = trial.strata: se encontró { $found }; se esperaba cada uno de { $wanted } una vez
trial-no_goal = trial.goal: se encontró { $goal }; se esperaba uno de { $known }
trial-no_goal_near = trial.goal: se encontró { $goal }; se esperaba uno de { $known }; ¿quiso decir { $near }?
trial-no_region = trial.region: se encontró { $found }; se esperaba una de { $known }
trial-no_item = report: se encontró { $found }; se esperaba un punto como consort_9, tidier_5 o dose_area{ $near }
trial-no_side_correlation = trial.side_correlation: no se encontró nada; se esperaba cuánto van juntos los dos lados de una persona, de 0 a menos de 1, porque un ensayo split_face vive de ello

trial-seed_taken = El archivo no tiene semilla; se tomó { $seed }, del propio contenido del archivo. Quien tenga el archivo puede rehacer la lista de grupos: sortee una y escriba seed = ... en él antes de admitir a nadie.
trial-seed_untold = El archivo no tiene semilla; se tomó una de su propio contenido, que dijo el terminal. Sortee una antes de admitir a nadie.
trial-sham_untold = Nada dice quién descubre el simulado; se tomó que nadie, lo que ningún ensayo ha mostrado. Escriba [sham] con unblinded_share y expectation.
trial-unlit_untold = Todos saben quién no tuvo luz, y nada dice cuánto vale saberlo; se tomó que nada. Escriba [sham] con unblinded_share = 1 y una expectation.
trial-new_outcome = Ningún ensayo controlado de este objetivo en la tabla midió { $said }, así que nada de aquí puede compararse con ellos; dispersiones que se imprimieron: { $offers }.
trial-no_repeat = Nada dice cuánto se repite una lectura (outcome.repeat_sd), así que no se pueden pesar más lecturas frente a más personas; las tablas tienen: { $offers }.
trial-repeat_camera = { $share } de una puntuación absoluta de arrugas de una cámara, o { $percentile } puntos de percentil
trial-repeat_elasticity = una correlación intraclase de { $icc } para la elasticidad por succión (extremidades, una persona que mide)
trial-repeat_colour = { $angle } grados del ángulo tipológico individual y { $colour } de L*, a* o b* con colorímetros de mano

trial-step_size = contando personas
trial-step_losses = pesando pérdidas
trial-step_curve = dibujando la curva
trial-step_depth = dosis en profundidad, { $name }

trial-verdict_yes = Este diseño detecta un efecto de { $effect } con { $people } personas; { $before }.
trial-verdict_no = Este diseño no detecta un efecto de { $effect } con { $people } personas, porque lo encontraría el { $share } de tales ensayos y se pidió el { $wanted }; { $before }.
trial-so_far = { $count ->
    [one] el único ensayo de { $goal } frente a un simulado o a piel sin luz tuvo hasta ahora { $low }
   *[other] los { $count } ensayos de { $goal } frente a un simulado o a piel sin luz tuvieron hasta ahora de { $low } a { $high } (mediana { $middle })
}
trial-so_far_unsaid = { $unsaid ->
    [one] { $told }, y otro más no dijo cuántas
   *[other] { $told }, y { $unsaid } más no dijeron cuántas
}
trial-so_far_unread = los { $count } ensayos de { $goal } frente a un simulado o a piel sin luz no dijeron hasta ahora cuántas tuvieron
trial-so_far_none = en la tabla no hay ningún ensayo de { $goal } frente a un simulado o a piel sin luz
trial-would_people = { $people } personas la alcanzarían.
trial-would_no_people = Ningún número de personas hasta { $most } la alcanzaría.
trial-would_effect = { $people } personas encontrarían un efecto de { $effect }.
trial-would_no_effect = { $people } personas no encontrarían ningún efecto, por grande que fuera.
trial-would_readings = Con { $readings } lecturas en cada visita, { $people } personas la alcanzarían.
trial-more_of_100 = { $more } más de cada cien

trial-line_power = Potencia: { $share } (simulación, 95 % entre { $low } y { $high }) con { $people } personas, { $test }
trial-needed-line = Hacen falta: { $people } personas (el error de la propia simulación lo sitúa entre { $low } y { $high })
trial-needed_from-line = Hacen falta: { $people } personas (el error de la propia simulación lo sitúa en { $low } o más)
trial-not_needed = Hacen falta: más de { $most } personas
trial-line_closed = Si no se pierde nadie y todos creen: simulación { $simulated }, fórmula cerrada { $closed }
trial-line_steps = Personas que hacen falta: { $steps }
trial-line_step = { $people } { $step }
trial-line_more_than = más de { $most }
trial-line_false = Una luz que no hace nada la encuentra el { $ours } de tales ensayos, el { $naive } si la creencia cuenta como efecto: de una prueba bilateral al { $alpha } solo cuentan los hallazgos a su favor
trial-line_dose = { $name }: { $session } por sesión ({ $layer }), de { $low } a { $high }, tipos de piel { $types }
trial-line_overlap = De todas las parejas de una persona de { $more } y una de { $less }, la primera recibe menos en el { $wrong }
trial-line_items = Informe: { $said } de { $count } puntos dichos, { $missing } faltan, { $after } tras el ensayo
trial-line_list = Lista de grupos: { $path }. Guárdela, con la semilla y el archivo del ensayo, lejos de quien admite a las personas.

trial-loss-none = si no se pierde nadie y todos creen
trial-loss-dropout = con quienes se pierden
trial-loss-adherence = con sesiones que se omiten
trial-loss-sham = con quienes saben qué recibieron

trial-test_pooled = prueba t de dos grupos, dispersión común
trial-test_paired = prueba t pareada de los dos lados
trial-test_fisher = prueba exacta de Fisher
trial-test_mcnemar = prueba exacta de McNemar de los dos lados
trial-test_contrast = prueba t de un contraste lineal sobre la dosis
trial-test_trend = prueba de Cochran y Armitage de una tendencia sobre la dosis

trial-title = ¿Un ensayo que puede responder?
trial-eyebrow = ensayo
trial-what_it_is = Una cuenta de personas y dosis antes de un ensayo, hecha de supuestos que su archivo declara. No es un protocolo, ni un voto de ética, ni un estadístico.
trial-section_power = Cuántas personas
trial-section_loss = Lo que cuesta cada pérdida
trial-section_depth = Lo que cada grupo lleva a la piel
trial-section_asked = Lo primero que pregunta un estadístico
trial-section_list = Quién recibe qué
trial-section_before = Los ensayos hasta ahora
trial-section_items = Lo que el informe tendrá que decir
trial-fact_power = Potencia
trial-fact_needed = Personas que hacen falta
trial-fact_detects = Menor efecto que se encuentra
trial-fact_test = Análisis
trial-fact_closed = Fórmula cerrada
trial-fact_sd = Dispersión
trial-said_sd = { $true } entre personas y { $reading } de las lecturas
trial-said_power = { $share } con { $people } personas (95 % del error de la simulación: de { $low } a { $high })
trial-needed-said = { $people } (de { $low } a { $high } por el error de la simulación)
trial-needed_from-said = { $people } ({ $low } o más por el error de la simulación)
trial-said_closed = { $closed } si no se pierde nadie y todos creen; la simulación de lo mismo da { $simulated }, a { $errors } de sus errores estándar
trial-said_no_closed = ninguna para esta prueba
trial-picture_power = Potencia según el número de personas. La banda es el error de la propia simulación, 95 %.
trial-axis_people = personas asignadas
trial-axis_power = parte de los ensayos que encuentra el efecto, %
trial-curve_wanted = pedida
trial-head_people = Personas
trial-head_power = Potencia
trial-head_error = Error de la simulación
trial-head_loss = Pérdida
trial-head_arm = Grupo
trial-head_type = Tipo de piel
trial-head_session = Una sesión
trial-head_course = El curso, como se hace
trial-head_pair = Menos y más
trial-head_wrong = Parejas en que la segunda recibe menos
trial-head_shared = Área común
trial-head_study = Ensayo
trial-head_control = Frente a
trial-head_outcome = Resultado con las mismas palabras
trial-head_item = Punto
trial-head_state = Estado
trial-head_told = Lo que dice el archivo
trial-table_power = Potencia según el número de personas
trial-table_loss = Personas que hacen falta, pérdida a pérdida
trial-table_dose = Dosis ({ $layer }), J/cm², mediana y 5 a 95 %
trial-table_overlap = Cuánto se solapan los grupos: de todas las parejas, una persona de cada grupo, y de las áreas de sus dosis
trial-table_before = Ensayos frente a un simulado o a piel sin luz
trial-picture_dose = Dosis de una sesión ({ $layer }), J/cm²: mediana y 5 a 95 % de las personas, por grupo y tipo de piel
trial-axis_dose = J/cm² por sesión
trial-dose_about = Media de una capa de la piel ({ $layer }, { $region }) con luz desde todos los lados, { $types }. El curso cuenta las sesiones que la gente hace, así que la adherencia está dentro. La luz sin aparato se toma como lo que el archivo dice que llega a la piel; una máscara se lleva puesta, con lo que devuelve.
trial-no_light = Ningún grupo dice qué luz da, así que no se puede decir ninguna dosis en profundidad.
trial-pair_arms = { $less } y { $more }
trial-pair_types = { $arm }: tipo de piel { $less } y { $more }
trial-interval = { $middle } (de { $low } a { $high })
trial-list_about = Bloques permutados de { $sizes }, con sus tamaños también sorteados, en { $lists ->
    [one] una lista
   *[other] { $lists } listas por lugar y tipo de piel
}, cada una bastante larga para { $people } personas. La lista está en allocation.csv y no en esta página.
trial-list_hide = Quien admite a las personas no debe ver la lista, la semilla ni el archivo del ensayo: otra persona los guarda y dice una línea cada vez, cuando alguien ya está dentro y no se le puede rechazar. Sirven sobres opacos numerados o un teléfono; un archivo compartido, no.
trial-before_about = De ellos, { $count } imprimieron lo bastante para un efecto con intervalo. { $same ->
    [0] Ninguno midió este resultado con las mismas palabras.
   *[other] { $same } resultados comparten palabras con este; si son la misma medida, solo lo dicen sus artículos.
}
trial-state-said = dicho
trial-state-missing = falta
trial-state-after = tras el ensayo
trial-list-consort = CONSORT 2010; CONSORT 2025 la sustituyó y no se ha leído para esto
trial-list-tidier = TIDieR
trial-list-dose = Luz y dosis
trial-foot = Planificación y educación; no es un producto sanitario. Los números descansan en lo que declara el archivo del ensayo; nada de aquí dice que la luz funcione.

trial-ask_estimand = ¿Qué diferencia se quiere?
trial-tell_estimand = La diferencia media entre todas las personas asignadas, hicieran lo que hicieran con el aparato: las sesiones omitidas forman parte. { $missing ->
    [as_control] Quien se pierde cuenta como si la luz no hubiera hecho nada.
   *[seen] Quien se pierde se deja fuera, lo que solo es correcto si perderlo no tiene nada que ver con su resultado.
}
trial-ask_missing = ¿Y si quienes faltan son aquellos a quienes no ayudó?
trial-tell_missing = Entonces cuente a todos los perdidos como si la luz no hubiera hecho nada: la potencia es { $share } en vez de { $seen }. Entre ambas está lo que un plan para los valores que faltan tiene que defender; ninguna dice qué pasa si la luz ahuyenta a la gente.
trial-ask_multiple = ¿Cuántas comparaciones?
trial-tell_multiple = { $comparisons ->
    [one] Una, sobre un resultado, con { $alpha } bilateral. Cada una más se lleva su parte: declare comparisons en el archivo.
   *[other] { $comparisons } comparten { $alpha } bilateral a partes iguales, lo que es estricto si van juntas.
}
trial-ask_looks = ¿Quién mira los datos antes del final?
trial-tell_looks = Nadie en esta cuenta. Si se prueban a la mitad y al final sin una regla, una luz que no hace nada la encuentra el { $looks } de tales ensayos, el { $one } con una sola mirada; cada grupo se prueba en una dirección, con la mitad de alfa.
trial-ask_sham = ¿Se cree el simulado?
trial-tell_sham = El { $unblinded } sabe qué recibió, y creer vale { $worth }. Si cuenta como efecto, una luz que no hace nada la encuentra el { $naive }; aquí se resta antes lo más que explica la creencia, en su límite superior del { $bound } según la pregunta de adivinar del propio ensayo, y queda el { $ours }. Esto mueve un sesgo conocido; no puede decir quién cree más porque la luz funciona.
trial-tell_no_sham = El archivo dice que la creencia no vale nada, o que nadie sabe. Pregunte al final qué grupo cree cada persona que tuvo, y declare aquí la respuesta.
trial-ask_adherence = ¿La mitad de las sesiones es la mitad del efecto?
trial-tell_adherence = Supuesto: el efecto en cada persona es el del grupo por la parte de las sesiones que hizo ({ $share } de media). Ningún ensayo de la tabla muestra que la luz actúe así; si la mitad de las sesiones ya lo hace todo, esta cuenta pide demasiadas personas.
trial-ask_carry = ¿Se queda la luz en su lado?
trial-tell_carry = Se toma que el { $spill } del efecto llega al otro lado. La luz se extiende milímetros en la piel, lo que hace a la sangre puede llegar más lejos, y la gente ve los dos lados a la vez.
trial-ask_curve = ¿Y si más luz no es mejor?
trial-tell_curve = El contraste es recto en exposición radiante. Un efecto que sube y vuelve a bajar puede pasar sin ser visto; hay que mostrar a su lado las medias de cada grupo.
trial-ask_effect = ¿De dónde viene el efecto?
trial-tell_effect = Del archivo, y de nada más. Tome el menor que importaría a las personas; lo que encontró un ensayo pequeño es demasiado grande más veces que no.
trial-ask_strata = ¿Reciben lo mismo los tipos de piel?
trial-tell_strata = No: bajo la misma luz, la piel oscura recibe menos en profundidad (véanse las dosis de arriba). Las listas separan los tipos de piel si se declaran estratos; una diferencia entre ellos necesita un ensayo varias veces mayor.

trial-after = se puede decir tras el ensayo
trial-missing = falta: lo diría { $field }
trial-of_arm = { $name }: { $what }
trial-listed = { $parts }
trial-said_split = cara dividida: cada persona tiene los dos, el lado se sortea
trial-said_design-parallel = { $count } grupos paralelos, { $ratio }
trial-said_design-dose_ranging = { $count } grupos paralelos de distinta dosis, { $ratio }
trial-said_objective = un efecto de { $effect } en { $said } frente al control
trial-said_outcome-in = { $said }, { $value }, en la semana { $week }
trial-said_outcome-after = { $said }, { $value }, en la semana { $week }, { $later } semanas después de que termine el último curso
trial-value-continuous = como número
trial-value-yes_no = sí o no
trial-said_blocks = bloques permutados de { $sizes }, tamaños también sorteados, { $lists ->
    [one] una lista
   *[other] { $lists } listas
}
trial-said_size = hacen falta { $people } personas por simulación, para { $effect } con una potencia de { $power } a { $alpha } bilateral
trial-said_size_had = { $told }; se pueden tener { $people }
trial-said_no_size = por simulación hacen falta más de { $most } personas para { $effect }
trial-said_course = { $minutes } por sesión, { $rate } por semana, { $weeks } semanas
trial-said_one_look = ninguna: un análisis, al final
trial-said_generator = PCG64 de numpy con una semilla que se guarda con la lista
trial-said_lost_as_control = todos los perdidos contados como si la luz no hubiera hecho nada
trial-said_adherence = sesiones contadas; se espera { $share } de media
trial-said_mean = la media sobre la piel
trial-said_types = tipos de piel { $types }
trial-said_region = { $region }
trial-role-sham = un simulado
trial-role-unlit = piel sin luz
trial-role-comparator = otra luz
trial-role-active = otra luz

trial-item-consort_1a = el título dice que es aleatorizado
trial-item-consort_1b = resumen estructurado
trial-item-consort_2a = lo que se sabe, y por qué este ensayo
trial-item-consort_2b = fines o hipótesis
trial-item-consort_3a = diseño y proporción de los grupos
trial-item-consort_3b = cambios de los métodos tras el comienzo
trial-item-consort_4a = quién puede participar
trial-item-consort_4b = dónde se hace
trial-item-consort_5 = qué recibe cada grupo, para que otros puedan hacerlo
trial-item-consort_6a = resultados, fijados antes, y cuándo se miden
trial-item-consort_6b = cambios de los resultados tras el comienzo
trial-item-consort_7a = cómo se halló el número de personas
trial-item-consort_7b = miradas antes del final, y cuándo parar
trial-item-consort_8a = cómo se hace la lista de grupos
trial-item-consort_8b = bloques y estratos
trial-item-consort_9 = cómo permanece oculta la lista
trial-item-consort_10 = quién hace la lista, quién admite, quién da el grupo
trial-item-consort_11a = quién no conoce el grupo, y cómo
trial-item-consort_11b = cuánto se parecen luz y simulado
trial-item-consort_12a = pruebas de los resultados
trial-item-consort_12b = otros análisis
trial-item-consort_13a = personas en cada grupo: asignadas, tratadas, analizadas
trial-item-consort_13b = pérdidas y exclusiones, con motivos
trial-item-consort_14a = fechas de reclutamiento y seguimiento
trial-item-consort_14b = por qué terminó
trial-item-consort_15 = las personas al comienzo, por grupo
trial-item-consort_16 = personas en cada análisis
trial-item-consort_17a = resultados con efecto y su intervalo
trial-item-consort_17b = de sí y no: efecto absoluto y relativo
trial-item-consort_18 = otros análisis, planeados o no
trial-item-consort_19 = daños
trial-item-consort_20 = límites: sesgo, imprecisión, muchas comparaciones
trial-item-consort_21 = para quién vale
trial-item-consort_22 = qué significa junto a otra evidencia
trial-item-consort_23 = número y lugar del registro
trial-item-consort_24 = dónde está el protocolo
trial-item-consort_25 = quién paga, y su parte en ello
trial-item-tidier_1 = su nombre breve
trial-item-tidier_2 = por qué debería funcionar
trial-item-tidier_3 = aparatos y materiales, y dónde conseguirlos
trial-item-tidier_4 = qué se hace, paso a paso
trial-item-tidier_5 = quién lo da, y su formación
trial-item-tidier_6 = en persona o a solas, de uno en uno o en grupos
trial-item-tidier_7 = dónde se da
trial-item-tidier_8 = cuántas veces, cuánto tiempo, cuánta luz
trial-item-tidier_9 = qué se ajusta a la persona
trial-item-tidier_10 = qué se cambió en el camino
trial-item-tidier_11 = cómo se cuentan y se sostienen las sesiones
trial-item-tidier_12 = sesiones que se hicieron
trial-item-dose_wavelength = longitud de onda
trial-item-dose_width = anchura de la línea
trial-item-dose_irradiance = irradiancia en la piel
trial-item-dose_irradiance_is = si la irradiancia es una media, un pico o un máximo
trial-item-dose_exposure = tiempo de exposición por sesión
trial-item-dose_fluence = exposición radiante por sesión
trial-item-dose_area = área iluminada
trial-item-dose_pulsing = continua o pulsada, con ciclo de trabajo
trial-item-dose_measured_with = cómo se midió la luz
trial-item-dose_distance = distancia a la piel
trial-item-dose_sessions = número de sesiones
trial-item-dose_rate = sesiones por semana y semanas
trial-item-dose_skin_types = tipos de piel de las personas
trial-item-dose_ages = edades de las personas
trial-item-dose_site = sitio del cuerpo
trial-item-dose_device = clase de aparato
trial-item-dose_control = con qué se compara
trial-item-dose_outcome = un resultado con su control

trial-expected-light_nm = una longitud de onda en nm entre 400 y 1100, como 633
trial-expected-light_fwhm_nm = una anchura total en nm mayor que 0 y como mucho 200, como 18
trial-expected-light_irradiance_mw_cm2 = la irradiancia media sobre la piel en mW/cm2 mayor que 0 y como mucho 2000, como 30
trial-expected-arm_name = un nombre entre comillas, como "máscara roja"
trial-expected-arm_role = uno de active, sham, unlit, comparator
trial-expected-arm_effect = cuánto mejor que el control con todas las sesiones hechas, 0 o más, en la unidad del resultado (de yes_no una parte como 0.2)
trial-expected-arm_share = partes de las personas, un número entero de 1 a 10
trial-expected-arm_dropout = una parte de 0 a menos de 1, si difiere de la del ensayo
trial-expected-arm_minutes = minutos de una sesión, de 0 a 240
trial-expected-arm_sessions_per_week = sesiones por semana, de 0 a 21
trial-expected-arm_weeks = semanas del curso, de 0 a 104
trial-expected-arm_mask = una máscara del catálogo o un archivo de máscara, como "my-mask.toml"
trial-expected-arm_light = una lista de tablas, una por longitud de onda
trial-expected-outcome_measure = lo que se mide, entre comillas
trial-expected-outcome_kind = uno de continuous, yes_no
trial-expected-outcome_unit = una unidad, como "um" o "points"
trial-expected-outcome_better = en qué sentido es mejor: lower o higher
trial-expected-outcome_value = lo que se analiza: "change" desde el comienzo, o "final"
trial-expected-outcome_week = la semana desde el comienzo en que se mide, mayor que 0 y hasta 520
trial-expected-outcome_sd = la desviación estándar entre personas de lo que se analiza, mayor que 0
trial-expected-outcome_repeat_sd = la desviación estándar de una lectura en la misma piel el mismo día, 0 o más
trial-expected-outcome_readings = lecturas promediadas en cada visita, un número entero de 1 a 100
trial-expected-outcome_control_share = una parte de 0 a 1: un sí sin la luz
trial-expected-outcome_misread = una parte de 0 a 1: respuestas anotadas al revés, menos de 0.5
trial-expected-sham_unblinded_share = una parte de 0 a 1: personas que saben qué recibieron
trial-expected-sham_expectation = lo que vale creerlo, 0 o más, en la unidad del resultado
trial-expected-trial_title = el título, entre comillas
trial-expected-trial_goal = un objetivo, como "wrinkles"
trial-expected-trial_design = uno de parallel, split_face, dose_ranging
trial-expected-trial_people = cuántas personas se pueden tener, un número entero de 2 a 10000
trial-expected-trial_seed = un número entero de 0 o más, sorteado y guardado en secreto
trial-expected-trial_replicates = ensayos simulados, un número entero de 200 a 200000
trial-expected-trial_alpha = el error bilateral que se admite, mayor que 0 y menor que 0.5
trial-expected-trial_power = la potencia que se pide, de 0.5 a menos de 1
trial-expected-trial_comparisons = comparaciones principales que comparten alfa, un número entero de 1 a 50
trial-expected-trial_dropout = una parte de 0 a menos de 1 de personas sin resultado
trial-expected-trial_missing = quien se pierde: se deja fuera (seen), o se cuenta as_control
trial-expected-trial_adherence = la parte media de las sesiones que la gente hace, mayor que 0, como mucho 1
trial-expected-trial_adherence_sd = una parte de 0 a 1: su dispersión entre personas
trial-expected-trial_side_correlation = de dos lados de una persona, de 0 a menos de 1 (solo split_face)
trial-expected-trial_spill = parte del efecto que llega al otro lado, de 0 a menos de 1
trial-expected-trial_skin_types = una lista de tipos de piel, como ["II", "III"]
trial-expected-trial_strata = listas de tipos de piel, como [["I", "II", "III"], ["IV", "V", "VI"]]
trial-expected-trial_sites = una lista de nombres de lugares, como mucho 20
trial-expected-trial_blocks = una lista de tamaños de 2 a 200, como [4, 6]
trial-expected-trial_region = una región de la cara
trial-expected-trial_irradiance_sd = la dispersión de la luz entre aparatos, una parte de 0 o más y menor que 1, como 0.1
trial-expected-file_trial = una tabla [trial]
trial-expected-file_outcome = una tabla [outcome]
trial-expected-file_sham = una tabla [sham]
trial-expected-file_arms = dos o más tablas [[arms]]
trial-expected-file_report = una tabla [report] de textos, como consort_9 = "..."
