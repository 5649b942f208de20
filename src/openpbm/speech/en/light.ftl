# What light is made of.

light-shares = its power is { $shares }
light-share = { $percent } % { $band }
