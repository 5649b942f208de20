standard-answer_applies = se aplica
standard-answer_may = puede aplicarse
standard-answer_outside = no se aplica

standard-told_applies = { $count ->
    [one] { $names } se aplica
   *[other] { $names } se aplican
}
standard-told_may = { $count ->
    [one] { $names } puede aplicarse
   *[other] { $names } pueden aplicarse
}
standard-told_outside = { $count ->
    [one] { $names } no se aplica
   *[other] { $names } no se aplican
}

standard-lamps = toda fuente de luz incoherente; el grupo de riesgo de esta página es de este texto
standard-beyond_visible = { $share } de la luz está más allá de 780 nm, y es para tratar
standard-for_lighting = es para iluminación y señales, y esta luz es para tratar
standard-for_home = es para uso en casa, y este aparato es para una consulta
standard-home_treats = uso en casa: se aplica si el aparato está destinado a tratar, como el acné
standard-home_looks = uso en casa: se aplica si el aparato está destinado solo al aspecto
standard-for_professionals = es para uso profesional; los aparatos de casa van a 60601-2-83 o 60335-2-113
standard-group_unknown = solo en el grupo de riesgo 3, y el grupo de este aparato no se conoce
standard-group_three = uso profesional, grupo de riesgo 3
standard-group_below = solo a partir del grupo de riesgo 3 (o 1C con una fuente así); el de este es { $group }
