# Words of somebody else pass as they are.
said-as_it_is = { $text }
    .change = { $text }
said-as_written = { $written }
said-offer = {""}; did you mean { $found }?
