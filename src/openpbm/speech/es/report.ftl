report-span = (de { $low } a { $high })
report-with_span = { $value } (de { $low } a { $high })
report-between = de { $low } a { $high }
report-invisible = { $channel }, invisible
report-invisible_lit = { $channel } (invisible)
report-at_drive = { $channel } con nivel { $drive }
report-of_zone = { $channel }, zona { $zone }
report-source = { $source } ({ $status })
report-days = del { $first } al { $last }
report-from_day_on = desde el { $first }
report-person = { $age } años, tipo de piel { $skin_type }
report-person_measured = { $age } años, color de piel medido
report-none = ninguno
report-yes = sí
report-no = no
report-no_light = sin luz
report-sign_go = marca de sí
report-sign_care = triángulo
report-sign_stop = octógono
report-sign_unknown = signo de interrogación

report-title = { $state }: { $goals }, { $mask } (OpenPBM)
report-skip = Ir al plan
report-fictitious = aparato ficticio
report-points = { $points ->
    [one] { $points } punto
   *[other] { $points } puntos
    } que tener en cuenta

report-do = Qué hacer
report-course = Antes, después y todas las fechas
report-no_session = Por qué no hay sesión
report-no_session_short = Por qué no
report-each_session = cada sesión
report-start_clock = Ponga un reloj a { $minutes } minutos; no se conoce ningún temporizador de este aparato.
report-start_and_stop = Inicie el programa de { $timer } minutos y deténgalo a mano a los { $minutes } minutos.
report-start_programme = Inicie el programa de { $timer } minutos y déjelo llegar hasta el final.
report-protocol = { $name }, versión { $version }, de { $author }
report-off = Apagada: { $channels }.
report-lit_for = { $channel }, { $minutes }
report-zone = { $zone }: { $minutes }
report-zone_where = { $regions }, para { $goal }
report-zone_line = { $zone }: { $minutes }, { $regions }
report-often = { $times ->
    [1] Una vez por semana
    [2] Dos veces por semana
   *[other] { $times } veces por semana
    } durante { $weeks ->
    [one] { $weeks } semana
   *[other] { $weeks } semanas
    }
report-from_day = Desde el { $day }
report-one_session = Una sesión, el { $day }
report-until = Del { $first } al { $last }, { $sessions ->
    [one] { $sessions } sesión
   *[other] { $sessions } sesiones
    }
report-eyes_goggles = Gafas opacas puestas antes de que se encienda la luz. Este plan cuenta con ellas.
report-eyes_shield = El protector ocular opaco de la máscara debe estar bien puesto. Este plan cuenta con él.
report-eyes_bare = No se cuenta con ningún protector ocular: los límites del ojo se comprobaron para ojos descubiertos.
report-closed = { $no_light }: { $why }
report-closed_lead = Sin luz { $days }
report-before_each = Antes de cada sesión
report-when_to_stop = Cuándo detenerse
report-missed = ¿Se saltó una sesión?
report-look_again = Vuelva a revisarlo el
report-dates = { $dates ->
    [one] La fecha ({ $dates })
   *[other] Las { $dates } fechas
    }
report-would_change = Qué lo cambiaría:
report-more_reasons = { $reasons ->
    [one] { $reasons } razón más
   *[other] { $reasons } razones más
    }
report-plans_nothing = Este informe no planifica nada; no es motivo para usar mientras tanto el aparato ({ $device }).

report-skin = Qué recibe su piel
report-dose = Su aparato ({ $device }) da { $dose } por sesión ({ $layer }), entre { $low } y { $high }.
report-try = Probar otros ajustes
report-back = Volver a mi plan
report-slider_minutes = Minutos
report-slider_drive = Nivel, parte de la potencia máxima
report-types = Tipo de piel
report-yours = el suyo
report-only_show = Estos controles solo muestran lo que cambiaría; nunca cambian el plan. La tarjeta de arriba sigue siendo su plan.
report-not_dimmed = Hasta donde sabemos, su aparato ({ $device }) no se puede atenuar.
report-face_light = Luz sobre la piel
report-face_light_see = Más claro significa más luz.
report-face_light_see_back = Más claro significa más luz, con la que devuelve la máscara.
report-face_dose = Dosis de una sesión: { $layer }
report-face_dose_see = Más claro significa más dosis. Los escalones en el borde de una zona vienen de su propia piel.
report-face_says = { $channels ->
    [all] En su plan, todos los canales juntos: { $range }
   *[one] En su plan: { $range }
    }
report-face_alt = { $channel } sobre la cara desde la izquierda, de frente y desde la derecha: { $range }
report-extremes = de { $least } ({ $least_at }) a { $most } ({ $most_at }), medias de zonas.
report-least_even = Menos uniforme ({ $region }): el 5 % de la piel recibe menos del { $low } de la media de ahí, otro 5 % más del
    { $high }.
report-view_left = izquierda
report-view_front = de frente
report-view_right = derecha
report-one_scale = { $unit }, una escala para todas las caras
report-grey = gris: la luz no llega a esta piel
report-face_still = Estas caras muestran su plan. Se quedan como están cuando mueve los controles.
report-in_numbers = La dosis por zona, en números

