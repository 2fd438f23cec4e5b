# SPDX-License-Identifier: Apache-2.0
"""Every kind of command, and a build, where a machine lets them down."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.sphinxext import tiny

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "tests" / "fuzz" / "seeds"
INPUTS = "--guide guide --data data --cycles ."
READERS = f"""\
check {INPUTS}
checklist 2030.1 --format json {INPUTS}
agenda 2030.1 {INPUTS}
guide {INPUTS}
calendar show 2030.1 {INPUTS}
"""
WRITERS = f"""\
record 2030.1 plan/tiny-client --done 2029-11-13 {INPUTS}
checklist 2030.1 --output list.md {INPUTS}
new-cycle 2030.1 --into new --cycles new --guide guide --data data
new-guide another-guide
calendar import {shlex.quote(str(SEEDS / "releases"))} --into data
records import {shlex.quote(str(SEEDS / "releases"))} \
{shlex.quote(str(SEEDS / "governance"))} --cycle 2027.1 --into data
"""
BUILD = "sphinx -q -T . ../html\n"
#: Does what a fault needs, then runs each command, and prints its status.
DRIVER = """
import shlex, sys
from sphinx.cmd.build import main as sphinx
from watcher_liaison_guide.cli.main import main
for line in sys.argv[2].splitlines():
    words = shlex.split(line)
    exec(sys.argv[1])
    code = sphinx(words[1:]) if words[0] == "sphinx" else main(words)
    print(f"\\n== {code} {line}", file=sys.stderr)
"""
#: A clock that stands still, as where a machine's battery is empty.
CLOCK = """
import datetime, time
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls({year}, 1, 1, tzinfo=tz)
datetime.datetime = Clock
time.time = Clock.now(datetime.UTC).timestamp
"""
#: Python with which root may not write or read everything either.
AS_ANYONE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def run(
    folder: Path,
    lines: str,
    *options: str,
    first: str = "",
    wrap: tuple[str, ...] = (),
    **environment: str,
) -> tuple[list[int], str]:
    """Return the statuses of commands, and what they reported."""
    home = {} if environment else {"HOME": str(folder)}
    done = subprocess.run(
        [*wrap, sys.executable, *options, "-c", DRIVER, first, lines],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            **home,
            **environment,
        },
        capture_output=True,
        timeout=120,
    )
    told = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in told
    return [int(one) for one in re.findall(r"^== (\d+)", told, re.M)], told


def contents(folder: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("name", "options", "year", "environment"),
    [
        (
            "a b #1 100%d grüße\nline",
            ["-OO"],
            2106,
            {
                "LC_ALL": "C",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
                "TZ": "Pacific/Kiritimati",
                "SOURCE_DATE_EPOCH": "4294967296",  # in 2106
            },
        ),
        (
            "-dash [x]*?",
            ["-X", "dev", "-W", "error"],
            1970,
            {"HOME": "/nowhere"},
        ),
    ],
)
def test_no_environment_stops_a_command(
    name: str,
    options: list[str],
    year: int,
    environment: dict[str, str],
    tmp_path: Path,
) -> None:
    folder = tiny.write(tmp_path / name)
    lines = READERS + BUILD + WRITERS
    clock = CLOCK.format(year=year)
    statuses, told = run(folder, lines, *options, first=clock, **environment)
    # The first, "check", warns of a day to come.
    warned = int(year < 2030)
    assert statuses == [warned] + [0] * (lines.count("\n") - 1), told


def read_only(folder: Path) -> str:
    (folder / "doctrees").mkdir()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return ""


def full(folder: Path) -> str:
    return (
        "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (50, 50));"
        "sys.stdout = open('/dev/full', 'w')"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's faults")
@pytest.mark.parametrize("fault", [read_only, full])
def test_what_cannot_be_written_is_reported_and_stays_as_it_was(
    fault: Callable[[Path], str], tmp_path: Path
) -> None:
    folder = tiny.write(tmp_path / "project")
    before = contents(folder)
    first = fault(folder)
    wrap = () if first else tuple(AS_ANYONE)
    lines = WRITERS + (READERS if first else "")
    statuses, told = run(folder, lines, first=first, wrap=wrap)
    assert statuses == [1] * lines.count("\n"), told
    assert contents(folder) == before
    for part in re.split(r"^== .*\n", told, flags=re.M)[:-1]:
        assert re.search(
            r"^\S.*: error: file-unwritable: .+\. [A-Z].+\.$", part, re.M
        ), told


def unreadable(path: Path) -> None:
    path.chmod(0)


def vanished(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's faults")
@pytest.mark.parametrize("fault", [unreadable, vanished, pipe])
def test_what_cannot_be_read_is_a_problem_with_its_path(
    fault: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = tiny.write(tmp_path / "project")
    names = ["guide/sections/planning.yaml", "data/calendars/2030.1.yaml"]
    if fault is unreadable:
        names = [name.rpartition("/")[0] for name in names]
    for name in names:
        fault(folder / name)
    statuses, told = run(folder, READERS + BUILD, wrap=tuple(AS_ANYONE))
    assert set(statuses) <= {0, 1} and statuses[0] == 1
    for name in names:
        assert f"{name}:" in told or f"{name}: error: " in told
    # A build reports problems as warnings.
    assert statuses[-1] == 0, told


def test_what_runs_at_once_does_not_disturb_each_other(
    tmp_path: Path,
) -> None:
    folder = tiny.write(tmp_path / "project")

    def at_once(*lines: str) -> None:
        with ThreadPoolExecutor(len(lines)) as pool:
            done = [*pool.map(lambda line: run(folder, line), lines)]
        assert [one for one in done if one[0] != [0]] == []

    steps = ("plan/tiny-client", "ask-lead", "meet", "announce-late")
    at_once(
        "sphinx -qE . ../first",
        *(
            f"record 2030.1 {step} --done 2029-11-13 {INPUTS}"
            for step in steps
        ),
    )
    recorded = (folder / "2030.1.cycle.yaml").read_text("utf-8")
    assert [recorded.count(f"{step}: {{done") for step in steps] == [1] * 4
    at_once(
        "sphinx -qE -d ../a . ../html",
        "sphinx -qE -d ../b . ../html",
        "sphinx -qE -d ../c . ../alone",
    )
    assert contents(tmp_path / "html") == contents(tmp_path / "alone")
