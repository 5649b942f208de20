# What `--help` tells of the commands. An aspect `more` is a second paragraph.

## Commands, and what else is said of them

help-openpbm = Plan LED mask therapy for one person and one mask, and say honestly what is known.
help-exit-codes = Exit codes: 0 planned, 1 an honest no (the files say why), 2 something in the input,
    3 a device, 70 a fault in OpenPBM, 130 interrupted.
help-usage = Usage:
help-help = Show this message and exit.
help-app = Open the local app: interview, mask, plan, session and log. Nothing leaves this machine.
help-biology = Show what a plan's light may do from minutes to months: biology.html.
    .more = A hypothesis with its ranges, not a forecast. Also writes biology.json and the model as SBML.
help-check = Say what a file is and whether it is good; exit code 2 where it is not.
    .more = Exit code 1 where a mask file is read, and what it states of its light cannot be true.
help-compare = Compare what masks deliver: dose in the dermis, safety, price. Never the outcome.
    .more = Two files plan.json instead are laid side by side: what differs, dose by region, limits.
help-demo = Plan, a session in fast motion, the ledger, the next plan, and the app on all of it.
help-dossier = Write what a submission needs of a mask: each line shown, claimed or missing.
    .more = Examples: openpbm dossier examples/clinic-panel.toml; openpbm dossier celluma-pro --docx --out celluma
help-dose = Tell the dose of stated light in skin, from the surface to the subcutis.
    .more = For example: openpbm dose --nm 633 --irradiance 40 --minutes 10 --skin III --site cheek,
        or a table of arms: openpbm dose --csv arms.csv doses.csv
help-evidence = Tell what is known of light for a goal, or of one study; write the atlas.
help-faults = Break the link, the mask, the host and the clock, and count what held.
    .more = Exit code 3 where an invariant or a deadline did not hold.
help-fluence = Compute reflectance, absorption and fluence rate in a stack of layers (JSON).
help-ledger = Show the light that was given, or look after the ledger that keeps it.
help-log = Write down a session that was done by hand, or light from an office.
help-map = Map a mask's light over a face: picture, regions, points, a solid with its values.
    .more = For example: openpbm map higherdose-red-light-face-mask, or openpbm map mask.toml --depth-mm 2 --minutes 20
help-masks = List the devices of the catalogue, or tell what is known of one.
help-plan = Make a plan: plan.json, report.html and calendar.ics, and a summary here.
help-read = Say what a file of an instrument is and what was understood of it; or write another form.
    .more = Spectra, reflectance, intensity over angle, places of parts. Examples: openpbm read
        meter.spdx --to spectrum.csv; openpbm read spectra.csv --column "Red".
help-report = Show a plan again: report.html and calendar.ics, from plan.json alone.
help-shared = Show a sheet that somebody handed over, if it is whole and not past its last day.
help-report-check = Tell what a study gives, misses or contradicts, and what can be computed from it.
    .more = Exit code 1 where no dose can be worked out.
help-safety = Judge a mask's light for eyes and skin: hazard.html, and a summary here.
    .more = Exit code 1 where its irradiance is not known, so that nothing can be judged.
help-schema = Print the JSON Schema of a file (mask, person, plan, stack, study, trial, sweep, limits, reading) or of a table.
help-screen = Say for each colour that counts: go, caution, refer or exclude, and why.
    .more = Exit code 1 where a colour is referred or excluded.
help-session = Give today's session: checklist, countdown, light, each tick of it in the ledger.
    .more = Exit code 1 where there is no session to give, 3 where the mask was at fault.
help-skin = Find melanin, blood and scattering of a person's own skin from a reading.
help-skin-fit = Fit a measured reflectance spectrum: skin.json for a person file, skin.html to look at.
    .more = The geometry and the aperture must be stated, here or in lines "# geometry: sphere" and
        "# aperture_mm: 8" of the file.
help-skin-from-lab = Fit a measured colour: three numbers tell less than a spectrum.
    .more = Without --geometry a sphere with mirrored light included is taken, without --illuminant and
        --observer D65 and 2 degrees; both are said.
