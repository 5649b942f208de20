# What the commands print themselves; pages and summaries have catalogues of their own.

## Every command

cli-page = Page: { $path }
cli-report = Report: { $path }
cli-written = Written: { $path }
cli-stopped = stopped; results are written whole or not at all
cli-no_space = { $where }found { $why }; expected room for what is written
cli-bug = a fault in OpenPBM, not in your files: { $kind }: { $problem }
cli-missing = found no { $what }; expected: { $command } { $what } ({ $about })
cli-wrong_number = { $option }: found "{ $found }"; expected { $kind ->
    [whole] a whole number
   *[any] a number
    }{ $ends ->
    [both] {" "}from { $low } to { $high }
    [low] {" "}of at least { $low }
    [high] {" "}of at most { $high }
   *[none] {""}
    }{ $unit ->
    [none] {""}
    [min] {", "}in minutes
    [s] {", "}in seconds
    [deg] {", "}in degrees
   *[any] {", "}in { $unit }
    }
cli-slip = { $slip } ('openpbm --help' lists the commands)
cli-yes_no_keys = [y/n]
cli-yes_or_no = found "{ $found }"; expected yes or no

## app

cli-app_is_open = OpenPBM runs already; its page is { $address }
cli-app_name = --name: found "{ $name }"; expected a name of this machine in small letters, such as masks.clinic.example, and --lan
cli-press_enter = Press Enter to close this window.
cli-app_missing = { $extra }: found no { $libraries }; expected the extra '{ $extra }': { $install }

## biology

cli-biology_hypothesis = A hypothesis, not a forecast.
cli-biology_settles = Would settle most: { $what }.

## check

cli-check_good_person = { $file }: a good person file
cli-check_good_sweep = { $file }: a good sweep file
cli-check_good_mask = { $file }: a good mask file
cli-check_good_limits = { $file }: a good limits file
cli-check_good_trial = { $file }: a good trial file
cli-check_good_study = { $file }: a good study file
cli-check_good_skin = { $file }: a good skin file
cli-check_good_stack = { $file }: a good stack file
cli-check_untrue = { $file }: a mask file that cannot be true
cli-check_table = { $file }: found a file of an instrument; expected one that names it: a mask file (spectrum, beam,
    positions) or a person file (skin); 'openpbm read' says what is in it
cli-check_unknown = { $file }: found tables { $tables }; expected [person] in a person file, [mask]
    and [[channels]] in a mask file, [study] in a study file, or JSON with layers in a stack file
cli-check_plan = { $file }: found a plan that OpenPBM wrote; expected a person, mask or stack file
cli-told_limits = limits: { $limits }; masks made by chance: { $masks }
cli-told_sweep = { $evaluations ->
    [one] { $evaluations } evaluation
   *[other] { $evaluations } evaluations
    }: people { $people }, masks { $masks }, designs { $designs }
cli-told_study = { $lights ->
    [one] { $lights } light
   *[other] { $lights } lights
    }, { $results ->
    [one] { $results } result
   *[other] { $results } results
    }; 'openpbm report-check' judges what it prints
cli-told_stack = { $layers ->
    [one] { $layers } layer
   *[other] { $layers } layers
    } ({ $names }), { $light ->
    [collimated] collimated light
   *[diffuse] diffuse light
    }, { $depths ->
    [one] { $depths } depth
   *[other] { $depths } depths
    }
