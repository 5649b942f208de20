# Archivos del oficio: lo que guardan los instrumentos y los programas de placas.

trade-is = { $file }: { $form }
trade-form_uprtek = espectro de un medidor UPRtek
trade-form_sekonic = espectro de un medidor Sekonic
trade-form_tm27 = espectro en IES TM-27 (SPDX)
trade-form_tm33 = espectro en IES TM-33 (XML)
trade-form_ocean = espectro de un programa del tipo Ocean
trade-form_luox = espectros para luox: longitudes de onda y luego un espectro por columna
trade-form_columns = espectro en una tabla de columnas
trade-form_cgats = reflectancia en CGATS.17
trade-form_wide = reflectancia en una tabla ancha, una columna por longitud de onda
trade-form_reflectance = reflectancia en una tabla de columnas
trade-form_tm27_skin = reflectancia en IES TM-27 (SPDX)
trade-form_lm63 = intensidad por ángulo en IES LM-63
trade-form_eulumdat = intensidad por ángulo en EULUMDAT
trade-form_tm33_beam = intensidad por ángulo en IES TM-33 (XML)
trade-form_kicad_pcb = lugares de las piezas en una placa de KiCad
trade-form_kicad_pos = lugares de las piezas en el archivo de posiciones de KiCad
trade-form_pick = lugares de las piezas en una lista de montaje
trade-form_places = lugares de los LED en el marco de la cara
trade-family_light = el espectro de una luz
trade-family_angle = una intensidad por ángulo, como .ies o .ldt
trade-family_place = lugares de piezas, como .pos o una lista de montaje

trade-told_quantity = Magnitud: { $quantity }.
trade-quantity_unsaid = no indicada
trade-quantity_irradiance = irradiancia
trade-quantity_radiance = radiancia
trade-quantity_flux = flujo
trade-quantity_intensity = intensidad
trade-quantity_exitance = exitancia
trade-quantity_relative = relativa
trade-quantity_photons = fotones
trade-quantity_counts = cuentas de un detector
trade-told_column = Se llama: { $found }.
trade-told_unit = Unidad, como la indica el archivo: { $found }.
trade-told_no_unit = El archivo no indica ninguna unidad: cuenta la forma del espectro, no su fuerza.
trade-told_range = De { $low } a { $high } nm en pasos de { $step } nm, { $count } valores.
trade-told_uneven = De { $low } a { $high } nm en pasos desiguales, { $count } valores.
trade-told_peak = Máximo en { $peak } nm; el 95 % de la luz está entre { $low } y { $high } nm.
trade-told_noise = Ruido de oscuridad: { $count } valores están por debajo de cero, el menor { $least }; no cuentan como luz.
trade-told_photons = Los fotones se convierten en energía por su longitud de onda.
trade-told_lamp = Lámpara: { $found }.
trade-told_planes = { $planes ->
    [one] { $planes } plano
   *[other] { $planes } planos
    } en torno al eje, { $angles } ángulos hasta { $last } grados.
trade-told_flux = En { $unit }; en todas las direcciones juntas { $flux } { $of }.
trade-told_lumens = Lúmenes de las lámparas, como se indican: { $lumens }.
trade-told_by_eye = Las candelas son luz como la ve un ojo: dan la forma del haz y ninguna potencia en W.
trade-told_beam = La intensidad cae a la mitad a { $measured } grados del eje; una máscara calcula con half_angle_deg = { $half }.
trade-told_no_beam = Ningún haz para una máscara: { $why }.
trade-told_parts = { $parts ->
    [one] { $parts } pieza
   *[other] { $parts } piezas
    }: { $kinds }.
trade-told_sides = En la cara superior { $top }, en la inferior { $bottom }.
trade-told_size = Escrito en { $unit }; ocupan { $wide } por { $high } mm.
trade-told_places = { $count ->
    [one] { $count } LED
   *[other] { $count } LED
    } con sus direcciones, en mm.
trade-told_skin = { $count } valores de { $low } a { $high } nm.
trade-told_instrument = El archivo dice: { $found }.
trade-told_no_spectrum = Ningún espectro para una máscara: { $why }.
trade-use_in_mask = En un archivo de máscara, bajo [[channels]]:
trade-use_stated = Un archivo de máscara no admite que se le diga la forma: leería este archivo como otra, o no lo leería.
trade-use_skin = Para ver una página: openpbm skin fit { $found }
trade-use_in_person = En un archivo de persona, bajo [person]:
trade-skin_to_fill = { $count ->
    [one] Una cosa no se indica en el archivo: ponga la suya en lugar de los puntos (...).
   *[other] { $count } cosas no se indican en el archivo: ponga las suyas en lugar de los puntos (...).
    }
