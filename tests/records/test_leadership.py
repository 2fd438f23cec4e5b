# SPDX-License-Identifier: Apache-2.0
"""A cycle's leadership is what governance's history says first within it."""

import datetime
from pathlib import Path

import pytest

from tests.records.checkouts import checkout, git
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.cli.main import main
from watcher_liaison_guide.problems import Code, Problem, Severity
from watcher_liaison_guide.records import Records, load_records
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.sources import GOVERNANCE, FolderSource

PATH = "reference/projects.yaml"
NOVA = "nova:\n  ptl: {name: Sylvain, irc: bauzas}\n"
VACANT = "  leadership_type: ptl\n  ptl: {name: APPOINTMENT NEEDED, irc: ''}\n"
SEAN = "{name: Sean Mooney, irc: sean-k-mooney}"
DISTRIBUTED = (
    f"  leadership_type: distributed\n  liaisons: {{release: [{SEAN}]}}\n"
)
DOUGLAS = "  ptl: {name: Douglas Viroel, irc: dviroel}\n"
RELEASE = "  liaisons: {release: [{irc: chandankumar}, {irc: jgilaber}]}\n"
#: Watcher's own, with the states of other teams between.
WATCHER = {
    "2021-05-01": "  ptl: {name: Ada, irc: ada}\n",
    "2024-03-01": VACANT,
    "2024-11-01": DISTRIBUTED,
    "2025-01-28": VACANT,
    "2025-02-01": DISTRIBUTED,
    "2026-01-27": VACANT,
    "2026-03-20": DOUGLAS,
    "2026-05-26": DOUGLAS + RELEASE,
}


def _made(tmp_path: Path, texts: dict[str, str]) -> FolderSource:
    texts = {
        day: f"{NOVA}watcher:\n  url: x\n{text}zun:\n  ptl: {{irc: {day}}}\n"
        for day, text in texts.items()
    }
    folder = checkout(tmp_path / "governance", PATH, texts)
    return FolderSource(folder, GOVERNANCE)


@pytest.fixture(scope="module")
def watcher(tmp_path_factory: pytest.TempPathFactory) -> FolderSource:
    """Governance with Watcher's real history."""
    return _made(tmp_path_factory.mktemp("watcher"), WATCHER)


def _embedded(cycle: str) -> Records:
    records, _ = load_records(EMBEDDED / "records" / f"{cycle}.yaml")
    assert records is not None
    return records


def _imported(
    source: FolderSource,
    cycle: str,
    as_of: str | None = None,
    before: Records | None = None,
) -> tuple[Records, list[Problem]]:
    day = datetime.date.fromisoformat(as_of) if as_of else None
    before = before or _embedded(cycle)
    found, problems = import_records([source], cycle, "watcher", before, day)
    assert found is not None
    return found, problems


def _lead(records: Records) -> tuple[str | None, dict[str, list[str]] | None]:
    return (
        records.leadership and records.leadership.model,
        records.liaisons
        and {
            key: [one.irc or "" for one in people]
            for key, people in records.liaisons.items()
        },
    )


@pytest.mark.parametrize(
    ("cycle", "model", "liaisons", "changed"),
    [
        (
            "2025.1",
            "distributed",
            {"release": ["sean-k-mooney"]},
            ["2025-01-28", "2025-02-01"],
        ),
        ("2025.2", "distributed", {"release": ["sean-k-mooney"]}, []),
        (
            "2026.1",
            "distributed",
            {"release": ["sean-k-mooney"]},
            ["2026-01-27", "2026-03-20"],
        ),
        (
            "2026.2",
            "ptl",
            {"ptl": ["dviroel"], "release": ["chandankumar", "jgilaber"]},
            [],
        ),
        # It has not begun: the newest state counts.
        (
            "2027.1",
            "ptl",
            {"ptl": ["dviroel"], "release": ["chandankumar", "jgilaber"]},
            [],
        ),
    ],
)
def test_watchers_history_gives_each_cycle_its_own_leadership(
    watcher: FolderSource,
    cycle: str,
    model: str,
    liaisons: dict[str, list[str]],
    changed: list[str],
) -> None:
    records, problems = _imported(watcher, cycle)
    assert _lead(records) == (model, liaisons)
    assert not records.undated
    assert {one.severity for one in problems} <= {Severity.NOTE}
    days = [one.message.split(",")[0] for one in problems]
    assert days == [f"Changed on {day}" for day in changed]
    assert records.leadership is not None
    if cycle == "2026.2":
        assert "of 2026-03-20" in (records.leadership.source or "")


@pytest.mark.parametrize("last", ["2024-05-01", "2026-02-12", "2026-03-20"])
@pytest.mark.parametrize("cycle", ["2025.1", "2026.1"])
def test_a_state_of_another_day_replaces_nothing_silently(
    tmp_path: Path, cycle: str, last: str
) -> None:
    texts = {day: text for day, text in WATCHER.items() if day <= last}
    records, problems = _imported(_made(tmp_path, texts), cycle)
    assert _lead(records)[0] == "distributed"
    assert Code.RECORDS_OTHER_DAY in {one.code for one in problems}


