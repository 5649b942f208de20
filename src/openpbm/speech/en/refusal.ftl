# Why there is no light; `.change` is what would change it. Both begin small: a page gives the capital.

## A mask that cannot follow a trial

refusal-channel_cannot_be_off = { $role } { $nm } would have to be off ({ $why }), and nothing shows
    that this mask can switch it off
    .change = a statement that this channel can be switched off on its own

# Why a channel has to be off.
refusal-kept_dark = { $action }: { $rows }
refusal-two_colours = two colours in one channel: { $shares }

refusal-no_such_programme = no programme of this mask is known to light { $lit } and nothing else
    .change = a statement that these channels can be lit together, alone

refusal-no_matching_channel = { $trial } used { $nm } and this mask has no channel for it that may be lit
    .change = a mask with that light, or a trial with the light of this mask

refusal-no_light_there = no light of this mask reaches the layer where the dose would be matched
    .change = a mask with light of the trial's colour over these regions

refusal-timer_offers_none = the trial's dose takes { $minutes }; the timer offers none
    .change = a mask that can be stopped by hand, or a weaker setting
refusal-timer_too_long = the trial's dose takes { $minutes }; the timer offers { $offered } min
    .change = a mask that can be stopped by hand, or a weaker setting

refusal-no_irradiance = nobody states how strong { $mask } is ({ $channels }), so no dose can be worked out
    .change = meter readings at five places of the mask, for each colour, or the maker's mean irradiance
        per colour

refusal-too_loose = what { $mask } brings is known too loosely to hold it against a trial: { $low } to { $high }
    .change = meter readings at five places of the mask, for each colour

refusal-other_light_needed = { $goal } would need other channels than { $other }, and this mask has no zones
    .change = planning this goal on its own

## A limit that is passed at the shortest time

refusal-limit_at = { $limit }: { $value } already at { $minutes }; the limit is { $most }
    .change = { $change }
refusal-limit_always = { $limit }: { $value }, however short the session; the limit is { $most }
    .change = { $change }
refusal-limit_for = { $limit }: { $value }; the limit for { $minutes } is { $most }
    .change = { $change }

# What else would change it, where the distance is not known.
refusal-distance = measuring the distance between LEDs and skin (standoff_mm), which nobody states: from
    about { $mm } on there would be a session; or { $other }

## Light that is too little to be a trial's

refusal-too_little_light = in the { $minutes } that it may shine, the light of { $mask } brings at most
    { $share } of the dose of { $trial }; under { $least } it is not the light of that trial
    .change = { $more }; more minutes are not allowed: { $held }
refusal-more_light = about { $times } times as much light; with this light it would take { $minutes }
refusal-more_meets_the_limit = the dose would take { $minutes }, and more light a minute meets the same limit
refusal-held_by_limits = { $limits }
refusal-held_by_limit = { $limit }, { $most }
refusal-held_by_timer = the timer offers nothing between { $minutes } and that
refusal-held_by_goal = another goal of the same light needs no longer

## Evidence

refusal-no_carrying_trial = for { $goal }, { $known }
    .change = { $change }
refusal-only_uncontrolled = for { $goal }, no trial against sham or unlit skin gives a dose: { $known } What studies
    without a fair control used ({ $trials }) is followed only for somebody who asks for it, and shows nothing
    .change = { $change } Or to follow such a study anyway: in the app a tick under what your answers mean, in a person file
        uncontrolled = true beside the goal
refusal-no_trial_gives_a_dose = no trial gives a dose that can be followed.
refusal-no_schedule = how often and how long { $trial } treated was not read
    .change = reading the schedule in the paper

## What the screen says

refusal-screen_excludes = { $row } excludes { $excluded } light{ $why }
    .change = { $who ->
        [none] { $wait }light that a doctor gives and watches; no yes opens it here
        [pharmacist] { $wait }asking your pharmacist or doctor: is { $light } LED light on my face safe with { $said }?
       *[doctor] { $wait }asking your doctor: is { $light } LED light on my face safe with { $said }?
    }
