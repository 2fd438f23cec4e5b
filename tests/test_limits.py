# SPDX-License-Identifier: Apache-2.0
"""Every limit of an input, where it begins, and that all else is fast."""

from __future__ import annotations

import datetime
import re
import sys
import time
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.fetch_server import Answer, content, redirect, running, status
from watcher_liaison_guide import fetch, sources, yamlreader, yamlsyntax
from watcher_liaison_guide.calendar import expressions, schedule, upstream
from watcher_liaison_guide.fields import (
    Date,
    Integer,
    ProseText,
    Shape,
    TemplateText,
    Text,
    identifier,
    name,
    url,
)
from watcher_liaison_guide.fields.scalars import MAXIMUM_NUMBER
from watcher_liaison_guide.files import MAXIMUM_BYTES, read_file
from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.guide.references import _ACRONYM
from watcher_liaison_guide.guide.shapes import WHEN
from watcher_liaison_guide.problems import Position, Problem, closest
from watcher_liaison_guide.prose import Origin, blocks, parse
from watcher_liaison_guide.yamlreader import MAXIMUM_VALUES, Scalar
from watcher_liaison_guide.yamlreader import parse as parse_yaml

PAGE = Path(__file__).parents[1] / "doc/source/explanation/security.rst"
HERE = Position("f", 1, 1)
LIMITS = fetch.Limits()
FAST = fetch.Limits(backoff=0, files=9)
GOOD = content(b"#")


def problems_in(found: object) -> list[Problem]:
    """Return the problems in what a reader returned."""
    if isinstance(found, tuple):
        return found[-1]
    return [found] if isinstance(found, Problem) else []


def file_of(size: int) -> object:
    path = Path("large.yaml")
    path.write_bytes(b"#" * size)
    return read_file(path)


def yaml(*parts: bytes) -> tuple[Any, list[Problem]]:
    return parse_yaml(b"".join(parts), "f")


def lists(depth: int) -> object:
    text = "".join(f"{'  ' * level}- a\n\n" for level in range(depth))
    return parse(text, Origin("f", 1, 1))


def expression(text: str) -> object:
    return expressions.parse_expression(text, HERE)


def number(value: int) -> object:
    problems: list[Problem] = []
    text = Scalar(str(value), HERE, None, HERE, False, False)
    return Integer().read(text, HERE, problems), problems


def schedule_of(weeks: int, keys: Iterable[str] = ()) -> object:
    text = "cycle:\n"
    for week in range(weeks):
        start = datetime.date(2026, 10, 5) + datetime.timedelta(weeks=week)
        end = start + datetime.timedelta(days=4)
        text += f"- {{name: R-{week}, start: '{start}', end: '{end}'"
        text += f", x-project: [{','.join(keys)}]}}\n"
    return schedule.read(text.encode(), "f")


def page(size: int) -> object:
    problems: list[Problem] = []
    return upstream._page(b" " * size, "f", problems), problems


def last(*files: list[Answer], limits: fetch.Limits = FAST) -> object:
    """Return the last of several files that are fetched, or its problem."""
    with running() as server:
        source = fetch.UrlSource(server.url, "releases", limits)
        for name, answers in enumerate(files):
            server.on(f"/{name}", *answers)
        return [source.read(str(name)) for name in range(len(files))][-1]


def redirects(count: int) -> object:
    chain = [[redirect(f"/{step}")] for step in range(count)]
    return last([GOOD], *chain)


