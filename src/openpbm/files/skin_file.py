"""The file that `openpbm skin` writes and a person file may name: skin.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeGuard

from openpbm.arrays import FloatArray
from openpbm.errors import PlanFileError
from openpbm.fact import message
from openpbm.files.json_value import Json, parsed_json, rounded, spread_json
from openpbm.files.toml_file import text_of
from openpbm.person import FittedSkin
from openpbm.speech.say import in_english

if TYPE_CHECKING:  # a fit is slow to load
    from openpbm.skin.fit import Estimate, SkinFit

KIND = "openpbm skin"
VERSION = 1


def skin_json(
    fit: SkinFit,
    *,
    ita_deg: float,
    lab: FloatArray,
    source: Mapping[str, bool | float | str | None],
    said: Sequence[str],
) -> dict[str, Json]:
    """A fit as a file.

    Args:
        fit: what was found.
        ita_deg: typology angle of the reading.
        lab: L*, a*, b* of the reading.
        source: how it was measured.
        said: what was noticed on the way.
    """
    return {
        "kind": KIND,
        "version": VERSION,
        "melanin_mm": _estimate(fit.melanin_mm),
        "blood_fraction": _estimate(fit.blood),
        "scattering_factor": _estimate(fit.scattering),
        "log_mean": _list(fit.log_mean),
        "log_covariance": [_list(row) for row in fit.log_covariance],
        "ita_deg": rounded(ita_deg),
        "lab": _list(lab),
        "misfit": rounded(fit.misfit),
        "wavelength_nm": _list(fit.wavelength_nm),
        "modelled_reflectance": _list(fit.modelled),
        "edge_loss": _list(fit.edge_loss),
        "source": {**source},
        "says": [*said, in_english(message("file-no_oxygen"))],
    }


def _estimate(estimate: Estimate) -> dict[str, Json]:
    return spread_json(estimate.median, estimate.p05, estimate.p95)


def _list(values: FloatArray) -> list[Json]:
    return [rounded(value) for value in values.tolist()]


def skin_from(raw: bytes, where: str) -> FittedSkin:
    """The skin of a file that `openpbm skin` wrote.

    Raises:
        PlanFileError: it is another file, or was changed beyond use.
    """
    content = parsed_json(text_of(raw, where), where)
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise PlanFileError(f'{where}: found no skin; expected a file that "openpbm skin" wrote')
    if content.get("version") != VERSION:
        raise PlanFileError(
            f"{where}: found version {content.get('version')}; expected {VERSION}: run "
            '"openpbm skin" again'
        )
    angle, mean, rows = (content.get(k) for k in ("ita_deg", "log_mean", "log_covariance"))
    if not (
        _is_number(angle)
        and _is_three(mean)
        and isinstance(rows, list)
        and len(rows) == 3
        and all(_is_three(row) for row in rows)
    ):
        raise PlanFileError(
            f"{where}: found no ita_deg, log_mean or log_covariance of the right size; expected a "
            'file as "openpbm skin" wrote it'
        )
    return FittedSkin(
        ita_deg=float(angle),
        log_mean=(float(mean[0]), float(mean[1]), float(mean[2])),
        log_covariance=tuple(
            (float(row[0]), float(row[1]), float(row[2])) for row in rows if _is_three(row)
        ),
    )


def _is_number(value: Json) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_three(value: Json) -> TypeGuard[list[float]]:
    return isinstance(value, list) and len(value) == 3 and all(_is_number(item) for item in value)
