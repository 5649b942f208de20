"""Small faults to plant in a source file: what `mutate.py` runs the tests on.

A comparison flipped, minimum for maximum, a constant changed, a term, a condition or a
result dropped. One fault is one change of one place of the syntax tree.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

EDGE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
SWAPPED = {"min": "max", "any": "all", "floor": "ceil", "minimum": "maximum", "median": "max"}
SWAPPED |= {other: one for one, other in SWAPPED.items() if one != "median"}
NOT_CODE = {"decorator_list", "annotation", "returns", "type_params", "bases"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """One place of a syntax tree and what it becomes."""

    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST | None  # None: dropped from its list
    line: int
    told: str
    scope: str  # the function or method it is in; empty where it is run at import


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of one file, named so that it is found again after other lines moved."""

    file: str
    number: int  # of the site in its file
    line: int
    scope: str
    told: str
    key: str  # function, line as written, change


def faults(source: str, file: str) -> list[Fault]:
    """Every fault this tool can make in a file, always in the same order."""
    lines, seen = source.splitlines(), Counter[str]()
    found = []
    for number, site in enumerate(sites(ast.parse(source))):
        key = f"{site.scope or 'module'} | {lines[site.line - 1].strip()} | {site.told}"
        seen[key] += 1
        found.append(
            Fault(
                file=file,
                number=number,
                line=site.line,
                scope=site.scope,
                told=site.told,
                key=key if seen[key] == 1 else f"{key} ({seen[key]})",
            )
        )
    return found


def spoilt(source: str, number: int, path: str) -> CodeType:
    """The compiled file with one fault."""
    tree = ast.parse(source)
    site = list(sites(tree))[number]
    if site.index is None:
        setattr(site.parent, site.field, site.new)
    else:
        items = getattr(site.parent, site.field)
        items[site.index : site.index + 1] = [] if site.new is None else [site.new]
    code = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
    assert isinstance(code, CodeType)
    return code


def sites(tree: ast.AST) -> Iterator[Site]:
    """Every place that can be spoilt."""
    for parent, scope in code_of(tree, ""):
        for field, index, node in parts(parent):
            for new in changed(node, parent, field):
                if new is not None and ast.dump(new) == ast.dump(node):
                    continue
                becomes = "nothing" if new is None else short(new)
                yield Site(
                    parent=parent,
                    field=field,
                    index=index,
                    new=new,
                    line=getattr(node, "lineno", getattr(parent, "lineno", 1)),
                    told=f"`{short(node)}` becomes `{becomes}`",
                    scope=inner(parent, field, scope),
                )


def parts(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    """Field, place in it and node of what is right below; without decorators and types."""
    for field, value in ast.iter_fields(node):
        if field in NOT_CODE:
            continue
        if isinstance(value, list):
            yield from ((field, i, each) for i, each in enumerate(value) if is_node(each))
        elif is_node(value):
            yield field, None, value


def is_node(value: object) -> bool:
    return isinstance(value, ast.AST)


def code_of(node: ast.AST, scope: str) -> Iterator[tuple[ast.AST, str]]:
    """A node and what is below it, without `strict=True`, each with its function."""
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return
    yield node, scope
    for field, _, below in parts(node):
        yield from code_of(below, inner(node, field, scope))


def inner(node: ast.AST, field: str, scope: str) -> str:
    """The function that the field of a node is in: the outermost, or the method of a class."""
    if isinstance(node, ast.ClassDef) and not scope:
        return f"{node.name}."
    if isinstance(node, ast.FunctionDef) and field == "body" and (not scope or scope[-1] == "."):
        return scope + node.name
    return scope


def changed(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST | None]:
    """What one node may become; None drops it."""
    match node:
        case ast.Compare(ops=[op]):
            for table in (EDGE, OPPOSITE):
                if type(op) in table:
                    yield ast.Compare(node.left, [table[type(op)]()], node.comparators)
        case ast.Compare(ops=[one, two]):  # low <= x <= high
            for ops in ([EDGE[type(one)](), two], [one, EDGE[type(two)]()]):
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            for i in range(len(node.values)):
                left = node.values[:i] + node.values[i + 1 :]
                yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
        case ast.BinOp() if type(node.op) in SUMS:
            yield ast.BinOp(node.left, SUMS[type(node.op)](), node.right)
            yield node.left
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.Name() if node.id in SWAPPED and isinstance(parent, ast.Call) and field == "func":
            yield ast.Name(SWAPPED[node.id], ast.Load())
        case ast.Attribute() if node.attr in SWAPPED:
            yield ast.Attribute(node.value, SWAPPED[node.attr], ast.Load())
        case ast.Constant(value=bool(said)):
            yield ast.Constant(not said)
        case ast.Constant(value=int(count)):
            yield ast.Constant(count + 1)
            yield ast.Constant(count - 1)
        case ast.Constant(value=float(number)):
            yield ast.Constant(2.0 * number if number else 1.0)
            yield ast.Constant(0.5 * number if number else -1.0)
        case ast.If():
            yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Return(value=ast.expr()):
            yield ast.Return(ast.Constant(None))
        case ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.expr() if field == "ifs":
            yield None
        case ast.expr() if field == "elts" and len(getattr(parent, "elts", ())) > 1:
            if isinstance(parent, ast.List) or starred(parent):
                yield None
        case _:
            return


def starred(parent: ast.AST) -> bool:
    return any(isinstance(e, ast.Starred) for e in getattr(parent, "elts", ()))


def short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 70 else text[:67] + "..."
