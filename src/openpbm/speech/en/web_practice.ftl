# What a practice, or a house that shares a mask, keeps once for all its people.

web_practice-title = Practice
web_practice-lead = What is described here once can be given to everybody. Health is always asked of each person alone.
web_practice-devices = Devices of the practice
web_practice-devices_hint = A mask or panel with its claim, its readings and its zones. Whoever gets it gets it as it is here; a change makes their plans old and changes none.
web_practice-add_device = Describe a device in six fields
web_practice-keep_file = Keep this file
web_practice-count = { $count ->
    [0] Nobody has it yet.
    [one] One person has it.
   *[other] { $count } people have it.
}
web_practice-name = Name of the device
web_practice-name_hint = As you call it here, such as “Panel, room 2”.
web_practice-name_it = Please give it a name, of at most 80 letters.
web_practice-older = The plans of { $people } were made with this device as it was before. They get no light until there is a new plan.
web_practice-plans_anew = Make their plans anew
web_practice-users = Given to { $people }.
web_practice-new_person = New person with this device
web_practice-remove = Take { $name } out of the list
web_practice-use_named = Use { $name } and plan
web_practice-or_another = Or another one
web_practice-keep_why = Others are to get this mask as well, with all that is stated of it here?
web_practice-keep = Keep it for everybody here
web_practice-device = Device
web_practice-chosen_later = Chosen later

## On every record

web_practice-on_records = On every record
web_practice-called = Name of the practice
web_practice-called_hint = Empty: a line is left to write it by hand.
web_practice-name_long = Found a name of over { $most } letters; expected a shorter one.
web_practice-asks_born = Ask for the year of birth
web_practice-asks_born_note = It may be left out, stands on the record and is used for nothing else.
