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

## Protocols

web_practice-protocols = Protocols
web_practice-protocols_hint = Which goal, where, with which zone of a device: named, with version and author. It chooses what is asked for; minutes and limits are each person’s own.
web_practice-followed = { $count ->
    [0] Nobody follows it yet.
    [one] One person follows it.
   *[other] { $count } people follow it.
}
web_practice-add_protocol = New protocol
web_practice-new_protocol = New protocol
web_practice-by_file = I have a protocol file
web_practice-protocol_file = Protocol file (JSON)
web_practice-keep_protocol = Keep this protocol
web_practice-no_file = found no file; expected a protocol file that OpenPBM saved
web_practice-protocol_lead = Choosing it for a person fills goals and places. It can only choose: no minutes, no limit and no answer about health is in it.
web_practice-protocol_name = Name of the protocol
web_practice-protocol_name_hint = Such as “Acne, lower panel”.
web_practice-need_name = Please give it a name, of at most { $most } letters.
web_practice-author = Author
web_practice-author_hint = Who answers for this version.
web_practice-need_author = Who answers for it? A name is needed, of at most { $most } letters.
web_practice-versions = Versions
web_practice-version = Version
web_practice-light = What is asked for
web_practice-light_number = Goal { $number }
web_practice-zone_hint = As the device calls it; empty: whichever lies there.
web_practice-another_light = Another goal or zone
web_practice-most = Sessions a week, at most
web_practice-most_hint = Empty: as often as the trial. It can make them fewer, never more.
web_practice-at_most = at most { $times ->
    [one] once
   *[other] { $times } times
} a week
web_practice-saved_meanwhile = { $author } saved another version meanwhile. Look at it in the table; saving again makes yours the next one.
web_practice-changed_meanwhile = This device was changed at another desk since you opened it. Open it again to see how; saving again puts yours over it.
web_practice-old_stay = Plans keep the version they were made by. A new version is for whoever it is chosen for.
web_practice-next_version = Version { $version }
web_practice-save_version = Save as version { $version }
web_practice-export = Save as a file
web_practice-protocol = Protocol
web_practice-protocol_hint = Goals and places are then those of the protocol.
web_practice-no_protocol_chosen = None: as chosen below
web_practice-no_protocol = That protocol is not kept here any more. Please choose another one, or none.
