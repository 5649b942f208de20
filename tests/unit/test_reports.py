"""What the outputs promise: order, honesty, self-containment, units, escaping, size."""

from __future__ import annotations

import base64
import io
import re
import zlib
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_factory import VARIANTS, face_maps, planned, refused, zoned
from pytest import approx
from rich.console import Console

from openpbm.arrays import FloatArray, IntArray
from openpbm.face import REGIONS
from openpbm.person import Medicine
from openpbm.planning.result import INTENDED_USE, FaceMaps, Plan
from openpbm.reports import cards, figures, html, live, raster, words
from openpbm.reports.calendar import calendar_ics
from openpbm.reports.colour import CHANNEL_COLOURS, inferno
from openpbm.reports.faces import two_faces_svg
from openpbm.reports.html import report_html
from openpbm.reports.maps import face_figures
from openpbm.reports.terminal import summary, summary_text

STOCK = re.compile(
    r"\b(glow\w*|rejuvenat\w*|boost\w*|miracle\w*|radian(?:t|ce) skin|youthful|anti-?age?ing)\b",
    re.I,
)
NAMES = sorted(VARIANTS)
WITH_SESSION = ("planned", "below_trial", "zoned")
WITHOUT = ("refused", "insufficient")


@cache
def plan_of(name: str) -> Plan:
    return VARIANTS[name]()


@cache
def report(name: str) -> str:
    return report_html(plan_of(name))


