# Un lote de máscaras tal como se fabrican.

## El archivo

tolerance-no_light = máscara { $mask }: no hay ninguna cifra de su luz ({ $channels }); se esperaba una máscara con un valor declarado, una lectura o la potencia de sus LED
tolerance-channel = { $file }: campo limit.channel: se encontró "{ $found }"; se esperaba uno de { $known }
tolerance-no_bound = { $file }: límite de { $limit }: no hay low ni high; se esperaba al menos uno de ellos
tolerance-twice = { $file }: límite de { $limit }: se encontró dos veces; se esperaba uno, con low y high
tolerance-crossed = { $file }: límite de { $limit }: low está por encima de high; se esperaba el número menor en low
tolerance-below_one = { $field } = { $found } es menos de uno por ciento; si se quiere decir una parte de { $found }, escriba { $field } = { $percent }
tolerance-evenness = { $file }: límite de { $limit }: se encontró { $found }; se esperaba una parte, de 0 a 1
tolerance-expected-percent = un número en tanto por ciento (20 para un quinto), 0 donde nada varía, como mucho 60
tolerance-expected-driver = un número en tanto por ciento (4 para uno de cada 25), 0 donde nada varía, como mucho 30
tolerance-expected-size = un número en la unidad de su nombre, 0 donde nada varía, como mucho 50
tolerance-expected-placing = un número en milímetros, 0 donde nada varía, como mucho 5
tolerance-expected-channel = el id de un canal de la máscara, entre comillas
tolerance-expected-quantity = irradiance_mw_cm2, hottest_mw_cm2, evenness, peak_nm o total_mw
tolerance-expected-bound = un número de 0 a 1000000000 en la unidad de la magnitud
tolerance-expected-made = un número entero de máscaras, de 16 a 100000
tolerance-expected-seed = un número entero desde 0, como 1
tolerance-expected-tolerance = una tabla [tolerance]
tolerance-expected-limit = un [[limit]] con channel, quantity y low o high por cada límite
tolerance-expected-line = una tabla [line] con meter_sd_percent y spectrometer_sd_nm

## Lo que se dice

tolerance-yield = { $made ->
    [one] { $made } máscara fabricada
   *[other] { $made } máscaras fabricadas
    }: { $share } cumplen todos los límites (5 a 95 %: { $low } a { $high })
tolerance-limit = { $limit }: lo cumplen { $share } ({ $low } a { $high })
tolerance-driver = { $name }: si fuera perfecta, { $share } cumplirían todos los límites, un cambio del { $gain } del lote ({ $gain_low } a { $gain_high }); su mayor parte de una dispersión es { $most } ({ $most_low } a { $most_high })
tolerance-alike = Con este lote no se distingue qué se ganaría con unas u otras: { $names }
tolerance-without_gain = No se muestra ganancia alguna con: { $names }
tolerance-no_drivers = Ninguna tolerancia es mayor que 0: cada máscara es como debe ser.
tolerance-test_by_itself = { $limit }: un ensayo de { $test } detiene { $stops } ({ $stops_low } a { $stops_high }) de las malas y deja pasar { $lets } ({ $lets_low } a { $lets_high }) de las buenas
tolerance-test_like_first = { $limit }: un ensayo de { $test } detiene { $stops } ({ $stops_low } a { $stops_high }) de las malas y deja pasar { $lets } ({ $lets_low } a { $lets_high }) de las buenas; el lote no lo distingue del primero
tolerance-test_not_shown = { $limit }: no se ha mostrado que un ensayo de { $test } sirva: detiene { $stops } ({ $stops_low } a { $stops_high }) de las malas y deja pasar { $lets } ({ $lets_low } a { $lets_high }) de las buenas
tolerance-none_works = { $limit }: no se ha mostrado que ningún ensayo sirva: una moneda al aire puede acertar igual
tolerance-tests_judged = Una mitad del lote eligió cada ventana y el orden; la otra mitad los juzgó. Se ha mostrado que un ensayo sirve cuando cada mitad por sí sola da por seguro (99 % para los tres juntos) que acierta más que una moneda al aire; esos ensayos van primero.
tolerance-no_tests = Ningún límite distingue las máscaras de este lote, así que ningún ensayo tiene nada que encontrar.
tolerance-written = Escrito: { $data }, { $picture }
tolerance-at_most = { $channel }, { $quantity }: como mucho { $most }
tolerance-at_least = { $channel }, { $quantity }: al menos { $least }
tolerance-between = { $channel }, { $quantity }: de { $least } a { $most }
tolerance-picture = máscaras que cumplen todos los límites
tolerance-axis = si esta tolerancia fuera perfecta; líneas: 5 a 95 %
tolerance-as_made = tal como se fabrican
tolerance-name_led_flux_bin_percent = clase de flujo de los LED
tolerance-name_led_peak_bin_nm = clase de longitud de onda de los LED
tolerance-name_placing_sd_mm = colocación de los LED
tolerance-name_standoff_sd_mm = distancia a la piel
tolerance-name_driver_sd_percent = alimentación
tolerance-name_ageing_percent = envejecimiento
tolerance-name_temperature_sd_k = temperatura
tolerance-quantity_irradiance_mw_cm2 = irradiancia media
tolerance-quantity_hottest_mw_cm2 = los 3,5 mm más intensos
tolerance-quantity_evenness = uniformidad
tolerance-quantity_peak_nm = longitud de onda de pico
tolerance-quantity_total_mw = flujo total
