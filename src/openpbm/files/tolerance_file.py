"""Read a limits file: what a maker holds a mask to, and what differs from mask to mask."""

from __future__ import annotations

from pathlib import Path

from openpbm.errors import InputError
from openpbm.fact import message, several
from openpbm.files.model_error import validated
from openpbm.files.tolerance_model import LimitsFileModel
from openpbm.files.toml_file import read_toml
from openpbm.mask import Mask
from openpbm.speech.say import say
from openpbm.sweeps.made import Tolerances
from openpbm.sweeps.yields import LineMeter, LotAsked, MakerLimit


def read_limits(path: Path, mask: Mask | None) -> LotAsked:
    """The limits of a file, for the channels of a mask; None: of whatever mask will be named.

    Raises:
        InputError: with file, field, what was found and what was expected.
    """
    model = validated(LimitsFileModel, read_toml(path), str(path), InputError)
    known = None if mask is None else [channel.id for channel in mask.channels]
    limits = tuple(
        MakerLimit(channel=one.channel, quantity=one.quantity, low=one.low, high=one.high)
        for one in model.limit
    )
    for limit in limits:
        if known is not None and limit.channel not in known:
            told = message(
                "tolerance-channel",
                file=str(path),
                found=limit.channel,
                known=several(known, "comma"),
            )
            raise InputError(say(told))
        if limit.low is None and limit.high is None:
            raise InputError(say(message("tolerance-no_bound", file=str(path), limit=limit.name)))
        if limit.low is not None and limit.high is not None and limit.low > limit.high:
            raise InputError(say(message("tolerance-crossed", file=str(path), limit=limit.name)))
        most = max(limit.low or 0.0, limit.high or 0.0)
        if limit.quantity == "evenness" and most > 1:
            found = f"{most:g}"
            told = message("tolerance-evenness", file=str(path), limit=limit.name, found=found)
            raise InputError(say(told))
    names = [limit.name for limit in limits]
    for place, limit in enumerate(limits):
        if limit.name in names[:place]:
            raise InputError(say(message("tolerance-twice", file=str(path), limit=limit.name)))
    return LotAsked(
        tolerances=Tolerances(**model.tolerance.model_dump()),
        limits=limits,
        meter=LineMeter(**model.line.model_dump()),
        made=model.made,
        seed=model.seed,
    )
