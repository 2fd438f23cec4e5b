# SPDX-License-Identifier: Apache-2.0
"""Every limit of an input: what it is, and where it begins."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fetch_server import Answer, content, redirect, running, status
from watcher_liaison_guide import fetch, sources, yamlreader, yamlsyntax
from watcher_liaison_guide.calendar import expressions, schedule, upstream
from watcher_liaison_guide.fields import Integer
from watcher_liaison_guide.fields.scalars import MAXIMUM_NUMBER
from watcher_liaison_guide.files import MAXIMUM_BYTES, read_file
from watcher_liaison_guide.problems import Position, Problem
from watcher_liaison_guide.prose import Origin, blocks, parse
from watcher_liaison_guide.yamlreader import MAXIMUM_VALUES, Scalar
from watcher_liaison_guide.yamlreader import parse as parse_yaml

PAGE = Path(__file__).parents[1] / "doc/source/explanation/security.rst"
HERE = Position("f", 1, 1)
LIMITS = fetch.Limits()
FAST = fetch.Limits(backoff=0, files=9)
GOOD = content(b"#")


def one(found: object) -> list[Problem]:
    return [found] if isinstance(found, Problem) else []


def file_of(size: int) -> list[Problem]:
    path = Path("large.yaml")
    path.write_bytes(b"#" * size)
    return one(read_file(path))


def values(count: int) -> list[Problem]:
    return parse_yaml(b"[" + b"x," * (count - 1) + b"]", "f")[1]


def nesting(depth: int) -> list[Problem]:
    return parse_yaml(b"[" * depth + b"]" * depth, "f")[1]


def aliases(count: int) -> list[Problem]:
    return parse_yaml(b"[" + b"*a," * count + b"]", "f")[1]


def lists(depth: int) -> list[Problem]:
    text = "".join(f"{'  ' * level}- a\n\n" for level in range(depth))
    return parse(text, Origin("f", 1, 1))[1]


def expression(length: int) -> list[Problem]:
    text = f"rc1 {'- 1d':>{length - 4}}"
    return one(expressions.parse_expression(text, HERE))


def offset(days: int) -> list[Problem]:
    return one(expressions.parse_expression(f"rc1 - {days}d", HERE))


def number(value: int) -> list[Problem]:
    problems: list[Problem] = []
    text = Scalar(str(value), HERE, None, HERE, False, False)
    Integer().read(text, HERE, problems)
    return problems


def schedule_of(weeks: int, keys: str = "") -> list[Problem]:
    first = datetime.date(2026, 10, 5)
    text = "cycle:\n"
    for week in range(weeks):
        start = first + datetime.timedelta(weeks=week)
        end = start + datetime.timedelta(days=4)
        text += f"- {{name: R-{week}, start: '{start}', end: '{end}'"
        text += f", x-project: [{keys}]}}\n"
    return schedule.read(text.encode(), "f")[1]


def keys(count: int) -> list[Problem]:
    return schedule_of(1, ",".join(f"i-{key}" for key in range(count)))


def key(length: int) -> list[Problem]:
    return schedule_of(1, f"i-{'x' * (length - 2)}")


def page(size: int) -> list[Problem]:
    problems: list[Problem] = []
    upstream._page(b" " * size, "f", problems)
    return problems


def last(
    answers: dict[str, list[Answer]], limits: fetch.Limits = FAST
) -> list[Problem]:
    """Return the problem of the last file of several that are fetched."""
    with running() as server:
        source = fetch.UrlSource(server.url, "releases", limits)
        for name in answers:
            server.on(f"/{name}", *answers[name])
        return one([source.read(name) for name in answers][-1])


def fetched(size: int) -> list[Problem]:
    return last({"a": [content(b"#" * size)]}, LIMITS)


def attempts(count: int) -> list[Problem]:
    return last({"a": [*[status(500)] * (count - 1), GOOD]})


def redirects(count: int) -> list[Problem]:
    steps = range(1, count + 1)
    chain = {str(step): [redirect(f"/{step - 1}")] for step in steps}
    return last({"0": [GOOD], **chain})


def failures(count: int) -> list[Problem]:
    bad = {str(step): [status(403)] for step in range(count - 1)}
    return last({**bad, "a": [GOOD]})


def number_of_files(count: int) -> list[Problem]:
    return last({str(step): [GOOD] for step in range(count)})


#: By the words of the documentation: the limit, how it is shown, and what
#: reports the problems of an input of some size. What is timed is tested
#: with shorter times in test_fetch.
TABLE: dict[str, tuple[float, str, Callable[[int], list[Problem]] | None]] = {
    "A file, local or fetched": (
        MAXIMUM_BYTES, f"{MAXIMUM_BYTES // 2**20} MiB", file_of,
    ),
    "Values in a YAML file": (MAXIMUM_VALUES, "{:,}", values),
    "Nesting of YAML": (yamlsyntax.MAXIMUM_DEPTH, "{} levels", nesting),
    "Aliases in YAML": (0, "none", aliases),
    "Lists inside lists in a text": (blocks.MAXIMUM_DEPTH, "{} levels", lists),
    "A date expression": (
        expressions.LONGEST_EXPRESSION, "{} characters", expression,
    ),
    "From an event to a date that is counted from it": (
        expressions.MAXIMUM_OFFSET_DAYS, "{} days", offset,
    ),
    "A number": (MAXIMUM_NUMBER, "{:,}", number),
    "Weeks in a schedule": (schedule.MOST_WEEKS, "{}", schedule_of),
    "Keys of events in a schedule": (schedule.MOST_KEYS, "{:,}", keys),
    "A key of an event in a schedule": (
        schedule.LONGEST_KEY, "{} characters", key,
    ),
    "The text of a schedule (``schedule.rst``)": (
        upstream.MOST_BYTES, f"{upstream.MOST_BYTES // 2**10} KiB", page,
    ),
    "A connection": (LIMITS.connect, "{} s", None),
    "An answer that does not go on": (LIMITS.read, "{} s", None),
    "A fetched file, with all attempts": (LIMITS.total, "{} s", None),
    "Attempts for a file": (LIMITS.attempts, "{}", attempts),
    "Redirects, all to the same host": (LIMITS.redirects, "{}", redirects),
    "Failures in a row until a host is not asked again": (
        fetch.MOST_FAILURES, "{}", failures,
    ),
    "Files fetched from one URL": (LIMITS.files, "{:,}", number_of_files),
    "Time for all files from one URL": (LIMITS.source / 60, "{:g} min", None),
    "One run of git": (sources.LONGEST_RUN, "{} s", None),
}  # fmt: skip


def test_the_documentation_has_every_limit() -> None:
    rows = re.findall(r"^(\S.*?)  +(\S.*)$", PAGE.read_text("utf-8"), re.M)
    assert dict(rows) == {
        name: shown.format(limit) for name, (limit, shown, _) in TABLE.items()
    }


@pytest.mark.parametrize(
    ("limit", "problems"),
    [
        *((limit, test) for limit, _, test in TABLE.values() if test),
        (LIMITS.size, fetched),
    ],
)
def test_a_limit_begins_where_it_says(
    limit: int,
    problems: Callable[[int], list[Problem]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    if problems is number_of_files:
        limit = FAST.files
    elif problems is values:  # as many as there may be take long
        limit = 500
        monkeypatch.setattr(yamlreader, "MAXIMUM_VALUES", limit)
    for size in {max(limit - 1, 0), limit}:
        assert problems(size) == []
    assert len(problems(limit + 1)) == 1


def test_all_files_of_a_source_have_one_time() -> None:
    for seconds in (60, 0):
        found = last({"a": [GOOD]}, fetch.Limits(source=seconds))
        assert bool(found) is not bool(seconds)


def test_a_run_of_git_ends_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = tmp_path / "git"
    git.write_text("#!/bin/sh\nexec sleep 60\n")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(sources, "LONGEST_RUN", 0.1)
    (tmp_path / ".git").mkdir()
    assert sources.FolderSource(tmp_path).commit is None
