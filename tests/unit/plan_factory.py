"""Synthetic plans for the tests of the outputs: realistic in size, invented in number."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import trimesh

from openpbm.answer import (
    AssumptionRow,
    ByMaker,
    Closed,
    Course,
    DepthProfile,
    DoseRow,
    EvidenceCard,
    FaceMaps,
    Finding,
    Given,
    GradeRow,
    Held,
    IrradianceRow,
    LayerSpan,
    LightLoss,
    LikelyCourse,
    LiveCeiling,
    LiveModel,
    MakerProgramme,
    MatchRow,
    Plan,
    Planned,
    Reason,
    Refused,
    Review,
    SensitivityRow,
    Settling,
    SurfaceDoseRow,
    Temperature,
    TrialRatio,
)
from openpbm.arrays import FloatArray, IntArray, frozen, frozen_indices, unit_rows
from openpbm.face import REGIONS
from openpbm.fact import Message, Quantity, message, said
from openpbm.interval import Curve, Interval
from openpbm.mask import Channel, Claim, Mask, Zone
from openpbm.person import Medicine, Person, Procedure, Wish
from openpbm.session import Ceiling, Refusal, Session, SessionChannel, ZoneSession
from openpbm.tables import loader

START = date(2026, 11, 23)
LAYERS = (
    ("stratum_corneum", 0.0, 0.013),
    ("living_epidermis", 0.013, 0.068),
    ("papillary_dermis", 0.068, 0.218),
    ("upper_plexus", 0.218, 0.298),
    ("reticular_dermis", 0.298, 1.5),
    ("deep_plexus", 1.5, 1.6),
    ("subcutis", 1.6, 4.0),
)
TARGET = "reticular_dermis"
TYPES = ("I", "II", "III", "IV", "V", "VI")
SETTLE = Settling(
    measurement=message("settle-meter"),
    how=message("settle-meter_how"),
    letter=message("settle-letter", maker="Example", mask="Example Mask", channels="red"),
)
SHA = hashlib.sha256(b"synthetic").hexdigest()


@cache
def mesh() -> tuple[FloatArray, FloatArray, IntArray, IntArray]:
    """Points (mm), normals, triangles and regions of the subdivided canonical face."""
    lines = (loader.folder() / "canonical_face.obj").read_text(encoding="utf-8").splitlines()
    points = np.array([[float(v) for v in row.split()[1:4]] for row in lines if row[:2] == "v "])
    corners = [[int(c.split("/")[0]) - 1 for c in r.split()[1:4]] for r in lines if r[:2] == "f "]
    fine, triangles = trimesh.remesh.subdivide_loop(points * 10.0, np.array(corners), iterations=2)
    fine = np.asarray(fine, dtype=np.float64)
    triangles = np.asarray(triangles, dtype=np.int64)
    normals = np.zeros_like(fine)
    cross = np.cross(
        fine[triangles[:, 1]] - fine[triangles[:, 0]], fine[triangles[:, 2]] - fine[triangles[:, 0]]
    )
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], cross)
    return frozen(fine), frozen(unit_rows(normals)), frozen_indices(triangles), _regions(fine)


def _regions(points: FloatArray) -> IntArray:
    """A rough split of the face; only the reports look at it."""
    x, y = points[:, 0], points[:, 1]
    left = x > 0
    name = np.where(left, REGIONS.index("left_cheek"), REGIONS.index("right_cheek"))
    name = np.where(y > 45, REGIONS.index("forehead"), name)
    name = np.where((abs(x) < 14) & (y > 32) & (y <= 55), REGIONS.index("glabella"), name)
    eye = (abs(abs(x) - 33) < 22) & (abs(y - 28) < 16)
    name = np.where(eye & left, REGIONS.index("left_periorbital"), name)
    name = np.where(eye & ~left, REGIONS.index("right_periorbital"), name)
    name = np.where((abs(x) < 17) & (y > -18) & (y <= 32), REGIONS.index("nose"), name)
    name = np.where((abs(x) < 34) & (y <= -18) & (y > -52), REGIONS.index("perioral"), name)
    name = np.where((abs(x) < 24) & (abs(y + 36) < 9), REGIONS.index("lips"), name)
    name = np.where((abs(x) < 30) & (y <= -52), REGIONS.index("chin"), name)
    name = np.where((abs(x) >= 30) & (y <= -45), REGIONS.index("jaw"), name)
    return frozen_indices(name)


@cache
def face_maps(channels: int = 2) -> FaceMaps:
    """The light of about 130 LEDs 14 mm off the skin, eyes and mouth spared."""
    points, normals, triangles, region = mesh()
    direct, around = [], []
    for seed in range(channels):
        rng = np.random.default_rng(seed)
        spared = [REGIONS.index(n) for n in ("left_periorbital", "right_periorbital", "lips")]
        able = np.flatnonzero(~np.isin(region, spared) & (normals[:, 2] > 0.2))
        chosen: list[int] = []
        for index in rng.permutation(able).tolist():
            gap = points[chosen] - points[index]
            if not chosen or np.min(np.sum(gap * gap, axis=1)) > 12.0**2:
                chosen.append(index)
        leds = points[chosen] + 14.0 * normals[chosen]
        ray = points[:, None] - leds  # (points, leds, 3)
        square = np.sum(ray * ray, axis=-1)
        far = np.sqrt(square)
        leaving = np.einsum("pli,li->pl", ray, -normals[chosen]).clip(min=0) / far
        arriving = np.einsum("pli,pi->pl", -ray, normals).clip(min=0) / far
        light = (leaving**3 * arriving / square).sum(axis=1)
        spread = (light[None, chosen] * np.exp(-square / 1800.0)).sum(1)
        spread /= np.exp(-square / 1800.0).sum(1)
        scale = (26.0, 24.0, 18.0)[seed] / light[able].mean()
        direct.append(light * scale)
        around.append(spread * scale)
    return FaceMaps(
        points_mm=points,
        normals=normals,
        triangles=triangles,
        region=region,
        direct_mw_cm2=frozen(direct),
        beneath_mw_cm2=frozen(0.9 * np.array(direct) + 0.1 * np.array(around)),
        neighbourhood_mw_cm2=frozen(around),
    )


def live_model(roles: tuple[str, ...] = ("red", "nir")) -> LiveModel:
    """Six skin types: darker skin sends back less and lets less through."""
    bright = np.array([0.52, 0.50, 0.44, 0.36, 0.25, 0.17])
    gain = {"red": 0.9, "nir": 1.35, "blue": 0.08, "amber": 0.3}
    lit = np.array([1.0, 1.1, 0.45, 0.45, 1.05, 1.05, 1.15, 0.8, 0.3, 0.9, 0.55])
    recirculated = np.stack([0.62 * bright[:, None] * np.ones(11) for _ in roles], axis=1)
    depth = np.stack([np.outer(bright / 0.5, gain[r] * np.ones(11)) for r in roles], axis=1)
    power = np.array([{"red": 26.0, "nir": 24.0, "blue": 18.0, "amber": 15.0}[r] for r in roles])
    rate = depth * (1 + recirculated) * (power[:, None] * lit) * 0.06
    grid = np.array([0.0, 1, 2, 3, 5, 8, 10, 15, 20, 30])
    seconds = np.maximum(grid, 0.25) * 60
    eye = np.where(seconds < 1000, 18000 * seconds**-0.75, 100.0)
    dose = np.outer(1.55 * (0.8 + bright), 50 * 0.06 * grid)
    warm = np.outer(4.6 + 1.6 * (0.5 - bright), 1 - np.exp(-grid / 7.0))
    dark = 34.0 + 0.02 * grid
    skin_cap = np.stack([np.full(10, cap) for cap in (96.0, 96, 96, 64, 64, 64)])
    return LiveModel(
        skin_types=TYPES,
        own=1,
        channels=roles,
        target_layer=TARGET,
        recirculated=frozen(recirculated),
        depth_gain=frozen(depth),
        dose_rate=frozen(np.stack([0.55 * rate, rate, 1.6 * rate], axis=-1)),
        ceilings=(
            LiveCeiling(
                id="p_eye_ir", name=said("near-infrared at the eye"), unit="W/m2",
                limit=frozen(np.full((6, 10), 50.0)), offset=frozen(np.zeros(10)),
                minutes_grid=frozen(grid),
                at_full=frozen(np.full((6, 10), 7.5)),
            ),
            LiveCeiling(
                id="ir_eye_iec", name=said("infrared, cornea and lens"), unit="W/m2",
                limit=frozen(np.tile(eye, (6, 1))), minutes_grid=frozen(grid),
                offset=frozen(np.zeros(10)), at_full=frozen(np.full((6, 10), 7.5)),
            ),
            LiveCeiling(
                id="p_dose_red", name=said("red and near-infrared on the skin"), unit="J/cm2",
                limit=frozen(skin_cap), minutes_grid=frozen(grid), at_full=frozen(dose),
                offset=frozen(np.zeros(10)),
            ),
            LiveCeiling(
                id="skin_temp", name=said("skin temperature, an estimate"), unit="degC",
                offset=frozen(dark), limit=frozen(np.full((6, 10), 41.0)),
                minutes_grid=frozen(grid), at_full=frozen(warm),
            ),
            LiveCeiling(
                id="skin_temp_design", name=said("skin temperature, design target"), unit="degC",
                offset=frozen(dark), limit=frozen(np.full((6, 10), 40.0)),
                minutes_grid=frozen(grid),
                at_full=frozen(warm), advisory=True,
            ),
        ),
    )  # fmt: skip


def ceilings(minutes: float, *, binding: str = "") -> tuple[Ceiling, ...]:
    """The ceilings of the live model at these minutes, full drive, skin type II."""
    told = {
        "p_eye_ir": ("Light for months on an eye that does not blink away infrared.",
                     "project gate, half of IEC 62471:2006 4.3.7", "project"),
        "ir_eye_iec": ("Warming of cornea and lens.", "IEC 62471:2006 4.3.7", "verified"),
        "p_dose_red": ("Highest dose tolerated in a dose-rising trial, with a margin.",
                       "project cap from Jagdeo 2020, STARS 1 and 2", "project"),
        "skin_temp": ("Contact of a part that is not meant to heat.",
                      "IEC 60601-1 11.1.2.2", "recalled"),
        "skin_temp_design": ("A mask should stay a degree below its gate.", "project", "project"),
    }  # fmt: skip
    rows = []
    for live in live_model().ceilings:
        reason, source, status = told[live.id]
        value = float(np.interp(minutes, live.minutes_grid, live.offset + live.at_full[1]))
        rows.append(
            Ceiling(
                id=live.id,
                name=live.name,
                value=value,
                limit=float(np.interp(minutes, live.minutes_grid, live.limit[1])),
                unit=live.unit,
                reason=said(reason),
                source=source,
                status=status,
                binding=live.id == binding,
                advisory=live.advisory,
                would_change=said("a shorter session" if live.id == binding else ""),
            )
        )
    return tuple(rows)


def mask() -> Mask:
    """A flexible mask with red and near-infrared, after one of the catalogue."""
    return Mask(
        id="higherdose-red-light-face-mask",
        name="HigherDOSE Red Light Face Mask",
        maker="HigherDOSE",
        form="flexible_mask",
        channels=(
            Channel(role="red", peak_nm=630, claim=Claim(irradiance_mw_cm2=26)),
            Channel(role="nir", peak_nm=830, claim=Claim(irradiance_mw_cm2=24)),
        ),
        led_count=132,
        standoff_mm=10,
        session_min=(10, 20),
        claim_status="claimed",
        price_usd=349,
    )


def person() -> Person:
    """52 years, type II, wrinkles, opaque goggles."""
    return Person(
        age_years=52,
        phototype="II",
        wishes=(Wish(goal="wrinkles"),),
        eye_protection="opaque_goggles",
    )


def _tables(minutes: float) -> tuple[tuple[IrradianceRow, ...], tuple[DoseRow, ...]]:
    live = live_model()
    maps = face_maps()
    irradiance, dose = [], []
    depth = {"stratum_corneum": 2.1, "living_epidermis": 2.0, "papillary_dermis": 1.8,
             "upper_plexus": 1.5, "reticular_dermis": 0.9, "deep_plexus": 0.45,
             "subcutis": 0.2}  # fmt: skip
    for c, role in enumerate(live.channels):
        light = maps.direct_mw_cm2[c] + 0.31 * maps.neighbourhood_mw_cm2[c]
        for r, region in enumerate(REGIONS):
            mean = float(light[maps.region == r].mean())
            irradiance.append(
                IrradianceRow(
                    channel=role, region=region,
                    mean_mw_cm2=Interval(median=mean, p05=0.6 * mean, p95=1.5 * mean),
                    hot_3p5mm_mw_cm2=float(light[maps.region == r].max()),
                    cavity_gain=1.31, direct_mw_cm2=mean / 1.31,
                    skin_reflectance=0.5, skin_reflectance_diffuse=0.52,
                )
            )  # fmt: skip
            for layer, gain in depth.items():
                rate = mean * gain * (1.0 if role == "red" else 1.4)
                middle = rate * minutes * 0.06
                dose.append(
                    DoseRow(
                        channel=role, region=region, layer=layer, fluence_rate_mw_cm2=rate,
                        dose_j_cm2=Interval(median=middle, p05=0.55 * middle, p95=1.6 * middle),
                    )
                )  # fmt: skip
    return tuple(irradiance), tuple(dose)


def likely_course(minutes: float) -> LikelyCourse:
    times = np.linspace(0.0, minutes, 11)
    rise = 1.0 - np.exp(-times / 3.0)

    def place(start: float, more: float) -> Curve:
        middle, low, high = (start + k * more * rise for k in (1.0, 0.6, 1.4))
        return Curve(median=middle, p05=low, p95=high)

    loss = Interval(median=0.012, p05=0.006, p95=0.024)
    return LikelyCourse(
        minutes=times,
        surface_degc=place(33.4, 1.4),
        basal_degc=place(33.6, 1.3),
        dermis_degc=place(34.0, 1.0),
        mask_degc=place(25.0, 8.0),
        gate_p95_degc=34.0 + 1.6 * rise,
        light_lost=(LightLoss(channel="red", at_end=loss, in_session=loss),),
    )


def profile() -> DepthProfile:
    """Rises below the surface, then falls; near-infrared goes deeper."""
    z = np.concatenate([np.linspace(0, 0.3, 20), np.linspace(0.32, 4.0, 60)])
    red = 1.9 * np.exp(-z / 1.15) + 0.35 * np.exp(-z / 0.1)
    nir = 2.1 * np.exp(-z / 1.9) + 0.3 * np.exp(-z / 0.15)
    median = np.stack([red, nir])
    return DepthProfile(
        region="left_cheek",
        depths_mm=frozen(z),
        median=frozen(median),
        p05=frozen(median * np.exp(-0.15 - 0.12 * z)),
        p95=frozen(median * np.exp(0.15 + 0.12 * z)),
        layers=tuple(LayerSpan(*layer) for layer in LAYERS),
    )


EVIDENCE = (
    EvidenceCard(
        trial="park_2025_mask_630_850",
        citation="Park SH, Park SO, Jung JA. Medicine (Baltimore) 2025; 104(7): e41596",
        tier="B",
        carries=True,
        soundness="fair",
        who=said("60 adults with lines at the outer eye, skin types II to V, two centres"),
        light=said("home mask, 630 and 850 nm, 9 minutes, 5 times a week for 12 weeks"),
        against=said("a sham mask; raters did not know which"),
        result=said("crow's feet better in 25 of 29 against 5 of 30 with a sham mask"),
        nulls=(),
        not_known=(
            "irradiance is printed as a maximum with a wrong unit, so 5.4 J/cm² per wavelength "
            "is a ceiling, not a dose",
            "the week of the main analysis",
            "firmness was not measured",
        ),
        url="https://pubmed.ncbi.nlm.nih.gov/39960921/",
    ),
    EvidenceCard(
        trial="mota_2023_red_amber",
        citation="Mota LR et al. Photobiomodul Photomed Laser Surg 2023; 41(2): 48-56",
        tier="B",
        carries=False,
        soundness="weak",
        who=said("137 women, split face"),
        light=said("660 nm red or 590 nm amber, 3.8 J/cm² a session, 10 sessions in 4 weeks"),
        against=said("the other colour; no sham and no unlit side"),
        result=said("wrinkle volume 31.6 % less with red and 29.9 % less with amber than before"),
        nulls=(),
        not_known=("how much of the change comes without light", "minutes and irradiance"),
        url="https://doi.org/10.1089/photob.2022.0114",
    ),
)
GRADES = (
    GradeRow(aspect="safety", state="claimed",
             text=said("Risk group exempt is claimed, no report seen."),
             source="maker's page"),
    GradeRow(aspect="efficacy", state="unknown", text=said("No trial of this very mask was found."),
             source="evidence table of 22 November 2026"),
    GradeRow(aspect="manufacturing", state="unknown",
             text=said("No quality certificate was found."),
             source="catalogue"),
    GradeRow(aspect="clearance", state="claimed",
             text=said("Described as cleared by the brand; no number was found."),
             source="catalogue, brand page"),
)  # fmt: skip
SENSITIVITY = tuple(
    SensitivityRow(
        name=said(name), share=share, unit="J/cm2", p05=low, p95=high, remedy=said(remedy)
    )
    for name, share, low, high, remedy in (
        ("What the maker's irradiance means", 0.61, 4.6, 10.8, "five readings with a meter"),
        ("Standoff", 0.14, 6.1, 8.3, "the gap between LED and skin, with a ruler"),
        ("Inner reflectance of the mask", 0.11, 6.4, 8.0, "the maker's figure"),
        ("Melanin", 0.05, 6.7, 7.5, "skin colour with a colorimeter"),
    )
)
ASSUMPTIONS = (
    AssumptionRow(id="reticular.blood", text=said("blood in the deeper dermis"),
                  value=said("0.2 %"), status="assumed", source="chosen, within published ranges"),
    AssumptionRow(id="skin.temp.disclosure",
                  text=said("temperature limit of a part not meant to heat"),
                  value=said("41 °C"), status="recalled", source="IEC 60601-1 11.1.2.2"),
    AssumptionRow(id="mask.fwhm", text=said("width of the LED lines"), value=said("20 nm"),
                  status="recalled", source="LED reference table"),
)  # fmt: skip


def _course(start: date, *, per_week: int = 5, weeks: int = 12) -> Course:
    days = [start + timedelta(days=7 * w + d) for w in range(weeks) for d in range(per_week)]
    return Course(
        start=start,
        dates=tuple(days),
        sessions_per_week=per_week,
        weeks=weeks,
        closed=(),
        reviews=(
            Review(start + timedelta(days=28), "photo in the same light; any redness that stays?"),
            Review(start + timedelta(days=84), "compare photos; decide with the evidence"),
        ),
        missed="Leave it out. Never add minutes to the next session.",
        prepare=("Wash and dry your skin; no cream, no make-up.",
                 "Put your opaque goggles on before the light."),
        stop_rules=("your eyes hurt, water or see spots", "your skin darkens",
                    "you feel pain or heat that is not pleasant"),
    )  # fmt: skip


def planned() -> Planned:
    """Three minutes of a ten-minute programme, five times a week."""
    minutes = 3.0
    irradiance, dose = _tables(minutes)
    channels = (
        SessionChannel(role="red", peak_nm=630, drive=1.0, minutes=minutes),
        SessionChannel(role="nir", peak_nm=830, drive=1.0, minutes=minutes),
    )
    rows = ceilings(minutes)
    session = Session(
        minutes=minutes, channels=channels, sessions_per_week=5, weeks=12, timer_min=10,
        stop_by_hand=True, ceilings=rows,
    )  # fmt: skip
    return Planned(
        status="planned",
        verdict=message("verdict-with_care"),
        held=Held(share=1.0, by=""),
        seed=1,
        scenarios=400,
        inputs_sha256=SHA,
        start_date=START,
        person=person(),
        mask=mask(),
        goals=("wrinkles_firmness",),
        session=session,
        irradiance=irradiance,
        dose=dose,
        match=(
            MatchRow(goal="wrinkles_firmness", trial="park_2025_mask_630_850", tier="B",
                     band="620-680 nm", channels=("red",), target_layer=TARGET,
                     trial_dose_j_cm2=Interval(median=2.8, p05=0.2, p95=5.9),
                     person_dose_j_cm2=Interval(median=3.1, p05=1.9, p95=4.8), ratio=1.1,
                     irradiance_ratio=3.4, trial_sessions=60),
            MatchRow(goal="wrinkles_firmness", trial="park_2025_mask_630_850", tier="B",
                     band="800-880 nm", channels=("nir",), target_layer=TARGET,
                     trial_dose_j_cm2=Interval(median=3.9, p05=0.3, p95=8.3),
                     person_dose_j_cm2=Interval(median=4.0, p05=2.4, p95=6.3), ratio=1.03,
                     irradiance_ratio=None, trial_sessions=60),
        ),
        refusals=(),
        power=None,
        evenness=(),
        expectation=(),
        screen=(
            Finding(id="needling", said="microneedling", name="microneedling",
                      action=(("blue", "exclude"), ("red", "refer"), ("nir", "refer")),
                      active=False, clear_on=date(2026, 12, 19),
                      rationale="Channels stay open for 24 to 48 h.",
                      source="pharmacology, to be checked", status="recalled",
                      review_pending=True),
            Finding(id="doxycycline", said="Doxycycline 50 mg", name="doxycycline",
                      action=(("blue", "exclude"), ("red", "caution"), ("nir", "allow")),
                      active=False, clear_on=date(2026, 11, 20),
                      rationale="Absorbs mostly below 400 nm; blue tail possible.",
                      source="Ljunggren 1986", status="recalled", review_pending=True),
        ),
        assumptions=ASSUMPTIONS,
        sensitivity=SENSITIVITY,
        course=_course(START),
        evidence=EVIDENCE,
        medical_grade=GRADES,
        cautions=(
            said("Whether this mask pulses its light is not published."),
            said(
                "Your irradiance is 3.4 times that of the trial; that less time at more light does "
                "the same is unproven."
            ),
        ),
        best_measurement=said("five readings with a light meter, without skin behind, would cut "
                              "the interval by about half"),
        target_dose=Interval(median=7.1, p05=4.3, p95=11.0),
        target_layer=TARGET,
        temperature=Temperature(start_degc=34.0, end_degc=35.6, minutes=minutes,
                                rise_k=Interval(median=1.1, p05=0.6, p95=1.6),
                                note=said("a labelled estimate, resting blood flow"),
                                likely=likely_course(minutes)),
        maps=face_maps(),
        profile=profile(),
        deeper=(),
        live=live_model(),
        response_surface_p99=(("nir", 0.005), ("red", 0.007)),
        light_class="A",
        settle=SETTLE,
        surface_dose=tuple(
            SurfaceDoseRow(channel=role, region="chin",
                           on_skin_j_cm2=Interval(median=3.6, p05=2.0, p95=5.1))
            for role in ("red", "nir")
        ),
        reasons=(
            Reason(id="trial_dose", parameters=(("minutes", 3.2),),
                   told=message("reason-trial_dose", trial="Park 2025",
                                minutes=Quantity(3.2, "min"))),
        ),
    )  # fmt: skip


def by_maker() -> ByMaker:
    """The maker's ten minutes, of a mask whose strength nobody has shown."""
    plan = planned()
    parts = {f.name: getattr(plan, f.name) for f in fields(Given)}
    parts |= {
        "verdict": message("verdict-by_maker"),
        "light_class": "D",
        "refusals": refused().refusals,
    }
    maker = MakerProgramme(
        minutes=10.0,
        per_week=3,
        is_rhythm_ours=True,
        claim_j_cm2=18.0,
        surface_j_cm2=Interval(median=1.6, p05=0.7, p95=3.6),
        dose_j_cm2=Interval(median=8.3, p05=3.6, p95=18.0),
        ratio_to_trial=(
            TrialRatio(trial="park_2025_mask_630_850", band="620-680 nm",
                       times=Interval(median=0.4, p05=0.1, p95=1.3)),
        ),
        checked_mw_cm2=240.0,
        said=message("maker-unshown", most=Quantity(240.0, "mW/cm2")),
    )  # fmt: skip
    return ByMaker(**parts, status="by_maker", maker=maker)


