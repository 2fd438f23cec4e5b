# SPDX-License-Identifier: Apache-2.0
"""What damaged input is fed to: commands, on copies of real files."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.fuzz.mutating import HOSTILE, damaged
from watcher_liaison_guide.cli.main import main

ROOT = Path(__file__).parents[2]
DATA = ROOT / "watcher_liaison_guide" / "data"
CYCLES = ROOT / "doc" / "source" / "contributor" / "cycles"
SEEDS = Path(__file__).parent / "seeds"
#: Seconds of the clock that one command may take.
LONGEST = 10
FORMATS = ("html", "markdown", "etherpad", "rst", "ics", "json")
#: ``path:line:column: severity: code: message``, on one line.
PROBLEM = re.compile(r".*: (?:error|warning|note): [a-z0-9-]+: .+")
#: What else standard error may have: a source line, and a caret under it.
#: Sentences of the importer's and the like have no place in front.
BESIDE = re.compile(
    r"|\s.*|usage: .*|watcher-liaison-guide.*|(?:warning: )?[A-Z0-9(\"'].*"
)


class Failure(Exception):  # noqa: N818 - a finding, not a program's error
    """A case shows a fault; the text says which."""


class _TooSlow(BaseException):
    """Raised by the alarm, past every ``except Exception``."""


def _alarm(*_: object) -> None:
    raise _TooSlow


def run(*words: object) -> tuple[int, str]:
    """Run a command; return its exit status and what it printed.

    Raises Failure where it ends as no command may.
    """
    argv = [str(word) for word in words]
    # Processor time is that of the command, also on a busy machine; what waits
    # for ever uses none.
    signal.signal(signal.SIGPROF, _alarm)
    signal.signal(signal.SIGALRM, _alarm)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    signal.alarm(12 * LONGEST)
    # Streams with a descriptor, as the command's real ones have.
    temporary = partial(tempfile.NamedTemporaryFile, "w", encoding="utf-8")
    with temporary() as out, temporary() as err:
        try:
            with (
                contextlib.redirect_stdout(out.file),
                contextlib.redirect_stderr(err.file),
            ):
                status = main(argv)
        except _TooSlow:
            raise Failure(f"{argv} took over {LONGEST} s") from None
        except Exception as error:
            raise Failure(f"{argv}\n{traceback.format_exc()}") from error
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.alarm(0)
        out.flush()
        err.flush()
        told = Path(err.name).read_text("utf-8", "replace")
        printed = Path(out.name).read_text("utf-8", "replace") + told
    if status not in (0, 1, 2) or "Traceback" in printed:
        raise Failure(f"{argv} ended with {status}:\n{printed}")
    for line in told.split("\n"):
        if not PROBLEM.fullmatch(line) and not BESIDE.fullmatch(line):
            raise Failure(f"{argv} printed the line {line!r}")
    return status, printed


def _damage_one(folder: Path, pattern: str, chance: random.Random) -> Path:
    """Damage one of the files in *folder* that match; return its path."""
    path = chance.choice(sorted(folder.rglob(pattern)))
    content = damaged(path.read_bytes(), path.suffix == ".yaml", chance)
    path.write_bytes(content)
    return path


def guide(folder: Path, chance: random.Random) -> Iterator[object]:
    """A damaged guide: checked, and joined all the same."""
    # The guide for all teams, or Watcher's on it.
    shutil.copytree(DATA / "guides", folder, dirs_exist_ok=True)
    place = folder / chance.choice(("watcher", "openstack"))
    _damage_one(place, "*.yaml", chance)
    yield run("check", "--guide", place, "--cycles", CYCLES)
    form = chance.choice(FORMATS)
    yield run("checklist", "2027.1", "--guide", place, "--format", form)


def cycle_file(folder: Path, chance: random.Random) -> Iterator[object]:
    """A damaged cycle file: every way to show it."""
    for path in SEEDS.glob("*.cycle.yaml"):
        shutil.copy(path, folder)
    path = _damage_one(folder, "*.cycle.yaml", chance)
    yield run("check", path)
    cycle = path.name.removesuffix(".cycle.yaml")
    form = chance.choice(FORMATS)
    yield run("checklist", cycle, "--cycles", folder, "--format", form)
    day = f"20{chance.randrange(25, 28)}-{chance.randrange(1, 13):02}-15"
    yield run("agenda", cycle, "--cycles", folder, "--today", day)


def calendar(folder: Path, chance: random.Random) -> Iterator[object]:
    """A damaged calendar laid over the embedded ones."""
    _copy_data(folder, "calendars", ("2026.2", "2027.1"))
    _damage_one(folder, "*.yaml", chance)
    yield from _ask(folder, chance)
    yield run("calendar", "list", "--data", folder)
    yield run("calendar", "show", "2027.1", "--data", folder)


def records(folder: Path, chance: random.Random) -> Iterator[object]:
    """Damaged records laid over the embedded ones."""
    _copy_data(folder, "records", ("2026.2", "2027.1"))
    _damage_one(folder, "*.yaml", chance)
    yield from _ask(folder, chance)
    yield run("records", "show", "2027.1", "--data", folder)


def _copy_data(folder: Path, kind: str, cycles: tuple[str, ...]) -> None:
    (folder / kind).mkdir()
    for cycle in cycles:
        shutil.copy(DATA / kind / f"{cycle}.yaml", folder / kind)


def _ask(folder: Path, chance: random.Random) -> Iterator[object]:
    form = chance.choice(FORMATS)
    cycle = chance.choice(("2026.2", "2027.1", "current"))
    day = f"2026-{chance.randrange(1, 13):02}-20"
    options = ("--data", folder, "--today", day)
    yield run("checklist", cycle, "--format", form, *options)
    yield run("agenda", cycle, *options)
    yield run("check", "--data", folder)


def schedule(folder: Path, chance: random.Random) -> Iterator[object]:
    """A damaged schedule imported over a sound one."""
    source, into = folder / "source", folder / "data"
    shutil.copytree(SEEDS / "releases", source)
    yield run("calendar", "import", source, "--into", into)
    _damage_one(source, chance.choice(("schedule.*", "*.yaml")), chance)
    yield run("calendar", "lint", source)
    yield run("calendar", "import", source, "--into", into)
    for path in sorted((into / "calendars").glob("*.yaml")):
        yield _sound("calendar", "show", path.stem, "--data", into)
    yield from _ask(into, chance)


def facts(folder: Path, chance: random.Random) -> Iterator[object]:
    """Damaged governance and deliverable files, imported."""
    releases, governance = folder / "releases", folder / "governance"
    into = folder / "data"
    shutil.copytree(SEEDS / "releases", releases)
    shutil.copytree(SEEDS / "governance", governance)
    _damage_one(chance.choice((releases, governance)), "*.yaml", chance)
    yield run(
        "records", "import", releases, governance, "--cycle", "2027.1",
        "--team", chance.choice(("watcher", "Puppet OpenStack", "nosuch")),
        "--into", into,
    )  # fmt: skip
    for path in sorted((into / "records").glob("*.yaml")):
        yield _sound("records", "show", path.stem, "--data", into)
    yield run("checklist", "2027.1", "--data", into)


def _sound(*words: object) -> str:
    """Run a command that must find its file sound."""
    status, printed = run(*words)
    if status or ": error: " in printed:
        raise Failure(f"what was written is not read: {words}\n{printed}")
    return printed


def command_line(folder: Path, chance: random.Random) -> Iterator[object]:
    """Words in any order, in an empty folder."""
    words = (
        "checklist", "agenda", "check", "calendar", "records", "new-cycle",
        "new-guide", "schema", "show", "list", "diff", "import", "2027.1",
        "Indri", "current", "--cycle", "--today", "2026-11-25", "--into",
        "--format", "json", "--role", "release-liaison", "--guide",
        "watcher", "--data", "--cycles", "--weeks", "3", "--handoff",
        "--help", "/dev/null",
        str(folder), "--output", str(folder / "out"), "--team", "--version",
        *(str(one).replace("\0", "") for one in HOSTILE),
    )  # fmt: skip
    argv = [chance.choice(words[:8])]
    argv += [chance.choice(words) for _ in range(chance.randrange(6))]
    if "import" in argv or "lint" in argv:
        argv.append(str(folder))  # nothing here may open an address
        if argv.count("import") != 1 or argv[2:3] != [str(folder)]:
            return
    with contextlib.chdir(folder):
        yield run(*argv)


Target = Callable[[Path, random.Random], Iterator[object]]
TARGETS: dict[str, Target] = {
    target.__name__.replace("_", "-"): target
    for target in (
        *(guide, cycle_file, calendar, records),
        *(schedule, facts, command_line),
    )
}


def run_case(name: str, case: int, folder: Path) -> str:
    """Run the case of a target; return all that its commands printed."""
    chance = random.Random(f"{name} {case}")
    return "\n".join(str(one) for one in TARGETS[name](folder, chance))
