# Files of the trade: what instruments and board programs save.

## What a file is

trade-is = { $file }: { $form }
trade-form_uprtek = spectrum of a UPRtek meter
trade-form_sekonic = spectrum of a Sekonic meter
trade-form_tm27 = spectrum in IES TM-27 (SPDX)
trade-form_tm33 = spectrum in IES TM-33 (XML)
trade-form_ocean = spectrum of an Ocean-type program
trade-form_luox = spectra for luox: wavelengths, then one spectrum a column
trade-form_columns = spectrum in a table of columns
trade-form_cgats = reflectance in CGATS.17
trade-form_wide = reflectance in a wide table, one column a wavelength
trade-form_reflectance = reflectance in a table of columns
trade-form_tm27_skin = reflectance in IES TM-27 (SPDX)
trade-form_lm63 = intensity over angle in IES LM-63
trade-form_eulumdat = intensity over angle in EULUMDAT
trade-form_tm33_beam = intensity over angle in IES TM-33 (XML)
trade-form_kicad_pcb = places of parts in a KiCad board
trade-form_kicad_pos = places of parts in KiCad's position file
trade-form_pick = places of parts in a pick-and-place list
trade-form_places = places of LEDs in the face's frame
trade-family_light = the spectrum of a light
trade-family_angle = an intensity over angle, such as .ies or .ldt
trade-family_place = places of parts, such as .pos or a pick-and-place list

## What was understood

trade-told_quantity = Quantity: { $quantity }.
trade-quantity_unsaid = not stated
trade-quantity_irradiance = irradiance
trade-quantity_radiance = radiance
trade-quantity_flux = flux
trade-quantity_intensity = intensity
trade-quantity_exitance = exitance
trade-quantity_relative = relative
trade-quantity_photons = photons
trade-quantity_counts = counts of a detector
trade-told_column = Called: { $found }.
trade-told_unit = Unit, as the file states it: { $found }.
trade-told_no_unit = The file states no unit: the shape of the spectrum counts, not how strong it is.
trade-told_range = { $low } to { $high } nm in steps of { $step } nm, { $count } values.
trade-told_uneven = { $low } to { $high } nm in uneven steps, { $count } values.
trade-told_peak = Peak at { $peak } nm; 95 % of the light lies between { $low } and { $high } nm.
trade-told_noise = Dark noise: { $count } values lie below zero, the least { $least }; they count as no light.
trade-told_photons = Photons are turned into energy by their wavelength.
trade-told_lamp = Lamp: { $found }.
trade-told_planes = { $planes ->
    [one] { $planes } plane
   *[other] { $planes } planes
    } about the axis, { $angles } angles up to { $last } degrees.
trade-told_flux = In { $unit }; all directions together { $flux } { $of }.
trade-told_lumens = Lumens of the lamps, as stated: { $lumens }.
trade-told_by_eye = Candelas are light as an eye sees it: they give the shape of the beam, and no power in W.
trade-told_beam = Intensity has halved at { $measured } degrees off axis; a mask reckons with half_angle_deg = { $half }.
trade-told_no_beam = No beam for a mask: { $why }.
trade-told_parts = { $parts ->
    [one] { $parts } part
   *[other] { $parts } parts
    }: { $kinds }.
trade-told_sides = On the top side { $top }, on the underside { $bottom }.
trade-told_size = Written in { $unit }; they span { $wide } by { $high } mm.
trade-told_places = { $count ->
    [one] { $count } LED
   *[other] { $count } LEDs
    } with their directions, in mm.
trade-told_skin = { $count } values from { $low } to { $high } nm.
trade-told_instrument = The file says: { $found }.
trade-told_no_spectrum = No spectrum for a mask: { $why }.
trade-use_in_mask = In a mask file, under [[channels]]:
trade-use_stated = A mask file takes no form that is stated: it would read this file as another form, or not at all.
trade-use_skin = For a page on it: openpbm skin fit { $found }
trade-use_in_person = In a person file, under [person]:
trade-skin_to_fill = { $count ->
    [one] One thing is not stated in the file: put yours where ... stands.
   *[other] { $count } things are not stated in the file: put yours where ... stands.
    }
trade-use_skin_geometry = geometry: sphere (d/8) or contact (0/45, 45/0).
trade-use_skin_specular = specular: included (SCI) or excluded (SCE, and any that is contact).
trade-use_skin_aperture_mm = aperture_mm: the diameter of what is measured, in mm, such as 8.

## Why a measured beam is none that one half angle describes

trade-beam_off_axis = found the most light at { $at } degrees off axis; expected it on the axis
trade-beam_too_short = found angles up to { $last } degrees, where the light has not fallen to half; expected more
trade-beam_behind = found { $share } % of the light going backwards; expected at most 5 %
trade-beam_not_round = found half angles from { $narrow } to { $wide } degrees in different planes; expected them alike within 25 %
trade-beam_no_power = found light that halves at { $half } degrees, while its peak over all of it is that of a beam of { $peak };
    expected the two alike within 25 %

