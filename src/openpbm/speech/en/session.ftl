# What is said around a sitting.

session-ask_day = Today is none of the days of this course; { $next }. Give a session today all the same?
session-asked_again = Asked again, because { $reason }.
session-shorter = Shorter than planned: { $why }.
session-no = { $reason }. What would change it: { $change }.