refusal-screen_refers = { $row } needs a doctor's answer first for { $referred } light{ $why }
    .change = { $who ->
        [none] { $wait }light that a doctor gives and watches; no yes opens it here
        [pharmacist] { $wait }asking your pharmacist or doctor: is { $light } LED light on my face safe with { $said }?
       *[doctor] { $wait }asking your doctor: is { $light } LED light on my face safe with { $said }?
    }
refusal-screen_both = { $row } excludes { $excluded } light and needs a doctor's answer first for
    { $referred } light{ $why }
    .change = { $who ->
        [none] { $wait }light that a doctor gives and watches; no yes opens it here
        [pharmacist] { $wait }asking your pharmacist or doctor: is { $light } LED light on my face safe with { $said }?
       *[doctor] { $wait }asking your doctor: is { $light } LED light on my face safe with { $said }?
    }
refusal-because = { $pending ->
    [yes] : { $rationale }. No clinician has checked this: clinical review pending
   *[no] : { $rationale }
}
refusal-waiting = waiting until { $until }, or{" "}

refusal-screen_other_light = the { $channel } channel is screened as { $colours } light too: { $shares }
    .change = a programme of this mask without that light, shown by a spectrum
refusal-mixed_light = the { $channel } channel has { $told }, and no trial gave such light
    .change = a spectrum of each colour alone, each as a channel of its own
refusal-closed_days = { $why }
    .change = a doctor's agreement to light

## Light of before

refusal-recent_light = other light on this skin leaves no room for this course before { $until }
    .change = less light from elsewhere, or a session with less light
refusal-recent_light_unknown = other light on this skin leaves no room for this course before { $until }
    .change = saying what light this skin had lately (recent_light)

## A plan that cannot be followed today

refusal-no_plan = there is no plan yet
    .change = a plan on the page Plan
refusal-answers_changed = your answers changed since the plan was made
    .change = a new plan
refusal-device_changed = the device was changed for everybody here since the plan was made
    .change = a new plan
refusal-plan_unread = { $problem }
    .change = a new plan
refusal-starts_later = this plan starts on { $start }
    .change = that day
refusal-course_over = the course of this plan is over: it ended on { $last }
    .change = { $next }
refusal-course_empty = the course of this plan is over: it has no days
    .change = { $next }
refusal-closed_today = there is no light today: { $why }
    .change = { $next }
refusal-done_today = today's session is done; a second one is never given
    .change = { $next }
refusal-part_done_today = this part of today's session is done; a second one is never given
    .change = another part, or the next day of the course
refusal-no_such_part = the plan has no such part of its session
    .change = one of its own
refusal-rhythm = seven days already hold { $sessions } sessions, as many as this course has
    .change = { $next }
refusal-next_day = waiting until { $day }, the next day of the course
refusal-new_plan = a new plan ('openpbm plan'), which counts the light you had
refusal-screen_changed = changed since the plan: { $what }
    .change = { $next }
refusal-screen_to_answer = the screen of { $since } has to be answered again, which --yes does not do
    .change = the same at a terminal, without --yes, or { $next }
refusal-day_to_answer = { $question } --yes does not answer this
    .change = the same at a terminal, without --yes
refusal-not_its_day = today is no day of it
    .change = that day
refusal-checklist = "no" to: { $question }
    .change = { $remedy }

refusal-checklist_open = not every question of the checklist was answered so that light may come on
    .change = every answer

## Time

refusal-rest = the last session with this mask began { $since } ago by the clock that moved least; this
    rhythm leaves at least { $least } between two
    .change = waiting until { $until }
refusal-skin_rest = after the session of { $day } you said: { $what }; the skin rests until { $until }
    .change = waiting until { $until }
refusal-skin_doctor = after the session of { $day } you said: { $what }
    .change = a doctor's word that light is fine, written down on Log ('openpbm log --doctor fine --by NAME')
refusal-doctor_no = { $who } said on { $day } that there should be no light
    .change = a doctor's later word that light is fine, written down on Log ('openpbm log --doctor fine --by NAME')
refusal-clock_before_ledger = it is { $now } by this machine's clock, and the newest entry of the ledger is of
    { $newest }: one of the two clocks was wrong
    .change = the right time on this machine; where it is right, waiting until { $newest }, or a new entry for
        you ('openpbm ledger add') with the light so far ('openpbm log --dose')
