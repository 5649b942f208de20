file-field = campo { $field }
file-field_entry = campo { $field } (entrada { $entry })
file-no_such = { $path }: no se encontró ese archivo; se esperaba un archivo
file-no_such_near = { $path }: no se encontró ese archivo{ $near }
file-no_way_to_read = { $path }: no se encontró modo de leerlo ({ $why }); se esperaba un archivo
file-one_of = uno de { $known }{ $near }
file-unknown_field = campo { $field }: se encontró un campo desconocido; se esperaba { $expected }
file-wrong_field = campo { $field }: se encontró { $found }; se esperaba { $expected }
file-long_number = un número de más de 15 cifras
file-number = { $kind ->
    [whole] un número entero
   *[any] un número
}
file-number_above = { $kind ->
    [whole] un número entero mayor que { $low }
   *[any] un número mayor que { $low }
}
file-number_above_to = { $kind ->
    [whole] un número entero mayor que { $low } y hasta { $high }
   *[any] un número mayor que { $low } y hasta { $high }
}
file-number_from = { $kind ->
    [whole] un número entero de { $low } o más
   *[any] un número de { $low } o más
}
file-number_from_to = { $kind ->
    [whole] un número entero de { $low } a { $high }
   *[any] un número de { $low } a { $high }
}
file-packed_array = una matriz empaquetada: shape, dtype, zlib_base64
file-a_fact = un hecho: id, gaps, aspect
file-decimal_comma = se encontró { $found }; se esperaba un punto decimal: { $right }

file-no_file-folder = { $path }: se encontró una carpeta; se esperaba un archivo
file-no_file-pipe = { $path }: se encontró una tubería (FIFO); se esperaba un archivo
file-no_file-socket = { $path }: se encontró un socket; se esperaba un archivo
file-no_file-device = { $path }: se encontró un dispositivo; se esperaba un archivo
file-no_file-other = { $path }: se encontró algo que no es un archivo; se esperaba un archivo
file-no_table-archive = { $where }: se encontró una hoja de cálculo o un archivo comprimido; se esperaba una tabla como texto: guárdela como CSV
file-no_table-pdf = { $where }: se encontró un archivo PDF; se esperaba una tabla como texto: guárdela como CSV
file-cut_letter = { $where }: línea { $line }: se encontró texto cortado dentro de una letra; se esperaba texto completo

-folder = una carpeta en la que se pueda escribir
file-folder_is_file = { $folder }: se encontró un archivo; se esperaba { -folder } (--out)
file-not_regular = { $path }: no es un archivo normal (es una carpeta, un dispositivo, una tubería o un socket); se esperaba el nombre de un archivo que escribir
file-folder_closed = { $folder }: no se encontró manera de escribir ahí ({ $why }); se esperaba { -folder }
file-folder_not_made = { $folder }: no se encontró manera de crearla ({ $why }); se esperaba { -folder }
file-left_open = { $path }: no se encontró manera de cerrarlo a otros usuarios de esta máquina
file-folder_left_open = { $folder }: otros usuarios de esta máquina pueden mirar en esta carpeta, pues contiene también otras
    cosas; lo que OpenPBM guarda en ella está cerrado para ellos

-power_form = se esperaba una columna con la longitud de onda en nm y otra con la potencia, como "wavelength_nm,power"
    (separadas por comas, puntos y comas o tabuladores)
file-spectrum_no_rows = no se encontraron filas de números; { -power_form }
file-spectrum_no_titles = se encontró una tabla sin títulos; { -power_form }
file-spectrum_columns = se encontraron las columnas { $titles }; { -power_form }
-reflectance_form = se esperaban columnas "wavelength_nm,reflectance", o una fila por lectura y una columna por longitud de onda
    ("name,400nm,410nm,...")
file-reflectance_form = { $problem }; { -reflectance_form }
file-reflectance_columns = { $where }: línea { $line }: se encontraron las columnas { $titles }; { -reflectance_form }
file-colours_alone = { $where }: línea { $line }: se encontraron colores (L*, a*, b*) y ningún espectro; se esperaba una reflectancia por
    longitudes de onda, o los tres números en 'openpbm skin from-lab L A B' con --illuminant y --observer
