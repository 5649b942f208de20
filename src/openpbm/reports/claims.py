"""What no page may say: claims that the evidence table does not carry.

A sentence breaks a rule where it makes the claim without denying it or marking it as a change
before against after. Which goals carry nothing comes from `tables/goals.json`. A test reads every
template, table of words, report and page with these rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from openpbm.fact import Message, message
from openpbm.tables import rows

CANNOT_CARRY = "cannot carry"
_WORKS = (
    r"(?:treats?|heals?|cures?|clears?|fades?|reduces?|improves?|soothes?|calms?|helps?|relieves?"
    r"|removes?|lightens?|increases?|stimulates?|works? (?:for|on|against)|effective (?:for|against"
    r"|in)|good (?:for|against)|benefits?)"
)
# words that turn a claim into its denial, a question or a labelled quotation
_EXCUSED = re.compile(
    r"\b(?:no|not|none|never|nothing|cannot|neither|nor|without|unknown|unproven|whether|unless|if"
    r"|may not|doubtful|lacks?|missing|uncontrolled|only|refus\w+|null)\b|\bbefore against after\b"
    r"|\?$|“|\"",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One claim, as a pattern, with the reason why it may not be made."""

    id: str
    pattern: str
    why: Message
    always: bool = False  # also inside a denial: a stock phrase of the trade


@dataclass(frozen=True, kw_only=True)
class Breach:
    """A sentence that breaks a rule."""

    rule: str
    sentence: str
    why: Message


def _either_way(word: str) -> str:
    """The word near a verb of effect, on either side of it."""
    return rf"\b{_WORKS}\b[^.;]{{0,60}}\b{word}\b|\b{word}\b[^.;]{{0,60}}\b{_WORKS}\b"


@cache
def rules() -> tuple[Rule, ...]:
    """Fixed rules, and one for each goal that no trial carries."""
    return (
        *_STOCK,
        *_CLAIMS,
        *(
            Rule(
                id=f"goal.{key}",
                pattern="|".join(_either_way(re.escape(word)) for word in row.texts("aliases")),
                why=message("report_claim-uncarried", known=row.text("known")),
            )
            for key, row in rows("goals").items()
            if row.text("carried") == CANNOT_CARRY
        ),
    )


_STOCK = tuple(
    Rule(id=f"stock.{name}", pattern=pattern, why=message("report_claim-stock"), always=True)
    for name, pattern in (
        ("proven", r"\b(?:clinically|scientifically|medically) proven\b|\bproven (?:to|results)\b"),
        ("tone", r"\bglow(?:ing)?\b|\bmiracle\b|\bboosts?\b|\brejuvenat(?:es|ing|e)\b"),
        ("promise", r"\bguarantee[sd]? (?:results|to)\b|\byou will see\b|\bworks for everyone\b"),
        ("harmless", r"\b(?:completely|100 ?%|totally|perfectly) safe\b|\bno side effects\b"),
        ("approval", r"\bFDA[- ]approved\b|\bdoctor[- ]recommended\b"),
        ("time", r"\bturns? back (?:the clock|time)\b|\breverses? (?:ageing|aging)\b"),
    )
)
_CLAIMS = (
    Rule(
        id="stronger",
        pattern=r"\bstronger (?:is|light is|works|gives) better\b"
        r"|\bthe (?:more|stronger)\b[^.;]{0,40}\bthe (?:better|faster|more)\b"
        r"|\bmore light (?:is|works|does|gives) (?:better|more)\b"
        r"|\bhigher (?:dose|irradiance|power)\b[^.;]{0,30}\b(?:works|is|are) (?:better|faster)\b",
        why=message("report_claim-stronger"),
    ),
    Rule(
        id="added",
        pattern=r"\b(?:enhanc\w+|speeds?|improves?|doubles?|adds? to|better)\b[^.;]{0,60}"
        r"\b(?:peels?|microneedling|needling)\b|\b(?:peels?|microneedling|needling)\b[^.;]{0,60}"
        r"\b(?:enhanced?|improved?|better|faster|doubled?)\b[^.;]{0,30}\b(?:light|LEDs?)\b",
        why=message("report_claim-added"),
    ),
    Rule(
        id="mechanism",
        pattern=r"\blight (?:stimulates?|increases?|raises?|builds?) (?:your )?"
        r"(?:collagen|ATP|cell energy|circulation|elastin)\b",
        why=message("report_claim-mechanism"),
    ),
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; markup, lists and lines end one too. An id as code says nothing."""
    plain = re.sub(r"<(?:style|script)\b.*?</(?:style|script)>", " ", text, flags=re.DOTALL)
    plain = re.sub(r"</?(?:b|strong|em|i|a|span|small|code)\b[^>]*>", "", plain)
    plain = re.sub(r"<[^>]*>", "\n", plain)
    plain = re.sub(r"`[a-z0-9_-]+`", "", plain)
    for part in re.split(r"(?<=[.;:?])\s+|\n\s*\n|\n(?=\s*[-*|])|\n(?=<)", plain):
        said = " ".join(part.split())
        if said:
            yield said


def claims(text: str) -> tuple[Breach, ...]:
    """Every sentence of a text that says what the evidence table does not carry.

    >>> [claim.rule for claim in claims("Red light improves rosacea.")]
    ['goal.rosacea']
    >>> claims("No trial shows that red light improves rosacea.")
    ()
    """
    found: list[Breach] = []
    for sentence in sentences(text):
        excused = _EXCUSED.search(sentence) is not None
        found.extend(
            Breach(rule=rule.id, sentence=sentence, why=rule.why)
            for rule in rules()
            if (rule.always or not excused) and re.search(rule.pattern, sentence, re.IGNORECASE)
        )
    return tuple(found)
