report_hazard-state_go = Dentro de los límites
report_hazard-state_care = Dentro de los límites, con precaución
report_hazard-state_stop = Limitada
report_hazard-state_unknown = No juzgada
report_hazard-rest = : { $what }
report_hazard-rest_dark = { $planned ->
    [yes] : la irradiancia de { $channels } no está publicada. Un plan comprueba aun así el programa del fabricante, por lo que puede dar la
        alimentación de una máscara así
   *[no] : la irradiancia de { $channels } no está publicada
}
report_hazard-rest_broken = : { $hazard } alcanza su límite { $after } de { $minutes } min{ $eyes ->
    [skin] {" en la piel"}
    [shielded] {" detrás del protector"}
    [bare] , con los ojos abiertos y descubiertos
   *[far] , con los ojos abiertos a la distancia de uso
    }
report_hazard-rest_near = : { $hazards } puede acercarse o rebasarlo dentro de la tolerancia de los picos
report_hazard-rest_group = : no se alcanza ningún límite con la máscara puesta, pero la lámpara es { $group } a 200 mm
report_hazard-rest_none = : no se alcanza ninguno en { $minutes } min
report_hazard-beside_claim = , según la luz declarada; sobre una cara es probablemente { $likely }, en el peor caso { $worst }, de como máximo
    { $limit }

report_hazard-never = nunca
report_hazard-at_once = al instante
report_hazard-after = después de { $time }
report_hazard-after_of = { $after } de { $minutes }
report_hazard-never_reached = Nunca se alcanza.
report_hazard-reached = Se alcanza { $when }.

report_hazard-value = { $value }
report_hazard-value_hangs_on = { $value } (lo que más pesa: { $what })
report_hazard-limit = { $name } es probablemente { $likely }, en el peor caso { $worst }
report_hazard-limit_comma = { $name }, es probablemente { $likely }, en el peor caso { $worst }
report_hazard-limit_keeps = { $told }, de como máximo { $limit }
report_hazard-limit_passes = { $told }, lo que rebasa el límite { $whose ->
    [project] de este proyecto
   *[other] fijado
    } de { $limit } { $after }{ $also ->
    [likely] , igual que el valor probable
   *[worst] {""}
    }
report_hazard-dose_passes = { $limit } rebasa su límite { $after } en el peor caso
report_hazard-dose_reaches = { $limit } alcanza su límite { $after } en el peor caso
report_hazard-warmth = La piel llega probablemente a { $likely }, en el peor caso a { $worst }; el límite es { $limit }
report_hazard-worst_case = Un peor caso es el percentil 95 sobre lo que no se conoce: 95 de cada 100 casos quedan por debajo. El del calor es de
    una estimación que yerra hacia lo caliente; el de los ojos toma el dato como un máximo en la piel, y la luz como pulsada si nadie dice que no lo es.
    Los límites se juzgan por los peores casos.

report_hazard-shield_not_enough = Un protector opaco no basta: también se rebasa { $hazard }.
report_hazard-shield_holds = Detrás de un protector opaco se cumplen todos los límites de las normas.
report_hazard-no_shield = Ante los LED se cumplen todos los límites de las normas con protector y sin él.
report_hazard-no_shield_if_steady = Ante los LED se cumplen todos los límites de las normas con protector y sin él, si su luz es constante:
    si fuera pulsada, lo que nadie descarta, un pulso rebasaría el límite de { $hazards }.
report_hazard-face_passes = Sobre una cara el peor caso, con los ojos descubiertos, rebasa el límite de: { $limits }.
report_hazard-bare_holds = Ante los LED no se alcanza ningún límite con los ojos descubiertos y abiertos.
report_hazard-bare_holds_if_steady = Ante los LED no se alcanza ningún límite con los ojos descubiertos y abiertos, si su luz es constante: si fuera pulsada,
    lo que nadie descarta, un pulso rebasaría el límite de { $hazards }.
report_hazard-bare_broken = { $hazard } alcanza su límite { $when }
report_hazard-bare_broken_early = { $hazard } alcanza su límite { $when }, antes de que termine la sesión
report_hazard-no_goggles = No hace falta densidad óptica para ningún color.
report_hazard-goggles = Las gafas necesitan una densidad óptica de { $densities }.
report_hazard-goggles_for_some = Las gafas necesitan una densidad óptica de { $densities }; ninguna para los demás colores.
report_hazard-density = { $density } a { $peak } ({ $limit })
report_hazard-density_uncounted = ningún límite del ojo cuenta esta luz
report_hazard-density_set_by = { $hazard }, { $clause }

report_hazard-title = { $state }: riesgos de la luz de { $mask } (OpenPBM)
report_hazard-light_hazards = riesgos de la luz
report_hazard-intended = Calculado a partir de irradiancias publicadas o medidas. Esto no es un informe de ensayo: un laboratorio mide, y no se leyeron los
    textos de pago de las normas.
