dose-none-no_area = su dosis se imprime sin un área
dose-none-peak_only = solo se imprime la irradiancia máxima de una luz pulsada
dose-none-split_unstated = no se indica cómo se repartió su dosis entre sus longitudes de onda
dose-none-part_of_band = su dosis cuenta solo una parte de su luz
dose-none-per_day = su dosis es por día, no por sesión
dose-none-per_pulse_or_session = no se indica si su dosis es por pulso o por sesión
dose-bounded-maximum = impresa como máximo: cualquier cosa desde nada hasta ella
dose-bounded-range = impresa como intervalo
dose-bounded-contradiction = irradiancia por tiempo contradice la exposición radiante impresa: ambas son los extremos
dose-wavelength_recalled = longitud de onda conocida solo de memoria
dose-wavelength_unread = longitud de onda no leída
dose-recalled = dosis conocida solo de memoria
dose-time_unread = irradiancia leída, tiempo de exposición no leído
dose-unread = dosis no leída
dose-colour_unread = color no leído
dose-at_depth = dosis en profundidad de cada estudio

dose-untested = { $usable ->
    [one] No se puede comprobar si más luz hace más: { $usable } estudio tiene a la vez un efecto frente a placebo o piel
        sin luz y una dosis en profundidad, y harían falta { $needed }. Por eso no se muestra ninguna curva de dosis.
   *[other] No se puede comprobar si más luz hace más: { $usable } estudios tienen a la vez un efecto frente a placebo o
        piel sin luz y una dosis en profundidad, y harían falta { $needed }. Por eso no se muestra ninguna curva de dosis.
}
dose-curve-flat = Ninguna curva de dosis predice un estudio apartado mejor que no tener curva. No se muestra ninguna.
dose-curve-straight = Una curva recta en el logaritmo de la dosis predice los estudios apartados mejor que no tener curva.
dose-curve-curved = Una curva doblada en el logaritmo de la dosis predice los estudios apartados mejor que no tener curva.
dose-share_alone = una proporción sin comparación
dose-unlit = ningún grupo con luz
dose-flagged = dosis señalada, nunca se ajusta: { $flag }