trade-use_skin_geometry = geometry: sphere (d/8) o contact (0/45, 45/0).
trade-use_skin_specular = specular: included (SCI) o excluded (SCE, y toda la que sea contact).
trade-use_skin_aperture_mm = aperture_mm: el diámetro de lo que se mide, en mm, como 8.

trade-beam_off_axis = se encontró la mayor luz a { $at } grados del eje; se esperaba en el eje
trade-beam_too_short = se encontraron ángulos hasta { $last } grados, donde la luz no ha caído a la mitad; se esperaban más
trade-beam_behind = se encontró un { $share } % de la luz hacia atrás; se esperaba como mucho un 5 %
trade-beam_not_round = se encontraron semiángulos de { $narrow } a { $wide } grados en distintos planos; se esperaban iguales
    salvo un 25 %
trade-beam_no_power = se encontró luz que cae a la mitad a { $half } grados, mientras que su máximo frente al total es el de
    un haz de { $peak }; se esperaban iguales salvo un 25 %

trade-fault = { $where }: línea { $line }: { $what }
trade-fault_whole = { $where }: { $what }
trade-unknown = no se encontró ninguna tabla de números ni la marca de una forma conocida; se esperaba una de las formas de --as
trade-no_form = --as: se encontró "{ $found }"; se esperaba una de { $known }
trade-other_family = se encontró: { $form }; se esperaba { $wanted }
trade-not_written = se encontró: { $form }, que no se escribe; se esperaba un espectro, una intensidad por ángulo o piezas de
    una placa
trade-over = --to: se encontró { $file }, el archivo que se lee; se esperaba otro nombre
trade-no_ending = se encontró otra terminación; se esperaba { $endings }
trade-no_number = se encontró "{ $found }"; se esperaba un número con punto decimal
trade-no_column = no se encontró una sola columna "{ $found }"; se esperaba una de { $columns }
trade-which_power = se encontraron varias columnas de potencia ({ $columns }); se esperaba que se nombrara una: --column NAME, o
    spectrum_column en un archivo de máscara
trade-not_light = se encontró "{ $found }", { $kind ->
    [logarithm] un logaritmo; se esperaba potencia lineal: conviértalo antes, 10 elevado a dB / 10, o a log10
    [absorbance] una absorbancia; se esperaba la luz de una lámpara, como irradiancia en W/m2/nm
    [transmittance] una transmitancia; se esperaba la luz de una lámpara, como irradiancia en W/m2/nm
    [reflectance] una reflectancia; se esperaba la luz de una lámpara, como irradiancia en W/m2/nm
    [temperature] una temperatura; se esperaba la luz de una lámpara, como irradiancia en W/m2/nm
    [response] una respuesta o un rendimiento; se esperaba la luz de una lámpara, como irradiancia en W/m2/nm
    [eye] luz como la ve un ojo; se esperaba potencia, irradiancia o fotones en cada longitud de onda, como W/m2/nm
    [spread] una incertidumbre; se esperaban los valores mismos, como irradiancia en W/m2/nm
   *[axis] un eje de longitudes de onda; se esperaba a su lado una columna de luz, como irradiancia en W/m2/nm
    }
trade-unit_unknown = se encontró "{ $found }" con "{ $unit }" donde va una unidad; se esperaba en su lugar una unidad de luz, como
    W/m2/nm, mW, umol/m2/s, counts o a.u., o ninguna si no es una unidad
trade-share_unnamed = se encontró "{ $found }", una parte que no dice de qué; se esperaba un título que lo diga, como
    "Relative power (%)"
trade-not_skin = se encontró "{ $found }"; se esperaba la parte de la luz que vuelve, tal cual: una reflectancia en % o como número de 0 a 1
trade-few = se encontraron { $found } longitudes de onda; se esperaban al menos tres, cada una con un valor
trade-no_nanometres = se encontró una longitud de onda de { $found }; se esperaban nanómetros, de 150 a 5000, en la columna de
    longitudes de onda
trade-not_rising = se encontró { $found } nm después de { $before } nm; se esperaban longitudes de onda que deben crecer de fila en
    fila
trade-counts = se encontraron cuentas con luz de { $low } a { $high } nm; se esperaba potencia o irradiancia, que el programa del
    espectrómetro da una vez calibrado: un detector cuenta de forma desigual colores muy separados
