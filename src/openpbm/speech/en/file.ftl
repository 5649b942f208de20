# What is found in files, and what would be right.

file-field = field { $field }
file-field_entry = field { $field } (entry { $entry })
file-no_such = { $path }: found no such file; expected a file
file-no_such_near = { $path }: found no such file{ $near }
file-no_way_to_read = { $path }: found no way to read it ({ $why }); expected a file
file-one_of = one of { $known }{ $near }
file-unknown_field = field { $field }: found an unknown field; expected { $expected }
file-wrong_field = field { $field }: found { $found }; expected { $expected }
file-long_number = a number of more than 15 digits
file-number = { $kind ->
    [whole] a whole number
   *[any] a number
}
file-number_above = { $kind ->
    [whole] a whole number above { $low }
   *[any] a number above { $low }
}
file-number_above_to = { $kind ->
    [whole] a whole number above { $low } to { $high }
   *[any] a number above { $low } to { $high }
}
file-number_from = { $kind ->
    [whole] a whole number of { $low } or more
   *[any] a number of { $low } or more
}
file-number_from_to = { $kind ->
    [whole] a whole number from { $low } to { $high }
   *[any] a number from { $low } to { $high }
}
file-packed_array = a packed array: shape, dtype, zlib_base64
file-a_fact = a fact: id, gaps, aspect
file-decimal_comma = found { $found }; expected a decimal point: { $right }

## What is no file

file-no_file-folder = { $path }: found a folder; expected a file
file-no_file-pipe = { $path }: found a pipe (FIFO); expected a file
file-no_file-socket = { $path }: found a socket; expected a file
file-no_file-device = { $path }: found a device; expected a file
file-no_file-other = { $path }: found something that is not a file; expected a file
file-no_table-archive = { $where }: found a spreadsheet or an archive; expected a table as text: save it as CSV
file-no_table-pdf = { $where }: found a PDF file; expected a table as text: save it as CSV
file-cut_letter = { $where }: line { $line }: found text cut in a letter; expected whole text

## Folders

-folder = a folder that can be written to
file-folder_is_file = { $folder }: found a file; expected { -folder } (--out)
file-not_regular = { $path }: found something that is no regular file (a folder, device, pipe or socket); expected the name of a file to write
file-folder_closed = { $folder }: found no way to write there ({ $why }); expected { -folder }
file-folder_not_made = { $folder }: found no way to make it ({ $why }); expected { -folder }
file-left_open = { $path }: found no way to close it to other users of this machine
file-folder_left_open = { $folder }: other users of this machine may look into this folder, as it holds other things
    too; what OpenPBM keeps in it is closed to them

## Spectra

-power_form = expected a column with the wavelength in nm and one with the power, such as "wavelength_nm,power"
    (commas, semicolons or tabs between)
file-spectrum_no_rows = found no rows of numbers; { -power_form }
file-spectrum_no_titles = found a table without titles; { -power_form }
file-spectrum_columns = found columns { $titles }; { -power_form }
-reflectance_form = expected columns "wavelength_nm,reflectance", or one row a reading and one column a wavelength
    ("name,400nm,410nm,...")
file-reflectance_form = { $problem }; { -reflectance_form }
file-reflectance_columns = { $where }: line { $line }: found columns { $titles }; { -reflectance_form }
file-colours_alone = { $where }: line { $line }: found colours (L*, a*, b*) and no spectrum; expected a reflectance over wavelengths, or
    the three numbers in 'openpbm skin from-lab L A B' with --illuminant and --observer
file-reflectance_no_titles = { $where }: found columns without titles; { -reflectance_form }
file-no_share = { $where }: line { $line }: found a reflectance of { $found }; expected above 0 and below 1 (or above 0 and below 100 %)
file-no_value = Left out, as they hold no value: { $nm } nm.
file-no_value_more = Left out, as they hold no value: { $nm } and { $more } more nm.
file-read_as_percent = Values above 1.5 were read as percent.
file-beyond_tables = Left out, as the tables end: { $count } beyond { $low } to { $high } nm.
file-averaged = A point every { $fine } nm was averaged to one every { $coarse } nm.
file-scatter = Points scatter by { $noise } about their neighbours; counted as noise.
file-gap = Gap from { $low } to { $high } nm: nothing is assumed there.
file-beyond_faces = Beyond { $nm } nm the model was not held against measured faces.
file-no_oxygen = Oxygen saturation was fitted along as something unknown: a reflectance spectrum does not tell it
    apart from the rest, so it is no finding and stands nowhere in this file.

## Light of before

-habit = expected "none", "unknown", a list of tables, or a habit in one line, such as "3 a week since March" or "10
    minutes 5 times a week since 2026-09-01, red, 20 J/cm2"; several habits with ; between
file-habit = found "{ $found }"; { -habit }
file-habit_no_day = found "{ $found }", which is no day; { -habit }
file-habit_year = found the year { $year }; { -habit }
file-light-neither = field { $field } (entry { $entry }): found neither of them; expected exactly one of band and
    wavelength_nm
file-light-both = field { $field } (entry { $entry }): found both; expected exactly one of band and wavelength_nm

## Masks