report-safe = ¿Es seguro?
report-limit_passed = Se rebasa un límite. No haga esta sesión.
report-limits_kept = Todos los límites de abajo se cumplen en al menos el 95 % de { $scenarios } casos calculados. Las cifras son peores casos:
    95 de cada 100 quedan por debajo. { $first ->
        [binding] El primero fija los minutos.
       *[other] Ninguno de ellos fija los minutos.
    }
report-more_limits = Más límites, cada uno con más margen
report-group = { $group }: { $limits ->
    [one] { $limits } límite
   *[other] { $limits } límites
    }, { $used }
report-group_skin = Piel, una sesión
report-group_sum = Luz de días y semanas
report-group_heat = Calor de la piel
report-group_eye = Ojos
report-group_device = La propia máscara
report-group_other = Otros límites
report-used = como máximo { $most } usado
report-unused = nada usado
report-sets_minutes = fija los minutos
report-design_target = precaución propia nuestra, no es un límite
report-needs_review = falta revisarlo
report-of_limit = del límite
report-of_warming = del calentamiento desde { $start }
report-full = 100 % es { $limit }
report-limit_change = Qué lo cambiaría: { $change }
report-limit_source = Límite: { $source }.
report-no_limit = No se planificó ninguna sesión, así que no se alcanzó ningún límite.
report-mind = Tenga en cuenta
report-screen = Medicamentos, afecciones, procedimientos
report-screen_none = Nada de lo que nombró está en la tabla de contraindicaciones. Eso no demuestra que nada importe:
    díganos todos los medicamentos, y busque en su prospecto «sensibilidad a la luz».
report-named = { $said }: { $name }
report-asked_of = { $colours } { $action }
report-counts_until = Cuenta hasta el { $day }.
report-counts_not = No cuenta en la fecha de inicio. Cuando sí:
report-counts_not_badge = ahora no cuenta
report-counts_later = Cuenta más adelante, hasta el { $day }. Entonces:
report-counts_later_badge = cuenta más adelante
report-counts_no_more = Ya no cuenta: libre desde el { $day }. Antes:
report-counts_no_more_badge = ya no cuenta
report-review_pending = revisión clínica pendiente

report-expect = Qué esperar
report-known = Lo que se sabe
report-gives_dose = Este plan da a su piel la dosis que recibieron las personas de un ensayo. No promete lo que les
    ocurrió a ellas.
report-gives_part = Este plan da a su piel una parte de la dosis que recibieron las personas de un ensayo. No promete lo que les
    ocurrió a ellas.
report-beside = Su dosis junto a la del ensayo.
report-beside_see = Los puntos son medianas, las líneas van del 5 al 95 %. Donde las líneas se solapan, las dos dosis coinciden dentro de lo
    que se sabe.
report-the_trial = el ensayo
report-you = usted
report-match = { $tier }: para { $band } ({ $channels }) { $session } da { $mine } ({ $layer }); en { $trial } fueron
    { $theirs }, así que recibe { $ratio } veces la dosis del ensayo.
report-match_session = su sesión
report-match_zone = su sesión en la zona { $zone }
report-strength_alike = Su luz es { $times } veces tan intensa como la del ensayo.
report-strength_unproven = Su luz es { $times } veces tan intensa como la del ensayo; que la misma dosis haga entonces lo mismo
    no está demostrado.
report-certainty_all = Certeza de todo lo que se sabe: { $word }
report-follows = El ensayo que sigue
report-compared = { $trial }, comparado con { $what }. { $result }
report-before_light = Antes que la luz:
report-about_you = ¿Vale para usted?
report-other_effects = Otros efectos frente a placebo o piel sin luz
report-effects = Efectos frente a placebo o piel sin luz
report-more_light = ¿Haría más la luz si fuera más?
report-deeper = Más adentro ({ $organ }: de { $low } a { $high } de profundidad, { $region }), la luz { $channel } da { $dose } por
    sesión; { $upper } por encima ({ $layer }).
report-tier = { $tier ->
    [C] Nivel C, lo que se usó
   *[other] Nivel { $tier }
    }
report-tier_null = Nivel N, sin diferencia
report-no_tier = Ninguna dosis que seguir
report-carries_none = no aporta ninguna dosis
report-sets_dose = fija su dosis
report-soundness = Solidez de este estudio: { $word }
report-in_trial = { $tier ->
    [B] Nivel B, en este ensayo: { $result }
    [C] Nivel C, en este ensayo: { $result }
   *[other] En este ensayo: { $result }
    }
report-of_tier = Nivel { $tier }: { $text }
report-who = Quién
report-what_light = Qué luz
report-against = Frente a qué
report-not_known = Lo que no sabemos
report-source_of = Fuente de { $trial }
report-more_trials = { $trials ->
    [one] { $trials } ensayo más
   *[other] { $trials } ensayos más
    } del mismo objetivo
