# How the warmth of a session was estimated.

warmth-estimate = one-dimensional estimate of the square centimetre that gets most light, with resting blood flow,
    which errs warm; nothing was measured on this mask
warmth-estimate_touching = one-dimensional estimate of the square centimetre that gets most light, with resting blood
    flow, which errs warm; nothing was measured on this mask; not known to keep off the skin, so taken to touch it