def test_a_vacancy_of_a_cycle_to_come_is_unknown(tmp_path: Path) -> None:
    texts = {**WATCHER, "2026-08-08": VACANT}
    records, _ = _imported(_made(tmp_path, texts), "2027.1")
    assert records.leadership is None


def test_a_state_of_long_before_a_cycle_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    texts = {"2021-05-01": WATCHER["2021-05-01"].replace("Ada", "Eve")}
    for cycle in ("2025.1", "2026.2", "2027.1"):
        folder = tmp_path / cycle
        folder.mkdir()
        records, problems = _imported(_made(folder, texts), cycle)
        assert records.leadership == _embedded(cycle).leadership
        assert records.liaisons is None
        [found] = problems
        assert found.code is Code.RECORDS_OTHER_DAY
        assert "The history ends on 2021-05-01" in found.message


@pytest.mark.parametrize(
    ("day", "model", "liaisons"),
    [
        ("2025-10-01", "distributed", ["sean-k-mooney"]),
        ("2026-02-01", "ptl", None),
        ("2026-03-25", "ptl", None),
    ],
)
def test_another_day_can_be_asked_for(
    watcher: FolderSource, day: str, model: str, liaisons: list[str] | None
) -> None:
    records, _ = _imported(watcher, "2026.1", day)
    found, people = _lead(records)
    assert found == model
    assert people is not None
    assert people.get("release") == liaisons


def test_roles_are_filled_until_the_next_reset_and_no_longer(
    tmp_path: Path,
) -> None:
    both = DISTRIBUTED.replace("{release", "{security: [{irc: s}], release")
    other = DISTRIBUTED.replace("{release", "{events: [{irc: e}], release")
    texts = {
        "2025-09-01": DISTRIBUTED,
        "2025-11-01": both,
        "2026-01-01": VACANT,
        "2026-02-01": other,
    }
    records, problems = _imported(_made(tmp_path, texts), "2026.1")
    assert _lead(records)[1] == {
        "release": ["sean-k-mooney"],
        "security": ["s"],
    }
    assert len(problems) == 2


def test_an_elected_ptl_is_the_next_cycles(tmp_path: Path) -> None:
    texts = {
        "2025-09-01": "  ptl: {name: A Letter, irc: a}\n",
        "2025-11-01": "  ptl: {name: Ann Letter, irc: a}\n",
        "2026-03-01": "  ptl: {name: B, irc: b}\n" + RELEASE,
    }
    records, problems = _imported(_made(tmp_path, texts), "2026.1")
    assert _lead(records) == ("ptl", {"ptl": ["a"]})
    assert "2026-03-01" in problems[-1].message


def test_a_checkout_without_its_whole_history_is_undated(
    watcher: FolderSource, tmp_path: Path
) -> None:
    source = watcher
    git(tmp_path, "clone", "-q", "--depth=1", source.root.as_uri(), "one")
    shallow = FolderSource(tmp_path / "one", GOVERNANCE)
    records, problems = _imported(shallow, "2026.2")
    assert records.undated
    assert [one.code for one in problems] == [Code.RECORDS_UNDATED]
    # A dated import takes the mark away, and another that adds nothing does
    # not bring it back.
    records, _ = _imported(source, "2026.2", before=records)
    assert not records.undated
    again, problems = _imported(shallow, "2026.2", before=records)
    assert again == records
    assert [one.code for one in problems] == [Code.RECORDS_UNDATED]


def test_check_notes_the_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "folder"
    (folder / "reference").mkdir(parents=True)
    text = f"watcher:\n  leadership_type: ptl\n{DOUGLAS}"
    (folder / PATH).write_text(text, encoding="utf-8")
    data = tmp_path / "data"
    words = ["records", "import", str(folder), "--cycle", "2026.2"]
    assert main([*words, "--into", str(data)]) == 0
    assert ": warning: records-undated: " in capsys.readouterr().err
    assert main(["check", str(data)]) == 0
    output = capsys.readouterr()
    path = data / "records" / "2026.2.yaml"
    assert f"{path}:2:1: note: records-undated: " in output.out + output.err


# -- what is not needed


@pytest.mark.parametrize(
    "text",
    [
        "  liaisons: [nick, nick]\n",
        "  liaisons: {tc_members: [nick, nick]}\n",
        "  tc_members: [nick, nick]\n",
        "  liaisons: {release: nick}\n",
        "  liaisons: {release: [{name: [a]}]}\n",
        "  deliverables: [a]\n",
        "zaqar:\n  ptl: {irc: a}\n  ptl: {irc: a}\n",
    ],
)
def test_what_is_not_needed_is_a_note_at_most(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = _made(tmp_path, {"2026-03-20": DOUGLAS + text})
    words = ["records", "import", str(source.root), "--cycle", "2026.2"]
    assert main([*words, "--into", str(tmp_path / "data")]) == 0
    assert "error" not in capsys.readouterr().err
    records, problems = load_records(tmp_path / "data/records/2026.2.yaml")
    assert problems == []
    assert records is not None
    assert records.leadership is not None
    assert records.liaisons is not None
    assert records.liaisons["ptl"][0].irc == "dviroel"
