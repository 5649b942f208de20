verdict-planned = Planificado
    .rest = { "" }
verdict-with_care = Planificado con precaución
    .rest = { "" }
verdict-below_trial = Planificado con precaución: { $share } de la dosis del ensayo; lo que la limita: { $held }
    .rest = : { $share } de la dosis del ensayo; lo que la limita: { $held }
verdict-not_planned = No planificado, porque { $reason }
    .rest = , porque { $reason }
verdict-no_evidence = No planificado, porque las pruebas no bastan: { $reason }
    .rest = , porque las pruebas no bastan: { $reason }
verdict-no_session_keeps = ninguna sesión cumple todos los límites
verdict-held_by_timer = los pasos de su temporizador
verdict-held_by_goal = el tiempo más corto de otro objetivo

verdict-by_maker = El programa del fabricante, comprobado solo en cuanto a la seguridad
    .rest = , comprobado solo en cuanto a la seguridad
