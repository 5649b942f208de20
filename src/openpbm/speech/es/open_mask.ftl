open_mask-gone = { $where }: no se encontró ninguna máscara en la conexión; se esperaba a su alcance y encendida
open_mask-gone_why = { $where }: no se encontró ninguna máscara en la conexión ({ $why }); se esperaba a su alcance y encendida
open_mask-missing = no se encontró { $library } en esta instalación; se esperaba el complemento 'devices': { $install }
open_mask-no_address = se encontró "{ $found }"; se esperaba el nombre o número de un equipo, como mask.local, o uno con puerto, como mask.local:50424
open_mask-another_link = se encontró una conexión que faltó un rato; se esperaba la misma

open_mask-no_name = se encontró el nombre "{ $found }"; se esperaban de 1 a 40 letras, cifras, puntos y guiones
open_mask-no_key = { $name }: no se encontró ninguna clave de esta máscara; se esperaba la de su enlace: enlácela de nuevo
open_mask-no_carrier = se encontró "{ $found }"; se esperaba dónde está la máscara, empezando por { $carriers }

open_mask-label_letters = se encontró { $found } en el secreto; se esperaban cifras y letras sin I, L, O ni U
open_mask-label_length = se encontraron { $found ->
    [one] una letra
   *[other] { $found } letras
    } del secreto; se esperaban { $expected }: cinco grupos de cuatro y una más
open_mask-label_slip = se encontró un desliz en el secreto: su última letra no concuerda con las demás; se esperaba cada una como está impresa
open_mask-label_serial = se encontró el número de serie "{ $found }"; se esperaba el de la etiqueta: letras, cifras y guiones
open_mask-label_other = se encontró una etiqueta de { $found }; se esperaba la de { $given }
open_mask-label_version = se encontró una etiqueta de otra versión; se esperaba una que empiece por OPENPBM:2
open_mask-label_qr = se encontró un código sin número de serie ni secreto; se esperaba el texto entero del código de la etiqueta
open_mask-enrol_button = se encontró una máscara que ahora no acepta un equipo nuevo; se esperaba su botón pulsado 3 segundos antes, hasta que su luz parpadee
open_mask-enrol_full = se encontró una máscara que ya conoce cuatro equipos; se esperaba un lugar libre: olvide uno en ella, o mantenga pulsado su botón 10 segundos para olvidarlos todos
open_mask-enrol_silent = se encontró una máscara que no responde; se esperaba su propia etiqueta: compruebe el número de serie, y que la máscara esté apagada
open_mask-no_greeting = no se encontró a nadie que conozca este ordenador; se esperaba la máscara de este enlace, encendida: enlácela de nuevo si se le hizo olvidar
open_mask-other_version = se encontró una máscara que habla otra versión; se esperaba la versión { $version }
open_mask-ask_refused = se encontró una máscara que no responde ahora; se esperaba una apagada
open_mask-log_silent = no se encontró respuesta para la entrada { $first } del registro; se esperaba una
open_mask-ask_label = El secreto de la etiqueta, o el texto de su código QR:
open_mask-paired = { $name } ({ $mask }) está enlazada; este ordenador tiene el lugar { $place } de sus cuatro.
open_mask-development = Su firmware ({ $version }) es de desarrollo: nadie responde de sus límites.
open_mask-key_in_system = Su clave está en el lugar para claves de este sistema.
open_mask-key_in_file = Este sistema no tiene lugar para claves: la suya está en un archivo cerrado a otros usuarios.
open_mask-use_it = Para una sesión: openpbm session PLAN.json --device { $device }
open_mask-panel_needs = se encontró un panel sin dirección o sin máscara; se esperaba ble:ADDRESS y --mask ID
open_mask-other_mask = --mask: se encontró { $given }; se esperaba la máscara que ella dice ser
open_mask-unknown_mask = se encontró una máscara que ningún catálogo conoce; se esperaba --mask con su id, como lo tiene su archivo de máscara
open_mask-none_paired = no se encontró ninguna máscara enlazada, así que ninguna llamada "{ $found }"; se esperaba una: openpbm device pair
open_mask-not_paired = no se encontró ninguna máscara llamada "{ $found }"; se esperaba { $known }
open_mask-list_none = Aquí no hay ninguna máscara enlazada.
open_mask-list_row = { $device }  { $where }  { $mask }
open_mask-forgotten = { $name } queda olvidada aquí, y también su clave.
open_mask-forgotten_here = La propia máscara aún conoce este ordenador: { $why }. Mantenga pulsado su botón 10 segundos y olvidará todos los equipos.

open_mask-no_radio = Bluetooth: no se encontró ninguna radio ({ $why }); se esperaba una encendida
open_mask-no_network = Red: no se encontró manera de escuchar ({ $why }); se esperaba una red encendida
open_mask-find_none = No hay ninguna máscara al alcance. ¿Está encendida, y sin conexión con nadie más?
open_mask-found = { $where }  una máscara abierta con { $colours ->
    [one] un color
   *[other] { $colours } colores
    }, { $tag }
open_mask-found_radio = { $where }  una máscara abierta por radio, { $tag } { $name }
open_mask-found_panel = { $where }  quizá un panel con temporizador, que usted enciende y apaga { $name }
open_mask-log_missing = { $missing ->
    [one] Falta una entrada del registro
   *[other] Faltan { $missing } entradas del registro
    }: la luz de la que informaban no se conoce.
open_mask-log_broken = La cadena de este registro está rota: se cambió, o viene de otra máscara.

open_mask-demo_ready = Se imita una máscara en { $where }. Nada luce. En otro terminal:
open_mask-demo_over = La máscara se ha ido.
open_mask-demo_speed = --speed: se encontró una máscara tras una línea real; se esperaba 1
open_mask-demo_port = puerto { $port }: no se encontró manera de abrirlo ({ $why }); se esperaba uno libre, o 0 para cualquiera
open_mask-demo_no_light = se encontró un plan sin luz para hoy; se esperaba uno que se pueda dar: openpbm session dice por qué
