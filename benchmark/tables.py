# SPDX-License-Identifier: Apache-2.0
"""The tables of the benchmark, and the bounds that the project sets itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

PEERS = ["ours", "plain", "datatemplates", "needs"]


class Bound(NamedTuple):
    """The most that a figure of ours may be, or its multiple of a peer's."""

    case: str
    figure: str
    most: float
    peer: str | None = None


BOUNDS = [
    Bound("3 pages, cold", "s", 0.9, "plain"),
    Bound("50 pages, cold", "s", 0.65, "plain"),
    Bound("50 pages, cold", "s", 0.61, "datatemplates"),
    Bound("50 pages, cold", "s", 0.12, "needs"),
    Bound("50 pages, cold", "MiB", 0.85, "plain"),
    Bound("50 pages, no-op", "s", 1.15, "plain"),
    Bound("50 pages, tick", "s", 1.4, "plain"),
    Bound("200 pages, tick", "s", 2.0, "plain"),
    Bound("guide page, cold", "s", 1.7, "plain"),
    Bound("checklist", "s", 8, "import yaml"),
    Bound("records import", "s", 9, "plain reading"),
    Bound("page", "elements", 3500),
    Bound("page", "tick", 32),
]
Figures = dict[str, float]
#: By case, peer and figure: "s", "MiB", or one of a page.
Results = dict[str, dict[str, Figures]]
Table = tuple[str, list[list[str]]]


def tables(results: Results) -> Iterator[Table]:
    """Yield each table: its title and its rows, the first being the head."""
    rows = [["Figure", "Compared with", "At most", "Measured", "Met"]]
    for case, figure, most, peer in BOUNDS:
        if case in results:
            measured = results[case]["ours"][figure]
            if peer:
                measured /= results[case][peer][figure]
            met = "yes" if measured <= most else "no"
            rows.append(
                [
                    f"{case}: {figure}",
                    peer or "",
                    str(most),
                    shown(measured),
                    met,
                ]
            )
    yield "Bounds", rows
    cases = sorted(
        (case for case in results if "pages, " in case or "guide" in case),
        key=lambda case: int(case.split()[0]) if case[0].isdigit() else -1,
    )
    for figure, title in {"s": "CPU seconds", "MiB": "peak MiB"}.items():
        rows = [["Build", *PEERS]]
        for case in cases:
            if figure == "s" or "cold" in case:
                found = [results[case].get(peer, {}) for peer in PEERS]
                rows.append([case, *(shown(one.get(figure)) for one in found)])
        yield f"Builds: {title}", rows
    yield "Each further page, cold", list(growth(results))
    for case in results:
        if case not in cases:
            # A command's memory includes the benchmark's, when it starts it.
            figures = [one for one in results[case]["ours"] if one != "MiB"]
            yield (
                case.capitalize(),
                [["", *figures]]
                + [
                    [peer, *(shown(found[one]) for one in figures)]
                    for peer, found in results[case].items()
                ],
            )


def growth(results: Results) -> Iterator[list[str]]:
    """Yield what each further page of a cold build needs, from ten on."""
    found = (re.fullmatch(r"(\d+) pages, cold", case) for case in results)
    sizes = sorted(int(one[1]) for one in found if one and int(one[1]) >= 10)
    steps = list(pairwise(sizes))
    yield ["", *(f"{few} to {many}" for few, many in steps)]
    for peer in ("ours", "plain"):
        for figure in ("s", "MiB"):
            row = [f"{peer}: {figure}"]
            for few, many in steps:
                less, more = (
                    results[f"{size} pages, cold"][peer][figure]
                    for size in (few, many)
                )
                row.append(shown((more - less) / (many - few)))
            yield row


def shown(figure: float | None) -> str:
    if figure is None:
        return ""
    return f"{figure:.3g}" if figure < 100 else f"{figure:.0f}"


def as_text(title: str, rows: list[list[str]]) -> str:
    """Return a table with its columns aligned."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "\n".join([title, *lines, ""])


def as_rst(title: str, rows: list[list[str]]) -> str:
    """Return a table as reStructuredText."""
    lines = [", ".join(f'"{cell}"' for cell in row) for row in rows]
    head = [f".. csv-table:: {title}", "   :header-rows: 1", ""]
    return "\n".join([*head, *(f"   {line}" for line in lines), ""])
