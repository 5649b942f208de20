# The interview of the app. What the terminal asks in the same words stands with its questions.

web_you-title = About you
web_you-new = New person
web_you-for_whom = Who is this for?
web_you-lead = A few questions, then the plan. The answers stay in a folder on this machine.
web_you-lead_new = A few questions, then the plan. The answers stay in a folder on this machine; what you type stays in this tab until the last is answered. On a phone a tap goes on to the next question.
web_you-like = The mask comes from the other person, and nothing else. Answer the rest for this one.
web_you-question_of = Question { $number } of { $count }
web_you-next = Next
web_you-back = Back
web_you-go_on = Go on

## You

web_you-you = You
web_you-name = A name to find this page again
web_you-name_hint = Only seen on this machine.
web_you-no_name = No name
web_you-namesake = { $name } is kept here already. Is it the same person? Then go on with that page: two pages would count one skin’s light apart.
web_you-namesake_other = This is another person
web_you-namesake_why = A second name or the year of birth tells them apart in the list.
web_you-name_long = Found a name of over { $most } letters; expected a shorter one.
web_you-age = Age
web_you-years = years
web_you-born = Year of birth
web_you-born_hint = For the record to print. It may be left out.
web_you-born_other = Found the year { $text } beside an age of { $age }; expected them to fit.
web_you-a_year = Found "{ $text }"; expected a year from { $first } to { $last }, such as 1974.
web_you-skin = Skin
web_you-skin_choose = Please choose the line that fits best.
web_you-measured = I have measured my skin colour
web_you-measured_hint = A colorimeter on untanned cheek skin, D65. It outranks the description.
web_you-ita = Individual typology angle (ITA)
web_you-degrees = degrees

## The goal

web_you-goal = Goal
web_you-want = What do you want it for?
web_you-goals = Goals
web_you-goal_other = Or in your own words
web_you-goal_other_hint = Commas between. Where no trial speaks for a goal, the plan says so and plans nothing.
web_you-goal_choose = Please choose at least one, or write it in your own words.
web_you-parts = Only for some parts of the face
web_you-parts_hint = None ticked means the whole face.
web_you-parts_each = Or parts of their own for one goal:
web_you-parts_of = Only for { $goal }

## Health

web_you-health = Health
web_you-health_hint = Light can do harm with some conditions and medicines. Only a spoken no counts as one.
web_you-procedures = Peels and the like
web_you-medicines = Medicines
web_you-unsure = Not sure
web_you-no_to_all = No to all that is open above
web_you-none_of_all = None of all that is open above
web_you-say_one = Please say yes, no or not sure.
web_you-which = Which, if yes
web_you-which_hint = Not sure counts as { $condition }.
web_you-none = None
web_you-some = Yes, these
web_you-entry = Name
web_you-last_dose = Last dose
web_you-last_dose_hint = Empty while still used.
web_you-procedure_day = Date
web_you-procedure_day_hint = Done or planned.
web_you-day_of_it = Date of it
web_you-day_hint = Such as 2026-05-01.
web_you-another_line = Another line
web_you-none_and_some = Found entries below although none is chosen; expected one or the other.
web_you-name_or_none = Please name what there is, or choose none.
web_you-many_names = Found { $count } names; expected at most { $most }.
web_you-an_entry = Found "{ $text }"; expected its name, or an empty line.

## Eyes and light

web_you-eyes = Eyes and light
web_you-goggles = Goggles
web_you-goggles_ask = Do you wear opaque goggles in a session?
web_you-always = Yes, always
web_you-recent = Recent light
web_you-ask = { $question }?
web_you-recent_logged = Yes, and all of it is in the log here
web_you-recent_unknown = Yes, elsewhere, or I do not know
web_you-size = Size of the face
web_you-face = Face
web_you-height = Hairline to chin
web_you-height_hint = Measured straight down the middle. Empty: an average face.

## What the answers mean

web_you-means = What your answers mean
web_you-no_light_today = A plan gives no light on this day, whatever the colour; see below.
web_you-colour = { $colour }: { $action }
web_you-colour_until = { $colour }: { $action }, until { $day } at least
web_you-disagree = The rows disagree; the strictest, { $action }, counts.
web_you-action_allow = may shine
web_you-action_caution = with care
web_you-action_refer = ask first
web_you-action_exclude = off
web_you-row = { $action }: { $row }
web_you-no_row = Nothing that you said speaks against it.
web_you-ask_doctor = Ask your doctor
web_you-closed = No light of any colour on these days
web_you-why = Why
web_you-pending = clinical review pending
web_you-source = Where this is from
web_you-not_stated = Not stated.
web_you-choose_mask = Choose a mask
web_you-all_masks = See all masks
web_you-by_colour = Colour by colour
web_you-they_said = Has somebody answered?
web_you-an_answer = An answer
web_you-said_fine = Yes, light is fine
web_you-said_not_fine = No, it is not
web_you-by_doctor = A doctor
web_you-by_pharmacist = A pharmacist
web_you-who = Their name
web_you-on_day = Said on
web_you-keep_answer = Keep this answer
web_you-say_yes_or_no = Please say what they said.
web_you-choose_expert = Please choose who said it.
web_you-a_who = Please write their name, in at most { $most } letters.
web_you-studies = Studies without a fair control
web_you-studies_lead = No trial against sham or unlit skin gives a dose for these. What other studies used shows nothing; it is
    followed only where you ask for it.
web_you-studies_follow = Follow what such a study used, for { $goal }
web_you-studies_keep = Keep this choice
web_you-nothing_answered = Nothing is answered yet.
web_you-change = Change an answer
