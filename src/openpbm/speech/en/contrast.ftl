# Results of studies as they were read, and how their intervals were worked out.

contrast-counts = { $hits } of { $people }
contrast-counts_both = { $hits } of { $people } against { $others } of { $among }
contrast-on_side = { $result } { $side }
contrast-side_with = with { $other }
contrast-side_control = on the control side
contrast-difference = { $change } against { $other }
contrast-with_p = { $result }, { $p }
contrast-values = { $treated } against { $control } { $side } ({ $unit })
contrast-unit_unread = unit not read
-alone = in the lit group alone, before against after
contrast-alone = { -alone }
contrast-one_side = { $change } { -alone }
contrast-one_side_p = { $result }; { $p }
contrast-unsized = size not read

## How an interval was worked out

contrast-how-counts = from the counts
contrast-how-percent_of_arms = from the printed shares and the sizes of the groups
contrast-how-percent_of_sides = from the printed shares, both sides of a face as if independent
contrast-how-difference_sd = from the printed difference and its spread
contrast-how-paired_p = from the printed p, as a paired t test
contrast-how-paired_p_only = from the printed p and the number of people, as a paired t test
contrast-how-share = exact interval of a share
contrast-no_interval = no interval can be worked out
contrast-value_unread = a value that is needed was not read

## Scales

contrast-unit-odds = log odds ratio
contrast-unit-difference = standard deviations of the difference within people
contrast-unit-share = share of people
contrast-unit-null = null
contrast-unit-none = none
