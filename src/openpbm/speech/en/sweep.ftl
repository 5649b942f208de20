# Whole populations under many masks.

## The file

sweep-no_light = { $file }: mask { $mask }: found no figure of its light ({ $channels }); expected a mask with a claim, a reading or a power of its LEDs
sweep-colour = { $file }: [people]: expected skin colour in exactly one way, as shares in phototypes or as a range in ita_deg
sweep-no_shares = { $file }: field people.phototypes: found nobody in it; expected a share above 0
sweep-sex = { $file }: field people.sex: no table of this project tells skin or light apart by sex; expected it left out
sweep-range = { $file }: field { $field }: found { $found }; expected the smaller number first
sweep-twice = { $file }: field { $field }: found "{ $found }" twice; expected each once
sweep-trial = { $file }: field trial: found "{ $found }"{ $near }; expected one of { $known }
sweep-expected-count = a whole number of people, 1 to 1000000000
sweep-expected-age_years = the youngest and the oldest age in years, above 0 and below 120, such as [18, 80]
sweep-expected-phototypes = shares of 0 or more by skin type, such as {"{"} II = 0.5, IV = 0.5 {"}"}, of I to VI
sweep-expected-ita_deg = the darkest and the lightest typology angle in degrees, from -90 to 90, such as [-50, 60]
sweep-expected-face_shapes = a whole number of different faces, 1 to 64
sweep-expected-face_height_mm = the smallest and the largest face height in mm, from 80 to 260, such as [165, 195]
sweep-expected-eye_protection = one of none, opaque_goggles
sweep-expected-name = a name, in quotes
sweep-expected-minutes = minutes of a session, above 0 and at most 180
sweep-expected-drive = a share of full light, above 0 and at most 1
sweep-expected-standoff_mm = a distance from LED to skin in mm, above 0 and at most 2000
sweep-expected-masks = ids of the catalogue or mask files, in quotes
sweep-expected-people = a table [people] with a count
sweep-expected-design = one [[design]] with a name for each design
sweep-expected-seeds = whole numbers from 0, such as [1, 2]
sweep-expected-scenarios = a whole number of scenarios of each person, 1 to 4000
sweep-expected-trial = the id of a study with a dose, as openpbm evidence lists it

## The run

sweep-changed = { $folder }: found a sweep that was begun with other content than { $file } has now; expected the file as it was, or a new folder with --out
sweep-other_program = { $folder }: found a sweep that was begun with OpenPBM { $version }, whose numbers may differ from those of this program; expected that program, or a new folder with --out
sweep-other_worker = a worker runs another OpenPBM than the one that asks; expected the same on both
sweep-part = { $file }: found no whole part of a sweep; expected one, or none: delete it, and the same command works it out again
sweep-workers_beside = --workers: found it beside --scheduler, whose workers are its own; expected one of the two
sweep-lights = { $lights } different lights of a mask on a face: some seconds of a processor each, once
sweep-no_scheduler = --scheduler: found nobody at { $address } within { $seconds } s; expected a Dask scheduler, such as tcp://127.0.0.1:8786
sweep-scheduler_gone = the scheduler at { $address } went away; what is done is kept, and the same command goes on
sweep-deaths = part { $block } ended every worker that began it; expected at least 2 GiB of memory for each worker
sweep-goes_on = { $done } of { $many } parts are there already
sweep-progress = part { $done } of { $many }
sweep-stopped = stopped after { $done } of { $many } parts; they are kept, and the same command goes on

## The summary

sweep-head = { $evaluations ->
    [one] { $evaluations } evaluation
   *[other] { $evaluations } evaluations
    }: dose of a session in the { $layer }, mean of the lit skin, by skin type
sweep-line = { $phototype }: { $middle } ({ $low } to { $high }); above a limit: { $above }
sweep-passed = { $limit } { $share }
sweep-passed_most = limits that are passed most often: { $limits }
sweep-passed_none = no limit is passed
sweep-below = too little to be the light of { $trial }{ $colours ->
    [one] {""}
   *[other] {" "}(all of its colours are given; the one that comes nearest counts)
    }: { $share }
sweep-below_lacking = not the light of { $trial }: { $share }; the mask gives no { $bands } light, which that trial used
sweep-programmes = { $mask }: doses are of { $lit }, the programme that lights the most; limits are of every programme.
sweep-gates = Who is above a limit is counted by the values that gate, which err towards too much: skin warms with its blood flow at rest and light that does not fade, and a claim is taken as a peak. openpbm safety tells the likely values beside them.
sweep-age = Age and sex move none of these numbers: no table of this project makes light of them.
sweep-surface = Skin was answered by surfaces that lie within { $error } of exact solutions (99th percentile).
sweep-written = Written: parts, summary.json, dose_by_colour.svg and above_below.svg in { $folder }
sweep-picture_dose = dose of a session in the { $layer }, by skin type
sweep-picture_above = share of evaluations above a limit, by skin type
sweep-key_above = above at least one limit, by the values that gate, which err towards too much
sweep-key_box = middle half, its median, and 5 to 95 % of the evaluations
sweep-key_below = too little to be the light of { $trial }{ $colours ->
    [one] {""}
   *[other] , or without one of its colours
    }
sweep-axis_type = skin type

## Columns of the parts, in English in every language

sweep-column_whose = { $column ->
    [seed] of the random numbers
    [mask] its id
    [design] its name
    [person] place in the population, from 0
    [scenario] of this person, from 0
    [age_years] moves no other column: no table makes light of it
    [ita_deg] individual typology angle of the person
    [phototype] the type that was asked for; where an angle was, the type whose centre lies nearest
    [face_shape] which of the faces of this seed; 0 is the published form
   *[minutes] of the session
    }
sweep-column_irradiance = mean of the lit skin, all lit colours, with what mask and skin throw back
sweep-column_dose = fluence of the session, mean of { $layer } in { $region }
sweep-column_lit = fluence of the session, mean of { $layer } over the lit skin, all colours
sweep-column_band = the same of { $layer } and of { $band } alone
sweep-column_value = what { $stops ->
    [caution] the caution
   *[limit] the limit
    } { $limit } looks at{ $group ->
    [heat] , which errs warm: blood flow at rest, no evaporation, light that does not fade
   *[other] {""}
    }; the value that gates, not the likely one; a caution stops nothing
sweep-column_limit = the limit { $limit } for this skin and these minutes; empty where the mask does not meet it
sweep-column_passed = how many limits are passed, cautions not counted
