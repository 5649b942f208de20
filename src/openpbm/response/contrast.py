"""Effects of light against sham or unlit skin, with intervals where they can be worked out.

Which outcome counts is this project's judgement and stands in `tables/contrasts.json`; the values
come from `study.py` and so never from memory. Effects are signed so that plus is better with
light. Theory 10.3.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

from scipy.special import betaincinv, nctdtr, ndtri, stdtrit

from openpbm.errors import TableError
from openpbm.fact import Message, Param, message, said
from openpbm.response.outcome import Outcome, Probability
from openpbm.response.study import CONTROLS, RANDOMISED, Study
from openpbm.tables import typed
from openpbm.tables.row.evidence import ContrastRow

ODDS, DIFFERENCE, SHARE, NULL, NONE = "odds", "difference", "share", "null", "none"
LOG_ODDS_PER_SD = math.pi / math.sqrt(3.0)  # of a logistic distribution
LEVEL = 0.95
HALVINGS = 60  # of an interval: far below what a float tells apart
EMPTY_CELL = 0.5  # added to all four counts where one is zero
BETTER = "better"  # a printed direction
NOT_SIGNIFICANT = Probability(words="not significant")


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """One effect against sham or unlit skin; `estimate` is None where it has no interval."""

    id: str
    study: str
    name: str
    goal: str
    measure: Param
    scale: str
    pool: str
    held_out: bool
    bias: str
    allocation: str  # randomised, not randomised, or empty: not read
    within: bool  # each person is their own control
    arm: str
    control: str
    people: float | None  # a person with two sides counts once
    said: Message  # the result as it was read
    estimate: float | None  # log odds ratio, standard deviations, or share; plus is better
    se: float | None
    low: float | None  # 95 %, same scale
    high: float | None
    how: Message  # how the interval was worked out, or why there is none
    note: str
    nulls: tuple[Param, ...]  # other measures of the study that were printed as no difference
    read_twice: bool  # a second reader found the same, Theory 10.3
    more_of_100: tuple[float, float, float] | None = None  # people better with light: 95 %

    @property
    def has_interval(self) -> bool:
        """True where it may stand in a forest plot."""
        return self.estimate is not None and self.se is not None

    @property
    def is_poolable(self) -> bool:
        """True for an interval in which chance, or the person, made the two sides alike."""
        fair = self.allocation == RANDOMISED or self.within
        return self.has_interval and fair and not self.held_out


@dataclass(frozen=True, kw_only=True)
class Effect:
    """An estimate with its standard error and 95 % interval."""

    estimate: float
    se: float | None
    low: float
    high: float


def contrasts(
    found: Mapping[str, Study], table: Mapping[str, ContrastRow] | None = None
) -> tuple[Contrast, ...]:
    """Every effect of a table, the project's own where None; its values out of the studies."""
    own = (typed("contrasts", ContrastRow) if table is None else table).values()
    used = {(row.study, row.outcome) for row in own}
    return tuple(_contrast(row, found[row.study], used) for row in own)


def _contrast(row: ContrastRow, study: Study, used: Set[tuple[str, int]]) -> Contrast:
    outcome, method = study.outcomes[row.outcome], row.method
    people = _people(study, outcome)
    if method in _SIDES and study.within != _SIDES[method]:
        raise TableError(
            f"contrasts.{row.id}: found method {method}; {study.id} compares "
            f"{'two sides of people' if study.within else 'groups of people'}"
        )
    effect, sides = None, None
    if study.control in CONTROLS and method in _METHODS:
        effect = _METHODS[method](outcome, study, outcome.better)
        sides = _COUNTED[method](outcome, study) if method in _COUNTED else None
    return Contrast(
        id=row.id,
        study=study.id,
        name=study.name,
        goal=row.goal,
        measure=outcome.measured,
        scale=row.scale if effect is not None or row.scale == NULL else NONE,
        pool=row.pool,
        held_out=study.held_out,
        bias=study.bias,
        allocation=study.allocation,
        within=study.within,
        arm=outcome.arm,
        control=study.control,
        people=people,
        said=result(outcome),
        estimate=None if effect is None else effect.estimate,
        se=None if effect is None else effect.se,
        low=None if effect is None else effect.low,
        high=None if effect is None else effect.high,
        how=_why_none(row) if effect is None else message(f"contrast-how-{method}"),
        note=row.note,
        nulls=tuple(
            o.measured
            for i, o in enumerate(study.outcomes)
            if (study.id, i) not in used and o.is_against_control and o.is_null
        ),
        read_twice=row.read_twice,
        more_of_100=None if sides is None else _better(more_of_100(*sides), outcome.better),
    )


