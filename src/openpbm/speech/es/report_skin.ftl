report_skin-title = Su piel según se midió
report_skin-page_title = Su piel según se midió (OpenPBM)
report_skin-colour = color
report_skin-spectrum = espectro
report_skin-intended = Lo que un modelo de siete capas dice de una lectura de reflectancia. Planifica luz; no encuentra ninguna enfermedad.
report_skin-found = Lo que se encontró
report_skin-head_quantity = Magnitud
report_skin-head_likely = Más probable
report_skin-head_interval = Intervalo del 90 %
report_skin-head_unit = Unidad
report_skin-melanin = Melanina
report_skin-melanin_unit = µm de melanosomas en la epidermis
report_skin-blood = Sangre
report_skin-blood_unit = % del volumen de la dermis
report_skin-scattering = Dispersión
report_skin-scattering_unit = veces lo habitual en la piel de la cara
report_skin-lab = L* { $l }, a* { $a }, b* { $b }; ángulo tipológico { $angle } grados. { $instrument }.
report_skin-lab_of = L*, a*, b* de { $l }, { $a }, { $b }
report_skin-no_oxygen = La saturación de oxígeno no es un hallazgo: un espectro de reflectancia no la distingue del resto. Se ajustó
    a la vez como algo desconocido.
report_skin-no_thickness = No se midió el grosor de las capas: un plan lo sigue tomando de la población general.
report_skin-no_colour = El espectro no cubre lo visible: su color no se conoce.
report_skin-other_light = Leído para { $viewing }: { $lab }; para { $usual } esta piel tiene { $usual_lab }.
report_skin-edge_loss = Hasta { $share } de la luz dispersada sale de la piel fuera de la abertura; el modelo lo cuenta, y la mitad
    como duda.
report_skin-misfit = El modelo sigue mal esta lectura (desajuste { $misfit }, en torno a 1 cuando vale): los intervalos se ensancharon por ello;
    compruebe la geometría y la unidad.
report_skin-contact = sonda, iluminada a 0 y vista a 45 grados
report_skin-sphere_included = esfera integradora (d/8), con la luz especular
report_skin-sphere_excluded = esfera integradora (d/8), sin la luz especular
report_skin-no_aperture = { $kind }; abertura no indicada
report_skin-aperture = { $kind }; { $aperture } mm medidos, { $lit } mm iluminados
report_skin-against = Medido frente a modelado
report_skin-modelled_only = El espectro del modelo
report_skin-points = Puntos: la lectura.
report_skin-line = Línea: el modelo como lo leería el instrumento; sombreado: donde lo deja el ajuste, del percentil 5 al 95.
report_skin-rms = Raíz cuadrática media de lo que queda: { $rms }.
report_skin-axis_reflectance = reflectancia
report_skin-axis_wavelength = longitud de onda, nm
report_skin-axis_left = medido menos modelado
report_skin-numbers = Los números
report_skin-head_measured = Medido
report_skin-head_modelled = Modelado
report_skin-head_difference = Diferencia
report_skin-use = Cómo usarlo
report_skin-use_see = Ponga { $file } junto al archivo de la persona y escriba { $line } en { $table }, en lugar de un fototipo. Una lectura
    estrecha la melanina, la sangre y la dispersión; nunca las ensancha.
report_skin-foot = OpenPBM { $version }. Theory 3.8 a 3.10.
