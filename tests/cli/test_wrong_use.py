# SPDX-License-Identifier: Apache-2.0
"""What cannot be done is reported, and nothing is printed or written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, write

NO_RELEASE = 'unknown-cycle: There is no OpenStack release "'
BY_RELEASE = "A cycle that has no calendar yet is named by its release, such "
IMPORT = "records import {} --cycle 2026.2 --into data"
RECORD = "record 2027.1 {} --cycles ."
SLURP = "ptg-discuss-slurp"
EXISTS = "error: file-exists: It exists already, and nothing was changed. "


@pytest.fixture(autouse=True)
def project(here: Path) -> None:
    """Go to a directory with some files that must not change."""
    (here / "link").symlink_to("no/dir/x.md")
    write(
        {
            "file": "",
            "2027.1.cycle.yaml": 'cycle: "2027.1"\nitems:\n'
            "  ptg-discuss-slurp: {done: 2026-10-14}\n",
            "hibiscus.cycle.yaml": 'cycle: "2026.2"\n',
            "governance/reference/projects.yaml": "{}\n",
            "data/records/2026.2.yaml": "cycle: [\n",
        }
    )


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("checklist 2027.1 --role PT", 2, 'Did you mean "ptl"?'),
        ("checklist 2027.1 --phase milestone-0", 2, 'you mean "milestone-'),
        ("checklist 2027.1 --brief --format json", 2, "etherpad, rst"),
        ("checklist 2027.1 --steps", 2, "Only --format ics"),
        ("agenda 2099.1", 1, "unknown-cycle"),
        ("checklist 2027.3", 1, f'{NO_RELEASE}2027.3".'),
        ("checklist 2031.1", 1, "once openstack/releases has its schedule"),
        ("agenda 2027.1 --weeks=-1", 2, '"-1" is not a number of weeks'),
        ("agenda 2027.1 --weeks 54", 2, '"54" is not a number of weeks'),
        ("agenda 2027.1 --handoff --format json", 2, "--handoff: error: "),
        ("agenda 2027.1 --today 0001-01-01", 2, '"0001-01-01" is not a day'),
        ("checklist current --today 2027-02-30", 2, "is not a day of this"),
        ("checklist 2027.1 --output .", 1, ".: error: file-unwritable: "),
        ("checklist 2027.1 --output no/dir/x.md", 1, 'no/dir". Make it first'),
        ("checklist 2027.1 --output link", 1, 'no/dir". Make it first'),
        ("new-cycle 2027.9", 2, f'{NO_RELEASE}2027.9". Those of a year are '),
        ("new-cycle 2019.1", 2, f'2019.1: error: {NO_RELEASE}2019.1"'),
        ("new-cycle 2027", 2, "give one such as 2027.2.\n"),
        ("new-cycle jaguar", 1, f'cycle "jaguar". {BY_RELEASE}as 2027.2.\n'),
        ("new-cycle indrie", 1, f'Did you mean "indri"? {BY_RELEASE}'),
        ("new-cycle newton", 1, "schedule-missing: The schedule of newton "),
        ("new-cycle indri --into .", 1, f"{EXISTS}Edit it, or give --into"),
        ("new-cycle 2026.2 --into .", 1, f"hibiscus.cycle.yaml: {EXISTS}"),
        ("new-cycle 2027.1 --into file/in", 1, "error: file-unwritable: "),
        ("new-cycle 2027.1 --into link", 1, "error: file-unwritable: "),
        ("new-guide new --team 'Q & A: x'", 2, 'x" is not a team. Name it as'),
        ("new-guide .", 1, f".: {EXISTS}Name a new or empty directory.\n"),
        ("records show train", 1, "error: cycle-without-records: Noth"),
        ("records show hibiscuss", 1, 'Did you mean "hibiscus"?'),
        (IMPORT.format("."), 1, "unknown-source: It has neither"),
        (IMPORT.format("missing"), 1, "file-unreadable: There is no such"),
        (IMPORT.format("ftp://example.org/"), 1, "bad-url"),
        (IMPORT.format("governance governance"), 1, "a second source of "),
        (RECORD.format("ptg-photo --done"), 1, 'mean "ptg-group-photo"?'),
        (RECORD.format("m1-client/nova --done"), 1, "python-watcherclient"),
        (RECORD.format("ptg-retrospective --done --proof x"), 1, "bad-url"),
        (RECORD.format("ptg-retrospective --skipped ''"), 1, "error: "),
        (RECORD.format("cs-liaisons --done --by 'a\nb'"), 1, "error: "),
        (RECORD.format("ptg-retrospective"), 2, "Add --done or --skipped"),
        (RECORD.format("--done"), 2, "Name items, or a Markdown export"),
        (RECORD.format("ci --done --skipped x"), 2, "not allowed with argum"),
        (RECORD.format("cs-liaisons --done soon"), 2, '"soon" is not a day'),
        (RECORD.format("--from nowhere.md"), 1, "file-unreadable"),
        (RECORD.format("--from file"), 1, "file: error: odd-tick: It has no"),
        (RECORD.format("--from x.md --skipped y"), 2, "means done"),
        (RECORD.format(f"{SLURP} --done 2026-10-14"), 0, "recorded already"),
        # It does not write over a file that it cannot read.
        (IMPORT.format("governance"), 1, "2.yaml:2:1: error: yaml-syntax"),
    ],
)
def test_what_cannot_be_done_is_reported(
    words: str, status: int, said: str, here: Path, run: Run
) -> None:
    def contents() -> dict[Path, bytes]:
        return {
            path: path.is_file() and path.read_bytes()
            for path in here.rglob("*")
        }

    before = contents()
    printed, problems = run(words, status)
    assert printed == "" and said in problems
    assert contents() == before
    # A number that is no release is promised no schedule.
    assert "no OpenStack release" not in said or "schedule" not in problems
