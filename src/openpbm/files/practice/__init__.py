"""What a house keeps once for all its people: devices, protocols, how the practice is called."""
