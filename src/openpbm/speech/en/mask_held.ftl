# A mask that one program of this computer uses is left alone by the others.

mask_held-in_use = { $name }: found another program here that uses this mask, such as an open session; expected that to end first, or it would lose its light
