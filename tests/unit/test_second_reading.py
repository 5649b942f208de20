"""A second reader's numbers, and the laws of reading that the first reading had broken.

The inputs below were taken from the evidence files anew and worked out with formulas of their
own, so a slip of the first reader, or of the code, does not repeat itself here.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from openpbm.errors import TableError
from openpbm.reports.evidence import words as evidence_words
from openpbm.response.contrast import (
    DIFFERENCE,
    ODDS,
    SHARE,
    Contrast,
    contrasts,
    whole,
)
from openpbm.response.effect_words import contrast_line
from openpbm.response.study import (
    CONTROLS,
    RANDOMISED,
    all_studies,
)
from openpbm.response.summary import all_goals, answers
from openpbm.response.synthesis import by_study, expected_of_one, pool, syntheses
from openpbm.speech.say import say
from openpbm.tables import numbers, typed
from openpbm.tables.row.evidence import ContrastRow

# lit with the event, lit, dark with it, dark; the sign that makes plus better
COUNTS = {
    "park_2025.crows_feet": (25, 29, 5, 30, 1),
    "barolet_2009.profilometry": (39, 40, 20, 40, 1),
    "lee_jw_2010.rating": (33, 39, 15, 39, 1),
    "landau_2011.closed": (9, 10, 2, 6, 1),
    "labra_2021.grade2": (4, 39, 9, 32, -1),
    "deland_2007.grade2": (18, 19, 4, 28, 1),
    "fife_2010.grade2": (12, 18, 10, 15, -1),
}
# p and people of a paired comparison that was better with light
PAIRED_P = {
    "keemss_2016.severity": (0.0152, 20),
    "weinstabl_2011.420": (0.04, 17),
    "weinstabl_2011.453": (0.04, 20),
    "khoury_2008.redness": (0.0054, 15),
    "alsharnoubi_2018.vancouver": (0.003, 15),
}
# fall in severity, its spread, people, and the p printed beside them
PAIRED_SD = {
    "pfaff_2015.high": (0.92, 1.1, 24, 0.0005),
    "pfaff_2015.low": (0.74, 1.18, 23, 0.0064),
}
SHARES = {"alster_2009.24h": (20, 20), "alster_2009.48h": (6, 20), "alster_2009.96h": (0, 20)}
# each person counts once, in both groups together
PEOPLE = {
    "park_2025.crows_feet": 59,
    "lee_jw_2010.rating": 39,
    "ash_2015.inflammatory": 41,
    "landau_2011.closed": 16,
    "labra_2021.grade2": 71,
    "deland_2007.grade2": 47,
    "fife_2010.grade2": 33,
    "keemss_2016.severity": 20,
    "weinstabl_2011.420": 17,
    "kim_yh_2022.scale": 43,
}


@cache
def effects() -> dict[str, Contrast]:
    return {c.id: c for c in contrasts(all_studies())}


def near(contrast: Contrast, *wanted: float) -> None:
    found = [contrast.estimate, contrast.low, contrast.high]
    assert found == pytest.approx(list(wanted), abs=2e-4)


def paired(mean_over_sd: float, people: int) -> tuple[float, float, float]:
    """Hedges' correction, and the noncentral t turned round by another solver."""
    shrink = 1 - 3 / (4 * (people - 1) - 1)
    t = mean_over_sd * math.sqrt(people)

    def centre(share: float) -> float:
        def excess(c: float) -> float:
            return float(stats.nct.cdf(t, people - 1, c)) - share

        return float(optimize.brentq(excess, t - 12, t + 12))

    low, high = centre(0.975), centre(0.025)
    scale = shrink / math.sqrt(people)
    return shrink * mean_over_sd, scale * low, scale * high


def test_every_effect_with_an_interval_was_read_twice() -> None:
    assert all(c.read_twice for c in effects().values() if c.low is not None)
    told = {*COUNTS, *PAIRED_P, *PAIRED_SD, *SHARES}
    assert told == {c.id for c in effects().values() if c.low is not None}


@pytest.mark.parametrize("name", COUNTS)
def test_odds_ratios_come_out_the_same_twice(name: str) -> None:
    lit, lit_all, dark, dark_all, sign = COUNTS[name]
    a, b, c, d = lit, lit_all - lit, dark, dark_all - dark
    middle = sign * math.log(a * d / (b * c))
    half = 1.959964 * math.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    near(effects()[name], middle, middle - half, middle + half)


@pytest.mark.parametrize("name", PAIRED_P)
def test_effects_out_of_a_p_come_out_the_same_twice(name: str) -> None:
    p, people = PAIRED_P[name]
    t = float(stats.t.ppf(1 - p / 2, people - 1))
    near(effects()[name], *paired(t / math.sqrt(people), people))


@pytest.mark.parametrize("name", PAIRED_SD)
def test_effects_out_of_a_spread_come_out_the_same_twice_and_give_the_printed_p(name: str) -> None:
    fall, sd, people, p = PAIRED_SD[name]
    near(effects()[name], *paired(fall / sd, people))
    t = fall / sd * math.sqrt(people)
    assert 2 * stats.t.sf(t, people - 1) == pytest.approx(p, abs=1e-4)


