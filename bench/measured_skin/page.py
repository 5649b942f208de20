"""Table, verdicts and figure of what was measured."""

from __future__ import annotations


def table(kept):  # placeholder
    """x."""
    rows = []
    for split in ("tuned", "held out"):
        for g, s in kept.get(split, {}).items():
            rows.append(f"{split} {g} " + " ".join(f"{k}={v:.4f}" for k, v in s.items() if isinstance(v, (int, float))))
    return "\n".join(rows)


def picture(kept):
    """x."""
    return "<svg xmlns='http://www.w3.org/2000/svg'/>"


def verdicts(kept):
    """x."""
    return []
