cli-page = Página: { $path }
cli-report = Informe: { $path }
cli-written = Escrito: { $path }
cli-stopped = detenido; los resultados se escriben enteros o no se escriben
cli-no_space = { $where }se encontró { $why }; se esperaba espacio para lo que se escribe
cli-bug = un fallo de OpenPBM, no de sus archivos: { $kind }: { $problem }
cli-missing = no se encontró { $what }; se esperaba: { $command } { $what } ({ $about })
cli-wrong_number = { $option }: se encontró "{ $found }"; se esperaba { $kind ->
    [whole] un número entero
   *[any] un número
    }{ $ends ->
    [both] {" "}de { $low } a { $high }
    [low] {" "}de { $low } como mínimo
    [high] {" "}de { $high } como máximo
   *[none] {""}
    }{ $unit ->
    [none] {""}
    [min] {", "}en minutos
    [s] {", "}en segundos
    [deg] {", "}en grados
   *[any] {", "}en { $unit }
    }
cli-slip = { $slip } ('openpbm --help' enumera las órdenes)
cli-yes_no_keys = [s/n]
cli-yes_or_no = se encontró "{ $found }"; se esperaba sí o no
cli-app_is_open = OpenPBM ya está en marcha; su página es { $address }
cli-app_name = --name: se encontró "{ $name }"; se esperaba un nombre de este equipo en minúsculas, como mascaras.clinica.example, y --lan
cli-press_enter = Pulse Intro para cerrar esta ventana.

cli-app_missing = { $extra }: no se encontró { $libraries }; se esperaba el complemento '{ $extra }': { $install }

cli-biology_hypothesis = Una hipótesis, no un pronóstico.
cli-biology_settles = Lo que más aclararía: { $what }.

cli-check_good_person = { $file }: un buen archivo de persona
cli-check_good_sweep = { $file }: un buen archivo de barrido
cli-check_good_mask = { $file }: un buen archivo de máscara
cli-check_good_limits = { $file }: un buen archivo de límites
cli-check_good_trial = { $file }: un archivo de ensayo correcto
cli-check_good_study = { $file }: un buen archivo de estudio
cli-check_good_skin = { $file }: un buen archivo de piel
cli-check_good_stack = { $file }: un buen archivo de capas
cli-check_untrue = { $file }: un archivo de máscara que no puede ser cierto
cli-check_table = { $file }: se encontró un archivo de un instrumento; se esperaba uno que lo nombre: un archivo de máscara (spectrum, beam,
    positions) o de persona (skin); 'openpbm read' dice qué contiene
cli-check_unknown = { $file }: se encontraron las tablas { $tables }; se esperaba [person] en un archivo de persona, [mask]
    y [[channels]] en un archivo de máscara, [study] en un archivo de estudio, o JSON con layers en un archivo de capas
cli-check_plan = { $file }: se encontró un plan escrito por OpenPBM; se esperaba un archivo de persona, de máscara o de capas
cli-told_limits = límites: { $limits }; máscaras hechas al azar: { $masks }
cli-told_sweep = { $evaluations ->
    [one] { $evaluations } evaluación
   *[other] { $evaluations } evaluaciones
    }: personas { $people }, máscaras { $masks }, diseños { $designs }
cli-told_study = { $lights ->
    [one] { $lights } luz
   *[other] { $lights } luces
    }, { $results ->
    [one] { $results } resultado
   *[other] { $results } resultados
    }; 'openpbm report-check' juzga lo que imprime
cli-told_stack = { $layers ->
    [one] { $layers } capa
   *[other] { $layers } capas
    } ({ $names }), { $light ->
    [collimated] luz colimada
   *[diffuse] luz difusa
    }, { $depths ->
    [one] { $depths } profundidad
   *[other] { $depths } profundidades
    }
cli-told_person = { $age } años, { $skin }, ojos: { $eyes }
cli-told_skin_type = tipo de piel { $phototype }
cli-told_skin_read = piel según una lectura, ángulo tipológico { $angle } grados
cli-told_angle = ángulo tipológico { $angle } grados
cli-told_lab_taken = { $skin } (luz u observador de lab no indicados: se supone { $taken })
cli-told_goals = objetivos: { $goals }
cli-told_no_goals = objetivos: ninguno todavía (--goal nombra uno)
cli-told_conditions = afecciones: { $entries }
cli-told_medicines = medicamentos: { $entries }
cli-told_procedures = procedimientos: { $entries }
cli-told_procedure = { $name } el { $day }
cli-told_mask = máscara: { $name }
cli-told_no_mask = máscara: no se nombra ninguna (--mask nombra una)
cli-told_colour = { $colour } { $peak }
cli-told_light_measured = luz: { $colours }; irradiancia medida
cli-told_light_claimed = luz: { $colours }; irradiancia declarada
cli-told_light_unknown = luz: { $colours }; irradiancia desconocida
cli-told_power = { $channel }: { $stated } son { $power } de luz por LED
cli-told_readings = { $readings ->
    [one] { $readings } lectura del medidor
   *[other] { $readings } lecturas del medidor
    }
