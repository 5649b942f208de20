# What a photo of a face shows, and why it is not kept.

photo-no_face = No face was found. Look straight into the camera, hair out of the face, with the whole face in the oval.
photo-faces = { $count } faces were found; a photo that can be compared has one. Let nobody and no picture of a face be behind you.
photo-small = The face is too small: { $found } pixels between the eyes, at least { $least } are needed. Come closer, or use a better camera.
photo-cut_off = The face is cut off by the edge of the photo. The whole face in the oval, from hairline to chin.
photo-turned = The face is turned { $by } to the side. Look straight into the camera.
photo-turned_up = The face looks up by { $by }. Hold the camera at the height of your eyes.
photo-turned_down = The face looks down by { $by }. Hold the camera at the height of your eyes.
photo-turned_from_first = The face is turned { $by } otherwise than on the first photo. Look into the camera as on that one, with the camera at the same height.
photo-dark = It is too dark: the face is hardly lighter than the noise of the camera. More light from the front, and the same lamp every time.
photo-no_colour = It is black and white, so it says nothing of redness. Take it in colour.
photo-burnt = It is too bright: { $share } of the skin is burnt out, so its colour is lost. Less light, or turn away from the window.
photo-one_sided = The light comes from one side: your { $side ->
    [left] left
   *[right] right
} cheek is { $by } steps of L* lighter. Turn to the lamp or the window, so that both cheeks are alike.
photo-blurred = It is blurred. Hold the camera still, or put it down; wipe the lens.

photo-card_edge = The grey card lies at the edge of the photo. Point at the middle of a card that is whole.
photo-card_tone = The grey card is too dark or burnt out to be measured. Turn it to the light as the face is.
photo-card_uneven = What you pointed at is not one tone. Point at the middle of the grey card.

photo-nearer = Nearer than on the first photo: go a little back.
photo-farther = Farther away than on the first photo: come a little closer.
photo-lighter = Lighter than the first photo: the same lamp, the same place, the same hour help.
photo-darker = Darker than the first photo: the same lamp, the same place, the same hour help.
photo-cast = Another colour of light than on the first photo: the same lamp, no daylight beside it. A grey card would correct it.
photo-otherwise_lit = Lit more from your { $side ->
    [left] left
   *[right] right
} than on the first photo, by { $by } steps of L* between the cheeks: the same lamp, the same place help.
photo-otherwise_turned = Turned { $by } otherwise than on the first photo.
photo-otherwise_tilted = Tilted { $by } otherwise than on the first photo: the head upright, the camera level.
photo-misfit = Another expression or another turn than on the first photo: landmarks are { $share } of the eye distance apart. A face at rest compares best.

## Figures

photo-figure-redness = Redness (a*)
photo-figure-evenness = Unevenness of redness (half spread of a*)
photo-change = { $first } on the first day, { $last } on the last.
photo-repeats_unknown = Repeatability unknown: no day has two photos. Whether this is a change or the camera, nobody can say.
photo-within = Unchanged skin differs by up to { $limit }: by two photos of { $pairs ->
    [one] { $pairs } day
   *[other] { $pairs } days
}, and by turns of the head and lamps too alike to be told. No change seen: this is within it.
photo-beyond = Unchanged skin differs by up to { $limit }: by two photos of { $pairs ->
    [one] { $pairs } day
   *[other] { $pairs } days
}, and by turns of the head and lamps too alike to be told. Changed: this is more, as 1 look in 20 is by chance. Other light, warmth or a run before the photo may be why.
photo-checked = Colour corrected by a grey card.
photo-not_checked = Colour not checked: no grey card on these photos. Another lamp looks like another skin.
photo-dark_skin = On brown and dark skin redness hardly shows in a*: by the skin model of OpenPBM twice the blood raises it by 3 steps on very light skin, by less than 1 on brown skin, and not at all on dark skin. "No change seen" says nothing of redness there.
photo-one_day = One day has photos so far. Changes need two.

## The honest test

photo-found_better = Changed: in { $later } of { $pairs } pairs the later photo was chosen as the better one. Chance alone does this, or something as far from half, in { $chance } of such tests; the line was drawn at { $line } before the first pair.
photo-found_worse = Changed: in only { $later } of { $pairs } pairs the later photo was chosen as the better one; the earlier ones looked better. Chance alone does this, or something as far from half, in { $chance } of such tests; the line was drawn at { $line } before the first pair.
photo-found_nothing = No change seen: in { $later } of { $pairs } pairs the later photo was chosen as the better one. Chance alone does this, or something as far from half, in { $chance } of such tests; only { $line } or less would have counted.
photo-found_light = No answer about the skin: in { $later } of { $pairs } pairs the later photo was chosen, which chance alone does, or something as far from half, in { $chance } of such tests; but the light of the photos tells later from earlier as well. The same lamp, and a grey card on every photo, would answer.
photo-light_lighter = The later photo is the { $way ->
    [more] lighter
   *[less] darker
} one in { $count } of { $pairs } pairs.
photo-light_yellower = The later photo is the { $way ->
    [more] yellower
   *[less] less yellow
} one in { $count } of { $pairs } pairs. A lamp, a season and a tan do both.
photo-found_coin = No change seen: in { $neither } of { $pairs } pairs no difference was seen, so coins decided at least as much as eyes did.
photo-power = Somebody who tells later from earlier in { $told } of the pairs is noticed in { $power } of tests with { $pairs } pairs; more days with a photo notice more.
photo-why = What changed the photos is not said by this: light, season, a tan, sleep, make-up and skin care change faces, too, and skin goes its own way slowly. Of simulated courses in which only the light or a tan drifts, up to 8 in 100 end with "changed", in place of 3.
photo-neither = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
} "no difference" counted as a coin that was thrown before.
photo-seen_before = { $count ->
    [one] { $count } of its photos was
   *[other] { $count } of its photos were
} shown with the day before the test began. Whoever saw that may have recognised them; somebody else judges more honestly.
photo-days_needed = A test needs photos of at least { $needed } days; there are { $found }.