## What is wrong

trade-fault = { $where }: line { $line }: { $what }
trade-fault_whole = { $where }: { $what }
trade-unknown = found no table of numbers, and no mark of a form that is known; expected one of the forms that --as takes
trade-no_form = --as: found "{ $found }"; expected one of { $known }
trade-other_family = found { $form }; expected { $wanted }
trade-not_written = found { $form }, which is not written; expected a spectrum, an intensity over angle or parts of a board
trade-over = --to: found { $file }, the file that is read; expected another name
trade-no_ending = found another ending; expected { $endings }
trade-no_number = found "{ $found }"; expected a number with a decimal point
trade-no_column = found no single column "{ $found }"; expected one of { $columns }
trade-which_power = found several columns of power ({ $columns }); expected one of them to be named: --column NAME, or
    spectrum_column in a mask file
trade-not_light = found "{ $found }", { $kind ->
    [logarithm] a logarithm; expected linear power: convert it first, 10 to the power of dB / 10, or of log10
    [absorbance] an absorbance; expected the light of a lamp, such as irradiance in W/m2/nm
    [transmittance] a transmittance; expected the light of a lamp, such as irradiance in W/m2/nm
    [reflectance] a reflectance; expected the light of a lamp, such as irradiance in W/m2/nm
    [temperature] a temperature; expected the light of a lamp, such as irradiance in W/m2/nm
    [response] a responsivity or efficiency; expected the light of a lamp, such as irradiance in W/m2/nm
    [eye] light as an eye sees it; expected power, irradiance or photons at each wavelength, such as W/m2/nm
    [spread] an uncertainty; expected the values themselves, such as irradiance in W/m2/nm
   *[axis] an axis of wavelengths; expected a column of light beside it, such as irradiance in W/m2/nm
    }
trade-unit_unknown = found "{ $found }" with "{ $unit }" where a unit stands; expected a unit of light in its place, such as
    W/m2/nm, mW, umol/m2/s, counts or a.u., or none where that is no unit
trade-share_unnamed = found "{ $found }", a share that says not of what; expected a title that says it, such as "Relative power (%)"
trade-not_skin = found "{ $found }"; expected the share of light that returns, as it is: a reflectance in % or as a number from 0 to 1
trade-few = found { $found } wavelengths; expected at least three, each with a value
trade-no_nanometres = found a wavelength of { $found }; expected nanometres, from 150 to 5000, in the column of wavelengths
trade-not_rising = found { $found } nm after { $before } nm; expected wavelengths that must rise from row to row
trade-counts = found counts with light from { $low } to { $high } nm; expected power or irradiance, which the program of
    the spectrometer gives once it is calibrated: a detector counts colours that lie far apart unequally
trade-no_power = found no power above zero (down to { $least }); expected light of a channel
trade-below_zero = found powers down to { $least } beside a peak of { $peak }, and { $share } % of the light below zero; expected
    negative values of at most { $one } % and { $all } %, as dark noise leaves them: measure the dark anew
trade-no_light = found "{ $found }" as the quantity; expected a light: flux, irradiance, radiance, intensity, exitance or relative
trade-handheld_rows = found no spectrum; expected lines as a meter of { $maker } writes them, one wavelength each
trade-handheld_order = found rows that do not make one spectrum; expected each wavelength once and rising, as the { $maker } meter writes them
trade-cut = found the spectrum to end at { $last } nm; expected it to go on to { $wanted } nm: the file is cut
trade-ocean_mark = found no line ">>>>>Begin Spectral Data<<<<<"; expected one above the numbers
trade-ocean_axis = found "{ $found }" as the axis; expected Wavelengths
trade-ocean_cut = found { $found } points; expected { $wanted }, as the head counts them: the file is cut
trade-xml_large = found elements nested too deep, or too many; expected a file of one lamp
trade-xml_dtd = found a DOCTYPE or an entity; expected XML without them
trade-xml_broken = found XML that is broken ({ $why }); expected a whole file
trade-xml_letters = found letters of an unknown kind; expected XML in UTF-8 or UTF-16
trade-xml_root = found <{ $found }>; expected <{ $form }>
trade-xml_no_points = found no <SpectralData>; expected one for each wavelength
trade-tm33_no_spectrum = found no spectrum in an <Emitter>; expected <SpectralData>, or <Wavelengths> and <Values>
trade-tm33_counts = found { $nm } wavelengths and { $values } values; expected as many of both
trade-tm33_no_intensity = found no intensity in an <Emitter>; expected <IntData h="..." v="...">
trade-tm33_metric = found "{ $found }" as what is measured; expected Luminous, Radiant or Photon
trade-tm33_lost = found nothing for h = { $plane }, v = { $angle }; expected every angle in every plane
trade-cgats_mark = found no line { $found }; expected all four marks of CGATS: the file is cut
trade-cgats_count = found { $name } { $stated }; expected { $found }, as there are
trade-cgats_row = found { $found } cells; expected { $wanted }, one for each field
trade-angles_back = found an angle of { $found } after { $before } degrees; expected angles that rise
trade-angle = found an angle of { $found } degrees; expected 0 to { $most }
trade-planes = found planes from { $found } degrees; expected 0 alone, 0 to 90, 0 to 180, 90 to 270 or 0 to 360
trade-negative = found an intensity below zero; expected none: measure the dark anew
trade-dark = found no light in any direction; expected an intensity above zero
trade-more_light = found { $found } lm in all directions; expected at most the { $stated } lm that the file states
trade-lm63_no_tilt = found no line TILT=; expected one, such as TILT=NONE, between the keywords and the numbers
trade-lm63_tilt = found TILT={ $found }; expected TILT=NONE or TILT=INCLUDE
trade-lm63_cut = found { $found } numbers; expected { $wanted } of the { $part ->
    [head] line of counts
    [tilt] tilt
    [vertical] vertical angles
    [horizontal] horizontal angles
   *[candela] candelas
    }: the file is cut
