# Dose at depth of stated light (openpbm dose), and maps of the light of a mask (openpbm map).

## What is asked, and slips in it

maps-line = { $file }: line { $line }
maps-cell = { $where }, { $column }
maps-width = { $where }: found { $cells } cells under { $titles } titles; expected one for each title
maps-two_skins = { $where }: found another skin in arm "{ $arm }" than in line { $line }; expected one skin and one site an arm
maps-range = { $where }: found { $found }; expected { $low } to { $high }
maps-range_unit = { $where }: found { $found }; expected { $low } to { $high } ({ $meant })
maps-above = more than { $low }
maps-meant = { $found } are { $right }
maps-rows = { $file }: found { $found } rows below the titles; expected 1 to { $most }
maps-column = { $file }: found an unknown column "{ $found }"; expected among { $known }
maps-column_twice = { $file }: found column "{ $found }" twice; expected each title once
maps-lacks = { $file }: found no column { $lacking }; expected { $asked }, and { $colours }
maps-colour = { $where }: expected one of { $colours }, and not both
maps-number = { $where }: found { $found }; expected a number with a decimal point
maps-word = { $where }: found { $found }; expected one of { $known }
maps-ask_colour = found no skin colour, or two; expected --skin III or --ita 32
maps-ask_light = found { $nm } wavelengths and { $irradiance } irradiances; expected as many of both, such as --nm 633 --irradiance 40
maps-ask_minutes = found no time; expected --minutes, such as --minutes 10
maps-ask_widths = found { $widths } widths of { $nm } lines; expected one for each, or none
maps-table_alone = found --csv beside an option of one light; expected the lights in the table alone, and --depth-mm, --exact, --scenarios or --seed
maps-table_over = { $file }: found the table of arms as the table to write; expected another file for the doses

## What openpbm dose prints

maps-light = { $nm }, { $irradiance } for { $minutes }
maps-on_skin = { $lights }: { $dose } on the skin
maps-skin_type = skin type { $type }
maps-skin_angle = typology angle { $angle } degrees
maps-source_diffuse = light from all sides
maps-source_beam = light straight in
maps-site_cheek = cheek
maps-site_periorbital = around an eye
maps-skins = { $site }, { $colour }, { $source }; { $scenarios } sampled skins
maps-head_place = where
maps-head_mm = mm below
maps-head_dose = J/cm²
maps-head_spread = 5 to 95 %
maps-at = at { $depth }
maps-means = J/cm² in the skin is fluence, light from all sides: light that is thrown back and forth counts each time it passes, so there is more of it than falls on the surface.
maps-taken = The irradiance is taken as exact, even, and through air: read by a meter without skin behind it, it lacks what the device throws back; a gel lets more in. The interval is that of skins alone. Age, sex and illness of the skin are not in it.
maps-unscreened = Nobody was screened and no limit was asked (openpbm safety, openpbm plan); no effect follows from a dose.
maps-written = { $arms ->
    [one] { $arms } arm
   *[other] { $arms } arms
    } written: { $path }
maps-progress = doses

## Maps of a mask

maps-title = Light of { $written } over a face
maps-lines = White lines: as much light as at the dashes of the scale; grey skin gets no light.
maps-light_told = Irradiance on the skin, light thrown back included, mW/cm²
maps-depth_told = Dose { $depth } below the surface after { $minutes }, J/cm²
maps-light_relative = Light on the skin over its mean: nobody says how strong it is
maps-depth_relative = Dose { $depth } below the surface over its mean
maps-whole_face = the lit face
maps-over_area = cm²
maps-over_mean = mean
maps-over_least = min
maps-over_p05 = 5 %
maps-over_p95 = 95 %
maps-over_most = max
maps-over_ratio = even
maps-over_dose = below
maps-even = even: the least over the mean; below: dose at the depth.
maps-hot = Brightest points, mm in the frame of the face (left, up, forward):
maps-hot_spot = { $region }: { $times } times the mean at { $x }, { $y }, { $z }
maps-note_told = The median of what is known, at full drive. Nothing was screened and no limit was asked: openpbm safety does that.
maps-note_relative = A map of evenness: the colours count alike, and all together as one in the mean. A reading with a meter at one place turns it into mW/cm².
maps-not_lit = Not in this map: { $channels }, lit by another programme.
maps-interval = Mean of the lit face, 5 to 95 % of the scenarios: { $low } to { $high }; the dose varies with it, and with the skin.
maps-stated = Stated: { $claims }.
maps-claim = { $of } { $figure }
maps-claim_at = { $of } { $figure } at { $distance }
maps-all_colours = all colours together
maps-read_unsaid = { $which ->
    [peak] Nobody says whether that is a mean over the skin or a peak over an LED; it is taken for a peak, as its supply, stated or usual, cannot feed such a mean.
   *[both] Nobody says whether that is a mean over the skin or a peak over an LED; { $share } of the scenarios take it for a peak, the others for a mean.
}
maps-meant_mean = That is a mean over the skin, and taken so.
maps-meant_peak = That is a peak over an LED, and taken so: the mean is lower.
maps-fed_less = In { $share } of the scenarios the supply feeds less light than even that asks for, and only what it feeds counts.