trade-no_power = no se encontró potencia mayor que cero (hasta { $least }); se esperaba la luz de un canal
trade-below_zero = se encontraron potencias hasta { $least } junto a un máximo de { $peak }, y un { $share } % de la luz por debajo de cero; se
    esperaban valores negativos de como mucho un { $one } % y un { $all } %, como los deja el ruido de oscuridad: mida de nuevo la oscuridad
trade-no_light = se encontró "{ $found }" como magnitud; se esperaba una luz: flux, irradiance, radiance, intensity, exitance o
    relative
trade-handheld_rows = no se encontró ningún espectro; se esperaban líneas como las escribe un medidor de { $maker }, una por
    longitud de onda
trade-handheld_order = se encontraron filas que no forman un espectro; se esperaba cada longitud de onda una vez y en aumento, como las escribe el medidor { $maker }
trade-cut = el espectro termina en { $last } nm; se esperaba que siguiera hasta { $wanted } nm: el archivo está cortado
trade-ocean_mark = no se encontró la línea ">>>>>Begin Spectral Data<<<<<"; se esperaba encima de los números
trade-ocean_axis = se encontró "{ $found }" como eje; se esperaba Wavelengths
trade-ocean_cut = se encontraron { $found } puntos; se esperaban { $wanted }, como cuenta la cabecera: el archivo está cortado
trade-xml_large = se encontraron elementos demasiado anidados o demasiados; se esperaba un archivo de una lámpara
trade-xml_dtd = se encontró un DOCTYPE o una entidad; se esperaba XML sin ellos
trade-xml_broken = se encontró XML roto ({ $why }); se esperaba un archivo completo
trade-xml_letters = se encontraron letras de un tipo desconocido; se esperaba XML en UTF-8 o UTF-16
trade-xml_root = se encontró <{ $found }>; se esperaba <{ $form }>
trade-xml_no_points = no se encontró ningún <SpectralData>; se esperaba uno por longitud de onda
trade-tm33_no_spectrum = no se encontró ningún espectro en un <Emitter>; se esperaba <SpectralData>, o <Wavelengths> y <Values>
trade-tm33_counts = se encontraron { $nm } longitudes de onda y { $values } valores; se esperaban tantas como valores
trade-tm33_no_intensity = no se encontró ninguna intensidad en un <Emitter>; se esperaba <IntData h="..." v="...">
trade-tm33_metric = se encontró "{ $found }" como lo medido; se esperaba Luminous, Radiant o Photon
trade-tm33_lost = no se encontró nada para h = { $plane }, v = { $angle }; se esperaba cada ángulo en cada plano
trade-cgats_mark = no se encontró la línea { $found }; se esperaban las cuatro marcas de CGATS: el archivo está cortado
trade-cgats_count = se encontró { $name } { $stated }; se esperaba { $found }, como hay
trade-cgats_row = se encontraron { $found } celdas; se esperaban { $wanted }, una por campo
trade-angles_back = se encontró un ángulo de { $found } después de { $before } grados; se esperaban ángulos crecientes
trade-angle = se encontró un ángulo de { $found } grados; se esperaba de 0 a { $most }
trade-planes = se encontraron planos de { $found } grados; se esperaba solo 0, de 0 a 90, de 0 a 180, de 90 a 270 o de 0 a 360
trade-negative = se encontró una intensidad por debajo de cero; no se esperaba ninguna: mida de nuevo la oscuridad
trade-dark = no se encontró luz en ninguna dirección; se esperaba una intensidad mayor que cero
trade-more_light = se encontraron { $found } lm en todas las direcciones; se esperaban como mucho los { $stated } lm que indica el
    archivo
trade-lm63_no_tilt = no se encontró la línea TILT=; se esperaba una, como TILT=NONE, entre las palabras clave y los números
trade-lm63_tilt = se encontró TILT={ $found }; se esperaba TILT=NONE o TILT=INCLUDE
trade-lm63_cut = se encontraron { $found } números; se esperaban { $wanted } de { $part ->
    [head] la línea de cuentas
    [tilt] la inclinación
    [vertical] los ángulos verticales
    [horizontal] los ángulos horizontales
   *[candela] las candelas
    }: el archivo está cortado