def as_difference(o: Outcome) -> Message | None:
    """A number that is lit minus dark already; None for any other."""
    if o.treated is None or not o.difference:
        return None
    change = f"{o.treated:+g} {o.unit}"
    if not o.compared_with:
        return said(change)
    return message("contrast-difference", change=change, other=o.compared_with)


def with_p(fact: Message, p: Probability | None) -> Message:
    """A result and its printed p, where there is one."""
    told = p_words(p)
    return message("contrast-with_p", result=fact, p=told) if told else fact


def _why_none(row: ContrastRow) -> Message:
    if row.method != "none":
        return message("contrast-value_unread")
    return said(row.note) if row.note else message("contrast-no_interval")


def result(o: Outcome) -> Message:
    """The result in counts where there are counts, else in its own unit; never from memory."""
    if o.responders_treated is not None and o.n_treated:
        return counts(o, _side(o))
    difference = as_difference(o)
    if difference is not None:
        return with_p(difference, o.p)
    if o.treated is not None and o.control is not None:
        return message(
            "contrast-values",
            treated=f"{o.treated:g}",
            control=f"{o.control:g}",
            side=_side(o),
            unit=o.unit or message("contrast-unit_unread"),
        )
    if o.treated is not None:
        told = message("contrast-one_side", change=f"{o.treated:g} {o.unit}")
        p = p_words(o.p)
        return message("contrast-one_side_p", result=told, p=p) if p else told
    directed = direction_words(o)
    return said(directed) if directed else message("contrast-unsized")


def _side(o: Outcome) -> Message:
    if o.compared_with:
        return message("contrast-side_with", other=o.compared_with)
    return message("contrast-side_control")


def counts(o: Outcome, side: Message | None = None) -> Message:
    """How many did better of how many, on both sides where both were counted."""
    assert o.responders_treated is not None
    assert o.n_treated is not None
    hits, people = f"{o.responders_treated:.0f}", f"{o.n_treated:.0f}"
    if o.responders_control is None or not o.n_control:
        return message("contrast-counts", hits=hits, people=people)
    both = message(
        "contrast-counts_both",
        hits=hits,
        people=people,
        others=f"{o.responders_control:.0f}",
        among=f"{o.n_control:.0f}",
    )
    return both if side is None else message("contrast-on_side", result=both, side=side)


def direction_words(o: Outcome) -> str:
    """A direction with its p; a null is said once."""
    p = "" if o.is_null and o.p == NOT_SIGNIFICANT else p_words(o.p)
    return ", ".join(part for part in (o.direction_words, p) if part)


def p_words(p: Probability | None) -> str:
    """A printed p as a phrase: 'p 0.03', 'p 0.037 between groups', or the words alone."""
    if p is None:
        return ""
    return " ".join(part for part in (p.number and f"p {p.number}", p.words) if part)


def _people(study: Study, outcome: Outcome) -> float | None:
    if study.within:
        return outcome.n_treated or _of_arm(study, outcome) or study.size
    if outcome.n_treated is None or outcome.n_control is None:
        return study.size
    return outcome.n_treated + outcome.n_control


def _of_arm(study: Study, outcome: Outcome) -> float | None:
    for arm in study.arms:
        if arm.name == outcome.arm:
            return arm.n
    active = [arm for arm in study.arms if arm.role == "active"]
    return active[0].n if len(active) == 1 else None


