# Limits that have something of their own to tell.

limit-skin_kept_cool = { $row }: warmth may make it worse, so the skin is kept cooler than other skin; no source
    gives the temperature, this project chose it
limit-thermal_dose = thermal dose (CEM43)
    .reason = minutes at 43 degC that would do as much, at the { $place }; project trip
    .change = a skin temperature measured under this mask
limit-place_surface = skin surface
limit-place_hotter_surface = hotter of surface and basal layer (mostly the surface)
limit-place_hotter_basal = hotter of surface and basal layer (mostly the basal layer)

limit-light_day = { $band } light of one day
    .reason = hottest spot, all light summed: { $of ->
        [blue] lasting pigment
        [amber] darkening at once
        [nir] nobody was given so much, so the lower red dose that volunteers of STARS bore counts for every skin
       *[red] what volunteers of STARS bore in a session
    }
    .change = less other light, or fewer sessions
limit-light_borne = { $band } light of any { $days } days in a row
    .reason = hottest spot, all light summed: { $of ->
        [nir] nobody was given so much, so { $sessions } sessions at the lower red dose that volunteers of STARS bore count
       *[red] what volunteers of STARS bore in { $sessions } sessions
    }
    .change = less other light, or fewer sessions
limit-light_days = { $band } light of any { $days } days in a row
    .reason = hottest spot, all light summed: at most { $sessions } full sessions, this project’s own measure
    .change = less other light, or fewer sessions

limit-epidermis_of_trial = energy taken up by the epidermis
    .reason = 95th percentile of the participants of { $trial }
    .change = a trial in people of this skin colour
