# A skin as it was measured.

report_skin-title = Your skin as measured
report_skin-page_title = Your skin as measured (OpenPBM)
report_skin-colour = colour
report_skin-spectrum = spectrum
report_skin-intended = What a model of seven layers says of a reading of reflectance. It plans light; it finds no illness.
report_skin-found = What was found
report_skin-head_quantity = Quantity
report_skin-head_likely = Most likely
report_skin-head_interval = 90 % interval
report_skin-head_unit = Unit
report_skin-melanin = Melanin
report_skin-melanin_unit = µm of melanosomes in the epidermis
report_skin-blood = Blood
report_skin-blood_unit = % of the volume of the dermis
report_skin-scattering = Scattering
report_skin-scattering_unit = times the usual of facial skin
report_skin-lab = L* { $l }, a* { $a }, b* { $b }; typology angle { $angle } degrees. { $instrument }.
report_skin-lab_of = L*, a*, b* of { $l }, { $a }, { $b }
report_skin-no_oxygen = Oxygen saturation is no finding: a spectrum of reflectance does not tell it apart from the rest. It was fitted
    along as something unknown.
report_skin-no_thickness = Thickness of the layers was not measured: a plan still draws it from people at large.
report_skin-no_colour = The spectrum does not cover the visible: its colour is not known.
report_skin-other_light = Read for { $viewing }: { $lab }; for { $usual } this skin has { $usual_lab }.
report_skin-edge_loss = Up to { $share } of the scattered light leaves the skin outside the aperture; the model counts it, and half of it
    as doubt.
report_skin-misfit = The model follows this reading badly (misfit { $misfit }, about 1 where it holds): the intervals were widened by it;
    check geometry and unit.
report_skin-contact = probe, lit at 0 and seen at 45 degrees
report_skin-sphere_included = integrating sphere (d/8), mirrored light included
report_skin-sphere_excluded = integrating sphere (d/8), mirrored light excluded
report_skin-no_aperture = { $kind }; aperture not stated
report_skin-aperture = { $kind }; { $aperture } mm measured, { $lit } mm lit
report_skin-against = Measured against modelled
report_skin-modelled_only = The model’s spectrum
report_skin-points = Points: the reading.
report_skin-line = Line: the model as the instrument would read it; tint: where the fit leaves it, 5th to 95th percentile.
report_skin-rms = Root mean square of what is left: { $rms }.
report_skin-axis_reflectance = reflectance
report_skin-axis_wavelength = wavelength, nm
report_skin-axis_left = measured less modelled
report_skin-numbers = The numbers
report_skin-head_measured = Measured
report_skin-head_modelled = Modelled
report_skin-head_difference = Difference
report_skin-use = How to use it
report_skin-use_see = Put { $file } beside the person file and write { $line } under { $table }, instead of a phototype. A reading
    narrows melanin, blood and scattering; it never widens them.
report_skin-foot = OpenPBM { $version }. Theory 3.8 to 3.10.
