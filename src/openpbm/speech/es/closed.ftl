closed-procedure = { $entry }: { $row }, { $days ->
    [one] { $days } día
   *[other] { $days } días
    } sin luz
closed-procedure_no_end = { $entry }: { $row }, sin fin fijado; consulte a su médico
closed-procedure_unknown = { $entry }: no está en la tabla, { $days ->
    [one] { $days } día
   *[other] { $days } días
    } sin luz
closed-full = la luz de los últimos días no deja margen hasta el { $until }
closed-light_unknown = la luz de los últimos días no se conoce y cuenta como tres sesiones completas por semana, lo que no deja margen hasta el { $until }
