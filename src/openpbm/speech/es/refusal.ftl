refusal-channel_cannot_be_off = la luz { $role } { $nm } tendría que estar apagada ({ $why }), y nada muestra
    que esta máscara pueda apagarla
    .change = una declaración de que este canal se puede apagar por separado

refusal-kept_dark = { $action }: { $rows }
refusal-two_colours = dos colores en un canal: { $shares }

refusal-no_such_programme = no se conoce ningún programa de esta máscara que encienda { $lit } y nada más
    .change = una declaración de que estos canales se pueden encender juntos, y solos

refusal-no_matching_channel = { $trial } usó { $nm } y esta máscara no tiene ningún canal para ello que pueda lucir
    .change = una máscara con esa luz, o un ensayo con la luz de esta máscara

refusal-no_light_there = ninguna luz de esta máscara llega a la capa en la que se igualaría la dosis
    .change = una máscara con luz del color del ensayo sobre estas zonas

refusal-timer_offers_none = la dosis del ensayo necesita { $minutes }; el temporizador no ofrece ninguno
    .change = una máscara que se pueda detener a mano, o un ajuste más débil
refusal-timer_too_long = la dosis del ensayo necesita { $minutes }; el temporizador ofrece { $offered } min
    .change = una máscara que se pueda detener a mano, o un ajuste más débil

refusal-no_irradiance = nadie indica qué intensidad tiene { $mask } ({ $channels }), así que no se puede calcular ninguna dosis
    .change = lecturas del medidor en cinco lugares de la máscara, para cada color, o la irradiancia media
        por color según el fabricante

refusal-too_loose = lo que da { $mask } se conoce con demasiada imprecisión para compararlo con un ensayo: de { $low } a { $high }
    .change = lecturas del medidor en cinco lugares de la máscara, para cada color

refusal-other_light_needed = { $goal } necesitaría otros canales que { $other }, y esta máscara no tiene zonas
    .change = planificar este objetivo por separado

refusal-limit_at = { $limit }: ya { $value } a los { $minutes }; el límite es { $most }
    .change = { $change }
refusal-limit_always = { $limit }: { $value }, por corta que sea la sesión; el límite es { $most }
    .change = { $change }
refusal-limit_for = { $limit }: { $value }; el límite para { $minutes } es { $most }
    .change = { $change }

refusal-distance = medir la distancia entre los LED y la piel (standoff_mm), que nadie indica: desde
    unos { $mm } habría una sesión; o { $other }

refusal-too_little_light = en los { $minutes } que puede lucir, la luz de { $mask } da como máximo
    { $share } de la dosis de { $trial }; por debajo de { $least } no es la luz de ese ensayo
    .change = { $more }; no se permiten más minutos: { $held }
refusal-more_light = unas { $times } veces más luz; con esta luz harían falta { $minutes }
refusal-more_meets_the_limit = la dosis necesitaría { $minutes }, y más luz por minuto topa con el mismo límite
refusal-held_by_limits = { $limits }
refusal-held_by_limit = { $limit }, { $most }
refusal-held_by_timer = el temporizador no ofrece nada entre { $minutes } y eso
refusal-held_by_goal = otro objetivo de la misma luz no necesita más tiempo

refusal-no_carrying_trial = para { $goal }, { $known }
    .change = { $change }
refusal-only_uncontrolled = para { $goal }, ningún ensayo frente a placebo o piel sin luz da una dosis: { $known } Lo que usaron estudios
    sin un control adecuado ({ $trials }) se sigue solo para quien lo pide, y no demuestra nada
    .change = { $change } O seguir un estudio así de todos modos: en la aplicación una marca debajo de lo que significan sus respuestas, en un archivo
        de persona uncontrolled = true junto al objetivo
refusal-no_trial_gives_a_dose = ningún ensayo da una dosis que se pueda seguir.
refusal-no_schedule = no se leyó con qué frecuencia ni durante cuánto tiempo trató { $trial }
    .change = leer el calendario en el artículo

refusal-screen_excludes = { $row } excluye la luz { $excluded }{ $why }
    .change = { $who ->
        [none] { $wait }luz que da y vigila un médico; aquí ningún sí la abre
        [pharmacist] { $wait }preguntar a su farmacéutico o médico: ¿es segura con { $said } la luz LED { $light } en mi cara?
       *[doctor] { $wait }preguntar a su médico: ¿es segura con { $said } la luz LED { $light } en mi cara?
    }
refusal-screen_refers = { $row } necesita antes la respuesta de un médico para la luz { $referred }{ $why }
    .change = { $who ->
        [none] { $wait }luz que da y vigila un médico; aquí ningún sí la abre
        [pharmacist] { $wait }preguntar a su farmacéutico o médico: ¿es segura con { $said } la luz LED { $light } en mi cara?
       *[doctor] { $wait }preguntar a su médico: ¿es segura con { $said } la luz LED { $light } en mi cara?
    }
