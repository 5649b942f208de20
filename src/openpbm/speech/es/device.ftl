device-kept_by_firmware = el firmware de la máscara
device-kept_by_lease = el firmware de la máscara (permiso con plazo)
device-kept_by_both = ordenador y máscara, con la conexión intacta
device-kept_by_host = el ordenador

device-simulated = Una máscara simulada
device-simulated_about = nada luce; es para practicar y no cuenta para nada
device-log_simulated = máscara simulada
device-manual = Mi máscara, que enciendo y apago yo
device-manual_about = esta página guía y cuenta
device-log_guided = guiada
device-open = Mi máscara abierta
device-open_about = este programa la maneja, y su propio firmware cuenta y detiene
device-log_open = máscara abierta
device-demo = Una máscara de demostración en este ordenador
device-demo_about = firmware real tras una línea real; nada luce, y no cuenta para nada
device-timed = Mi panel con Bluetooth, que enciendo y apago yo
device-timed_about = se le escucha y nunca se le maneja; esta página guía y cuenta
device-named = { $name }: { $about }
device-gone = no se encontró ninguna máscara en la conexión; se esperaba el cable enchufado

device-near_deadline = plazo: { $name }
device-near_cap = entregado del tope
device-near_counted = entregado de lo que cuenta
device-broken = semilla { $seed } ({ $faults }): { $what }
device-broken_reset = luz tras un reinicio en { $at }
device-broken_deadline = { $name } tardó { $took } de { $limit }
device-broken_starts = luz { $times ->
    [one] una vez
   *[other] { $times } veces
    } para { $starts ->
    [one] { $starts } inicio
   *[other] { $starts } inicios
    }
device-broken_cap = { $channel }: { $light } de luz, tope { $cap }
device-broken_count = { $channel }: { $light } de luz, contada { $counted }
device-broken_beginning = { $session }: el registro no empieza una sola vez y en primer lugar
device-broken_end = { $session }: el registro termina dos veces
device-broken_sum = { $session }: una suma registrada bajó
device-broken_record = luz sin registro

device-claim_clash = { $channel } indica { $stated }, pero { $irradiance } durante { $minutes } es { $promised }.
