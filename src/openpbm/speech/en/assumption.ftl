# What a number is that a plan took without having read it.

assumption-limit = Limit: { $limit }
assumption-face_file = How the face file was read; regions, eyes and mouth are those of the canonical face laid over it
assumption-phototype = Skin colour of this phototype, as individual typology angle
assumption-view_factor = view factor { $low } to { $high }
assumption-instrument = Light and observer that L*, a*, b* of the skin were read for: not both said
assumption-layer = Layer in which { $goal } is matched: { $reason }
assumption-effect = How { $what } changes blood, thickness and scattering
assumption-trial_device = Device of { $trial }: share of light it sends back to the skin
assumption-trial_skin = Skin types of the participants of { $trial }, which were not read
assumption-trial_dose = Dose of { $trial }: every value inside the interval counts alike
assumption-spread = { $value } ({ $low } to { $high })
