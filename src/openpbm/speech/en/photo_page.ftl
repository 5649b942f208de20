# The page of a person's photos, and the page of the honest test.

photo_page-title = Photos
photo_page-photo = Photo
photo_page-lead = Photos in one pose, with one light, so that a change can be seen, or that there is none.
photo_page-no_promise = No effect is promised. Other light, season, sleep, warmth and make-up can change a face on a photo more than a course does; the figures and the test below say how much is chance.
photo_page-missing = Photos need more libraries on this machine; install them with { $install } and start again.
photo_page-not_opened = The photos cannot be opened.
photo_page-closed = Photos of a test that is not over stay closed: whoever sees their days is no longer a fair judge.

## Taking one

photo_page-take = Take a photo
photo_page-step_light = One lamp or window in front of you, the same every time; no sun, no coloured lamp beside it.
photo_page-step_place = The camera at the height of your eyes, on a shelf or a stand, the same distance every time.
photo_page-step_face = Face at rest and clean, hair back, glasses off, no make-up, shaved or not as before, eyes closed or open, always alike. Not within an hour of a session, a run or a shower.
photo_page-step_card = Where you have a grey card (18 %), hold it beside your cheek, in the same light. A bank card there tells the size.
photo_page-camera = Open the camera
photo_page-no_camera = No camera can be used here: it was refused, there is none, or this page came over the network without encryption. Choose a file instead.
photo_page-seen = What the camera sees, as in a mirror
photo_page-taken = The photo that was taken
photo_page-shoot = Take the photo
photo_page-stop = Close the camera
photo_page-looking = Looking at it …
photo_page-good = One face, straight, light and sharp enough.
photo_page-point = Point at a card on the photo
photo_page-point_how = Choose what you point at, then touch that place on the photo. All of it may be left out.
photo_page-point_grey = Middle of the grey card
photo_page-point_card_left = Left end of the bank card
photo_page-point_card_right = Right end of the bank card
photo_page-choose_file = Or choose a photo
photo_page-file_hint = JPEG, PNG or WebP. Place, time and camera in it are thrown away; so is whatever is not the picture.
photo_page-keep = Keep this photo
photo_page-again = Another one
photo_page-no_file = found no photo; take one or choose a file
photo_page-too_large = found a photo of more than 330 kB; a browser with scripts makes it smaller by itself, and `openpbm photos PERSON add FILE` takes any size
photo_page-day = found no day up to today; expected one such as 2026-11-23

## Figures

photo_page-figures = Measured
photo_page-figures_closed = What was measured is shown once the test is over: whoever knows it is no longer a fair judge.
photo_page-figures_what = On cheeks, nose and forehead, in steps of CIELAB; a trained eye sees about one step.
photo_page-beside = Side by side
photo_page-beside_what = The first and the last photo, laid over each other by their landmarks. Whoever sees them with their days judges the test above less honestly; do the test first.
photo_page-beside_show = Show first and last with their days
photo_page-of_day = Photo of { $day }
photo_page-kept = Photos that are kept
photo_page-number = No.
photo_page-redness = Redness
photo_page-evenness = Unevenness
photo_page-card = Grey card
photo_page-eyes_apart = Eyes apart
photo_page-remove = Erase
photo_page-remove_one = Erase photo { $number }

## The honest test

photo_page-test = An honest test
photo_page-test_what = Pairs of an earlier and a later photo, order and side drawn by lot, faces only. You or somebody else says which looks better; how many pairs there are and what counts as a change is fixed before. The result comes after the last pair.
photo_page-test_begin = Begin the test
photo_page-test_on = Go on with the test
photo_page-judge = Who judges?
photo_page-judge_hint = Best somebody who does not know the order. May be left empty.
photo_page-judged = A test
photo_page-judged_by = Judged by { $name }
photo_page-test_ask = Which looks better?
photo_page-pair = Pair { $number } of { $count }
photo_page-alt_left = The face on the left
photo_page-alt_right = The face on the right
photo_page-better_left = The left one
photo_page-better_right = The right one
photo_page-better_neither = No difference
photo_page-test_rule = An answer cannot be changed, and nothing is told before the last pair. "No difference" counts as a coin that was thrown before. Look at the skin, not at the light.
photo_page-choose = Choose the left one, the right one, or no difference.

## Where they lie

photo_page-sealed = Kept sealed, on this machine
photo_page-sealed_how = Every photo and what was measured on it is encrypted (AES-256). The key is a file of its own, named key, in the folder below, readable by this user alone. Whoever has this folder with the key can open the photos; a copy of the photos without the key is worth nothing, to you as well: keep the key with any copy you make. Nothing is sent anywhere.
photo_page-sealed_by = Every photo and what was measured on it is encrypted (AES-256). The key is a file of its own, named key, in the folder below, itself encrypted by the passphrase: it takes both to open the photos, so keep the file with any copy you make. Nothing is sent anywhere.
photo_page-place = Folder
photo_page-erase_what = All photos, figures and tests go, and the key is written over first. There is no way back. Copies that you made stay, and an old copy of the key opens an old copy of the photos.
photo_page-erase = Erase all photos
## The passphrase

photo_page-closed_by = The photos are closed by a passphrase
photo_page-open_how = It is asked for once; then the photos stay open, for everybody who uses this app, until it ends or you close them. Whoever has forgotten it cannot see the photos again, and nobody can help: they can only be erased.
photo_page-passphrase = Passphrase
photo_page-open = Open the photos
photo_page-seal = A passphrase for the photos
photo_page-seal_none = None so far: whoever has the folder below can open the photos. With a passphrase the key itself is encrypted (scrypt, AES-256), so that the folder and every copy made from then on say nothing without it. The app asks for it once after every start and keeps it nowhere. A copy made before, with the key as it was, opens without it.
photo_page-seal_forgotten = A passphrase that is forgotten is not to be had again: the photos are lost then, and can only be erased.
photo_page-seal_set = There is one; the photos are open until this app ends or you close them. A copy of the folder made earlier opens with what was valid then.
photo_page-seal_now = Passphrase so far
photo_page-seal_new = New passphrase
photo_page-seal_again = The new one again
photo_page-seal_hint = At least { $least } letters; four words that nobody would guess do well.
photo_page-seal_do = Set the passphrase
photo_page-seal_change = Change or remove the passphrase
photo_page-seal_change_do = Change it
photo_page-seal_remove = Remove it
photo_page-close = Close the photos now
