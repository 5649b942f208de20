# What stands around every page of the app, and the pages without a subject of their own.

## The frame

web_frame-skip = Skip to the page
web_frame-page_of = Page of { $name }
web_frame-pages_of = Pages of { $name }
web_frame-room-today = Today
web_frame-room-plan = Plan
web_frame-room-log = Log
web_frame-room-mask = Mask
web_frame-room-you = You
web_frame-evidence = Evidence
web_frame-compare = Compare
web_frame-data = Data
web_frame-atlas = What trials show: the evidence atlas
web_frame-readable = { $not_encrypted } others in this network can read what this page shows and sends.
web_frame-not_encrypted = Not encrypted:
web_frame-installed = Plans light-mask therapy for one person and one mask.

## Nothing is here

web_frame-missing = Not here
web_frame-nothing_here = Nothing is at this address
web_frame-people = People
web_frame-nobody = Nobody of this address is kept here.
web_frame-no_file = No such file.
web_frame-no_picture = No such picture.
web_frame-no_device = No such device.
web_frame-this_machine_only = The app was started for this machine only.

## A file that cannot be read

web_frame-broken = A file needs a look
web_frame-changed_outside = It was changed outside of this page. Mend it, or answer the questions again; saving them writes the file anew.
web_frame-the_questions = The questions
web_frame-the_mask = The mask

## The program is not running

web_frame-not_running = Not running
web_frame-program_not_running = OpenPBM is not running
web_frame-was_a_session = Was a session under way? Take the mask off or switch it off if it shines.
web_frame-cannot_see = This page cannot see the mask.
web_frame-own_switch = A mask that you switch yourself shines on until you switch it off or its own timer ends.
web_frame-driven = A mask that the program drives is told nothing any more and goes dark by itself within seconds.
web_frame-start_it = To go on, start the program on the same machine with { $command }, then load this page again.
web_frame-again = Try again

## Pairing a phone

web_frame-pair_title = Pair this device
web_frame-shows_code = The machine that runs OpenPBM shows a code of twelve digits in its terminal.
web_frame-pair_readable = This connection is not encrypted.
web_frame-whoever_reads = Whoever is in this network can read what is sent: this code, answers, plans and light. Use it only in a network you trust.
web_frame-pair_encrypted = What is sent is encrypted. Compare the fingerprint (SHA-256) that your browser shows for this page's certificate with the one in the terminal: only if they are the same is nobody in between.
web_frame-code = Pairing code
web_frame-pair = Pair
web_frame-wrong_code = That is not the code that the terminal shows.
web_frame-wait = There were too many wrong tries from this device. Please wait half a minute.
