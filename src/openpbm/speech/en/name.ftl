# What things are called, and how they stand in a row. Lower case: a heading makes its own capital.

name-language = English

## Rows: "a, b and c"

name-row-comma = { $before }, { $last }
name-row-and = { $before } and { $last }
name-row-or = { $before } or { $last }
name-row-semicolon = { $before }; { $last }

## Numbers that are no numbers

name-number-unknown = not known
name-number-under = under { $value }
name-number-about = about { $value }

## Colours of LEDs

name-role-blue = blue
name-role-green = green
name-role-amber = amber
name-role-red = red
name-role-deep_red = deep red
name-role-nir = near-infrared
name-role-nir2 = long near-infrared

## Devices, as they are called in a sentence

name-device-mask = mask
name-device-panel = panel
name-device-canopy = canopy
name-device-flexible_mask = flexible mask
name-device-rigid_mask = rigid mask
name-device-handheld = handheld
name-setting-home = home
name-setting-office = office

## Regions of the face

name-region-forehead = forehead
name-region-glabella = between the brows
name-region-left_periorbital = around the left eye
name-region-right_periorbital = around the right eye
name-region-nose = nose
name-region-left_cheek = left cheek
name-region-right_cheek = right cheek
name-region-perioral = around the mouth
name-region-lips = lips
name-region-chin = chin
name-region-jaw = jaw
name-region-whole_face = the whole face

## Layers of the skin

name-layer-stratum_corneum = horny layer
name-layer-living_epidermis = living epidermis
name-layer-papillary_dermis = upper dermis
name-layer-upper_plexus = upper plexus
name-layer-reticular_dermis = deeper dermis
name-layer-deep_plexus = deep plexus
name-layer-subcutis = subcutis

## What somebody may wish

name-goal-wrinkles_firmness = wrinkles and firmness
name-goal-acne = acne
name-goal-wound = wound healing
name-goal-scar = scar
name-goal-psoriasis = psoriasis
name-goal-rosacea = rosacea
name-goal-eczema = eczema
name-goal-age_spots_pigment = age spots and pigment
name-goal-post_procedure_redness = redness after a procedure
name-goal-circulation = circulation

## What the table of drugs and conditions asks for a colour

name-action-allow = allowed
name-action-caution = allowed with caution
name-action-refer = only after asking
name-action-exclude = not allowed

## The word of a verdict

name-state-go = Planned
name-state-care = Planned with care
name-state-stop = Not planned
name-state-unknown = Not planned
name-state-by_maker = The maker’s programme

## Colours in which light is summed up

name-band-blue = blue
name-band-amber = green to amber
name-band-red = red
name-band-nir = near-infrared

## Where a number comes from

name-status-verified = read in its source
name-status-derived = worked out from read numbers
name-status-fitted = fitted
name-status-recalled = recalled, needs review
name-status-assumed = assumed
name-status-project = set by this project
name-status-mixed = partly read, partly recalled
name-status-claimed = claimed by the maker

## How sure the evidence of a goal is

name-certainty-0 = none
name-certainty-1 = very low
name-certainty-2 = low
name-certainty-3 = moderate
name-certainty-4 = high

## How sound one study is

name-soundness-unread = unread
name-soundness-weak = weak
name-soundness-fair = fair
name-soundness-sound = sound
