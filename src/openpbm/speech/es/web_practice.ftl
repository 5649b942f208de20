web_practice-title = Consulta
web_practice-lead = Lo que se describe aquí una vez se puede dar a todos. La salud se pregunta siempre a cada persona por separado.
web_practice-devices = Aparatos de la consulta
web_practice-devices_hint = Una máscara o un panel con sus datos, sus lecturas y sus zonas. Quien lo recibe lo recibe tal como está aquí; un cambio deja anticuados sus planes y no cambia ninguno.
web_practice-add_device = Describir un aparato en seis campos
web_practice-keep_file = Guardar este archivo
web_practice-count = { $count ->
    [0] Nadie lo tiene aún.
    [one] Una persona lo tiene.
   *[other] { $count } personas lo tienen.
}
web_practice-name = Nombre del aparato
web_practice-name_hint = Como lo llaman aquí, por ejemplo «Panel, sala 2».
web_practice-name_it = Dele un nombre, de 80 letras como máximo.
web_practice-older = Los planes de { $people } se hicieron con este aparato tal como era antes. No reciben luz hasta que haya un plan nuevo.
web_practice-plans_anew = Hacer de nuevo sus planes
web_practice-users = Dado a { $people }.
web_practice-new_person = Persona nueva con este aparato
web_practice-remove = Quitar { $name } de la lista
web_practice-use_named = Usar { $name } y planificar
web_practice-or_another = U otro
web_practice-keep_why = ¿Otras personas van a recibir también esta máscara, con todo lo que aquí se dice de ella?
web_practice-keep = Guardarla para todos aquí
web_practice-device = Aparato
web_practice-chosen_later = Se elige después

web_practice-on_records = En todos los historiales
web_practice-called = Nombre de la consulta
web_practice-called_hint = Vacío: se deja una línea para escribirlo a mano.
web_practice-name_long = Se encontró un nombre de más de { $most } letras; se esperaba uno más corto.
web_practice-asks_born = Preguntar el año de nacimiento
web_practice-asks_born_note = Se puede dejar fuera, figura en el historial y no se usa para nada más.

web_practice-protocols = Protocolos
web_practice-protocols_hint = Qué objetivo, dónde, con qué zona de un aparato: con nombre, versión y autor. Elige lo que se pide; los minutos y los límites son los de cada persona.
web_practice-followed = { $count ->
    [0] Nadie lo sigue aún.
    [one] Una persona lo sigue.
   *[other] { $count } personas lo siguen.
}
web_practice-add_protocol = Protocolo nuevo
web_practice-new_protocol = Protocolo nuevo
web_practice-by_file = Tengo un archivo de protocolo
web_practice-protocol_file = Archivo de protocolo (JSON)
web_practice-keep_protocol = Guardar este protocolo
web_practice-no_file = no se encontró ningún archivo; se esperaba un archivo de protocolo guardado por OpenPBM
web_practice-protocol_lead = Elegirlo para una persona rellena objetivos y lugares. Solo puede elegir: no contiene minutos, ni límites, ni respuestas sobre la salud.
web_practice-protocol_name = Nombre del protocolo
web_practice-protocol_name_hint = Como «Acné, panel inferior».
web_practice-need_name = Dele un nombre, de { $most } letras como máximo.
web_practice-author = Autor
web_practice-author_hint = Quién responde de esta versión.
web_practice-need_author = ¿Quién responde de él? Hace falta un nombre, de { $most } letras como máximo.
web_practice-versions = Versiones
web_practice-version = Versión
web_practice-light = Qué se pide
web_practice-light_number = Objetivo { $number }
web_practice-zone_hint = Como la llama el aparato; vacío: la que esté en ese lugar.
web_practice-another_light = Otro objetivo u otra zona
web_practice-most = Sesiones por semana, como máximo
web_practice-most_hint = Vacío: tantas como en el ensayo. Puede hacerlas menos, nunca más.
web_practice-at_most = como máximo { $times ->
    [one] una vez
   *[other] { $times } veces
} por semana
web_practice-saved_meanwhile = { $author } guardó otra versión mientras tanto. Véala en la tabla; si guarda de nuevo, la suya será la siguiente.
web_practice-changed_meanwhile = Este aparato se cambió en otro puesto desde que lo abrió. Ábralo de nuevo para ver cómo; si guarda de nuevo, lo suyo lo sustituye.
web_practice-old_stay = Los planes conservan la versión con la que se hicieron. Una versión nueva es para quien se elija.
web_practice-next_version = Versión { $version }
web_practice-save_version = Guardar como versión { $version }
web_practice-export = Guardar en un archivo
web_practice-protocol = Protocolo
web_practice-protocol_hint = Los objetivos y lugares son entonces los del protocolo.
web_practice-no_protocol_chosen = Ninguno: como se elija abajo
web_practice-no_protocol = Ese protocolo ya no se guarda aquí. Elija otro, o ninguno.
