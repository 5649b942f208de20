# The page Today: may there be light, the checklist, the session.

web_today-title = Today
web_today-none = No session today
web_today-what_would = What would change this:
web_today-to_ledger = To the ledger
web_today-to_plan = To the plan
web_today-log = Log and calendar
web_today-skin_first = First a question
web_today-skin_why = What it asks of today is worked out from your answer; then comes the session. Never more light follows from it.
web_today-session = Today’s session
web_today-skipped = You left today’s session out. It is still here if you change your mind; nothing is doubled later.
web_today-checklist = Checklist
web_today-mask = Mask
web_today-which = Which light
web_today-minutes = { $minutes } minutes
web_today-done = done today
web_today-is_for = This is for { $name }
web_today-before = Before the light
web_today-otherwise = Something is otherwise, such as a new medicine or light elsewhere? Then no light until you have told it and the plan fits it.
web_today-to_you = Change your answers
web_today-before_of = Before the light for { $name }
web_today-which_mask = Which mask gives the light
web_today-time = Its time
web_today-real = Real
web_today-fast = 60 times as fast
web_today-begin = Begin
web_today-other_wish = Found another wish; expected one of the page's buttons.

## The session

web_today-sitting = Session
web_today-left = { $time } of light to come
web_today-unknown = Unknown
web_today-not_known = Unknown.
web_today-unheard = The program has not answered for { $seconds } s.
web_today-take_off = Take the mask off or switch it off if it shines.
web_today-warmth_unknown = Temperature unknown
web_today-dose_where = J/cm² at the hottest spot of the skin; the mean of the face, as the plan has it, is less.
web_today-given = What was given
web_today-next_light = To the next light
web_today-to_log = To the log
web_today-ask-begin = Begin
web_today-ask-dark = It is dark
web_today-ask-fitted = It sits well again
web_today-ask-pause = Pause
web_today-ask-go_on = Go on
web_today-stop = Stop

## What is heard of it

web_today-listen = Before the light: listen
web_today-listen_why = With eyes closed nobody sees a countdown. This page speaks, beeps and shakes instead.
web_today-listen_why_by_hand = With eyes closed nobody sees a countdown. This page speaks, beeps and shakes: it says when to switch on, how long is left, and “off now” until you say that it is dark.
web_today-try = Try the sound
web_today-heard = Did you hear and feel it?
web_today-heard_yes = Yes, well
web_today-heard_no = No
web_today-unheard_sound = Turn the volume up, switch silent mode off, take headphones out or put them in, and try again. Without sound, set an alarm that you hear or feel beside you before you begin: nobody behind goggles knows when the time is over.
web_today-lacks-voice = This device has no voice of its own for this language, so it beeps.
web_today-lacks-sound = This browser lets the page make no sound.
web_today-lacks-vibration = This device does not shake.
web_today-lacks-wake = This browser cannot keep the screen on: set it to stay on.
web_today-locked = With the screen locked, or another page in front, a browser may fall silent. Leave this page open and in front.
web_today-no_script = Without scripts this page makes no sound and does not shake: set an alarm that you hear or feel before you begin.
web_today-output_changed = The sound output has changed. Make sure that you hear this page before there is light.
web_today-louder = Let this page speak
web_today-anywhere = A tap anywhere, Space, Enter or Escape do the same.
