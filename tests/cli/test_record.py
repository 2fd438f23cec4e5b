# SPDX-License-Identifier: Apache-2.0
"""The command ``record`` as its users see it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write

PATH = Path("2027.1.cycle.yaml")
BEGIN = """\
# Ours.
cycle: "2027.1"
items:
  ptg-group-photo:   {skipped: virtual PTG}  # as in April
  ptg-discuss-slurp:
    done: 2026-10-14
notes: Nothing.
"""
TODAY = "--today 2026-11-20 --cycles ."


@pytest.fixture(autouse=True)
def cycle_file(here: Path) -> None:
    write({str(PATH): BEGIN})


@pytest.fixture
def record(run: Run) -> Run:
    return lambda words, status=0: run(
        f"record 2027.1 {words} {TODAY}", status
    )


def recorded() -> str:
    return PATH.read_text(encoding="utf-8")


def test_what_is_recorded_is_in_the_file_and_printed(record: Run) -> None:
    words = "ptg-retrospective m1-client/python-watcherclient"
    proof = "https://example.org/"
    lines = "".join(
        f'  {one}: {{done: 2026-11-20, by: ada, proof: "{proof}"}}\n'
        for one in words.split()
    )
    printed = record(f"{words} --done --by ada --proof {proof}")
    assert printed == (f"{PATH}\n{lines}", "")
    assert recorded() == BEGIN.replace("notes", f"{lines}notes")
    record("ptg-retrospective --skipped 'no time'")
    record("ptg-group-photo --done 2026-10-15")
    assert "  ptg-retrospective: {skipped: no time}\n" in recorded()
    assert "photo:   {done: 2026-10-15}  # as in April\n" in recorded()


def test_a_warning_is_printed_and_problems_of_before_are_not(
    record: Run,
) -> None:
    write({str(PATH): f"{BEGIN}roles: {{mayor: {{irc: ada}}}}\n"})
    _, problems = record("ptg-retrospective --done 2027-01-10")
    assert "warning: doubtful-date" in problems and "mayor" not in problems
    assert "2027-01-10" in recorded()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BEGIN.replace("items:", "items: &a"), "cannot be edited safely"),
        ('cycle: "2027.1"\nitems: {}\n', "cannot be edited safely"),
        (None, "new-cycle begins one"),
    ],
)
def test_what_cannot_be_edited_is_printed_to_paste(
    text: str | None, said: str, record: Run
) -> None:
    PATH.unlink()
    write({str(PATH): text} if text else {})
    printed, problems = record("ptg-retrospective --done", status=1)
    assert printed == "  ptg-retrospective: {done: 2026-11-20}\n"
    assert said in problems and 'below "items:"' in problems
    assert text is None or recorded() == text


def test_a_group_stands_for_its_members_that_are_due_by_then(
    record: Run, run: Run
) -> None:
    members = record("m1-stable --done 2026-11-18")[0].splitlines()[1:]
    assert len(members) == 9
    assert all(one.startswith("  m1-stable/") for one in members)
    assert "is open" in record("m1-stable --skipped late", status=1)[1]
    printed, _ = record("cs-deliverable-files --skipped early")
    assert len(printed.splitlines()) == 1 + 4
    handoff, _ = run(f"agenda 2027.1 --handoff {TODAY}")
    assert "files: early [cs-deliverable-files]" in handoff


# -- ticks in Markdown


@pytest.mark.parametrize(
    ("brief", "ids", "found"),
    [
        (
            "",
            ("`ptg-retrospective", "event-liaison-agenda"),
            {"ptg-pick-event-liaison": 1, "ptg-retrospective": 1},
        ),
        ("--brief", ("`m1-stable",), {"m1-stable": 9}),
        ("--role ptl", ("nda", "iaison"), {"ptg-pick-event-liaison": 1}),
    ],
)
def test_ticks_in_markdown_come_back(
    brief: str,
    ids: tuple[str, ...],
    found: dict[str, int],
    record: Run,
    run: Run,
) -> None:
    lines = run(f"checklist 2027.1 {brief} {TODAY}")[0].splitlines()
    ticked = [
        one.replace("[ ]", "[x]") if one[:-1].endswith(ids) else one
        for one in lines
    ]
    write({"list.md": "\n".join(ticked)})
    printed, problems = record("--from list.md --by ada")
    assert problems == ""
    _, *lines = printed.splitlines()
    assert all("{done: 2026-11-20, by: ada}" in one for one in lines)
    assert Counter(re.split("[/:]", one[2:])[0] for one in lines) == found


def test_whatever_is_odd_about_ticks_is_reported(
    record: Run, run: Run
) -> None:
    lines = run(f"checklist 2027.1 {TODAY}")[0].splitlines()
    (slurp,) = (one for one in lines if "`ptg-discuss-slurp`" in one)
    (edited,) = (one for one in lines if "`cs-liaisons`" in one)
    lines.remove(edited)
    place, last = lines.index(slurp), len(lines)
    lines[place] = slurp.replace("[x]", "[ ]")  # which takes nothing back
    lines += [
        "- [X] Buy a cake.",
        "* [ ] Or two.",
        "1. [x] Ask `ptg-retrospectiv`",
        edited.replace("[ ]", "[x]") + " (ada)",
        *("```", "- [x] this is code", "```"),
    ]
    write({"list.md": "\n".join(lines)})
    _, problems = record("--from list.md", status=1)
    for line, severity, said in (
        (place + 1, "note", "stays so"),
        (last + 1, "warning: odd-tick", "has no id"),
        (last + 2, "note: odd-tick", "has no id"),
        (last + 3, "error: unknown-item", "Did you mean"),
        (last + 4, "warning: odd-tick", '"cs-liaisons" is not as'),
    ):
        where = re.escape(f"list.md:{line}:1: {severity}")
        assert re.search(f"(?m)^{where}.*{re.escape(said)}", problems)
    assert "this is code" not in problems
    added = "  cs-liaisons: {done: 2026-11-20}\n"
    assert recorded().replace(added, "") == BEGIN != recorded()
    assert ":1:1: error" in run(f"record 2026.2 --from list.md {TODAY}", 1)[1]
