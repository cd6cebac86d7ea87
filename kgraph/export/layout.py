"""Places the nodes of a graph on a plane: the same graph, the same picture; seconds at 20,000 nodes."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Positions, one row (x, y) a node."""

SPACING = 90.0
"""Pixels of the picture: a square of this side is what a node has for itself, on average."""

EXACT = 250
"""Up to this many nodes every pair repels exactly; above it the repulsion is a field on a grid."""

GRAVITY = 0.5
"""Pull to the middle: strong, so that what hangs on one hub fills a disc round it and names find room."""

PIVOTS = 24
"""How many nodes the starting picture is measured from."""

GRIDS = (64, 256)
"""The fewest and the most cells along each side of the field of repulsion."""


def place(
    nodes: int, edges: Sequence[tuple[int, int]], widths: Sequence[float] = ()
) -> list[tuple[int, int]]:
    """Positions in whole pixels for nodes 0 to `nodes` - 1; parallel edges and loops are allowed.

    Each connected component is laid out by itself by the force model of ForceAtlas2 (Jacomy et al. 2014:
    linear attraction, repulsion by degree over distance), started from pivot multidimensional scaling
    (Brandes & Pich 2006). The largest stays in the middle, the others are packed in rows below it.
    `widths` are the pixels that each node's label takes; nodes are moved apart until few boxes overlap.

    >>> place(3, [(0, 1), (1, 2)]) == place(3, [(0, 1), (1, 2), (0, 1)])
    True
    """
    pairs = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    boxes = np.asarray(widths if len(widths) else [SPACING / 3] * nodes, dtype=np.float64)
    adjacent = _adjacent(nodes, pairs)
    placed: Points = np.zeros((nodes, 2))
    parts = _components(adjacent)
    pictures = [_component(part, adjacent, boxes) for part in parts]
    for part, picture, corner in zip(parts, pictures, _pack(pictures), strict=True):
        placed[part] = picture + corner
    return [(round(float(x)), round(float(y))) for x, y in placed]


