"""Files of the trade: what spectrometers, skin meters, goniometers and board programs save."""