help-trial = Count people, losses and doses of a planned trial: trial.html, a list of arms, tables.
    .more = Examples: "openpbm trial examples/trial.toml --out trial" and, for programs, "openpbm trial
        TRIAL.toml --json". Exit code 1 where the people it has do not reach the power it asks for.
help-validate = Hold the physics against published numbers and closed forms: validation.html.
    .more = Exit code 1 where a number is off by more than its tolerance.

## Options of several commands

help-as-json = Print JSON.
help-seed = Seed of the scenarios.
help-scenarios = Skins and devices for a dose.
help-lang = Language of what is shown; default OPENPBM_LANG, then the system's, or English (en).
help-another-ledger = Another ledger than the usual one.
help-version = Show the version and what it is for.
help-who = Whose light in the ledger.

## Options and arguments of one command

help-app-folder = Where people are kept; default your data folder.
help-app-port = Port; 0 takes any free one.
help-app-lan = Also answer the local network, with a pairing code.
help-app-name = With --lan: a name under which others call this machine; may be given again. Then nobody sits before it, and everybody needs the code.
help-app-once = Where the app runs already, open its page; where others hold the port, take the next.
help-app-open-page = Open the page in your browser.
help-biology-plan = A plan.json of openpbm plan.
help-biology-out = Where the page goes.
help-biology-receptor = What takes up the light: enzyme, store or none.
help-biology-draws = How many draws.
help-biology-seed = Of the draws.
help-check-file = A person, mask, stack, skin or study file.
help-compare-masks = Catalogue ids or mask files; or two files plan.json, and nothing else.
help-compare-out = With two plans: where compare.html goes.
help-compare-person = Whose skin; default 40 years, skin type II.
help-compare-scenarios = How many scenarios.
help-demo-folder = Where it is kept; default a folder that is deleted.
help-demo-serve = Start the app on it at the end.
help-dossier-mask = An id of the catalogue, or a mask file.
help-dossier-out = Where the pages go.
help-dossier-limits = A maker's limits file, as of openpbm tolerance: fills the line of a lot.
help-dossier-docx = Also a Word file.
help-dose-nm = Wavelength; may be given again, each with its irradiance: they are added.
help-dose-irradiance = mW/cm2 on the skin, mean over the session; one for each wavelength.
help-dose-minutes = How long.
help-dose-skin = Skin type.
help-dose-ita = Typology angle of the skin, in degrees, instead of a type.
help-dose-site = Place on the face: cheek, forehead, glabella, periorbital, nose, chin, or a region.
help-dose-fwhm = Width of the line; one for each wavelength. Without it a single wavelength.
help-dose-collimated = Light straight in; else from all sides.
help-dose-depth-mm = Depth below the surface, up to 4; may be given again. Default 0, 0.5, 1, 2 and 3.
help-dose-csv = A table of study arms in, a table of doses out: columns nm, irradiance_mw_cm2, minutes, site, skin or ita_deg; arm, fwhm_nm, source. Rows of one arm are added.
help-dose-exact = Of a table, solve every skin; else polynomials stand for most, within about 1 %.
help-dose-scenarios = Skins to sample.
help-evidence-word = A goal in your words, or a study.
help-evidence-html = Write the whole atlas.
help-evidence-csv = Write every arm's dose at depth.
help-evidence-as-json = Print JSON; without a word, everything weighed.
help-faults-sessions = How many sessions.
help-faults-seed = Seed of the first.
help-faults-processes = At once; default: two, or one core's one.
help-faults-out = Also write faults.json and faults.txt there.
help-fluence-stack = A stack file, or - for standard input.
help-fluence-rtol = Relative accuracy asked of the solver.
help-fluence-estimate = Add to each answer how exact it is.
help-ledger-words = Whose light to show; or check the file, list people, add one, erase one, take a
    restored file as it is.