file-reflectance_no_titles = { $where }: se encontraron columnas sin títulos; { -reflectance_form }
file-no_share = { $where }: línea { $line }: se encontró una reflectancia de { $found }; se esperaba más de 0 y menos de 1 (o más de 0 y menos de 100 %)
file-no_value = Omitidos, pues no tienen valor: { $nm } nm.
file-no_value_more = Omitidos, pues no tienen valor: { $nm } y { $more } nm más.
file-read_as_percent = Los valores por encima de 1,5 se leyeron como porcentaje.
file-beyond_tables = Omitidos, pues las tablas terminan: { $count } fuera de { $low } a { $high } nm.
file-averaged = Un punto cada { $fine } nm se promedió a uno cada { $coarse } nm.
file-scatter = Los puntos se dispersan { $noise } en torno a sus vecinos; se cuenta como ruido.
file-gap = Hueco de { $low } a { $high } nm: ahí no se supone nada.
file-beyond_faces = Más allá de { $nm } nm el modelo no se comparó con caras medidas.
file-no_oxygen = La saturación de oxígeno se ajustó a la vez como algo desconocido: un espectro de reflectancia no la distingue
    del resto, así que no es un hallazgo y no figura en este archivo.

-habit = se esperaba "none", "unknown", una lista de tablas, o una costumbre en una línea, como "3 a week since March" o "10
    minutes 5 times a week since 2026-09-01, red, 20 J/cm2"; varias costumbres separadas por ;
file-habit = se encontró "{ $found }"; { -habit }
file-habit_no_day = se encontró "{ $found }", que no es un día; { -habit }
file-habit_year = se encontró el año { $year }; { -habit }
file-light-neither = campo { $field } (entrada { $entry }): no se encontró ninguno de los dos; se esperaba exactamente uno de band y
    wavelength_nm
file-light-both = campo { $field } (entrada { $entry }): se encontraron los dos; se esperaba exactamente uno de band y wavelength_nm

file-the_mask_file = el archivo de máscara
file-the_maker_as_read = el fabricante, según lo leyó el dueño
file-mask-neither = campo mask: no se encontró ni id ni file; se esperaba exactamente uno de los dos
file-mask-both = campo mask: se encontraron id y file; se esperaba exactamente uno de los dos
file-claim_disagrees = { $field }: se encontró { $found } J/cm2, pero irradiance_mw_cm2 = { $irradiance } durante la sesión más
    corta de { $minutes } min da { $gives } J/cm2; se esperaba que los dos coincidieran dentro de un 10 %

file-lumens = luminous_flux_lm, los lúmenes de un LED, junto a peak_nm
file-lumens_are = luminous_flux_lm = { $number } ({ $number } lm a { $nm } nm son { $power } mW de luz)
file-lumens_unseen = power_mw: un ojo apenas ve { $nm } nm, así que los lúmenes no dicen su potencia; la dice el flujo radiante de
    la hoja de datos
file-photons = photon_flux_umol_s, los fotones de un LED, junto a peak_nm
file-photons_are = photon_flux_umol_s = { $number } ({ $number } umol/s a { $nm } nm son { $power } mW de luz)
file-photons_need_nm = irradiance_mw_cm2: los fotones dicen su energía solo junto a una longitud de onda (peak_nm)
file-par_ends = irradiance_mw_cm2: los medidores PAR no cuentan luz más allá de { $nm } nm; un medidor de potencia lo aclara
file-lux_need_nm = irradiance_mw_cm2: los lux dicen lo brillante que se ve la luz, lo que depende de su longitud de onda; un medidor de
    potencia lo aclara
file-lux_unseen = irradiance_mw_cm2: un ojo apenas ve { $nm } nm, así que los lux no dicen su potencia; un medidor de potencia
    sí
file-intensity = power_mw o luminous_flux_lm, el flujo de un LED: una intensidad (candela, mW/sr) es su luz en una sola
    dirección
file-as_irradiance = irradiance_mw_cm2 (a { $nm } nm { $each } { $unit } son 1 mW/cm2)
file-as_irradiance_so = irradiance_mw_cm2 (a { $nm } nm { $each } { $unit } son 1 mW/cm2, así que
    irradiance_mw_cm2 = { $value })
