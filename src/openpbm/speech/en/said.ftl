# Words of somebody else pass as they are.
said-as_it_is = { $text }
    .change = { $text }
said-offer = {""}; did you mean { $found }?