#: By the words of the documentation: the limit, how it is shown, and what
#: reads an input of some size. What is timed is tested with shorter times
#: in test_fetch.
TABLE: dict[str, tuple[float, str, Callable[[int], object] | None]] = {
    "A file, local or fetched": (
        MAXIMUM_BYTES, f"{MAXIMUM_BYTES // 2**20} MiB", file_of,
    ),
    "Values in a YAML file": (
        MAXIMUM_VALUES, "{:,}",
        lambda count: yaml(b"[", b"x," * (count - 1), b"]"),
    ),
    "Nesting of YAML": (
        yamlsyntax.MAXIMUM_DEPTH, "{} levels",
        lambda depth: yaml(b"[" * depth, b"]" * depth),
    ),
    "Aliases in YAML": (
        0, "none", lambda count: yaml(b"[", b"*a," * count, b"]"),
    ),
    "Lists inside lists in a text": (blocks.MAXIMUM_DEPTH, "{} levels", lists),
    "A date expression": (
        expressions.LONGEST_EXPRESSION, "{} characters",
        lambda length: expression("rc1 - 1d".ljust(length)),
    ),
    "From an event to a date that is counted from it": (
        expressions.MAXIMUM_OFFSET_DAYS, "{} days",
        lambda days: expression(f"rc1 - {days}d"),
    ),
    "A number": (MAXIMUM_NUMBER, "{:,}", number),
    "Weeks in a schedule": (schedule.MOST_WEEKS, "{}", schedule_of),
    "Keys of events in a schedule": (
        schedule.MOST_KEYS, "{:,}",
        lambda count: schedule_of(1, (f"i-{key}" for key in range(count))),
    ),
    "A key of an event in a schedule": (
        schedule.LONGEST_KEY, "{} characters",
        lambda length: schedule_of(1, [f"i-{'x' * (length - 2)}"]),
    ),
    "The text of a schedule (``schedule.rst``)": (
        upstream.MOST_BYTES, f"{upstream.MOST_BYTES // 2**10} KiB", page,
    ),
    "A connection": (LIMITS.connect, "{} s", None),
    "An answer that does not go on": (LIMITS.read, "{} s", None),
    "A fetched file, with all attempts": (LIMITS.total, "{} s", None),
    "Attempts for a file": (
        LIMITS.attempts, "{}",
        lambda count: last([status(500)] * (count - 1) + [GOOD]),
    ),
    "Redirects, all to the same host": (LIMITS.redirects, "{}", redirects),
    "Failures in a row until a host is not asked again": (
        fetch.MOST_FAILURES, "{}",
        lambda count: last(*[[status(403)]] * (count - 1), [GOOD]),
    ),
    "Files fetched from one URL": (
        LIMITS.files, "{:,}", lambda count: last(*[[GOOD]] * count),
    ),
    "Time for all files from one URL": (LIMITS.source / 60, "{:g} min", None),
    "One run of git": (sources.LONGEST_RUN, "{} s", None),
}  # fmt: skip


def test_the_documentation_has_every_limit() -> None:
    rows = re.findall(r"^(\S.*?)  +(\S.*)$", PAGE.read_text("utf-8"), re.M)
    assert dict(rows) == {
        name: shown.format(limit) for name, (limit, shown, _) in TABLE.items()
    }


#: Limits that would take long to reach, by those in their place.
LOWER = {MAXIMUM_VALUES: 5_000, LIMITS.files: FAST.files}