cli-told_person = { $age } years, { $skin }, eyes: { $eyes }
cli-told_skin_type = skin type { $phototype }
cli-told_skin_read = skin from a reading, typology angle { $angle } degrees
cli-told_angle = typology angle { $angle } degrees
cli-told_lab_taken = { $skin } (light or observer of lab not said: { $taken } assumed)
cli-told_goals = goals: { $goals }
cli-told_no_goals = goals: none yet (--goal names one)
cli-told_conditions = conditions: { $entries }
cli-told_medicines = medicines: { $entries }
cli-told_procedures = procedures: { $entries }
cli-told_procedure = { $name } on { $day }
cli-told_mask = mask: { $name }
cli-told_no_mask = mask: none named (--mask names one)
cli-told_colour = { $colour } { $peak }
cli-told_light_measured = light: { $colours }; irradiance measured
cli-told_light_claimed = light: { $colours }; irradiance claimed
cli-told_light_unknown = light: { $colours }; irradiance unknown
cli-told_power = { $channel }: { $stated } is { $power } of light an LED
cli-told_readings = { $readings ->
    [one] { $readings } meter reading
   *[other] { $readings } meter readings
    }
cli-told_fictitious = fictitious: this device does not exist
cli-told_gaps = not known, so counted as a range: { $unknowns }

## compare

cli-compare_few = compare: found { $masks } mask; expected at least two
cli-compare_head = { $head } Skin: { $whose }.

## evidence

cli-evidence_weighed = { $studies ->
    [one] { $studies } study
   *[other] { $studies } studies
    }; { $lit } of { $arms } lit arms have a dose at depth.
cli-evidence_word_goal = goal
cli-evidence_word_certainty = certainty
cli-evidence_word_studies = studies
cli-evidence_word_controlled = with sham or unlit side
cli-evidence_word_more = 'openpbm evidence GOAL' tells what was found, against what, how sure.
cli-evidence_word_against = against
cli-evidence_word_before_light = first
cli-evidence_word_dose = dose
cli-evidence_word_grade = grade
cli-evidence_word_not_lowered = nothing lowers it
cli-evidence_word_found = Found, against sham or unlit skin:
cli-evidence_word_found_nothing = Found, against sham or unlit skin: nothing that was read.
cli-evidence_word_unknown = Not known:
cli-evidence_uncontrolled = { $studies ->
    [one] { $studies } more study has no sham or unlit side: never pooled.
   *[other] { $studies } more studies have no sham or unlit side: never pooled.
    }
cli-evidence_word_results = Results:
cli-evidence_never_pooled = Never pooled. { $reason }.
cli-evidence_word_memory = From memory, no evidence:

## masks

cli-masks_word_id = id
cli-masks_word_light = light, nm
cli-masks_word_states = states mW/cm²
cli-masks_word_total = total
cli-masks_claim = { $of } { $figure }
cli-masks_claim_at = { $of } { $figure } at { $distance }
cli-masks_word_in_hand = held in the hand
cli-masks_word_no_wavelength = no wavelength known
cli-masks_word_nothing = nothing
cli-masks_count = { $devices } devices, as their makers state; ? is { $unchecked }.
cli-masks_more = 'openpbm masks ID' tells what is known of one.

## demo

cli-demo_step_plan = 1  A plan, for somebody of 52 with skin type II and a real mask
cli-demo_session = 2  Its first session, on a simulated mask, { $speed } times as fast
cli-demo_step_ledger = 3  The ledger
cli-demo_step_next = 4  The next plan knows that light
cli-demo_step_app = 5  The app
cli-demo_planned = { $verdict }: { $each } a session, { $times ->
    [one] once a week
   *[other] { $times } times a week
    } for { $weeks ->
    [one] { $weeks } week
   *[other] { $weeks } weeks
    }
cli-demo_sitting = { $day }  simulated mask: { $doses }
cli-demo_office = { $day }  an office, written down by hand: red { $dose }
cli-demo_office_note = an office
cli-demo_today = today in all: { $light }
cli-demo_entries_sound = { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
    }, all sound
cli-demo_entries_damaged = { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
    }, damaged
cli-demo_first = first session: { $before } before, { $now } now
cli-demo_limit = { $limit }: { $before } before, { $now } now
cli-demo_of = { $value } of { $limit }
cli-demo_not_counted = not counted
cli-demo_none = none
cli-demo_install = For the page that shows all of this: { $install }

## faults

