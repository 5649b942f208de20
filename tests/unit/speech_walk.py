"""What the source says: every fact that it makes, and every sentence outside the catalogues."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

import openpbm

SOURCE = Path(openpbm.__file__).parent
ROOMS = ("openpbm.fact", "openpbm.speech.say", "openpbm.speech.fill", "openpbm.files.answer_error")
# of these rooms; they take an id
MAKERS = ("message", "say", "sentence", "Message", "Name", "AnswerError")
NO_GAPS = ("exact", "aspect", "gaps", "id")  # keywords that are no gaps

_WORD = re.compile(r"(?<!\S)[(\"'“‘]*[A-Za-z][A-Za-z'’-]+[)\"'”’.,;:?!]*(?!\S)")
_TAG = re.compile(r"<[^>]*>|<[^>]*$|^[^<]*>(?=.*<)")
_SQL = re.compile(r"\s*(SELECT|INSERT|CREATE|PRAGMA|UPDATE|DELETE|BEGIN|DROP|ALTER)\b")
_SCRIPT_TEXT = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`")
_SCRIPT_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_SHADER = re.compile(r"\bvoid main\(\)")
_HELP = re.compile(r"help-[a-z][\w-]*")
A_SENTENCE = 3  # words


@dataclass(frozen=True, kw_only=True)
class Call:
    """One place that names an id of the catalogues."""

    where: str
    id: str
    is_prefix: bool  # the id goes on with something that is only known later
    gaps: frozenset[str] | None  # None: not known here


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the source, by its path below it."""
    return tuple(
        (path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(SOURCE.rglob("*.py"))
    )


def templates() -> Iterator[tuple[str, str]]:
    """Every template, by its path."""
    for path in sorted(SOURCE.rglob("*.j2")):
        yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


def scripts() -> Iterator[tuple[str, str]]:
    """Every script of a page, by its path."""
    for path in sorted(SOURCE.rglob("*.js")):
        yield path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")


def calls() -> Iterator[Call]:
    """Every place in source and templates that names an id."""
    for path, tree in modules():
        makers = _makers(tree)
        if path.startswith("cli/"):
            yield from _helps(path, tree)
        if path.startswith("speech/") or not makers:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in makers:
                yield from _called(path, makers[getattr(node.func, "id", "")], node)
    for path, text in templates():
        for called in Environment().parse(text).find_all(nodes.Call):
            yield from _called_in_template(path, called)


def _helps(path: str, tree: ast.Module) -> Iterator[Call]:
    """Texts of commands and options, which stand as ids where typer wants text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and _HELP.fullmatch(str(node.value)):
            where = f"{path}:{node.lineno}"
            yield Call(where=where, id=str(node.value), is_prefix=False, gaps=frozenset())


def _makers(tree: ast.Module) -> dict[str, str]:
    """Which of the makers a module imports, by their names in it."""
    return {
        each.asname or each.name: each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ROOMS
        for each in node.names
        if each.name in MAKERS
    }


def _called(path: str, name: str, node: ast.Call) -> Iterator[Call]:
    id, is_prefix = _text_of(node.args[0])
    if name == "Name":
        own, more = _text_of(node.args[1]) if len(node.args) > 1 else ("", True)
        id, is_prefix = f"name-{id}-{own}" if id else "", more
    if not id or id == "name-channel-":  # made of a role
        return
    keywords = {each.arg for each in node.keywords}
    gaps = None if None in keywords or name == "Message" else keywords - set(NO_GAPS)
    yield Call(
        where=f"{path}:{node.lineno}",
        id=id,
        is_prefix=is_prefix,
        gaps=None if gaps is None else frozenset(filter(None, gaps)),
    )


def _text_of(node: ast.expr) -> tuple[str, bool]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, False
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        return str(node.values[0].value), True
    return "", True


def _called_in_template(path: str, node: nodes.Call) -> Iterator[Call]:
    if not (isinstance(node.node, nodes.Name) and node.node.name == "say" and node.args):
        return
    first = node.args[0]
    if isinstance(first, nodes.Const) and isinstance(first.value, str):
        gaps = frozenset(each.key for each in node.kwargs) - set(NO_GAPS)
        yield Call(where=f"{path}:{node.lineno}", id=first.value, is_prefix=False, gaps=gaps)
    elif isinstance(first, nodes.Concat | nodes.Add):
        head = first.nodes[0] if isinstance(first, nodes.Concat) else first.left
        if isinstance(head, nodes.Const):
            where = f"{path}:{node.lineno}"
            yield Call(where=where, id=str(head.value), is_prefix=True, gaps=None)


def words(text: str) -> int:
    """How many words a text has, tags aside."""
    return len(_WORD.findall(_TAG.sub(" ", text)))


def is_sentence(text: str) -> bool:
    """True for what somebody is meant to read: three words, and no line of SQL."""
    return words(text) >= A_SENTENCE and not _SQL.match(text)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence that stands in the source."""

    path: str
    line: int
    text: str
    is_error: bool  # of an exception, or of the model of a file

    @property
    def room(self) -> str:
        """The folder or the file below the source."""
        return self.path.partition("/")[0]


def sentences() -> Iterator[Sentence]:
    """Every sentence of Python source that is no docstring and stands outside `speech`."""
    for path, tree in modules():
        if not path.startswith("speech/"):
            yield from _sentences(path, tree)


def _sentences(path: str, tree: ast.Module) -> Iterator[Sentence]:
    silent = {id(node) for node in _no_sentences(tree)}
    raised = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for inner in ast.walk(node)
    }
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if id(node) in silent or id(node) in inside:
            continue
        text = _literal(node)
        if is_sentence(text):
            is_error = id(node) in raised or path.endswith("_model.py") or path == "errors.py"
            line = getattr(node, "lineno", 0)
            yield Sentence(path=path, line=line, text=text, is_error=is_error)


def _no_sentences(tree: ast.Module) -> Iterator[ast.expr]:
    """Docstrings, and words of a table as a type names them: Literal["can carry"]."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Literal":
            yield from (part for part in ast.walk(node.slice) if isinstance(part, ast.expr))


def _literal(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        own = (v.value for v in node.values if isinstance(v, ast.Constant))
        return " ".join(str(each) for each in own)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def template_words(text: str) -> int:
    """Words that a template says itself, markup and expressions aside."""
    data = "".join(part for _, kind, part in Environment().lex(text) if kind == "data")
    data = re.sub(r"<(script|style)\b.*?</\1>", " ", data, flags=re.DOTALL)
    return words(data)


def script_sentences(text: str) -> int:
    """Texts of three words in a script; a program of a shader is none."""
    found = ["".join(each) for each in _SCRIPT_TEXT.findall(_SCRIPT_COMMENT.sub("", text))]
    return sum(is_sentence(each) and not _SHADER.search(each) for each in found)


def counts() -> dict[str, dict[str, int]]:
    """Sentences by room: of Python, of errors, words of templates, sentences of scripts."""
    own = Counter(s.room for s in sentences() if not s.is_error)
    errors = Counter(s.room for s in sentences() if s.is_error)
    told: Counter[str] = Counter()
    for path, text in templates():
        told[path.partition("/")[0]] += template_words(text)
    shown: Counter[str] = Counter()
    for path, text in scripts():
        shown[path.partition("/")[0]] += script_sentences(text)
    return {
        "sentences": dict(sorted(own.items())),
        "errors": dict(sorted(errors.items())),
        "template_words": dict(sorted(told.items())),
        "script_sentences": dict(sorted(shown.items())),
    }
