# Page one: what a person reads first, the same in page, report and terminal. Short words.

## May I: what follows the first words of the verdict

page_one-may_go = : you may use it as below
page_one-may_care = : you may use it as below; mind { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
page_one-may_maker = , checked for safety only
page_one-may_no_trial = : no trial can be followed here
page_one-may_ask = : ask your { $who } first
page_one-may_not = : please read why

## Labels

page_one-label_do = Do
page_one-label_first = First
page_one-label_light = Light
page_one-label_often = How often
page_one-label_why = Why so long
page_one-label_skin = On skin
page_one-label_deep = At depth
page_one-label_eyes = Eyes
page_one-label_stop = Stop
page_one-label_hope = Hope
page_one-label_because = Because
page_one-label_change = Change
page_one-label_settle = Measure
page_one-label_protocol = Protocol
page_one-label_known = Known
page_one-label_begin = Begin
page_one-label_limit = Limit
page_one-label_screen = Screen
page_one-label_report = Report

## What they say

page_one-often = { $often }. { $until }.
page_one-why_limit = Why { $given } and not { $other }? Longer could pass a limit: { $limit }.
page_one-why_limit_trial = Why { $given } and not the { $other } that the light of { $trial } would take? Longer could pass a limit: { $limit }.
page_one-share = That is { $share } of the trial’s light.
page_one-maker_share = That is { $share } of the maker’s minutes.
page_one-why_timer = Why { $given }? The timer has no step that fits better. It is { $share } of the trial’s light.
page_one-why_other_goal = Why { $given }? Another goal asks for less. It is { $share } of the trial’s light.
page_one-why_maker = Why { $given }? The maker prints it, and no limit asks for less.
page_one-why_trial = Why { $given }? In { $given } this mask gives the light of { $trial }.
page_one-why_trial_not = Why { $given } and not { $other }? In { $given } this mask gives the light of { $trial }.
page_one-on_skin = You get { $light } a session, all colours.
page_one-maker_claims = The maker’s own { $minutes } would bring { $claim }, it says.
page_one-maker_minutes = The maker prints { $minutes }, and no J/cm².
page_one-maker_silent = We know of no minutes that its maker prints.
## How well the light of the mask is known, by class

page_one-strength_M = Its strength was measured.
page_one-strength_A = Its maker states how strong each colour is.
page_one-strength_B = Its maker states one strength for all colours; how it splits is our guess.
page_one-strength_C = Only its power is known; the light is our guess from that.
page_one-strength_D = Only its colours are known; the light is our guess from masks like it.
page_one-strength_E = Nobody says what light it has.

page_one-at_depth = { $light } in the { $layer }.
page_one-why_more = It is more than on the skin, since skin throws light to and fro and each pass counts.
page_one-hope = { $trial }: { $result } All studies in one: { $certainty } certainty. It is no promise.
page_one-less = You get less light than they did; nobody knows what that does.
page_one-found = { $measure }: { $said }
page_one-no_hope = No trial shows what such light does for { $goals }.
page_one-bounded = Its strongest colour, { $channel }, likely brings { $light } to the skin.
page_one-bounded_power = All its LEDs give at most { $power } of light: what it runs on feeds no more.
page_one-begin = Begin
page_one-sheet = Printed, this is one sheet. What you open below is printed with it.
page_one-open_all = Open the whole report
page_one-close_all = Close it again

## The way on, where there is no session

page_one-to_answers = Write down what they said
page_one-to_mask = Say more about your mask

## The letter

page_one-letter_copy = Copy the letter
page_one-letter_copied = Copied.
page_one-letter_mail = Open it as a mail
page_one-letter_subject = How strong is the { $mask }?