@pytest.mark.parametrize(
    ("limit", "read"),
    [
        *((limit, read) for limit, _, read in TABLE.values() if read),
        (LIMITS.size, lambda size: last([content(b"#" * size)])),
    ],
)
def test_a_limit_begins_where_it_says(
    limit: int,
    read: Callable[[int], object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(yamlreader, "MAXIMUM_VALUES", LOWER[MAXIMUM_VALUES])
    limit = LOWER.get(limit, limit)
    for size in {max(limit - 1, 0), limit}:
        assert problems_in(read(size)) == []
    assert len(problems_in(read(limit + 1))) == 1


def test_all_files_of_a_source_have_one_time() -> None:
    for seconds in (60, 0):
        found = last([GOOD], limits=fetch.Limits(source=seconds))
        assert isinstance(found, Problem) is not bool(seconds)


def test_a_run_of_git_ends_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = tmp_path / "git"
    script = "import time\ntime.sleep(9)\nprint('a' * 40, '2026-01-01')\n"
    git.write_text(f"#!{sys.executable}\n{script}")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(sources, "LONGEST_RUN", 0.1)
    (tmp_path / ".git").mkdir()
    assert sources.FolderSource(tmp_path).commit is None


# -- what is long is read in linear time

SHAPES: tuple[Shape, ...] = (
    *(Text(), Text(lines=True), identifier(), name(), url(), Date()),
    *(expressions.EXPRESSION, TemplateText(), TemplateText(address=True)),
    # project.yaml is a record, though declared as any shape: its first
    # field is the team.
    FILES["project"].fields[0].shape,  # type: ignore[attr-defined]
)
PIECES = (
    *("a", "a-", "a.", " ", "a ", "\n", "1", "-1", "a+ ", "{", "a:", "\x1b"),
)
MARKUP = (
    *("*a ", "*a", "x*é ", " *a*é", "**a ", "*`", "*`*", "*a *b`", "``a "),
    *("``", "``a``b ", "`a ", "` ", "`", "`a <", "`a  <b c> ", "_`a", ":a"),
    *(":a:`", ":a:`b` ", ":term:`a ", "a:", "1:", "a+", "a_", "a_b ", "[a"),
    *("[a]_", "a@", "@", "|a ", "\\", "{", "}", "a", " ", "é*", "- "),
    *("- a\n", "-\n", "a\n", "\n", "  a\n", "= ", "+-", "1", "i", "(a"),
)
KEYS = ("role." + "a-" * 500_000, "a" * 1_000_000, "." * 1_000_000)


def read_value(shape: Shape, piece: str, length: int, end: str) -> None:
    text = piece * (length // len(piece)) + end
    shape.read(Scalar(text, HERE, '"', HERE, False, False), HERE, [])


def read_keys(shape: Shape, text: str, times: int) -> None:
    parts = (text.format(number).encode() for number in range(times))
    value, problems = yaml(*parts)
    assert value is not None
    shape.read(value, HERE, problems)


def compare_names() -> None:
    names = [f"release-{number}" for number in range(2_000)]
    assert closest("relase-7", names) == "release-7"
    for number in range(50):
        closest(f"relase-{number}", names)
    closest("a" * 1_000_000, ["a" * 999_999, "b"])
    closest("relase", [*names, *map(str, range(10**6))])


#: A shape, what its text is made of, and how long that is.
VALUES = [
    *product(SHAPES, PIECES, [2**18]),
    *product([ProseText()], MARKUP, [60_000]),
]
#: Seconds of the processor's time for what takes more than 3.
SECONDS = {read_keys: 5, compare_names: 5}
CALLS: list[tuple[object, ...]] = [
    *((read_value, *value, end) for value in VALUES for end in ("", "!")),
    (read_keys, FILES["roles"], "k{0}: |\n a\n", 3_000),
    (read_keys, FILES["roles"], "k{0}: |\n\n", 3_000),
    (read_keys, FILES["roles"], "k{0}: \n", 3_000),
    (read_keys, FILES["project"], "deliverabl{0}: 1\n", 3_000),
    (read_keys, FILES["terms"], "A{0}: {{text: x, see: [{0}]}}\n", 3_000),
    *((read_keys, WHEN, f"? {key}\n: none", 1) for key in KEYS),
    *((_ACRONYM.findall, one * 500_000) for one in ("A1", "As", "A ")),
    *((fetch._HTML_START.match, one * 200_000) for one in (b" ", b"<?xml")),
    (fetch._HTML_START.match, b"<?xml >" + b" " * 1_000_000),
    (compare_names,),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)
def test_what_is_far_too_long_is_read_in_time(call: tuple[Any, ...]) -> None:
    function, *arguments = call
    started = time.process_time()
    function(*arguments)
    assert time.process_time() - started < SECONDS.get(function, 3)
