# What the screen says, colour by colour.

report_screen-word_allow = go
report_screen-word_caution = caution
report_screen-word_refer = refer
report_screen-word_exclude = exclude
report_screen-review = The table behind this is no medical advice, and a clinical review of it is pending.
report_screen-verdict = { $word }: { $parts }
report_screen-no_light = no { $colours } light
report_screen-after_asking = { $colours } only after asking your doctor
report_screen-with_caution = { $colours } with caution
report_screen-may_go = { $colours } may go
report_screen-nothing = nothing that you named stops light
report_screen-planned_endless = Planned; it counts from its day on, without a fixed end.
report_screen-planned = Planned; it counts from its day until { $day }.
report_screen-over = It no longer counts: washout over, clear since { $day }.
report_screen-until = Counts until the washout ends: { $day } is the first clear day.
report_screen-no_end = No fixed end.
report_screen-while_used = Counts while it is used, and { $days ->
    [one] { $days } day
   *[other] { $days } days
    } after the last dose (none was given).
report_screen-while_lasts = Counts while it lasts, and { $days ->
    [one] { $days } day
   *[other] { $days } days
    } after (no day was given).
report_screen-pending = { $status }; clinical review pending
report_screen-question = Given "{ $said }", may I use { $colours } LED light on my face, and from when?
report_screen-how_much = Screened: age, skin colour, { $lists }. What the file does not say was not screened.
report_screen-conditions = { $number ->
    [0] no conditions
    [one] { $number } condition
   *[other] { $number } conditions
    }
report_screen-medicines = { $number ->
    [0] no medicines
    [one] { $number } medicine
   *[other] { $number } medicines
    }
report_screen-procedures = { $number ->
    [0] no procedures
    [one] { $number } procedure
   *[other] { $number } procedures
    }
