report_ledger-by_hand = a mano
report_ledger-office = consulta
report_ledger-unknown = no se conoce
report_ledger-none = ninguna
report_ledger-dose = { $band } { $dose }
report_ledger-doses = { $doses } J/cm²
report_ledger-window = { $band } { $dose } J/cm²
report_ledger-lost = del { $first } al { $last }: no se conoce desde que el libro de luz se aceptó tal como estaba; cuenta como lleno
report_ledger-twice = { $day }: { $sessions } sesiones, juntas { $times } veces una. Se planifica una al día; todo cuenta.
report_ledger-twice_part = { $day }, { $part }: { $sessions } sesiones, juntas { $times } veces una. Se planifica una al día; todo cuenta.

report_ledger-end_none = no se escribió ningún final; se contó hacia arriba
report_ledger-end_mask_log = según el registro propio de la máscara
report_ledger-end_undone = deshecha
report_ledger-end_corrected = corregida a mano
report_ledger-end_done = hecha
report_ledger-end_done_less = hecha; la máscara aceptó menos
report_ledger-end_done_unseen = terminada, en parte sin verse
report_ledger-end_stopped = detenida
report_ledger-end_log_lost = se perdió su avance; se contó entera

report_ledger-nothing_due = Aún no había nada previsto.
report_ledger-so_far = { $sessions ->
    [one] { $sessions } sesión planificada hasta ahora: { $states }. Eso es { $share } de la luz planificada.
   *[other] { $sessions } sesiones planificadas hasta ahora: { $states }. Eso es { $share } de la luz planificada.
    }
report_ledger-state_done = hechas: { $sessions }
report_ledger-state_partial = en parte: { $sessions }
report_ledger-state_moved = un día antes o después: { $sessions }
report_ledger-state_missed = no hechas: { $sessions }
report_ledger-state_skipped = «hoy no»: { $sessions }
report_ledger-state_rested = sin luz para que descansara la piel: { $sessions }
report_ledger-earlier = { $days ->
        [one] Por un plan anterior a este la máscara dio luz un día, el { $last }
       *[other] Por planes anteriores a este la máscara dio luz { $days } días, el último el { $last }
    }. Este plan cuenta esa luz en sus límites, y no entre sus propias sesiones.
report_ledger-behind = { $days ->
        [one] Una sesión de este ciclo se hizo por un plan anterior a este, el { $last }
       *[other] { $days } sesiones de este ciclo se hicieron por planes anteriores a este, la última el { $last }
    }. Ya no están entre sus días.
report_ledger-less = No se sabe si menos hace lo mismo. Una sesión más larga no lo compensa.
report_ledger-trial_unread = No se leyó con qué frecuencia dio luz { $trial }, así que no se puede comparar una semana.
report_ledger-trial = En { $trial } hubo { $planned } sesiones por semana; usted tuvo { $given } de media. Con { $ratio } de su
    dosis por sesión, una semana dio { $share } de la dosis de una semana de ese ensayo.
report_ledger-done = No queda nada de este ciclo.
report_ledger-to_come = { $sessions ->
    [one] { $sessions } sesión por venir, la próxima el { $first }, la última el { $last }. Cada una como estaba planificada: ninguna es más larga, ninguna se
        duplica.
   *[other] { $sessions } sesiones por venir, la próxima el { $first }, la última el { $last }. Cada una como estaba planificada: ninguna es más larga, ninguna se
        duplica.
    }
report_ledger-to_come_appended = { $sessions ->
    [one] { $sessions } sesión por venir, la próxima el { $first }, la última el { $last }; { $appended } de ellas en lugar de las no
        hechas, al final. Cada una como estaba planificada: ninguna es más larga, ninguna se duplica.
   *[other] { $sessions } sesiones por venir, la próxima el { $first }, la última el { $last }; { $appended } de ellas en lugar de las no
        hechas, al final. Cada una como estaba planificada: ninguna es más larga, ninguna se duplica.
    }
report_ledger-week_of = semana del
report_ledger-signs = x hecha   / en parte   - no hecha   n hoy no   r descanso por la piel   + fuera del plan   o por venir

report_ledger-unbounded = { $day }: { $minutes } con una máscara cuya luz nadie conoce. El próximo plan la cuenta como una sesión completa, por { $times }.
report_ledger-bounded = { $day }: cuenta como { $dose } sobre la piel que más recibió.
report_ledger-practice = { $sessions ->
    [one] { $sessions } sesión de práctica con una máscara que no luce, el { $last }. No cuenta para nada.
   *[other] { $sessions } sesiones de práctica con una máscara que no luce, la última el { $last }. No cuentan para nada.
}
report_ledger-resolved = { $day }: el registro propio de la máscara dice { $logged }; nosotros habíamos contado { $counted }.
report_ledger-skin = Dicho el { $day }: { $told }.
report_ledger-skin_untold = { $days ->
    [one] De la sesión del { $last } nadie dijo cómo la toleró la piel.
   *[other] De { $days } días con luz, el último el { $last }, nadie dijo cómo los toleró la piel.
}
report_ledger-doctor_fine = { $day }: { $who } dijo que se puede usar la luz.
report_ledger-doctor_no = { $day }: { $who } dijo que no debe haber luz.
