"""A known word never hides an unknown one; a misspelling is offered, never read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from openpbm.errors import PersonError
from openpbm.person import Medicine, Person
from openpbm.response.evidence import goal_of
from openpbm.safety.entry import Offer, Understood, agreed, is_named, understood, words_in
from openpbm.safety.screening import ACTIONS, COLOURS, closed_days, screen, strictest
from openpbm.speech.say import say
from openpbm.tables import rows
from plain import saying

START = date(2026, 12, 1)
RULE = {
    "drug": "unknown_medicine",
    "condition": "unknown_condition",
    "procedure": "unknown_procedure",
}


def severity(kind: str, text: str, day: date = START) -> dict[str, int]:
    found = strictest(screen(saying(kind, text, day), START))
    return {colour: ACTIONS.index(action) for colour, action in found.items()}


def unknown(kind: str) -> dict[str, int]:
    action = rows("screening_rules")[RULE[kind]].row("action")
    return {colour: ACTIONS.index(action.text(colour)) for colour in COLOURS}


def as_strict(kind: str, text: str, least: dict[str, int]) -> bool:
    found = severity(kind, text)
    return all(found[colour] >= least[colour] for colour in COLOURS)


def read_rows(kind: str, text: str) -> set[str]:
    return {meaning.id for meaning in understood(text, kind).meant if not meaning.read_as}


# ------------------------------------------------------- what stands beside a known word


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("rosacea on chemotherapy for breast cancer", "rosacea"),
        ("tattoo over a mole that changed colour", "tattoo"),
        ("migraine retinal detachment", "migraine"),
        ("rosacea sarcoidosis", "rosacea"),
        ("infected tattoo", "tattoo"),
        ("piercing infected", "piercing"),
        ("flushing from carcinoid", "flushing"),
        ("migraine caused by brain tumour", "migraine"),
        ("permanent makeup done yesterday still raw", "permanent makeup"),
        ("rosacea xeroderma", "rosacea"),
        ("rosacea 癌症", "rosacea"),
        ("acne after chemotherapy", "acne"),
        ("bleeding age spots", "age spots"),
    ],
)
def test_a_known_condition_hides_no_unknown_word(text: str, known: str) -> None:
    assert understood(text, "condition").unread
    assert as_strict("condition", text, unknown("condition"))
    assert as_strict("condition", text, severity("condition", known))


@pytest.mark.parametrize(
    "text", ["botox after an infection", "waxing rash", "chemical peel TCA", "filler necrosis"]
)
def test_a_known_procedure_hides_no_unknown_word(text: str) -> None:
    assert understood(text, "procedure").unread
    assert as_strict("procedure", text, unknown("procedure"))
    default = rows("schedule")["closed_unknown_procedure"].number("closed_default_days")
    assert max(
        last for _, last, _ in closed_days(saying("procedure", text, START))
    ) >= START + timedelta(days=default)


def test_an_acid_peel_is_no_antidepressant() -> None:
    assert "tca" not in read_rows("procedure", "chemical peel TCA")
    assert "tca" in read_rows("drug", "TCA")


@pytest.mark.parametrize("goal", ["wrinkles HIV", "acne on a drug", "wrinkels", "rosacea now"])
def test_a_goal_is_read_whole_or_not_at_all(goal: str) -> None:
    with pytest.raises(PersonError, match="is not known"):
        goal_of(goal)


@pytest.mark.parametrize(
    ("kind", "text", "row"),
    [
        ("condition", "mild rosacea since 2019", "rosacea"),
        ("condition", "rosacea on my left cheek for years", "rosacea"),
        ("condition", "Bloom syndrome", "xp"),
        ("condition", "occasional migraine", "migraine"),
        ("drug", "doxycycline 100 mg twice daily", "doxycycline"),
        ("drug", "Doxycycline hyclate, 2 x daily", "doxycycline"),
        ("procedure", "botox forehead", "botulinum_filler"),
        ("procedure", "lip filler", "botulinum_filler"),
        ("procedure", "laser treatment", "laser_nonablative"),
    ],
)
def test_harmless_words_change_nothing(kind: str, text: str, row: str) -> None:
    assert row in read_rows(kind, text)
    assert understood(text, kind).unread == ()


# ----------------------------------------------------------------- a longer name is one name


@pytest.mark.parametrize(
    ("kind", "text", "never"),
    [
        ("condition", "thyroid eye disease", "thyroid"),
        ("condition", "cheek implants", "implant"),
        ("condition", "thyroid cancer", "thyroid"),
        ("condition", "thyroid storm", "thyroid"),
        ("condition", "sleep apnoea", "sedation"),
        ("drug", "blue pill", "sedation"),
        ("drug", "pefloxacin", "fluoroquinolones"),
        ("drug", "trimipramine", "tca"),
        ("drug", "tretinoin capsules", "topical_retinoid"),
    ],
)
def test_what_only_holds_or_resembles_a_name_is_unknown_and_offers_nothing(
    kind: str, text: str, never: str
) -> None:
    found = understood(text, kind)
    assert never not in {meaning.id for meaning in found.meant}
    assert found.unread and not found.offers
    assert as_strict(kind, text, unknown(kind))


def test_a_cream_of_two_letters_is_still_the_cream() -> None:
    for text in ("ALA", "ALA 20 %", "ALA cream"):
        assert "ala_topical" in read_rows("drug", text)


@pytest.mark.parametrize(
    ("kind", "text", "never"),
    [
        ("condition", "underactive thyroid", "thyroid"),
        ("condition", "dental implant", "implant"),
        ("condition", "breast implants", "implant"),
        ("condition", "mal de tête", "mal_topical"),
        ("drug", "the pill", "sedation"),
        ("drug", "pill", "sedation"),
        ("drug", "hyaluronic acid", "botulinum_filler"),
        ("drug", "hyaluronic acid serum", "botulinum_filler"),
        ("drug", "ALA 600", "ala_topical"),
        ("drug", "alpha lipoic acid", "ala_topical"),
        ("drug", "vitamin D", "peroxide_acids"),
    ],
)
def test_a_longer_name_that_was_looked_at_is_read_as_it_and_not_as_what_it_holds(
    kind: str, text: str, never: str
) -> None:
    found = understood(text, kind)
    assert never not in {meaning.id for meaning in found.meant}
    assert found.unread == ()


@pytest.mark.parametrize("text", ["rosacea cream", "lupus tablets", "gout pills"])
def test_what_a_medicine_is_for_does_not_say_what_it_is(text: str) -> None:
    assert as_strict("drug", text, unknown("drug"))
    assert understood(text, "drug").unread == (text,)


@pytest.mark.parametrize("text", ["thyroid pills", "epilepsy tablets", "the pill", "painkillers"])
def test_a_word_for_several_medicines_asks_back_and_is_as_strict_as_all_of_them(text: str) -> None:
    found = understood(text, "drug")
    assert found.unread == () and len(found.offers) > 1
    for offer in found.offers:
        assert as_strict("drug", text, severity("drug", offer.name))
        assert understood(agreed(text, offer), "drug").unread == ()


@pytest.mark.parametrize("text", ["Nurofen Plus forte", "paracetamol plus", "melatonin plus tabs"])
def test_a_product_with_plus_behind_a_name_is_another_product(text: str) -> None:
    assert understood(text, "drug").unread
    assert as_strict("drug", text, unknown("drug"))


# ------------------------------------------------------------------------- misspellings


@pytest.mark.parametrize(
    ("kind", "text", "offer"),
    [
        ("drug", "doxicyclin", "doxycycline"),
        ("drug", "isotretinion", "isotretinoin"),
        ("condition", "rosasea", "rosacea"),
        ("condition", "melasmaa", "melasma"),
        ("condition", "pregnent", "pregnant"),
        ("condition", "cataract", "cataract surgery"),
        ("procedure", "dermarollr", "dermaroller"),
        ("procedure", "radiotherpy", "radiotherapy"),
    ],
)
def test_a_misspelling_is_unknown_and_as_strict_as_it_may_mean_until_it_is_agreed(
    kind: str, text: str, offer: str
) -> None:
    found = understood(text, kind)
    assert read_rows(kind, text) == set()
    assert found.unread == (text,)
    assert offer in [o.name for o in found.offers]
    assert as_strict(kind, text, unknown(kind))
    assert as_strict(kind, text, severity(kind, offer))
    again = understood(agreed(text, found.offers[0]), kind)
    assert again.unread == () and again.offers == ()


def test_what_may_have_no_end_has_none_until_it_is_agreed() -> None:
    someone = saying("procedure", "radiotherpy", START - timedelta(days=900))
    assert strictest(screen(someone, START))["red"] == "refer"
    assert max(last for _, last, _ in closed_days(someone)) == date.max
    assert any("if you mean radiotherapy" in say(why) for *_, why in closed_days(someone))


def test_the_name_that_was_agreed_takes_the_place_of_its_words_only() -> None:
    (offer,) = understood("melatonin doxicyclin 100 mg zzz", "drug").offers
    assert offer.name == "doxycycline"
    again = agreed("melatonin doxicyclin 100 mg zzz", Offer(part="doxicyclin", name="doxycycline"))
    assert again == "melatonin doxycycline 100 mg zzz"
    assert understood(again, "drug").unread == ("zzz",)
    assert agreed("melatonin", Offer(part="doxicyclin", name="doxycycline")) == "melatonin"
    assert agreed("Doxicyclin", Offer(part="doxicyclin", name="doxycycline")) == "doxycycline"


def test_a_word_with_two_homes_is_asked_about_and_either_answer_is_read() -> None:
    found = understood("eczema", "condition")
    flare, calm = (offer.name for offer in found.offers)
    assert severity("condition", "eczema") == severity("condition", flare)
    assert read_rows("condition", flare) == {"open_wound"}
    assert understood(calm, "condition") == Understood(meant=(), unread=(), offers=())


def test_an_everyday_word_is_asked_about_where_it_is_the_answer() -> None:
    assert [m.id for m in understood("mole removal", "procedure").meant] == ["facial_surgery"]
    offers = [o.name for o in understood("sleeping tablets", "drug").offers]
    assert "melatonin" in offers and len(offers) > 3


@pytest.mark.parametrize("row", rows("screening_rules")["may_mean"].rows("words"))
def test_every_answer_that_is_offered_for_an_everyday_word_is_read(row: object) -> None:
    fields = row.fields()  # type: ignore[attr-defined]
    kind = rows("contraindications")[str(fields["row"])].text("kind")
    assert fields["row"] in read_rows(kind, str(fields["offer"]))
    said = understood(str(fields["says"]), kind)
    assert fields["row"] in {meaning.id for meaning in said.meant if meaning.read_as}
    for other in fields.get("or", []):
        assert understood(other, kind).unread == ()
        assert other in [offer.name for offer in said.offers]


# ------------------------------------------------------------- permanent make-up, new rows


BROWS = rows("contraindications")["needle_pigment"].texts("brands")
OLD = date(2024, 5, 1)


@pytest.mark.parametrize("text", BROWS)
def test_old_permanent_make_up_gets_one_answer_however_it_is_said(text: str) -> None:
    told = [
        severity("condition", text),
        severity("procedure", text, OLD),
        severity("condition", f"{text} in 2024"),
        severity("condition", f"{text}, 2024"),
    ]
    assert all(answer == severity("condition", "tattoo") for answer in told)
    assert all(last < START for _, last, _ in closed_days(saying("procedure", text, OLD)))


@pytest.mark.parametrize("text", [*BROWS, "permanent makeup eyebrows"])
def test_fresh_permanent_make_up_waits_until_it_has_healed(text: str) -> None:
    days = int(rows("contraindications")["needle_pigment"].number("washout_days"))
    first = START - timedelta(days=days)
    assert severity("procedure", text, first)["red"] == ACTIONS.index("refer")
    assert severity("procedure", text, first - timedelta(days=1))["red"] == ACTIONS.index("caution")
    ((start, last, _),) = closed_days(saying("procedure", text, START))
    assert (last - start).days == days


@pytest.mark.parametrize("text", ["fresh permanent makeup", "fresh microblading"])
def test_fresh_permanent_make_up_as_a_condition_stops_every_colour(text: str) -> None:
    assert all(index >= ACTIONS.index("refer") for index in severity("condition", text).values())


def test_a_lasting_condition_named_as_a_procedure_does_not_say_what_was_done() -> None:
    for text in ("piercing", "rosacea"):
        assert as_strict("procedure", text, unknown("procedure"))
        ends = [last for _, last, _ in closed_days(saying("procedure", text, START))]
        assert max(ends) < date.max


@pytest.mark.parametrize(
    ("kind", "text", "least"),
    [
        ("drug", "quinine", ("exclude", "refer", "caution")),
        ("drug", "liquid chlorophyll", ("exclude", "exclude", "refer")),
        ("drug", "lomefloxacin", ("exclude", "allow", "allow")),
        ("drug", "promethazine", ("exclude", "caution", "caution")),
        ("drug", "amitriptyline", ("caution", "caution", "caution")),
        ("drug", "ALA 600", ("refer", "caution", "caution")),
        ("condition", "phototoxic reaction", ("exclude", "refer", "refer")),
    ],
)
def test_corrections_that_tighten_hold(kind: str, text: str, least: tuple[str, ...]) -> None:
    wanted = {c: ACTIONS.index(a) for c, a in zip(COLOURS, least, strict=True)}
    assert as_strict(kind, text, wanted)


def test_quinine_counts_for_months_after_the_last_tablet() -> None:
    taken = Person(
        age_years=40,
        phototype="II",
        medicines=(Medicine(name="quinine", last_dose=START - timedelta(days=90)),),
    )
    assert strictest(screen(taken, START))["red"] == "refer"


def test_nothing_offers_or_reads_a_word_as_its_opposite() -> None:
    found = understood("hypothyroidism", "condition")
    assert (found.meant, found.offers) == ((), ())


@pytest.mark.parametrize("kind", ["drug", "condition", "procedure"])
def test_words_of_a_language_are_of_its_table_alone_and_each_is_a_name(kind: str) -> None:
    lay = [row for row in rows("lay_words_es").values() if row.text("kind") == kind]
    said = {text for row in lay for text in row.texts("says")}
    assert said and words_in("es", kind) == said
    assert not words_in("a language without a table", kind)
    assert all(is_named(text, kind) for text in said)


def test_an_entry_is_named_where_every_part_of_it_is() -> None:
    assert is_named("lupus", "condition") and is_named("lupus, rosacea", "condition")
    assert not is_named("lupus, brblfrz", "condition")
    assert not any(is_named(text, "condition") for text in ("", " , ", "brblfrz"))
