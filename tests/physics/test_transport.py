"""The layered light solver against published tables, closed forms and its own laws."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openpbm.arrays import FloatArray
from openpbm.skin.fluence import fluence
from openpbm.skin.stack import Layer, Source, Stack
from openpbm.skin.transport import Problems, solve
from openpbm.validation.light_cases import random_skins as random_stacks

NORMAL = (1.0,)

Recorder = Callable[[str, object], None]


def slab(
    n_above: float,
    n: float,
    n_below: float,
    thickness_mm: float,
    mu_a: float,
    mu_s: float,
    g: float,
) -> Problems:
    def one(value: float) -> FloatArray:
        return np.array([[value]])

    return Problems(
        n_above=n_above,
        n=(n,),
        n_below=n_below,
        thickness_mm=one(thickness_mm),
        mu_a_per_mm=one(mu_a),
        mu_s_per_mm=one(mu_s),
        g=one(g),
    )


# Published values: van de Hulst 1980 (tables for slabs), Giovanelli 1955.
@pytest.mark.parametrize(
    ("name", "problem", "reflectance", "transmittance"),
    [
        ("van de Hulst, tau 1, a 1, g 0", slab(1, 1, 1, 1, 0, 1, 0), 0.34133, 0.65867),
        ("van de Hulst, tau 2, a 0.9, g 0.75", slab(1, 1, 1, 1, 0.2, 1.8, 0.75), 0.09739, 0.66096),
        ("Giovanelli, n 1.5, a 0.9", slab(1, 1.5, 1, np.inf, 0.1, 0.9, 0), 0.2600, 0.0),
    ],
)
def test_published_slabs_are_met(
    name: str,
    problem: Problems,
    reflectance: float,
    transmittance: float,
    record_property: Recorder,
) -> None:
    solution = solve(problem, beam_cosines=NORMAL, nodes=16)
    got = float(solution.reflectance[0, 1])
    record_property("measured", f"{name}: R {got:.5f}, published {reflectance:.5f}")
    assert got == pytest.approx(reflectance, abs=1.5e-4 if "Giov" in name else 2e-5)
    assert float(solution.transmittance[0, 1]) == pytest.approx(transmittance, abs=2e-5)


@pytest.mark.parametrize("nodes", [6, 12])
def test_energy_is_kept_on_random_media(nodes: int) -> None:
    solution = solve(random_stacks(60, 3), beam_cosines=(1.0, 0.6), nodes=nodes)
    lost = 1.0 - solution.reflectance - solution.transmittance - solution.absorbed.sum(axis=2)
    assert np.abs(lost).max() < 1e-6


def test_diffuse_light_is_within_three_per_mille_of_sixteen_nodes(
    record_property: Recorder,
) -> None:
    problems = random_stacks(150, 4)
    depths = np.array([0.0, 0.01, 0.05, 0.1, 0.3, 0.6, 1.0, 2.0, 3.0])
    fine = solve(problems, depths_mm=depths, nodes=16).fluence[:, 0]
    error = np.abs(solve(problems, depths_mm=depths, nodes=8).fluence[:, 0] / fine - 1.0)
    worst = float(error[fine > 1e-6].max())
    record_property("measured", f"Lambertian, 8 against 16 nodes, 150 stacks: worst {worst:.2%}")
    assert worst < 3e-3


def test_beams_converge_to_the_finest_reference() -> None:
    """Forward-peaked scattering of a normal beam at the entry is the slowest to settle."""
    problems = random_stacks(40, 5)
    depths = np.array([0.05, 0.3, 1.0])
    finest = solve(problems, beam_cosines=NORMAL, depths_mm=depths, nodes=32).fluence[:, 1]
    seen = finest > 1e-6
    errors = []
    for nodes in (8, 12, 16):
        got = solve(problems, beam_cosines=NORMAL, depths_mm=depths, nodes=nodes).fluence[:, 1]
        errors.append(float(np.abs(got / finest - 1.0)[seen].max()))
    assert errors[-1] < 5e-3
    assert errors[-1] < errors[0]


def test_without_scattering_beer_law_holds_along_the_refracted_beam() -> None:
    mu_a, depth = 0.7, np.array([0.0, 0.4, 1.3])
    solution = solve(
        slab(1.0, 1.4, 1.4, 3.0, mu_a, 0.0, 0.0),
        beam_cosines=(0.6,),
        depths_mm=depth,
        nodes=6,
    )
    inside = np.sqrt(1.0 - (0.8 / 1.4) ** 2)
    entered = 1.0 - solution.specular[1]
    expected = entered / inside * np.exp(-mu_a * depth / inside)
    assert solution.fluence[0, 1] == pytest.approx(expected, rel=1e-9)


def test_fresnel_entry_at_normal_incidence_is_the_textbook_value() -> None:
    solution = solve(slab(1, 1.5, 1.5, 1, 1, 0, 0), beam_cosines=NORMAL, nodes=4)
    assert float(solution.specular[1]) == pytest.approx(0.04, abs=1e-12)


def test_lambertian_entry_into_glass_loses_nine_per_cent() -> None:
    """Duntley's integral of Fresnel over cosine-weighted angles: 0.0918 for n = 1.5."""
    solution = solve(slab(1, 1.5, 1.5, 1, 1, 0, 0), nodes=24)
    assert float(solution.specular[0]) == pytest.approx(0.0918, abs=1e-4)


