web_form-yes = Sí
web_form-no = No
web_form-not_said = No se dice
web_form-choose = Elija
web_form-save = Guardar
web_form-day = Día
web_form-colour = Color

web_form-way = El camino hasta el plan
web_form-step-1 = Usted
web_form-step-2 = Qué significa
web_form-step-3 = Máscara
web_form-step-4 = Plan

web_form-another_look = { $count ->
    [one] Hay que revisar { $count } respuesta.
   *[other] Hay que revisar { $count } respuestas.
}
web_form-still_there = Todo lo que escribió sigue ahí.
web_form-old_page = Esta página es más antigua que el programa. Cárguela de nuevo; lo que escribió sigue ahí.
web_form-unreadable = Se encontró un formulario que no se puede leer.
web_form-choose_one = Elija una opción, por favor.
web_form-choose_colour = Elija un color, por favor.
web_form-choose_light = Elija qué luz, por favor.
web_form-day_to_come = Se encontró { $day }; se esperaba hoy o antes.

web_form-understood = se entiende como: { $meaning }
web_form-written = «{ $written }»: ¿quiere decir
web_form-none_of_these = Nada de esto
web_form-keep = dejar «{ $written }», leído con la mayor prudencia
web_form-asked_spelling = { $spelling }: ¿quiere decir { $guesses }?
web_form-a_spelling = Una palabra escrita
web_form-do_you_mean = ¿Quiere decir { $guesses }?

web_form-share = Parte hecha
web_form-left = Quedan unos { $seconds } s
web_form-no_answer = El programa no responde. ¿Sigue en marcha?
web_form-stop = Detener
web_form-starting = Empezando
web_form-report = informe
web_form-waiting = En espera: { $ahead } antes que este
web_form-fault = un fallo de OpenPBM: { $kind }: { $problem }
web_form-no_process = no se pudo iniciar ningún proceso ({ $problem })
web_form-ended_early = el trabajo terminó antes de estar hecho
web_form-too_long = tardó más de { $limit }
web_form-many_files = ya se están leyendo varios archivos; inténtelo de nuevo en un minuto