@pytest.mark.parametrize("name", SHARES)
def test_shares_come_out_the_same_twice(name: str) -> None:
    k, n = SHARES[name]
    ends = stats.binomtest(k, n).proportion_ci(0.95, "exact")
    near(effects()[name], k / n, float(ends.low), float(ends.high))


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_counts_once_and_in_both_groups(name: str) -> None:
    assert effects()[name].people == PEOPLE[name]


def test_whole_people_explain_the_printed_share_and_p() -> None:
    """4 of 39 and 9 of 32 are the whole numbers behind 10 % and 28 %, and give the printed p."""
    assert whole(10, 39) == 4
    assert whole(28, 32) == 9
    table = [[4, 35], [9, 23]]
    assert stats.chi2_contingency(table, correction=False).pvalue == pytest.approx(0.053, abs=5e-4)


@given(st.integers(1, 99), st.integers(1, 300))
def test_people_of_a_share_are_whole(percent: int, people: int) -> None:
    count = whole(percent, people)
    assert count == int(count)
    assert 0 <= count <= people
    assert abs(count - percent * people / 100) <= 0.5


def by_hand(y: list[float], se: list[float]) -> tuple[float, float, float, float]:
    """Paule-Mandel and Hartung-Knapp again, from the formulas."""
    e, v = np.array(y), np.array(se) ** 2

    def q(tau2: float) -> float:
        w = 1 / (v + tau2)
        return float((w * (e - (w @ e) / w.sum()) ** 2).sum())

    k = len(y)
    above = q(0.0) > k - 1
    tau2 = float(optimize.brentq(lambda x: q(x) - (k - 1), 0.0, 1e3)) if above else 0.0
    w = 1 / (v + tau2)
    mean = float((w @ e) / w.sum())
    own = math.sqrt(max(q(tau2) / (k - 1), 1.0) / float(w.sum()))
    t = float(stats.t.ppf(0.975, k - 1))
    return mean, t * own, t * math.hypot(own, math.sqrt(tau2)), math.sqrt(tau2)


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 2)), min_size=2, max_size=6))
def test_pooling_comes_out_the_same_twice(found: list[tuple[float, float]]) -> None:
    y, se = [a for a, _ in found], [b for _, b in found]
    pooled = pool(y, se, [str(i) for i in range(len(y))])
    assert pooled is not None
    mean, half, ahead, tau = by_hand(y, se)
    assert pooled.estimate == pytest.approx(mean, abs=1e-3)
    assert pooled.tau == pytest.approx(tau, abs=2e-3)
    assert pooled.high - mean == pytest.approx(half, rel=1e-2, abs=1e-3)
    assert pooled.predicted_high - mean == pytest.approx(ahead, rel=1e-2, abs=1e-3)


def test_what_one_study_lets_us_expect_comes_out_the_same_by_quadrature() -> None:
    assumed = numbers("synthesis")["heterogeneity.half_normal_scale_d"].value
    for scale, unit in ((ODDS, math.pi / math.sqrt(3)), (DIFFERENCE, 2.1)):
        low, high = expected_of_one(0.4, 0.3, scale)
        tau = stats.halfnorm(scale=assumed * unit).ppf((np.arange(4000) + 0.5) / 4000)
        beyond = stats.norm.sf((high - 0.4) / np.sqrt(0.09 + 2 * tau**2)).mean()
        assert beyond == pytest.approx(0.025, abs=3e-4)
        assert high - 0.4 == pytest.approx(0.4 - low)


def test_spread_within_people_is_worked_out_from_two_studies() -> None:
    """One side against the other of the same person scatters half as much as people do."""
    told = {"keemss_2016_eczema_453": (0, 20), "khoury_goldman_2008": (0, 15)}
    for key, (i, people) in told.items():
        o = all_studies()[key].outcomes[i]
        assert o.treated is not None
        assert o.control is not None
        assert o.treated_sd is not None
        assert o.control_sd is not None
        between = math.sqrt((o.treated_sd**2 + o.control_sd**2) / 2)
        assert o.p is not None
        assert o.p.exact is not None
        t = float(stats.t.ppf(1 - o.p.exact / 2, people - 1))
        within = abs(o.treated - o.control) * math.sqrt(people) / t
        kept = numbers("synthesis")["within.spread_ratio"].value
        assert between / within == pytest.approx(kept, rel=0.02)


def test_only_randomised_studies_or_one_persons_two_sides_are_pooled() -> None:
    assert not effects()["deland_2007.grade2"].is_poolable
    assert effects()["deland_2007.grade2"].has_interval
    for found in syntheses(list(effects().values())):
        for member in found.members:
            assert member.allocation == RANDOMISED or member.within
        if found.pool == "radiodermatitis_grade2":
            assert found.pooled is None
            assert "DeLand 2007" in say(found.verdict)