report_hazard-in_short = En resumen
report_hazard-session = Sesión
report_hazard-bare_eyes = Ojos descubiertos
report_hazard-opaque_shield = Protector opaco
report_hazard-goggles_row = Gafas
report_hazard-group = Grupo de riesgo
report_hazard-group_at = { $group } a 200 mm (IEC 62471:2006)
report_hazard-skin = Piel
report_hazard-skin_worst = { $hazard }: { $share } del límite; después manda la temperatura
report_hazard-skin_worst_only = { $hazard }: { $share } del límite; después manda la temperatura, que no se juzgó
report_hazard-warmth_row = Calor
report_hazard-skin_of = En la piel de { $skin }
report_hazard-name_lit = { $name } (solo luz { $channels })
report_hazard-strictest_row = En la piel de tipo { $skin_type }, la más estricta
report_hazard-strictest = En la piel de tipo { $skin_type }: { $told }
report_hazard-worst_case_row = Peor caso
report_hazard-settles = Qué lo aclara
report_hazard-room_for = como máximo { $most } mW/cm² sobre la piel en { $minutes }, con los ojos descubiertos; entonces { $hazard } alcanza su límite

report_hazard-is_safe = ¿Es segura?
report_hazard-as_worn = { $shield ->
    [opaque] Puesta, detrás del protector opaco de la propia máscara
   *[none] Puesta, con los ojos abiertos, sin protector
    }. Los límites más usados van primero; «picos desviados» es el mismo límite cuando las longitudes de onda están en el peor extremo de su tolerancia.
report_hazard-named = { $hazard }, { $whose }
report_hazard-times = { $times } veces
report_hazard-times_limit = { $times } veces el límite
report_hazard-share_of_limit = { $share } del límite
report_hazard-peaks_off = Picos desviados: { $share }.
report_hazard-every = Todos los riesgos, valor frente a límite
report_hazard-every_see = Con la máscara puesta el campo de visión suele ser menor que un LED, así que cuenta toda su radiancia. Un ojo no puede enfocar ahí,
    así que la imagen verdadera es más apagada: estos valores son cotas superiores. { $shield }
report_hazard-group_see = El grupo más bajo cuyo límite se cumple con el campo de visión y el tiempo de ese grupo; el aparato tiene el más alto de sus
    riesgos y modos. Exento a 200 mm no significa exento cuando se lleva puesta.
report_hazard-room = Cuánta luz se permitiría
report_hazard-room_known = Cada color por separado; juntos comparten estos límites. El calentamiento de la piel en una sesión entera limita mucho antes;
    se juzga en un plan, no aquí.
report_hazard-room_unknown = La irradiancia no se conoce, pero sí cuánta puede haber. Una lectura por encima limitaría la sesión sin
    protector. El calentamiento de la piel en una sesión entera limita mucho antes; se juzga en un plan, no aquí.
report_hazard-goggles_see = Una densidad de 1 deja pasar una décima parte, de 2 una centésima. Valor entre límite en el peor lugar de un ojo abierto ante los LED, y sobre una cara en el peor caso, como
    potencia de diez, redondeado hacia arriba a 0,1; los colores que comparten un límite toman partes iguales de él. Es la densidad en toda la línea de ese color, no un
    color del cristal.
report_hazard-which_standards = Qué normas hablan de ella
report_hazard-standard = { $standard } { $answer }: { $why }. Pide { $asks }.
report_hazard-standard_source = { $status }: { $source }
report_hazard-spectra = Espectros frente a las funciones de ponderación
report_hazard-spectra_see = Espectros con su pico en 1, funciones tal como se publicaron, una escala logarítmica. S ultravioleta actínico, B luz
    azul, A luz azul para un ojo sin su cristalino, R calentamiento de la retina, IR infrarrojo en córnea y cristalino.
report_hazard-panel_blue = Ultravioleta y azul.
report_hazard-panel_blue_see = La luz bajo una curva cuenta según la altura de la curva. Lo que queda a la izquierda de 400 nm es ultravioleta cercano, por débil
    que sea.
report_hazard-panel_heat = Calentamiento de la retina e infrarrojo.
report_hazard-panel_heat_see = R de IEC 62471 tiene su máximo en 10, R de ICNIRP 2013 en 1: cada una se usa con sus propios límites. El infrarrojo cuenta entero
    desde 780 nm según IEC, por 0,3 hasta 1000 nm según ICNIRP.
