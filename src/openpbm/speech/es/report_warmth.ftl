report_warmth-title = Cuánto se calienta la piel
report_warmth-estimated = Estimado, no medido. Los límites se apoyan en una estimación que yerra hacia lo caliente: de { $start } a { $end } tras { $minutes } (percentil 95); aumento { $rise }.
report_warmth-figure = Temperatura durante la sesión.
report_warmth-see = El flujo de sangre que responde al calor, la evaporación de la piel descubierta y los LED que se debilitan hacen que el curso más probable sea más
    fresco donde hace calor. Ningún límite se apoya en ello.
report_warmth-numbers = Las temperaturas, en números
report_warmth-limit = límite de la piel, { $limit }
report_warmth-line_gate = en lo que se apoyan los límites: yerra hacia lo caliente, el 95 % queda por debajo
report_warmth-line_surface = superficie de la piel, más probable, con del 5 al 95 %
report_warmth-line_basal = bajo la epidermis
report_warmth-line_dermis = dermis, media
report_warmth-line_mask = la máscara
report_warmth-likelier = { $mask_is ->
    [on] Más probablemente, la superficie va de { $start } a { $end }, y la propia máscara llega a { $mask }.
    [off] Más probablemente, la superficie va de { $start } a { $end }, y la propia máscara, separada de la piel, llega a { $mask }.
   *[none] Más probablemente, la superficie va de { $start } a { $end }.
    }
report_warmth-touching = En el peor caso hay { $places }.
report_warmth-touch_mask_temperature = donde toca la máscara { $value } de como máximo { $limit }
report_warmth-touch_mask_temperature_led = en un LED { $value } de como máximo { $limit }
report_warmth-fading = Los LED calientes dan menos luz que los fríos: a lo largo de la sesión { $each }. Las dosis y los límites de aquí son los de
    LED fríos, así que la dosis verdadera podría ser menor en esa medida.
report_warmth-loss = { $channel } cerca de { $middle } (95 de cada 100 casos: menos de { $most })
report_warmth-both = estimaciones: piel probablemente { $likely }, { $worst } para los límites
report_warmth-table = Temperatura durante la sesión, °C: mediana más probable (del 5 al 95 %), y el percentil 95 de la estimación en que
    se apoyan los límites
report_warmth-head_after = Tras
report_warmth-head_surface = Superficie
report_warmth-head_basal = Bajo la epidermis
report_warmth-head_dermis = Dermis
report_warmth-head_mask = Máscara
report_warmth-head_gate = Apoyo de los límites
