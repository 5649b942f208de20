screen-flag = { $flag ->
    [drowsy] Puede darle sueño: solo con una máscara que se apague sola, sentado, y no después de una dosis
        para dormir.
    [supervised] Alguien debería estar en la habitación durante la sesión.
    [pigment] Las hormonas pueden provocar manchas pardas: mire el mismo lugar con la misma luz cada dos semanas, y
        deténgase si se oscurece.
    [eye] Puede volver los ojos sensibles: solo con gafas opacas.
    [irritant] Puede escocer y adelgazar la piel superficial: úselo después de la sesión, no antes, y haga una pausa mientras
        la piel esté irritada.
    [clean_skin] Lávelo antes de la sesión: lo que hay sobre la piel bloquea la luz o se calienta.
    [skin_thin] El uso prolongado adelgaza la piel: mantenga la piel fresca, y póngaselo después de la sesión.
    [bleeding] La luz no le hace sangrar; las microagujas o los peelings sí, así que consulte antes de hacérselos.
   *[leaflet] Las instrucciones de su máscara pueden decir que no a esto; siga las instrucciones de su máscara.
}
screen-cool = La piel se mantiene a { $degc } o menos.
screen-gentle = Las primeras { $sessions } sesiones duran la mitad; detenga el ciclo si empeora.
screen-clash = { $row } y este ritmo dejan poco margen: deje { $hours } libres antes de una sesión, así que en los
    días anteriores a una úselo en las { $within } siguientes a su sesión, o no lo use.
screen-several = «{ $group }» puede ser varias cosas: cada una de ellas cuenta hasta que escriba cuál es.
screen-raised = { $question } Hasta que responda, esto cuenta. Escriba un no como no_to = ["{ $row }"] junto a
    "{ $said }", un sí como una afección.
screen-question = { $row ->
    [thyroid] ¿Le ha hablado alguna vez un médico de un tiroides hiperactivo o de un nódulo tiroideo?
    [diabetes_neuropathy] ¿Tiene diabetes, o nota en la cara el calor y el frío menos que antes?
    [epilepsy] ¿Ha tenido alguna vez una convulsión?
    [pregnancy] ¿Está embarazada, o podría estarlo?
    [immunosuppression] ¿Es por un trasplante, una enfermedad de la sangre u otra enfermedad del sistema inmunitario?
    [skin_cancer_active] ¿Se está tratando ahora un cáncer de piel?
    [bipolar] ¿Es por un trastorno bipolar?
    [retinal_disease] ¿Le ha hablado un oftalmólogo de una enfermedad de la retina?
    [diabetic_retinopathy] ¿Le ha hablado un oftalmólogo de glaucoma, uveítis u otra enfermedad de los ojos?
    [sle] ¿Le ha hablado un médico de lupus u otra enfermedad que el sol empeora?
    [epp] ¿Es por una enfermedad de sensibilidad a la luz?
   *[other] ¿Vale para usted aquello para lo que se suele tomar?
}
screen-answered = { $who } ({ $by }) dijo el { $day } que la luz no es problema con «{ $about }»: lo que esperaba una
    respuesta sigue con precaución, y las primeras { $sessions } sesiones duran la mitad.
screen-denied = { $who } ({ $by }) dijo el { $day } que no se puede usar la luz con «{ $about }».
screen-ask_expert = { $who ->
    [pharmacist] ¿Dijo un farmacéutico o un médico que la luz no es problema con «{ $said }»? ¿Quién, y cuándo?
    [goggles] ¿Dijo un médico que la luz no es problema con «{ $said }» tras gafas opacas? ¿Quién, y cuándo?
   *[doctor] ¿Dijo un médico que la luz no es problema con «{ $said }»? ¿Quién, y cuándo?
} Si se escribe, un sí deja seguir con precaución lo que ahora espera, con las primeras { $sessions } sesiones la mitad de largas.

screen-no_such_question = campo person.medicines.no_to: se encontró "{ $row }" para { $said }; { $asks ->
    [0] no se esperaba nada, pues no plantea ninguna pregunta
   *[other] se esperaba una de las filas por las que pregunta: { $rows }
}
screen-about_nothing = campo person.answers.about: se encontró "{ $said }"; se esperaba una entrada de este archivo tal como está
    escrita allí: { $entries }
