# What `openpbm plan` asks where there is no person file, and how it says what it understood.

interview-begin = A few questions, then the plan. Ctrl-C stops; nothing is kept until the end.
interview-understood = understood as: { $meaning }
interview-age = How old are you, in years?
interview-years = { $age } years
interview-skin_type = Your skin type (I to VI)?
interview-skin_type_is = skin type { $phototype }
interview-goal = What do you want it for (wrinkles, acne, ...)?
interview-goggles = Do you wear opaque goggles in a session (yes/no)?
interview-goggles_yes = opaque goggles in every session
interview-goggles_no = no goggles
interview-mask = Which mask (its name, an id, or a mask file)?
interview-mask_nothing = found nothing; expected the name of a mask
interview-mask_several = several fit; please give one of { $masks }
interview-distance = How far are its LEDs from your skin, in mm (Enter if not known)?
interview-distance_unknown = distance not known
interview-save = Save this as (Enter for person.toml)?
interview-save_name = found "{ $found }"; expected a plain file name
interview-save_there = { $file } is there already; please give another name

## Health

interview-list = { $question } (commas between; none)?
interview-topic = { $question } (yes/no/not sure, or its name)?
interview-light = { $question } (yes/no/not sure)?
interview-none = none
interview-no = no
interview-no_light = no light
interview-light_later = Write how often (3 a week since March, red), or each day's dose, under recent_light in
    the file to start as early as it allows.
interview-date_of = Date of { $name } (such as 2026-05-01)?
interview-last_dose = Last dose of { $name } (2026-05-01; Enter if still used)?
interview-still_used = still used
interview-last_dose_on = last dose { $day }
interview-raised = { $question } (yes/no/not sure)
interview-once_more = Please write it once more (the same again keeps it):
interview-do_you_mean = "{ $name }": do you mean { $guess } (yes/no)?
interview-one_name = one name
interview-one_name_of = found "{ $found }"; expected one name

interview-eyes = A disease of the eyes, or an eye operation
interview-eyes_which = Which (glaucoma, cataract surgery, ...; 'not known' counts as retinal disease)?
interview-epilepsy = Epilepsy, or ever a seizure
interview-pregnancy = Are you pregnant, or could you be
interview-melasma = Melasma, or dark marks that stay after a spot or scratch
interview-photosensitivity = A disease that light makes worse, such as lupus or sun allergy
interview-photosensitivity_which = Which (lupus, porphyria, ...; 'not known' counts as photosensitivity)?
interview-any-condition = Anything else of skin or health that a doctor named
interview-any-procedure = Peels, needling, lasers, fillers, operations, planned or of the last year;
    radiotherapy to the head ever
interview-any-drug = Medicines, active creams and herbs of the last year
interview-light_before = Light of any LED mask or lamp on this face in the last 12 weeks
interview-light_unknown = light that is not known: it counts as three full sessions a week, so there may be less room, or a later start.

## Skin

interview-sun = How does your skin react to the first sun of the year?
interview-skin-I = always burns, never tans
interview-skin-II = burns easily, tans a little
interview-skin-III = burns at times, tans slowly
interview-skin-IV = burns little, tans well
interview-skin-V = brown skin, rarely burns
interview-skin-VI = dark brown or black skin

## What an entry is understood as

interview-unread-drug = "{ $name }", which is not in the table. It counts as one that makes skin sensitive to
    light: no blue light, and red and near-infrared only after asking. Where a
    pharmacist or doctor said that light is fine, write who and when under [[person.answers]] in the file.
interview-unread-condition = "{ $name }", which is not in the table. It is kept: no light before a doctor says that
    light is safe with it.
interview-unread-procedure = "{ $name }", which is not in the table. It is kept: no light until four weeks after it.
interview-perhaps = perhaps { $rows }: it counts as strictly as that, too
interview-stops_nothing = { $name }, which stops no light

## What is wrong with an answer

interview-found = found "{ $found }"; expected { $expected }
interview-found_number = found { $found }; expected { $expected }
interview-found_nothing = nothing is written here yet; please give { $expected }
interview-found_after_yes = found "{ $found }" after a yes; expected a name, or "not known"
interview-many_names = found { $count } names; expected at most { $most }
interview-long_name = found a name of over { $most } letters; expected { $expected }
interview-expect-age = a number of years, above 0 and below 120
interview-expect-between = { $unit } between { $low } and { $high }
interview-expect-date = a date such as 2026-05-01
interview-expect-distance = mm between 0 and 2000, such as 8 or 1 cm, or nothing
interview-expect-goal = a goal such as wrinkles
interview-expect-names = names with commas between, or "none"
interview-expect-one_of = one of { $known }
interview-expect-yes_no = yes, no, or not sure
interview-expect-yes_or_name = yes, no, not sure, or a name

## The file

interview-written_by = Written by { $command }; change it as you like.