cli-told_fictitious = ficticio: este aparato no existe
cli-told_gaps = no se conoce, así que cuenta como intervalo: { $unknowns }

cli-compare_few = compare: se encontró { $masks } máscara; se esperaban al menos dos
cli-compare_head = { $head } Piel: { $whose }.

cli-evidence_weighed = { $studies ->
    [one] { $studies } estudio
   *[other] { $studies } estudios
    }; { $lit } de { $arms } grupos con luz tienen una dosis en profundidad.
cli-evidence_word_goal = objetivo
cli-evidence_word_certainty = certeza
cli-evidence_word_studies = estudios
cli-evidence_word_controlled = con lado placebo o sin luz
cli-evidence_word_more = 'openpbm evidence GOAL' dice qué se encontró, frente a qué y con qué certeza.
cli-evidence_word_against = frente a
cli-evidence_word_before_light = primero
cli-evidence_word_dose = dosis
cli-evidence_word_grade = grado
cli-evidence_word_not_lowered = nada lo rebaja
cli-evidence_word_found = Encontrado, frente a placebo o piel sin luz:
cli-evidence_word_found_nothing = Encontrado, frente a placebo o piel sin luz: nada que se haya leído.
cli-evidence_word_unknown = No se sabe:
cli-evidence_uncontrolled = { $studies ->
    [one] Otro { $studies } estudio no tiene un lado placebo o sin luz: nunca se agrupa.
   *[other] Otros { $studies } estudios no tienen un lado placebo o sin luz: nunca se agrupan.
    }
cli-evidence_word_results = Resultados:
cli-evidence_never_pooled = Nunca se agrupa. { $reason }.
cli-evidence_word_memory = De memoria, no es prueba:

cli-masks_word_id = id
cli-masks_word_light = luz, nm
cli-masks_word_states = declara mW/cm²
cli-masks_word_total = total
cli-masks_claim = { $of } { $figure }
cli-masks_claim_at = { $of } { $figure } a { $distance }
cli-masks_word_in_hand = sujeta en la mano
cli-masks_word_no_wavelength = ninguna longitud de onda conocida
cli-masks_word_nothing = nada
cli-masks_count = { $devices } aparatos, según sus fabricantes; ? es { $unchecked }.
cli-masks_more = 'openpbm masks ID' dice lo que se sabe de uno.

cli-demo_step_plan = 1  Un plan, para alguien de 52 años con tipo de piel II y una máscara real
cli-demo_session = 2  Su primera sesión, en una máscara simulada, { $speed } veces más rápido
cli-demo_step_ledger = 3  El libro de luz
cli-demo_step_next = 4  El plan siguiente conoce esa luz
cli-demo_step_app = 5  La aplicación
cli-demo_planned = { $verdict }: { $each } por sesión, { $times ->
    [one] una vez por semana
   *[other] { $times } veces por semana
    } durante { $weeks ->
    [one] { $weeks } semana
   *[other] { $weeks } semanas
    }
cli-demo_sitting = { $day }  máscara simulada: { $doses }
cli-demo_office = { $day }  una consulta, anotado a mano: roja { $dose }
cli-demo_office_note = una consulta
cli-demo_today = hoy en total: { $light }
cli-demo_entries_sound = { $entries ->
    [one] { $entries } entrada
   *[other] { $entries } entradas
    }, todo en orden
cli-demo_entries_damaged = { $entries ->
    [one] { $entries } entrada
   *[other] { $entries } entradas
    }, con daño
cli-demo_first = primera sesión: antes { $before }, ahora { $now }
cli-demo_limit = { $limit }: antes { $before }, ahora { $now }
cli-demo_of = { $value } de { $limit }
cli-demo_not_counted = no contado
cli-demo_none = ninguna
cli-demo_install = Para la página que muestra todo esto: { $install }

cli-faults_held = Ninguna regla rota: 0 infracciones en { $sessions ->
    [one] { $sessions } sesión
   *[other] { $sessions } sesiones
    } (semillas de { $first } a { $last })
