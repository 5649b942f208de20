# Masks with open firmware: how they are reached, paired and read.

open_mask-gone = { $where }: found no mask on the link; expected it in reach and switched on
open_mask-gone_why = { $where }: found no mask on the link ({ $why }); expected it in reach and switched on
open_mask-missing = found no { $library } in this installation; expected the extra 'devices': { $install }
open_mask-no_address = found "{ $found }"; expected the name or number of a host, such as mask.local, or one with a port, such as mask.local:50424
open_mask-another_link = found a link that was gone for a while; expected the same one

## Masks that are known

open_mask-no_name = found the name "{ $found }"; expected 1 to 40 letters, digits, dots and hyphens
open_mask-no_key = { $name }: found no key to this mask; expected the one of its pairing: pair it again
open_mask-no_carrier = found "{ $found }"; expected where the mask is, beginning with { $carriers }

## Labels and pairing

open_mask-label_letters = found { $found } in the secret; expected digits and letters without I, L, O and U
open_mask-label_length = found { $found ->
    [one] one letter
   *[other] { $found } letters
    } of the secret; expected { $expected }: five groups of four and one more
open_mask-label_slip = found a slip in the secret: its last letter does not fit the others; expected each as it is printed
open_mask-label_serial = found the serial number "{ $found }"; expected the one on the label: letters, digits and hyphens
open_mask-label_other = found a label of { $found }; expected the one of { $given }
open_mask-label_version = found a label of another version; expected one that begins with OPENPBM:2
open_mask-label_qr = found a code without serial number and secret; expected the whole text of the label's code
open_mask-enrol_button = found a mask that takes no new host now; expected its button held for 3 seconds before, until its light blinks
open_mask-enrol_full = found a mask that knows four hosts already; expected a free place: forget one there, or hold its button for 10 seconds to forget them all
open_mask-enrol_silent = found a mask that does not answer; expected its own label: check the serial number, and that the mask is dark
open_mask-no_greeting = found nobody who knows this computer; expected the mask of this pairing, switched on: pair it again where it was made to forget
open_mask-other_version = found a mask that speaks another version; expected version { $version }
open_mask-ask_refused = found a mask that does not answer now; expected a dark one
open_mask-log_silent = found no answer for record { $first } of the log; expected one
open_mask-ask_label = The label's secret, or the text of its QR code:
open_mask-paired = { $name } ({ $mask }) is paired; this computer has place { $place } of its four.
open_mask-development = Its firmware ({ $version }) is one for development: nobody vouches for its limits.
open_mask-key_in_system = Its key lies in this system's own place for keys.
open_mask-key_in_file = This system has no place for keys: its key lies in a file that is closed to other users.
open_mask-use_it = For a session: openpbm session PLAN.json --device { $device }
open_mask-panel_needs = found a panel without address or mask; expected ble:ADDRESS and --mask ID
open_mask-other_mask = --mask: found { $given }; expected the mask that it says it is
open_mask-unknown_mask = found a mask that no catalogue knows; expected --mask with its id, as your mask file has it
open_mask-none_paired = found no paired mask, so none called "{ $found }"; expected one: openpbm device pair
open_mask-not_paired = found no mask called "{ $found }"; expected { $known }
open_mask-list_none = No mask is paired here.
open_mask-list_row = { $device }  { $where }  { $mask }
open_mask-forgotten = { $name } is forgotten here, and so is its key.
open_mask-forgotten_here = The mask itself still knows this computer: { $why }. Hold its button for 10 seconds and it forgets every host.

## Masks in reach, and their logs

open_mask-no_radio = Bluetooth: found no radio ({ $why }); expected one that is switched on
open_mask-no_network = Network: found no way to listen ({ $why }); expected a network that is on
open_mask-find_none = No mask is in reach. Is it switched on, and connected to nobody else?
open_mask-found = { $where }  an open mask with { $colours ->
    [one] one colour
   *[other] { $colours } colours
    }, { $tag }
open_mask-found_radio = { $where }  an open mask on the radio, { $tag } { $name }
open_mask-found_panel = { $where }  perhaps a panel with a timer, which you switch yourself { $name }
open_mask-log_missing = { $missing ->
    [one] One record of the log is
   *[other] { $missing } records of the log are
    } missing: light that they told of is not known.
open_mask-log_broken = The chain of this log is broken: it was changed, or comes of another mask.

## A mask to try

open_mask-demo_ready = A mask is played at { $where }. Nothing shines. In another terminal:
open_mask-demo_over = The mask is gone.
open_mask-demo_speed = --speed: found a mask behind a real line; expected 1
open_mask-demo_port = port { $port }: found no way to open it ({ $why }); expected a free one, or 0 for any
open_mask-demo_no_light = found a plan without light for today; expected one that may be given: openpbm session says why