report_hazard-open = Lo que no se pudo juzgar, y qué medición lo aclara
report_hazard-no_verdict = sin ello no hay veredicto
report_hazard-taken = Se tomó: { $what }.
report_hazard-settled_by = Lo aclara: { $what }.
report_hazard-gap_temperature = Temperatura de la piel
report_hazard-gap_temperature_taken = nada. Más allá de 10 s los límites de la piel son temperaturas
report_hazard-gap_temperature_settles = un sensor entre la piel y la máscara durante una sesión entera
report_hazard-gap_standards = Las propias normas
report_hazard-gap_standards_taken = transcripciones secundarias, cada una con su dirección abajo
report_hazard-gap_standards_settles = IEC 62471:2006 e ICNIRP 2013 leídas enteras
report_hazard-computed_with = Con qué se calculó
report_hazard-computed_with_see = La máscara es un disco plano con una retícula cuadrada de LED, cada uno un disco; si sus LED están publicados, están
    donde se indica. Irradiancia en el ojo: en el peor lugar bajo cada LED, sobre una abertura de 7 mm. Radiancia: la de un LED, promediada sobre
    el campo de visión en su peor lugar. IEC 62471:2006 e ICNIRP 2013 conservan sus propios pesos y constantes; cuenta la más estricta. No
    se cuenta con ningún protector que no se nombre.
report_hazard-limits_read = Límites y dónde se leyeron
report_hazard-clause = { $clause } ({ $status })
report_hazard-link_verdict = Veredicto
report_hazard-link_room = Margen
report_hazard-link_standards = Normas
report_hazard-link_spectra = Espectros
report_hazard-link_open = No juzgado

report_hazard-on_skin = sobre la piel
report_hazard-at_distance = a { $distance }
report_hazard-at_eye = en el ojo, a { $distance } de los LED
report_hazard-table_worn = { $place }, abierto, sin protector
report_hazard-table_far = { $place }, alguien que mira la máscara encendida
report_hazard-table_apart = Se muestra, pero no vale para todos o no es un límite de una norma
report_hazard-only_for = { $hazard } ({ $who })
report_hazard-group_table = Grupos de riesgo a 200 mm, según IEC 62471:2006 tabla 6.1
report_hazard-band_table = Las mismas bandas con la máscara puesta, que no son un grupo formal
report_hazard-of = { $value } de { $limit }
report_hazard-hemisphere = hemisferio
report_hazard-goggle_table = Densidad óptica que necesitan las gafas, todos los colores encendidos, ojos abiertos con la máscara puesta, { $minutes } min
report_hazard-none_needed = no hace falta
report_hazard-room_table = Irradiancia sobre la piel que puede tener cada color por separado, ojos descubiertos, { $minutes } min
report_hazard-weight_table = Peso efectivo de cada espectro
report_hazard-weight_S_uv = S, ultravioleta actínico
report_hazard-weight_UVA = parte en 315-400 nm
report_hazard-weight_B_iec62471 = B, IEC
report_hazard-weight_B_icnirp2013 = B, ICNIRP
report_hazard-weight_A_icnirp2013 = A, sin cristalino
report_hazard-weight_R_iec62471 = R, IEC
report_hazard-weight_R_icnirp2013 = R, ICNIRP
report_hazard-weight_WIR_iec62471 = infrarrojo, IEC
report_hazard-weight_WIR_icnirp2013 = infrarrojo, ICNIRP
report_hazard-input_disc = Disco emisor de un LED
report_hazard-input_pitch = De LED a LED
report_hazard-input_radius = Radio del disco iluminado
report_hazard-input_eye = De los LED al ojo durante el uso
report_hazard-input_uneven = Peor lugar de ahí entre la media
report_hazard-input_opening = Abertura ante el ojo
report_hazard-mm_radius = { $length } mm de radio
report_hazard-unknown_spectrum = no se conoce, espectro medido
report_hazard-unknown_line = no se conoce, { $width } nm de ancho
report_hazard-known_spectrum = { $irradiance } mW/cm² sobre la piel, espectro medido
report_hazard-known_line = { $irradiance } mW/cm² sobre la piel, { $width } nm de ancho
report_hazard-head_hazard = Riesgo
report_hazard-head_value = Valor
report_hazard-head_limit = Límite
report_hazard-head_ratio = Razón
report_hazard-head_clause = Cláusula
report_hazard-head_reached = Límite alcanzado
report_hazard-head_peaks_off = Picos desviados
report_hazard-head_status = Estado
report_hazard-head_quantity = Magnitud, peso, visión
report_hazard-head_group = Grupo
report_hazard-head_fields = Campos
report_hazard-head_colour = Color
report_hazard-head_density = Densidad óptica
report_hazard-head_set_by = Fijada por
report_hazard-head_most = Como máximo
report_hazard-head_first = Primer límite
report_hazard-head_function = Función
report_hazard-head_input = Magnitud
