# The people of this machine, their data, the ledger.

web_people-title = People
web_people-under_way = session under way
web_people-changed = The answers changed since.
web_people-no_plan = No plan yet.
web_people-last = Last { $day }, { $minutes }
web_people-skin = skin: { $told }
web_people-skin_open = skin: not told yet
web_people-log = Given as planned
web_people-log_named = Given to { $name } as planned
web_people-next = next { $day }
web_people-like = New person with this mask
web_people-practice = Devices of the practice
web_people-nobody = Nobody is kept here yet.
web_people-due_today = Today
web_people-not_today = Not today
web_people-begin = Begin with { $name }
web_people-go_on = Go on with { $name }
web_people-to_session = To the session of { $name }
web_people-look = Look at { $name }
web_people-search = Name
web_people-search_do = Find
web_people-search_all = Everybody
web_people-nobody_called = Nobody here is called “{ $name }”.
web_people-todays = Today’s list
web_people-add = Add a person

## Their data

web_people-data = Your data
web_people-the_word = The word
web_people-here_only = Everything is on this machine and nowhere else.
web_people-answers_plan = Answers and plan
web_people-light = Light
web_people-take = Take it away
web_people-csv = Light, as CSV
web_people-json = Light, as JSON
web_people-answers = Answers ({ $file })
web_people-record = Course record to print
web_people-delete = Delete everything
web_people-deleted = Answers, mask, plan, photos and every entry of light of { $name } are deleted. There is no way back; copies that you exported stay.
web_people-type_word = Type the word { $word }
web_people-delete_of = Delete everything of { $name }
web_people-wrong_word = Found "{ $text }"; expected the word { $word }.
web_people-stop_first = A session is under way. Stop it first.

## The ledger

web_people-ledger_title = Ledger
web_people-ledger = The ledger of this machine
web_people-no_light_by_it = Until then there is no light by this ledger: what it does not hold could be given twice. If a newer copy is left, stop OpenPBM and put that one back instead.
web_people-no_copy = No newer copy is left. Days that it may have lost count as full, so sessions may have to wait.
web_people-take_ledger = Take this ledger as it is
web_people-take_it = Take it as it is
web_people-only_yes = Only a yes takes it as it is.
web_people-last_used = It is the ledger last used on this machine.

## A sheet to hand over

web_people-share = Share with a carer or doctor
web_people-share_choose = Choose what is in it
web_people-share_lead = One page to save, print or send. It is read-only, holds what you choose and no more, and says until when it is meant.
web_people-share_parts = What is in it
web_people-share_part_plan = The plan: minutes, button, how often, eyes, why; a medicine or condition that decides it is named
web_people-share_part_limits = The limits, and how much of each is used
web_people-share_part_light = Every session that was given, and light from an office
web_people-share_part_skin = How the skin took it, and what a doctor said of that
web_people-share_part_health = Age, skin type, conditions, medicines, procedures; beside the plan also what it says to keep in mind
web_people-share_stale = Your answers changed since the plan was made. A sheet with it says so.
web_people-share_tongue = Language of the sheet
web_people-share_name = The name “{ $name }”
web_people-share_last = Meant until
web_people-share_last_hint = OpenPBM shows it to nobody after this day. A page that was printed or opened elsewhere cannot be called back.
web_people-share_do = Save the sheet
web_people-share_nothing = Choose at least one part.
web_people-share_until = Found "{ $text }"; expected a day from today on, within { $most } days.
web_people-shared = Read a sheet
web_people-shared_lead = Somebody saved it from Share in OpenPBM. It is shown here and not kept.
web_people-shared_file = The sheet
web_people-shared_do = Read it
web_people-shared_no_file = Choose the file of the sheet.
web_people-shared_link = Read a sheet you were given
