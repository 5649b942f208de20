"""What the site makes while it is built: menus, equations, the pages of Python and of the root.

Pages are written to be read where the files lie. Here their links to files outside of `docs`
become links to copies in the site, formulas become MathML, and a folder in the menu its pages.
"""

from __future__ import annotations

import os
import re
import sys
from html import unescape
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath

from latex2mathml.converter import convert
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
OF_ROOT = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "CODE_OF_CONDUCT.md": "code-of-conduct.md",
    "SECURITY.md": "security.md",
}
LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s#]+)((?:#[^)\s]*)?)\)"
)  # words, place, anchor
PART = re.compile(r"^( *```\w+) part$", re.MULTILINE)  # a word for the tests
CODE = re.compile(r"^\[code\]\((\w+\.py)\)$", re.MULTILINE)
MATHS = re.compile(
    r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL
)  # as arithmatex leaves it
TAG = re.compile(r"\\tag\s*\{([^}]*)\}")


# ------------------------------------------------------------------------------------- menu


def on_startup(**_: object) -> None:
    """Signatures are laid out by the ruff beside this Python."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Every folder of the menu becomes its pages."""
    config.nav = [_entry(each) for each in config.nav or ()]
    return config


def _entry(entry: str | dict[str, object]) -> str | dict[str, object]:
    if isinstance(entry, str):
        return entry
    ((title, inside),) = entry.items()
    if isinstance(inside, list):
        return {title: [_entry(each) for each in inside]}
    if inside == "api/":
        return {title: ["api/README.md", *(f"api/{name}.md" for name in _public())]}
    if isinstance(inside, str) and inside.endswith("/"):
        return {title: _pages(inside)}
    return {title: inside}


def _pages(folder: str) -> list[str]:
    """The pages of a folder, in the order in which its first page names them."""
    index = (DOCS / folder / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(([\w-]+\.md)\)", index)
    there = sorted(page.name for page in (DOCS / folder).glob("*.md"))
    order = [name for name in dict.fromkeys(named) if name in there]
    rest = [name for name in there if name not in {*order, "README.md"}]
    return [folder + name for name in ("README.md", *order, *rest)]


# ------------------------------------------------------------------------------------ files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the root, what pages link to outside of `docs`, and the reference."""
    for name, page in OF_ROOT.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=_as_at(text, ROOT, page)))
    for path in sorted(_linked_outside()):
        content = path.read_text(encoding="utf-8")
        files.append(File.generated(config, _copy_of(path), content=content))
    for page, text in _reference().items():
        files.append(File.generated(config, page, content=text))
    return files


def _linked_outside() -> set[Path]:
    """Files that pages link to and that are no page."""
    pages = [*DOCS.rglob("*.md"), *(ROOT / name for name in OF_ROOT)]
    found = {
        (page.parent / link).resolve()
        for page in pages
        for _, link, _ in LINK.findall(page.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", link)
    }
    return {
        path
        for path in found
        if path.is_file() and path.suffix != ".md" and _is_outside(path) and ROOT in path.parents
    }


def _is_outside(path: Path) -> bool:
    """Whether the site would not hold it: it lies outside of `docs`, or is code."""
    return DOCS not in path.parents or path.suffix == ".py"


def _copy_of(path: Path) -> str:
    """Where the copy of a file lies in the site; a text by its name, so that it is shown."""
    place = f"files/{path.relative_to(ROOT).as_posix()}"
    return f"{place}.txt"


def _as_at(text: str, home: Path, page: str) -> str:
    """A text whose links, written from one folder, hold from a page of the site."""

    def turned(link: re.Match[str]) -> str:
        said, place, anchor = link.groups()
        if re.match(r"[a-z]+:", place):
            return link[0]
        path = Path(normpath(home / place))
        within = _in_site(path)
        if within is None:
            return str(said)  # a folder of the code: only its name is told
        return f"[{said}]({relpath(within, PurePosixPath(page).parent.as_posix() or '.')}{anchor})"

    return LINK.sub(turned, text)


def _in_site(path: Path) -> str | None:
    if path.parent == ROOT and path.name in OF_ROOT:
        return OF_ROOT[path.name]
    if path.is_dir():
        return f"{path.relative_to(DOCS).as_posix()}/README.md" if DOCS in path.parents else None
    return _copy_of(path) if _is_outside(path) else path.relative_to(DOCS).as_posix()


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Links as the site has them; the code of an example under its picture."""
    source = page.file.src_uri
    if page.file.generated_by:
        return markdown
    home = (DOCS / source).parent
    markdown = PART.sub(r"\1", markdown).replace("-->\n|", "-->\n\n|")
    if source == "gallery/README.md":
        markdown = CODE.sub(lambda found: _folded(home / found[1]), markdown)
    if source == "api/README.md":
        markdown = _linked(markdown)
    return _as_at(markdown, home, source)


def _folded(path: Path) -> str:
    code = path.read_text(encoding="utf-8").rstrip()
    lines = "\n".join(f"    {line}".rstrip() for line in code.splitlines())
    return f'??? example "The code: {path.name}"\n\n    ```python\n{lines}\n    ```'


# -------------------------------------------------------------------------------- equations


def on_page_content(html: str, **_: object) -> str:
    """Formulas as MathML, which browsers draw by themselves."""
    return MATHS.sub(_equation, html)


def _equation(found: re.Match[str]) -> str:
    is_block = found[2] == "["
    latex = unescape(found[3]).strip()
    tag = TAG.search(latex)
    maths = convert(TAG.sub("", latex).strip(), display="block" if is_block else "inline")
    if not is_block:
        return maths
    number = f'<span class="number">({tag[1]})</span>' if tag else ""
    return f'<div class="equation">{maths}{number}</div>'


# -------------------------------------------------------------------------------- reference


def _public() -> dict[str, str]:
    """Every public name, with the module that is its home."""
    sys.path.insert(0, str(ROOT / "src"))
    import openpbm

    return dict(openpbm.HOMES)


def _reference() -> dict[str, str]:
    """One page for each public name."""
    return {
        f"api/{name}.md": f"---\ntitle: {name}\n---\n\n::: {home}.{name}\n"
        for name, home in _public().items()
    }


def _linked(markdown: str) -> str:
    """The list of public names, each leading to its page."""
    homes = _public()
    return re.sub(
        r"`(\w+)`", lambda at: f"[{at[0]}]({at[1]}.md)" if at[1] in homes else at[0], markdown
    )
