"""Photos in a real browser: its fake camera shows a rendered head; axe-core; what is asked for."""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import axe_core_python
import pytest
from headless import Page, browser, find_chromium
from photo_made import Head, jpeg, rendered
from web_house import SCENARIOS, served

from openpbm.files.photo.album_file import AlbumFile
from openpbm.files.photo.examined import examined
from openpbm.files.photo.landmarker import is_installed
from openpbm.web.app import make_app
from openpbm.web.work import Workers

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        find_chromium() is None and not os.environ.get("CI"), reason="no Chromium found"
    ),
    pytest.mark.skipif(not is_installed(), reason="the extra 'photos' is not installed"),
]
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
HEAD = Head(size=(960, 720), eyes_px=115, at=(0.5, 0.48))  # as a camera of a laptop sees it
DAYS = 12


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A running app with one person who has photos of twelve weeks; address and folder."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    folder = tmp_path_factory.mktemp("photos")
    app = make_app(folder, port=port, workers=Workers(apart=False), scenarios=SCENARIOS)
    person = folder / "people" / "adaaaaaaaa"
    person.mkdir(parents=True)
    (person / "person.toml").write_text("[person]\nage = 52\n", encoding="utf-8")
    (person / "typed.json").write_text('{"you": {"name": ["Ada"]}}', encoding="utf-8")
    for week in range(DAYS):
        seen = examined(jpeg(Head(noise=0.01, seed=week, roll_deg=week % 3)))
        AlbumFile(person).add(seen, date(2026, 6, 1) + timedelta(days=7 * week))
    with served(app, listening) as at:
        yield at, folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A browser whose camera sees the head, for ever the same."""
    film, frame = tmp_path_factory.mktemp("film") / "head.mjpeg", io.BytesIO()
    rendered(HEAD)[0].save(frame, "JPEG", quality=95)
    film.write_bytes(frame.getvalue() * 5)
    flags = (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    with browser(more=flags) as opened:
        yield opened


def check(page: Page) -> None:
    """No serious finding of axe-core, no sideways scroll."""
    page.loaded()  # with its colours
    page.value(AXE)
    found = page.value(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
        ".filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ' ' + "
        "v.nodes.map(n => n.target).join(' ')))"
    )
    assert found == []
    assert page.beyond() == []


def test_a_photo_is_taken_with_the_camera_looked_at_and_kept(
    page: Page, home: tuple[str, Path]
) -> None:
    address, folder = home
    album = AlbumFile(folder / "people" / "adaaaaaaaa")
    page.size(390)
    page.goto(f"{address}/p/adaaaaaaaa/photos")
    check(page)
    page.click("[data-do=camera]")
    page.until("document.querySelector('[data-part=video]').videoWidth > 0")
    page.until("document.querySelector('.viewfinder').classList.contains('is-good')")
    before = sorted(path.name for path in album.folder.iterdir())
    page.click("[data-do=take]")
    page.until("!document.querySelector('[data-part=still]').hidden")
    page.until("document.querySelector('.viewfinder').classList.contains('is-good')")
    assert page.value("document.querySelector('[data-part=video]').srcObject === null")
    assert sorted(path.name for path in album.folder.iterdir()) == before  # nothing kept so far
    page.click("[data-part=keep]")
    page.until(f"document.querySelectorAll('tbody tr').length === {DAYS + 1}")
    page.loaded()
    assert len(album.book().photos) == DAYS + 1
    assert not page.problems()
    assert all(url.startswith(address) for url in page.requests())


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_of_photos_are_accessible(
    page: Page, home: tuple[str, Path], width: int, dark: bool
) -> None:
    page.size(width)
    page.dark(dark)
    page.goto(f"{home[0]}/p/adaaaaaaaa/photos")
    check(page)


def test_a_test_is_judged_to_its_end_and_says_what_it_came_to(
    page: Page, home: tuple[str, Path]
) -> None:
    address, _ = home
    page.size(390)
    page.goto(f"{address}/p/adaaaaaaaa/photos")
    page.loaded()
    page.fill("#judge", "Ben")
    page.click("#h-test ~ form button.main-action")
    for number in range(1, 7):
        page.until(f"!!document.querySelector('input[name=pair][value=\"{number}\"]')")
        page.loaded()
        assert page.value("[...document.images].every(i => i.naturalWidth === 420)")
        if number == 1:
            check(page)
        source = str(page.value("document.documentElement.outerHTML"))
        assert "2026" not in source and "seed" not in source
        page.click("button[value=left]" if number % 2 else "button[value=neither]")
    page.until("location.pathname.endsWith('/photos')")
    page.loaded()
    told = str(page.value("document.querySelector('#h-test').parentElement.textContent"))
    assert "Judged by Ben" in told
    assert "No change seen" in told or "Changed" in told


@pytest.mark.parametrize("width", [390, 1280])
def test_photos_are_closed_by_a_passphrase_and_opened_again(
    page: Page, home: tuple[str, Path], width: int
) -> None:
    address, folder = home
    album = AlbumFile(folder / "people" / "adaaaaaaaa")
    words = "four old grey words"
    page.size(width)
    page.goto(f"{address}/p/adaaaaaaaa/photos")
    page.click("#h-sealed ~ details summary")
    page.fill("#new", words)
    page.fill("#again", words)
    page.click("button[value=seal]")
    page.until("!!document.querySelector('button[value=close]')")
    check(page)
    page.click("button[value=close]")
    page.until("!!document.querySelector('button[value=open]')")
    check(page)
    assert album.is_closed and page.value("document.querySelectorAll('tbody').length") == 0
    page.fill("#now", words)
    page.click("button[value=open]")
    page.until("document.querySelectorAll('tbody tr').length > 0")
    source = str(page.value("document.documentElement.outerHTML"))
    assert words not in source
    album.seal(None, now=words)
