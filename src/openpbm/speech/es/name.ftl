# Colours are feminine: they stand beside "luz". `.before_i` stands before a word that begins so.

name-language = Español

name-row-comma = { $before }, { $last }
name-row-and = { $before } y { $last }
    .before_i = { $before } e { $last }
    .before_hi = { $before } e { $last }
    .before_hie = { $before } y { $last }
name-row-or = { $before } o { $last }
    .before_o = { $before } u { $last }
    .before_ho = { $before } u { $last }
name-row-semicolon = { $before }; { $last }

name-number-unknown = no se conoce
name-number-under = menos de { $value }
name-number-about = cerca de { $value }

name-role-blue = azul
name-role-green = verde
name-role-amber = ámbar
name-role-red = roja
name-role-deep_red = roja profunda
name-role-nir = infrarroja cercana
name-role-nir2 = infrarroja cercana larga

name-device-mask = máscara
name-device-panel = panel
name-device-canopy = arco
name-device-flexible_mask = máscara flexible
name-device-rigid_mask = máscara rígida
name-device-handheld = aparato de mano
name-setting-home = para casa
name-setting-office = para consulta

name-region-forehead = frente
name-region-glabella = entrecejo
name-region-left_periorbital = contorno del ojo izquierdo
name-region-right_periorbital = contorno del ojo derecho
name-region-nose = nariz
name-region-left_cheek = mejilla izquierda
name-region-right_cheek = mejilla derecha
name-region-perioral = contorno de la boca
name-region-lips = labios
name-region-chin = mentón
name-region-jaw = mandíbula
name-region-whole_face = toda la cara

name-layer-stratum_corneum = capa córnea
name-layer-living_epidermis = epidermis viva
name-layer-papillary_dermis = dermis superior
name-layer-upper_plexus = plexo superior
name-layer-reticular_dermis = dermis profunda
name-layer-deep_plexus = plexo profundo
name-layer-subcutis = tejido subcutáneo

name-goal-wrinkles_firmness = arrugas y firmeza
name-goal-acne = acné
name-goal-wound = curación de heridas
name-goal-scar = cicatrices
name-goal-psoriasis = psoriasis
name-goal-rosacea = rosácea
name-goal-eczema = eccema
name-goal-age_spots_pigment = manchas y pigmento
name-goal-post_procedure_redness = enrojecimiento tras un procedimiento
name-goal-circulation = circulación

name-action-allow = permitida
name-action-caution = permitida con precaución
name-action-refer = solo después de consultar
name-action-exclude = no permitida

name-state-go = Planificado
name-state-care = Planificado con precaución
name-state-stop = No planificado
name-state-unknown = No planificado
name-state-by_maker = El programa del fabricante

name-band-blue = azul
name-band-amber = de verde a ámbar
name-band-red = roja
name-band-nir = infrarroja cercana

name-status-verified = leído en su fuente
name-status-derived = calculado a partir de números leídos
name-status-fitted = ajustado
name-status-recalled = recordado, falta revisarlo
name-status-assumed = supuesto
name-status-project = fijado por este proyecto
name-status-mixed = en parte leído, en parte recordado
name-status-claimed = declarado por el fabricante

name-certainty-0 = ninguna
name-certainty-1 = muy baja
name-certainty-2 = baja
name-certainty-3 = moderada
name-certainty-4 = alta

name-soundness-unread = sin leer
name-soundness-weak = débil
name-soundness-fair = aceptable
name-soundness-sound = sólida