help-ledger-plan = Planned against done, and what remains.
help-ledger-export = Everything kept of the person.
help-ledger-out = Where the export goes.
help-ledger-yes = Erase without being asked.
help-log-person = Whose; needed where there are several.
help-log-plan = What was followed; default as the last time.
help-log-minutes = How long; default as planned.
help-log-day = When, as 2026-05-01; default today.
help-log-zone = Only this zone of the mask.
help-log-goal = Only the light for this goal.
help-log-dose = Light from an office, such as blue=48.
help-log-mask = Minutes with this mask, without a plan.
help-log-not-today = Leave today's session of --plan out.
help-log-undo = Take back a session that was written by hand, or last-dose: light from elsewhere.
help-log-correct = Other --minutes for a session.
help-log-skin = How the last session was borne, such as fine or red_day.
help-log-doctor = What a doctor said of light after that.
help-log-by = With --doctor: who said it.
help-log-yes = Write down also what looks like a slip.
help-log-note = With --dose: a remark.
help-map-mask = An id of the catalogue, or a mask file.
help-map-depth-mm = Depth below the surface at which the dose is told.
help-map-minutes = Length of the session; without it the shortest programme.
help-map-out = Where map.svg, map.csv, regions.csv and map.glb go.
help-map-parquet = Also map.parquet, the same columns as map.csv.
help-masks-device-id = One device.
help-plan-person = Who the plan is for. Without it you are asked.
help-plan-mask = Another mask than the person file names.
help-plan-goal = Another goal; may be given more than once.
help-plan-start = First day, as 2026-05-01; default today.
help-plan-out = Where the files go.
help-at = The hour of the sessions in calendar.ics; with no such option as in the calendar before, first 20:00.
help-alarm = Minutes before a session at which the calendar reminds, or "none"; usually 10.
help-zone = Time zone of the hour, such as Europe/Berlin; without it the hour is of wherever you are.
help-plan-as-json = Print the plan as JSON.
help-plan-ledger = Count the light that this ledger knows.
help-plan-scenarios = How many scenarios are computed.
help-read-file = What an instrument or a board program saved.
help-read-as = The form, where it is not recognised: tm27, lm63, pick, ...
help-read-column = Which column or reading, where there are several: its title or number.
help-read-unit = Of places, where the file states none: mm, mil or in.
help-read-to = Also write it: a spectrum to .spdx or .csv, an intensity to .ies, places to .csv.
help-report-plan = A plan that was made.
help-report-who = Whose log the calendar goes on from: what was left out, what rests, what is shorter.
help-report-out = Where the files go.
help-shared-sheet = The page that somebody saved from Share.
help-report-check-study = A study as printed.
help-safety-mask = An id of the catalogue, or a mask file.
help-safety-out = Where the report goes.
help-safety-minutes = Length of the session; without it the longest programme.
help-schema-kind = Which file.
help-schema-table = Which table of the package, instead.
help-screen-person = Who is screened; no mask or goal needed.
help-screen-start = The day, as 2026-05-01; default today.
help-session-plan = What 'openpbm plan' wrote.
help-session-device = simulated or demo (practice, nothing shines), manual (you switch it), open:NAME or timed:NAME (paired; without a name where it is the only one).
help-session-no-ledger = Keep nothing; for practice only (simulated, demo).
help-session-speed = Simulated time runs N times as fast.
help-session-yes = Every item of the checklist holds.
help-skin-geometry = Integrating sphere (d/8), or probe lit at 0 and seen at 45 degrees.
help-skin-specular = Sphere: whether mirrored light is in the reading (SCI or SCE).
help-skin-aperture = Diameter of what is measured.
help-skin-illuminated = Diameter of what is lit, if larger.
help-skin-illuminant = The light that the instrument states the colour for.
help-skin-observer = The observer it states the colour for, degrees.
help-skin-site = Where it was measured.
help-skin-out = Where skin.json and skin.html go.
help-skin-spectrum = Columns wavelength_nm, reflectance; or one row a reading.
help-skin-reading = Which reading, where the file holds several: its number, or words of its name.
help-skin-lightness = L*, 0 to 100.
help-skin-red = a*.
help-skin-yellow = b*.
help-trial-file = A trial file.
help-trial-out = Where page, list and tables go.
help-validate-out = Where page and JSON go.

