caution-screen = { $pending ->
    [yes] { $row }: { $rationale }. Ningún clínico lo ha comprobado: revisión clínica pendiente.
   *[no] { $row }: { $rationale }.
}
caution-take_care = tenga cuidado
caution-pulsing_unknown = No se sabe si esta máscara pulsa su luz. Si hay epilepsia en usted o en su familia, no
    la use hasta que esto se aclare.
caution-height_unsaid = El dato de la luz { $channels } no dice si es la media o la altura de sus
    pulsos: la mitad de los escenarios lo lee de cada manera.
caution-no_shield = No se conoce ningún protector ocular de esta máscara, así que no se contó con ninguno.
caution-untrue = Lo que se afirma de esta máscara no puede ser todo cierto: { $what }.
caution-fictitious = Este aparato es ficticio: un ejemplo, no un producto.
caution-tier_B = { $trial } es de nivel B: { $why }.
caution-tier_C = Esto es lo que usó { $trial } (nivel C), porque usted lo pidió; nadie ha demostrado que funcione: { $why }.
caution-alternating = En { $trial } los colores se alternaban de una sesión a otra; aquí lucen juntos.
caution-added_light = También luce la luz { $channels }, pues nada indica que esta máscara pueda apagarla. { $trial } no
    la usó, y nadie probó las dos juntas. Se somete al cribado y cuenta en todos los límites.
caution-rhythm_lent = No se leyó con qué frecuencia ni durante cuánto tiempo trató { $trial }, así que el ritmo es el del fabricante de
    su máscara.
caution-sessions_missing = Para { $goal }, { $trial } dio { $whole } sesiones; este ciclo tiene { $given }, así que faltan
    { $missing }.
caution-skin_types = Los participantes de { $trial } tenían tipos de piel de { $first } a { $last }; el tipo { $own } no se estudió.
caution-other_strength = En la luz { $band } su máscara es { $times } veces tan intensa como la del ensayo. Que la misma dosis con
    otra intensidad haga lo mismo no está demostrado.
caution-above_target = { $limit }: { $value } está por encima de { $most }, una precaución propia nuestra. No detiene nada.

caution-habit = La luz que su piel recibió antes cuenta como { $sessions } sesiones por semana de luz { $bands }, { $dose },
    { $when }.
caution-habit_full = cada una como la luz de un día entero, pues no se dijo la dosis
caution-habit_dose = { $dose } cada una
caution-habit_since = desde el { $day }
caution-habit_always = mientras siga contando
caution-unknown_light = No conocemos toda la luz que su piel recibió últimamente, así que cuenta como tres sesiones
    completas por semana y la primera sesión es el { $first }: { $why }.
caution-unknown_light_never = No conocemos toda la luz que su piel recibió últimamente, así que cuenta como tres sesiones
    completas por semana y no hay primera sesión: { $why }.
caution-unsaid_light = No conocemos toda la luz que su piel recibió últimamente, así que cuenta como tres sesiones
    completas por semana y la primera sesión es el { $first }: { $why }. Si no hubo ninguna, dígalo con recent_light = "none" en el archivo de la persona.