file-angle = viewing_angle_deg para un ángulo completo, o half_angle_deg para uno desde el eje
file-angle_is = viewing_angle_deg = { $number } para un ángulo completo, o half_angle_deg = { $number } para uno desde el eje

-as_written = se esperaba el archivo como lo escribió 'openpbm plan': haga el plan de nuevo
file-plan_other_values = { $where }: campo { $field }: se encontraron otros valores que en el resto del plan; { -as_written }
file-plan_nothing = { $where }: campo { $field }: no se encontró nada; { -as_written }
file-plan_session = { $where }: campo session: se encontró uno que no concuerda con el estado "{ $status }"; { -as_written }
file-plan_unlike = { $problem }. Puede haberlo escrito otra versión de OpenPBM: haga el plan de nuevo
file-plan_value = { $where }: campo { $field }: se encontró un valor; { -as_written }

file-schema_of = Un archivo de OpenPBM de tipo { $kind }
file-schema_plan = Un plan de OpenPBM
file-schema_stack = Un conjunto de capas para openpbm fluence, o una lista de ellos
file-schema_table = La tabla { $name } de OpenPBM
file-claim_channel = campo mask.claims.channel (entrada { $entry }): se encontró "{ $found }"; se esperaba un canal de { $mask }: { $ids }
file-claim_twice = campo mask.claims (entrada { $entry }): se encontró una segunda cifra de la misma luz; se esperaba una
file-reading_mask = { $file }: campo mask: se encontró "{ $found }"; se esperaba { $mask }
file-reading_channel = { $file }: campo readings.channel (entrada { $entry }): se encontró "{ $found }"; se esperaba uno de { $ids }
file-share_none = { $file }: no se encontró ninguna hoja entregada; se esperaba la página que alguien guardó desde «Compartir» en OpenPBM
file-share_version = { $file }: se encontró una hoja de la versión { $found }; se esperaba una de este OpenPBM: pídala otra vez, o use un OpenPBM más reciente
file-share_changed = { $file }: la hoja se cambió después de hacerla, aunque solo fuera por un navegador que la guardó de nuevo; pida el archivo mismo a quien la envió
file-share_to_come = { $file }: la hoja se hizo el { $made }, y según esta máquina hoy es { $today }; ponga bien su reloj, o pida una nueva a quien la envió
file-share_over = { $file }: la hoja valía hasta el { $until }; pida una nueva a quien la envió

file-device_twice = se encontró un segundo aparato llamado "{ $name }"; se esperaba otro nombre, o cambie el que ya está
file-device_in_use = "{ $name }" está dado a { $people }; deles antes otra máscara
file-device_gone = ya no se encontró el aparato de la casa que tiene esta persona; se esperaba uno: elija una máscara
file-house_half = { $file }: se encontró media letra; se esperaban letras enteras
file-house_kind = { $file }: no se encontró un archivo de la clase "{ $kind }"; se esperaba uno escrito por OpenPBM
file-house_version = { $file }: se encontró la versión "{ $found }"; se esperaba "{ $expected }": use el OpenPBM que lo escribió
file-protocol_goal = se encontró el objetivo "{ $found }"; se esperaba un id de la tabla de objetivos, como "acne"
file-protocol_hidden = se encontraron letras ocultas en "{ $found }"; se esperaba un nombre que se vea entero
file-protocol_unnamed = se encontró un nombre de espacios; se esperaba uno que se pueda leer
file-protocol_region = se encontró la zona de la cara "{ $found }"; se esperaba una de la cara, como "chin", una vez
file-protocol_twice = se encontró un segundo protocolo llamado "{ $name }"; se esperaba otro nombre, o una versión nueva del que ya está
file-protocol_past = se encontró otro pasado de "{ $name }"; se esperaban sus versiones como eran, y una nueva detrás de ellas
file-protocol_in_use = { $people } tienen un plan o respuestas según "{ $name }"; elija antes otro protocolo para ellos
file-protocol_no_mask = ninguna máscara
file-protocol_zone = el protocolo pide la zona "{ $zone }", que { $mask } no tiene; { $count ->
    [0] se esperaba un aparato con zonas: elíjalo antes
   *[other] se esperaba una de { $has }
}
file-protocol_outside = el protocolo pide la parte de la cara "{ $region }" en la zona "{ $zone }", donde no está; se esperaban partes de esa zona
