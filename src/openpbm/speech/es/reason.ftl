reason-trial_dose = La luz de { $trial } necesita { $minutes } con esta máscara.
reason-maker_minutes = El fabricante de esta máscara indica { $minutes }.
reason-ceiling = No más tiempo, por un límite: { $limit }.
