"""The evidence atlas as a page: weighed once for each version of the program, then kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from openpbm.files.folder import write_outputs
from openpbm.planning.progress import Progress
from openpbm.speech.language import language
from openpbm.speech.say import say
from openpbm.web.form import sentence
from openpbm.web.pages import Rooms, rooms_of, shown
from openpbm.web.work import told

router = APIRouter()
KEY = "evidence"
FOLDER = "evidence"  # in the data folder; nothing of a person is in it
KINDS = (".py", ".json", ".csv", ".j2")  # of what the page is made from


@dataclass(frozen=True, kw_only=True)
class AtlasTask:
    """What a worker needs to weigh the evidence."""

    path: Path
    scenarios: int

    def __call__(self, progress: Progress) -> None:
        """Weigh every study and write the page."""
        from openpbm.reports.evidence.atlas import atlas_part
        from openpbm.response.atlas import atlas

        page = atlas_part(atlas(scenarios=self.scenarios, progress=progress))
        write_outputs(self.path.parent, {self.path.name: page})


@router.get("/evidence")
def evidence(request: Request) -> Response:
    """Every goal, effect, dose and study; or how far its weighing is."""
    rooms = rooms_of(request)
    path = _path(rooms)
    body = _read(path)
    if body is not None:
        return shown(request, "evidence.html.j2", body=body, now=None, problem="")
    job = rooms.workers.job(KEY)
    if job is not None and job.problem is not None:
        rooms.workers.forget(KEY)  # the next visit tries again
        problem = sentence(say(job.problem))
        return shown(request, "evidence.html.j2", status=500, body="", now=None, problem=problem)
    rooms.workers.start(KEY, AtlasTask(path=path, scenarios=_scenarios(rooms)))
    now = told(rooms.workers.job(KEY))
    return shown(request, "evidence.html.j2", body="", now=now, problem="")


@router.get("/evidence/progress")
def progress(request: Request) -> Response:
    """How far the weighing is, for the page's script."""
    return JSONResponse(told(rooms_of(request).workers.job(KEY)))


def _read(path: Path) -> Markup | None:
    """The page as our own template wrote it; None where there is none yet."""
    try:
        return Markup(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None


def _path(rooms: Rooms) -> Path:
    return (
        rooms.people.folder / FOLDER / f"{made_from()[:16]}-{_scenarios(rooms)}-{language()}.html"
    )


def _scenarios(rooms: Rooms) -> int:
    from openpbm.response.dose_scale import SCENARIOS

    return min(rooms.scenarios, SCENARIOS)


@cache
def made_from() -> str:
    """A fingerprint of program and tables: another one means another atlas."""
    package = Path(__file__).parents[1]
    files = sorted(path for path in package.rglob("*") if path.suffix in KINDS)
    found = hashlib.sha256()
    for path in files:
        found.update(path.relative_to(package).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()
