"""A plan for one person of the data folder: made apart, kept as files, shown from them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from openpbm.answer import Plan
from openpbm.errors import MaskError, OpenPBMError, PersonError
from openpbm.files.folder import write_outputs
from openpbm.files.json_value import Json, json_text, parsed_json
from openpbm.files.person_file import PersonFile, read_person
from openpbm.files.plan.kept import read_plan
from openpbm.planning.progress import Progress
from openpbm.record import LightHistory
from openpbm.sitting.plan import KeptPlan
from openpbm.speech.language import language
from openpbm.speech.say import say
from openpbm.tracking.adherence import GoesOn
from openpbm.web.dates import reminder_in
from openpbm.web.midst import is_same_course
from openpbm.web.noted import ABOUT, as_noted, note_of, noted
from openpbm.web.people import KeptPerson, inputs_of

SEED = 1
SCENARIOS = 400
FACE = "face.bin"  # the face as a solid, for the page
PAGE = "page.html"


def plan_of(
    file: PersonFile,
    start: date,
    history: LightHistory | None,
    scenarios: int,
    progress: Progress,
) -> Plan:
    """The plan of a person file, made by a worker; light is kept on the disk.

    Raises:
        MaskError, PersonError: no mask, or no goal.
    """
    from openpbm.files.light.folder import light_folder
    from openpbm.files.scan import face_of
    from openpbm.planning.plan import plan

    if file.mask is None:
        raise MaskError(say("web_plan-no_mask_chosen"))
    if not file.person.wishes:
        raise PersonError(say("web_plan-no_goal"))
    return plan(
        file.person,
        file.mask,
        start=start,
        history=history,
        face=face_of(file),
        seed=SEED,
        scenarios=scenarios,
        progress=progress,
        kept=light_folder(os.environ),
    )


@dataclass(frozen=True, kw_only=True)
class PlanTask:
    """What a worker needs to make a plan."""

    folder: Path  # of the person
    inputs: str  # fingerprint of what the plan is made from
    start: date
    scenarios: int = SCENARIOS
    today: date | None = None  # None: the first day
    history: LightHistory | None = None  # light on this skin so far, as the ledger has it
    screened: date | None = None  # the day of the answers, where nobody gave them anew
    midst: GoesOn | None = None  # the course of the last plan, where it is not over

    def __call__(self, progress: Progress) -> None:
        """Plan and write; the last plan stays until the new one is whole."""
        from openpbm.files.plan.file import plan_text
        from openpbm.reports.plan_files import CALENDAR, shown_files
        from openpbm.reports.solid import solid

        file = read_person(self.folder / "person.toml")
        made = plan_of(file, self.start, self.history, self.scenarios, progress)
        progress(say("web_form-report"), 0.95)
        about: dict[str, Json] = {
            "inputs": self.inputs,
            "start": self.start.isoformat(),
            "lang": language(),
        }
        if self.screened is not None:
            about["screened"] = self.screened.isoformat()
        if self.midst is not None and is_same_course(self._last(), made):
            about["goes_on"] = note_of(self.midst)
        texts: dict[str, str | bytes] = {
            "plan.json": plan_text(made),
            **shown_files(
                made,
                folder=self.folder / "plan",
                who=self.folder.name,
                reminder=reminder_in(self.folder),
                today=self.today,
                in_app=True,
            ),
            ABOUT: json_text(about),
        }
        shape = solid(made)
        if shape:
            texts[FACE] = shape
        write_outputs(self.folder / "plan", texts, absent=(CALENDAR, FACE))

    def _last(self) -> Plan | None:
        """The plan that is about to be written over; None where it cannot be read."""
        from openpbm.files.plan.file import read_plan_file

        try:
            return read_plan_file(self.folder / "plan" / "plan.json")
        except (OSError, OpenPBMError):
            return None


@dataclass(frozen=True, kw_only=True)
class MadeFrom:
    """What a plan on the disk was made from."""

    start: date
    is_fresh: bool  # what the files say now


@dataclass(frozen=True, kw_only=True)
class Made(MadeFrom):
    """A plan as it lies on the disk."""

    page: str  # the report, to stand in a page
    plan: dict[str, Json]  # plan.json

    @property
    def status(self) -> str:
        """The plan's status."""
        return str(self.plan["status"])

    @property
    def gives_light(self) -> bool:
        """Whether it has a session."""
        return bool(self.plan.get("session"))

    @property
    def verdict(self) -> str:
        """The plan's verdict, in one line."""
        return str(self.plan["verdict"])


def made(kept: KeptPerson) -> Made | None:
    """The last plan of a person; None where there is none, or its files are broken."""
    folder = kept.plan_folder
    try:
        page = (folder / PAGE).read_text(encoding="utf-8")
        plan = parsed_json((folder / "plan.json").read_text(encoding="utf-8"), "plan.json")
    except (OSError, OpenPBMError, ValueError):
        return None
    found = made_from(kept)
    if found is None or not isinstance(plan, dict):
        return None
    return Made(page=page, plan=plan, is_fresh=found.is_fresh, start=found.start)


def made_from(kept: KeptPerson) -> MadeFrom | None:
    """What the last plan of a person was made from; None where there is none. Reads no plan."""
    try:
        about = noted(kept.plan_folder)
        if not (kept.plan_folder / PAGE).is_file():
            return None
        start = date.fromisoformat(str(about["start"]))
    except (OSError, OpenPBMError, ValueError, KeyError):
        return None
    return MadeFrom(is_fresh=_fresh(kept, about), start=start)


def plan_kept(kept: KeptPerson) -> KeptPlan:
    """The plan of a person, checked; one that lies there as it did is not read again.

    Raises:
        PlanFileError: absent, not a plan, of another version, or edited.
    """
    path = kept.plan_folder / "plan.json"
    try:
        at = path.stat()
    except OSError:
        return read_plan(path)  # it says what is wrong
    found = _read_once(path, at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns)
    return as_noted(found, kept.plan_folder)


@lru_cache(maxsize=512)
def _read_once(path: Path, *_: int) -> KeptPlan:
    return read_plan(path)


def tell_anew(kept: KeptPerson) -> None:
    """Page and report of the last plan in the language spoken, where they were told in another.

    Nothing is worked out again; the calendar stays, as its dates may be in others already. A plan
    that an earlier version wrote, or that was changed, stays as it was told.
    """
    from openpbm.files.plan.file import read_plan_file
    from openpbm.reports.html import both_reports

    folder = kept.plan_folder
    try:
        about = noted(kept.plan_folder)
        if about.get("lang", language()) == language():
            return
        plan = read_plan_file(folder / "plan.json")
        whole, page = both_reports(plan)
        told = json_text({**about, "lang": language()})
        write_outputs(folder, {"report.html": whole, PAGE: page, ABOUT: told})
    except (OSError, OpenPBMError, ValueError):
        return


def _fresh(kept: KeptPerson, about: dict[str, Json]) -> bool:
    try:
        return about["inputs"] == inputs_of(kept)
    except OpenPBMError:
        return False
