said-as_it_is = { $text }
    .change = { $text }
