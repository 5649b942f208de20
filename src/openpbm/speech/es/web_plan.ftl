web_plan-title = Su plan
web_plan-make_title = Haga su plan
web_plan-first_day = Primer día
web_plan-not_made = El plan no se hizo.
web_plan-no_mask = Falta una cosa: su máscara
web_plan-one_and_one = Un plan es para una persona y una máscara.
web_plan-ready = Todo listo para planificar
web_plan-for = Para
web_plan-mask = Máscara
web_plan-goals = Objetivos
web_plan-some_seconds = Tarda unos segundos: la luz de cada LED se sigue hasta { $scenarios } pieles de muestra.
web_plan-make = Hacer el plan
web_plan-make_new = Hacer un plan nuevo
web_plan-changed = Sus respuestas han cambiado desde que se hizo este plan.
web_plan-device_changed = El aparato se cambió para todos aquí desde que se hizo este plan.
web_plan-make_before = Haga un plan nuevo antes de la próxima sesión.
web_plan-goes_on = Este plan continúa el ciclo que empezó el { $since }: de sus { $total } sesiones, antes de él: { $had }; quedan: { $left }. Hoy, el registro y el calendario cuentan lo que queda; el informe de abajo describe un ciclo entero.
web_plan-no_mask_chosen = aún no se ha elegido ninguna máscara; se esperaba una en la página Máscara
web_plan-no_goal = no se nombra ningún objetivo; se esperaba al menos uno
web_plan-a_start = Se encontró «{ $text }»; se esperaba un día entre 2000 y 2100.
web_plan-making_title = Haciendo el plan
web_plan-making = Haciendo su plan

web_plan-turn_face = Gire la cara.
web_plan-any_side = La misma luz que abajo, desde cualquier lado. Arrastre la cara o mueva el control; los ajustes de arriba la cambian.
web_plan-shown = Se muestra
web_plan-turn = Girar
web_plan-face_label = La cara, coloreada según la luz; la tabla tras «La dosis por zona, en números» dice lo mismo.
web_plan-grey = gris: la luz no llega a esta piel
web_plan-together = todos los canales juntos
web_plan-face_dose = Dosis: { $channel }
web_plan-face_light = Luz: { $channel }
web_plan-per_session = J/cm² en una sesión

web_plan-keep = Guárdelo
web_plan-report = El informe, en un archivo
web_plan-calendar = Las fechas para su calendario
web_plan-calendar_back = Quitar las fechas antiguas de su calendario
web_plan-hour = Recordármelo a las { $hour }
web_plan-at = Hora de la sesión
web_plan-alarm = Aviso antes de ella
web_plan-alarm_none = «none» para ningún aviso
web_plan-minutes = min
web_plan-zone = Zona horaria
web_plan-zone_none = Vacío: esta hora, esté donde esté. Si no, como Europe/Berlin.
web_plan-keep_hour = Guardar esta hora
web_plan-imported_twice = Importe el archivo otra vez después de un cambio: mueve sus sesiones y no duplica ninguna.
web_plan-again = Planificar otra vez desde otro día

web_plan-beside = ¿Y si? Otra máscara, objetivo o ritmo
web_plan-beside_first = Haga primero su plan, o de nuevo si sus respuestas cambiaron desde entonces. Después se puede poner al lado de otro.
web_plan-beside_lead = Cambie una cosa, o más. Su plan se queda como está.
web_plan-beside_same = como está
web_plan-beside_mask = Como la describe su fabricante; lo que usted midió de la suya no cuenta.
web_plan-beside_goal = Objetivo
web_plan-beside_goal_hint = Para toda la cara.
web_plan-beside_week = Veces por semana
web_plan-beside_week_hint = Como mucho tantas veces. Ningún plan tiene más que el ensayo o el programa del fabricante que sigue.
web_plan-beside_kept = Se pidieron { $asked } por semana, el plan tiene { $kept }: nunca más que el ensayo o el programa del fabricante que sigue.
web_plan-beside_times = { $times ->
        [one] una vez
       *[other] { $times } veces
    }
web_plan-beside_do = Ponerlos uno al lado del otro
web_plan-beside_nothing = Elija al menos una cosa que deba ser distinta.
web_plan-beside_unknown = Esto no es ninguna de las opciones; elija de nuevo, por favor.

web_plan-evidence = Pruebas
web_plan-on_page = En esta página
web_plan-evidence_goals = Objetivos
web_plan-evidence_doses = Dosis
web_plan-evidence_held = Apartados
web_plan-evidence_studies = Estudios
web_plan-evidence_else = Laboratorio y revisiones
web_plan-weighing = Sopesando las pruebas
web_plan-weighing_lead = La luz de cada estudio se pasa por el modelo de aparato y piel. Esto se hace una vez para cada versión del programa.
web_plan-not_weighed = No se pudieron sopesar las pruebas
