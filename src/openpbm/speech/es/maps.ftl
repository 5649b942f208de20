# Dosis en profundidad de una luz declarada (openpbm dose) y mapas de la luz de una máscara (openpbm map).

## Lo que se pide, y errores en ello

maps-line = { $file }: línea { $line }
maps-cell = { $where }, { $column }
maps-width = { $where }: hay { $cells } celdas bajo { $titles } títulos; se espera una por título
maps-two_skins = { $where }: el grupo "{ $arm }" tiene otra piel que en la línea { $line }; se espera una sola piel y un solo sitio por grupo
maps-range = { $where }: se encontró { $found }; se espera de { $low } a { $high }
maps-range_unit = { $where }: se encontró { $found }; se espera de { $low } a { $high } ({ $meant })
maps-above = más de { $low }
maps-meant = { $found } son { $right }
maps-rows = { $file }: hay { $found } filas bajo los títulos; se esperan de 1 a { $most }
maps-column = { $file }: se encontró una columna desconocida, "{ $found }"; se espera alguna de { $known }
maps-column_twice = { $file }: la columna "{ $found }" está dos veces; se espera cada título una sola vez
maps-lacks = { $file }: no hay columna { $lacking }; se esperan { $asked }, y { $colours }
maps-colour = { $where }: se espera uno de { $colours }, y no ambos
maps-number = { $where }: se encontró { $found }; se espera un número con punto decimal
maps-word = { $where }: se encontró { $found }; se espera uno de { $known }
maps-ask_colour = no hay color de piel, o hay dos; se espera --skin III o --ita 32
maps-ask_light = hay { $nm } longitudes de onda y { $irradiance } irradiancias; se esperan tantas de una como de otra, por ejemplo --nm 633 --irradiance 40
maps-ask_minutes = no hay tiempo; se espera --minutes, por ejemplo --minutes 10
maps-ask_widths = hay { $widths } anchuras para { $nm } líneas; se espera una para cada una, o ninguna
maps-table_alone = hay --csv junto a una opción de una sola luz; se esperan las luces solo en la tabla, y --depth-mm, --exact, --scenarios o --seed
maps-table_over = { $file }: la tabla de grupos es también la que se escribiría; se espera otro archivo para las dosis

## Lo que muestra openpbm dose

maps-light = { $nm }, { $irradiance } durante { $minutes }
maps-on_skin = { $lights }: { $dose } sobre la piel
maps-skin_type = tipo de piel { $type }
maps-skin_angle = ángulo de tipología { $angle } grados
maps-source_diffuse = luz de todos los lados
maps-source_beam = luz de frente
maps-site_cheek = mejilla
maps-site_periorbital = contorno de un ojo
maps-skins = { $site }, { $colour }, { $source }; { $scenarios } pieles muestreadas
maps-head_place = dónde
maps-head_mm = mm bajo
maps-head_dose = J/cm²
maps-head_spread = 5 a 95 %
maps-at = a { $depth }
maps-means = J/cm² dentro de la piel es fluencia, luz de todos los lados: la luz que va y viene cuenta cada vez que pasa, así que hay más de la que cae sobre la superficie.
maps-taken = La irradiancia se toma por exacta, uniforme y a través del aire: leída por un medidor sin piel detrás, le falta lo que el aparato devuelve; un gel deja entrar más. El intervalo es solo el de las pieles. La edad, el sexo y las enfermedades de la piel no están en él.
maps-unscreened = No se examinó a nadie ni se consultó ningún límite (openpbm safety, openpbm plan); de una dosis no se sigue ningún efecto.
maps-written = { $arms ->
    [one] { $arms } grupo escrito
   *[other] { $arms } grupos escritos
    }: { $path }
maps-progress = dosis

## Maps of a mask

maps-title = Luz de { $written } sobre una cara
maps-lines = Líneas blancas: tanta luz como en los trazos de la escala; la piel gris no recibe luz.
maps-light_told = Irradiancia en la piel, con la luz devuelta, mW/cm²
maps-depth_told = Dosis a { $depth } bajo la superficie tras { $minutes }, J/cm²
maps-light_relative = Luz en la piel sobre su media: nadie dice cuán fuerte es
maps-depth_relative = Dosis a { $depth } bajo la superficie sobre su media
maps-whole_face = la cara iluminada
maps-over_area = cm²
maps-over_mean = media
maps-over_least = mín
maps-over_p05 = 5 %
maps-over_p95 = 95 %
maps-over_most = máx
maps-over_ratio = unif
maps-over_dose = debajo
maps-even = unif: el mínimo sobre la media; debajo: dosis a la profundidad.
maps-hot = Puntos más brillantes, mm en el marco de la cara (izquierda, arriba, adelante):
maps-hot_spot = { $region }: { $times } veces la media en { $x }, { $y }, { $z }
maps-note_told = La mediana de lo que se sabe, a plena potencia. No se cribó nada ni se preguntó ningún límite: eso lo hace openpbm safety.
maps-note_relative = Un mapa de uniformidad: los colores cuentan por igual, y todos juntos como uno en la media. Una lectura con un medidor en un lugar lo convierte en mW/cm².
maps-not_lit = No está en este mapa: { $channels }, que enciende otro programa.
maps-interval = Media de la cara iluminada, del 5 al 95 % de los escenarios: de { $low } a { $high }; la dosis varía con ella, y con la piel.
maps-stated = Declarado: { $claims }.
maps-claim = { $of } { $figure }
maps-claim_at = { $of } { $figure } a { $distance }
maps-all_colours = todos los colores juntos
maps-read_unsaid = { $which ->
    [peak] Nadie dice si eso es una media sobre la piel o un pico sobre un LED; se toma por un pico, pues su alimentación, la declarada o la usual, no puede dar tal media.
   *[both] Nadie dice si eso es una media sobre la piel o un pico sobre un LED; el { $share } de los escenarios lo toma por un pico, los demás por una media.
}
maps-meant_mean = Eso es una media sobre la piel, y así se toma.
maps-meant_peak = Eso es un pico sobre un LED, y así se toma: la media es menor.
maps-fed_less = En el { $share } de los escenarios la alimentación da menos luz de la que incluso eso pide, y solo cuenta lo que da.
