# Poblaciones enteras bajo muchas máscaras.

## El archivo

sweep-no_light = { $file }: máscara { $mask }: no hay ninguna cifra de su luz ({ $channels }); se esperaba una máscara con un valor declarado, una lectura o la potencia de sus LED
sweep-colour = { $file }: [people]: se esperaba el color de la piel de una sola manera, como partes en phototypes o como un intervalo en ita_deg
sweep-no_shares = { $file }: campo people.phototypes: no hay nadie en él; se esperaba una parte mayor que 0
sweep-sex = { $file }: campo people.sex: ninguna tabla de este proyecto distingue piel o luz por sexo; se esperaba que no estuviera
sweep-range = { $file }: campo { $field }: se encontró { $found }; se esperaba primero el número menor
sweep-twice = { $file }: campo { $field }: se encontró "{ $found }" dos veces; se esperaba cada uno una vez
sweep-trial = { $file }: campo trial: se encontró "{ $found }"{ $near }; se esperaba uno de { $known }
sweep-expected-count = un número entero de personas, de 1 a 1000000000
sweep-expected-age_years = la edad menor y la mayor en años, más de 0 y menos de 120, como [18, 80]
sweep-expected-phototypes = partes de 0 o más por fototipo, como {"{"} II = 0.5, IV = 0.5 {"}"}, de I a VI
sweep-expected-ita_deg = el ángulo de tipología más oscuro y el más claro en grados, de -90 a 90, como [-50, 60]
sweep-expected-face_shapes = un número entero de caras distintas, de 1 a 64
sweep-expected-face_height_mm = la altura de cara menor y la mayor en mm, de 80 a 260, como [165, 195]
sweep-expected-eye_protection = none u opaque_goggles
sweep-expected-name = un nombre, entre comillas
sweep-expected-minutes = minutos de una sesión, más de 0 y como mucho 180
sweep-expected-drive = una parte de la luz plena, más de 0 y como mucho 1
sweep-expected-standoff_mm = una distancia del LED a la piel en mm, más de 0 y como mucho 2000
sweep-expected-masks = ids del catálogo o archivos de máscara, entre comillas
sweep-expected-people = una tabla [people] con count
sweep-expected-design = un [[design]] con nombre por cada diseño
sweep-expected-seeds = números enteros desde 0, como [1, 2]
sweep-expected-scenarios = un número entero de escenarios por persona, de 1 a 4000
sweep-expected-trial = el id de un estudio con dosis, como lo da openpbm evidence

## La ejecución

sweep-changed = { $folder }: hay un barrido que empezó con otro contenido que el que { $file } tiene ahora; se esperaba el archivo como era, o una carpeta nueva con --out
sweep-other_program = { $folder }: hay un barrido que empezó con OpenPBM { $version }, cuyos números pueden diferir de los de este programa; se esperaba aquel programa, o una carpeta nueva con --out
sweep-other_worker = un proceso de trabajo ejecuta otro OpenPBM que el que pregunta; se esperaba el mismo en ambos
sweep-part = { $file }: no es una parte entera de un barrido; se esperaba una, o ninguna: bórrela, y la misma orden la calcula otra vez
sweep-workers_beside = --workers: está junto a --scheduler, que tiene sus propios procesos de trabajo; se esperaba uno de los dos
sweep-lights = { $lights } luces distintas de una máscara sobre una cara: unos segundos de procesador cada una, una sola vez
sweep-no_scheduler = --scheduler: no responde nadie en { $address } en { $seconds } s; se esperaba un planificador de Dask, como tcp://127.0.0.1:8786
sweep-scheduler_gone = el planificador en { $address } desapareció; lo hecho se conserva, y la misma orden continúa
sweep-deaths = la parte { $block } terminó con todos los procesos de trabajo que la empezaron; se esperaban al menos 2 GiB de memoria para cada uno
sweep-goes_on = { $done } de { $many } partes ya están hechas
sweep-progress = parte { $done } de { $many }
sweep-stopped = detenido tras { $done } de { $many } partes; se conservan, y la misma orden continúa

## El resumen

sweep-head = { $evaluations ->
    [one] { $evaluations } evaluación
   *[other] { $evaluations } evaluaciones
    }: dosis de una sesión en la { $layer }, media de la piel iluminada, por fototipo
sweep-line = { $phototype }: { $middle } (de { $low } a { $high }); por encima de un límite: { $above }
sweep-passed = { $limit } { $share }
sweep-passed_most = límites que se superan más a menudo: { $limits }
sweep-passed_none = no se supera ningún límite
sweep-below = demasiado poca para ser la luz de { $trial }{ $colours ->
    [one] {""}
   *[other] {" "}(se dan todos sus colores; cuenta el que más se acerca)
    }: { $share }
sweep-below_lacking = no es la luz de { $trial }: { $share }; la máscara no da luz { $bands }, que ese ensayo usó
sweep-programmes = { $mask }: las dosis son de { $lit }, el programa que más enciende; los límites, de todos los programas.
sweep-gates = Quién está por encima de un límite se cuenta con los valores que deciden, que yerran por exceso: la piel se calienta con su flujo de sangre en reposo y una luz que no decae, y un valor declarado se toma como un pico. openpbm safety dice al lado los valores probables.
sweep-age = Ni la edad ni el sexo mueven estos números: ninguna tabla de este proyecto los tiene en cuenta.
sweep-surface = La piel se respondió con superficies que quedan a menos de { $error } de soluciones exactas (percentil 99).
sweep-written = Escrito: parts, summary.json, dose_by_colour.svg y above_below.svg en { $folder }
sweep-picture_dose = dosis de una sesión en la { $layer }, por fototipo
sweep-picture_above = parte de las evaluaciones por encima de un límite, por fototipo
sweep-key_above = por encima de al menos un límite, según los valores que deciden, que yerran por exceso
sweep-key_box = mitad central, su mediana, y del 5 al 95 % de las evaluaciones
sweep-key_below = demasiado poca para ser la luz de { $trial }{ $colours ->
    [one] {""}
   *[other] , o sin uno de sus colores
    }
sweep-axis_type = fototipo

## Columnas de las partes, en inglés en todos los idiomas

sweep-column_whose = { $column ->
    [seed] de los números aleatorios
    [mask] su id
    [design] su nombre
    [person] lugar en la población, desde 0
    [scenario] de esta persona, desde 0
    [age_years] no mueve ninguna otra columna: ninguna tabla la tiene en cuenta
    [ita_deg] ángulo de tipología individual de la persona
    [phototype] el fototipo que se pidió; donde se pidió un ángulo, el de centro más cercano
    [face_shape] cuál de las caras de esta semilla; 0 es la forma publicada
   *[minutes] de la sesión
    }
sweep-column_irradiance = media de la piel iluminada, todos los colores encendidos, con lo que máscara y piel devuelven
sweep-column_dose = fluencia de la sesión, media de { $layer } en { $region }
sweep-column_lit = fluencia de la sesión, media de { $layer } en la piel iluminada, todos los colores
sweep-column_band = lo mismo de { $layer } y solo de { $band }
sweep-column_value = lo que mira { $stops ->
    [caution] el aviso
   *[limit] el límite
    } { $limit }{ $group ->
    [heat] , que yerra por exceso de calor: flujo de sangre en reposo, sin evaporación, luz que no decae
   *[other] {""}
    }; el valor que decide, no el probable; un aviso no detiene nada
sweep-column_limit = el límite { $limit } para esta piel y estos minutos; vacío donde no afecta a la máscara
sweep-column_passed = cuántos límites se superan, sin contar los avisos
