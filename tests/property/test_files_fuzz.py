"""Whatever stands in a file, reading it gives an answer or an InputError, never a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpbm.errors import InputError
from openpbm.files.mask_file import mask_from_text
from openpbm.files.mask_model import ChannelModel, ClaimModel, MaskTable
from openpbm.files.person_file import person_from
from openpbm.files.person_model import MedicineTable, OwnMaskTable, PersonTable
from openpbm.files.stack_file import stacks_from
from openpbm.files.toml_file import parsed_toml, text_of
from openpbm.files.unit_slip import unit_slip
from plain import toml

HERE = Path("fuzz.toml")
EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = [path.read_bytes() for path in sorted(EXAMPLES.glob("*.toml"))]
quick = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)

words = st.sampled_from(
    [
        "red",
        "nir",
        "II",
        "none",
        "panel",
        "chin",
        "wrinkles",
        "continuous",
        "peel",
        "owner",
        "3 a week since March",
        "D50",
        "",
        "é",
    ]
)
scalars = st.one_of(
    words,
    st.text(max_size=8),
    st.integers(),
    st.integers(-3, 2000),
    st.floats(),
    st.booleans(),
    st.dates().map(lambda day: day.isoformat()),
    st.just(10**400),
)


def tables(names: list[str]) -> st.SearchStrategy[dict[str, object]]:
    """Tables with known field names, some strange ones, and any value at all."""
    keys = st.sampled_from([*names, "colour", "name", "age_months", "x y", "word", "table"])
    values = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=6,
    )
    return st.dictionaries(keys, values, max_size=6)


person_tables = tables([*PersonTable.model_fields, *MedicineTable.model_fields, "date"])
own_masks = tables([*OwnMaskTable.model_fields, "channel", "region", "irradiance_mw_cm2", "by"])
mask_tables = tables([*MaskTable.model_fields, "regions"])
channels = tables([*ChannelModel.model_fields, *ClaimModel.model_fields, "duty", "frequency_hz"])
layers = tables(["name", "thickness_mm", "n", "mu_a_per_mm", "mu_s_per_mm", "g"])

GOOD_PERSON: dict[str, object] = {"age_years": 30, "phototype": "II", "goals": ["acne"]}
GOOD_CHANNEL: dict[str, object] = {"role": "red", "peak_nm": 633}
GOOD_LAYER: dict[str, object] = {
    "name": "a", "thickness_mm": 1, "n": 1.4, "mu_a_per_mm": 0.1, "mu_s_per_mm": 1, "g": 0.8
}  # fmt: skip


def document(content: Mapping[str, object]) -> str:
    return "\n".join(f"{key} = {toml(value)}" for key, value in content.items())


def answered_or_refused(raw: bytes) -> None:
    for read in (
        lambda: person_from(raw, HERE),
        lambda: mask_from_text(text_of(raw, "fuzz"), HERE),
        lambda: stacks_from(raw, "fuzz"),
        lambda: parsed_toml(text_of(raw, "fuzz"), "fuzz"),
    ):
        try:
            read()
        except InputError as problem:
            assert "fuzz" in str(problem)


@quick
@given(st.binary(max_size=400))
def test_any_bytes_are_answered_or_refused(raw: bytes) -> None:
    answered_or_refused(raw)


@quick
@given(st.text(max_size=400))
def test_any_text_is_answered_or_refused(text: str) -> None:
    answered_or_refused(text.encode("utf-8", "surrogatepass"))


@quick
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3)), max_size=4),
)
def test_a_spoilt_example_is_answered_or_refused(
    raw: bytes, spots: list[tuple[int, bytes]]
) -> None:
    for place, change in spots:
        at = place % len(raw)
        raw = raw[:at] + change + raw[at + 1 :]
    answered_or_refused(raw or b"x")


@quick
@given(person_tables, own_masks, st.booleans())
def test_any_person_is_answered_or_refused(
    person: dict[str, object], mask: dict[str, object], sound: bool
) -> None:
    person = {**GOOD_PERSON, **person} if sound else person
    own = {"id": "theraface-mask", **mask} if sound else mask
    answered_or_refused(document({"person": person, "mask": own}).encode())


@quick
@given(mask_tables, st.lists(channels, max_size=3), st.booleans())
def test_any_mask_is_answered_or_refused(
    mask: dict[str, object], many: list[dict[str, object]], sound: bool
) -> None:
    if sound:
        mask = {"name": "m", "form": "panel", **mask}
        many = [{**GOOD_CHANNEL, **channel} for channel in many]
    answered_or_refused(document({"mask": mask, "channels": many}).encode())


@quick
@given(st.lists(layers, max_size=3), st.lists(st.floats(), max_size=3), st.booleans())
def test_any_stack_is_answered_or_refused(
    many: list[dict[str, object]], depths_mm: list[float], sound: bool
) -> None:
    if sound:
        many = [{**GOOD_LAYER, **layer} for layer in many]
    stack = {
        "n_above": 1.0,
        "n_below": 1.4,
        "layers": many,
        "source": {"kind": "collimated", "angle_deg": 30},
        "depths_mm": depths_mm,
    }
    answered_or_refused(json.dumps(stack).encode())


@quick
@given(st.text(max_size=30), scalars, st.lists(st.text(max_size=20), max_size=4))
def test_a_unit_hint_never_fails(name: str, value: object, known: list[str]) -> None:
    hint = unit_slip(name, value, known)
    assert hint is None or any(word in hint for word in known)
