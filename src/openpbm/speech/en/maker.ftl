# The programme of a maker: said before its minutes. No page calls it a plan, treatment or dose.

maker-unshown = This is the programme of the maker of your mask, not a plan of ours. Nobody has shown us how strong
    your mask is; we checked only what could harm up to { $most }. No study tells what it does. It holds for a genuine
    device of this name.
# Where its maker states a figure: who says it, for how much of the light, and that nobody else looked.
maker-claimed = This is the programme of the maker of your mask, not a plan of ours. { $figure ->
        [each] Its maker states how strong each of its colours is
        [total] Its maker states how strong it is in all, not colour by colour
       *[part] Its maker states how strong some of its colours are, not all
    }, and nobody independent has shown that this is so; we checked only what could harm up to { $most }. No study tells
    what it does. It holds for a genuine device of this name.
maker-measured = This is the programme of the maker of your mask, not a plan of ours. How strong your mask is, you
    measured; we checked what could harm up to { $most }. No study tells what it does. It holds for a genuine device of
    this name.