def below_trial() -> Planned:
    """A ceiling binds before the trial's dose is reached."""
    plan = planned()
    rows = ceilings(3.0, binding="skin_temp")
    return replace(
        plan,
        status="below_trial",
        verdict=message(
            "verdict-below_trial", share=Quantity(0.64, "share"), held="skin temperature"
        ),
        held=Held(share=0.64, by="skin_temp"),
        session=replace(plan.session, ceilings=rows),
    )


def refused() -> Refused:
    """A photosensitiser in washout."""
    plan = planned()
    return Refused(
        status="refused",
        verdict=no("a medicine that makes skin light-sensitive is still at work"),
        held=Held(share=0.0, by="screen.porfimer"),
        seed=plan.seed,
        scenarios=plan.scenarios,
        inputs_sha256=plan.inputs_sha256,
        start_date=plan.start_date,
        mask=plan.mask,
        goals=plan.goals,
        target_layer=plan.target_layer,
        irradiance=plan.irradiance,
        power=plan.power,
        assumptions=plan.assumptions,
        evidence=plan.evidence,
        expectation=plan.expectation,
        medical_grade=plan.medical_grade,
        response_surface_p99=plan.response_surface_p99,
        light_class=plan.light_class,
        settle=plan.settle,
        person=Person(
            age_years=34, phototype="III", wishes=(Wish(goal="wrinkles"),),
            medicines=(Medicine(name="porfimer sodium", last_dose=date(2026, 11, 1)),),
        ),
        screen=(
            Finding(id="porfimer", said="porfimer sodium", name="porfimer",
                      action=(("blue", "exclude"), ("red", "exclude"), ("nir", "refer")),
                      active=True, clear_on=date(2027, 1, 30),
                      rationale="Activated by red light; skin and eyes stay sensitive for weeks.",
                      source="PhotoBarr leaflet (90 days)", status="verified",
                      review_pending=False),
        ),
        refusals=(
            Refusal(id="screen.porfimer",
                    reason=said("porfimer was last taken on 1 November 2026; red light is excluded "
                    "for 90 days"),
                    would_change=said("A start on or after 30 January 2027.")),
            Refusal(id="eyes", reason=said("no eye shield is known and none was declared"),
                    would_change=said("Opaque goggles, stated in your file.")),
        ),
    )  # fmt: skip


