report_terminal-each = { $minutes } cada sesión.
report_terminal-limit = { $role ->
    [binding] Fija los minutos
   *[closest] El más cercano
    }: { $limit }, peor caso { $value } de como máximo { $most } ({ $share } { $of }); { $kept }.
report_terminal-passed = se rebasa { $limits }
report_terminal-kept = { $limits ->
    [one] se cumple { $limits } límite, todos
   *[other] se cumplen los { $limits } límites
    }
report_terminal-more_reasons = { $reasons ->
    [one] y { $reasons } razón más en el informe
   *[other] y { $reasons } razones más en el informe
    }
report_terminal-review_pending = Revisión clínica pendiente.
