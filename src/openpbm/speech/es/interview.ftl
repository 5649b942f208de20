interview-begin = Unas preguntas, y después el plan. Ctrl-C lo detiene; no se guarda nada hasta el final.
interview-understood = se entiende como: { $meaning }
interview-age = ¿Cuántos años tiene?
interview-years = { $age } años
interview-skin_type = ¿Su tipo de piel (de I a VI)?
interview-skin_type_is = tipo de piel { $phototype }
interview-goal = ¿Para qué la quiere (arrugas, acné, ...)?
interview-goggles = ¿Lleva gafas opacas durante la sesión (sí/no)?
interview-goggles_yes = gafas opacas en todas las sesiones
interview-goggles_no = sin gafas
interview-mask = ¿Qué máscara (su nombre, un id o un archivo de máscara)?
interview-mask_nothing = no se encontró nada; se esperaba el nombre de una máscara
interview-mask_several = encajan varias; indique una de { $masks }
interview-distance = ¿A qué distancia de su piel están los LED, en mm (Intro si no se sabe)?
interview-distance_unknown = distancia no conocida
interview-save = ¿Con qué nombre se guarda (Intro para person.toml)?
interview-save_name = se encontró «{ $found }»; se esperaba un nombre de archivo sencillo
interview-save_there = { $file } ya existe; dé otro nombre, por favor

interview-list = ¿{ $question } (con comas entre ellos; ninguno)?
interview-topic = ¿{ $question } (sí/no/no sé, o su nombre)?
interview-light = ¿{ $question } (sí/no/no sé)?
interview-none = ninguno
interview-no = no
interview-no_light = sin luz
interview-light_later = Escriba con qué frecuencia (3 a week since March, red), o la dosis de cada día, en recent_light en
    el archivo para empezar tan pronto como lo permita.
interview-date_of = ¿Fecha de { $name } (como 2026-05-01)?
interview-last_dose = ¿Última dosis de { $name } (2026-05-01; Intro si aún lo usa)?
interview-still_used = aún en uso
interview-last_dose_on = última dosis { $day }
interview-raised = { $question } (sí/no/no sé)
interview-once_more = Escríbalo otra vez, por favor (si repite lo mismo, se queda así):
interview-do_you_mean = «{ $name }»: ¿quiere decir { $guess } (sí/no)?
interview-one_name = un solo nombre
interview-one_name_of = se encontró «{ $found }»; se esperaba un solo nombre

interview-eyes = Una enfermedad de los ojos, o una operación de los ojos
interview-eyes_which = ¿Cuál (glaucoma, operación de cataratas, ...; «no sé» cuenta como enfermedad de la retina)?
interview-epilepsy = Epilepsia, o alguna vez una convulsión
interview-pregnancy = Está embarazada, o podría estarlo
interview-melasma = Melasma, o marcas oscuras que quedan tras un grano o un rasguño
interview-photosensitivity = Una enfermedad que la luz empeora, como lupus o alergia al sol
interview-photosensitivity_which = ¿Cuál (lupus, porfiria, ...; «no sé» cuenta como fotosensibilidad)?
interview-any-condition = Algo más de la piel o de la salud que un médico haya nombrado
interview-any-procedure = Peelings, microagujas, láseres, rellenos, operaciones, previstos o del último año;
    radioterapia en la cabeza alguna vez
interview-any-drug = Medicamentos, cremas activas y plantas del último año
interview-light_before = Luz de alguna máscara LED o lámpara en esta cara en las últimas 12 semanas
interview-light_unknown = luz que no se conoce: cuenta como tres sesiones completas por semana, así que puede haber menos margen, o un comienzo más tardío.

interview-sun = ¿Cómo reacciona su piel al primer sol del año?
interview-skin-I = siempre se quema, nunca se broncea
interview-skin-II = se quema con facilidad, se broncea un poco
interview-skin-III = se quema a veces, se broncea despacio
interview-skin-IV = se quema poco, se broncea bien
interview-skin-V = piel morena, rara vez se quema
interview-skin-VI = piel morena oscura o negra

interview-unread-drug = «{ $name }», que no está en la tabla. Cuenta como uno que vuelve la piel sensible a la
    luz: ninguna luz azul, y luz roja e infrarroja cercana solo después de consultar. Si un farmacéutico
    o un médico dijo que la luz no es problema, escriba quién y cuándo en [[person.answers]] en el archivo.
interview-unread-condition = «{ $name }», que no está en la tabla. Se conserva: ninguna luz antes de que un médico diga que la
    luz es segura con ello.
interview-unread-procedure = «{ $name }», que no está en la tabla. Se conserva: ninguna luz hasta cuatro semanas después.
interview-perhaps = quizá { $rows }: cuenta también con la misma severidad
interview-stops_nothing = { $name }, que no impide ninguna luz

interview-found = se encontró «{ $found }»; se esperaba { $expected }
interview-found_number = se encontró { $found }; se esperaba { $expected }
interview-found_nothing = aquí aún no hay nada escrito; indique { $expected }
interview-found_after_yes = se encontró «{ $found }» tras un sí; se esperaba un nombre, o «no sé»
interview-many_names = se encontraron { $count } nombres; se esperaban como máximo { $most }
interview-long_name = se encontró un nombre de más de { $most } letras; se esperaba { $expected }
interview-expect-age = un número de años, mayor que 0 y menor que 120
interview-expect-between = { $unit } entre { $low } y { $high }
interview-expect-date = una fecha como 2026-05-01
interview-expect-distance = mm entre 0 y 2000, como 8 o 1 cm, o nada
interview-expect-goal = un objetivo, como arrugas
interview-expect-names = nombres separados por comas, o «ninguno»
interview-expect-one_of = uno de { $known }
interview-expect-yes_no = sí, no o no sé
interview-expect-yes_or_name = sí, no, no sé o un nombre

interview-written_by = Escrito por { $command }; cámbielo como quiera.
