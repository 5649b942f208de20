# `openpbm photos`.

photo_cli-action = photos: found "{ $found }"; expected list, add, compare, passphrase or erase
photo_cli-nobody = PERSON: found nobody called "{ $name }" in the app; expected one of { $names }
photo_cli-nobody_yet = PERSON: nobody is in the app of this data folder so far; run openpbm app, answer its questions once, and come back
photo_cli-several = PERSON: several people are called "{ $name }"; expected an id: { $ids }
photo_cli-none = { $name }: no photos are kept.
photo_cli-row = { $number }  { $day }  a* { $redness }, half spread { $evenness }. { $card }
photo_cli-row_closed = { $number }  { $day }
photo_cli-no_file = photos add: found no file; expected a photo
photo_cli-kept = Photo { $number } of { $day } is kept, sealed.
photo_cli-grey = --grey: found "{ $found }"; expected two shares, such as 0.8,0.5
photo_cli-written = { $file } is written, open to whoever reads it.
photo_cli-unasked = photos erase: found nobody to ask; expected --yes
photo_cli-sure = Erase photos of { $name }? There is no way back.
photo_cli-one_erased = Photo { $number } is erased.
photo_cli-erased = { $count ->
    [one] { $count } photo is erased, and the key with it.
   *[other] { $count } photos are erased, and the key with them.
}
photo_cli-ask = Passphrase of the photos:
photo_cli-ask_now = Passphrase so far:
photo_cli-ask_new = New passphrase, empty for none:
photo_cli-ask_again = The new one again:
photo_cli-no_terminal = photos: a passphrase closes them, and there is nobody to ask; expected a terminal
photo_cli-sealed = A passphrase closes the photos now. It is kept nowhere: whoever forgets it can only erase them. A copy made earlier opens with what was valid then.
photo_cli-unsealed = No passphrase closes the photos now: whoever has the folder can open them.
