# What the app says where it was started, and to whom it does not let in.

web_door-at = OpenPBM is at { $address } (Ctrl-C ends it). People are kept in { $folder }
web_door-ended = The app has ended. A session that was under way is stopped and counted.
web_door-new_code = New pairing code: { $code }
web_door-code = Pairing code: { $code }
web_door-network = In this network: { $addresses }
web_door-no_address = In this network: no address was found
web_door-readable = Not encrypted: whoever is in this network can read answers, plans, light and the pairing code as they are sent. To encrypt them: { $command }
web_door-compare = Your browser will warn of a certificate that nobody vouches for. Compare its SHA-256:
web_door-port_in_use = --port: found { $port } in use; expected a free port, such as --port { $next }
web_door-method = found { $method }; expected GET or POST
web_door-too_large = found more than { $most }; expected less
web_door-too_slow = found half a request after { $limit }; expected the rest of it
web_door-address = this address is not one of the app's; open the one it printed
web_door-other_site = another site asked for this; open the app's own page
web_door-other_page = another page sent this form; send it from the app's own page
web_door-certificate = OpenPBM on this machine
