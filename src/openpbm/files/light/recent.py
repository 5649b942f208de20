"""Light of before in a person file: a word, a habit in one line, or a list of days."""

from __future__ import annotations

from openpbm.errors import PersonError
from openpbm.fact import message
from openpbm.files.light.habit import history_of
from openpbm.files.person_model import LightTable
from openpbm.files.word import regions_of
from openpbm.record import WHOLE_FACE, DayDose, LightHistory, light_band
from openpbm.speech.say import say


def light_before(said: str | list[LightTable]) -> LightHistory:
    """The light of the last weeks; a list counts as all there was.

    Raises:
        PersonError: what is not understood, with the form.
    """
    if isinstance(said, str):
        try:
            return history_of(said)
        except PersonError as problem:
            raise PersonError(f"field person.recent_light: {problem}") from None
    doses = [dose for n, entry in enumerate(said, start=1) for dose in _day_doses(entry, n)]
    return LightHistory(is_known=True, doses=tuple(doses))


def _day_doses(entry: LightTable, number: int) -> list[DayDose]:
    """One dose for each region that an entry means."""
    field = "person.recent_light"
    if (entry.band is None) == (entry.wavelength_nm is None):
        many = "neither" if entry.band is None else "both"
        raise PersonError(say(message(f"file-light-{many}", field=field, entry=str(number))))
    band = entry.band or light_band(entry.wavelength_nm or 0.0)
    regions: tuple[str, ...] = (WHOLE_FACE,)
    if entry.region is not None:
        regions = regions_of([entry.region], f"{field}.region (entry {number})")
    return [
        DayDose(day=entry.day, band=band, dose_j_cm2=entry.dose_j_cm2, region=region)
        for region in regions
    ]