def _adjacent(nodes: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    adjacent: list[list[int]] = [[] for _ in range(nodes)]
    for a, b in pairs:
        adjacent[a].append(b)
        adjacent[b].append(a)
    return adjacent


def _components(adjacent: list[list[int]]) -> list[list[int]]:
    """The connected components, each sorted, largest first, equals by their first node."""
    seen: set[int] = set()
    parts = []
    for start in range(len(adjacent)):
        if start not in seen:
            part = [node for node, far in enumerate(_distances(adjacent, start)) if far >= 0]
            seen.update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _distances(adjacent: list[list[int]], start: int) -> list[int]:
    far = [-1] * len(adjacent)
    far[start] = 0
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in adjacent[node]:
            if far[other] < 0:
                far[other] = far[node] + 1
                queue.append(other)
    return far


def _component(part: list[int], adjacent: list[list[int]], boxes: Points) -> Points:
    """One connected component in pixels, its middle at the origin, wider than high."""
    index = {node: i for i, node in enumerate(part)}
    near = [[index[other] for other in adjacent[node]] for node in part]
    joined = [(i, j) for i, row in enumerate(near) for j in row if i < j]
    ends = np.array(joined, dtype=np.intp).reshape(-1, 2)
    points = _turn(_forces(_start(near), ends))
    area = float(np.prod(points.std(0))) * 12  # of the rectangle that an even spread of this deviation fills
    scale = SPACING * math.sqrt(len(part) / area) if area > 1e-9 else SPACING
    return _middle(_apart(points * scale, boxes[part]))


def _start(near: list[list[int]]) -> Points:
    """Pivot multidimensional scaling, with a spiral of small steps so that no two nodes coincide."""
    count = len(near)
    order = np.arange(count)
    spiral: Points = np.sqrt(order + 0.5)[:, None] * np.c_[np.cos(order * 2.399963), np.sin(order * 2.399963)]
    if count < 4:
        return spiral
    pivot = max(range(count), key=lambda i: (len(near[i]), -i))
    nearest = np.full(count, np.inf)
    columns = []
    for _ in range(min(PIVOTS, count)):
        far = np.array(_distances(near, pivot), dtype=np.float64)
        columns.append(far)
        nearest = np.minimum(nearest, far)
        pivot = int(nearest.argmax())
    squared = np.stack(columns, axis=1) ** 2
    centred = squared - squared.mean(0) - squared.mean(1, keepdims=True) + squared.mean()
    _, _, axes = np.linalg.svd(centred.T @ centred)
    scaled: Points = -centred @ axes[:2].T
    scaled /= max(float(np.abs(scaled).max()), 1e-9)
    started: Points = scaled * math.sqrt(count) + 0.1 * spiral
    return started


def _forces(points: Points, ends: NDArray[np.intp]) -> Points:
    """Positions after cooling: steps are bounded by a temperature that falls to nothing."""
    count = len(points)
    if count < 2:
        return points
    weight = 1.0 + np.bincount(ends.ravel(), minlength=count).astype(np.float64)
    repel = _every_pair if count <= EXACT else _Field(count)
    rounds = 300 if count <= 4000 else 150
    for step in range(rounds):
        force = repel(points, weight) * weight[:, None] - GRAVITY * weight[:, None] * points
        pull = points[ends[:, 0]] - points[ends[:, 1]]
        for axis in (0, 1):
            force[:, axis] -= np.bincount(ends[:, 0], pull[:, axis], count)
            force[:, axis] += np.bincount(ends[:, 1], pull[:, axis], count)
        force /= weight[:, None]
        length = np.hypot(force[:, 0], force[:, 1])[:, None]
        heat = 0.1 * math.sqrt(count) * (1 - step / rounds) ** 1.5 + 1e-3
        points = points + force / np.maximum(length, 1e-9) * np.minimum(length, heat)
    return points


def _every_pair(points: Points, weight: Points) -> Points:
    """The force on each node of unit weight from every other, weight over distance."""
    apart = points[:, None, :] - points[None, :, :]
    square = (apart**2).sum(2) + 1e-6
    pushed: Points = (apart * (weight[None, :] / square)[:, :, None]).sum(1)
    return pushed


class _Field:
    """The same force from a grid, by the convolution theorem: what it costs grows with nodes, not pairs.

    Weights are shared out to the four nearest cells and the field is read back in the same way (the
    particle-mesh method of Hockney & Eastwood 1988).
    """

    def __init__(self, nodes: int) -> None:
        cells = 2 ** round(math.log2(4 * math.sqrt(nodes)))  # a dozen or so for each node
        self._cells = min(max(cells, GRIDS[0]), GRIDS[1])
        reach = np.fft.fftfreq(2 * self._cells, 1 / (2 * self._cells))
        x, y = np.meshgrid(reach, reach, indexing="ij")
        square = x**2 + y**2 + 0.25
        self._kernels = (np.fft.rfft2(x / square), np.fft.rfft2(y / square))

    def __call__(self, points: Points, weight: Points) -> Points:
        grid = self._cells
        low = points.min(0)
        cell = float((points.max(0) - low).max()) / (grid - 2) or 1.0
        at = (points - low) / cell
        base = at.astype(np.intp)
        part = at - base
        cells = base[:, 0] * grid + base[:, 1]
        corners = [
            (cells + i * grid + j, np.abs(1 - i - part[:, 0]) * np.abs(1 - j - part[:, 1]))
            for i in (0, 1)
            for j in (0, 1)
        ]
        mass: Any = sum(np.bincount(index, share * weight, grid * grid) for index, share in corners)
        spectrum = np.fft.rfft2(mass.reshape(grid, grid), (2 * grid, 2 * grid))
        force = np.empty_like(points)
        for axis, kernel in enumerate(self._kernels):
            field = np.fft.irfft2(spectrum * kernel)[:grid, :grid].ravel() / cell
            force[:, axis] = sum(field[index] * share for index, share in corners)
        return force


def _turn(points: Points) -> Points:
    """Turned so that the longer axis lies flat; the heavier side to the left, whatever the solver's signs."""
    centred: Points = points - points.mean(0)
    if len(points) < 3:
        return centred
    _, _, axes = np.linalg.svd(centred.T @ centred)
    turned: Points = centred @ axes.T
    signs = np.where((turned**3).sum(0) < 0, -1.0, 1.0)
    turned *= signs
    return turned


def _apart(points: Points, widths: Points) -> Points:
    """Moved apart, a little at a time, until boxes of the given widths hardly overlap."""
    height = SPACING / 4
    for _ in range(max(20, min(200, 100_000 // len(points)))):
        left, right = _neighbours(points, float(widths.max()))
        gap = points[left] - points[right]
        across = (widths[left] + widths[right]) / 2 - np.abs(gap[:, 0])
        down = height - np.abs(gap[:, 1])
        hit = (across > 0) & (down > 0)
        if not hit.any():
            break
        left, right, gap, across, down = left[hit], right[hit], gap[hit], across[hit], down[hit]
        flat = across < down
        step = np.zeros_like(gap)
        step[flat, 0] = np.where(gap[flat, 0] < 0, -1, 1) * across[flat]
        step[~flat, 1] = np.where(gap[~flat, 1] < 0, -1, 1) * down[~flat]
        both = np.r_[left, right]
        calm = 0.45 / np.sqrt(np.maximum(np.bincount(both, minlength=len(points)), 1))
        for axis in (0, 1):
            points[:, axis] += calm * np.bincount(both, np.r_[step[:, axis], -step[:, axis]], len(points))
    return points


def _neighbours(points: Points, reach: float) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of nodes whose distance along x is below `reach` and that may touch, found by a sweep in y."""
    order = np.argsort(points[:, 1], kind="stable")
    height = SPACING / 4
    y = points[order, 1]
    ends = np.searchsorted(y, y + height)
    counts = ends - np.arange(len(order)) - 1
    first = np.repeat(np.arange(len(order)), counts)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    left, right = order[first], order[first + offset + 1]
    close = np.abs(points[left, 0] - points[right, 0]) < reach
    return left[close], right[close]


def _middle(points: Points) -> Points:
    middled: Points = points - (points.min(0) + points.max(0)) / 2
    return middled


def _pack(pictures: list[Points]) -> list[Points]:
    """Where the middle of each picture goes: the first at the origin, the others in rows below it."""
    if not pictures:
        return []
    margin = SPACING
    sizes = [picture.max(0) - picture.min(0) + margin for picture in pictures]
    area = sum(float(w * h) for w, h in sizes)
    wide = max(float(sizes[0][0]), math.sqrt(area) * 1.4)
    corners: list[Points] = [np.zeros(2)]
    x, y, row = -wide / 2, float(sizes[0][1]) / 2, 0.0
    for width, height in sizes[1:]:
        if x + width > wide / 2 and x > -wide / 2:
            x, y, row = -wide / 2, y + row, 0.0
        corners.append(np.array([x + width / 2, y + height / 2]))
        x, row = x + float(width), max(row, float(height))
    return corners
