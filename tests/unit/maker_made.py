"""Masks of which nobody states how strong they are, and their makers' programmes, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from openpbm.answer import Action, Finding
from openpbm.face import REGIONS
from openpbm.face.canonical import canonical_face
from openpbm.mask import Channel, Mask
from openpbm.planning.by_maker import ByProgramme, by_programme
from openpbm.planning.plan import circumstances
from openpbm.planning.scene import Scene, scene
from openpbm.response.evidence import carrying, goal_of
from plain import anybody
from shared_light import SHARED

RED, NIR, BLUE = (
    Channel(role=role, peak_nm=nm) for role, nm in (("red", 633.0), ("nir", 830.0), ("blue", 415.0))
)
NO_GOGGLES = "none"
WHO = anybody()
# of a plug of 27 W, against the face at 3 mm
STRONG = Mask(
    id="strong",
    name="Strong",
    form="flexible_mask",
    channels=(RED, NIR),
    led_count=132,
    standoff_mm=3.0,
    supply_v=9.0,
    supply_a=3.0,
    session_min=(10.0,),
    per_week=5.0,
)
USUAL = replace(STRONG, id="usual", standoff_mm=10.0, supply_v=5.0, supply_a=2.0)
ACNE = replace(USUAL, id="acne", channels=(BLUE, RED), supply_v=None, supply_a=None)


@cache
def worn(mask: str, phototype: str = "II") -> Scene:
    """The light of one of the masks on one skin."""
    own = {"strong": STRONG, "usual": USUAL, "acne": ACNE}[mask]
    who = replace(WHO, phototype=phototype)
    trials = [*carrying("wrinkles_firmness"), *carrying("acne")]
    return scene(
        who, own, canonical_face(None), trials,
        seed=1, scenarios=60, progress=lambda _step, _share: None, kept=SHARED,
    )  # fmt: skip


def judged(
    at: Scene,
    goal: str = "wrinkles",
    findings: tuple[Finding, ...] = (),
    *,
    eyes: str = "opaque_goggles",
    age_years: float = 45,
) -> ByProgramme | Sequence[str]:
    """The programme, or the ids of why there is none."""
    there = replace(at, person=replace(at.person, eye_protection=eyes, age_years=age_years))
    setting = circumstances(there, findings, findings)
    made = by_programme(there, setting, goal_of(goal), REGIONS, findings)
    return made if isinstance(made, ByProgramme) else [refusal.id for refusal in made]


def found(id: str, action: Action = "allow") -> Finding:
    return Finding(
        id=id, said=id, name=id, active=True, clear_on=None, rationale="", source="",
        action=tuple((colour, action) for colour in ("blue", "red", "nir")),
        status="project", review_pending=False,
    )  # fmt: skip
