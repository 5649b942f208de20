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
