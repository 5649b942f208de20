# Why light so far is not known, or cannot be added up.

ledger-light_unsaid = nobody said what light this skin has had
ledger-light_unsaid_before = nobody said what light this skin had before the plan
ledger-reasons = { $reasons }
ledger-nobody = this person is not in the ledger
ledger-session = session of { $day }: { $gap }
ledger-two_sessions = two different sessions carry the number { $number }
ledger-never_begun = light is written down whose session was never begun
ledger-shone_for = { $channel } shone for { $minutes } minutes
ledger-shone_unknown = { $channel } shone, and what it gives the skin is not known
ledger-light_unknown = what its light gives the skin is not known
ledger-light_no_number = what its light gives the skin is no number
ledger-tick = its tick is { $seconds } seconds
ledger-day_closed = this day is closed