cli-faults_broken = Reglas rotas: { $violations ->
    [one] { $violations } infracción
   *[other] { $violations } infracciones
    } en { $sessions ->
    [one] { $sessions } sesión
   *[other] { $sessions } sesiones
    } (semillas de { $first } a { $last })
cli-faults_bound = Como máximo { $bound } por sesión con un 95 % de confianza, si no se vio ninguna.
cli-faults_word_told = Cada una se cuenta abajo con su semilla y sus fallos.
cli-faults_word_dark = Apagada a tiempo
cli-faults_word_slowest = más lenta
cli-faults_word_allowed = permitido
cli-faults_word_kept_by = lo cumple
cli-faults_word_nearest = Lo más cerca de romper una regla (1 es romperla)
cli-faults_near = { $faults } (semilla { $seed })
cli-faults_word_none = ninguno
cli-faults_word_sessions = Sesiones con cada fallo
cli-faults_word_ends = Cómo terminaron
cli-faults_word_violations = Infracciones
cli-faults_done = { $sessions ->
    [one] { $sessions } sesión
   *[other] { $sessions } sesiones
    }

cli-ledger_words = ledger: se encontró "{ $found }"; se esperaba un solo nombre, entre comillas
cli-ledger_export = --export: se encontró "{ $found }"; se esperaba csv o json
cli-ledger_damaged = { $problem }; hasta que se corrija, cuenta como si estuviera en los topes
cli-ledger_damaged_more = { $problem } (y { $more } más); hasta que se corrija, cuenta como si estuviera en los topes
cli-ledger_sound = { $path }: { $entries ->
    [one] { $entries } entrada
   *[other] { $entries } entradas
    } de { $people ->
    [one] { $people } persona
   *[other] { $people } personas
    }, todo en orden.
cli-ledger_head_name = nombre
cli-ledger_head_id = id
cli-ledger_head_entries = entradas
cli-ledger_add_nobody = ledger add: no se encontró ningún nombre; se esperaba uno
cli-ledger_add_twice = { $path }: "{ $name }" ya está ahí; se esperaba otro nombre
cli-ledger_added = { $name } está en { $path }. Diga en el archivo de la persona qué luz hubo antes (recent_light):
    hasta entonces un plan cuenta el pasado como lleno.
cli-ledger_erase_nobody = ledger erase: no se encontró ningún nombre; se esperaba uno
cli-ledger_erase_unasked = ledger erase: no se encontró a nadie a quien preguntar; se esperaba --yes
cli-ledger_erase = ¿Borrar las { $entries } entradas de { $name }? No hay vuelta atrás.
cli-ledger_erased = { $entries ->
    [one] { $entries } entrada de { $name } está borrada
   *[other] { $entries } entradas de { $name } están borradas
    } de { $path }. Las exportaciones y copias suyas no. Una entrada nueva con este nombre empieza
    de cero.
cli-ledger_adopt_needless = { $path } es el último libro de luz usado en este ordenador; no se cambió nada.
cli-ledger_adopt_unasked = ledger adopt: { $why }; no se encontró a nadie a quien preguntar; se esperaba --yes
cli-ledger_adopt_why = { $path }: { $why }.
cli-ledger_adopt = ¿Aceptarlo tal como está? Los días que pueda haber perdido cuentan como llenos, así que puede que haya que
    esperar para las sesiones. ¿No queda ninguna copia más reciente?
cli-ledger_adopted = { $path } se acepta tal como está.
cli-ledger_full = { $name }: del { $first } al { $last } cuenta como lleno.
cli-ledger_up_to = { $name }: luz hasta el { $day }, en la piel con más luz
cli-ledger_window_1 = hoy
cli-ledger_window_7 = 7 días
cli-ledger_window_28 = 28 días
cli-ledger_gap = no se conoce: { $gap }. El próximo plan lo cuenta como si estuviera en los topes.
cli-ledger_head_day = día
cli-ledger_head_shone = lució
cli-ledger_head_how = cómo
cli-ledger_head_dose = dosis
cli-ledger_head_end = final
cli-ledger_band = { $band } { $dose }
cli-ledger_earlier = { $sessions ->
    [one] { $sessions } sesión anterior: vea --export csv.
   *[other] { $sessions } sesiones anteriores: vea --export csv.
    }

