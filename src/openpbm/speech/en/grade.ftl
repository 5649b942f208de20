# What would make a device medical grade, and what was found of it.

grade-unlisted = not in the catalogue
grade-no_hazard_report = no hazard report by a laboratory was found for this device
grade-no_hazard_report_but_measured = no hazard report by a laboratory was found for this device; independent
    measurements exist
grade-trial_of_maker = a trial names a device of this maker ({ $trials }); the model may differ
grade-no_trial = no trial of this very device is in the evidence table
grade-no_certificate = no production test, tolerance or quality certificate was found
grade-no_number = described as cleared; number not found
grade-nothing_found = nothing found
