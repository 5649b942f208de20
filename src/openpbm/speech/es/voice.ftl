voice-ready_by_hand = Gafas puestas, ojos cerrados. { $minutes ->
        [one] Hasta un minuto.
       *[other] Hasta { $minutes } minutos.
    } Cuento hasta cinco; después encienda.
voice-ready = Gafas puestas, ojos cerrados. { $minutes ->
        [one] Hasta un minuto.
       *[other] Hasta { $minutes } minutos.
    } Cuento hasta cinco; después luce.
voice-begin = Pulse Intro para empezar.
voice-number = { $number }
voice-on = Encienda ya.
voice-light = Luz.
voice-minutes = { $minutes ->
        [one] Queda un minuto.
       *[other] Quedan { $minutes } minutos.
    }
    .late = { $minutes ->
        [one] Queda menos de un minuto.
       *[other] Quedan menos de { $minutes } minutos.
    }
voice-half = Medio minuto.
    .late = Menos de medio minuto.
voice-off = Apague ya. Pulse cuando esté apagada.
voice-off_connected = Se acabó el tiempo. Si luce, quítesela.
voice-paused = En pausa. Está apagada.
voice-unfit = Apagada. Revise los ojos y la máscara.
voice-stopped = Detenida. Está apagada.
voice-fault = Detenida. Quítese la máscara.
voice-over = Hecho. Está apagada.
voice-over_unseen = Terminado. Está apagada. Una parte de la luz no se vio.
voice-next = Hecho. Está apagada. Siguiente: { $part }.
voice-next_unseen = Terminado. Está apagada. Una parte de la luz no se vio. Siguiente: { $part }.
voice-part = { $part }
voice-lost_count = El programa no responde. No se ponga la máscara.
voice-lost_count_by_hand = El programa no responde. No encienda.
voice-lost_by_hand = El programa no responde. Yo sigo contando.
voice-dark_unheard = Está apagada. Se lo diré al programa cuando responda.
voice-ended = El programa termina. Apague ya.
voice-lost = El programa no responde. Si luce, quítesela.

voice-trial = Así suena.
voice-heard_terminal = ¿Ha oído el timbre o la voz?
voice-no_program = En esta máquina no hay voz ({ $programs } lo serían), así que solo le avisa el timbre.
voice-unheard = Sin sonido, nadie detrás de unas gafas sabe cuándo se acaba el tiempo: suba el volumen y empiece de nuevo, o ponga una alarma y téngala a su lado.
voice-trial_page = Así sueno. Suba el volumen hasta que me oiga bien.
voice-output_changed = El sonido sale ahora de otro lugar.
