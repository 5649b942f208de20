"""What people type in another language is known, and counts for no less than its English name."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
from test_lay_words import asks

from openpbm.safety.entry import says_nothing, understood
from openpbm.safety.known import LOOKED_AT, known
from openpbm.safety.screening import ACTIONS, COLOURS
from openpbm.speech.language import ENGLISH, PSEUDO, languages
from openpbm.tables import Row, rows
from openpbm.tables.row import LAY_WORDS

LANGUAGES = [lang for lang in languages() if lang not in (ENGLISH, PSEUDO)]
OF_COLOUR = ("skin_type_456",)  # asked by its picture, typed by nobody
# as English words: what one is called in English is what it is called everywhere
SAME = {"asp1929", "microneedling"}
SAID = [row for lang in LANGUAGES for row in rows(f"lay_words_{lang}").values()]


def words_of_language(lang: str) -> dict[str, list[str]]:
    """What a language calls each row."""
    found: dict[str, list[str]] = {}
    for row in rows(f"lay_words_{lang}").values():
        for id in row.texts("rows"):
            found.setdefault(id, []).extend(row.texts("says"))
    return found


def test_every_language_has_its_words() -> None:
    assert {f"lay_words_{lang}" for lang in LANGUAGES} == {*LAY_WORDS} - {"lay_words"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_condition_and_treatment_of_the_interview_has_a_word_in_every_language(
    lang: str,
) -> None:
    named = words_of_language(lang)
    asked = [own for own in known().values() if not own.is_looked_at and own.kind != "drug"]
    assert len(asked) > 35
    lacking = {own.id for own in asked} - {*named, *OF_COLOUR, *SAME}
    assert not lacking


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_medicine_that_is_bad_for_light_has_a_word_in_every_language(lang: str) -> None:
    """Its own row, or a medicine that was looked at and stands for it."""
    named = {id.removeprefix(LOOKED_AT) for id in words_of_language(lang)}
    covered = named | {str(known()[f"{LOOKED_AT}{id}"].of_row) for id in named & LOOKED}
    bad = {own.id for own in known().values() if not own.is_looked_at and own.kind == "drug"}
    assert not bad - covered - SAME - UNCHANGED


LOOKED = {id.removeprefix(LOOKED_AT) for id in known() if id.startswith(LOOKED_AT)}
# written alike in Spanish, but for what letters and accents the reader lets go
UNCHANGED = {"vemurafenib", "vandetanib", "ala_oral", "xanthene_topical", "peroxide_acids"}


@pytest.mark.parametrize("row", SAID, ids=lambda row: row.text("id"))
def test_a_word_of_a_language_counts_for_no_less_than_the_english_name(row: Row) -> None:
    kind = row.text("kind")
    for text in row.texts("says"):
        found = asks(text, kind)
        assert not understood(text, kind).unread, text
        for id in row.texts("rows"):
            wanted = asks(known()[id].name, kind)
            assert all(found[c] >= wanted[c] for c in COLOURS), (text, id)


@pytest.mark.parametrize(
    ("text", "kind", "rows"),
    [
        ("isotretinoína", "drug", {"isotretinoin"}),
        ("tomo isotretinoína 20 mg al día", "drug", {"isotretinoin"}),
        ("Doxiciclina 100 mg", "drug", {"doxycycline"}),
        ("litio", "drug", {"lithium"}),
        ("embarazada", "condition", {"pregnancy"}),
        ("estoy embarazada", "condition", {"pregnancy"}),
        ("rosácea leve", "condition", {"rosacea"}),
        ("lupus eritematoso y epilepsia", "condition", {"sle", "epilepsy"}),
        ("psoriasis", "condition", set()),
        ("carcinoma basocelular", "condition", {"skin_cancer_active", "skin_cancer_history"}),
    ],
)
def test_what_people_type_in_spanish_is_known(text: str, kind: str, rows: set[str]) -> None:
    told = understood(text, kind)
    assert not told.unread and not says_nothing(text)
    assert {own.id.removeprefix(LOOKED_AT) for own in told.meant} >= rows
    assert bool(told.meant) == bool(rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("isotretinoina xyz", "drug"), ("sin embarazo", "condition"), ("no embarazada", "condition")],
)
def test_a_strange_word_beside_a_spanish_one_stays_unread(text: str, kind: str) -> None:
    assert understood(text, kind).unread


# pieces of a Spanish name that say how, when or where, and name nothing by themselves
QUALIFIERS = {"tópico", "oral", "recientes", "por cualquier causa"}
SHOWN = json.loads((files("openpbm.speech") / "es/tables.json").read_text(encoding="utf-8"))
PIECES = [
    (own, piece)
    for own in known().values()
    if not own.is_looked_at
    for part in re.split(r"[,;()]", SHOWN.get(own.name, ""))
    if (piece := part.strip())
]


@pytest.mark.parametrize(
    ("row", "piece"),
    [(own.id, piece) for own, piece in PIECES if piece not in QUALIFIERS],
)
def test_each_thing_that_a_spanish_name_shows_counts_for_no_less_than_the_row(
    row: str, piece: str
) -> None:
    """Who reads a name in the app may type any of its pieces."""
    own = known()[row]
    kind = "condition" if own.kind == "population" else own.kind
    found, wanted = asks(piece, kind), asks(own.name, kind)
    assert all(found[c] >= wanted[c] for c in COLOURS)


def test_every_row_has_a_spanish_name_and_every_qualifier_is_in_one() -> None:
    named = {own.id for own, _ in PIECES}
    assert {own.id for own in known().values() if not own.is_looked_at} == named
    assert {piece for _, piece in PIECES} >= QUALIFIERS


TWINS = """
condition | porphyria | porfiria
condition | porphyria | porfirias
condition | hereditary coproporphyria | coproporfiria
condition | hereditary coproporphyria | coproporfiria hereditaria
condition | congenital erythropoietic porphyria | porfiria eritropoyética congénita
condition | X-linked protoporphyria | protoporfiria ligada al cromosoma X
condition | cold sores | calenturas
condition | cold sores | calentura
condition | cold sores | fuegos labiales
condition | infection | infección
condition | infection | infección de la piel
condition | skin infection | infección cutánea
condition | mole | lunar
condition | moles | lunares
condition | mole on my cheek | lunar en la mejilla
condition | trichothiodystrophy | tricotiodistrofia
condition | Cockayne | síndrome de Cockayne
condition | Bloom | síndrome de Bloom
condition | Rothmund-Thomson | síndrome de Rothmund-Thomson
condition | hydroa vacciniforme | hidroa vacciniforme
condition | sleep | sueño
condition | sleep problems | problemas de sueño
condition | cognitive impairment | deterioro cognitivo
condition | dementia | demencia
condition | cataracts | cataratas
condition | cataract surgery | cirugía de cataratas
procedure | cataracts | cataratas
procedure | cataract surgery | cirugía de cataratas
procedure | PDT | TFD
procedure | PDT | terapia fotodinámica
drug | PDT | TFD
condition | albinism | albino
condition | albinism | albina
condition | congenital retinal dystrophy | distrofia retiniana congénita
condition | retinal dystrophy | distrofia retiniana
condition | lichen planus pigmentosus | liquen plano pigmentoso
condition | heat | calor
condition | sensitivity | sensibilidad
condition | photosensitive | fotosensible
condition | vestibular disorder | trastorno vestibular
condition | active implant | implante activo
condition | neck area | zona del cuello
condition | haematological malignancy | cáncer de la sangre
procedure | waxing | depilación
procedure | tweezing | depilación con pinzas
procedure | chemical peel | exfoliación química
procedure | radiofrequency | radiofrecuencia
procedure | permanent make-up | maquillaje permanente
condition | permanent make-up | maquillaje permanente
procedure | micropigmentation | micropigmentación
procedure | lip blush | color de labios
procedure | stitches | puntos
condition | stitches | puntos
drug | methylthioninium chloride | cloruro de metiltioninio
drug | tolonium chloride | cloruro de tolonio
drug | photodithazine | fotoditazina
drug | radachlorin | radaclorina
drug | sleeping pills | pastillas para dormir
drug | sleeping pills | pastillas para el insomnio
drug | sleeping pills | somníferos
drug | sleeping pills | sleeping tablets
drug | sleeping pills | sleep aid
"""


@pytest.mark.parametrize("said", TWINS.strip().splitlines())
def test_a_word_counts_for_no_less_than_its_english_twin(said: str) -> None:
    kind, english, other = said.split(" | ")
    wanted, found = asks(english, kind), asks(other, kind)
    assert all(found[c] >= wanted[c] for c in COLOURS)


@pytest.mark.parametrize(
    ("kind", "text", "strictest"),
    [("condition", "puntos negros", "allow"), ("condition", "apnea del sueño", "refer")],
)
def test_a_longer_name_is_not_the_word_inside_it(kind: str, text: str, strictest: str) -> None:
    assert not understood(text, kind).meant
    assert max(asks(text, kind).values()) <= ACTIONS.index(strictest)
