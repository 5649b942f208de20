photo-no_face = No se encontró ninguna cara. Mire de frente a la cámara, con el pelo apartado y toda la cara dentro del óvalo.
photo-faces = Se encontraron { $count } caras; una foto que se pueda comparar tiene una. Que no haya nadie ni ninguna imagen de una cara detrás de usted.
photo-small = La cara es demasiado pequeña: { $found } píxeles entre los ojos, hacen falta al menos { $least }. Acérquese, o use una cámara mejor.
photo-cut_off = El borde de la foto corta la cara. Toda la cara dentro del óvalo, de la línea del pelo al mentón.
photo-turned = La cara está girada { $by } hacia un lado. Mire de frente a la cámara.
photo-turned_up = La cara mira hacia arriba { $by }. Ponga la cámara a la altura de sus ojos.
photo-turned_down = La cara mira hacia abajo { $by }. Ponga la cámara a la altura de sus ojos.
photo-turned_from_first = La cara está girada { $by } de otro modo que en la primera foto. Mire a la cámara como en aquella, con la cámara a la misma altura.
photo-dark = Está demasiado oscuro: la cara apenas es más clara que el ruido de la cámara. Más luz de frente, y siempre la misma lámpara.
photo-no_colour = Está en blanco y negro, así que no dice nada del enrojecimiento. Hágala en color.
photo-burnt = Hay demasiada luz: { $share } de la piel está quemado en la foto, así que se pierde su color. Menos luz, o apártese de la ventana.
photo-one_sided = La luz viene de un lado: su mejilla { $side ->
    [left] izquierda
   *[right] derecha
} es { $by } pasos de L* más clara. Gírese hacia la lámpara o la ventana, para que las dos mejillas estén iguales.
photo-blurred = Está borrosa. Sujete la cámara con firmeza, o apóyela; limpie la lente.

photo-card_edge = La tarjeta gris está en el borde de la foto. Señale el centro de una tarjeta que se vea entera.
photo-card_tone = La tarjeta gris es demasiado oscura o está demasiado quemada para medirla. Gírela hacia la luz como la cara.
photo-card_uneven = Lo que ha señalado no es un solo tono. Señale el centro de la tarjeta gris.

photo-nearer = Más cerca que en la primera foto: retroceda un poco.
photo-farther = Más lejos que en la primera foto: acérquese un poco.
photo-lighter = Más clara que la primera foto: ayudan la misma lámpara, el mismo lugar, la misma hora.
photo-darker = Más oscura que la primera foto: ayudan la misma lámpara, el mismo lugar, la misma hora.
photo-cast = La luz tiene otro color que en la primera foto: la misma lámpara, sin luz del día a su lado. Una tarjeta gris lo corregiría.
photo-otherwise_lit = Más iluminada desde su { $side ->
    [left] izquierda
   *[right] derecha
} que en la primera foto, en { $by } pasos de L* entre las mejillas: ayudan la misma lámpara y el mismo lugar.
photo-otherwise_turned = Girada { $by } de otro modo que en la primera foto.
photo-otherwise_tilted = Inclinada { $by } de otro modo que en la primera foto: la cabeza recta, la cámara nivelada.
photo-misfit = Otra expresión u otro giro que en la primera foto: los puntos de referencia difieren en { $share } de la distancia entre los ojos. Una cara en reposo se compara mejor.

