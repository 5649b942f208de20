"""The documentation site builds strictly, and asks nothing of another machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import openpbm

ROOT = Path(__file__).parents[2]
# what a browser loads by itself; a link that a person clicks is none
LOADED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//"
    r"|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|preload|preconnect|icon))[^>]*\bhref=[\"']?https?://"
    r"|@import\s+[\"']?(?:url\()?[\"']?https?://|url\([\"']?https?://"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with every warning an error."""
    made = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(made)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return made


def pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*.html")
    }


def test_every_page_of_the_repository_and_every_public_name_is_in_it(site: Path) -> None:
    made = set(pages(site))
    for page in (ROOT / "docs").rglob("*.md"):
        own = page.relative_to(ROOT / "docs").as_posix().replace("README.md", "index.md")
        assert own.removesuffix(".md") + ".html" in made
    assert {f"api/{name}.html" for name in openpbm.HOMES} <= made
    assert {"contributing.html", "changelog.html"} <= made


def test_nothing_is_loaded_from_another_machine(site: Path) -> None:
    for name, text in pages(site).items():
        assert not LOADED.search(text), name
    for path in site.rglob("*.css"):
        assert not LOADED.search(path.read_text(encoding="utf-8")), path.name


def test_that_search_sees_what_a_browser_would_load() -> None:
    for said in (
        '<script src="https://cdn.example/a.js">',
        "<img src=//example.com/a.png>",
        '<link rel="stylesheet" href="https://fonts.example/css">',
        "@font-face { src: url(https://fonts.example/a.woff2) }",
    ):
        assert LOADED.search(said)
    assert not LOADED.search('<a href="https://doi.org/10.1">')


def test_formulas_are_drawn_and_none_is_left_as_it_was_typed(site: Path) -> None:
    for name, text in pages(site).items():
        assert 'class="arithmatex"' not in text, name
        plain = re.sub(r"<(pre|code|annotation)\b.*?</\1>", "", text, flags=re.DOTALL)
        left = re.findall(r"\\(?:frac|sum|text|tag|begin|left|mathbf|operatorname)\b", plain)
        assert not left, f"{name}: {left[:3]}"
    heat = (site / "theory" / "light-in-skin.html").read_text(encoding="utf-8")
    assert heat.count("<math") > 50
    assert '<span class="number">(4.1)</span>' in heat


def test_the_page_of_a_function_tells_its_arguments_errors_and_source(site: Path) -> None:
    page = (site / "api" / "dose_at_depth.html").read_text(encoding="utf-8")
    for said in ("depths_mm", "J/cm2", "MaskError", "Theory 4"):
        assert said in page
    fields = (site / "api" / "StackResult.html").read_text(encoding="utf-8")
    assert "(depths,)" in fields, "the comment behind a field is its shape"
