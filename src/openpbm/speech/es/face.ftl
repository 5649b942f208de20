face-read = leída en { $unit }, { $pose }; { $width } mm de ancho y { $height } mm de alto, { $points } puntos muestreados de nuevo
    como { $own }
face-read_bridged = leída en { $unit }, { $pose }; { $width } mm de ancho y { $height } mm de alto, { $points } puntos
    muestreados de nuevo como { $own }, huecos de { $holes } cubiertos
face-axes = { $left } hacia la izquierda de quien la lleva, { $up } hacia arriba, { $out } hacia fuera de la cara
face-turned = puesta derecha con un giro de { $degrees } grados
