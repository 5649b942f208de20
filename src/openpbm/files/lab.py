"""The colour that a person file states, carried to the light of the typology angle."""

from __future__ import annotations

from openpbm.errors import InputError, PersonError
from openpbm.files.model_error import written
from openpbm.files.person_model import PersonTable
from openpbm.skin.colour import USUAL, Viewing


def lab_of_person(table: PersonTable) -> tuple[tuple[float, float, float] | None, str]:
    """The colour for D65 and 2 degrees, and what it was taken for where not all is said.

    Raises:
        PersonError: no colour of skin, or a light without a colour.
    """
    said = {"illuminant": table.illuminant, "observer_deg": table.observer_deg}
    given = {name: value for name, value in said.items() if value is not None}
    if table.lab is None:
        if given:
            raise PersonError(f"field person.{next(iter(given))}: found without lab; expected both")
        return None, ""
    lightness, red, yellow = table.lab
    if not (0 < lightness <= 100 and abs(red) <= 128 and abs(yellow) <= 128):
        raise PersonError(
            f"field person.lab: found {written(table.lab)}; expected L* above 0, at most 100, "
            "and a* and b* between -128 and 128"
        )
    viewing = Viewing(
        illuminant=table.illuminant or USUAL.illuminant,
        observer_deg=table.observer_deg or USUAL.observer_deg,
    )
    try:
        lab = _in_usual_light((lightness, red, yellow), viewing)
    except InputError as problem:
        raise PersonError(f"field person.lab: {problem}") from None
    return lab, "" if len(given) == len(said) else str(viewing)


def _in_usual_light(
    lab: tuple[float, float, float], viewing: Viewing
) -> tuple[float, float, float]:
    if viewing == USUAL:
        return lab
    from openpbm.skin.other_light import lab_in_usual_light  # the skin model is slow to load

    return lab_in_usual_light(lab, viewing)
