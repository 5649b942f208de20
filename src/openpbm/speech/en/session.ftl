# What is said around a sitting: checklist, light, dark, and why.

session-ask_day = Today is none of the days of this course; { $next }. Give a session today all the same?
session-ask_changed = Has anything changed since { $since }?
session-plan = { $mask }: { $verdict }
session-asked_again = Asked again, because { $reason }.
session-shorter = Shorter than planned: { $why }.
session-no = { $reason }. What would change it: { $change }.
session-not_started = Not started.
session-not_started_why = Not started: { $why }
session-stopped_why = Stopped: { $why }
session-part_not_started = { $part }: not started.
session-zone = Zone: { $part }

## What may have changed since the screen

session-change_medicines = medicines
session-change_conditions = conditions of your health or skin
session-change_procedures = procedures
session-change_pregnancy = pregnancy

## The checklist; `.remedy` is what to do where the answer is no

session-check_person = Is this you, and is all as it was for the plan: medicines, health, skin, pregnancy?
    .remedy = a new plan ('openpbm plan')
session-check_light = Is all light that this skin had since the plan in the ledger, such as that of an office?
    .remedy = writing it down ('openpbm log --dose')
session-check_eyes = Are your eyes protected as the plan says, with goggles or shield in place?
    .remedy = goggles or shield in place
session-check_fit = Does the mask sit well, clean and with nothing under it?
    .remedy = the mask put right
session-only_yes = Only a yes lets light on.
session-only_yes_to_each = Only a yes to each lets light on.
session-yes_or_no = Please say yes or no.
session-choose_mask = Please choose one.
session-choose_light = Please choose which light.

## What to do now

session-switch_on = Switch your mask on now. Its light is counted from this moment.
session-switch_off = Switch your mask off, and press when it is dark.
session-key_begin = Press Enter to begin; then nothing needs your eyes.
session-key_off = Switch your mask off, and press a key when it is dark.
session-key_fitted = Look at eyes and mask, then press Enter to go on with the rest.
session-countdown = Light in { $seconds } ... close your eyes.
session-keys_pause = space, Enter or q: stop   p: pause
session-keys_go_on = p: go on   space, Enter or q: stop
session-keys_stop = space or q: stop

## How it stands

session-channel = { $lit } of { $asked }, { $dose }, { $left } left
session-given = { $channel }: { $lit } of { $planned } planned ({ $share })
session-not_measured = temperature not measured
session-warmth = mask sensor: { $degrees }
session-warmth_unknown = temperature unknown

## Why it is dark, where more is told than `end.ftl` does

session-unseen = Of that, up to { $unseen } min was not seen: the mask could not be heard.
session-part_done = Done. All of today's light for { $part } is given.
session-other_end = Stopped: { $reason }.
session-with_record = { $why } ({ $problem })

## Where a session is

session-phase_idle = idle
session-phase_screened = screening confirmed
session-phase_connected = connected
session-phase_ordered = order sent
session-phase_agreed = limits agreed
session-phase_ready = shield and fit confirmed
session-phase_ramp = getting brighter
session-phase_running = running
session-phase_paused = paused
session-phase_stopping = stopping
session-phase_done = done
session-phase_fault = fault
