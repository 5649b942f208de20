photo_cli-action = photos: se encontró "{ $found }"; se esperaba list, add, compare, passphrase o erase
photo_cli-nobody = PERSON: no se encontró a nadie llamado "{ $name }" en la aplicación; se esperaba uno de { $names }
photo_cli-nobody_yet = PERSON: aún no hay nadie en la aplicación de esta carpeta de datos; inicie openpbm app, responda una vez a sus preguntas y vuelva
photo_cli-several = PERSON: varias personas se llaman "{ $name }"; se esperaba un id: { $ids }
photo_cli-none = { $name }: no se guarda ninguna foto.
photo_cli-row = { $number }  { $day }  a* { $redness }, mitad de la dispersión { $evenness }. { $card }
photo_cli-row_closed = { $number }  { $day }
photo_cli-no_file = photos add: no se encontró ningún archivo; se esperaba una foto
photo_cli-kept = La foto { $number } del { $day } queda guardada y sellada.
photo_cli-grey = --grey: se encontró "{ $found }"; se esperaban dos proporciones, como 0.8,0.5
photo_cli-written = { $file } está escrito, abierto para quien lo lea.
photo_cli-unasked = photos erase: no se encontró a nadie a quien preguntar; se esperaba --yes
photo_cli-sure = ¿Borrar las fotos de { $name }? No hay vuelta atrás.
photo_cli-one_erased = La foto { $number } está borrada.
photo_cli-erased = { $count ->
    [one] { $count } foto está borrada, y la clave con ella.
   *[other] { $count } fotos están borradas, y la clave con ellas.
}
photo_cli-ask = Frase de contraseña de las fotos:
photo_cli-ask_now = Frase de contraseña hasta ahora:
photo_cli-ask_new = Nueva frase de contraseña, vacía para ninguna:
photo_cli-ask_again = La nueva otra vez:
photo_cli-no_terminal = photos: una frase de contraseña las cierra, y no hay a quién preguntar; se esperaba una terminal
photo_cli-sealed = Una frase de contraseña cierra ahora las fotos. No se guarda en ningún lugar: quien la olvide solo puede borrarlas. Una copia hecha antes se abre con lo que valía entonces.
photo_cli-unsealed = Ninguna frase de contraseña cierra ahora las fotos: quien tenga la carpeta puede abrirlas.
