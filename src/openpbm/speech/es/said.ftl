said-as_it_is = { $text }
    .change = { $text }
said-offer = {""}; ¿quiso decir { $found }?
