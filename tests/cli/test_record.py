# SPDX-License-Identifier: Apache-2.0
"""The command ``record`` as its users see it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from watcher_liaison_guide.checklist import load_cycle_file
from watcher_liaison_guide.cli.main import main

BEGIN = """\
# Ours.
cycle: "2027.1"
items:
  ptg-group-photo:   {skipped: virtual PTG}  # as in April
  ptg-discuss-slurp:
    done: 2026-10-14
notes: Nothing.
"""
TODAY = ("--today", "2026-11-20")
Run = Callable[..., int]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "2027.1.cycle.yaml"
    path.write_text(BEGIN, encoding="utf-8")
    return path


@pytest.fixture
def record(path: Path) -> Run:
    def run(*words: str) -> int:
        return main(
            ["record", "2027.1", *words, "--cycles", str(path.parent), *TODAY]
        )

    return run


def test_what_is_recorded_is_in_the_file_and_printed(
    record: Run, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("ptg-retrospective", "m1-client/python-watcherclient")
    proof = "https://example.org/"
    assert record(*words, "--done", "--by", "ada", "--proof", proof) == 0
    lines = "".join(
        f'  {one}: {{done: 2026-11-20, by: ada, proof: "{proof}"}}\n'
        for one in words
    )
    before, after = BEGIN.split("notes")
    text = f"{before}{lines}notes{after}"
    assert path.read_text(encoding="utf-8") == text
    output = capsys.readouterr()
    assert (output.out, output.err) == (f"{path}\n{lines}", "")
    assert record(words[0], "--skipped", "no time") == 0
    assert record("ptg-group-photo", "--done", "2026-10-15") == 0
    text = path.read_text(encoding="utf-8")
    assert "  ptg-retrospective: {skipped: no time}\n" in text
    assert "photo:   {done: 2026-10-15}  # as in April\n" in text


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("ptg-photo", "--done"), 1, 'Did you mean "ptg-group-photo"?'),
        (("ptg-photo", "--done"), 1, "record: error: unknown-item: "),
        (("m1-client/nova", "--done"), 1, '"m1-client/python-watcherclient"'),
        (
            ("ptg-retrospective", "--done", "--proof", "x"),
            1,
            'bad-url: "x" is not',
        ),
        (("ptg-retrospective", "--skipped", ""), 1, "error: "),
        (("ptg-retrospective", "--done", "--by", "a\nb"), 1, "error: "),
        (("ptg-retrospective",), 2, "Add --done or --skipped WHY."),
        (("--done",), 2, "Name items, or a Markdown export"),
        (("ptg-retrospective", "--done", "soon"), 2, '"soon" is not a day'),
        (("--from", "nowhere.md"), 1, "file-unreadable"),
        (("--from", "x.md", "--skipped", "y"), 2, "means done"),
        (("ptg-discuss-slurp", "--done", "2026-10-14"), 0, "recorded already"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_is_written(
    words: tuple[str, ...],
    status: int,
    said: str,
    record: Run,
    path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert record(*words) == status
    output = capsys.readouterr()
    assert said in output.err and output.out == ""
    assert path.read_text(encoding="utf-8") == BEGIN


def test_a_warning_is_printed_and_problems_of_before_are_not(
    record: Run, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path.write_text(BEGIN + "roles: {mayor: {irc: ada}}\n", encoding="utf-8")
    assert record("ptg-retrospective", "--done", "2027-01-10") == 0
    errors = capsys.readouterr().err
    assert "warning: doubtful-date" in errors and "mayor" not in errors
    assert "2027-01-10" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [BEGIN.replace("items:", "items: &a"), 'cycle: "2027.1"\nitems: {}\n'],
)
def test_what_cannot_be_edited_is_printed_to_paste(
    text: str, record: Run, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for there in (True, False):
        path.write_text(text, encoding="utf-8")
        if not there:
            path.unlink()
        assert record("ptg-retrospective", "--done") == 1
        output = capsys.readouterr()
        assert output.out == "  ptg-retrospective: {done: 2026-11-20}\n"
        assert 'below "items:"' in output.err
        assert ("new-cycle" in output.err) != there
        assert not there or path.read_text(encoding="utf-8") == text


def test_recordings_at_the_same_time_lose_nothing(path: Path) -> None:
    names = [f"m1-client/{name}" for name in ("python-watcherclient",)]
    names += ["ptg-retrospective", "post-ptg-summary", "cs-liaisons"]
    words = [sys.executable, "-m", "watcher_liaison_guide", "record"]
    rest = ["--done", "--cycles", str(path.parent), *TODAY]
    running = [
        subprocess.Popen([*words, "2027.1", name, *rest]) for name in names
    ]
    assert [one.wait() for one in running] == [0] * len(names)
    file, problems = load_cycle_file(path)
    assert file is not None and not problems
    assert set(names) < set(file.items)


# -- ticks in Markdown


def test_ticks_in_markdown_come_back(
    record: Run, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--cycles", str(path.parent), *TODAY]
    assert main(["checklist", "2027.1", *options]) == 0
    lines = capsys.readouterr().out.splitlines()
    export = path.parent / "list.md"

    def write(ids: tuple[str, ...], *more: str) -> list[str]:
        ticked = [
            line.replace("[ ]", "[x]")
            if line.endswith(tuple(f"{one}`" for one in ids))
            else line
            for line in lines
        ]
        export.write_text("\n".join([*ticked, *more]), encoding="utf-8")
        return ticked

    write(("ptg-retrospective", "event-liaison-agenda"))
    assert record("--from", str(export), "--by", "ada") == 0
    output = capsys.readouterr()
    assert output.err == ""
    assert output.out.splitlines()[1:] == [
        "  ptg-pick-event-liaison/event-liaison-agenda: "
        "{done: 2026-11-20, by: ada}",
        "  ptg-retrospective: {done: 2026-11-20, by: ada}",
    ]

    # Empty boxes take nothing back; whatever is odd is named.
    retrospective = next(one for one in lines if "retrospective`" in one)
    edited = next(one for one in lines if "`cs-liaisons`" in one)
    lines.remove(edited)
    write(
        (),
        "- [X] Buy a cake.",
        "* [ ] Or two.",
        "1. [x] Ask `ptg-retrospectiv`",
        edited.replace("[ ]", "[x]") + " (ada)",
        "```",
        "- [x] this is code",
        "```",
    )
    before = path.read_text(encoding="utf-8")
    assert record("--from", str(export)) == 1
    output = capsys.readouterr()
    for line, said in (
        (f"{lines.index(retrospective) + 1}:1: note", "stays so"),
        (f"{len(lines) + 1}:1: warning: odd-tick", "has no id"),
        (f"{len(lines) + 2}:1: note: odd-tick", "has no id"),
        (f"{len(lines) + 3}:1: error: unknown-item", "Did you mean"),
        (f"{len(lines) + 4}:1: warning: odd-tick", '"cs-liaisons" is not as'),
    ):
        (found,) = (
            one
            for one in output.err.splitlines()
            if one.startswith(f"{export}:{line}")
        )
        assert said in found
    assert "this is code" not in output.err
    added = "  cs-liaisons: {done: 2026-11-20}\n"
    after = path.read_text(encoding="utf-8")
    assert after.replace(added, "") == before != after


def test_a_group_stands_for_its_members_that_are_due_by_then(
    record: Run, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record("m1-stable", "--done", "2026-11-18") == 0
    members = capsys.readouterr().out.splitlines()[1:]
    assert len(members) == 9
    assert all(one.startswith("  m1-stable/") for one in members)
    assert record("m1-stable", "--skipped", "no time") == 1
    assert "is open" in capsys.readouterr().err
    assert record("cs-deliverable-files", "--skipped", "not yet") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 4


def test_a_group_that_is_ticked_in_a_brief_list_is_recorded(
    record: Run, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--cycles", str(path.parent), *TODAY]
    assert main(["checklist", "2027.1", "--brief", *options]) == 0
    text = capsys.readouterr().out
    lines = [
        line.replace("[ ]", "[x]") if line.endswith("`m1-stable`") else line
        for line in text.splitlines()
    ]
    export = path.parent / "list.md"
    export.write_text("\n".join(lines), encoding="utf-8")
    assert record("--from", str(export)) == 0
    output = capsys.readouterr()
    assert output.err == "" and output.out.count("m1-stable/") == 9