def log_odds(treated: float, n_treated: float, control: float, n_control: float) -> Effect:
    """Log odds ratio of two counts with its Woolf interval. Theory 10.3.

    >>> round(math.exp(log_odds(12, 18, 10, 15).estimate), 3)
    1.0
    """
    cells = [treated, n_treated - treated, control, n_control - control]
    if min(cells) <= 0:
        cells = [cell + EMPTY_CELL for cell in cells]
    estimate = math.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    se = math.sqrt(sum(1.0 / cell for cell in cells))
    half = float(ndtri(0.5 + LEVEL / 2)) * se
    return Effect(estimate=estimate, se=se, low=estimate - half, high=estimate + half)


def standardised(mean: float, sd: float, people: float) -> Effect:
    """Mean within-person difference over its standard deviation, small-sample corrected.

    The interval inverts the noncentral t distribution, so it leaves out zero exactly where the
    paired t test does. Source: Hedges 1981, doi:10.3102/10769986006002107 (correction).
    """
    freedom = people - 1.0
    shrink = 1.0 - 3.0 / (4.0 * freedom - 1.0)
    t = mean / sd * math.sqrt(people)
    tail = (1.0 - LEVEL) / 2
    low, high = (_centre(t, freedom, share) for share in (1.0 - tail, tail))
    d = shrink * mean / sd
    return Effect(
        estimate=d,
        se=math.sqrt(1.0 / people + d * d / (2.0 * people)),
        low=shrink * low / math.sqrt(people),
        high=shrink * high / math.sqrt(people),
    )


def _centre(t: float, freedom: float, share: float) -> float:
    """The noncentrality under which a share of all t lies below this one."""

    def excess(centre: float) -> float:
        return float(nctdtr(freedom, centre, t)) - share

    low = high = t
    while excess(low) < 0:  # the further left the centre, the more lies under t
        low -= 0.5
    while excess(high) > 0:
        high += 0.5
    return root(excess, low, high) if high > low else t


