maker-unshown = Este es el programa del fabricante de su máscara, no un plan nuestro. Nadie nos ha mostrado qué
    intensidad tiene su máscara; solo comprobamos lo que podría hacer daño hasta { $most }. Ningún estudio dice lo que hace. Vale para
    un aparato auténtico de este nombre.
maker-claimed = Este es el programa del fabricante de su máscara, no un plan nuestro. { $figure ->
        [each] Su fabricante indica la intensidad de cada uno de sus colores
        [total] Su fabricante indica la intensidad total, no color por color
       *[part] Su fabricante indica la intensidad de algunos de sus colores, no de todos
    }, y nadie independiente ha mostrado que sea así; solo comprobamos lo que podría hacer daño hasta { $most }. Ningún estudio dice
    lo que hace. Vale para un aparato auténtico de este nombre.
maker-measured = Este es el programa del fabricante de su máscara, no un plan nuestro. La intensidad de su máscara la midió
    usted; comprobamos lo que podría hacer daño hasta { $most }. Ningún estudio dice lo que hace. Vale para un aparato auténtico de
    este nombre.