cli-faults_held = No invariant broken: 0 violations in { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
    } (seeds { $first } to { $last })
cli-faults_broken = Broken: { $violations ->
    [one] { $violations } violation
   *[other] { $violations } violations
    } in { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
    } (seeds { $first } to { $last })
cli-faults_bound = At most { $bound } a session with 95 % confidence, if none was seen.
cli-faults_word_told = Each is told with its seed and faults below.
cli-faults_word_dark = Dark in time
cli-faults_word_slowest = slowest
cli-faults_word_allowed = allowed
cli-faults_word_kept_by = kept by
cli-faults_word_nearest = Nearest to an invariant (1 is there)
cli-faults_near = { $faults } (seed { $seed })
cli-faults_word_none = none
cli-faults_word_sessions = Sessions with each fault
cli-faults_word_ends = How they ended
cli-faults_word_violations = Violations
cli-faults_done = { $sessions ->
    [one] { $sessions } session
   *[other] { $sessions } sessions
    }

## ledger

cli-ledger_words = ledger: found "{ $found }"; expected one name, in quotes
cli-ledger_export = --export: found "{ $found }"; expected csv or json
cli-ledger_damaged = { $problem }; until it is mended it counts as at the caps
cli-ledger_damaged_more = { $problem } (and { $more } more); until it is mended it counts as at the caps
cli-ledger_sound = { $path }: { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
    } of { $people ->
    [one] { $people } person
   *[other] { $people } people
    }, all sound.
cli-ledger_head_name = name
cli-ledger_head_id = id
cli-ledger_head_entries = entries
cli-ledger_add_nobody = ledger add: found no name; expected one
cli-ledger_add_twice = { $path }: found "{ $name }" there already; expected another name
cli-ledger_added = { $name } is in { $path }. Say in the person file what light came before (recent_light):
    until then a plan counts the past as full.
cli-ledger_erase_nobody = ledger erase: found no name; expected one
cli-ledger_erase_unasked = ledger erase: found nobody to ask; expected --yes
cli-ledger_erase = Erase all { $entries } entries of { $name }? There is no way back.
cli-ledger_erased = { $entries ->
    [one] { $entries } entry of { $name } is
   *[other] { $entries } entries of { $name } are
    } erased from { $path }. Exports and backups of yours are not. A new entry under this name starts
    from nothing.
cli-ledger_adopt_needless = { $path } is the ledger last used on this computer; nothing was changed.
cli-ledger_adopt_unasked = ledger adopt: { $why }; found nobody to ask; expected --yes
cli-ledger_adopt_why = { $path }: { $why }.
cli-ledger_adopt = Take it as it is? Days that it may have lost count as full, so sessions may have to
    wait. Is no newer copy left?
cli-ledger_adopted = { $path } is taken as it is.
cli-ledger_full = { $name }: { $first } to { $last } counts as full.
cli-ledger_up_to = { $name }: light up to { $day }, at the hottest skin
cli-ledger_window_1 = today
cli-ledger_window_7 = 7 days
cli-ledger_window_28 = 28 days
cli-ledger_gap = not known: { $gap }. The next plan counts this as at the caps.
cli-ledger_head_day = day
cli-ledger_head_shone = shone
cli-ledger_head_how = how
cli-ledger_head_dose = dose
cli-ledger_head_end = end
cli-ledger_band = { $band } { $dose }
cli-ledger_earlier = { $sessions ->
    [one] { $sessions } earlier session: see --export csv.
   *[other] { $sessions } earlier sessions: see --export csv.
    }

## log

