held_out-only_measure = nada: ningún otro estudio tiene esta medida
held_out-interval_but = un intervalo, pero { $how }
held_out-next_interval = un intervalo para el efecto del próximo estudio
held_out-no_control = nada: no tiene un lado placebo o sin luz, y un cambio de antes a después nunca se predice
held_out-no_number = no se leyó ningún número
held_out-laboratory = en { $less } de { $known } otras series de laboratorio la dosis más alta dio menos que una más baja; no
    se indica magnitud, ni nada sobre personas
held_out-no_system = sistema no leído
held_out-no_measure = medida no leída
held_out-no_shape = forma no leída
held_out-direction_only = solo la dirección
