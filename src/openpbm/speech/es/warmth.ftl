warmth-estimate = estimación en una dimensión del centímetro cuadrado que recibe más luz, con el flujo de sangre en reposo,
    que yerra hacia lo caliente; en esta máscara no se midió nada
warmth-estimate_touching = estimación en una dimensión del centímetro cuadrado que recibe más luz, con el flujo de sangre en
    reposo, que yerra hacia lo caliente; en esta máscara no se midió nada; no se sabe que no toque la piel, así que se supone que la toca