photo-figure-redness = Enrojecimiento (a*)
photo-figure-evenness = Irregularidad del enrojecimiento (mitad de la dispersión de a*)
photo-change = { $first } el primer día, { $last } el último.
photo-repeats_unknown = Repetibilidad desconocida: ningún día tiene dos fotos. Si esto es un cambio o es la cámara, nadie puede decirlo.
photo-within = La piel sin cambios difiere hasta en { $limit }: según dos fotos de { $pairs ->
    [one] { $pairs } día
   *[other] { $pairs } días
}, y según giros de la cabeza y lámparas demasiado parecidos para notarlos. No se ve ningún cambio: esto queda dentro.
photo-beyond = La piel sin cambios difiere hasta en { $limit }: según dos fotos de { $pairs ->
    [one] { $pairs } día
   *[other] { $pairs } días
}, y según giros de la cabeza y lámparas demasiado parecidos para notarlos. Ha cambiado: esto es más, como ocurre por azar en 1 mirada de cada 20. La causa puede ser otra luz, el calor o haber corrido antes de la foto.
photo-checked = Color corregido con una tarjeta gris.
photo-not_checked = Color no comprobado: no hay tarjeta gris en estas fotos. Otra lámpara parece otra piel.
photo-dark_skin = En la piel morena y oscura el enrojecimiento apenas se ve en a*: según el modelo de piel de OpenPBM, el doble de sangre lo sube 3 pasos en una piel muy clara, menos de 1 en una piel morena y nada en una piel oscura. Ahí «no se ve ningún cambio» no dice nada del enrojecimiento.
photo-one_day = Hasta ahora hay fotos de un día. Para ver cambios hacen falta dos.

photo-found_better = Ha cambiado: en { $later } de { $pairs } pares se eligió la foto posterior como la mejor. El azar solo hace esto, o algo tan lejos de la mitad, en { $chance } de pruebas así; la línea se trazó en { $line } antes del primer par.
photo-found_worse = Ha cambiado: solo en { $later } de { $pairs } pares se eligió la foto posterior como la mejor; las anteriores se veían mejor. El azar solo hace esto, o algo tan lejos de la mitad, en { $chance } de pruebas así; la línea se trazó en { $line } antes del primer par.
photo-found_nothing = No se ve ningún cambio: en { $later } de { $pairs } pares se eligió la foto posterior como la mejor. El azar solo hace esto, o algo tan lejos de la mitad, en { $chance } de pruebas así; solo { $line } o menos habría contado.
photo-found_light = Ninguna respuesta sobre la piel: en { $later } de { $pairs } pares se eligió la foto posterior, lo que el azar solo hace, o algo tan lejos de la mitad, en { $chance } de pruebas así; pero la luz de las fotos también distingue lo posterior de lo anterior. La misma lámpara, y una tarjeta gris en cada foto, darían respuesta.
photo-light_lighter = La foto posterior es la más { $way ->
    [more] clara
   *[less] oscura
} en { $count } de { $pairs } pares.
photo-light_yellower = La foto posterior es la { $way ->
    [more] más
   *[less] menos
} amarilla en { $count } de { $pairs } pares. Una lámpara, una estación y un bronceado hacen las dos cosas.
photo-found_coin = No se ve ningún cambio: en { $neither } de { $pairs } pares no se vio diferencia, así que las monedas decidieron al menos tanto como los ojos.
photo-power = A quien distingue lo posterior de lo anterior en { $told } de los pares se le nota en { $power } de las pruebas con { $pairs } pares; con más días con foto se nota más.
photo-why = Esto no dice qué cambió las fotos: la luz, la estación, un bronceado, el sueño, el maquillaje y el cuidado de la piel también cambian las caras, y la piel va despacio por su propio camino. De los ciclos simulados en los que solo se desplaza la luz o un bronceado, hasta 8 de cada 100 terminan con «ha cambiado», en lugar de 3.
photo-neither = { $count ->
    [one] { $count } respuesta
   *[other] { $count } respuestas
} «sin diferencia» contaron como una moneda lanzada antes.
photo-seen_before = { $count ->
    [one] { $count } de sus fotos se mostró
   *[other] { $count } de sus fotos se mostraron
} con el día antes de que empezara la prueba. Quien lo vio puede haberlas reconocido; otra persona juzga con más imparcialidad.
photo-days_needed = Una prueba necesita fotos de al menos { $needed } días; hay { $found }.
