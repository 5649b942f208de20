# What may be expected of a plan: what its trial found, and what more light would do.

## The result of the trial

expectation-sized = { $results }. Risk of bias, { $bias }: { $reason }
expectation-unsized = { $results }; no size. Risk of bias, { $bias }: { $reason }
expectation-effect = { $measure }: { $effect }; { $said }
expectation-measure = { $measure }: { $said }
expectation-unread = a result against its control was not read
expectation-no_control = { $trial } had no sham or unlit side, so its change cannot be told from the course of nature,
    season, creams and hope
expectation-other_control = { $trial } had no sham or unlit side: it says nothing of light against no light

## The dose

expectation-flat = Inside the range that was studied, more light is not expected to do more, and less light than a
    trial gave is not known to do anything. { $reason }
expectation-no_dose = We do not know: no dose of a study of this goal was read. { $reason }
