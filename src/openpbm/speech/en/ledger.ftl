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

## Before a line is written

ledger-slip_plan = planned are { $planned }, and this says { $minutes }
ledger-slip_device = the longest programme of this mask is { $own }, and this says { $minutes }
ledger-slip_twice = a session of { $day } with this mask is written down already: { $minutes }; both would count
ledger-slip_person = so far { $others } had this mask, and { $name } never did
ledger-slip_usual = at this hour or on this day of the week it was { $others } so far who had this mask, and never { $name }
ledger-handed_on_many = { $count ->
    [one] somebody else
   *[other] { $count } others
} had this mask before, last on { $day }: clean what touches skin, and wear goggles of your own, or cleaned ones
ledger-handed_on = { $others } had this mask before, last on { $day }: clean what touches skin, and wear goggles of your own, or cleaned ones
ledger-measured = on { $day } a mask or a clock measured { $minutes }; they stay counted, and only more can be written down

## How the skin took a session

ledger-skin_ask = How did your skin take the session of { $day }?
ledger-skin-fine = fine, as before
    .hint = nothing to see or to feel
ledger-skin-red_hour = red for about an hour
    .hint = gone by the evening
ledger-skin-red_day = red until the next day
    .hint = or warm and swollen for as long
ledger-skin-darker = darker
    .hint = the skin or old marks, also in patches
ledger-skin-dry = dry
    .hint = tight or flaking
ledger-skin-pain = pain or burning
    .hint = also blisters
ledger-skin-eyes = something with the eyes
    .hint = pain, spots, glare or blurred sight
ledger-skin-unsaid = I cannot tell
    .hint = nobody looked, or it is too long ago
ledger-skin_on = session of { $day }, { $what }: you go on as planned
ledger-skin_less = session of { $day }, { $what }: { $sessions ->
        [one] the next session has { $share } of its minutes
       *[other] the next { $sessions } sessions have { $share } of their minutes
    }
ledger-skin_rest = session of { $day }, { $what }: no light before { $until }, then { $share } of the minutes for
    { $sessions ->
        [one] one session
       *[other] { $sessions } sessions
    }
ledger-skin_doctor = session of { $day }, { $what }: no light until a doctor has looked at it and said that light is fine

## The file is not the present one

-adopt = 'openpbm ledger adopt' takes it as it is and counts what is missing as at the caps
ledger-older = found an older copy of this ledger than the one last used on this computer; { -adopt }
ledger-other_course = found another course of entries than the one last seen on this computer; { -adopt }
ledger-strange = found a ledger that was kept on another computer, or whose second anchor is lost; { -adopt }
ledger-same_id = { $path }: found another entry under the same id; expected a new id
ledger-anchor_wrong = { $problem }; { -adopt }

## Damage

ledger-place = row { $row }, entry { $entry } of { $person }
ledger-damage-columns = { $where }: found damage in its columns
ledger-damage-missing = { $where }: entry { $entry } is missing before it
ledger-damage-follows = { $where }: does not follow from the entry before it
ledger-damage-labels = { $where }: its labels are not those of its text
ledger-damage-no_end = the end of the entries of { $person } is not written down
ledger-damage-end = { $person }: found { $found } entries; expected { $expected }, ending as noted
ledger-damage-nobody = { $table }: row { $row } belongs to nobody
ledger-damage-id = found damage in the id of a person: { $name }
ledger-damage-outline = found damage in the outline of the file: { $name }

## What SQLite finds

ledger-sqlite-full = { $path }: found no room left on the disk; nothing of this entry was kept ({ $problem })
ledger-sqlite-readonly = { $path }: found that it may not be written to; expected a file and folder of yours
    ({ $problem })
ledger-sqlite-cantopen = { $path }: found no way to open it; expected a file in a folder of yours ({ $problem })
ledger-sqlite-perm = { $path }: found that it may not be opened; expected a file and folder of yours ({ $problem })
ledger-sqlite-busy = { $path }: found another program writing to it all the time; try again ({ $problem })
ledger-sqlite-locked = { $path }: found another program writing to it all the time; try again ({ $problem })
ledger-sqlite-notadb = { $path }: found no ledger in it, or a damaged one ({ $problem })
ledger-sqlite-corrupt = { $path }: found damage in the file ({ $problem })
ledger-sqlite-ioerr = { $path }: found that the disk does not take or give its bytes ({ $problem })
ledger-sqlite-other = { $path }: found that it cannot be used ({ $problem })
ledger-no_text = text that is none
