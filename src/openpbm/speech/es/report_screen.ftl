report_screen-word_allow = permitida
report_screen-word_caution = precaución
report_screen-word_refer = consultar
report_screen-word_exclude = excluida
report_screen-review = La tabla en la que se apoya esto no es un consejo médico, y su revisión clínica está pendiente.
report_screen-verdict = { $word }: { $parts }
report_screen-no_light = ninguna luz { $colours }
report_screen-after_asking = { $colours } solo después de preguntar a su médico
report_screen-with_caution = { $colours } con precaución
report_screen-may_go = { $colours } puede lucir
report_screen-nothing = nada de lo que nombró impide la luz
report_screen-planned_endless = Previsto; cuenta desde su día, sin un fin fijado.
report_screen-planned = Previsto; cuenta desde su día hasta el { $day }.
report_screen-over = Ya no cuenta: la eliminación ha terminado, libre desde el { $day }.
report_screen-until = Cuenta hasta que termine la eliminación: el { $day } es el primer día libre.
report_screen-no_end = Sin un fin fijado.
report_screen-while_used = Cuenta mientras se usa, y { $days ->
    [one] { $days } día
   *[other] { $days } días
    } después de la última dosis (no se indicó ninguna).
report_screen-while_lasts = Cuenta mientras dura, y { $days ->
    [one] { $days } día
   *[other] { $days } días
    } después (no se indicó ningún día).
report_screen-pending = { $status }; revisión clínica pendiente
report_screen-question = Con "{ $said }", ¿puedo usar luz LED { $colours } en mi cara, y desde cuándo?
report_screen-how_much = Sometido al cribado: edad, color de piel, { $lists }. Lo que el archivo no dice no se sometió al cribado.
report_screen-conditions = { $number ->
    [0] ninguna afección
    [one] { $number } afección
   *[other] { $number } afecciones
    }
report_screen-medicines = { $number ->
    [0] ningún medicamento
    [one] { $number } medicamento
   *[other] { $number } medicamentos
    }
report_screen-procedures = { $number ->
    [0] ningún procedimiento
    [one] { $number } procedimiento
   *[other] { $number } procedimientos
    }
