"""A face in coarse patches: fine enough for everything that varies slowly over the skin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from openpbm.arrays import FloatArray, IntArray, floats, unit_rows
from openpbm.face import Face
from openpbm.tables import numbers

REACH = 2.0  # cell sizes from which a point's value is mixed; there the weight has come to zero
UNLIKE = 1e-6  # weight of a cell that looks another way; it counts where none looks alike


@dataclass(frozen=True, eq=False, kw_only=True)
class Cells:
    """Skin patches of some millimetres."""

    of_point: IntArray  # (points,) the cell a point is in
    middle_mm: FloatArray  # (cells, 3)
    normals: FloatArray  # (cells, 3)
    area_cm2: FloatArray  # (cells,)
    mixed: csr_array  # (points, cells) weights of the cells around a point; rows sum to one

    def mean(self, values: FloatArray, of_sample: IntArray, area_cm2: FloatArray) -> FloatArray:
        """(..., samples) to (..., cells), weighted by area; samples name their cell."""
        many = len(self.area_cm2)
        area = np.bincount(of_sample, weights=area_cm2, minlength=many)
        flat = (values * area_cm2).reshape(-1, len(of_sample))
        sums = [np.bincount(of_sample, weights=v, minlength=many) for v in flat]
        mean = np.stack(sums) / np.where(area > 0, area, 1.0)
        return mean.reshape(*values.shape[:-1], many)

    def at_points(self, values: FloatArray) -> FloatArray:
        """(..., cells) to (..., points), smoothly."""
        flat = self.mixed @ values.reshape(-1, values.shape[-1]).T  # (points, ...)
        return floats(flat.T).reshape(*values.shape[:-1], -1)

    def spread_over(self, values: FloatArray, sd_mm: float) -> FloatArray:
        """(..., cells) Gaussian mean over the neighbourhood that faces the same way."""
        alike = np.clip(self.normals @ self.normals.T, 0.0, None)
        kernel = np.exp(-0.5 * _squared(self.middle_mm, self.middle_mm) / sd_mm**2)
        kernel *= alike * self.area_cm2
        kernel /= kernel.sum(axis=1, keepdims=True)  # (to, from)
        return values @ kernel.T


@lru_cache(maxsize=4)
def cells_of(face: Face) -> Cells:
    """The face in cubes of `cell_mm`; points with no area make no cell of their own."""
    size_mm = numbers("layout")["cell_mm"].value
    cube = np.rint(face.points_mm / size_mm).astype(np.intp)  # symmetric about x = 0
    _, label = np.unique(cube, axis=0, return_inverse=True)
    label = label.reshape(-1).astype(np.intp)
    weight = np.maximum(face.area_cm2, 1e-12)
    area = floats(np.bincount(label, weights=weight))
    middle = _sums(label, weight[:, None] * face.points_mm) / area[:, None]
    normals = unit_rows(_sums(label, weight[:, None] * face.normals))
    return Cells(
        of_point=label,
        middle_mm=middle,
        normals=normals,
        area_cm2=area,
        mixed=_around(face, middle, normals, REACH * size_mm),
    )


@lru_cache(maxsize=4)
def shell_normals(face: Face) -> FloatArray:
    """(points, 3) normals as smooth as a shell is: it follows no nostril. Unit length."""
    sd_mm = numbers("layout")["shell_smoothing_mm"].value
    cells = cells_of(face)
    pull = np.exp(-0.5 * _squared(cells.middle_mm, cells.middle_mm) / sd_mm**2)
    smooth = unit_rows(pull @ (cells.normals * cells.area_cm2[:, None]))  # (cells, 3)
    return unit_rows(cells.at_points(smooth.T).T)


def _around(face: Face, middle_mm: FloatArray, normals: FloatArray, reach_mm: float) -> csr_array:
    """(points, cells) weights that come to zero at the reach.

    Never a fixed number of cells: on the middle line two are always equally far, and the
    last bit would say which of them counts.
    """
    pairs = cKDTree(face.points_mm).sparse_distance_matrix(
        cKDTree(middle_mm), reach_mm, output_type="ndarray"
    )
    point, cell = pairs["i"].astype(np.intp), pairs["j"].astype(np.intp)
    alike = np.einsum("ki,ki->k", face.normals[point], normals[cell]).clip(min=0.0)
    weight = (1.0 - (pairs["v"] / reach_mm) ** 2) ** 2 * (alike + UNLIKE)
    shape = len(face.points_mm), len(middle_mm)
    total = np.bincount(point, weights=weight, minlength=shape[0])
    mixed = csr_array((weight / total[point], (point, cell)), shape=shape)
    mixed.sort_indices()  # sums are taken in the order of the cells
    return mixed


def _sums(label: IntArray, values: FloatArray) -> FloatArray:
    return np.stack([np.bincount(label, weights=column) for column in values.T], axis=1)


def _squared(to_mm: FloatArray, from_mm: FloatArray) -> FloatArray:
    """(to, from) squared distances."""
    squared = (to_mm**2).sum(axis=1)[:, None] + (from_mm**2).sum(axis=1) - 2.0 * to_mm @ from_mm.T
    return floats(squared.clip(min=0.0))