def test_isotropic_light_fills_a_conservative_matched_medium_evenly() -> None:
    """Lambertian light on both sides would be uniform; one side gives phi + mirror = 4."""
    problem = slab(1, 1, 1, 2.0, 0.0, 3.0, 0.8)
    depths = np.array([0.0, 0.5, 1.0, 1.5, 2.0])
    solution = solve(problem, depths_mm=depths, nodes=8)
    both = solution.fluence[0, 0] + solution.fluence[0, 0][::-1]
    assert both == pytest.approx(4.0, rel=1e-6)


def test_cutting_a_layer_in_two_changes_nothing() -> None:
    whole = slab(1, 1.4, 1.4, 1.0, 0.1, 10.0, 0.8)

    def two(value: float) -> FloatArray:
        return np.array([[value, value]])

    cut = Problems(
        n_above=1,
        n=(1.4, 1.4),
        n_below=1.4,
        thickness_mm=np.array([[0.3, 0.7]]),
        mu_a_per_mm=two(0.1),
        mu_s_per_mm=two(10.0),
        g=two(0.8),
    )
    depths = np.array([0.1, 0.3, 0.8])
    one, other = (solve(p, beam_cosines=NORMAL, depths_mm=depths, nodes=8) for p in (whole, cut))
    assert other.reflectance == pytest.approx(one.reflectance, rel=1e-9)
    assert other.fluence == pytest.approx(one.fluence, rel=1e-8)


def test_a_thick_slab_is_a_half_space() -> None:
    deep, endless = (
        slab(1, 1.4, 1.4, 400.0, 0.1, 10.0, 0.8),
        slab(1, 1.4, 1.4, np.inf, 0.1, 10, 0.8),
    )
    one, other = (solve(p, beam_cosines=NORMAL, nodes=8) for p in (deep, endless))
    assert one.reflectance == pytest.approx(other.reflectance, rel=1e-9)


def test_reciprocity_of_transmission_through_a_stack() -> None:
    """Diffuse light passes a stack equally well from either side (same media outside)."""
    rng = np.random.default_rng(8)
    thick, absorb = rng.uniform(0.1, 0.5, (1, 3)), rng.uniform(0.01, 1.0, (1, 3))
    scatter, g = rng.uniform(5, 20, (1, 3)), rng.uniform(0.7, 0.9, (1, 3))
    n = (1.5, 1.4, 1.45)

    def through(order: slice) -> float:
        problems = Problems(
            n_above=1.0,
            n=tuple(np.array(n)[order].tolist()),
            n_below=1.0,
            thickness_mm=thick[:, order],
            mu_a_per_mm=absorb[:, order],
            mu_s_per_mm=scatter[:, order],
            g=g[:, order],
        )
        return float(solve(problems, nodes=12).transmittance[0, 0])

    assert through(slice(None)) == pytest.approx(through(slice(None, None, -1)), rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(
    mu_a=st.floats(0.0, 50.0),
    mu_s=st.floats(0.0, 60.0),
    g=st.floats(-0.9, 0.97),
    thickness=st.floats(0.001, 10.0),
    n=st.floats(1.0, 1.6),
    angle=st.floats(0.0, 89.0),
)
def test_energy_holds_for_any_single_layer(
    mu_a: float, mu_s: float, g: float, thickness: float, n: float, angle: float
) -> None:
    problem = slab(1.0, n, 1.33, thickness, mu_a, mu_s, g)
    solution = solve(problem, beam_cosines=(float(np.cos(np.radians(angle))),), nodes=8)
    parts = [solution.reflectance, solution.transmittance, *np.moveaxis(solution.absorbed, 2, 0)]
    total = np.sum(parts, axis=0)
    assert total == pytest.approx(1.0, abs=1e-6)
    assert all(np.all(part > -1e-6) for part in parts)


def test_the_front_door_reports_what_it_reached() -> None:
    stack = Stack(
        n_above=1.0,
        n_below=1.0,
        layers=(
            Layer(
                name="epidermis", thickness_mm=0.06, n=1.43, mu_a_per_mm=0.5, mu_s_per_mm=25, g=0.8
            ),
            Layer(name="dermis", thickness_mm=None, n=1.4, mu_a_per_mm=0.05, mu_s_per_mm=15, g=0.8),
        ),
        source=Source(kind="collimated", angle_deg=20.0),
    )
    result = fluence(stack, [0.0, 0.06, 0.5, 2.0], rtol=1e-4)
    assert result.error_estimate <= 1e-4
    assert abs(result.energy_error) < 1e-6
    assert np.all(np.diff(result.fluence_rate[1:]) < 0)
    assert result.transmittance == 0.0