def test_in_a_pool_people_are_counted_once_and_on_one_scale() -> None:
    by_pool: dict[str, list[Contrast]] = {}
    for c in effects().values():
        if c.scale in (ODDS, DIFFERENCE):
            by_pool.setdefault(c.pool, []).append(c)
    for own in by_pool.values():
        assert len({c.scale for c in own}) == 1
        assert len({(c.study, c.arm) for c in own}) == len(own)
        assert len({c.goal for c in own}) == 1


def test_arms_that_share_a_control_are_not_pooled_as_independent() -> None:
    one, other = effects()["weinstabl_2011.420"], effects()["weinstabl_2011.453"]
    assert one.se is not None
    assert other.se is not None
    apart = by_study([one, other])[2][0]
    assert apart < min(one.se, other.se)
    shared = [replace(c, within=False, allocation=RANDOMISED) for c in (one, other)]
    same_people = [one, replace(other, arm=one.arm)]
    for pair in (shared, same_people):
        se = by_study(pair)[2][0]
        assert min(one.se, other.se) <= se <= max(one.se, other.se)


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("labra_2021.grade2", "paired_p"),
        ("kim_yh_2022.scale", "paired_p_only"),
        ("labra_2021.grade2", "percent_of_sides"),
        ("barolet_2009.profilometry", "percent_of_arms"),
    ],
)
def test_a_method_for_two_sides_of_people_refuses_groups_and_the_other_way_round(
    name: str, method: str
) -> None:
    wrong = {name: replace(typed("contrasts", ContrastRow)[name], method=method)}
    with pytest.raises(TableError, match=f"found method {method}"):
        contrasts(all_studies(), wrong)


def test_no_study_that_says_it_was_not_randomised_counts_as_randomised() -> None:
    """The column beside the sentence: neither may say more than the other."""
    for study in all_studies().values():
        said = study.design.lower()
        if "non-random" in said or "not random" in said:
            assert study.allocation == "not randomised", study.id
        elif study.is_randomised:
            told = "rct" in said or "random" in said
            assert told or study.n_randomised is not None, study.id
    assert all_studies()["park_yj_2016_thyroid_830_590"].allocation == "not randomised"
    keemss = all_studies()["keemss_2016_eczema_453"]  # its design is silent, its number is not
    assert keemss.is_randomised
    assert "random" not in keemss.design


def test_parallel_groups_with_one_lit_half_are_no_two_sides() -> None:
    assert not all_studies()["lee_sy_2007_rejuvenation"].within
    assert all_studies()["lee_jw_2010_650"].within


def test_a_change_of_the_lit_side_alone_says_so_wherever_it_is_told() -> None:
    seen = 0
    for study in all_studies().values():
        if study.control not in CONTROLS:
            continue
        for o in study.outcomes:
            if o.is_one_side:
                seen += 1
                assert "before against after" in evidence_words.outcome(o, study), study.id
    assert seen >= 6
    for name in ("na_suh_2007.lesions", "ad_blue_2023.itch"):
        assert say("contrast-alone") in say(contrast_line(effects()[name]))


def test_a_difference_is_not_told_as_a_value_against_zero() -> None:
    """The zero of such a record was measured by nobody."""
    for name in ("pfaff_2015.high", "pfaff_2015.low", "dfu_led_2024.red"):
        assert "against 0" not in say(contrast_line(effects()[name]))
        study = all_studies()[effects()[name].study]
        assert not [s for s in evidence_words.result_lines(study) if "against 0" in s]


def test_what_a_study_found_null_is_told_beside_what_it_found_better() -> None:
    for name, null in (
        ("kim_yh_2022.scale", "3D colour"),
        ("park_so_2024.neck", "participant"),
        ("alsharnoubi_2018.vancouver", "laser Doppler"),
    ):
        assert f"no difference in: {null}" in say(contrast_line(effects()[name])).replace(
            "global improvement, ", ""
        )


def test_an_effect_within_people_never_passes_for_one_between_people() -> None:
    for c in effects().values():
        if c.scale == DIFFERENCE:
            assert c.within
            assert "SD within people" in say(contrast_line(c))
        if c.scale == SHARE:
            assert c.within


def test_certainty_rests_on_randomised_people_and_effects() -> None:
    """A crowd in studies that were not randomised, or of unknown size, lifts nothing."""
    scar = next(found for found in all_goals() if found.goal.id == "scar")
    own = [s for s in scar.controlled if answers(s) and s.is_randomised]
    people = sum(s.size or 0 for s in own)
    assert any(f"hold {people:.0f} people" in say(step) for step in scar.steps)
    assert people < sum(s.size or 0 for s in scar.controlled)


def test_protection_from_ultraviolet_is_no_answer_about_redness_after_a_procedure() -> None:
    found = next(g for g in all_goals() if g.goal.id == "post_procedure_redness")
    assert found.studies
    assert not [study.id for study in found.studies if "photoprevention" in study.id]


def test_a_control_that_was_read_counts_although_the_record_names_the_start() -> None:
    """Barolet 2009 and Wunsch 2014 name the baseline and give the control side too."""
    assert answers(all_studies()["barolet_2009_660_splitface"])
    assert answers(all_studies()["wunsch_2014"])
    assert not answers(all_studies()["vranova_2015_facial_scar"])
