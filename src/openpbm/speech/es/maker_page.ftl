maker_page-eyes = Ojos
maker_page-skin = En la piel
maker_page-deep = Dentro
maker_page-trials = Ensayos
maker_page-title = Qué es el programa del fabricante
maker_page-brings = Lo que da
maker_page-settles = Qué lo aclararía
maker_page-letter = Una carta al fabricante
maker_page-kept = Lo que cumple
maker_page-why = Por qué no se sigue ningún ensayo
maker_page-limit = Límite
maker_page-limits = Todos los límites por los que se preguntó, { $count } en total
maker_page-worst = Peor caso
maker_page-most = Como máximo
maker_page-each = cada sesión
maker_page-minutes = { $count ->
        [one] minuto
       *[other] minutos
    }
maker_page-light = Luz
maker_page-often = Frecuencia
maker_page-promise = No se promete ningún efecto.
maker_page-rhythm_makers = Ese ritmo es el del fabricante.
maker_page-rhythm_ours = El fabricante no indica ningún ritmo que pudiéramos leer: { $most } por semana es lo máximo que dejamos pasar.
maker_page-eyes_goggles = Gafas opacas puestas antes de que se encienda la luz. Los límites cuentan con ellas.
maker_page-eyes_shield = El protector ocular opaco de la máscara debe estar bien puesto. Los límites cuentan con él.
maker_page-on_skin = { $light } por sesión.
maker_page-claimed = El fabricante declara { $claim } en { $minutes }.
maker_page-at_depth = { $light } ({ $layer }). La luz que la piel devuelve se suma a ello.
maker_page-times = { $trial }, { $band }: de { $low } a { $high } veces lo que él dio.
maker_page-no_trial = No hay ningún ensayo con el que comparar.
