grade-unlisted = no está en el catálogo
grade-no_hazard_report = no se encontró ningún informe de riesgos de un laboratorio sobre este aparato
grade-no_hazard_report_but_measured = no se encontró ningún informe de riesgos de un laboratorio sobre este aparato; existen
    mediciones independientes
grade-trial_of_maker = un ensayo nombra un aparato de este fabricante ({ $trials }); el modelo puede ser otro
grade-no_trial = la tabla de pruebas no contiene ningún ensayo de este mismo aparato
grade-no_certificate = no se encontró ninguna prueba de producción, tolerancia ni certificado de calidad
grade-no_number = se describe como autorizado; no se encontró el número
grade-nothing_found = no se encontró nada
