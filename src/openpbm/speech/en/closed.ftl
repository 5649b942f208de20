# Why some days are without light.

closed-procedure = { $entry }: { $row }, { $days ->
    [one] { $days } day
   *[other] { $days } days
    } without light
closed-procedure_no_end = { $entry }: { $row }, no fixed end; ask your doctor
closed-procedure_unknown = { $entry }: not in the table, { $days ->
    [one] { $days } day
   *[other] { $days } days
    } without light
closed-full = light of the last days leaves no room until { $until }
closed-light_unknown = light of the last days is not known and counts as three full sessions a week, which leaves no room until { $until }