def root(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero between two places, by halving."""
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return 0.5 * (low + high)


def t_of_p(p: float, freedom: float) -> float:
    """The size of Student's t that has this two-sided p."""
    return float(stdtrit(freedom, 1.0 - p / 2.0))


def _signed(effect: Effect, better: str) -> Effect:
    if better != "lower":
        return effect
    return Effect(estimate=-effect.estimate, se=effect.se, low=-effect.high, high=-effect.low)


def more_of_100(
    treated: float, n_treated: float, control: float, n_control: float
) -> tuple[float, float, float]:
    """How many more of 100 people with light, with a 95 % interval. Theory 10.3.

    Newcombe's hybrid of two Wilson intervals, doi:10.1002/(SICI)1097-0258(19980430)17:8
    <873::AID-SIM779>3.0.CO;2-I, method 10.

    >>> [round(each) for each in more_of_100(25, 29, 5, 30)]
    [70, 46, 82]
    """
    lit, dark = treated / n_treated, control / n_control
    low, high = _wilson(lit, n_treated)
    least, most = _wilson(dark, n_control)
    middle = lit - dark
    down, up = math.hypot(lit - low, most - dark), math.hypot(high - lit, dark - least)
    return 100.0 * middle, 100.0 * (middle - down), 100.0 * (middle + up)


def _wilson(share: float, people: float) -> tuple[float, float]:
    z = float(ndtri(0.5 + LEVEL / 2))
    centre = share + z * z / (2.0 * people)
    half = z * math.sqrt(share * (1.0 - share) / people + z * z / (4.0 * people * people))
    wide = 1.0 + z * z / people
    return (centre - half) / wide, (centre + half) / wide


def _better(more: tuple[float, float, float], better: str) -> tuple[float, float, float]:
    return more if better != "lower" else (-more[0], -more[2], -more[1])


Sides: TypeAlias = tuple[float, float, float, float]  # better of people, lit; the same, dark


def _sides(o: Outcome, _study: Study) -> Sides | None:
    if o.responders_treated is None or o.responders_control is None:
        return None
    if o.n_treated is None or o.n_control is None:
        return None
    return o.responders_treated, o.n_treated, o.responders_control, o.n_control


def _counts(o: Outcome, study: Study, better: str) -> Effect | None:
    sides = _sides(o, study)
    return None if sides is None else _signed(log_odds(*sides), better)


def _shares(o: Outcome, treated: float | None, control: float | None) -> Sides | None:
    if o.treated is None or o.control is None or not treated or not control:
        return None
    return whole(o.treated, treated), treated, whole(o.control, control), control


def whole(percent: float, people: float) -> float:
    """How many people a printed share stands for: nobody improves by four fifths.

    >>> whole(10, 39), whole(28, 32)
    (4, 9)
    """
    return math.floor(percent * people / 100 + 0.5)


def _of_arms(o: Outcome, study: Study) -> Sides | None:
    return _shares(o, study.n_treated, study.n_control)


def _of_sides(o: Outcome, study: Study) -> Sides | None:
    return _shares(o, study.n_treated, study.n_treated)


def _percent_of_arms(o: Outcome, study: Study, better: str) -> Effect | None:
    sides = _of_arms(o, study)
    return None if sides is None else _signed(log_odds(*sides), better)


def _percent_of_sides(o: Outcome, study: Study, better: str) -> Effect | None:
    sides = _of_sides(o, study)
    return None if sides is None else _signed(log_odds(*sides), better)


def _difference_sd(o: Outcome, _study: Study, better: str) -> Effect | None:
    if o.treated is None or not o.difference or o.treated_sd is None or not o.n_treated:
        return None
    return _signed(standardised(o.treated, o.treated_sd, o.n_treated), better)


def _paired_p(o: Outcome, study: Study, better: str) -> Effect | None:
    p, people = _exact(o), o.n_treated or _of_arm(study, o)
    if p is None or not people or o.treated is None or o.control is None:
        return None
    sign = math.copysign(1.0, o.treated - o.control)
    return _signed(_of_p(p, people, sign), better)


def _paired_p_only(o: Outcome, study: Study, _better: str) -> Effect | None:
    p, people = _exact(o), o.n_treated or _of_arm(study, o)
    if p is None or not people or o.direction != BETTER:
        return None
    return _of_p(p, people, 1.0)


def _exact(o: Outcome) -> float | None:
    return None if o.p is None else o.p.exact


def _of_p(p: float, people: float, sign: float) -> Effect:
    t = sign * t_of_p(p, people - 1.0)
    return standardised(t / math.sqrt(people), 1.0, people)


def _share(o: Outcome, _study: Study, _better: str) -> Effect | None:
    if o.responders_treated is None or not o.n_treated:
        return None
    k, n, tail = o.responders_treated, o.n_treated, (1 - LEVEL) / 2
    low = 0.0 if k == 0 else float(betaincinv(k, n - k + 1, tail))
    high = 1.0 if k == n else float(betaincinv(k + 1, n - k, 1 - tail))
    return Effect(estimate=k / n, se=None, low=low, high=high)


_METHODS = {
    "counts": _counts,
    "percent_of_arms": _percent_of_arms,
    "percent_of_sides": _percent_of_sides,
    "difference_sd": _difference_sd,
    "paired_p": _paired_p,
    "paired_p_only": _paired_p_only,
    "share": _share,
}
# methods that count people: they are told as so many more of a hundred
_COUNTED = {"counts": _sides, "percent_of_arms": _of_arms, "percent_of_sides": _of_sides}
# whether a method needs each person to be their own control
_SIDES = {
    "percent_of_arms": False,
    "percent_of_sides": True,
    "difference_sd": True,
    "paired_p": True,
    "paired_p_only": True,
    "share": True,
}
