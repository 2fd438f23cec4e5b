# SPDX-License-Identifier: Apache-2.0
"""Every kind of command, and builds, on machines of all kinds.

Some let them down; on the others the same input makes the same bytes.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
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
new-cycle 2030.1 --into new --cycles new --guide guide --data data
new-guide another-guide
calendar import {shlex.quote(str(SEEDS / "releases"))} --into data
records import {shlex.quote(str(SEEDS / "releases"))} \
{shlex.quote(str(SEEDS / "governance"))} --cycle 2027.1 --into data
"""
BUILD = "sphinx -q -T . ../html\n"
FORMATS = ("markdown", "etherpad", "rst", "html", "ics", "json")
WRITERS += "".join(
    f"checklist 2030.1 --format {name} --today 2029-11-20 "
    f"--output list.{name} {INPUTS}\n"
    for name in FORMATS
)
#: Does what a fault needs, then runs each command, and prints its status.
DRIVER = """
import os, shlex, sys
from sphinx.cmd.build import main as sphinx
from watcher_liaison_guide.cli.main import main
for line in sys.argv[2].splitlines():
    words = shlex.split(os.path.expandvars(line))
    exec(sys.argv[1])
    code = sphinx(words[1:]) if words[0] == "sphinx" else main(words)
    print(f"\\n== {code} {words[0]}", file=sys.stderr)
"""
#: A clock that stands still, as where a machine's battery is empty.
CLOCK = """
import datetime, time
os.umask(int(os.environ["UMASK"], 8))
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(int(os.environ["YEAR"]), 1, 1, tzinfo=tz)
datetime.datetime = Clock
time.time = Clock.now(datetime.UTC).timestamp
for name in ("localtime", "gmtime"):
    def other(seconds=None, known=getattr(time, name)):
        return known(time.time() if seconds is None else seconds)
    setattr(time, name, other)
"""
#: A disk that is full after 50 bytes, of which Python keeps no half modules.
FULL = """
import resource
sys.dont_write_bytecode = True
resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))
sys.stdout = open("/dev/full", "w")
"""
LINUX = sys.platform == "linux"
on_linux = pytest.mark.skipif(not LINUX, reason="needs Linux's faults")
#: Has root write and read no more than anyone.
UNBOUND = "--bounding-set=-dac_override,-dac_read_search"
AS_ANYONE = ["setpriv", UNBOUND] if LINUX else []


def run(
    folder: Path, lines: str, first: str = "", **environment: str
) -> tuple[list[int], str]:
    """Return the statuses of commands, and what they reported."""
    done = subprocess.run(
        [*AS_ANYONE, sys.executable, "-c", DRIVER, first, lines],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            **(environment or {"HOME": str(folder)}),
        },
        capture_output=True,
        timeout=120,
    )
    told = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in told
    return [int(one) for one in re.findall(r"^== (\d+)", told, re.M)], told


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files in a folder, without Sphinx's own environment."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".doctrees" not in path.parts
    }


@on_linux
@pytest.mark.parametrize(
    ("shell", "first", "lines"),
    [
        ("mkdir doctrees && chmod -R a-w .", "", WRITERS),
        ("", FULL, WRITERS + READERS),
    ],
)
def test_what_cannot_be_written_is_reported_and_stays_as_it_was(
    shell: str, first: str, lines: str, tmp_path: Path
) -> None:
    folder = tiny.write(tmp_path / "project")
    before = contents(folder)
    subprocess.run(shell, shell=True, check=True, cwd=folder)
    statuses, told = run(folder, lines, first)
    assert statuses == [1] * lines.count("\n"), told
    assert contents(folder) == before
    for part in re.split(r"^== .*\n", told, flags=re.M)[:-1]:
        assert re.search(
            r"^\S.*: error: file-unwritable: .+\. [A-Z].+\.$", part, re.M
        ), told


FILES = ("guide/sections/planning.yaml", "data/calendars/2030.1.yaml")


