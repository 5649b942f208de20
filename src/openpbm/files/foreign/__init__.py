"""Tables of numbers as instruments and spreadsheets write them."""
