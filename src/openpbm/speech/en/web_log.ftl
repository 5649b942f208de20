# Log, record, people, and what is kept of them.

web_log-title = Log
web_log-heading = Log and calendar
web_log-not_believed = The record cannot be believed.
web_log-at_limits = Until it is mended, it counts as at the limits.
web_log-to_ledger = To the ledger

## Planned and done

web_log-course = Planned and done
web_log-calendar = Calendar of the course
web_log-week_by_week = Planned and done, week by week
web_log-week_of = Week of
web_log-state-done = done
web_log-state-partial = in part
web_log-state-moved = done a day off
web_log-state-missed = missed
web_log-state-skipped = not today
web_log-state-rested = left out for the skin to rest
web_log-state-due = to come
web_log-state-beside = beside the plan
web_log-day = { $day }: { $state }
web_log-key-missed = missed, not today, or at rest for the skin
web_log-key-partial = in part, or beside the plan

## Light that was given

web_log-given = Light that was given
web_log-window-1 = Today
web_log-window-7 = 7 days
web_log-window-28 = 28 days
web_log-unknown = Not known: { $gap }. The next plan counts this as at the limits.
web_log-sessions = Sessions
web_log-latest_first = Sessions, the latest first
web_log-zone = Zone
web_log-shone = Shone
web_log-planned = Planned
web_log-how = How
web_log-dose = Dose, hottest skin
web_log-end = End
web_log-nothing = Nothing yet.

## Added by hand

web_log-add = Add by hand
web_log-minutes = Minutes
web_log-part = Which light
web_log-part_minutes = { $part }: { $minutes }
web_log-add_dose = Light from elsewhere, such as an office
web_log-own_dose = Dose
web_log-dose_on_skin = Dose on the skin
web_log-note = Note
web_log-write = Write it down
web_log-tap = Done without this page?
web_log-tap_plan = { $mask }, { $minutes }, for { $name }.
web_log-tap_mask = { $mask }, for { $name }. There is no plan: the minutes are kept, and the next plan counts them.
web_log-as_planned = As planned
web_log-other_minutes = Other minutes
web_log-not_today = Not today
web_log-no_mask = Minutes can be written down once a mask is chosen.
web_log-no_such_session = That session is not in the log any more.
web_log-slips = Is that right? It is not written yet.
web_log-write_anyway = Yes, write it down
web_log-not_so = No
web_log-put_right = Put right
web_log-correct = Correct
web_log-undo = Undo
web_log-skin = Skin
web_log-choose_skin = Choose how the skin took it.
web_log-skin_answered = Nothing is asked about the skin now.
web_log-skin_more = Did your skin or your eyes take light badly?
web_log-skin_more_of = Say it here at any time; it never makes a session longer. After the session of { $day } it was:
web_log-doctor = A doctor has answered
web_log-doctor_who = Name of the doctor
web_log-doctor_fine = Is light fine?
web_log-doctor_name = Who said so? A name is needed, of at most 200 letters.
web_log-no_plan = There is no plan with a session that this could follow.
web_log-note_long = Found over { $most } letters; expected a shorter note.
web_log-export = Export or delete

## The record on paper

web_log-record = Course record
web_log-print_and_list = Print the record, then today’s list
web_log-record_print = Course record to print
web_log-plan = Plan
web_log-mask = Mask
web_log-verdict = Verdict
web_log-each_session = Each session
web_log-of_zone = Zone { $zone }
web_log-zone_light = { $minutes }, { $regions }, for { $goal }: { $channels }
web_log-first_day = First day
web_log-inputs = Inputs, SHA-256
web_log-no_session = There is no plan with a session.
web_log-print = Print
web_log-back = Back to the log

## The record on paper: what is written by hand

web_log-to_fill = not told
web_log-born_in = born { $year }
web_log-hand_practice = Practice
web_log-hand_born = Born
web_log-hand_skin_took = How the skin took it
web_log-hand_signed = Date and signature
