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
interview-topic = { $question } (yes/no, or its name)?
interview-light = { $question } (yes/no/not known)?
interview-none = none
interview-no = no
interview-no_light = no light
interview-light_later = Write how often (3 a week since March, red), or each day's dose, under recent_light in
    the file to start as early as it allows.
interview-date_of = Date of { $name } (such as 2026-05-01)?
interview-last_dose = Last dose of { $name } (2026-05-01; Enter if still used)?
interview-still_used = still used
interview-last_dose_on = last dose { $day }
interview-raised = { $question } (yes/no/not known)
interview-once_more = Please write it once more (the same again keeps it):
interview-do_you_mean = "{ $name }": do you mean { $guess } (yes/no)?
interview-one_name = one name
interview-one_name_of = found "{ $found }"; expected one name
