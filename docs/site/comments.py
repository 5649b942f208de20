"""For the reference: what a comment behind a field says is the field's documentation.

A field here carries its shape or unit on its own line: `fluence_rate: FloatArray  # (depths,)`.
"""

from __future__ import annotations

import ast
import io
import tokenize
from typing import Any

from griffe import Attribute, Docstring, Extension


class Comments(Extension):
    """Reads the comments behind the fields of classes."""

    def on_attribute_instance(
        self,
        *,
        node: ast.AST | Any,  # noqa: ANN401 - as the library hands it in
        attr: Attribute,
        **_: object,
    ) -> None:
        """Give a field without a docstring the comment of its lines."""
        if attr.docstring is None and isinstance(node, ast.AnnAssign) and attr.lineno:
            said = _comment(attr.source)
            if said:
                attr.docstring = Docstring(said, lineno=attr.lineno, parent=attr)


def _comment(source: str) -> str:
    """The comments of some lines, one after another."""
    try:
        found = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return ""
    said = (token.string.lstrip("# ") for token in found if token.type == tokenize.COMMENT)
    return " ".join(one for one in said if not one.startswith("noqa"))