refusal-screen_both = { $row } excluye la luz { $excluded } y necesita antes la respuesta de un médico para la
    luz { $referred }{ $why }
    .change = { $who ->
        [none] { $wait }luz que da y vigila un médico; aquí ningún sí la abre
        [pharmacist] { $wait }preguntar a su farmacéutico o médico: ¿es segura con { $said } la luz LED { $light } en mi cara?
       *[doctor] { $wait }preguntar a su médico: ¿es segura con { $said } la luz LED { $light } en mi cara?
    }
refusal-because = { $pending ->
    [yes] : { $rationale }. Ningún clínico lo ha comprobado: revisión clínica pendiente
   *[no] : { $rationale }
}
refusal-waiting = esperar hasta el { $until }, o{" "}

refusal-screen_other_light = el canal { $channel } se somete al cribado también como luz { $colours }: { $shares }
    .change = un programa de esta máscara sin esa luz, mostrado con un espectro
refusal-mixed_light = el canal { $channel } tiene { $told }, y ningún ensayo dio una luz así
    .change = un espectro de cada color por separado, cada uno como canal propio
refusal-closed_days = { $why }
    .change = el acuerdo de un médico con la luz

refusal-recent_light = otra luz sobre esta piel no deja margen para este ciclo antes del { $until }
    .change = menos luz de otro lugar, o una sesión con menos luz
refusal-recent_light_unknown = otra luz sobre esta piel no deja margen para este ciclo antes del { $until }
    .change = decir qué luz recibió esta piel últimamente (recent_light)

refusal-no_plan = aún no hay plan
    .change = un plan en la página Plan
refusal-answers_changed = sus respuestas han cambiado desde que se hizo el plan
    .change = un plan nuevo
refusal-device_changed = el aparato se cambió para todos aquí desde que se hizo el plan
    .change = un plan nuevo
refusal-plan_unread = { $problem }
    .change = un plan nuevo
refusal-starts_later = este plan empieza el { $start }
    .change = ese día
refusal-course_over = el ciclo de este plan ha terminado: acabó el { $last }
    .change = { $next }
refusal-course_empty = el ciclo de este plan ha terminado: no tiene días
    .change = { $next }
refusal-closed_today = hoy no hay luz: { $why }
    .change = { $next }
refusal-done_today = la sesión de hoy está hecha; nunca se da una segunda
    .change = { $next }
refusal-part_done_today = esta parte de la sesión de hoy está hecha; nunca se da una segunda
    .change = otra parte, o el próximo día del ciclo
refusal-no_such_part = el plan no tiene esa parte en su sesión
    .change = una de las suyas
refusal-rhythm = siete días contienen ya { $sessions } sesiones, tantas como tiene este ciclo
    .change = { $next }
refusal-next_day = esperar hasta el { $day }, el próximo día del ciclo
refusal-new_plan = un plan nuevo ('openpbm plan'), que cuente la luz que usted recibió
refusal-screen_changed = ha cambiado desde el plan: { $what }
    .change = { $next }
refusal-screen_to_answer = hay que responder otra vez al cribado del { $since }, cosa que --yes no hace
    .change = lo mismo en un terminal, sin --yes, o { $next }
refusal-day_to_answer = { $question } --yes no responde a esto
    .change = lo mismo en un terminal, sin --yes
refusal-not_its_day = hoy no es un día suyo
    .change = ese día
refusal-checklist = «no» a: { $question }
    .change = { $remedy }

refusal-checklist_open = no se respondió a todas las preguntas de la lista de comprobación de modo que pueda encenderse la luz
    .change = todas las respuestas

refusal-rest = la última sesión con esta máscara empezó hace { $since }, según el reloj que menos avanzó; este
    ritmo deja al menos { $least } entre dos
    .change = esperar hasta el { $until }
refusal-skin_rest = tras la sesión del { $day } usted dijo: { $what }; la piel descansa hasta el { $until }
    .change = esperar hasta el { $until }
refusal-skin_doctor = tras la sesión del { $day } usted dijo: { $what }
    .change = la palabra de un médico de que se puede usar la luz, anotada en Registro ('openpbm log --doctor fine --by NAME')
refusal-doctor_no = { $who } dijo el { $day } que no debe haber luz
    .change = la palabra posterior de un médico de que se puede usar la luz, anotada en Registro ('openpbm log --doctor fine --by NAME')
refusal-clock_before_ledger = según el reloj de esta máquina es { $now }, y la entrada más reciente del libro de luz es del
    { $newest }: uno de los dos relojes estaba mal
    .change = la hora correcta en esta máquina; si es correcta, esperar hasta el { $newest }, o una entrada nueva para
        usted ('openpbm ledger add') con la luz hasta ahora ('openpbm log --dose')