## Photos

help-photos = Photos of a person of the app: listed, added, compared, erased. Nothing leaves this machine.
help-photos-person = Name or id of a person of the app.
help-photos-action = What to do.
help-photos-file = Photo to add: JPEG, PNG or WebP.
help-photos-day = Day of the photo; today where not said.
help-photos-grey = Middle of a grey card on the photo, as shares of its width and height.
help-photos-out = Where first and last photo go, beside each other and open to whoever reads the file.
help-photos-number = Erase this photo alone.
help-photos-yes = Erase without being asked.
help-device = Masks with open firmware: find, pair, read, forget; and one to try, with nothing plugged in.
help-device-find = Ask USB ports, the radio, the network and named addresses which masks are there.
help-device-at = An address to ask as well, such as tcp:mask.local.
help-device-seconds = How long to listen to the radio, and then to the network; 0 for not at all.
help-device-pair = Make this computer a host of a mask: hold its button for 3 seconds, then read its label.
    .more = The label's secret is asked for and not shown; the text of its QR code does as well. Without
        a terminal it is the first line of standard input.
help-device-address = Where the mask is: serial:PORT, tcp:HOST[:PORT] or ble:ADDRESS.
help-device-new-name = What to call it here: letters, digits, dots and hyphens.
help-device-serial = The serial number on its label; not needed with the text of the QR code.
help-device-mask = The mask's id, as a plan has it; not needed for masks of the catalogue.
help-device-panel = It is a panel with Bluetooth and a timer: it has no label, and you switch it yourself.
help-device-name = What the mask is called here, as openpbm device list shows it.
help-device-conform = Try a mask in a jig, case by case: does it keep the rules?
    .more = With --link sim a mask in the program is tried in its own time, with no jig. Otherwise its label's secret
        is asked for and not shown, as by pair; a jig presses the button. Writes conformance.html and conformance.json.
help-device-link = Where the mask is: sim, serial:PORT, tcp:HOST[:PORT] or ble:ADDRESS.
help-device-jig = Where the jig is: serial:PORT or tcp:HOST:PORT.
help-device-level = 1 to 5: light and faults, then the log, keys, the radio, leases for minutes and updates.
help-device-case = A single case, such as S3; may be given several times, and counts whatever the level.
help-device-quick = Fewer frames of noise and fewer seconds of light.
help-device-out = The folder for the page and the data.
help-device-list = Every mask that was paired here.
help-device-forget = Forget a mask and its key.
help-device-log = What a mask wrote down of its own light.
help-device-demo = Play the mask of a plan on this computer; nothing shines, and it counts for nothing.
help-device-port = The port to be reached at; 0 for any that is free.
help-sweep = Work out many people under many masks and designs: dose in three layers, and every limit.
    .more = One line of results for each person, mask and scenario, as Parquet in parts. What is done is kept:
        stopped or killed, the same command goes on. Each worker takes at most 2 GiB of memory.
        Examples: "openpbm sweep sweep.toml --workers 2 --out study" on this machine;
        "openpbm sweep sweep.toml --scheduler tcp://10.0.0.5:8786 --out study" on the workers of a Dask scheduler.
help-sweep-file = People, masks, designs and seeds; docs/reference/sweep.md.
help-sweep-out = The folder for parts, summary and pictures.
help-sweep-scheduler = A Dask scheduler whose workers do the work; without it, processes of this machine.
help-sweep-workers = How many processes of this machine; as many as it has cores, unless said.
help-tolerance = Make a lot of a mask by chance: how many keep a maker's limits, and what spoils the rest.
    .more = Exit code 1 where none does. Also writes tolerance.json and tolerance.svg.
        Examples: "openpbm tolerance my.toml --limits limits.toml";
        "openpbm tolerance higherdose-red-light-face-mask --limits limits.toml --out lot".
help-tolerance-mask = A catalogue id, or a mask file.
help-tolerance-limits = The limits, and what differs from mask to mask; docs/reference/tolerance.md.
help-tolerance-out = The folder for tolerance.json and tolerance.svg.
