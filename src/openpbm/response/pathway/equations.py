"""The chain's equations as a plain function, read from the same Antimony text.

For the draws that the main engine gives up on, and to check it against a second solver.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

import numpy as np

from openpbm.arrays import FloatArray
from openpbm.response.pathway.draws import STATES, model_text

RULE = re.compile(r"^(\w+)\s*:=\s*(.+)$")
RATE = re.compile(r"^(\w+)'\s*=\s*(.+)$")
PLAIN = re.compile(r"^[\w\s.+\-*/^()]+$")  # what an expression of the file may hold
RELATIVE, ABSOLUTE = 1e-7, 1e-10
GIVEN = ("_time", "state", "given")  # what the function takes

Slope = Callable[[float, FloatArray, Mapping[str, float]], list[float]]


@cache
def slope() -> Slope:
    """d(state)/dt of (time, (states,), parameters), 1/s, in the order of STATES."""
    rules, rates = _expressions(RULE), _expressions(RATE)
    if set(rates) != set(STATES):
        raise RuntimeError("pbm_chain.ant and STATES name different states")
    used = sorted(set(re.findall(r"[A-Za-z_]\w*", " ".join([*rules.values(), *rates.values()]))))
    given = [name for name in used if name not in {*rules, *STATES, "sqrt"}]
    lines = [
        f"def slope({', '.join(GIVEN)}):",
        f"    {', '.join(STATES)} = state.tolist()",
        *(f"    {name} = given['{name}']" for name in given),
        *(f"    {name} = {expression}" for name, expression in rules.items()),
        f"    return [{', '.join(rates[name] for name in STATES)}]",
    ]
    space: dict[str, object] = {"sqrt": math.sqrt}
    exec(compile("\n".join(lines), "pbm_chain", "exec"), space)  # our own table, checked above
    made: Slope = space["slope"]  # type: ignore[assignment]
    return made


def _expressions(pattern: re.Pattern[str]) -> dict[str, str]:
    text = "\n".join(line.split("//")[0] for line in model_text().splitlines())
    found = {}
    for part in text.replace("\n", ";").split(";"):
        match = pattern.match(part.strip())
        if match is None:
            continue
        if not PLAIN.match(match[2]):
            raise RuntimeError(f"pbm_chain.ant: {match[2]!r} is no plain expression")
        found[match[1]] = match[2].replace("^", "**")
    return found


def solved(
    given: Mapping[str, float],
    seconds: float,
    points: int,
    state: FloatArray,
    *,
    method: Literal["LSODA", "BDF", "Radau"] = "LSODA",
    relative: float = RELATIVE,
) -> FloatArray:
    """(points, states) from a state on, by scipy."""
    from scipy.integrate import solve_ivp

    function = slope()
    found = solve_ivp(
        lambda time, at: function(time, at, given),
        (0.0, seconds),
        state,
        method=method,
        t_eval=np.linspace(0.0, seconds, points),
        rtol=relative,
        atol=ABSOLUTE,
    )
    if not found.success:
        raise RuntimeError(f"the chain could not be solved for {dict(given)}: {found.message}")
    values: FloatArray = found.y.T
    return values
