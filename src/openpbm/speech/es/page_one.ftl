page_one-may_go = : puede usarla como se indica abajo
page_one-may_care = : puede usarla como se indica abajo; tenga en cuenta { $points ->
        [one] { $points } punto
       *[other] { $points } puntos
    }
page_one-may_maker = , comprobado solo en cuanto a la seguridad
page_one-may_no_trial = : aquí no se puede seguir ningún ensayo
page_one-may_ask = : consulte antes con su { $who }
page_one-may_not = : lea por qué, por favor

page_one-label_do = Haga
page_one-label_first = Primero
page_one-label_light = Luz
page_one-label_often = Frecuencia
page_one-label_why = Por qué
page_one-label_skin = En la piel
page_one-label_deep = Dentro
page_one-label_eyes = Ojos
page_one-label_stop = Deténgase
page_one-label_hope = Esperanza
page_one-label_because = Porque
page_one-label_change = Cambio
page_one-label_settle = Medir
page_one-label_protocol = Protocolo
page_one-label_known = Se sabe
page_one-label_begin = Comienzo
page_one-label_limit = Límite
page_one-label_screen = Cribado
page_one-label_report = Informe

page_one-often = { $often }. { $until }.
page_one-why_limit = ¿Por qué { $given } y no { $other }? Más tiempo podría rebasar un límite: { $limit }.
page_one-why_limit_trial = ¿Por qué { $given } y no los { $other } que requeriría la luz de { $trial }? Más tiempo podría rebasar un límite: { $limit }.
page_one-share = Eso es { $share } de la luz del ensayo.
page_one-maker_share = Eso es { $share } de los minutos del fabricante.
page_one-why_timer = ¿Por qué { $given }? El temporizador no tiene un paso que encaje mejor. Es { $share } de la luz del ensayo.
page_one-why_other_goal = ¿Por qué { $given }? Otro objetivo pide menos. Es { $share } de la luz del ensayo.
page_one-why_maker = ¿Por qué { $given }? Lo indica el fabricante, y ningún límite pide menos.
page_one-why_trial = ¿Por qué { $given }? En { $given } esta máscara da la luz de { $trial }.
page_one-why_trial_not = ¿Por qué { $given } y no { $other }? En { $given } esta máscara da la luz de { $trial }.
page_one-on_skin = Recibe { $light } por sesión, todos los colores.
page_one-maker_claims = Los { $minutes } del propio fabricante darían { $claim }, según él.
page_one-maker_minutes = El fabricante indica { $minutes }, y ningún valor en J/cm².
page_one-maker_silent = No sabemos de ningún tiempo que indique su fabricante.

page_one-strength_M = Su intensidad se midió.
page_one-strength_A = Su fabricante indica la intensidad de cada color.
page_one-strength_B = Su fabricante indica una sola intensidad para todos los colores; cómo se reparte es una estimación nuestra.
page_one-strength_C = Solo se conoce su potencia; la luz es una estimación nuestra a partir de ella.
page_one-strength_D = Solo se conocen sus colores; la luz es una estimación nuestra a partir de máscaras parecidas.
page_one-strength_E = Nadie dice qué luz tiene.

page_one-at_depth = En profundidad ({ $layer }): { $light }.
page_one-why_more = Es más que sobre la piel, porque la piel devuelve la luz de un lado a otro y cada paso cuenta.
page_one-hope = { $trial }: { $result } Todos los estudios juntos: certeza { $certainty }. No es ninguna promesa.
page_one-less = Usted recibe menos luz que ellos; nadie sabe qué hace eso.
page_one-found = { $measure }: { $said }
page_one-no_hope = Ningún ensayo muestra qué hace una luz así para { $goals }.
page_one-bounded = Su color más intenso ({ $channel }) da probablemente { $light } a la piel.
page_one-bounded_power = Todos sus LED dan como máximo { $power } de luz: aquello que la alimenta no da más.
page_one-begin = Empezar
page_one-sheet = Impreso, esto es una hoja. Lo que abra abajo se imprime con ella.
page_one-open_all = Abrir todo el informe
page_one-close_all = Cerrarlo otra vez

page_one-to_answers = Anotar lo que dijeron
page_one-to_mask = Decir más sobre su máscara

page_one-letter_copy = Copiar la carta
page_one-letter_copied = Copiada.
page_one-letter_mail = Abrirla como correo
page_one-letter_subject = ¿Qué intensidad tiene { $mask }?
