# What the chain of events gives where it is held against what is published.

pathway-chain = chain of events
pathway-not_computed = not computed
pathway-held_out = not computed: no step leads from the chain to this measure
pathway-not_modelled = not in the chain
pathway-drift = drift { $drift } in a year
pathway-energy = { $most }; never above { $bound }
pathway-flow = { $end } at the end, { $later } 15 min later
pathway-oxide = times { $most } during light
pathway-continuous = { $rate }: procollagen { $made }, MMP-1 { $cut }
pathway-rates = { $told } (mW/cm2)
pathway-inflamed = { $first } to { $last } in two weeks
