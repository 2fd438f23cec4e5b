# SPDX-License-Identifier: Apache-2.0
"""What a build, a rebuild and the command line cost, next to their peers.

Each pair runs in turns, as whole processes, and the medians are compared:
the machine's moods then meet both alike. ``run.py [--pages N] [--runs N]``.

* cold: an html build of the guide with N cycle pages, against the same
  pages as plain reST, which ``checklist --format rst`` writes;
* no-op: the same builds again, with nothing changed;
* memory: the peak of the cold builds;
* start-up: ``checklist 2027.1 --format markdown`` against
  ``python -c "import yaml"``. Nothing is kept between runs.

Compiled modules go into a folder of the benchmark's own.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CALENDAR = ROOT / "watcher_liaison_guide/data/calendars/2027.1.yaml"
#: The bounds that the project sets itself, by measure.
BOUNDS = {"cold": 0.65, "no-op": 1.15, "memory": 0.85, "start-up": 8.0}

CONF = """
project = "benchmark"
html_theme = "alabaster"
exclude_patterns = []
"""
OURS = CONF + 'extensions = ["watcher_liaison_guide"]\nliaison_data = "data"\n'


def shifted(calendar: str, cycles: int) -> tuple[str, str]:
    """Give a made-up later cycle: its release and its calendar."""
    days = timedelta(weeks=26 * cycles)

    def later(match: re.Match[str]) -> str:
        return (date.fromisoformat(match[0]) + days).isoformat()

    year, half = divmod(2027 * 2 + cycles, 2)
    release = f"{year}.{half + 1}"
    text = re.sub(r"\d{4}-\d{2}-\d{2}", later, calendar)
    text = text.replace('"2027.1"', f'"{release}"')
    return release, text.replace("series: indri", f"series: made{cycles}")


def projects(folder: Path, pages: int) -> tuple[Path, Path]:
    """Write both documentations, ours and the plain one, and give them."""
    from watcher_liaison_guide.export.rst import checklist_to_rst
    from watcher_liaison_guide.library import Library

    ours, plain = folder / "ours", folder / "plain"
    data = ours / "data" / "calendars"
    cycles = ours / "cycles"
    for made in (data, cycles, plain / "cycles"):
        made.mkdir(parents=True)
    releases = []
    for number in range(pages):
        release, text = shifted(CALENDAR.read_text(), number)
        (data / f"{release}.yaml").write_text(text)
        (cycles / f"{release}.cycle.yaml").write_text(f'cycle: "{release}"\n')
        releases.append(release)
    library = Library((ours / "data",), cycles)
    for release in releases:
        checklist, _ = library.checklist(release)
        assert checklist is not None
        page = plain / "cycles" / f"{release}.rst"
        page.write_text(checklist_to_rst(checklist), encoding="utf-8")
    toctree = ".. toctree::\n\n" + "".join(
        f"   cycles/{release}\n" for release in releases
    )
    (ours / "conf.py").write_text(OURS)
    (plain / "conf.py").write_text(CONF)
    (plain / "index.rst").write_text("Index\n=====\n\n" + toctree)
    (ours / "index.rst").write_text(
        "Index\n=====\n\n" + toctree + "   release-guide\n"
    )
    shutil.copy(
        ROOT / "doc/source/contributor/release-guide.rst",
        ours / "release-guide.rst",
    )
    return ours, plain


def environment(cache: Path) -> dict[str, str]:
    """Give what processes run in: as a user's, with *cache* for caches."""
    found = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(cache / "compiled"),
    }
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def measured(
    command: list[str], folder: Path, env: dict[str, str]
) -> tuple[float, float]:
    """Run a command; give its seconds and its peak memory in MiB.

    The seconds are those of the processor, the system's included: none of
    the commands waits for anything, and other programs do not count.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=env,
    )
    assert process.stderr is not None
    told = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{told}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def build(source: Path) -> list[str]:
    """Give the command that builds a documentation."""
    return [
        *(sys.executable, "-m", "sphinx", "-q", "-b", "html"),
        str(source),
        str(source / "_build"),
    ]


def in_turns(
    runs: int, ours: Callable[[], float], theirs: Callable[[], float]
) -> tuple[float, float]:
    """Give the medians of two measures taken in turns, after one of each."""
    ours()
    theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )


def tell(name: str, ours: float, theirs: float, unit: str) -> None:
    """Print a pair of figures, their ratio and the bound."""
    ratio, bound = ours / theirs, BOUNDS.get(name)
    verdict = ""
    if bound is not None:
        verdict = f" ({'within' if ratio <= bound else 'OVER'} {bound})"
    print(
        f"{name:9} ours {ours:8.3f} {unit}, peer {theirs:8.3f} {unit}, "
        f"ratio {ratio:5.2f}{verdict}",
        flush=True,
    )


def builds(pages: int, runs: int, env: dict[str, str]) -> None:
    """Measure cold builds, no-op builds and memory."""
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = projects(Path(temporary), pages)
        peaks: dict[Path, list[float]] = {ours: [], plain: []}

        def cold(source: Path) -> float:
            shutil.rmtree(source / "_build", ignore_errors=True)
            took, peak = measured(build(source), source, env)
            peaks[source].append(peak)
            return took

        def again(source: Path) -> float:
            return measured(build(source), source, env)[0]

        pair = in_turns(runs, lambda: cold(ours), lambda: cold(plain))
        tell("cold", *pair, "s")
        pair = in_turns(runs, lambda: again(ours), lambda: again(plain))
        tell("no-op", *pair, "s")
        tell(
            "memory",
            statistics.median(peaks[ours]),
            statistics.median(peaks[plain]),
            "MiB",
        )


def start_up(runs: int, env: dict[str, str]) -> None:
    """Measure the command line against an import of yaml."""
    command = [
        *(sys.executable, "-m", "watcher_liaison_guide", "checklist"),
        *("2027.1", "--format", "markdown"),
    ]
    plain = [sys.executable, "-c", "import yaml"]
    pair = in_turns(
        runs,
        lambda: measured(command, ROOT, env)[0],
        lambda: measured(plain, ROOT, env)[0],
    )
    tell("start-up", *pair, "s")


def main() -> int:
    """Run every measure and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        env = environment(Path(cache))
        start_up(arguments.runs * 3, env)
        builds(arguments.pages, arguments.runs, env)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
