limit-skin_kept_cool = { $row }: el calor puede empeorarlo, así que la piel se mantiene más fresca que otra piel; ninguna fuente
    da la temperatura, la eligió este proyecto
limit-thermal_dose = dosis térmica (CEM43)
    .reason = minutos a 43 °C que harían lo mismo, en: { $place }; umbral de corte del proyecto
    .change = una temperatura de la piel medida bajo esta máscara
limit-place_surface = superficie de la piel
limit-place_hotter_surface = lo más caliente de superficie y capa basal (casi siempre la superficie)
limit-place_hotter_basal = lo más caliente de superficie y capa basal (casi siempre la capa basal)

limit-light_day = luz { $band } de un día
    .reason = punto más intenso, sumada toda la luz: { $of ->
        [blue] pigmento duradero
        [amber] oscurecimiento inmediato
        [nir] a nadie se le dio tanta, así que para toda piel cuenta la menor dosis roja que toleraron los voluntarios de STARS
       *[red] lo que toleraron los voluntarios de STARS en una sesión
    }
    .change = menos luz de otro origen, o menos sesiones
limit-light_borne = luz { $band } de cualesquiera { $days } días seguidos
    .reason = punto más intenso, sumada toda la luz: { $of ->
        [nir] a nadie se le dio tanta, así que cuentan { $sessions } sesiones con la menor dosis roja que toleraron los voluntarios de STARS
       *[red] lo que toleraron los voluntarios de STARS en { $sessions } sesiones
    }
    .change = menos luz de otro origen, o menos sesiones
limit-light_days = luz { $band } de cualesquiera { $days } días seguidos
    .reason = punto más intenso, sumada toda la luz: como máximo { $sessions } sesiones completas, medida propia de este proyecto
    .change = menos luz de otro origen, o menos sesiones

limit-epidermis_of_trial = energía que absorbe la epidermis
    .reason = percentil 95 de los participantes de { $trial }
    .change = un ensayo en personas de este color de piel