file-the_mask_file = the mask file
file-the_maker_as_read = the maker, as the owner read it
file-mask-neither = field mask: found neither id nor file; expected exactly one of them
file-mask-both = field mask: found both id and file; expected exactly one of them
file-claim_disagrees = { $field }: found { $found } J/cm2, but irradiance_mw_cm2 = { $irradiance } over the shortest
    session of { $minutes } min gives { $gives } J/cm2; expected the two to agree within 10 %

## What is written under names of other units

file-lumens = luminous_flux_lm, lumens of one LED, beside peak_nm
file-lumens_are = luminous_flux_lm = { $number } ({ $number } lm at { $nm } nm are { $power } mW of light)
file-lumens_unseen = power_mw: an eye hardly sees { $nm } nm, so lumens do not tell its power; the data sheet's radiant
    flux does
file-photons = photon_flux_umol_s, photons of one LED, beside peak_nm
file-photons_are = photon_flux_umol_s = { $number } ({ $number } umol/s at { $nm } nm are { $power } mW of light)
file-photons_need_nm = irradiance_mw_cm2: photons tell their energy only beside a wavelength (peak_nm)
file-par_ends = irradiance_mw_cm2: meters for PAR count no light beyond { $nm } nm; a meter for power settles it
file-lux_need_nm = irradiance_mw_cm2: lux say how bright light looks, which hangs on its wavelength; a meter for power
    settles it
file-lux_unseen = irradiance_mw_cm2: an eye hardly sees { $nm } nm, so lux do not tell its power; a meter for power
    does
file-intensity = power_mw or luminous_flux_lm, the flux of one LED: an intensity (candela, mW/sr) is its light in one
    direction only
file-as_irradiance = irradiance_mw_cm2 (at { $nm } nm { $each } { $unit } are 1 mW/cm2)
file-as_irradiance_so = irradiance_mw_cm2 (at { $nm } nm { $each } { $unit } are 1 mW/cm2, so
    irradiance_mw_cm2 = { $value })
file-angle = viewing_angle_deg for a full angle, or half_angle_deg for one off axis
file-angle_is = viewing_angle_deg = { $number } for a full angle, or half_angle_deg = { $number } for one off axis

## Plans

-as_written = expected the file as 'openpbm plan' wrote it: make the plan again
file-plan_other_values = { $where }: field { $field }: found other values than the rest of the plan has; { -as_written }
file-plan_nothing = { $where }: field { $field }: found nothing; { -as_written }
file-plan_session = { $where }: field session: found one that does not go with status "{ $status }"; { -as_written }
file-plan_unlike = { $problem }. Another version of OpenPBM may have written it: make the plan again
file-plan_value = { $where }: field { $field }: found a value; { -as_written }

## Titles of schemas

file-schema_of = An OpenPBM { $kind } file
file-schema_plan = An OpenPBM plan
file-schema_stack = A stack for openpbm fluence, or a list of them
file-schema_table = The table { $name } of OpenPBM
file-claim_channel = field mask.claims.channel (entry { $entry }): found "{ $found }"; expected a channel of { $mask }: { $ids }
file-claim_twice = field mask.claims (entry { $entry }): found a second figure of the same light; expected one
file-reading_mask = { $file }: field mask: found "{ $found }"; expected { $mask }
file-reading_channel = { $file }: field readings.channel (entry { $entry }): found "{ $found }"; expected one of { $ids }
file-share_none = { $file }: found no sheet that was handed over; expected the page that somebody saved from Share in OpenPBM
file-share_version = { $file }: found a sheet of version { $found }; expected one of this OpenPBM: ask for it again, or use a newer OpenPBM
file-share_changed = { $file }: the sheet was changed after it was made, if only by a browser that saved it anew; ask whoever sent it for the file itself
file-share_to_come = { $file }: the sheet was made on { $made }, and today is { $today } by this machine; set its clock right, or ask whoever sent it for a new one
file-share_over = { $file }: the sheet was meant until { $until }; ask whoever sent it for a new one

## The house

file-device_twice = found a second device called "{ $name }"; expected another name, or change the one that is there
file-device_in_use = "{ $name }" is given to { $people }; give them another mask first
file-device_gone = found no device of the house any more that this person has; expected one: choose a mask
file-house_half = { $file }: found half a letter; expected whole ones
file-house_kind = { $file }: found no file of kind "{ $kind }"; expected one that OpenPBM wrote
file-house_version = { $file }: found version "{ $found }"; expected "{ $expected }": use the OpenPBM that wrote it
file-protocol_goal = found the goal "{ $found }"; expected an id of the table of goals, such as "acne"
file-protocol_hidden = found hidden letters in "{ $found }"; expected a name that is seen whole
file-protocol_unnamed = found a name of blanks; expected one that can be read
file-protocol_region = found the region "{ $found }"; expected one of the face, such as "chin", once
file-protocol_twice = found a second protocol called "{ $name }"; expected another name, or a new version of the one that is there
file-protocol_past = found another past of "{ $name }"; expected its versions as they were, and a new one behind them
file-protocol_in_use = { $people } have a plan or answers by "{ $name }"; choose another protocol for them first
file-protocol_no_mask = no mask
file-protocol_zone = the protocol asks for the zone "{ $zone }", which { $mask } has not; { $count ->
    [0] expected a device with zones: choose it first
   *[other] expected one of { $has }
}
file-protocol_outside = the protocol asks for the region "{ $region }" in the zone "{ $zone }", where it does not lie; expected regions of that zone
