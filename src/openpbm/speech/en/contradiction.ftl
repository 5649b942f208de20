# Two statements of one file that cannot both be true, and which of them counts.

contradiction-lesser = found { $one } beside { $other }: both cannot be true; the lesser counts for the dose, { $least } W,
    the greater for limits of eye and pigment
contradiction-supply = supply_w = { $watts }
contradiction-plug = { $volts } V x { $amperes } A = { $watts } W
contradiction-energy = { $energy } Wh in { $minutes } min = { $watts } W
contradiction-area = found treated_area_cm2 = { $area } beside width_mm x height_mm, which are { $sides } cm²: both
    cannot be true; treated_area_cm2 counts for the light, width and height for where LEDs are
contradiction-contact = found contact = true beside standoff_mm = { $standoff }, where LEDs of a { $form } that touches
    stand at most { $most } mm off: both cannot be true; the distance counts for light, contact for warmth
contradiction-film = found wet = true (a film couples it to the skin) beside contact = false: both cannot be true; the
    film counts for light, and nothing that touches for warmth
contradiction-total = found total_claim of { $total } mW/cm² beside claims of its channels, which are { $sum } mW/cm² in
    all: both cannot be true; the claim of each channel counts
contradiction-led_count = found led_count = { $own } of the { $channel } channel beside led_count = { $whole } of the
    whole mask: both cannot be true; that of the channel counts
contradiction-readings = found a reading of { $low } of the { $channel } channel beside one of { $high }, { $times }
    times as much light: both cannot be true; both count, and the light lies between them
contradiction-reading = { $shown } at the { $region }
contradiction-fed = found readings of { $channels } that take { $light } W of light beside a supply that can feed { $power } W of light
    at the very most: both cannot be true; the supply counts for the dose, the readings for limits of eye and pigment
contradiction-doubt_leds = { $claimed } mW/cm² of { $channels } cannot be true: its LEDs give { $power } W of light in all, over the area
    { $most } mW/cm²
contradiction-doubt_leds_mean = { $claimed } mW/cm² of { $channels } cannot be true as a mean over the area: its LEDs give { $power } W of
    light in all, at most { $most } mW/cm²
contradiction-doubt_supply = { $claimed } mW/cm² of { $channels } cannot be true: its supply can feed { $power } W of light at the very
    most, over the area { $most } mW/cm²
contradiction-doubt_supply_mean = { $claimed } mW/cm² of { $channels } cannot be true as a mean over the area: its supply can feed
    { $power } W of light at the very most, at most { $most } mW/cm²
contradiction-doubt_plug = { $claimed } mW/cm² of { $channels } looks like a slip of a digit or of a unit: all LEDs of such a mask, on the
    strongest plug that comes with one, give { $power } W of light, over the area { $most } mW/cm²
contradiction-spectrum_cut = the spectrum of the { $channel } channel ends at { $nm }, where it still has { $share } of its peak: what lies
    beyond counts as no light; please measure on until it is dark
contradiction-too_strong = { $light } W of { $channels } light out of all LEDs (power_mw times their number) cannot be true: its supply can
    feed { $power } W of light at the very most