trade-lm63_more = found more numbers; expected the file to end after { $wanted } candelas
trade-lm63_count = found { $found } as a count of angles; expected a whole number from 1 to { $most }
trade-lm63_type = found photometry of type { $found }; expected type C, which is 1
trade-lm63_unit = found an intensity in { $unit }; expected cd, as LM-63 holds no other unit
trade-ldt_cut = found { $found } lines; expected a line { $wanted }: the file is cut
trade-ldt_more = found more lines; expected the file to end after { $wanted } intensities
trade-ldt_number = found "{ $found }"; expected a number { $entry }
trade-ldt_whole = found { $found }; expected a whole number { $entry } from { $least } to { $most }
trade-ldt_planes = found { $found } planes with symmetry { $symmetry }; expected a number that four divides
trade-place_none = found no parts; expected at least one with its place
trade-place_columns = found columns { $columns }; expected a reference, x and y, such as "Designator,Mid X,Mid Y"
trade-place_unit = found no single unit of the places ("{ $found }"); expected mm, mil or in, in the titles ("x [mm]"), behind
    the numbers, or stated: --unit mm, or positions_unit in a mask file
trade-place_unit_other = found "{ $stated }" as the stated unit, while the file is in { $found }; expected the two to agree
trade-place_side = found "{ $found }" as the side; expected top or bottom
trade-place_which = found parts of several kinds: { $kinds }; expected positions_of to say which are meant, such as "D*"
trade-place_no_such = found no part "{ $found }" by reference, value or package; expected one of { $kinds }
trade-pos_unit = found no line "## Unit = mm"; expected it above the parts, as KiCad writes it
trade-pos_cut = found no line "## End"; expected it below the parts: the file is cut
trade-pos_row = found "{ $found }"; expected Ref Val Package PosX PosY Rot Side
trade-kicad_root = found "{ $found }"; expected (kicad_pcb
trade-kicad_deep = found brackets nested too deep; expected a board
trade-kicad_open = found no end of the bracket ({ $found }; expected as many ) as (: the file is cut
trade-kicad_no_place = found a part without (at x y); expected its place

## What a mask or a person file names

trade-in_mask = { $field }: { $what }
trade-mask_both = found beside { $other }; expected only one of them
trade-mask_alone = found without the name of a file in { $other }; expected both
trade-mask_peak = found { $found }, but the spectrum that it names peaks at { $peak } nm; expected them to agree
trade-mask_lit = found light from { $low } to { $high } nm; expected wavelengths between 400 and 1100 nm
trade-mask_rows = found rows of another length; expected rows [x, y, z, dx, dy, dz] in mm
trade-mask_far = found an LED more than 3 m from the face; expected mm
trade-mask_direction = found a direction 0, 0, 0, or none that can be reckoned with; expected where the LED points
trade-mask_flat = found the parts of a flat board, which tell no place before a face; expected form = "panel" and
    standoff_mm, or a file with x, y, z, dx, dy, dz for each LED
trade-skin_no_reading = { $where }: found no reading "{ $found }"; expected { $readings }
trade-skin_other_specular = { $where }: specular: found "{ $found }", but the reading is "{ $name }"; expected the two to agree
trade-skin_which_reading = { $where }: found { $count } readings; expected one of them to be named by its number or words of its name,
    with --column in 'openpbm read', --reading in 'openpbm skin fit', reading in a person file: { $readings }
trade-skin_unstated = found no geometry or no aperture_mm; expected both, in the file ("# geometry: sphere", "# aperture_mm: 8")
    or in a table [person.skin] with file, geometry, specular and aperture_mm
trade-skin_specular = found a sphere without what is mirrored; expected specular = "included" (SCI) or "excluded" (SCE)
trade-skin_mm = found an aperture that is no number; expected mm
