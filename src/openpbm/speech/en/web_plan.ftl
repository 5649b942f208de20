# The page Plan, and the evidence atlas.

web_plan-title = Your plan
web_plan-make_title = Make your plan
web_plan-first_day = First day
web_plan-not_made = The plan was not made.
web_plan-no_mask = One thing is missing: your mask
web_plan-one_and_one = A plan is for one person and one mask.
web_plan-ready = Ready to plan
web_plan-for = For
web_plan-mask = Mask
web_plan-goals = Goals
web_plan-some_seconds = It takes some seconds: the light of every LED is followed into { $scenarios } sampled skins.
web_plan-make = Make the plan
web_plan-make_new = Make a new plan
web_plan-changed = Your answers changed since this plan was made.
web_plan-device_changed = The device was changed for everybody here since this plan was made.
web_plan-make_before = Make a new plan before the next session.
web_plan-goes_on = This plan goes on with the course that began on { $since }: of its { $total } sessions { $had } came before it; left: { $left }. Today, Log and the calendar count what is left; the report below tells a whole course.
web_plan-no_mask_chosen = no mask is chosen yet; expected one on the page Mask
web_plan-no_goal = no goal is named; expected at least one
web_plan-a_start = Found "{ $text }"; expected a day between 2000 and 2100.
web_plan-making_title = Making the plan
web_plan-making = Making your plan

## The face that turns

web_plan-turn_face = Turn the face.
web_plan-any_side = The same light as below, from any side. Drag the face, or move the slider; the settings above change it.
web_plan-shown = Shown
web_plan-turn = Turn
web_plan-face_label = The face, coloured by light; the table behind “The dose by region, in numbers” says the same.
web_plan-grey = grey: the light does not reach this skin
web_plan-together = all channels together
web_plan-face_dose = Dose: { $channel }
web_plan-face_light = Light: { $channel }
web_plan-per_session = J/cm² in a session

## Keep it

web_plan-keep = Keep it
web_plan-report = The report, one file
web_plan-calendar = The dates for your calendar
web_plan-calendar_back = Take the old dates out of your calendar
web_plan-hour = Remind me at { $hour }
web_plan-at = Hour of the session
web_plan-alarm = Alarm before it
web_plan-alarm_none = “none” for no alarm
web_plan-minutes = min
web_plan-zone = Time zone
web_plan-zone_none = Empty: this hour wherever you are. Else such as Europe/Berlin.
web_plan-keep_hour = Keep this hour
web_plan-imported_twice = Import the file again after a change: it moves your sessions and doubles none.
web_plan-again = Plan again from another day

## What if

web_plan-beside = What if: another mask, goal or rhythm
web_plan-beside_first = Make your plan first, or anew where your answers changed since. Then it can be laid beside another.
web_plan-beside_lead = Change one thing, or more. Your plan stays as it is.
web_plan-beside_same = as it is
web_plan-beside_mask = As its maker describes it; what you measured of yours does not count.
web_plan-beside_goal = Goal
web_plan-beside_goal_hint = For the whole face.
web_plan-beside_week = Times a week
web_plan-beside_week_hint = At most so often. No plan has more than the trial or the maker’s programme that it follows.
web_plan-beside_kept = { $asked } a week were asked for, the plan has { $kept }: never more than the trial or the maker’s programme that it follows.
web_plan-beside_times = { $times ->
        [one] once
       *[other] { $times } times
    }
web_plan-beside_do = Lay them side by side
web_plan-beside_nothing = Choose at least one thing that is to be another.
web_plan-beside_unknown = This is none of the choices; please choose again.

## The evidence atlas

web_plan-evidence = Evidence
web_plan-on_page = On this page
web_plan-evidence_goals = Goals
web_plan-evidence_doses = Doses
web_plan-evidence_held = Kept aside
web_plan-evidence_studies = Studies
web_plan-evidence_else = Laboratory and reviews
web_plan-weighing = Weighing the evidence
web_plan-weighing_lead = Each study’s light is sent through the model of device and skin. That is done once for each version of the program.
web_plan-not_weighed = The evidence could not be weighed