refusal-clock_set = the clock of this machine was set while it was asked: it went on by { $wall } in { $ran }
    .change = the right time on this machine, and the checklist anew

## One sitting at a time

refusal-claimed = another checklist or session of yours is open, in a terminal or in the app
    .change = its end; one that broke off ends by itself after { $lasts }
refusal-going_on = another session of yours is being given, or broke off a moment ago
    .change = its end; one that broke off no longer counts as going on after { $lasts }
refusal-again_unanswered = the checklist was not answered
    .change = the checklist, answered again
refusal-again_unasked = there is something to ask that was not asked
    .change = the checklist, answered again
refusal-again_skin = nobody told yet how the skin took the session of { $day }
    .change = an answer, also that you cannot tell
refusal-again_other_light = other light of this skin was written down since the checklist
    .change = the checklist, answered again
refusal-again_nothing_asked = nothing was asked
    .change = the checklist, answered again
refusal-again_late = more than { $minutes } went by since the checklist was opened
    .change = the checklist, answered again
refusal-again_other_day = it is another day than when the checklist was opened
    .change = the checklist, answered again

## What the light of before leaves

refusal-ledger = what light this skin has had is not known, so it counts as enough: { $why }
    .change = a ledger that can be read and written ('openpbm ledger verify' says more)
refusal-network_share = the ledger { $path } lies on a network share ({ $kind }), where another machine could
    give today's session at the same time
    .change = a ledger on a disk of this machine (--ledger, or --folder of the app); this one can still be read
        and exported
refusal-ceilings = the session does not keep its own limits ({ $limit })
    .change = a new plan
refusal-no_ceilings = the session does not keep its own limits (no ceilings)
    .change = a new plan
refusal-day_unknown = what light this skin has had today is not known, so it counts as enough
    .change = a record of light that can be read
refusal-no_rates = the plan does not say how much light each channel gives the skin
    .change = a plan made by this version
refusal-no_temperature = the plan sets no limit of skin temperature, which the mask must keep
    .change = a plan made by this version
refusal-hardware_timer = the session is longer than the 30 min after which any mask goes dark
    .change = a shorter session

# Why less than planned is asked for; where nothing is left, why there is no light.
refusal-only_the_rest = { $share } of it is done today, and this is the rest
    .change = another day
refusal-limit_allows = { $limit } allows no more
    .change = another day
refusal-days_leave = light of the last days leaves { $room } of { $band } ({ $region })
    .change = another day

## The programme of a maker, which is not judged

refusal-maker_minutes_unknown = no minutes of a programme of { $mask } were read, and none are invented
    .change = the minutes that its leaflet prints: session_min = [10.0] in the [mask] table
refusal-maker_goal_not_named = the maker of { $mask } is not known to name { $goal }
    .change = a goal that the leaflet of this mask names
refusal-maker_never = { $goal } is never lit by the word of a maker alone
    .change = a doctor’s word on what it is and what helps it
refusal-maker_not_worn = how strong the light of { $mask } is where the skin is, is not known
    .change = a meter reading at the distance at which it is used
refusal-maker_age = a leaflet that says nothing of age is written for those of { $years } years and more
    .change = a doctor’s advice
refusal-maker_photosensitiser = a medicine that takes up visible light forbids light whose strength nobody has shown
    .change = meter readings of this mask, and a doctor’s advice
refusal-maker_leaflet = leaflets of such masks exclude this: { $row }
    .change = meter readings of this mask, so that a study can be followed and not its maker
refusal-maker_eyes = light that the eye does not see or bears badly ({ $channels }) has no figure of its own here, and
    closed lids do not count
    .change = opaque goggles, worn for the whole session
refusal-maker_blue = blue light ({ $channels }) without a figure of its own can darken this skin
    .change = a meter reading of the blue light, or a programme without it
refusal-maker_dark = no programme of { $mask } leaves out the light that has to stay dark: { $why }
    .change = a programme, or a statement that this colour can be switched off on its own
