# The page Today: may there be light, the checklist, the session.

web_today-title = Today
web_today-none = No session today
web_today-what_would = What would change this:
web_today-to_ledger = To the ledger
web_today-to_plan = To the plan
web_today-log = Log and calendar
web_today-session = Today’s session
web_today-checklist = Checklist
web_today-mask = Mask
web_today-which = Which light
web_today-minutes = { $minutes } minutes
web_today-done = done today
web_today-before = Before the light
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
web_today-given = What was given
web_today-next_light = To the next light
web_today-to_log = To the log
web_today-ask-lit = It shines
web_today-ask-dark = It is dark
web_today-ask-fitted = It sits well again
web_today-ask-pause = Pause
web_today-ask-go_on = Go on
web_today-stop = Stop
