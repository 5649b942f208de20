light-shares = su potencia es { $shares }
light-share = { $percent } % { $band }
