# Where long work is.

progress-screen = screen
progress-on_face = light on the face
progress-in_skin = light in the skin
progress-dose = dose
progress-session = session
progress-course = course
progress-of_many = { $number } of { $many }: { $step }
