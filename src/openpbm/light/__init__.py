"""Light on the face: LEDs laid out, worn, shining, shaded, summed up, calibrated."""
