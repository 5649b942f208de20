"""XML of strangers: no entity is resolved, and nothing outside the file is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from openpbm.fact import message
from openpbm.files.trade.fault import fault, shown

DEEPEST = 40
MOST_NODES = 400_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Element:
    """An element: its name without a namespace, what stands in it, and its line."""

    name: str
    line: int
    attributes: Mapping[str, str]
    letters: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is written between its tags."""
        return "".join(self.letters).strip()

    def every(self, *names: str) -> Iterator[Element]:
        """Elements of these names in it, at any depth, in their order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.name in names:
                yield node
            waiting.extend(reversed(node.children))

    def first(self, *names: str) -> Element | None:
        """The first of them."""
        return next(self.every(*names), None)

    def said(self, name: str) -> str:
        """What an element of this name says; empty where there is none."""
        found = self.first(name)
        return "" if found is None else found.text


def parsed_markup(raw: bytes, where: str) -> Element:
    """The root of an XML file.

    Raises:
        PlanFileError: it is not well formed, or brings a DTD, entities or endless depth.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    top = Element(name="", line=0, attributes={})
    path = [top]
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        line = parser.CurrentLineNumber
        if len(path) > DEEPEST or count > MOST_NODES:
            raise fault(where, line, message("trade-xml_large"))
        bare = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Element(name=name.rpartition(" ")[2], line=line, attributes=bare)
        path[-1].children.append(node)
        path.append(node)

    def end(_: str) -> None:
        path.pop()

    def letters(text: str) -> None:
        path[-1].letters.append(text)

    def refused(*_: object) -> None:
        raise fault(where, parser.CurrentLineNumber, message("trade-xml_dtd"))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = letters
    parser.StartDoctypeDeclHandler = refused
    parser.EntityDeclHandler = refused
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as problem:
        why = expat.errors.messages.get(problem.code, "")
        raise fault(where, problem.lineno, message("trade-xml_broken", why=shown(why))) from None
    except (LookupError, ValueError):  # an encoding that expat does not know
        raise fault(where, 1, message("trade-xml_letters")) from None
    return top.children[0]
