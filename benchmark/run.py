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

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# The path above is where the next two are found.
from benchmark import projects  # noqa: E402
from benchmark.tables import (  # noqa: E402
    PEERS,
    Figures,
    Results,
    as_rst,
    as_text,
    tables,
)

#: As users have it: modules are compiled once.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name != "PYTHONDONTWRITEBYTECODE"
} | {"PYTHONPATH": str(ROOT)}
#: By the number of cycle pages: the projects that are built, and how often.
#: None is an empty project.
BUILDS = {
    3: (PEERS, 3),
    50: (PEERS, 2),
    200: (["ours", "plain"], 1),
    0: (["ours", "plain"], 3),
    10: (PEERS, 1),
    1: (PEERS, 1),
}
#: The most pages for an edit of all of them, which is like a cold build.
MOST_EDITED = 10
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
    cases["guide page"] = (projects.write_guide, ["ours", "plain"], 0, 3)
    for case, (write, peers, pages, runs) in cases.items():
        edits = ["cold", "no-op", *(projects.EDITS if pages else [])]
        if pages > MOST_EDITED:
            edits.remove("step")
        with tempfile.TemporaryDirectory() as folder:
            made = write(Path(folder), peers, pages)
            for edit in edits:
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
    if program is None:
        print("The page is not measured: no Chromium.", file=sys.stderr)
        return
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, default=200, help="the most cycle pages to build"
    )
    parser.add_argument(
        "--sources",
        nargs=2,
        metavar="CHECKOUT",
        help="openstack/releases and governance, to import records from",
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FILE",
        help="write the figures to FILE, after each case",
    )
    parser.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="FILE",
        help="measure nothing: show the figures of such a file",
    )
    parser.add_argument(
        "--rst", action="store_true", help="print tables in reST"
    )
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
                options.json.write_text(json.dumps(results, indent=1), "utf-8")
    write = as_rst if options.rst else as_text
    print("\n".join(write(*table) for table in tables(results)))


if __name__ == "__main__":
    main()