trade-lm63_more = se encontraron más números; se esperaba que el archivo terminara tras { $wanted } candelas
trade-lm63_count = se encontró { $found } como número de ángulos; se esperaba un número entero de 1 a { $most }
trade-lm63_type = se encontró fotometría de tipo { $found }; se esperaba el tipo C, que es 1
trade-lm63_unit = se encontró una intensidad en { $unit }; se esperaba cd, pues LM-63 no tiene otra unidad
trade-ldt_cut = se encontraron { $found } líneas; se esperaba una línea { $wanted }: el archivo está cortado
trade-ldt_more = se encontraron más líneas; se esperaba que el archivo terminara tras { $wanted } intensidades
trade-ldt_number = se encontró "{ $found }"; se esperaba un número { $entry }
trade-ldt_whole = se encontró { $found }; se esperaba un número entero { $entry } de { $least } a { $most }
trade-ldt_planes = se encontraron { $found } planos con la simetría { $symmetry }; se esperaba un número divisible entre cuatro
trade-place_none = no se encontraron piezas; se esperaba al menos una con su lugar
trade-place_columns = se encontraron las columnas { $columns }; se esperaba una referencia, x e y, como "Designator,Mid X,Mid Y"
trade-place_unit = no se encontró una sola unidad de los lugares ("{ $found }"); se esperaba mm, mil o in, en los títulos
    ("x [mm]"), tras los números, o indicada: --unit mm, o positions_unit en un archivo de máscara
trade-place_unit_other = se encontró "{ $stated }" como unidad indicada, pero el archivo está en { $found }; se esperaba que coincidieran
trade-place_side = se encontró "{ $found }" como cara; se esperaba top o bottom
trade-place_which = se encontraron piezas de varias clases: { $kinds }; se esperaba que positions_of dijera cuáles, como "D*"
trade-place_no_such = no se encontró ninguna pieza "{ $found }" por referencia, valor o encapsulado; se esperaba una de { $kinds }
trade-pos_unit = no se encontró la línea "## Unit = mm"; se esperaba encima de las piezas, como la escribe KiCad
trade-pos_cut = no se encontró la línea "## End"; se esperaba debajo de las piezas: el archivo está cortado
trade-pos_row = se encontró "{ $found }"; se esperaba Ref Val Package PosX PosY Rot Side
trade-kicad_root = se encontró "{ $found }"; se esperaba (kicad_pcb
trade-kicad_deep = se encontraron paréntesis demasiado anidados; se esperaba una placa
trade-kicad_open = no se encontró el final del paréntesis ({ $found }; se esperaban tantos ) como (: el archivo está cortado
trade-kicad_no_place = se encontró una pieza sin (at x y); se esperaba su lugar

trade-in_mask = { $field }: { $what }
trade-mask_both = se encontró junto a { $other }; se esperaba solo uno de los dos
trade-mask_alone = se encontró sin el nombre de un archivo en { $other }; se esperaban los dos
trade-mask_peak = se encontró { $found }, pero el espectro que nombra tiene su máximo en { $peak } nm; se esperaba que coincidieran
trade-mask_lit = se encontró luz de { $low } a { $high } nm; se esperaban longitudes de onda entre 400 y 1100 nm
trade-mask_rows = se encontraron filas de otra longitud; se esperaban filas [x, y, z, dx, dy, dz] en mm
trade-mask_far = se encontró un LED a más de 3 m de la cara; se esperaban mm
trade-mask_direction = se encontró una dirección 0, 0, 0, o una con la que no se puede calcular; se esperaba hacia dónde apunta el LED
trade-mask_flat = se encontraron las piezas de una placa plana, que no dicen ningún lugar ante una cara; se esperaba form = "panel" y
    standoff_mm, o un archivo con x, y, z, dx, dy, dz de cada LED
trade-skin_no_reading = { $where }: no se encontró ninguna lectura "{ $found }"; se esperaba { $readings }
trade-skin_other_specular = { $where }: specular: se encontró "{ $found }", pero la lectura es "{ $name }"; se esperaba que los dos
    coincidieran
trade-skin_which_reading = { $where }: se encontraron { $count } lecturas; se esperaba que se nombrara una por su número o por palabras
    de su nombre, con --column en 'openpbm read', --reading en 'openpbm skin fit', reading en un archivo de persona: { $readings }
trade-skin_unstated = no se encontró geometry o aperture_mm; se esperaban los dos, en el archivo ("# geometry: sphere", "# aperture_mm: 8")
    o en una tabla [person.skin] con file, geometry, specular y aperture_mm
trade-skin_specular = se encontró una esfera sin decir qué pasa con la luz reflejada como en un espejo; se esperaba specular = "included" (SCI) o
    "excluded" (SCE)
trade-skin_mm = se encontró una apertura que no es un número; se esperaban mm
