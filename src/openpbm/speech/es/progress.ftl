progress-screen = cribado
progress-on_face = luz sobre la cara
progress-in_skin = luz dentro de la piel
progress-dose = dosis
progress-session = sesión
progress-course = ciclo
progress-of_many = { $number } de { $many }: { $step }
