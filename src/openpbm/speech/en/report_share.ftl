# A sheet to hand to a carer or doctor.

report_share-title = Light on the face: a sheet to read
report_share-head = { $name }. Made on { $made}, meant until { $until }.
report_share-nobody = No name given
report_share-not_signed = This sheet was made by the person or somebody for them, and nobody signed it. A browser shows it as it is, changed or not, and after its last day. “Read a sheet” in OpenPBM refuses one that was changed by accident or by hand, or is past its last day by the clock there; whoever knows how can make such a page with other numbers. Where it matters, ask the person.
report_share-stale = Their answers changed since this plan was made, so it is not followed any more.
report_share-points = To keep in mind
report_share-skin = How the skin took it
report_share-skin_fine = { $times ->
        [one] once, of { $last }
       *[other] { $times } times, the last of { $last }
    }
report_share-own = { $limit } (our own caution)
report_share-skin_none = nobody told yet
report_share-mask = Mask
report_share-limits = Limits, and how much of each a session uses
report_share-head_limit = Limit
report_share-head_value = Session
report_share-head_most = Most
report_share-head_used = Used
report_share-light = Light given
report_share-light_day = Day
report_share-light_minutes = Minutes
report_share-light_planned = Planned
report_share-light_dose = Dose on the hottest skin
report_share-light_by = Given by
report_share-light_end = How it ended
report_share-light_mind = Not in it
report_share-health = What was said about health
report_share-health_who = Person
report_share-health_conditions = Conditions
report_share-health_medicines = Medicines
report_share-health_procedures = Procedures
report_share-health_answers = What experts said
report_share-last = { $name } (last on { $day })
report_share-on = { $name } ({ $day })
report_share-fine = { $who } said that light is fine with { $about }.
report_share-not_fine = { $who } said no to light with { $about }.
report_share-by_doctor = A doctor
report_share-by_pharmacist = A pharmacist
