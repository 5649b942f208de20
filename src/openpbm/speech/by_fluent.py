"""Sentences that choose: by number, by word, by grammar. Fluent does it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentInt, FluentType
from fluent.syntax import ast, visitor

from openpbm.speech.catalogue import Entry, folded
from openpbm.speech.fill import Written
from openpbm.speech.language import PSEUDO, source
from openpbm.speech.pseudo import accented


class _Text(str, FluentType):
    """A word that stands in a gap or is chosen by; of any length."""

    __slots__ = ()

    def format(self, locale: Locale) -> str:  # type: ignore[override]  # noqa: ARG002
        """As it is."""
        return str(self)


class _Count(FluentInt):
    """A whole number: the plural rules of the language choose by it."""

    said: str

    def format(self, locale: Locale) -> str:  # noqa: ARG002
        """As this project writes numbers."""
        return self.said


def _argument(gap: Written) -> _Text | _Count:
    if gap.count is None:
        return _Text(gap.text)
    made = _Count(gap.count)
    made.said = gap.text
    return made


class _Accented(visitor.Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802
        node.value = accented(node.value)
        return node


@cache
def _bundle(lang: str) -> FluentBundle:
    """Empty: an entry joins when it is said."""
    return FluentBundle([source(lang)], use_isolating=False)


def _parsed(lang: str, entry: Entry) -> ast.Resource:
    found = FluentResource(entry.text)
    return _Accented().visit(found) if lang == PSEUDO else found


def chosen(lang: str, entry: Entry, aspect: str, gaps: Mapping[str, Written]) -> str | None:
    """The sentence, on one line; None where the entry has no such aspect.

    Raises:
        LookupError: a gap without its parameter, or an entry that Fluent cannot read.
    """
    bundle = _bundle(lang)
    if not bundle.has_message(entry.id):
        bundle.add_resource(_parsed(lang, entry))
    found = bundle.get_message(entry.id)
    pattern = found.attributes.get(aspect) if aspect else found.value
    if pattern is None:
        return None
    said, problems = bundle.format_pattern(
        pattern, {name: _argument(gap) for name, gap in gaps.items()}
    )
    if problems:
        raise LookupError(f"{entry.id}: {problems[0]}")
    return folded(str(said))