cli-log_two_ways = log: se encontró --dose junto a --plan, --minutes, --zone o --goal; se esperaba una sola manera
cli-log_minutes = --minutes: se encontró { $found }; se esperaba más de 0, como máximo { $most }
cli-log_day = --day: se encontró { $found }; se esperaba hoy o antes
cli-log_dose = --dose: se encontró "{ $found }"; se esperaba { $bands } y J/cm² sobre la piel, como blue=48
cli-log_nothing = log: no se encontró ninguna sesión anterior que repetir; se esperaba --plan plan.json, o --dose
cli-log_part_zone = --zone: se encontró "{ $found }"; se esperaba una zona de este plan ({ $known })
cli-log_part_goal = --goal: se encontró "{ $found }"; se esperaba un objetivo de este plan ({ $known })
cli-log_none = ninguno
cli-log_goal_of_zone = --goal: se encontró "{ $goal }"; se esperaba uno de la zona "{ $zone }"
cli-log_several = --minutes: se encontraron varias luces por sesión; se esperaba también --zone y --goal
cli-log_one_way = log: se encontró { $found } a la vez; se esperaba uno solo
cli-log_mask_minutes = log: se encontró una máscara sin plan; se esperaba también --minutes
cli-log_other_mask = log: se encontró --mask { $mask } junto a un plan para { $planned }; se esperaba uno de los dos
cli-log_skip_plan = --not-today: no se encontró ningún plan; se esperaba --plan plan.json, cuya sesión se omite
cli-log_skin = --skin: se encontró "{ $found }"; se esperaba uno de { $known }
cli-log_skin_unasked = --skin: no se encontró ninguna sesión anterior a hoy de la que aún no se haya dicho; no se pregunta nada. Lo que su piel o sus ojos toleraron mal puede decirse en cualquier momento después de la luz
cli-log_skin_line =   { $number }  { $answer } ({ $hint })
cli-log_skin_number_later = Un número, o Intro para más tarde:
cli-log_skin_number_unsaid = Un número, o Intro si no puede decirlo:
cli-log_skin_open = ¿Cómo toleró su piel la sesión del { $day }? Dígalo antes de la próxima luz: openpbm log --skin, con uno de { $known }.
cli-log_skin_which = se encontró "{ $found }"; se esperaba un número de 1 a { $most }, o nada
cli-log_decided = Anotado: { $decided }.
cli-log_doctor = --doctor: se esperaba fine o no, y --by NAME de quien lo dijo
cli-log_correct_minutes = --correct: no se encontró --minutes; se esperaba cuánto duró
cli-log_session = log: no se encontró una sola sesión "{ $found }"; se esperaban las primeras letras de un id que muestra 'openpbm ledger', last, o last-dose para luz de otro lugar
cli-log_unsure = log: { $slips }. No se escribió nada; --yes lo escribe
cli-log_sure = ¿Anotarlo de todos modos?
cli-log_not_today = hoy no
cli-log_undone = una sesión deshecha
cli-log_unnoted = luz de otro lugar del { $day } deshecha
cli-log_no_dose = --undo: no se encontró luz de otro lugar que siga contando; no se escribió nada
cli-log_undone_before = --undo: la sesión del { $day } ya está deshecha; no se escribió nada
cli-log_corrected = una sesión corregida a { $minutes }
cli-log_doctor_said = { $who } dijo de la luz: { $answer }
cli-log_written = { $name }, { $day }: { $what }, anotado.
cli-log_by_hand = { $minutes } a mano

