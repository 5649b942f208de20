# What every form of the app says: its choices, and what is wrong with an answer.

web_form-yes = Yes
web_form-no = No
web_form-not_said = Not said
web_form-choose = Choose
web_form-save = Save
web_form-day = Day
web_form-colour = Colour

## The way to a plan

web_form-way = The way to a plan
web_form-step-1 = You
web_form-step-2 = What it means
web_form-step-3 = Mask
web_form-step-4 = Plan

## What is wrong

web_form-another_look = { $count ->
    [one] { $count } answer needs another look.
   *[other] { $count } answers need another look.
}
web_form-still_there = Everything you typed is still there.
web_form-old_page = This page is older than the program. Load it again; what you typed is still there.
web_form-unreadable = Found a form that cannot be read.
web_form-choose_one = Please choose one.
web_form-choose_colour = Please choose a colour.
web_form-choose_light = Please choose which light.
web_form-day_to_come = Found { $day }; expected today or earlier.

## How an entry is understood

web_form-understood = understood as: { $meaning }
web_form-written = “{ $written }”: do you mean
web_form-none_of_these = None of these
web_form-keep = keep “{ $written }”, read to be safe
web_form-asked_spelling = { $spelling }: do you mean { $guesses }?
web_form-a_spelling = A spelling
web_form-do_you_mean = Do you mean { $guesses }?

## Work that takes its time

web_form-share = Share done
web_form-left = About { $seconds } s left
web_form-no_answer = The program does not answer. Is it still running?
web_form-stop = Stop
web_form-starting = Starting
web_form-report = report
web_form-waiting = Waiting: { $ahead } before this one
web_form-fault = a fault in OpenPBM: { $kind }: { $problem }
web_form-no_process = no process could be started ({ $problem })
web_form-ended_early = the work ended before it was done
web_form-too_long = it took more than { $limit }
web_form-many_files = several files are being read already; try again in a minute
