"""Photos at rest and at the doors: sealed, erased to the last byte, refused in words."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import threading
import time
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from photo_made import Head, jpeg, numbers_of, two_heads
from scipy.ndimage import binary_dilation
from unspoken import Unspoken
from web_house import Visitor, an_app

from openpbm.cli import photos as door
from openpbm.cli.main import main
from openpbm.errors import PhotoClosedError, PhotoError
from openpbm.files.folder import held
from openpbm.files.photo import key_file
from openpbm.files.photo.album_file import AlbumFile
from openpbm.files.photo.beside import framed
from openpbm.files.photo.book import book_from, book_json
from openpbm.files.photo.examined import Examined, Marked, examined
from openpbm.files.photo.landmarker import is_installed
from openpbm.files.photo.picture import jpeg_of, read_picture
from openpbm.files.photo.sealed import opened, sealed
from openpbm.photo.album import in_order
from openpbm.photo.align import frame_of
from openpbm.photo.figure import Figures
from openpbm.photo.judging import begun
from openpbm.photo.skin import face_mask
from openpbm.speech.language import PSEUDO, speaking
from openpbm.speech.pseudo import OPEN
from openpbm.web import photo_judging as judging_room
from openpbm.web import photos as room
from openpbm.web.form import Form

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra 'photos' is not installed")
DAY = date(2026, 6, 1)
JPEG_MARKS = (b"\xff\xd8\xff", b"JFIF", b"Exif")


@pytest.fixture(scope="module")
def weeks() -> list[bytes]:
    return [jpeg(Head(noise=0.01, seed=w, size=(420, 560), eyes_px=95)) for w in range(12)]


def other_week(
    seed: int, *, yaw_deg: float = 0.0, card: tuple[float, float] | None = None
) -> bytes:
    made = Head(noise=0.01, seed=seed, size=(420, 560), eyes_px=95, yaw_deg=yaw_deg, card=card)
    return jpeg(made)


@pytest.fixture
def album(tmp_path: Path) -> AlbumFile:
    return AlbumFile(tmp_path / "people" / "adaaaaaaaa")


@cache
def looked_at(content: bytes) -> Examined:
    return examined(content)


def files(folder: Path) -> Iterator[bytes]:
    """Every file below a folder, and its name."""
    for path in folder.rglob("*"):
        yield path.name.encode()
        if path.is_file():
            yield path.read_bytes()


# ------------------------------------------------------------------------------- at rest


def test_what_lies_on_the_disk_says_nothing_and_is_for_this_user_alone(
    album: AlbumFile, weeks: list[bytes]
) -> None:
    photo = album.add(looked_at(weeks[0]), DAY)
    assert len(list(album.folder.iterdir())) == 3  # key, book, one photo: no small picture beside
    for content in files(album.folder):
        for mark in (*JPEG_MARKS, b"2026", b"marks", b"redness"):
            assert mark not in content or len(content) == 32
    if sys.platform != "win32":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in album.folder.iterdir()}
        assert modes == {0o600}
        assert stat.S_IMODE(album.folder.stat().st_mode) == 0o700
    assert album.picture(photo).startswith(JPEG_MARKS[0])


def test_a_photo_comes_back_as_it_was_measured(album: AlbumFile, weeks: list[bytes]) -> None:
    seen = looked_at(weeks[0])
    kept = album.add(seen, DAY)
    (found,) = album.book().photos
    assert album.picture(found) == seen.jpeg
    assert (found.figures, found.look, found.day) == (kept.figures, kept.look, kept.day)
    assert abs(found.marks.at_px - kept.marks.at_px).max() < 0.01


def test_another_key_another_name_and_a_changed_byte_open_nothing() -> None:
    content = sealed(b"a face", bytes(32), "one")
    assert opened(content, bytes(32), "one") == b"a face"
    assert content != sealed(b"a face", bytes(32), "one")
    changed = content[:-1] + bytes([content[-1] ^ 1])
    for wrong in (
        (content, b"k" * 32, "one"),
        (content, bytes(32), "two"),
        (changed, bytes(32), "one"),
        (b"", bytes(32), "one"),
    ):
        with pytest.raises(PhotoError, match="does not open"):
            opened(*wrong)


def test_a_lost_key_is_said_and_no_other_takes_its_place(
    album: AlbumFile, weeks: list[bytes]
) -> None:
    album.add(looked_at(weeks[0]), DAY)
    (album.folder / "key").unlink()
    for _ in range(2):
        with pytest.raises(PhotoError, match="found no key"):
            album.book()
        with pytest.raises(PhotoError, match="found no key"):
            album.add(looked_at(weeks[0]), DAY)
    assert not (album.folder / "key").exists()


def test_erase_leaves_nothing_of_photos_key_book_or_thumbnails(
    album: AlbumFile, weeks: list[bytes], tmp_path: Path
) -> None:
    """Every byte of the data folder is looked at, its log and half-written files too."""
    (tmp_path / "ledger.sqlite-wal").write_bytes(b"of somebody else")
    for week in range(2):
        album.add(looked_at(weeks[week]), DAY + timedelta(days=7 * week))
    half = album.folder / ".openpbm-half"  # as a power cut would leave it
    half.mkdir()
    (half / "new.sealed").write_bytes(b"x" * 100)
    secrets = [path.read_bytes() for path in album.folder.iterdir() if path.is_file()]
    names = [path.stem.encode() for path in album.folder.glob("*.sealed") if path.stem != "book"]
    assert album.erase().photos == 2
    assert not album.folder.exists()
    left = b"".join(files(tmp_path))
    assert left.count(b"of somebody else") == 1
    for secret in secrets:
        assert secret[:24] not in left and secret[-24:] not in left
    assert not [name for name in names if name in left]
    assert album.book().photos == () and album.erase().photos == 0


def test_the_key_is_written_over_before_it_goes(
    album: AlbumFile, weeks: list[bytes], tmp_path: Path
) -> None:
    """A second name of the same file shows what the disk would still hold."""
    album.add(looked_at(weeks[0]), DAY)
    key = (album.folder / "key").read_bytes()
    os.link(album.folder / "key", tmp_path / "same")
    album.erase()
    assert (tmp_path / "same").read_bytes() != key


def test_one_photo_is_erased_but_none_that_an_open_test_needs(
    album: AlbumFile, weeks: list[bytes]
) -> None:
    for week, content in enumerate(weeks):
        album.add(looked_at(content), DAY + timedelta(days=7 * week))
    album.remove(3)
    assert len(album.book().photos) == 11 == len(list(album.folder.glob("*.sealed"))) - 1
    album.add(looked_at(weeks[2]), DAY + timedelta(days=90))
    album.judge(lambda book: begun(book.photos, id="t", seed=1, judge="", tests_before=0))
    with pytest.raises(PhotoError, match="not over"):
        album.remove(1)
    with pytest.raises(PhotoError, match="there is none"):
        album.remove(99)
    (kept,) = album.book().judgings
    assert kept == begun(album.book().photos, id="t", seed=1, judge="", tests_before=0)


def test_a_picture_is_kept_once(album: AlbumFile, weeks: list[bytes]) -> None:
    """Twice on one day it would say that the camera has no noise, and every change would count."""
    album.add(looked_at(weeks[0]), DAY)
    album.add(looked_at(weeks[1]), DAY)
    for day in (DAY, DAY + timedelta(days=9)):
        with pytest.raises(PhotoError, match="kept already, as photo 1"):
            album.add(looked_at(weeks[0]), day)
    assert len(album.book().photos) == 2 == len(list(album.folder.glob("*.sealed"))) - 1
    album.remove(1)
    album.add(looked_at(weeks[0]), DAY)


def test_figures_do_not_depend_on_the_order_in_which_photos_come(tmp_path: Path) -> None:
    """The first photo gives the frame: where it becomes another one, all are measured anew."""
    seen = {
        day: looked_at(other_week(40 + day, yaw_deg=turn))
        for day, turn in ((1, 5.0), (2, -3.0), (3, 0.0))
    }

    def kept(*days: int) -> dict[date, tuple[Figures, float]]:
        made = AlbumFile(tmp_path / "".join(map(str, days)))
        for day in days:
            photo = made.add(seen[day], date(2026, 6, day))
            assert photo.figures == next(p for p in made.book().photos if p.id == photo.id).figures
        if len(days) == 3 and days[-1] == 1:  # an odd first photo is erased again
            number = in_order(made.book().photos)[0].number
            made.remove(number)
        return {p.day: (p.figures, round(p.misfit, 3)) for p in made.book().photos}

    in_turn, backwards = kept(1, 2, 3), kept(3, 1, 2)
    assert in_turn.keys() == backwards.keys()
    for one, other in ((in_turn, backwards), (kept(2, 3), kept(2, 3, 1))):
        for day in one:
            assert other[day][0].redness == pytest.approx(one[day][0].redness, abs=0.02)
            assert other[day][0].evenness == pytest.approx(one[day][0].evenness, abs=0.02)
            assert other[day][1] == pytest.approx(one[day][1], abs=0.002)


def test_a_photo_of_an_album_of_before_is_read_without_the_side_of_its_light(
    album: AlbumFile, weeks: list[bytes]
) -> None:
    album.add(looked_at(weeks[0]), DAY)
    rows = book_json(album.book())
    assert isinstance(rows, dict) and isinstance(rows["photos"], list)
    (row,) = rows["photos"]
    assert isinstance(row, dict) and isinstance(row["look"], list)
    row["look"].pop()
    assert book_from(rows).photos[0].look.side is None


def test_a_test_begun_twice_at_once_is_one_test(album: AlbumFile, weeks: list[bytes]) -> None:
    """A button pressed twice: two tests with the first one's line would be two looks for one."""
    for week, content in enumerate(weeks):
        album.add(looked_at(content), DAY + timedelta(days=7 * week))
    together = threading.Barrier(4)

    def press() -> None:
        together.wait()
        album.judge(lambda book: judging_room._step(book, Form(typed={"judge": ["Ben"]})))

    presses = [threading.Thread(target=press) for _ in range(4)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(album.book().judgings) == 1


def test_a_folder_that_is_held_is_waited_for(tmp_path: Path) -> None:
    """By whoever opens it anew, as another program would."""
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        with held(tmp_path):
            inside += 1
            most = max(most, inside)
            time.sleep(0.02)
            inside -= 1

    workers = [threading.Thread(target=work) for _ in range(5)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert most == 1 or sys.platform == "win32"
    with held(tmp_path / "absent"):
        pass


def test_a_blinded_photo_shows_a_face_and_nothing_round_it(album: AlbumFile) -> None:
    """The room, the hair and the clothes would tell one day from another."""
    for number, seed in enumerate((1, 2)):
        album.add(looked_at(other_week(seed)), DAY + timedelta(days=number))
    first, later = in_order(album.book().photos)
    shown = read_picture(framed(album, later, first, face_only=True))
    whole = read_picture(framed(album, later, first))
    outside = ~binary_dilation(face_mask(frame_of(first.marks)), iterations=10)
    assert outside.sum() > 50_000
    assert abs(shown[outside] - 0.5).max() < 0.05 < abs(whole[outside] - 0.5).max()


def test_first_and_last_beside_each_other_count_as_seen_and_stay_closed_in_a_test(
    house: Path, weeks: list[bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (person,) = (house / "people").iterdir()
    album, out = AlbumFile(person), tmp_path / "two.jpg"
    for week, content in enumerate(weeks):
        album.add(looked_at(content), DAY + timedelta(days=7 * week))
    command = ["photos", "Ada", "compare", "--out", str(out), "--folder", str(house)]
    assert main(command) == 0 and out.exists()
    photos = in_order(album.book().photos)
    assert set(album.book().shown) == {photos[0].id, photos[-1].id}
    out.unlink()
    album.judge(lambda book: begun(book.photos, id="t", seed=1, judge="", tests_before=0))
    assert main(command) == 2 and not out.exists()
    assert "no longer a fair judge" in capsys.readouterr().err


@pytest.mark.parametrize("carded", [1, 12])
def test_a_card_on_some_photos_tells_none_of_them_apart(
    album: AlbumFile, weeks: list[bytes], carded: int
) -> None:
    """Corrected ones beside others would differ by the lamp: all of a test, or none."""
    grey = Marked(grey=(0.85, 0.06))
    for week in range(12):
        content = other_week(week, card=(0.85, 0.06)) if week < carded else weeks[week]
        seen = examined(content, grey if week < carded else None)
        album.add(seen, DAY + timedelta(days=7 * week))
    album.judge(lambda book: begun(book.photos, id="t", seed=1, judge="", tests_before=0))
    book = album.book()
    (judging,) = book.judgings
    photos, first = {one.id: one for one in book.photos}, in_order(book.photos)[0]
    for pair in judging.pairs:
        shown = [judging_room.blinded(album, judging, name) for name in (pair.left, pair.right)]
        for name, content in zip((pair.left, pair.right), shown, strict=True):
            wanted = framed(album, photos[name], first, face_only=True, by_card=carded == 12)
            assert content == wanted


# ------------------------------------------------------------------------------ the app


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Visitor, str, Path]:
    folder = tmp_path_factory.mktemp("app")
    visitor = Visitor(an_app(folder))
    return visitor, visitor.new_person(), folder


def send(visitor: Visitor, path: str, content: bytes | None, **fields: str) -> tuple[int, str]:
    sent = {"photo": ("p.jpg", content, "image/jpeg")} if content is not None else {}
    data = {"token": visitor.token(), **fields}
    answer = visitor.client.post(path, data=data, files=sent)
    return answer.status_code, answer.text


def test_bad_photos_are_refused_in_words_and_none_of_them_is_kept(
    visited: tuple[Visitor, str, Path],
) -> None:
    visitor, person, folder = visited
    bad = {
        "No face was found": jpeg_of(numbers_of(two_heads())[:40, :40]),
        "2 faces were found": jpeg_of(numbers_of(two_heads())),
        "It is too dark": jpeg(Head(light=(0.02, 0.02, 0.02))),
        "turned 1": jpeg(Head(yaw_deg=14)),
        "It is blurred": jpeg(Head(blur=0.05)),
        "too small": jpeg(Head(eyes_px=60)),
        "ound no picture": b"%PDF-1.4",
        "ound no photo": None,
        "ound a photo of more than 330": b"\xff\xd8\xff" + bytes(340_000),
    }
    for words, content in bad.items():
        status, page = send(visitor, f"{person}/photos", content)
        assert status == 422 and words in page, words
        told = visitor.client.post(
            f"{person}/photos/look",
            data={"token": visitor.token()},
            files={"photo": ("p.jpg", content or b"", "image/jpeg")},
        ).json()
        assert not told["good"] and told["said"]
    status, page = send(visitor, f"{person}/photos", jpeg(Head()), day="2999-01-01")
    assert status == 422 and "ound no day up to today" in page
    assert not list((folder / "people").rglob("*.sealed"))


def test_a_course_is_kept_judged_and_erased_in_the_app(
    visited: tuple[Visitor, str, Path], weeks: list[bytes]
) -> None:
    visitor, person, folder = visited
    for week, content in enumerate(weeks):
        day = (DAY + timedelta(days=7 * week)).isoformat()
        assert send(visitor, f"{person}/photos", content, day=day)[0] == 303
    assert visitor.client.get(f"{person}/photos/1.jpg").headers["cache-control"] == "no-store"
    visitor.send(f"{person}/photos/test", {"judge": "Ben"})
    album = AlbumFile(folder / person.lstrip("/").replace("p/", "people/"))
    _blind_pair(visitor, person, album)
    _nothing_measured(visitor, person, album)
    assert visitor.client.get(f"{person}/photos/1.jpg").status_code == 409
    assert visitor.client.get(f"{person}/photos/test/2/left.jpg").status_code == 404
    for number in range(1, 7):
        visitor.send(f"{person}/photos/test", {"pair": str(number), "better": "left"})
        visitor.send(f"{person}/photos/test", {"pair": "1", "better": "right"})  # sent again
    page = visitor.page(f"{person}/photos")
    assert "Judged by Ben" in page and "one of its photos" not in page.lower()
    assert "1 of its photos was shown with the day" in page.replace("\u202f", " ")
    (judging,) = album.book().judgings
    assert {pair.answer for pair in judging.pairs} == {"left"}
    visitor.send(f"{person}/photos/erase", {"confirm": "no"}, status=422)
    visitor.send(f"{person}/photos/erase", {"confirm": "erase"})
    assert not list(folder.rglob("*.sealed")) and not list(folder.rglob("photos"))


def _blind_pair(visitor: Visitor, person: str, album: AlbumFile) -> None:
    """Page, addresses, sizes and headers of a pair say nothing of days, numbers or names."""
    page = visitor.page(f"{person}/photos/test")
    (judging,) = album.book().judgings
    told = re.sub(r'name="token" value="\w+"', "", page)
    assert "2026" not in told and str(judging.seed) not in told and judging.id not in told
    assert not [photo.id for photo in album.book().photos if photo.id in told]
    addresses = re.findall(r'src="([^"]+\.jpg)"', page)
    assert addresses == [f"{person}/photos/test/1/{side}.jpg" for side in ("left", "right")]
    for address in addresses:
        answer = visitor.client.get(address)
        assert answer.headers["cache-control"] == "no-store"
        assert not {"last-modified", "etag", "content-disposition"} & set(answer.headers)
        assert b"Exif" not in answer.content


def _nothing_measured(visitor: Visitor, person: str, album: AlbumFile) -> None:
    """Page and command tell no figure while a test is open; not even which way it went."""
    page = visitor.page(f"{person}/photos").replace("\u202f", " ")
    assert "is shown once the test is over" in page
    table = page[page.index('class="photos-kept"') :]
    cells = re.findall(r"<td>([^<]*)</td>", table[: table.index("</table>")])
    assert len(cells) >= 12 and not any(re.fullmatch(r"-?[\d.]+", cell) for cell in cells)
    assert not re.search(r"more even|redder|less red|steps? of CIELAB (more|less)", page)
    folder = str(album.folder.parents[2])
    name, out = person.rsplit("/", 1)[1], io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        assert main(["photos", name, "list", "--folder", folder]) == 0
        assert "a*" not in out.getvalue()
        assert main(["photos", name, "compare", "--folder", folder]) == 2
    assert out.getvalue().count("is shown once the test is over") == 2


def test_the_camera_is_open_to_this_page_alone(visited: tuple[Visitor, str, Path]) -> None:
    visitor, person, _ = visited
    policy = "permissions-policy"
    assert "camera=(self)" in visitor.client.get(f"{person}/photos").headers[policy]
    assert "camera=()" in visitor.client.get(f"{person}/log").headers[policy]


def test_the_page_says_what_to_install_where_the_extra_is_missing(
    visited: tuple[Visitor, str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, person, _ = visited
    monkeypatch.setattr(room, "is_installed", lambda: False)
    assert "openpbm[photos]" in visitor.page(f"{person}/photos")


def test_the_pages_of_photos_speak_the_language_that_is_asked_for(
    tmp_path: Path, weeks: list[bytes]
) -> None:
    with speaking(PSEUDO):
        visitor = Visitor(an_app(tmp_path / "house"))
        person = visitor.new_person()
        album = AlbumFile(tmp_path / "house" / person.lstrip("/").replace("p/", "people/"))
        for week, content in enumerate([*weeks, other_week(90)]):
            album.add(looked_at(content), DAY + timedelta(days=7 * min(week, 11)))
        before = visitor.page(f"{person}/photos")
        visitor.send(f"{person}/photos/test", {"judge": "Ben"})
        pair = visitor.page(f"{person}/photos/test")
        for number in range(1, 7):
            visitor.send(f"{person}/photos/test", {"pair": str(number), "better": "neither"})
        after = visitor.page(f"{person}/photos")
        refused = send(visitor, f"{person}/photos", b"%PDF")[1]
    for page in (before, pair, after, refused):
        assert OPEN in page
        assert Unspoken(page).found == []


def test_deleting_a_person_deletes_their_photos_and_writes_over_the_key(
    tmp_path: Path, weeks: list[bytes]
) -> None:
    visitor = Visitor(an_app(tmp_path / "house"))
    person = visitor.new_person()
    send(visitor, f"{person}/photos", weeks[0])
    (key,) = (tmp_path / "house").rglob("key")
    before = key.read_bytes()
    os.link(key, tmp_path / "same")
    visitor.send(f"{person}/data", {"confirm": "delete"})
    assert not list((tmp_path / "house").rglob("*.sealed"))
    assert (tmp_path / "same").read_bytes() != before


# --------------------------------------------------------------------------- the terminal


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    Visitor(an_app(folder)).new_person()
    return folder


def test_the_command_adds_lists_compares_and_erases(
    house: Path, weeks: list[bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> tuple[int, str]:
        code = main(["photos", "Ada", *words, "--folder", str(house)])
        said = capsys.readouterr()
        return code, (said.out + said.err).replace("\u202f", " ")

    picture = tmp_path / "a.jpg"
    assert "no photos are kept" in run("list")[1]
    assert run("compare")[0] == 1
    for week in (0, 1):
        picture.write_bytes(weeks[week])
        assert run("add", str(picture), "--day", f"2026-06-0{week + 1}")[0] == 0
    code, said = run("list")
    assert code == 0 and said.count("Colour not checked") == 2
    code, said = run("compare", "--out", str(tmp_path / "two.jpg"))
    assert code == 0 and "Repeatability unknown" in said and "No effect is promised" in said
    assert (tmp_path / "two.jpg").read_bytes().startswith(JPEG_MARKS[0])
    picture.write_bytes(jpeg(Head(blur=0.05)))
    code, said = run("add", str(picture))
    assert code == 1 and "It is blurred" in said
    assert run("erase", "--number", "1", "--yes") == (0, "Photo 1 is erased.\n")
    assert run("erase", "--yes")[0] == 0
    assert not list(house.rglob("*.sealed"))


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["Nobody", "list"], "nobody called"),
        (["Ada", "sing"], "expected list, add, compare, passphrase or erase"),
        (["Ada", "add"], "found no file"),
        (["Ada", "add", "missing.jpg"], "found no such file"),
        (["Ada", "add", "."], "found a folder"),
        (["Ada", "add", "/dev/zero"], "expected a file"),
        (["Ada", "add", __file__], "found no picture"),
        (["Ada", "add", __file__, "--day", "2999-01-01"], "--day"),
        (["Ada", "add", __file__, "--grey", "2,2"], "--grey"),
        (["Ada", "erase", "--number", "4", "--yes"], "there is none"),
    ],
)
def test_bad_input_ends_with_2_and_says_what_would_be_right(
    words: list[str], why: str, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["photos", *words, "--folder", str(house)]) == 2
    assert why in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes under a name there")
def test_a_pipe_in_place_of_a_photo_is_not_waited_for(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "photo.jpg")
    code = main(["photos", "Ada", "add", str(tmp_path / "photo.jpg"), "--folder", str(house)])
    assert code == 2 and "found a pipe" in capsys.readouterr().err


def test_where_nobody_is_so_far_it_is_said_where_people_come_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["photos", "Ada", "list", "--folder", str(tmp_path)]) == 2
    assert "run openpbm app" in capsys.readouterr().err


def test_nothing_is_erased_unasked(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(["photos", "Ada", "erase", "--folder", str(house)]) == 2
    assert "--yes" in capsys.readouterr().err


def test_the_command_says_what_to_install(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "NEEDED", ("no_such_library",))
    assert main(["photos", "Ada", "list", "--folder", str(house)]) == 2
    assert "pip install 'openpbm[photos]'" in capsys.readouterr().err


def test_photos_are_in_order_of_their_days(album: AlbumFile, weeks: list[bytes]) -> None:
    for week, days in ((0, 7), (1, 0)):
        album.add(looked_at(weeks[week]), DAY + timedelta(days=days))
    assert [photo.number for photo in in_order(album.book().photos)] == [2, 1]


# -------------------------------------------------------------------------- passphrase

WORDS, OTHERS = "vier alte graue Wörter", "three other words"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "_memory_log2", lambda: 4)


def test_a_guess_costs_what_is_recommended(album: AlbumFile) -> None:
    """128 MiB a guess; a file that asks for a thousand times more opens nothing."""
    album.seal(WORDS)
    content = (album.folder / "key").read_bytes()
    assert b'"scrypt_log2": 17' in content.replace(b":", b": ").replace(b":  ", b": ")
    album.close()
    (album.folder / "key").write_bytes(content.replace(b"17", b"40"))
    with pytest.raises(PhotoError, match="does not open"):
        album.open(WORDS)


@pytest.mark.usefixtures("quick")
def test_a_passphrase_is_asked_for_once_a_run_and_opens_only_itself(
    album: AlbumFile, weeks: list[bytes]
) -> None:
    photo = album.add(looked_at(weeks[0]), DAY)
    plain = (album.folder / "key").read_bytes()
    album.seal(WORDS)
    assert plain not in b"".join(files(album.folder))
    key_file._held.clear()  # as the next start begins
    for use in (album.book, lambda: album.picture(photo), lambda: album.remove(1)):
        with pytest.raises(PhotoClosedError):
            use()
    with pytest.raises(PhotoClosedError):
        album.add(looked_at(weeks[1]), DAY)
    for wrong in ("", "Vier alte graue Wörter", WORDS[:-1], OTHERS):
        with pytest.raises(PhotoError, match="does not open"):
            album.open(wrong)
    assert album.is_closed
    album.open(f" {unicodedata.normalize('NFD', WORDS)} ")  # as another keyboard types it
    assert album.picture(album.book().photos[0]).startswith(JPEG_MARKS[0])
    album.add(looked_at(weeks[1]), DAY)
    with pytest.raises(PhotoError, match="does not open"):
        album.seal(OTHERS, now="no")
    with pytest.raises(PhotoError, match="at least 12"):
        album.seal("short", now=WORDS)
    album.seal(OTHERS, now=WORDS)
    key_file._held.clear()
    with pytest.raises(PhotoError, match="does not open"):
        album.open(WORDS)
    album.seal(None, now=OTHERS)
    key_file._held.clear()
    assert len(album.book().photos) == 2


@pytest.mark.usefixtures("quick")
def test_a_passphrase_changed_by_another_program_is_asked_for_again(album: AlbumFile) -> None:
    album.seal(WORDS)
    before = dict(key_file._held)
    album.seal(OTHERS, now=WORDS)
    key_file._held.clear()
    key_file._held.update(before)
    assert album.is_closed


@pytest.mark.usefixtures("quick")
def test_the_key_that_was_open_is_written_over_when_a_passphrase_seals_it(
    album: AlbumFile, weeks: list[bytes], tmp_path: Path
) -> None:
    album.add(looked_at(weeks[0]), DAY)
    key = (album.folder / "key").read_bytes()
    os.link(album.folder / "key", tmp_path / "same")
    album.seal(WORDS)
    assert sys.platform == "win32" or (tmp_path / "same").read_bytes() != key


@pytest.mark.usefixtures("quick")
def test_the_page_asks_for_the_passphrase_tells_none_and_erases_without_it(
    tmp_path: Path, weeks: list[bytes]
) -> None:
    visitor = Visitor(an_app(tmp_path / "house"))
    person = visitor.new_person()
    way = f"{person}/photos/passphrase"
    send(visitor, f"{person}/photos", weeks[0], day="2026-06-01")
    for sent in ({"new": WORDS, "again": OTHERS}, {"new": "short", "again": "short"}):
        page = visitor.send(way, {"do": "seal", **sent}, status=422)[1]
        assert WORDS not in page and OTHERS not in page
    visitor.send(way, {"do": "seal", "new": WORDS, "again": WORDS})
    assert visitor.client.get(f"{person}/photos/1.jpg").status_code == 200
    visitor.send(way, {"do": "close"})
    page = visitor.page(f"{person}/photos")
    assert "closed by a passphrase" in page and "2026-06-01" not in page
    assert "it takes both" in page and "with the key can open" not in page
    assert "photos-kept" not in page and 'id="h-figures"' not in page
    assert visitor.client.get(f"{person}/photos/1.jpg").status_code == 409
    assert send(visitor, f"{person}/photos", weeks[1])[0] == 422
    page = visitor.send(way, {"do": "open", "now": OTHERS}, status=422)[1]
    assert "does not open the photos" in page and OTHERS not in page
    visitor.send(way, {"do": "open", "now": WORDS})
    assert visitor.client.get(f"{person}/photos/1.jpg").status_code == 200
    visitor.send(way, {"do": "close"})
    visitor.send(f"{person}/photos/erase", {"confirm": "erase"})
    assert not list((tmp_path / "house").rglob("*.sealed"))
    assert "closed by a passphrase" not in visitor.page(f"{person}/photos")


@pytest.mark.usefixtures("quick")
def test_the_command_asks_for_the_passphrase_and_never_takes_it_from_its_line(
    house: Path,
    weeks: list[bytes],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda _: typed.pop(0))

    def run(*words: str, types: tuple[str, ...] = (), is_terminal: bool = True) -> tuple[int, str]:
        key_file._held.clear()  # every command is a program of its own
        typed[:] = types
        monkeypatch.setattr(sys.stdin, "isatty", lambda: is_terminal, raising=False)
        code = main(["photos", "Ada", *words, "--folder", str(house)])
        said = capsys.readouterr()
        assert not typed
        return code, said.out + said.err

    (tmp_path / "a.jpg").write_bytes(weeks[0])
    assert run("add", str(tmp_path / "a.jpg"), "--day", "2026-06-01")[0] == 0
    assert run("passphrase", types=(WORDS, OTHERS))[0] == 2
    assert run("passphrase", types=("short", "short"))[0] == 2
    assert "kept nowhere" in run("passphrase", types=(WORDS, WORDS))[1]
    code, said = run("list", types=(WORDS,))
    assert code == 0 and "a*" in said
    code, said = run("list", types=(OTHERS,))
    assert code == 2 and "does not open" in said and "a*" not in said
    code, said = run("list", is_terminal=False)
    assert code == 2 and "expected a terminal" in said
    assert run("passphrase", types=(OTHERS,))[0] == 2
    assert "whoever has the folder" in run("passphrase", types=(WORDS, ""))[1]
    assert run("list", is_terminal=False)[0] == 0
    assert run("passphrase", types=(WORDS, WORDS))[0] == 0
    assert run("erase", "--yes", is_terminal=False)[0] == 0
