settle-power = la potencia que consume la máscara
settle-power_how = Ponga un medidor de potencia USB entre el enchufe y la máscara, haga una sesión entera y anote los vatios hora.
settle-meter = la intensidad de cada color
settle-meter_how = Sostenga el sensor de un medidor de luz donde estaría su piel, en cinco lugares de la máscara, cada color
    por separado, y anote cada lectura.
settle-letter = A { $maker }. Tengo su { $mask }. Para usarla con seguridad necesito una cifra de cada uno de sus colores
    ({ $channels }): la irradiancia media sobre la piel de la cara que la lleva, en mW/cm², y cómo, dónde y con qué
    medidor se midió. Díganme también, por favor, la longitud de onda máxima de cada color, si la luz es pulsada y la
    potencia eléctrica durante el funcionamiento. Muchas gracias.
