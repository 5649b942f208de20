# Does a study print what its dose and its result need.

check-sessions = { $rate } a week for { $weeks } weeks are { $want } sessions, not { $total }
check-outside = { $nm } nm lies outside { $low } to { $high } nm
check-other_unit = printed as { $text }, which is no { $quantity }; expected { $unit }
check-no_area = { $energy } J without an area is no dose
check-power = power over area is { $power } mW/cm2, printed is { $printed }
check-ways = { $ways }
check-by_time = irradiance x time { $dose } J/cm2
check-by_fluence = radiant exposure { $dose } J/cm2
check-by_energy = energy / area { $dose } J/cm2
check-no_baseline = a percentage of change without the value it started from
check-no_control = no value of the control: a before-after change is never pooled
check-responders = { $hits } responders of { $people } people

## What can be computed

check-of-irradiance = { $where }: mean irradiance
check-of-skin = { $where }: dose on the skin
check-of-course = { $where }: over the course
check-of-band = { $where }: band
check-of-device = { $where }: on the skin with the device
check-of-upper = { $where }: upper dermis
check-of-deeper = { $where }: deeper dermis
check-of_odds = { $measure }: odds ratio
check-irradiance = { $rate } mW/cm2
check-dose = { $dose } J/cm2 a session
check-dose_between = { $low } to { $high } J/cm2 a session
check-dose_flagged = { $dose } ({ $flag }; never fitted)
check-at_most = at most { $dose } J/cm2
check-band_matched = { $nm } nm can be matched
check-band_unmatched = { $nm } nm lies in no band that is matched
check-spread = { $middle } J/cm2 ({ $low } to { $high }) a session
check-odds = { $middle } ({ $low } to { $high })
