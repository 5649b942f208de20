# The calendar file of a course.

report_calendar-name = Light sessions: { $goals }
report_calendar-session = Light session { $number } of { $sessions }: { $minutes }
report_calendar-light = Light: { $light }.
report_calendar-eyes = Eyes: { $eyes }
report_calendar-log = Afterwards, in one step: "As planned" on Today or Log of the app, or 'openpbm log' at a terminal. Not today? "Not today", beside it.
report_calendar-review = Light course: look again
report_calendar-no_light = No light
report_calendar-no_light_from = No light from this day on
report_calendar-taken_back = Light sessions taken back
report_calendar-no_hour = The hour is "{ $found }"; expected one of the day, such as 20:00.
report_calendar-no_alarm = The alarm is "{ $found }"; expected whole minutes before a session, 0 to { $most }, or "none".
report_calendar-no_zone = The zone is "{ $found }"; expected a name such as Europe/Berlin, or nothing for wherever you are.