report-no_trial = La tabla de pruebas no contiene ningún ensayo de este objetivo. No lo sabemos.
report-inside = Lo que la luz puede hacer dentro de la piel: una hipótesis
report-inside_see = Cómo se cree que la luz llega al colágeno, la circulación y la inflamación. Cada flecha se dibuja según lo bien que
    se conoce; este plan no se apoya en ninguna. De aquí no se calcula ningún paso hacia menos arrugas o una piel más limpia.
report-inside_compute = «openpbm biology plan.json» lo calcula para este plan, de minutos a meses, con intervalos y con
    lo que más lo aclararía.

report-sure = Con qué certeza lo sabemos
report-would_help = Lo que más ayudaría:
report-wide = Qué hace ancho el intervalo.
report-wide_see = Cada barra es la parte de un desconocido en la dispersión; debajo, la medición que la reduciría.
report-alone_dose = por sí solo da de { $low } a { $high }
report-assumed = { $numbers ->
    [one] { $numbers } número de este plan se apoya
   *[other] { $numbers } números de este plan se apoyan
    } en la memoria o en una suposición
report-assumed_see = Ninguno de ellos se muestra como un hecho.
report-assumption = { $what }: { $value }

report-grade = ¿Es de grado médico este aparato ({ $device })?
report-grade_short = Grado médico
report-aspect_safety = Seguridad
report-aspect_efficacy = Eficacia
report-aspect_manufacturing = Fabricación
report-aspect_clearance = Autorización
report-state_shown = mostrado
report-state_claimed = declarado
report-state_unknown = desconocido
report-read_in = Leído en: { $source }

report-details = Detalles
report-deep = Hasta dónde llega la luz
report-deep_title = Fluencia según la profundidad, { $region }.
report-deep_see = Justo bajo la superficie hay más luz de la que cae sobre la piel, porque la piel la dispersa de un lado a
    otro. Sombreado: del 5 al 95 % de { $scenarios } escenarios. La barra roja marca la capa a la que se apunta.
report-profile_axis = fluencia ÷ irradiancia sobre la piel
report-by_region = Luz sobre la piel, por zona
report-by_layer = Dosis por zona y capa
report-even = Lo uniforme que es bajo cada LED, por zona
report-by_band = Coincidencia con el ensayo, banda a banda
report-method_fold = Método, semilla y fuentes
report-method = Método
report-one_line = En una línea
report-method_is = La luz de cada LED sobre una malla de la cara, con sombras; la luz devuelta entre máscara y piel; un cálculo por
    capas del transporte de luz en la piel; cada desconocido se sortea { $scenarios } veces. Se muestran medianas y del 5 al 95 %. Un límite
    se cumple cuando lo cumple el 95 % de los escenarios.
report-scenarios = Escenarios, semilla
report-quick_model = Error del modelo rápido de luz
report-quick_error = { $name }: { $error } %
report-quick_errors = { $errors } (percentil 99, frente a soluciones exactas)
report-claim = Dato del fabricante
report-claim_measured = medido
report-claim_claimed = declarado
report-claim_unknown = desconocido
report-device = Aparato
report-inputs = Entradas, SHA-256
report-version = versión { $version }
report-sources = Fuentes

report-irradiance_table = Luz sobre la piel con el nivel máximo, mW/cm²: media con 5–95 %, los 3,5 mm más intensos, y cuánto
    añade la luz entre la máscara y la piel
report-target_table = Dosis de una sesión ({ $layer }), J/cm²: mediana (del 5 al 95 %)
report-layer_table = { $channel }: dosis de una sesión por capa, J/cm², mediana (del 5 al 95 %)
report-evenness_table = { $channel }: parte de la media de la zona por debajo de la cual queda el 5 % de su piel y por encima otro 5 %, sobre
    la piel y en profundidad; la dosis de una sesión ahí, J/cm², mediana (del 5 al 95 %)
report-match_table = Dosis en la capa a la que se apunta, J/cm²: mediana (del 5 al 95 %)
report-profile_table = Fluencia dividida por la irradiancia sobre la piel: mediana (del 5 al 95 %)
report-not_printed = no impreso
report-head_region = Zona
report-head_channel = Canal
report-head_mean = Media
report-head_spread = 5–95 %
report-head_spot = Punto
report-head_cavity = Ganancia entre máscara y piel
report-head_on_skin = Sobre la piel
report-head_at_depth = En profundidad
report-head_layer = Capa
report-head_least = Con menos luz
report-head_most = Con más luz
report-head_band = Banda
report-head_trial = Ensayo
report-head_tier = Nivel
report-head_theirs = Dosis del ensayo
report-head_yours = La suya
report-head_ratio = Razón
report-head_irradiance_ratio = Razón de irradiancias
report-head_depth = Profundidad

report-old = Un plan de un OpenPBM anterior
report-old_dark = Ya no da ninguna luz.
report-old_see = Se muestra tal como se escribió; nada en él se comprobó de nuevo. Para tener luz, haga el plan otra vez: openpbm
    plan PERSON.toml
