ledger-light_unsaid = nadie dijo qué luz ha recibido esta piel
ledger-light_unsaid_before = nadie dijo qué luz recibió esta piel antes del plan
ledger-reasons = { $reasons }
ledger-nobody = esta persona no está en el libro de luz
ledger-session = sesión del { $day }: { $gap }
ledger-two_sessions = dos sesiones distintas llevan el número { $number }
ledger-never_begun = hay luz anotada cuya sesión nunca empezó
ledger-shone_for = { $channel } lució durante { $minutes } minutos
ledger-shone_unknown = { $channel } lució, y no se sabe lo que da a la piel
ledger-light_unknown = no se sabe lo que su luz da a la piel
ledger-light_no_number = lo que su luz da a la piel no es un número
ledger-tick = su paso es de { $seconds } segundos
ledger-day_closed = este día está cerrado

ledger-slip_plan = lo planificado es { $planned }, y esto dice { $minutes }
ledger-slip_device = el programa más largo de esta máscara es { $own }, y esto dice { $minutes }
ledger-slip_twice = ya hay anotada una sesión del { $day } con esta máscara: { $minutes }; las dos contarían
ledger-slip_person = hasta ahora tuvo esta máscara { $others }, y { $name } nunca
ledger-slip_usual = a esta hora o en este día de la semana tuvo hasta ahora esta máscara { $others }, y nunca { $name }
ledger-handed_on_many = { $count ->
    [one] otra persona tuvo
   *[other] otras { $count } personas tuvieron
} antes esta máscara, la última vez el { $day }: limpie lo que toca la piel, y lleve gafas propias, o limpias
ledger-handed_on = { $others } tuvo antes esta máscara, la última vez el { $day }: limpie lo que toca la piel, y lleve gafas propias, o limpias
ledger-measured = el { $day } una máscara o un reloj midió { $minutes }; siguen contando, y solo se puede anotar más

ledger-skin_ask = ¿Cómo toleró su piel la sesión del { $day }?
ledger-skin-fine = bien, como antes
    .hint = nada que ver ni que notar
ledger-skin-red_hour = roja durante una hora más o menos
    .hint = se fue antes de la noche
ledger-skin-red_day = roja hasta el día siguiente
    .hint = o caliente e hinchada durante ese tiempo
ledger-skin-darker = más oscura
    .hint = la piel o marcas antiguas, también en manchas
ledger-skin-dry = seca
    .hint = tirante o con escamas
ledger-skin-pain = dolor o escozor
    .hint = también ampollas
ledger-skin-eyes = algo en los ojos
    .hint = dolor, manchas, deslumbramiento o visión borrosa
ledger-skin-unsaid = no puedo decirlo
    .hint = nadie miró, o hace demasiado tiempo
ledger-skin_on = sesión del { $day }, { $what }: siga como estaba planificado
ledger-skin_less = sesión del { $day }, { $what }: { $sessions ->
        [one] la próxima sesión tiene { $share } de sus minutos
       *[other] las próximas { $sessions } sesiones tienen { $share } de sus minutos
    }
ledger-skin_rest = sesión del { $day }, { $what }: ninguna luz antes del { $until }, después { $share } de los minutos durante
    { $sessions ->
        [one] una sesión
       *[other] { $sessions } sesiones
    }
ledger-skin_doctor = sesión del { $day }, { $what }: ninguna luz hasta que un médico lo haya mirado y haya dicho que se puede usar la luz

-adopt = 'openpbm ledger adopt' lo acepta tal como está y cuenta lo que falta como si estuviera en los topes
ledger-older = se encontró una copia de este libro de luz más antigua que la última usada en este ordenador; { -adopt }
ledger-other_course = se encontró otra sucesión de entradas que la última vista en este ordenador; { -adopt }
ledger-strange = se encontró un libro de luz guardado en otro ordenador, o cuyo segundo anclaje se ha perdido; { -adopt }
ledger-same_id = { $path }: se encontró otra entrada con el mismo id; se esperaba un id nuevo
ledger-anchor_wrong = { $problem }; { -adopt }

ledger-place = fila { $row }, entrada { $entry } de { $person }
ledger-damage-columns = { $where }: se encontró daño en sus columnas
ledger-damage-missing = { $where }: falta la entrada { $entry } antes de ella
ledger-damage-follows = { $where }: no sigue de la entrada anterior
ledger-damage-labels = { $where }: sus etiquetas no son las de su texto
ledger-damage-no_end = el final de las entradas de { $person } no está anotado
ledger-damage-end = { $person }: se encontraron { $found } entradas; se esperaban { $expected }, con el final anotado
ledger-damage-nobody = { $table }: la fila { $row } no pertenece a nadie
ledger-damage-id = se encontró daño en el id de una persona: { $name }
ledger-damage-outline = se encontró daño en la estructura del archivo: { $name }

ledger-sqlite-full = { $path }: no queda espacio en el disco; no se guardó nada de esta entrada ({ $problem })
ledger-sqlite-readonly = { $path }: no se puede escribir en él; se esperaban un archivo y una carpeta suyos
    ({ $problem })
ledger-sqlite-cantopen = { $path }: no se encontró manera de abrirlo; se esperaba un archivo en una carpeta suya ({ $problem })
ledger-sqlite-perm = { $path }: no se permite abrirlo; se esperaban un archivo y una carpeta suyos ({ $problem })
ledger-sqlite-busy = { $path }: otro programa escribe en él todo el tiempo; inténtelo otra vez ({ $problem })
ledger-sqlite-locked = { $path }: otro programa escribe en él todo el tiempo; inténtelo otra vez ({ $problem })
ledger-sqlite-notadb = { $path }: no se encontró en él ningún libro de luz, o está dañado ({ $problem })
ledger-sqlite-corrupt = { $path }: se encontró daño en el archivo ({ $problem })
ledger-sqlite-ioerr = { $path }: el disco no toma ni da sus bytes ({ $problem })
ledger-sqlite-other = { $path }: no se puede usar ({ $problem })
ledger-no_text = texto que no lo es
