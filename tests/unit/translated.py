"""Of which English the sentences of safety were translated: `python tests/unit/translated.py`.

Whoever changes one of them looks at its translations, makes them as strong, and runs this; the
test names each sentence until then.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from openpbm.speech.catalogue import entries
from openpbm.speech.language import ENGLISH, PSEUDO, languages

KEPT = Path(__file__).with_name("translated.json")
SAFETY = (
    *("caution", "ceiling", "closed", "end", "interview", "ledger", "limit", "maker", "refusal"),
    *("screen", "session", "use", "voice", "waiting", "web_today"),
)


def digests() -> dict[str, str]:
    """Each English sentence of safety by its id, in short."""
    found = (entry for subject in SAFETY for entry in entries(ENGLISH, subject).values())
    return {own.id: hashlib.sha256(own.text.encode()).hexdigest()[:8] for own in found}


def kept() -> dict[str, dict[str, str]]:
    """The English that each language was translated from."""
    found: dict[str, dict[str, str]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Write down that every language says what English says now."""
    now = dict(sorted(digests().items()))
    told = {lang: now for lang in languages() if lang not in (ENGLISH, PSEUDO)}
    KEPT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