cli-log_two_ways = log: found --dose beside --plan, --minutes, --zone or --goal; expected one way
cli-log_minutes = --minutes: found { $found }; expected more than 0, at most { $most }
cli-log_day = --day: found { $found }; expected today or earlier
cli-log_dose = --dose: found "{ $found }"; expected { $bands } and J/cm² on the skin, such as blue=48
cli-log_nothing = log: found no earlier session to repeat; expected --plan plan.json, or --dose
cli-log_part_zone = --zone: found "{ $found }"; expected a zone of this plan ({ $known })
cli-log_part_goal = --goal: found "{ $found }"; expected a goal of this plan ({ $known })
cli-log_none = none
cli-log_goal_of_zone = --goal: found "{ $goal }"; expected one of zone "{ $zone }"
cli-log_several = --minutes: found several lights a session; expected --zone and --goal with it
cli-log_one_way = log: found { $found } together; expected one of them
cli-log_mask_minutes = log: found a mask without a plan; expected --minutes with it
cli-log_other_mask = log: found --mask { $mask } beside a plan for { $planned }; expected one of them
cli-log_skip_plan = --not-today: found no plan; expected --plan plan.json, whose session is left out
cli-log_skin = --skin: found "{ $found }"; expected one of { $known }
cli-log_skin_unasked = --skin: found no session before today that is not told of yet; nothing is asked. What your skin or eyes took badly can be said at any time after light
cli-log_skin_line =   { $number }  { $answer } ({ $hint })
cli-log_skin_number_later = A number, or Enter for later:
cli-log_skin_number_unsaid = A number, or Enter if you cannot tell:
cli-log_skin_open = How did your skin take the session of { $day }? Say it before the next light: openpbm log --skin, with one of { $known }.
cli-log_skin_which = found "{ $found }"; expected a number from 1 to { $most }, or nothing
cli-log_decided = Written down: { $decided }.
cli-log_doctor = --doctor: expected fine or no, and --by NAME of who said it
cli-log_correct_minutes = --correct: found no --minutes; expected how long it was
cli-log_session = log: found no one session "{ $found }"; expected the first letters of an id that 'openpbm ledger' shows, last, or last-dose for light from elsewhere
cli-log_unsure = log: { $slips }. Nothing was written; --yes writes it
cli-log_sure = Write it down all the same?
cli-log_not_today = not today
cli-log_undone = a session undone
cli-log_unnoted = light from elsewhere of { $day } undone
cli-log_no_dose = --undo: found no light from elsewhere that stands; nothing was written
cli-log_undone_before = --undo: the session of { $day } is undone already; nothing was written
cli-log_corrected = a session corrected to { $minutes }
cli-log_doctor_said = { $who } said of light: { $answer }
cli-log_written = { $name }, { $day }: { $what }, written down.
cli-log_by_hand = { $minutes } by hand

## plan

