"""What the title of a column says of it: light and its unit, or what is no linear light."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from openpbm.fact import Message, message

WAVELENGTH = ("wavelength", "wellenl", "longueur d", "longitud d", "lambda", "λ")
POWER = ("power", "irradiance", "irradiation", "intensity", "counts", "flux", "radiance", "exitan",
         "signal", "photon", "spd", "energy", "leistung", "strahl", "intensit", "w/")  # fmt: skip
NOT_MEANT = ("dark", "reference")  # light, but not that of the lamp, where another column has it
QUANTITIES = (  # words in a title, and what is measured; the first that is found
    ("counts", "counts"), ("count", "counts"), ("photon", "photons"), ("mol", "photons"),
    ("quanta", "photons"), ("irradi", "irradiance"), ("bestrahl", "irradiance"),
    ("radiance", "radiance"), ("intensit", "intensity"), ("flux", "flux"), ("exitan", "exitance"),
    ("relative", "relative"),
)  # fmt: skip
OTHER_WORDS = {  # anywhere in a title: another quantity than the light at a wavelength
    "logarithm": r"log(\d*|10\w*|arithm\w*|irradiance|power|intensity)|ln|decibels?|\w*dbm|"
                 r"db(w|c|r|mw|uw|µw)?",
    "absorbance": r"absor\w*|abs(?!\W*irrad)|extin\w*|attenuation|optical density|od\d*|o\.d\.",
    "transmittance": r"transmi(tt?an|ss|si)\w*|% ?t|t ?[(\[/,]? ?%",
    "temperature": r"temp(eratur\w*|érature)?|celsius|kelvin|deg ?c",
    "response": r"respons\w*|sensitiv\w*|sensibilid\w*|empfindlich\w*|efficien\w*|eficienc\w*|"
                r"effizienz\w*|wirkungsgrad|efficac\w*|eficacia|quantum yield|[ei]?qe",
    "eye": r"illuminan\w*|iluminancia|beleuchtungs\w*|luminan\w*|luminous|lux\d?|[mk]?lx|[mk]?lm|"
           r"lumens?|m?cd|candelas?|nits?|foot-?candles?|photopic|scotopic|melanopic",
    "spread": r"uncertaint\w*|std|stdev|standard (deviation|error)|errors?|unsicherheit|"
              r"incertidumbre|variance|snr|noise",
    "axis": r"wavelengths?|wellenlänge|wavenumbers?|frequency|photon energy",
    "reflectance": r"reflec?tan\w*|reflekt\w*|reflecti\w*|remiss\w*|albedo|% ?r|r ?[(\[/,]? ?%",
}  # fmt: skip
OTHER_UNITS = {  # the whole of what stands in brackets or after a slash
    "logarithm": r"(db|log|ln).*|decades?|np",
    "absorbance": r"od|o\.d\.|m?au of absorbance|mau|(1/|/)[cm]m",
    "temperature": r"(°|deg\.? ?)?[ckf]|celsius|kelvin",
    "response": r"[mnuµk]?[av]\s?[/ ·*]\s?[mu]?w(-1|\^-1)?",
    "eye": r"[munk]?(lx|lm|cd)\b.*|lux\b.*|lumens?\b.*|candelas?\b.*|fc|nits?",
    "axis": r"[nuµ]m|thz|ghz|m?ev|cm\^?-1|å|angstroms?",
}
_PER = (  # each way to read a text is the only one: no time is lost in trying others
    r"(nm|[cdmuµ]?m|sr|sec|s|h|t?hz|px|pixel|band|bin)(\s?\^?\(?[-+]?\d|(?![a-zµ]))"
)
_LIGHT = re.compile(
    r"([pnuµmk]|milli|micro|nano|kilo)?(w(atts?)?|j(oules?)?|mol(es)?|photons?|quanta|ergs?)"
    rf"(([\s/·*.^_()×-]|per)*{_PER})*[)\s]*"
)
_RELATIVE = re.compile(
    r"[au]\.? ?[au]\.?|arb(itrary|\.)?( ?u(nits|\.)?)?|(counts?|cts|adu|dn|cps)(\s?/\s?m?s(ec)?)?|"
    r"%|percent|-|rel(ative|ativ|\.)?( ?u(nits|\.)?)?|r\.u\.|norm(ali[sz]ed|alized|\.)?|"
    r"willk\.? ?einh\.?"
)
_SHARE = re.compile(r"(?<!\d)(?<!\d )(%|(?<!\w)(percent|per cent|pct|prozent|por ciento)(?!\w))")
_OF_LIGHT = re.compile(r"(?<![a-z])(rel|relativ\w*|norm\w*|peak|max\w*)(?![a-z])")
CONDITION = re.compile(r"\d\s?(lux|lx|lm|m?cd|°?c|deg ?c|k|od)(?!\w)")  # LED at 500 lux: a name
NOTES = re.compile(r"λ|lambda|\d.*|10\^.*")  # in brackets, but no unit: E(λ), LED (2), (20 mA)
_OF_VALUES = re.compile(
    r"[#;*\s]*(y|data|level|power|intensity|irradiance|amplitude|spectrum|signal|value)?s?[\s_-]*"
    r"(axis|unit|scale|mode)s?([\s_-]*(unit|mode|label)s?)?\s*[:=,;\t ]\s*\W*(?P<what>[^,;]+?)\W*"
)
LONGEST = 200  # letters of a line that says a unit
MOST_PARTS = 8  # of a unit
_BRACKETS = re.compile(r"\[([^\[\]]+)\]|\(((?:[^()]|\([^()]*\))+)\)")


def plain(title: str) -> str:
    """Letters as they are compared: one kind of mu, of minus and of raised figures, all small."""
    one = unicodedata.normalize("NFKC", title).replace("μ", "µ").replace("−", "-")
    return " ".join(one.split()).lower()


def is_wavelength(title: str) -> bool:
    """Whether a title is that of wavelengths."""
    return plain(title).strip("[]() ") in ("nm", "wl") or plain(title).startswith(WAVELENGTH)


def is_power(title: str) -> bool:
    """Whether a title names the power of a light."""
    return not_light(title) is None and _names_power(plain(title))


def is_meant(title: str) -> bool:
    """Whether a title of power is that of the lamp, not of the dark or of another lamp."""
    return is_power(title) and not any(word in plain(title) for word in NOT_MEANT)


def quantity_of(title: str) -> str:
    """What a title says is measured; empty where it says nothing of it."""
    return next((quantity for word, quantity in QUANTITIES if word in plain(title)), "")


def unit_of(title: str) -> str:
    """The unit of light that a title names; empty where it names none.

    It stands in brackets, or behind a slash, a comma or an underscore.

    >>> unit_of("Spectral irradiance [W/m2/nm]"), unit_of("power"), unit_of("Irradiance, mW/m2/nm")
    ('W/m2/nm', '', 'mW/m2/nm')
    >>> unit_of("Power / mW"), unit_of("irradiance_uW_cm2_nm"), unit_of("Power (dBm)")
    ('mW', 'uW/cm2/nm', '')
    """
    return next((unit for unit, _ in _units(title) if is_light_unit(unit)), "")


def title_of(quantity: str, unit: str) -> str:
    """A title that says both, as they are read again."""
    what = {"": "power", "relative": "relative power"}.get(quantity, quantity)
    return f"{what} [{unit}]" if unit else what


def is_light_unit(unit: str) -> bool:
    """Whether a unit is one of linear light, of energy, photons or counts, or a share of a peak."""
    return bool(_LIGHT.fullmatch(plain(unit)) or _RELATIVE.fullmatch(plain(unit)))


def not_light(title: str) -> Message | None:
    """What makes a column none of light at each wavelength; None where nothing does.

    It may be the quantity, the unit, or what stands in brackets and is no unit that is known.
    """
    kind = _other_quantity(title) or next(filter(None, (_other(u) for u, _ in _units(title))), "")
    if kind:
        return message("trade-not_light", found=title[:60], kind=kind)
    if _is_unnamed_share(title):
        return message("trade-share_unnamed", found=title[:60])
    found = [(unit, asked) for unit, asked in _units(title) if not NOTES.fullmatch(plain(unit))]
    odd = [unit for unit, asked in found if asked]
    if odd and not any(is_light_unit(unit) for unit, _ in found):
        return message("trade-unit_unknown", found=title[:60], unit=odd[0][:30])
    return None


def head_not_light(line: str, title: str = "") -> Message | None:
    """As `not_light`, of a line above a table that says the unit or quantity of its values."""
    said = _OF_VALUES.fullmatch(plain(line)) if len(line) <= LONGEST else None
    if said and _is_unnamed_share(f"{line} {title}"):
        return message("trade-share_unnamed", found=line.strip()[:60])
    kind = (_other_quantity(said["what"]) or _other(said["what"])) if said else ""
    if not kind or kind == "axis":  # that of the wavelengths
        return None
    return message("trade-not_light", found=line.strip()[:60], kind=kind)


def not_share(title: str) -> bool:
    """Whether a title or a name says that its values are no shares of light that returns."""
    if _other_quantity(title) in ("logarithm", "absorbance", "transmittance", "spread", "eye"):
        return True
    return any(_LIGHT.fullmatch(plain(u)) or quantity_of(u) == "counts" for u, _ in _units(title))


def _other_quantity(title: str) -> str:
    """The kind of quantity that the words of a title name, if it is none of light."""
    parted = re.sub(r"(?<=[a-zé])(?=[A-Z])", " ", unicodedata.normalize("NFKC", title))
    texts = [CONDITION.sub("", plain(one.replace("_", " "))) for one in (title, parted)]
    return next(
        (
            kind
            for kind, words in OTHER_WORDS.items()
            if any(re.search(rf"(?<!\w)({words})(?!\w)", text) for text in texts)
        ),
        "",
    )


def _is_unnamed_share(title: str) -> bool:
    """Whether a title says %, and nothing that light is measured in."""
    text = plain(title.replace("_", " "))
    return bool(_SHARE.search(text)) and not (_names_power(text) or _OF_LIGHT.search(text))


def _other(unit: str) -> str:
    return next((k for k, known in OTHER_UNITS.items() if re.fullmatch(known, plain(unit))), "")


def _names_power(text: str) -> bool:
    return any(word in text for word in POWER)


def _units(title: str) -> Iterator[tuple[str, bool]]:
    """What may be the unit in a title, and whether it must be one, known or not."""
    text = " ".join(title.split())
    for one in _BRACKETS.finditer(text):
        yield (one[1] or one[2]).strip(), True
    bare = _BRACKETS.sub("", text)
    power = _names_power(plain(bare))
    before, slash, after = bare.partition(" / ")
    if slash and before:
        yield after.strip(), power
    yield from ((end, False) for end in list(filter(_known, _ends(bare, power)))[:1])


def _ends(bare: str, power: bool) -> Iterator[str]:
    """What a title ends with, the likeliest unit first."""
    if _LIGHT.fullmatch(plain(bare)):
        yield bare
    yield from (tail.strip() for tail in re.split(r"[,;:]", bare)[1:][-MOST_PARTS:])
    if power:
        for mark in (" ", "_"):
            parts = bare.split(mark)
            by = "/" if mark == "_" else mark
            first = max(1, len(parts) - MOST_PARTS)
            yield from (by.join(parts[at:]) for at in range(first, len(parts)))
    tail = bare.partition("/")[2].strip()
    if power or len(tail) > 1:
        yield tail


def _known(unit: str) -> bool:
    """Whether a unit is one of light, or of something else that is known."""
    return is_light_unit(unit) or bool(_other(unit))