def no(reason: str) -> Message:
    """The verdict of a plan without a session."""
    return message("verdict-not_planned", reason=said(reason))


def insufficient() -> Refused:
    """Nobody knows: no trial carries the goal."""
    plan = refused()
    return replace(
        plan,
        status="insufficient_evidence",
        verdict=no("no trial of rosacea with a known dose carries a session"),
        held=Held(share=0.0, by="evidence.rosacea"),
        goals=("rosacea",),
        screen=(),
        refusals=(
            Refusal(id="evidence.rosacea",
                    reason=said("seven treated people in all, no control, dose printed without an "
                    "area"),
                    would_change=said("A trial that prints its dose and compares with a sham "
                    "mask.")),
        ),
        evidence=(replace(EVIDENCE[1], trial="sorbellini_2020_rosacea", tier="-",
                          citation="Sorbellini 2020", who=said("two cases")),),
    )  # fmt: skip


def zoned() -> Planned:
    """A fictitious office panel with two zones and a microneedling date."""
    plan = planned()
    red = SessionChannel(role="red", peak_nm=633, drive=0.5, minutes=6.0)
    nir = SessionChannel(role="nir", peak_nm=830, drive=0.5, minutes=6.0)
    brow = SessionChannel(role="red", peak_nm=633, drive=0.8, minutes=4.0)
    zones = (
        ZoneSession(zone="lower", regions=("left_cheek", "right_cheek", "chin"), goal="acne",
                    minutes=6.0, channels=(red, nir)),
        ZoneSession(zone="upper", regions=("forehead", "glabella"), goal="wrinkles_firmness",
                    minutes=4.0, channels=(brow,)),
    )  # fmt: skip
    start = START + timedelta(days=8)
    return replace(
        plan,
        status="planned",
        verdict=message("verdict-planned"),
        cautions=(),
        goals=("acne", "wrinkles_firmness"),
        start_date=START,
        mask=Mask(
            id="clinic-panel", name="Clinic panel (fictitious)", form="panel", setting="office",
            channels=mask().channels, fictitious=True, standoff_mm=150, session_min=(),
            zones=(Zone(name="lower", regions=("left_cheek", "right_cheek", "chin")),
                   Zone(name="upper", regions=("forehead", "glabella"))),
            claim_status="measured",
        ),
        person=Person(
            age_years=41, ita_deg=35,
            wishes=(Wish(goal="acne", regions=("left_cheek", "right_cheek", "chin")),
                    Wish(goal="wrinkles", regions=("forehead", "glabella"))),
            procedures=(Procedure(name="microneedling", day=START),),
        ),
        session=replace(plan.session, minutes=6.0, channels=(red, nir), zones=zones,
                        timer_min=None, stop_by_hand=False, sessions_per_week=2, weeks=4,
                        ceilings=ceilings(6.0)),
        course=replace(
            _course(start, per_week=2, weeks=4),
            closed=(
                Closed(START, START + timedelta(days=7), said("microneedling on 23 November 2026")),
            ),
        ),
    )  # fmt: skip


def with_session(plan: Plan) -> Planned:
    """The plan, known to have a session."""
    assert isinstance(plan, Planned)
    return plan


VARIANTS: dict[str, Callable[[], Plan]] = {
    "planned": planned,
    "below_trial": below_trial,
    "refused": refused,
    "insufficient": insufficient,
    "by_maker": by_maker,
    "zoned": zoned,
}


NAMES = sorted(VARIANTS)
WITH_SESSION = ("planned", "below_trial", "zoned")
WITHOUT = ("refused", "insufficient")


@cache
def plan_of(name: str) -> Plan:
    """One of them, made once."""
    return VARIANTS[name]()


def seen(region: str) -> tuple[IrradianceRow, ...]:
    """Red and near-infrared light of 5 mW/cm2 on one region."""
    return tuple(
        IrradianceRow(
            channel=channel, region=region, mean_mw_cm2=Interval(p05=4.0, median=5.0, p95=6.0),
            direct_mw_cm2=4.0, skin_reflectance=0.5, skin_reflectance_diffuse=0.5,
            hot_3p5mm_mw_cm2=20.0, cavity_gain=1.2,
        )
        for channel in ("red", "nir")
    )  # fmt: skip