class Reading(HTMLParser):
    """Elements, attributes and the text a person sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.text.append(data.strip())

    @property
    def seen(self) -> str:
        return " ".join(self.text)


# ---- order and content


@pytest.mark.parametrize("name", NAMES)
def test_sections_stand_in_the_order_of_the_look(name: str) -> None:
    wanted = ["verdict", "do", "skin", "safe", "expect", "sure", "grade", "details"]
    if name in WITHOUT:
        wanted.remove("skin")
    found = [a["id"] for _, a in Reading(report(name)).tags if a.get("id") in wanted]
    assert found == wanted


@pytest.mark.parametrize(
    ("name", "sign", "word"),
    [
        ("planned", "care", "Planned with care"),
        ("below_trial", "care", "Planned with care"),
        ("zoned", "go", "Planned"),
        ("refused", "stop", "Not planned"),
        ("insufficient", "unknown", "Not planned"),
    ],
)
def test_the_verdict_has_a_sign_and_a_word(name: str, sign: str, word: str) -> None:
    heading = re.search(r"<h1>(.*?)</h1>", report(name), re.S)
    assert heading is not None
    assert f"sign-{sign}" in heading[1]
    assert f"<b>{word}</b>" in heading[1]


def test_the_card_says_to_stop_by_hand() -> None:
    assert "Start the 10-minute programme and stop by hand after 3 minutes." in report("planned")


@pytest.mark.parametrize("name", NAMES)
def test_intended_use_is_said(name: str) -> None:
    assert INTENDED_USE in report(name)


@pytest.mark.parametrize("name", WITHOUT)
def test_a_refusal_shows_reasons_and_what_would_change_them_and_no_session(name: str) -> None:
    page = report(name)
    seen = Reading(page).seen
    for refusal in plan_of(name).refusals:
        assert words.sentence(refusal.reason) in seen
        assert refusal.would_change in seen
    for absent in ('id="live-data"', "<canvas", 'id="dose-sentence"', "What to do</h2>"):
        assert absent not in page
    assert "What is known" in page


def test_a_row_resting_on_memory_shows_its_badge() -> None:
    page = report("planned")
    assert "clinical review pending" in page
    assert "needs review" in page


def test_the_binding_ceiling_stands_first() -> None:
    assert cards.ceiling_bars(plan_of("below_trial"))[0].ceiling.binding
    first = re.search(r'data-ceiling="(\w+)"', report("below_trial"))
    assert first is not None
    assert first[1] == "skin_temp"


def test_tier_b_is_said_in_every_sentence_about_its_trial() -> None:
    page = report("planned")
    for article in re.findall(r'<article class="card evidence">(.*?)</article>', page, re.S):
        for said in re.findall(r"<dd>(.*?)</dd>|<p class=\"result\">(.*?)</p>", article, re.S):
            assert "".join(said).startswith("Tier B")
    assert all(line.startswith("Tier B") for line in cards.match_sentences(plan_of("planned")))


def test_reciprocity_is_called_unproven_only_beyond_three() -> None:
    beyond, unknown = cards.match_sentences(planned())
    assert "unproven" in beyond
    assert "unproven" not in unknown
    row = replace(planned().match[0], irradiance_ratio=2.9)
    assert "unproven" not in cards.match_sentences(replace(planned(), match=(row,)))[0]


def test_a_doctor_is_named_only_with_a_question() -> None:
    assert "Ask your doctor: does porfimer make" in report("refused")
    assert "doctor" not in Reading(report("planned")).seen


@pytest.mark.parametrize("name", NAMES)
def test_every_closed_fold_and_figure_is_named(name: str) -> None:
    page = report(name)
    assert page.count("<figure") == page.count("<figcaption")
    assert page.count("<details") == page.count("<summary")
    assert page.count("<table") == page.count("<caption")
    for tag, attributes in Reading(page).tags:
        if tag == "img":
            assert "alt" in attributes


def test_zones_are_told_apart() -> None:
    seen = Reading(report("zoned")).seen
    assert "Lower: 6" in seen
    assert "Upper: 4" in seen
    assert "No light from 23 November 2026 to 30 November 2026" in seen


# ---- self-contained and safe


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_fetched(name: str) -> None:
    page = report(name)
    for tag, attributes in Reading(page).tags:
        assert tag not in ("link", "iframe", "object", "embed", "base")
        assert attributes.get("src", "data:").startswith("data:")
        if tag == "a":
            assert attributes["href"].startswith(("#", "https://", "http://"))
        else:
            assert "href" not in attributes
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@pytest.mark.parametrize("name", NAMES)
def test_only_the_reports_own_script_may_run(name: str) -> None:
    policy = next(a["content"] for t, a in Reading(report(name)).tags if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def test_what_people_write_is_never_markup() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onload=alert(1) </style>"
    plan = planned()
    ceilings = (replace(plan.ceilings[0], name=evil, reason=evil, source=evil, unit=evil),)
    hostile = replace(
        plan,
        verdict=evil,
        goals=(evil,),
        mask=replace(plan.mask, name=evil, id=evil),
        person=replace(plan.person, medicines=(Medicine(name=evil),)),
        screen=(replace(plan.screen[0], said=evil, name=evil, rationale=evil, source=evil),),
        ceilings=ceilings,
        cautions=(evil,),
        best_measurement=evil,
        match=(replace(plan.match[0], trial=evil, zone=evil, channel=evil, band=evil),),
        evidence=(replace(plan.evidence[0], url="javascript:alert(1)", who=evil, result=evil),),
        live=replace(
            plan.live,
            target_layer=evil,
            ceilings=(replace(plan.live.ceilings[0], id=evil, name=evil, unit=evil),),
        )
        if plan.live
        else None,
    )
    kinds = [tag for tag, _ in Reading(report("planned")).tags]
    found = Reading(report_html(hostile)).tags
    assert [tag for tag, _ in found].count("script") == kinds.count("script")
    for tag, attributes in found:
        assert not any(key.startswith("on") for key in attributes), tag
        assert "javascript:" not in attributes.get("href", "")


def test_reports_stay_small() -> None:
    assert len(report("planned").encode()) < 900_000
    assert len(report("refused").encode()) < 100_000


# ---- words


@pytest.mark.parametrize("name", NAMES)
def test_no_stock_phrase_and_no_exclamation_mark(name: str) -> None:
    plan = plan_of(name)
    for text in (Reading(report(name)).seen, summary_text(plan), calendar_ics(plan)):
        assert "!" not in text
        assert STOCK.search(text) is None


def test_numbers_carry_their_unit() -> None:
    assert re.search(r"brings 7\.1\u202fJ/cm² to", report("planned"))
    for bar in cards.ceiling_bars(plan_of("planned")):
        unit = words.unit(bar.ceiling.unit)
        assert bar.value_text.endswith(unit)
        assert bar.limit_text.endswith(unit)
    for name in ("mW/cm²", "J/cm²"):
        assert f'data-unit="{name}"' in report("planned")


@given(st.floats(min_value=1e-3, max_value=9.9e3))
def test_two_figures_are_close_and_short(value: float) -> None:
    said = words.number(value)
    assert float(said) == approx(value, rel=0.0501)
    assert len(said.replace(".", "").lstrip("0")) <= 4


@given(st.floats(min_value=1e-3, max_value=1e6), st.floats(min_value=1e-3, max_value=1e6))
def test_more_never_reads_as_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    read = [float(words.number(v).replace(words.THIN, "")) for v in (low, high)]
    assert read[0] <= read[1]


@given(st.floats(min_value=0.0, max_value=20.0))
def test_a_share_never_stands_on_the_wrong_side_of_its_limit(share: float) -> None:
    said = words.percent(share)
    shown = 0 if said.startswith("under") else int(said.split(words.THIN)[0])
    assert (shown > 100) == (share > 1.0)
    assert (shown == 100) == (share == 1.0)


def test_near_infrared_is_always_called_invisible() -> None:
    for role in ("nir", "nir2"):
        assert words.channel(role).endswith("near-infrared, invisible")
        assert words.channel(role, 830).endswith(f"830{words.THIN}nm, invisible")


@given(st.floats(min_value=1e-4, max_value=1e5))
def test_a_scale_ends_just_above_its_largest_value(value: float) -> None:
    top = words.nice_top(value)
    marks = words.ticks(top)
    assert value <= top * (1 + 1e-6) and top < 1.7 * value
    assert marks[0] == 0 and marks[-1] == approx(top)
    assert np.allclose(np.diff(marks), top / (len(marks) - 1), rtol=1e-4)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=7))
def test_labels_keep_their_order_and_distance(wanted: list[float]) -> None:
    places = figures.spread_labels(sorted(wanted), 10.0, 0.0, 100.0)
    assert all(b - a >= 10.0 - 1e-9 for a, b in pairwise(places))
    assert min(places) >= -1e-9 and max(places) <= 100 + 1e-9


# ---- colours


def _luminance(code: str) -> float:
    parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _schemes() -> tuple[dict[str, str], dict[str, str]]:
    style = (Path(html.__file__).parent / "templates" / "report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.S)
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#\w+);", block.replace("#fff;", "#ffffff;")))
        for block in blocks[:2]
    )
    return light, {**light, **dark}


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_and_signs_stand_out(scheme: int) -> None:
    colours = _schemes()[scheme]
    for ground in ("ground", "card"):
        for text in ("ink", "soft", "accent", "care-ink"):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        graphics = ("go", "care", "stop", "unknown", *(f"ch-{role}" for role in CHANNEL_COLOURS))
        for graphic in graphics:
            assert _contrast(colours[graphic], colours[ground]) >= 3.0, (graphic, ground)


def test_channels_have_one_colour_everywhere() -> None:
    light = _schemes()[0]
    assert {role: light[f"ch-{role}"] for role in CHANNEL_COLOURS} == CHANNEL_COLOURS


def test_the_colour_map_rises_in_lightness_from_black() -> None:
    table = inferno()
    assert table.shape == (256, 3)
    lightness = table.astype(float) @ [0.2126, 0.7152, 0.0722]
    assert table[0].max() < 10
    assert np.all(np.diff(lightness) > -0.8)  # rounding to bytes
    assert lightness[-1] > 230


# ---- pixels


def _sphere(radius_mm: float = 60.0) -> FaceMaps:
    """A closed mesh whose outline from anywhere is a circle."""
    import trimesh

    ball = trimesh.creation.icosphere(subdivisions=4, radius=radius_mm)
    points = np.asarray(ball.vertices, dtype=np.float64)
    return FaceMaps(
        points_mm=points,
        normals=points / radius_mm,
        triangles=np.asarray(ball.faces, dtype=np.int64),
        region=np.where(points[:, 0] > 0, 4, 5).astype(np.int64),  # left and right cheek
        direct_mw_cm2=np.stack([np.linalg.norm(points - [0, 0, 2 * radius_mm], axis=1)]),
        neighbourhood_mw_cm2=np.stack([points[:, 1] + radius_mm]),
    )


@cache
def ball_strip() -> tuple[FaceMaps, raster.Strip]:
    maps = _sphere()
    return maps, raster.strip_of(maps)


def test_each_view_of_a_sphere_is_a_disc() -> None:
    _, strip = ball_strip()
    view = (strip.pixel % strip.width_px) // raster.WIDTH_PX
    for i in range(3):
        covered = int((view == i).sum())
        wide = int(np.ptp(strip.pixel[view == i] % strip.width_px)) + 1
        assert covered == approx(np.pi / 4 * wide**2, rel=0.02)


def test_a_camera_sees_only_the_near_side() -> None:
    maps, strip = ball_strip()
    view = (strip.pixel % strip.width_px) // raster.WIDTH_PX
    towards = strip.field(maps.points_mm[:, 2])
    assert towards[view == 1].min() > -2.0  # front: half the sphere, a pixel's slack
    across = strip.field(maps.points_mm[:, 0])
    assert across[view == 0].mean() > 10  # left view: the wearer's left, x > 0
    assert across[view == 2].mean() < -10


def test_a_linear_field_is_interpolated_to_its_place() -> None:
    maps, strip = ball_strip()
    view = (strip.pixel % strip.width_px) // raster.WIDTH_PX
    front = view == 1
    height = strip.field(maps.points_mm[:, 1])[front]
    row = strip.pixel[front] // strip.width_px
    slope = np.polyfit(row, height, 1)
    assert np.abs(height - np.polyval(slope, row)).max() < 1e-6
    assert slope[0] < 0  # up is up


def _planes(packed: dict[str, object]) -> tuple[IntArray, list[FloatArray]]:
    """What the script does with the packed block, in Python."""
    width, height = int(str(packed["width"])), int(str(packed["height"]))
    runs_count, covered = int(str(packed["runs"])), int(str(packed["covered"]))
    block = zlib.decompress(base64.b64decode(str(packed["deflated"])))
    runs = np.frombuffer(block[: 2 * runs_count], dtype="<u2").astype(np.int64)
    mask = np.repeat(np.arange(runs_count) % 2, runs).astype(bool)
    assert len(mask) == width * height
    at = np.flatnonzero(mask)
    planes = []
    for start in range(2 * runs_count, len(block), covered):
        grid = np.zeros(width * height, dtype=np.int64)
        grid[at] = np.frombuffer(block[start : start + covered], dtype=np.uint8)
        rows = grid.reshape(height, width)
        for r in range(1, height):
            rows[r] = np.where(
                mask.reshape(height, width)[r], (rows[r] + rows[r - 1]) % 256, rows[r]
            )
        planes.append(rows.reshape(-1)[at].astype(float))
    return at, planes


def test_packed_fields_come_back_within_half_a_step() -> None:
    maps, strip = ball_strip()
    packed = raster.packed(strip, maps, [0])
    at, planes = _planes(packed)
    assert np.array_equal(at, strip.pixel)
    assert np.array_equal(planes[0], strip.region)
    tops = packed["tops"]
    assert isinstance(tops, list)
    for plane, top, field in zip(
        planes[2:], tops, (maps.direct_mw_cm2[0], maps.neighbourhood_mw_cm2[0]), strict=True
    ):
        assert np.abs(plane * top / 255 - strip.field(field)).max() <= 0.51 * top / 255


def test_unlit_skin_is_grey_and_no_light_is_dark() -> None:
    _, strip = ball_strip()
    dark = np.zeros(len(strip.pixel))
    grey = raster.painted(strip, dark, 1.0, dark > 0).reshape(-1, 4)[strip.pixel]
    black = raster.painted(strip, dark, 1.0, dark == 0).reshape(-1, 4)[strip.pixel]
    assert np.ptp(grey[:, :3].astype(int), axis=1).max() <= 12
    assert grey[:, :3].min() > 120
    assert black[:, :3].max() < 10


def test_all_faces_of_a_figure_share_one_scale() -> None:
    plan = plan_of("planned")
    base = live.base_of(plan)
    assert base is not None
    faces = face_figures(plan, base)
    assert faces is not None
    assert len(faces.irradiance.pictures) == 2
    maps = face_maps()
    most = (maps.direct_mw_cm2 + 0.5 * maps.neighbourhood_mw_cm2).max()
    assert 0.4 * most < faces.irradiance.top < 2.5 * most


def test_maps_that_do_not_fit_the_model_are_left_out() -> None:
    plan = planned()
    assert plan.maps is not None
    short = replace(plan.maps, direct_mw_cm2=plan.maps.direct_mw_cm2[:1])
    assert "<canvas" not in report_html(replace(plan, maps=short))
    page = report_html(replace(plan, maps=None, live=None))
    assert 'id="live-data"' not in page and "brings" in page


def test_zones_that_share_a_colour_share_a_curve() -> None:
    plan = planned()
    assert plan.profile is not None
    mask = replace(plan.mask, channels=(*plan.mask.channels, *plan.mask.channels))
    tiled = replace(
        plan.profile,
        median=np.tile(plan.profile.median, (2, 1)),
        p05=np.tile(plan.profile.p05, (2, 1)),
        p95=np.tile(plan.profile.p95, (2, 1)),
    )
    page = report_html(replace(plan, mask=mask, profile=tiled))
    curves = re.findall(r'<path class="line ch-(\w+)" d="M[^H"]*L', page)
    assert sorted(curves) == ["nir", "red"]


# ---- live model


def test_at_rest_the_sliders_say_what_the_plan_says() -> None:
    for name in WITH_SESSION:
        plan = plan_of(name)
        base = live.base_of(plan)
        assert base is not None and plan.target_dose is not None
        dose = live.live_dose(base, base.model.own, base.minutes, base.drive)
        assert (dose.p05, dose.median, dose.p95) == approx(
            (plan.target_dose.p05, plan.target_dose.median, plan.target_dose.p95)
        )


@given(st.floats(0.05, 1.0), st.floats(0.0, 30.0), st.integers(0, 5))
def test_dose_is_linear_in_drive_and_minutes(drive: float, minutes: float, kind: int) -> None:
    base = live.base_of(plan_of("planned"))
    assert base is not None
    one = live.live_dose(base, kind, minutes, drive).median
    assert live.live_dose(base, kind, 2 * minutes, drive).median == approx(2 * one)
    assert live.live_dose(base, kind, minutes, drive / 2).median == approx(one / 2)


def test_only_the_wished_regions_count() -> None:
    base = live.base_of(plan_of("zoned"))
    assert base is not None
    dark = [i for i, name in enumerate(REGIONS) if name in ("nose", "lips", "jaw")]
    assert base.weights[dark].sum() == 0
    assert base.weights.sum() == approx(1.0)
    assert base.channel_minutes[:, dark].max() == 0


# ---- terminal


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_summary_fits_a_terminal(name: str, ascii_only: bool) -> None:
    plan = plan_of(name)
    for where, room in (("", 29), ("openpbm-out/report.html", 30)):
        lines = summary_text(plan, where, ascii_only=ascii_only).split("\n")[:-1]
        assert len(lines) <= room
        assert max(map(len, lines)) <= 80
        assert "anned" in lines[0]
        if ascii_only:
            assert all(line.isascii() for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_fits_whatever_it_has_to_say(name: str) -> None:
    plan = plan_of(name)
    long = replace(
        plan,
        verdict=plan.verdict + ", and " + "a very long reason " * 40,
        best_measurement="a reading " * 60,
        refusals=plan.refusals * 9,
        screen=plan.screen * 9,
        mask=replace(plan.mask, name="A very long name of a mask " * 6),
    )
    lines = summary_text(long, "a/very/long/path/" * 9 + "report.html").splitlines()
    assert len(lines) <= 30
    assert max(map(len, lines)) <= 80


def test_colour_only_where_the_terminal_has_it() -> None:
    plain, coloured = io.StringIO(), io.StringIO()
    Console(file=plain, width=80).print(summary(planned()))
    Console(file=coloured, width=80, force_terminal=True, color_system="standard").print(
        summary(planned())
    )
    assert "\x1b" not in plain.getvalue()
    assert "\x1b[" in coloured.getvalue()
    assert plain.getvalue().replace(" ", "") == summary_text(planned()).replace(" ", "")


def test_the_summary_draws_every_lit_region_with_its_interval() -> None:
    text = summary_text(planned())
    for region in REGIONS:
        line = next(
            row for row in text.splitlines() if row.strip().startswith(words.region(region))
        )
        assert re.search(r"├─*●─*┤ +[\d.]+ \([\d.]+ to [\d.]+\)", line)


# ---- calendar


def _events(text: str) -> list[dict[str, str]]:
    """The events of an unfolded calendar, as property: value."""
    unfolded = text.replace("\r\n ", "")
    found: list[dict[str, str]] = []
    for line in unfolded.split("\r\n"):
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            key, value = line.split(":", 1)
            found[-1].setdefault(key, value)
    return found


@pytest.mark.parametrize("name", WITH_SESSION)
def test_the_calendar_is_lawful(name: str) -> None:
    text = calendar_ics(plan_of(name))
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
    events = _events(text)
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        assert {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION"} <= set(event)
        assert event["DTSTAMP"] == f"{plan_of(name).start_date:%Y%m%d}T000000Z"


def test_every_session_is_an_evening_of_the_planned_minutes() -> None:
    plan = planned()
    assert plan.course is not None
    events = [e for e in _events(calendar_ics(plan)) if "DURATION" in e]
    assert [e["DTSTART"] for e in events] == [f"{d:%Y%m%d}T200000" for d in plan.course.dates]
    assert {e["DURATION"] for e in events} == {"PT3M"}
    assert "near-infrared 830 nm" in events[0]["DESCRIPTION"]
    assert "stop by hand after 3 minutes" in events[0]["DESCRIPTION"]


def test_reviews_and_closed_days_are_whole_days() -> None:
    plan = zoned()
    assert plan.course is not None
    events = [e for e in _events(calendar_ics(plan)) if "DTSTART;VALUE=DATE" in e]
    assert len(events) == len(plan.course.reviews) + len(plan.course.closed)
    closed = next(e for e in events if e["SUMMARY"] == "No light")
    assert closed["DTSTART;VALUE=DATE"] == "20261123"
    assert closed["DTEND;VALUE=DATE"] == "20261201"  # the day after the last
    forever = replace(plan.course, closed=((date(2026, 12, 1), date.max, "no end known"),))
    assert "No light from this day on" in calendar_ics(replace(plan, course=forever))


def test_the_calendar_is_the_same_for_the_same_plan_and_empty_without_one() -> None:
    assert calendar_ics(planned()) == calendar_ics(planned())
    assert calendar_ics(refused()) == ""
    other = replace(planned(), inputs_sha256="0" * 64)
    assert _events(calendar_ics(other))[0]["UID"] != _events(calendar_ics(planned()))[0]["UID"]


def test_alarms_come_when_asked_for() -> None:
    assert "VALARM" not in calendar_ics(planned())
    assert calendar_ics(planned(), alarm_minutes=15).count("TRIGGER:-PT15M") == 60


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_survives_folding(said: str) -> None:
    plan = planned()
    assert plan.course is not None
    course = replace(plan.course, dates=plan.course.dates[:1], reviews=(), stop_rules=(said,))
    text = calendar_ics(replace(plan, course=course))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("END:VEVENT") == 1


# ---- two faces


def test_two_faces_share_a_scale_and_name_both_skins() -> None:
    picture = two_faces_svg(planned())
    assert picture.count("<image") == 3  # two faces, one colour bar
    assert "skin type II" in picture
    assert "skin type VI" in picture
    found = re.search(r"([\d.]+)\u202fJ/cm² reach .*?, ([\d.]+)\u202fJ/cm² that of", picture)
    assert found is not None
    assert float(found[1]) > float(found[2])
    assert two_faces_svg(refused()) == ""
    assert two_faces_svg(planned(), role="blue") == ""
