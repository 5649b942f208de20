"""How a page is made here: its template, who is meant, the token of its forms."""

from __future__ import annotations

import hashlib
import hmac
import re
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import jinja2
from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from openpbm import __version__
from openpbm.devices.transport import TRANSPORTS
from openpbm.errors import InputError
from openpbm.fact import Message, message, several
from openpbm.files.anchor import Anchors
from openpbm.files.ledger.path import NAME as LEDGER
from openpbm.record import Moment
from openpbm.reports import page, screen_words
from openpbm.sitting.device import Paired, Way, ways
from openpbm.speech.language import PSEUDO, languages, speaking
from openpbm.speech.say import say
from openpbm.web.form import Form
from openpbm.web.guard import LOOPBACK
from openpbm.web.light import HouseBook
from openpbm.web.people import KeptPerson, People, Typed
from openpbm.web.sitting import Sittings
from openpbm.web.work import Job, Workers, told

FOLDER = Path(__file__).parent
TEMPLATES, STATIC = FOLDER / "templates", FOLDER / "static"
MOST_FIELDS = 900
MOST_FILE_BYTES, MOST_PHOTO_BYTES = 256_000, 330_000
STOPS = 4  # threads that do nothing but stop sessions
ROOMS = ("today", "plan", "log", "mask", "you")  # address below the person; its drawing, its name
NOBODY = message("web_frame-nobody")


@cache
def _space() -> jinja2.Environment:
    made = page.space(TEMPLATES, page.FOLDER)
    made.globals.update(
        version=__version__,
        product="OpenPBM",
        said=screen_words,
        rooms_of_person=ROOMS,
        several=several,
        tongues=tongues,
    )
    return made


# letters that nobody sees: they end a text early, or turn what follows a name
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@cache
def tongues() -> tuple[tuple[str, str], ...]:
    """Every language that can be chosen, and what it calls itself."""
    return tuple((lang, _own_name(lang)) for lang in languages() if lang != PSEUDO)


def _own_name(lang: str) -> str:
    with speaking(lang):
        return say("name-language")


class Rooms:
    """What every page needs: the data folder, the workers, the key of the tokens."""

    def __init__(
        self,
        people: People,
        workers: Workers,
        *,
        scenarios: int,
        now: Callable[[], Moment],
        anchors: Anchors | None = None,
        paired: Callable[[], Sequence[Paired]] = tuple,
    ) -> None:
        self.people = people
        self.workers = workers
        self.scenarios = scenarios
        self.now = now
        self.sittings = Sittings()
        self.one_desk = threading.Lock()  # held by whoever changes what the house keeps
        self.stops = ThreadPoolExecutor(max_workers=STOPS, thread_name_prefix="stop")
        self.light = HouseBook(people.folder / LEDGER, anchors)
        self.transports = TRANSPORTS
        self._paired = paired
        self._secret = people.secret()

    def today(self) -> date:
        """The person's day."""
        return self.now().day

    def ways(self) -> tuple[Way, ...]:
        """The masks that can be asked for light; those that shine first."""
        paired: Sequence[Paired] = ()
        with suppress(InputError):  # a damaged list of them offers none; the terminal says why
            paired = self._paired()
        known = ways(self.transports, paired)
        return tuple(sorted(known, key=lambda way: not way.transport.shines))

    def close(self) -> None:
        """Everything dark and every file let go."""
        self.sittings.end_all()
        self.workers.stop_all()
        self.stops.shutdown(wait=False)
        self.light.close()

    def token(self, request: Request) -> str:
        """What a form of this visitor must bring along."""
        visitor = str(request.state.visitor)
        return hmac.new(self._secret, visitor.encode(), hashlib.sha256).hexdigest()

    def kept(self, person_id: str) -> KeptPerson:
        """The person of an address.

        Raises:
            HTTPException: 404 where there is none.
        """
        found = self.people.of(person_id)
        if found is None:
            raise HTTPException(404, say(NOBODY))
        return found


def rooms_of(request: Request) -> Rooms:
    """The rooms of the app that answers."""
    found = request.app.state.rooms
    assert isinstance(found, Rooms)
    return found


def shown(
    request: Request,
    name: str,
    *,
    status: int = 200,
    kept: KeptPerson | None = None,
    **told: object,
) -> HTMLResponse:
    """A page of the app."""
    rooms = rooms_of(request)
    text = (
        _space()
        .get_template(name)
        .render(
            token=rooms.token(request),
            kept=kept,
            path=request.url.path,
            everyone=rooms.people.everyone(),
            readable=is_readable(request),
            **told,
        )
    )
    return HTMLResponse(text, status_code=status)


def under_way(request: Request, kept: KeptPerson, job: Job | None, name: str) -> Response | None:
    """The page that says how far a job is, while it runs."""
    if job is None or job.state != "running":
        return None
    return shown(request, name, kept=kept, now=told(job))


def failure(job: Job | None, field: str) -> dict[str, Message]:
    """Why a job came to nothing, as the error of a field; nothing where it did not."""
    if job is None or job.state != "failed" or job.problem is None:
        return {}
    return {field: job.problem}


def called_off(request: Request, key: str, form: Form) -> bool:
    """True where the page asks to end the job of a key; it is ended."""
    is_asked = form.v("do") == "stop"
    if is_asked:
        rooms_of(request).workers.stop(key)
    return is_asked


def is_readable(request: Request) -> bool:
    """Whether others in the network can read this answer on its way."""
    client = request.client
    near = client is not None and client.host in LOOPBACK
    return request.url.scheme != "https" and not near


def elsewhere(path: str) -> RedirectResponse:
    """Go on to a page of ours, by GET."""
    assert path.startswith("/") and not path.startswith("//")
    return RedirectResponse(path, status_code=303)


async def typed_of(request: Request) -> Form:
    """What a form brought, after its token was checked. Files are left out.

    Raises:
        HTTPException: 403 where the token is not this visitor's, 400 for an odd body.
    """
    form, _ = await typed_and_file(request)
    return form


async def typed_and_file(request: Request) -> tuple[Form, bytes | None]:
    """The fields of a form, and its one file where it has one."""
    return await _typed_and_file(request, MOST_FILE_BYTES)


async def typed_and_photo(request: Request) -> tuple[Form, bytes | None]:
    """The same of a form whose file is a photo."""
    return await _typed_and_file(request, MOST_PHOTO_BYTES)


async def _typed_and_file(request: Request, most: int) -> tuple[Form, bytes | None]:
    typed: Typed = {}
    content: bytes | None = None
    try:
        async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=most) as sent:
            for name, value in sent.multi_items():
                if isinstance(value, UploadFile):
                    content = await value.read(most + 1)
                elif isinstance(value, str):
                    typed.setdefault(name[:80], []).append(UNSEEN.sub("", value[:4000]))
    except (ValueError, UnicodeDecodeError):
        raise HTTPException(400, say("web_form-unreadable")) from None
    sent_token = "".join(typed.pop("token", []))
    if not hmac.compare_digest(sent_token.encode(), rooms_of(request).token(request).encode()):
        raise HTTPException(403, say("web_form-old_page"))
    return Form(typed=typed), content


# what a page works on: read on the event loop, worked on beside it, so that no work keeps a
# Stop waiting
Sent = Annotated[Form, Depends(typed_of)]
SentFile = Annotated[tuple[Form, bytes | None], Depends(typed_and_file)]
SentPhoto = Annotated[tuple[Form, bytes | None], Depends(typed_and_photo)]