cli-plan_date = { $option }: found "{ $found }"; expected a date such as 2026-05-01
cli-plan_no_person = found no person file, and no terminal to ask at; expected 'openpbm plan PERSON.toml'
cli-plan_no_mask = { $file }: field mask.id: found nothing; expected a mask, here or as --mask ('openpbm
    masks' lists them)
cli-plan_no_goal = { $file }: field person.goals: found nothing; expected a goal such as ["wrinkles"],
    here or as --goal

## report-check

cli-study_given = { $given ->
    [one] { $given } item
   *[other] { $given } items
    } given, { $missing ->
    [one] { $missing } required one missing.
   *[other] { $missing } required ones missing.
    }
cli-study_computed = What can be computed:
cli-study_nothing = Nothing can be computed from what is printed.
cli-study_fit_may = As it stands this study may enter a fit.
cli-study_fit_may_not = As it stands this study may not enter a fit.

## safety

cli-safety_eye_bare = Eye { $distance } before the LEDs, no shield
cli-safety_eye_shielded = Eye { $distance } before the LEDs, shielded
cli-safety_face = Face: { $skin }
cli-safety_on_type = { $limit }, type { $skin_type }
cli-safety_head_value = value
cli-safety_head_limit = limit
cli-safety_head_margin = margin
cli-safety_head_clause = clause
cli-safety_head_likely = likely
cli-safety_head_worst = worst
cli-safety_head_reached = reached
cli-safety_group = Risk group at 200 mm: { $group }.
cli-safety_unknown = Not known: { $unknowns }.
cli-safety_unknown_more = Not known: { $unknowns }; and { $more } more.
cli-safety_settled = Settled by: { $what }.
cli-safety_bare = Without a shield each colour alone may bring the skin at most:
cli-safety_heat = Heat of the skin over a whole session limits earlier; a plan judges it.

## screen

cli-screen_closed_today = A plan gives no light on this day, whatever the colour; see below.
cli-screen_doctor = Ask your doctor
cli-screen_colour = { $colour }: { $word }
cli-screen_colour_until = { $colour }: { $word }, until { $day } at least
cli-screen_nothing = no row of the table speaks against it
cli-screen_disagree = The rows disagree; the strictest, { $word }, counts.
cli-screen_title = [{ $number }] "{ $said }": { $name }
cli-screen_not_now = not now
cli-screen_counts = When it counts: { $asks }.
cli-screen_ask = { $colour } { $word }
cli-screen_why = why
cli-screen_when = when
cli-screen_mind = mind
cli-screen_asked = asked
cli-screen_source = source
cli-screen_not_stated = Not stated.
cli-screen_sources_more = { $sources }; and { $more } more (--json)
cli-screen_days = { $days }: { $why }
cli-screen_closed = A plan gives no light of any colour on these days

## session

cli-session_device = --device: found "{ $found }"; expected { $known }
cli-session_speed = --speed: found a real mask; expected 1, as its light takes its time
cli-session_no_terminal = found no terminal; expected one, to say when the mask shines
cli-session_no_checklist = found no terminal for the checklist; expected one, or --yes
cli-session_first = No ledger keeps your light yet. Your name, to begin one in { $path } (Enter: not now)?
cli-session_unkept = --no-ledger: found a real mask; expected a ledger, as its light counts
cli-session_two_ways = --no-ledger: found --ledger or --as beside it; expected one way

## skin

cli-skin_unstated = { $file }: found no geometry or no aperture; expected --geometry sphere or contact and
    --aperture-mm, or lines such as '# geometry: sphere' in the file: the same skin reads differently
cli-skin_lab = found { $found }; expected L* between 0 and 100, a* and b* between -128 and 128
cli-skin_no_geometry = No geometry was stated: a sphere with mirrored light included was taken.
cli-skin_no_aperture = No aperture was stated: no light lost at its rim is counted.
cli-skin_no_viewing = Light or observer was not stated (--illuminant, --observer): { $taken } taken.
cli-skin_specular = specular: found { $found }; expected included or excluded for a sphere (--specular)
cli-skin_specular_none = specular: found nothing; expected included or excluded for a sphere (--specular)
cli-skin_specular_contact = specular: a 0/45 probe does not see mirrored light; leave it out
cli-skin_number = { $field }: found "{ $found }"; expected a number of mm
cli-skin_melanin = melanin    { $likely } um of melanosomes (90 % interval { $low } to { $high })
cli-skin_blood = blood      { $likely } % of the dermis (90 % interval { $low } to { $high })
cli-skin_scattering = scattering { $likely } times the usual (90 % interval { $low } to { $high })
cli-skin_angle = typology angle { $angle } degrees
cli-skin_written = Written: { $json }, { $html }
cli-skin_use = In a person file, instead of phototype: skin = "skin.json"

## validate

cli-validate_link = { $link }: { $how }
cli-validate_told = { $got } for { $expected }

## schema

cli-schema_neither = schema: found neither a file nor a table; expected one of mask, person, plan, stack, study, trial,
    sweep, limits, reading, or --table and its name
cli-schema_both = schema: found both a file and a table; expected one of mask, person, plan, stack, study, trial,
    sweep, limits, reading, or --table and its name
cli-plan_taken_back = The plan before had dates. { $path } takes those to come out of your calendar: import it as you did the other.
