# Effects with their intervals, and how far they are to be trusted.

effect-more = { $people } more of 100 with light ({ $low } to { $high })
effect-fewer = { $people } fewer of 100 with light (difference { $low } to { $high })
effect-same_odds = the same odds ({ $low } to { $high } times)
effect-odds = odds { $middle } times ({ $low } to { $high })
effect-odds_under = under { $odds }
effect-odds_over = over { $odds }
effect-share = { $share } of people ({ $low } to { $high })
effect-noted = { $effect }, { $note }
effect-sd = { $middle } SD within people ({ $low } to { $high })
effect-sd_alone = { $value } SD within people
effect-interval_odds = odds { $low } to { $high } times
effect-interval_sd = { $low } to { $high } SD within people
effect-line = { $study }: { $measure }: { $told }
effect-no_interval = no interval: { $how }
effect-no_difference = no difference in: { $measures }
effect-held_out = held out
effect-bias = bias: { $bias }
effect-bias-low = low
effect-bias-some = some concerns
effect-bias-high = high
effect-allocation-randomised = randomised
effect-allocation-not_randomised = not randomised
effect-allocation-unread = randomisation not read
effect-of = { $arm }: { $change }
effect-all = { $told }
