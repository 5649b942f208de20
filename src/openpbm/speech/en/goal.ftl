# What is known about light for one goal, and why it is no surer.

goal-no_study = No study of { $goal } is in the evidence table, so nothing can be said.
goal-studies = { $studies ->
    [one] { $studies } study of { $goal }
   *[other] { $studies } studies of { $goal }
}
goal-none_compares = { $certainty } certainty. None of { $studies } compares light with sham or unlit skin.
goal-some_compare = { $certainty } certainty. { $controlled } of { $studies } { $controlled ->
    [one] compares
   *[other] compare
} light with sham or unlit skin; { $sized ->
    [0] none gives an effect with an interval.
    [one] { $sized } gives an effect with an interval.
   *[other] { $sized } give an effect with an interval.
}
goal-some_null = { $certainty } certainty. { $controlled } of { $studies } { $controlled ->
    [one] compares
   *[other] compare
} light with sham or unlit skin; { $sized ->
    [0] none gives an effect with an interval; { $null } found no difference.
    [one] { $sized } gives an effect with an interval; { $null } found no difference.
   *[other] { $sized } give an effect with an interval; { $null } found no difference.
}
goal-certainty-0 = None
goal-certainty-1 = Very low
goal-certainty-2 = Low
goal-certainty-3 = Moderate
goal-certainty-4 = High

## Why it is no surer

goal-step_no_study = no study is in the evidence table
goal-step_no_result = no study with a sham or unlit side gives a result against it that was read
goal-step_none_sound = none of the studies that answer is randomised and at low risk of bias
goal-step_few_intervals = fewer than two randomised studies below high risk of bias give an effect with an interval
goal-step_few_people = the randomised studies that answer hold { $people } people as far as it was read, fewer than
    { $enough }
goal-step_disagree = some effects are clear and others are null
goal-step_abstracts = only abstracts, registries or other people’s accounts could be read
