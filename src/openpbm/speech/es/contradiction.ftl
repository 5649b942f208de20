contradiction-lesser = se encontró { $one } junto a { $other }: los dos no pueden ser ciertos; para la dosis cuenta el menor, { $least } W, y
    para los límites de ojo y pigmento el mayor
contradiction-supply = supply_w = { $watts }
contradiction-plug = { $volts } V x { $amperes } A = { $watts } W
contradiction-energy = { $energy } Wh en { $minutes } min = { $watts } W
contradiction-area = se encontró treated_area_cm2 = { $area } junto a width_mm x height_mm, que son { $sides } cm²: los dos
    no pueden ser ciertos; para la luz cuenta treated_area_cm2, y para el lugar de los LED el ancho y el alto
contradiction-contact = se encontró contact = true junto a standoff_mm = { $standoff }, cuando los LED de un aparato que toca ({ $form })
    están a lo sumo a { $most } mm: los dos no pueden ser ciertos; para la luz cuenta la distancia, para el calor el contacto
contradiction-film = se encontró wet = true (una película lo acopla a la piel) junto a contact = false: los dos no pueden ser ciertos; para
    la luz cuenta la película, y para el calor que nada toca
contradiction-total = se encontró total_claim de { $total } mW/cm² junto a datos de sus canales, que suman { $sum } mW/cm²:
    los dos no pueden ser ciertos; cuenta el dato de cada canal
contradiction-led_count = se encontró led_count = { $own } del canal { $channel } junto a led_count = { $whole } de toda la
    máscara: los dos no pueden ser ciertos; cuenta el del canal
contradiction-readings = se encontró una lectura de { $low } del canal { $channel } junto a otra de { $high }, { $times }
    veces tanta luz: las dos no pueden ser ciertas; ambas cuentan, y la luz está entre ellas
contradiction-reading = { $shown } ({ $region })
contradiction-fed = se encontraron lecturas de { $channels } que requieren { $light } W de luz junto a una alimentación que puede dar como
    muchísimo { $power } W de luz: los dos no pueden ser ciertos; para la dosis cuenta la alimentación, para los límites de ojo y pigmento las lecturas
contradiction-doubt_leds = { $claimed } mW/cm² de { $channels } no puede ser cierto: sus LED dan { $power } W de luz en total, sobre el área
    { $most } mW/cm²
contradiction-doubt_leds_mean = { $claimed } mW/cm² de { $channels } no puede ser cierto como media sobre el área: sus LED dan { $power } W de
    luz en total, como máximo { $most } mW/cm²
contradiction-doubt_supply = { $claimed } mW/cm² de { $channels } no puede ser cierto: su alimentación puede dar como muchísimo { $power } W de
    luz, sobre el área { $most } mW/cm²
contradiction-doubt_supply_mean = { $claimed } mW/cm² de { $channels } no puede ser cierto como media sobre el área: su alimentación puede dar
    como muchísimo { $power } W de luz, como máximo { $most } mW/cm²
contradiction-doubt_plug = { $claimed } mW/cm² de { $channels } parece un desliz de una cifra o de una unidad: todos los LED de una máscara así,
    con el enchufe más potente que acompaña a alguna, dan { $power } W de luz, sobre el área { $most } mW/cm²
contradiction-spectrum_cut = el espectro del canal { $channel } termina en { $nm }, donde aún tiene { $share } de su pico: lo que queda
    más allá no cuenta como luz; por favor, siga midiendo hasta que esté oscuro
contradiction-too_strong = { $light } W de luz { $channels } de todos los LED (power_mw por su número) no puede ser cierto: su alimentación
    puede dar como muchísimo { $power } W de luz