cli-plan_date = { $option }: se encontró "{ $found }"; se esperaba una fecha como 2026-05-01
cli-plan_no_person = no se encontró ningún archivo de persona, ni un terminal donde preguntar; se esperaba 'openpbm plan PERSON.toml'
cli-plan_no_mask = { $file }: campo mask.id: no se encontró nada; se esperaba una máscara, aquí o con --mask ('openpbm
    masks' las enumera)
cli-plan_no_goal = { $file }: campo person.goals: no se encontró nada; se esperaba un objetivo como ["wrinkles"],
    aquí o con --goal

cli-study_given = { $given ->
    [one] { $given } dato
   *[other] { $given } datos
    } indicados, { $missing ->
    [one] { $missing } obligatorio falta.
   *[other] { $missing } obligatorios faltan.
    }
cli-study_computed = Lo que se puede calcular:
cli-study_nothing = De lo impreso no se puede calcular nada.
cli-study_fit_may = Tal como está, este estudio puede entrar en un ajuste.
cli-study_fit_may_not = Tal como está, este estudio no puede entrar en un ajuste.

cli-safety_eye_bare = Ojo a { $distance } ante los LED, sin protector
cli-safety_eye_shielded = Ojo a { $distance } ante los LED, protegido
cli-safety_face = Cara: { $skin }
cli-safety_on_type = { $limit }, tipo { $skin_type }
cli-safety_head_value = valor
cli-safety_head_limit = límite
cli-safety_head_margin = margen
cli-safety_head_clause = cláusula
cli-safety_head_likely = probable
cli-safety_head_worst = peor
cli-safety_head_reached = alcanzado
cli-safety_group = Grupo de riesgo a 200 mm: { $group }.
cli-safety_unknown = No se conoce: { $unknowns }.
cli-safety_unknown_more = No se conoce: { $unknowns }; y { $more } más.
cli-safety_settled = Lo aclararía: { $what }.
cli-safety_bare = Sin protector cada color por separado puede dar a la piel como máximo:
cli-safety_heat = El calentamiento de la piel en una sesión entera limita antes; lo juzga un plan.

cli-screen_closed_today = Un plan no da luz este día, sea cual sea el color; vea más abajo.
cli-screen_doctor = Pregunte a su médico
cli-screen_colour = { $colour }: { $word }
cli-screen_colour_until = { $colour }: { $word }, al menos hasta el { $day }
cli-screen_nothing = ninguna fila de la tabla está en contra
cli-screen_disagree = Las filas no coinciden; cuenta la más estricta: { $word }.
cli-screen_title = [{ $number }] "{ $said }": { $name }
cli-screen_not_now = ahora no
cli-screen_counts = Cuándo cuenta: { $asks }.
cli-screen_ask = { $colour } { $word }
cli-screen_why = por qué
cli-screen_when = cuándo
cli-screen_mind = atención
cli-screen_asked = pregunta
cli-screen_source = fuente
cli-screen_not_stated = No se indica.
cli-screen_sources_more = { $sources }; y { $more } más (--json)
cli-screen_days = { $days }: { $why }
cli-screen_closed = Un plan no da luz de ningún color en estos días

cli-session_device = --device: se encontró "{ $found }"; se esperaba { $known }
cli-session_speed = --speed: se encontró una máscara real; se esperaba 1, pues su luz necesita su tiempo
cli-session_no_terminal = no se encontró ningún terminal; se esperaba uno, para decir cuándo luce la máscara
cli-session_no_checklist = no se encontró ningún terminal para la lista de comprobación; se esperaba uno, o --yes
cli-session_first = Ningún libro guarda aún su luz. ¿Su nombre, para empezar uno en { $path } (Intro: ahora no)?
cli-session_unkept = --no-ledger: se encontró una máscara real; se esperaba un libro de luz, pues su luz cuenta
cli-session_two_ways = --no-ledger: se encontró --ledger o --as al lado; se esperaba una sola manera

cli-skin_unstated = { $file }: no se encontró la geometría o la abertura; se esperaba --geometry sphere o contact y
    --aperture-mm, o líneas como '# geometry: sphere' en el archivo: la misma piel da otra lectura
cli-skin_lab = se encontró { $found }; se esperaba L* entre 0 y 100, a* y b* entre -128 y 128
cli-skin_no_geometry = No se indicó la geometría: se tomó una esfera con la luz especular incluida.
cli-skin_no_aperture = No se indicó la abertura: no se cuenta luz perdida en su borde.
cli-skin_no_viewing = No se indicó la luz o el observador (--illuminant, --observer): se tomó { $taken }.
cli-skin_specular = specular: se encontró { $found }; se esperaba included o excluded para una esfera (--specular)
cli-skin_specular_none = specular: no se encontró nada; se esperaba included o excluded para una esfera (--specular)
cli-skin_specular_contact = specular: una sonda 0/45 no ve la luz especular; déjelo fuera
cli-skin_number = { $field }: se encontró "{ $found }"; se esperaba un número de mm
cli-skin_melanin = melanina   { $likely } um de melanosomas (intervalo del 90 %: de { $low } a { $high })
cli-skin_blood = sangre     { $likely } % de la dermis (intervalo del 90 %: de { $low } a { $high })
cli-skin_scattering = dispersión { $likely } veces lo habitual (intervalo del 90 %: de { $low } a { $high })
cli-skin_angle = ángulo tipológico { $angle } grados
cli-skin_written = Escrito: { $json }, { $html }
cli-skin_use = En un archivo de persona, en lugar de phototype: skin = "skin.json"

cli-validate_link = { $link }: { $how }
cli-validate_told = { $got } para { $expected }

cli-schema_neither = schema: no se encontró ni un archivo ni una tabla; se esperaba uno de mask, person, plan, stack, study, trial,
    sweep, limits, reading, o --table y su nombre
cli-schema_both = schema: se encontraron un archivo y una tabla; se esperaba uno de mask, person, plan, stack, study, trial,
    sweep, limits, reading, o --table y su nombre
cli-plan_taken_back = El plan anterior tenía fechas. { $path } quita de su calendario las que sobran: impórtelo como hizo con el otro.
