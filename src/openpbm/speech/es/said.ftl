said-as_it_is = { $text }
    .change = { $text }
said-as_written = { $written }
said-offer = {""}; ¿quiso decir { $found }?
