"""Style, scripts, icons, manifest and service worker: all from this machine, nothing else."""

from __future__ import annotations

import io
from functools import cache

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from openpbm import __version__
from openpbm.reports.page import part
from openpbm.speech.language import language
from openpbm.speech.say import say
from openpbm.web.pages import STATIC, rooms_of, shown

router = APIRouter()
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
SHARED = (
    "report.css",
    "report.js",
    "atlas.css",
    "atlas.js",
)  # the report's own, served as they stand
GROUND, INK = "#fbfaf8", "#1d1b20"
FRESH = {"cache-control": "no-cache"}
ICON_PX = (192, 512)
QUIET_HZ = 8_000


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A style sheet, script or drawing by its exact name."""
    if name not in names():
        raise HTTPException(404, say("web_frame-no_file"))
    text = part(name) if name in SHARED else (STATIC / name).read_text(encoding="utf-8")
    kind = KINDS["." + name.rsplit(".", 1)[1]]
    return Response(text, media_type=kind, headers=FRESH)


@cache
def names() -> frozenset[str]:
    """Every file that may be asked for; an address is looked up here and never joined."""
    own = {path.name for path in STATIC.iterdir() if path.suffix in KINDS}
    return frozenset(own | set(SHARED))


@router.get("/sw.js")
def worker() -> Response:
    """The service worker; another version or language brings a new store."""
    store = f"{__version__}-{language()}"
    text = (STATIC / "sw.js").read_text(encoding="utf-8").replace("VERSION", store)
    return Response(text, media_type="text/javascript", headers=FRESH)


@router.get("/offline")
def offline(request: Request) -> Response:
    """What an installed page shows while the program is not running."""
    return shown(request, "offline.html.j2")


@router.get("/here/{asked}")
def here(asked: str, request: Request) -> Response:
    """Proof that this app serves the data folder of whoever can work it out too."""
    return PlainTextResponse(rooms_of(request).people.proof(asked), headers=FRESH)


@router.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone needs to install the page."""
    icons = [
        {"src": f"/icon-{px}.png", "sizes": f"{px}x{px}", "type": "image/png", "purpose": purpose}
        for px in ICON_PX
        for purpose in ("any", "maskable")
    ]
    return JSONResponse(
        {
            "name": "OpenPBM",
            "short_name": "OpenPBM",
            "description": say("web_frame-installed"),
            "lang": language(),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": GROUND,
            "theme_color": GROUND,
            "icons": icons,
        },
        media_type="application/manifest+json",
        headers=FRESH,
    )


@router.get("/icon-{px}.png")
def icon(px: int) -> Response:
    """The icon as a picture."""
    if px not in ICON_PX:
        raise HTTPException(404, say("web_frame-no_picture"))
    return Response(_icon(px), media_type="image/png", headers={"cache-control": "max-age=86400"})


@router.get("/quiet.wav")
def quiet() -> Response:
    """A second of what nobody hears: while it plays, a browser lets a page's clock go on."""
    return Response(_quiet(), media_type="audio/wav", headers={"cache-control": "max-age=86400"})


@cache
def _quiet() -> bytes:
    """One step of 255, up and down ten times a second; digital silence would count as none."""
    import wave

    stream = io.BytesIO()
    with wave.open(stream, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(1)
        made.setframerate(QUIET_HZ)
        made.writeframes(bytes(128 + (at * 20 // QUIET_HZ) % 2 for at in range(QUIET_HZ)))
    return stream.getvalue()


@router.get("/favicon.ico")
def favicon() -> Response:
    """The same, for browsers that ask unasked."""
    return Response(_icon(192), media_type="image/png", headers={"cache-control": "max-age=86400"})


@cache
def _icon(px: int) -> bytes:
    """A face of light: one warm disc, four rings of dots."""
    from math import cos, pi, sin

    from PIL import Image, ImageDraw

    big = 4 * px
    picture = Image.new("RGB", (big, big), INK)
    draw = ImageDraw.Draw(picture)
    centre = big / 2
    for ring, count in ((0.0, 1), (0.11, 6), (0.21, 12), (0.31, 18)):
        for i in range(count):
            angle = 2 * pi * i / count
            x, y = centre + ring * big * cos(angle), centre + ring * big * sin(angle) * 1.12
            dot = big * (0.036 - 0.05 * ring * ring)
            draw.ellipse((x - dot, y - dot, x + dot, y + dot), fill="#e0523f")
    stream = io.BytesIO()
    picture.resize((px, px), Image.Resampling.LANCZOS).save(stream, "PNG")
    return stream.getvalue()
