# SPDX-License-Identifier: Apache-2.0
"""Measure builds, commands and a page, next to what others would use.

Processes of one case run in turns, so that the state of the machine is the
same for all of them. Each figure is a median: the CPU time of a process and
of those that it starts, with the system's part, or its peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmark import projects  # noqa: E402

#: As users have it: modules are compiled once.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name != "PYTHONDONTWRITEBYTECODE"
} | {"PYTHONPATH": str(ROOT)}
PEERS = ["ours", "plain", "datatemplates", "needs"]
#: By the number of cycle pages: the projects that are built, and how often.
BUILDS = {
    0: (["ours", "plain"], 5),
    1: (PEERS, 5),
    3: (PEERS, 5),
    10: (PEERS, 3),
    50: (PEERS, 3),
    200: (["ours", "plain"], 1),
}
#: What an import of records reads, read by nothing but libyaml.
READ = """
import sys, yaml
from pathlib import Path
releases, governance = map(Path, sys.argv[1:])
for path in [releases / "data/series_status.yaml",
             governance / "reference/projects.yaml",
             *releases.glob("deliverables/*/*watcher*.yaml")]:
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
TODAY = "Date.now = () => Date.UTC(2026, 10, 17)"
#: Times are in milliseconds; that of a tick ends when it is painted.
PAGE = """async () => {
    const painted = () => new Promise((done) =>
        requestAnimationFrame(() => setTimeout(done)));
    const [{ loadEventEnd }] = performance.getEntriesByType("navigation");
    const boxes = [...document.querySelectorAll("input[data-item]")];
    const ticks = [];
    for (const box of boxes.slice(0, 21)) {
        await painted();
        const begun = performance.now();
        box.click();
        await painted();
        ticks.push(performance.now() - begun);
    }
    return {
        elements: document.querySelectorAll("*").length,
        load: loadEventEnd,
        tick: ticks.sort((one, other) => one - other)[10],
    };
}"""


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


def measured(command: list[str]) -> Figures:
    """Run a command, and return what it used."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=ENVIRONMENT, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{command}\n{output.read().decode(errors='replace')}")
    return {
        "s": usage.ru_utime + usage.ru_stime,
        "MiB": usage.ru_maxrss / 1024,
    }


def in_turns(
    runs: int, works: dict[str, Callable[[], Figures]]
) -> dict[str, Figures]:
    """Measure each of *works* in turns, and return the medians."""
    every = defaultdict(list)
    for _ in range(runs):
        for name, work in works.items():
            every[name].append(work())
    return {
        name: {
            one: statistics.median(figures[one] for figures in found)
            for one in found[0]
        }
        for name, found in every.items()
    }


def build(source: Path, edit: str) -> Figures:
    """Measure a build after an edit."""
    output = source / "_build"
    if edit == "cold":
        shutil.rmtree(output, ignore_errors=True)
    elif edit != "no-op":
        projects.edit(source, edit)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html"]
    return measured([*command, str(source), str(output)])


def builds(most: int) -> Iterator[tuple[str, dict[str, Figures]]]:
    """Yield the builds of up to *most* cycle pages, and of the guide."""
    cases = {
        f"{pages} pages": (projects.write, peers, pages, runs)
        for pages, (peers, runs) in BUILDS.items()
        if pages <= most
    }
    cases["guide page"] = (projects.write_guide, ["ours", "plain"], 0, 5)
    for case, (write, peers, pages, runs) in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            made = write(Path(folder), peers, pages)
            for edit in ["cold", "no-op", *(projects.EDITS if pages else [])]:
                yield (
                    f"{case}, {edit}",
                    in_turns(
                        runs,
                        {one.name: partial(build, one, edit) for one in made},
                    ),
                )


def commands(
    sources: list[str] | None,
) -> Iterator[tuple[str, dict[str, Figures]]]:
    """Yield the commands; *sources* are what records are imported from."""
    ours = [sys.executable, "-m", "watcher_liaison_guide"]
    reno = str(Path(sys.executable).with_name("reno"))
    with tempfile.TemporaryDirectory() as folder:
        khal = projects.write_khal(Path(folder))
        cases = {
            "checklist": {
                "ours": [*ours, "checklist", "2027.1", "--format", "markdown"],
                "import yaml": [sys.executable, "-c", "import yaml"],
                "reno list": [reno, "list"],
                "khal list": [*khal, "list", "2026-10-01", "180d"],
            }
        }
        if sources:
            into = ["--cycle", "2026.2", "--into", folder]
            cases["records import"] = {
                "ours": [*ours, "records", "import", *into, *sources],
                "plain reading": [sys.executable, "-c", READ, *sources],
            }
        for case, peers in cases.items():
            works = {
                name: partial(measured, one) for name, one in peers.items()
            }
            yield case, in_turns(9, works)


def pages() -> Iterator[tuple[str, dict[str, Figures]]]:
    """Yield the page of a cycle in Chromium, four times slowed down."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("The page is not measured: no Playwright.", file=sys.stderr)
        return
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with (
        sync_playwright() as playwright,
        tempfile.TemporaryDirectory() as folder,
    ):
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )

        def show(path: Path) -> Figures:
            tab = browser.new_page()
            tab.add_init_script(TODAY)
            session = tab.context.new_cdp_session(tab)
            session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            tab.goto(path.as_uri())
            figures = tab.evaluate(PAGE)
            tab.close()
            return figures

        made = projects.write_pages(Path(folder))
        yield (
            "page",
            in_turns(5, {one.stem: partial(show, one) for one in made}),
        )
        browser.close()


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
                    f"{measured:.3g}",
                    met,
                ]
            )
    yield "Bounds", rows
    cases = [case for case in results if "pages, " in case or "guide" in case]
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
    """Yield what each further page of a cold build needs."""
    steps = [(10, 50), (50, 200)]
    yield ["", *(f"{few} to {many}" for few, many in steps)]
    for peer in ("ours", "plain"):
        for figure in ("s", "MiB"):
            yield [
                f"{peer}: {figure}",
                *(
                    shown(
                        (
                            results[f"{many} pages, cold"][peer][figure]
                            - results[f"{few} pages, cold"][peer][figure]
                        )
                        / (many - few)
                    )
                    for few, many in steps
                    if f"{many} pages, cold" in results
                ),
            ]


def shown(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.3g}"


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--sources", nargs=2, metavar="CHECKOUT")
    parser.add_argument("--from", dest="file", type=Path, metavar="JSON")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--rst", action="store_true")
    options = parser.parse_args()
    results: Results = {}
    if options.file:
        results = json.loads(options.file.read_text("utf-8"))
    else:
        for case, found in chain(
            commands(options.sources), pages(), builds(options.pages)
        ):
            print(f"{case}: {found}", file=sys.stderr, flush=True)
            results[case] = found
    if options.json:
        print(json.dumps(results, indent=1))
    else:
        write = as_rst if options.rst else as_text
        print("\n".join(write(*table) for table in tables(results)))


if __name__ == "__main__":
    main()
