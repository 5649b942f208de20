"""Memory that is not there: what a played board keeps when its power is cut.

It lies in small pages. One table of a thousand records would have to move as a whole each time it
grew, and a heap that is nearly empty, but in pieces, had no room for that.
"""

PAGE = 32
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class SimMemory:
    """Contents by area and place."""

    def __init__(self) -> None:
        self._pages: dict[tuple[int, int], list[bytes | None]] = {}

    def get(self, where: "tuple[int, int]", otherwise: "bytes | None" = None) -> "bytes | None":
        """What is there, or that."""
        area, index = where
        page = self._pages.get((area, index // PAGE))
        found = page[index % PAGE] if page is not None else None
        return otherwise if found is None else found

    def __getitem__(self, where: "tuple[int, int]") -> bytes:
        found = self.get(where)
        if found is None:
            raise KeyError(where)
        return found

    def __setitem__(self, where: "tuple[int, int]", content: bytes) -> None:
        area, index = where
        name = (area, index // PAGE)
        if name not in self._pages:
            self._pages[name] = [None] * PAGE
        self._pages[name][index % PAGE] = content

    def items(self) -> "Iterator[tuple[tuple[int, int], bytes]]":
        """All that is kept."""
        for (area, page), contents in self._pages.items():
            for at in range(PAGE):
                content = contents[at]
                if content is not None:
                    yield (area, page * PAGE + at), content
