# Masks that can be reached, and who keeps a deadline.

device-kept_by_firmware = the mask's firmware
device-kept_by_lease = the mask's firmware (lease)
device-kept_by_both = host and mask, on a whole link
device-kept_by_host = the host

device-simulated = A simulated mask
device-simulated_about = nothing shines; it is practice and counts for nothing
device-log_simulated = simulated mask
device-manual = My mask, which I switch myself
device-manual_about = this page guides and counts
device-log_guided = guided
device-open = My open mask
device-open_about = this program drives it, and its own firmware counts and stops
device-log_open = open mask
device-demo = A demonstration mask on this computer
device-demo_about = real firmware behind a real line; nothing shines, and it counts for nothing
device-timed = My panel with Bluetooth, which I switch myself
device-timed_about = it is listened to and never driven; this page guides and counts
device-named = { $name }: { $about }
device-gone = found no mask on the link; expected the cable to be in

## What a campaign of faults watches

device-near_deadline = deadline: { $name }
device-near_cap = delivered of the cap
device-near_counted = delivered of what counts
device-broken = seed { $seed } ({ $faults }): { $what }
device-broken_reset = light after a reset at { $at }
device-broken_deadline = { $name } took { $took } of { $limit }
device-broken_starts = light { $times ->
    [one] once
   *[other] { $times } times
    } for { $starts ->
    [one] { $starts } start
   *[other] { $starts } starts
    }
device-broken_cap = { $channel }: { $light } of light, cap { $cap }
device-broken_count = { $channel }: { $light } of light, counted { $counted }
device-broken_beginning = { $session }: the record does not begin once, and first
device-broken_end = { $session }: the record ends twice
device-broken_sum = { $session }: a recorded sum fell
device-broken_record = light without a record

## Masks that are known

device-claim_clash = { $channel } states { $stated }, but { $irradiance } for { $minutes } is { $promised }.