refusal-clock_set = el reloj de esta máquina se ajustó mientras se preguntaba: avanzó { $wall } en { $ran }
    .change = la hora correcta en esta máquina, y la lista de comprobación de nuevo

refusal-claimed = hay abierta otra lista de comprobación o sesión suya, en un terminal o en la aplicación
    .change = su final; una que se interrumpió termina sola después de { $lasts }
refusal-going_on = se está dando otra sesión suya, o se interrumpió hace un momento
    .change = su final; una que se interrumpió deja de contar como en curso después de { $lasts }
refusal-again_unanswered = no se respondió a la lista de comprobación
    .change = la lista de comprobación, respondida otra vez
refusal-again_unasked = hay algo que preguntar que no se preguntó
    .change = la lista de comprobación, respondida otra vez
refusal-again_skin = nadie ha dicho aún cómo toleró la piel la sesión del { $day }
    .change = una respuesta, también que no puede decirlo
refusal-again_other_light = se anotó otra luz de esta piel después de la lista de comprobación
    .change = la lista de comprobación, respondida otra vez
refusal-again_nothing_asked = no se preguntó nada
    .change = la lista de comprobación, respondida otra vez
refusal-again_late = pasaron más de { $minutes } desde que se abrió la lista de comprobación
    .change = la lista de comprobación, respondida otra vez
refusal-again_other_day = es otro día que cuando se abrió la lista de comprobación
    .change = la lista de comprobación, respondida otra vez

refusal-ledger = no se sabe qué luz ha recibido esta piel, así que cuenta como suficiente: { $why }
    .change = un libro de luz que se pueda leer y escribir ('openpbm ledger verify' dice más)
refusal-network_share = el libro de luz { $path } está en un recurso de red ({ $kind }), donde otra máquina podría
    dar la sesión de hoy al mismo tiempo
    .change = un libro de luz en un disco de esta máquina (--ledger, o --folder de la aplicación); este aún se puede leer
        y exportar
refusal-ceilings = la sesión no cumple sus propios límites ({ $limit })
    .change = un plan nuevo
refusal-no_ceilings = la sesión no cumple sus propios límites (no hay límites)
    .change = un plan nuevo
refusal-day_unknown = no se sabe qué luz ha recibido hoy esta piel, así que cuenta como suficiente
    .change = un registro de luz que se pueda leer
refusal-no_rates = el plan no dice cuánta luz da cada canal a la piel
    .change = un plan hecho con esta versión
refusal-no_temperature = el plan no fija ningún límite de temperatura de la piel, que la máscara debe cumplir
    .change = un plan hecho con esta versión
refusal-hardware_timer = la sesión es más larga que los 30 min tras los que toda máscara se apaga
    .change = una sesión más corta

refusal-only_the_rest = { $share } está hecho hoy, y esto es el resto
    .change = otro día
refusal-limit_allows = { $limit } no permite más
    .change = otro día
refusal-days_leave = la luz de los últimos días deja { $room } de { $band } ({ $region })
    .change = otro día

refusal-maker_minutes_unknown = no se leyeron minutos de ningún programa de { $mask }, y no se inventa ninguno
    .change = los minutos que indican sus instrucciones: session_min = [10.0] en la tabla [mask]
refusal-maker_goal_not_named = no se sabe que el fabricante de { $mask } nombre { $goal }
    .change = un objetivo que nombren las instrucciones de esta máscara
refusal-maker_never = { $goal } nunca se ilumina solo por la palabra de un fabricante
    .change = la palabra de un médico sobre qué es y qué lo alivia
refusal-maker_not_worn = no se sabe qué intensidad tiene la luz de { $mask } donde está la piel
    .change = una lectura del medidor a la distancia a la que se usa
refusal-maker_age = unas instrucciones que no dicen nada de la edad están escritas para quienes tienen { $years } años o más
    .change = el consejo de un médico
refusal-maker_photosensitiser = un medicamento que absorbe luz visible prohíbe una luz cuya intensidad nadie ha mostrado
    .change = lecturas del medidor de esta máscara, y el consejo de un médico
refusal-maker_leaflet = las instrucciones de máscaras así excluyen esto: { $row }
    .change = lecturas del medidor de esta máscara, para que se pueda seguir un estudio y no a su fabricante
refusal-maker_eyes = la luz que el ojo no ve o tolera mal ({ $channels }) no tiene aquí ninguna cifra propia, y
    los párpados cerrados no cuentan
    .change = gafas opacas, puestas durante toda la sesión
refusal-maker_blue = la luz azul ({ $channels }) sin una cifra propia puede oscurecer esta piel
    .change = una lectura del medidor de la luz azul, o un programa sin ella
refusal-maker_dark = ningún programa de { $mask } deja fuera la luz que debe quedar apagada: { $why }
    .change = un programa, o una declaración de que este color se puede apagar por separado
