web_frame-skip = Ir al contenido
web_frame-page_of = Página de { $name }
web_frame-pages_of = Páginas de { $name }
web_frame-room-today = Hoy
web_frame-room-plan = Plan
web_frame-room-log = Registro
web_frame-room-mask = Máscara
web_frame-room-you = Usted
web_frame-evidence = Pruebas
web_frame-compare = Comparar
web_frame-data = Datos
web_frame-atlas = Lo que muestran los ensayos: el atlas de pruebas
web_frame-readable = { $not_encrypted } otras personas en esta red pueden leer lo que esta página muestra y envía.
web_frame-not_encrypted = Sin cifrar:
web_frame-installed = Planifica terapia con máscara de luz para una persona y una máscara.

web_frame-missing = No está aquí
web_frame-nothing_here = No hay nada en esta dirección
web_frame-people = Personas
web_frame-nobody = Aquí no se guarda a nadie con esta dirección.
web_frame-no_file = No existe ese archivo.
web_frame-no_picture = No existe esa imagen.
web_frame-no_device = No existe ese aparato.
web_frame-this_machine_only = La aplicación se inició solo para esta máquina.

web_frame-broken = Hay que revisar un archivo
web_frame-changed_outside = Se cambió fuera de esta página. Corríjalo, o responda de nuevo a las preguntas; al guardarlas, el archivo se escribe de nuevo.
web_frame-the_questions = Las preguntas
web_frame-the_mask = La máscara

web_frame-not_running = No está en marcha
web_frame-program_not_running = OpenPBM no está en marcha
web_frame-was_a_session = ¿Había una sesión en curso? Quítese la máscara o apáguela si luce.
web_frame-cannot_see = Esta página no puede ver la máscara.
web_frame-own_switch = Una máscara que usted enciende y apaga sigue luciendo hasta que la apague o termine su propio temporizador.
web_frame-driven = Una máscara que maneja el programa ya no recibe ninguna orden y se apaga sola en pocos segundos.
web_frame-start_it = Para seguir, inicie el programa en la misma máquina con { $command } y cargue esta página de nuevo.
web_frame-again = Intentar de nuevo

web_frame-pair_title = Enlazar este aparato
web_frame-shows_code = La máquina donde corre OpenPBM muestra un código de doce cifras en su terminal.
web_frame-pair_readable = Esta conexión no está cifrada.
web_frame-whoever_reads = Quien esté en esta red puede leer lo que se envía: este código, las respuestas, los planes y la luz. Úsela solo en una red en la que confíe.
web_frame-pair_encrypted = Lo que se envía va cifrado. Compare la huella (SHA-256) que su navegador muestra del certificado de esta página con la del terminal: solo si son iguales no hay nadie en medio.
web_frame-code = Código de enlace
web_frame-pair = Enlazar
web_frame-wrong_code = Ese no es el código que muestra el terminal.
web_frame-wait = Hubo demasiados intentos fallidos desde este aparato. Espere medio minuto, por favor.
