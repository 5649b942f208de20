# What set the minutes of a session.

reason-trial_dose = The light of { $trial } takes { $minutes } with this mask.
reason-maker_minutes = The maker of this mask prints { $minutes }.
reason-ceiling = No longer, because of a limit: { $limit }.
