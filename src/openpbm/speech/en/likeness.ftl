# Whether what a trial found is about this person and this mask. Each begins with fits, differs or unknown.

likeness-below = differs: a limit keeps you below the trial’s dose

likeness-skin_unknown = unknown: the skin types of { $trial } were not read; yours is { $own }
likeness-skin_fits = fits: your skin type { $own } was among those studied ({ $studied })
likeness-skin_differs = differs: skin type { $own } was not studied ({ $studied } were)
likeness-types = { $first } to { $last }

likeness-age_unknown = unknown: how old the people of { $trial } were was not read; you are { $age }
likeness-age_fits = fits: people of your age were in { $trial } ({ $youngest } to { $oldest })
likeness-age_differs = differs: people of { $trial } were { $youngest } to { $oldest }, you are { $age }

likeness-on_skin = device on the skin
likeness-laser = differs: { $trial } used a laser, your { $form } has LEDs
likeness-device_unknown = unknown: what kind of device { $trial } used was not read
likeness-device_fits = fits: { $trial } used a { $kind } with LEDs, as yours
likeness-device_leds = differs: { $trial } used a { $kind } with LEDs, yours is a { $form }
likeness-device_lamps = differs: { $trial } used a { $kind } with lamps that are no LEDs, yours is a { $form }

likeness-home = fits: people of { $trial } treated themselves at home
likeness-home_unknown = unknown: whether { $trial } treated at home was not read
likeness-elsewhere = differs: { $trial } did not treat at home ({ $setting }); staff placed the light

likeness-dose_flagged = unknown: the dose that { $trial } printed at { $band } is flagged
likeness-strength_unknown = unknown: how strong the trial’s light was at { $band }
likeness-strength_differs = differs: at { $band } your light is { $times } times as strong as the trial’s
likeness-strength_fits = fits: at { $band } your light is about as strong as the trial’s
