session-ask_day = Hoy no es ninguno de los días de este ciclo; { $next }. ¿Dar hoy una sesión de todos modos?
session-ask_changed = ¿Ha cambiado algo desde { $since }?
session-plan = { $mask }: { $verdict }
session-asked_again = Se pregunta de nuevo, porque { $reason }.
session-shorter = Más corta de lo planificado: { $why }.
session-no = { $reason }. Qué lo cambiaría: { $change }.
session-not_started = No empezó.
session-not_started_why = No empezó: { $why }
session-stopped_why = Detenida: { $why }
session-part_not_started = { $part }: no empezó.
session-zone = Zona: { $part }

session-change_medicines = medicamentos
session-change_conditions = afecciones de su salud o su piel
session-change_procedures = procedimientos
session-change_pregnancy = embarazo

session-check_person = ¿Es usted esta persona, y está todo como estaba para el plan: medicamentos, salud, piel, embarazo?
    .remedy = un plan nuevo ('openpbm plan')
session-check_light = ¿Está en el libro de luz toda la luz que esta piel recibió desde el plan, como la de una consulta?
    .remedy = anotarla ('openpbm log --dose')
session-check_eyes = ¿Están sus ojos protegidos como dice el plan, con las gafas o el protector en su sitio?
    .remedy = las gafas o el protector en su sitio
session-check_fit = ¿Está la máscara bien puesta, limpia y sin nada debajo?
    .remedy = la máscara bien puesta
session-only_yes = Solo un sí deja encender la luz.
session-only_yes_to_each = Solo un sí a cada pregunta deja encender la luz.
session-yes_or_no = Diga sí o no, por favor.
session-choose_mask = Elija una, por favor.
session-choose_light = Elija qué luz, por favor.

session-switch_on = Encienda su máscara ya. Su luz cuenta desde este momento.
session-switch_off = Apague su máscara y pulse cuando esté apagada.
session-key_begin = Pulse Intro para empezar; después nada necesita sus ojos.
session-key_off = Apague su máscara y pulse una tecla cuando esté apagada.
session-key_fitted = Revise los ojos y la máscara, y después pulse Intro para seguir con el resto.
session-countdown = Luz en { $seconds } ... cierre los ojos.
session-keys_pause = espacio, Intro o q: detener   p: pausa
session-keys_go_on = p: seguir   espacio, Intro o q: detener
session-keys_stop = espacio o q: detener

session-channel = { $lit } de { $asked }, { $dose }, quedan { $left }
session-given = { $channel }: { $lit } de { $planned } planificados ({ $share })
session-not_measured = temperatura no medida
session-warmth = sensor de la máscara: { $degrees }
session-warmth_unknown = temperatura desconocida

session-unseen = De eso, hasta { $unseen } min no se vieron: no se oía la máscara.
session-part_done = Hecho. Se ha dado toda la luz de hoy para { $part }.
session-other_end = Detenida: { $reason }.
session-with_record = { $why } ({ $problem })

session-phase_idle = en reposo
session-phase_screened = cribado confirmado
session-phase_connected = conectada
session-phase_ordered = orden enviada
session-phase_agreed = límites acordados
session-phase_ready = protector y ajuste confirmados
session-phase_ramp = aumentando la luz
session-phase_running = en marcha
session-phase_paused = en pausa
session-phase_stopping = deteniéndose
session-phase_done = hecha
session-phase_fault = fallo
