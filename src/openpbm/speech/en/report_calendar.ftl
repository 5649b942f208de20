# The calendar file of a course.

report_calendar-name = Light sessions: { $goals }
report_calendar-session = Light session { $number } of { $sessions }: { $minutes }
report_calendar-light = Light: { $light }.
report_calendar-eyes = Eyes: { $eyes }
report_calendar-review = Light course: look again
report_calendar-no_light = No light
report_calendar-no_light_from = No light from this day on