@on_linux
@pytest.mark.parametrize(
    ("shell", "names"),
    [
        ("chmod 000 {}", ("guide/sections", "data/calendars")),
        ("ln -sf nowhere {}", FILES),
        ("rm {0} && mkfifo {0}", FILES),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_path(
    shell: str, names: tuple[str, str], tmp_path: Path
) -> None:
    folder = tiny.write(tmp_path / "project")
    for name in names:
        subprocess.run(shell.format(name), shell=True, check=True, cwd=folder)
    statuses, told = run(folder, READERS + BUILD)
    assert set(statuses) <= {0, 1} and statuses[0] == 1
    for name in names:
        assert f"{name}:" in told
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


#: Two machines that differ in everything, by the name of a folder.
MACHINES = {
    "a b #1 100%d grüße\nline": {
        "JOBS": "3",
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "4242",
        "PYTHONOPTIMIZE": "2",
        "PYTHONUTF8": "0",
        "SLOW": "2030.1",
        "SOURCE_DATE_EPOCH": "4294967296",  # in 2106
        "TZ": "Pacific/Kiritimati",
        "UMASK": "077",
        "YEAR": "2106",
    },
    "-dash [x]*?": {
        "HOME": "/nowhere",
        "JOBS": "1",
        "PYTHONDEVMODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONWARNINGS": "error",
        "TZ": "America/Adak",
        "UMASK": "022",
        "YEAR": "1970",
    },
}
#: One page takes longer to read than all that are read beside it.
SLOWLY = """
import os, time

today = "day"

def wait(app, docname, source):
    if docname == os.environ.get("SLOW"):
        time.sleep(0.7)

def setup(app):
    app.connect("source-read", wait)
    return {"parallel_read_safe": True}
"""
#: Enough pages that Sphinx really reads in parallel, and in each mistakes of
#: all kinds, Sphinx's and ours.
MISTAKEN = {
    f"page{number}.rst": f"Page {number}\n======\n\n"
    ".. procedure:: releasing\n   :no-index:\n\n"
    f"   A :nonsense:`word` and :ref:`nobody{number}`.\n\n"
    f".. milestone:: no-{number}\n\n.. ffe-policy:: no-{number}\n\n"
    "See :liaison:step:`cutt`, :liaison:date:`rc11`.\n"
    for number in range(9)
}
MISTAKEN |= {
    "guide.rst": tiny.GUIDE_PAGE.replace("   .. ffe-policy:: late\n", ""),
    "other.rst": "Other\n=====\n\n.. procedure:: releasing\n",
    "2030.1.cycle.yaml": f"{tiny.CYCLE}  x: {{skipped: x}}\ntitel: Idle\n",
    "conf.py": f'{tiny.CONF}language = "de"\n{SLOWLY}',
}


def test_all_machines_make_the_same_files_and_warnings(tmp_path: Path) -> None:
    made, told = [], []
    for name, environment in MACHINES.items():
        place = tmp_path / environment["YEAR"]
        folder = tiny.write(place / "made" / name)
        source = tiny.write(place / "mistaken", **MISTAKEN)
        shutil.copytree(
            ROOT / "watcher_liaison_guide",
            place / "lib" / "watcher_liaison_guide",
        )
        environment |= {"PYTHONPATH": str(place / "lib")}
        lines = READERS + BUILD + WRITERS
        statuses, words = run(folder, lines, CLOCK, **environment)
        # The first, "check", warns of a day to come.
        warned = int(environment["YEAR"] == "1970")
        assert statuses == [warned] + [0] * (lines.count("\n") - 1), words
        lines = (
            "sphinx -qj$JOBS ../../mistaken ../mistaken\n"
            "sphinx -Qj$JOBS -b latex ../../mistaken ../latex\n"
        )
        statuses, words = run(folder, lines, CLOCK, **environment)
        assert statuses == [0, 0], words
        told.append(words.replace(str(source), "SOURCE").split("\n"))
        folder.rename(place / "made" / "project")
        made.append(contents(place / "made"))
    here, there = made
    assert {f"project/list.{name}" for name in FORMATS} <= here.keys()
    assert {"html/.buildinfo", "html/2030.1.html"} <= here.keys()
    assert here.keys() == there.keys()
    assert [one for one in here if here[one] != there[one]] == []
    for subtype in (
        *("not-shown", "shown-twice", "unknown-step", "unknown-section"),
        *("unknown-policy", "unknown-event", "unknown-item", "unknown-key"),
    ):
        assert f"[liaison.{subtype}]" in "\n".join(told[0])
    # Sphinx logs those of pages as its processes are done.
    assert sorted(told[0]) == sorted(told[1])
    # Those of the guide and the cycle files have an order.
    first, second = (
        [one for one in warnings if ".yaml:" in one] for warnings in told
    )
    assert first == second
