# SPDX-License-Identifier: Apache-2.0
"""``records show`` and ``records import`` as their users see them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, write
from tests.records.checkouts import STATUS, checkout, folder_source
from watcher_liaison_guide.calendar.library import EMBEDDED
from watcher_liaison_guide.library import Library
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.records.model import Records

GOLDEN = Path(__file__).parents[1] / "records" / "data" / "show-2026.1.txt"
Import = Callable[[str, str], Records | None]


# -- show


@pytest.mark.parametrize("name", ["2026.1", "Gazpacho"])
def test_show_is_a_page_to_read(name: str, run: Run) -> None:
    printed = run(f"records show {name} --today 2026-08-21")
    assert printed == (GOLDEN.read_text(encoding="utf-8"), "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("current --today 2026-10-05", "2027.1 Indri: development, SLURP, to"),
        ("indri", "There are no deliverable files for 2027.1 yet: what"),
        ("2024.1", "leadership     unknown: no source has it for this cycle"),
        ("2024.1", "people         not on record here"),
    ],
)
def test_show_has_what_is_current_carried_over_or_unknown(
    words: str, said: str, run: Run
) -> None:
    assert said in run(f"records show {words}")[0]


def test_show_as_json_has_every_key(run: Run) -> None:
    words = "records show 2026.1 --today 2026-11-19 --format json"
    found = json.loads(run(words)[0])
    keys = "version day cycle sources leadership liaisons carried_from "
    assert list(found) == f"{keys}deliverables".split()
    assert found["leadership"]["model"] == "distributed"
    assert list(found["leadership"]) == ["model", "source"]
    every = {one["id"]: one for one in found["deliverables"]}
    assert every["watcher"]["releases"][-1]["version"] == "16.0.2"
    branch = every["watcher"]["branches"][0]
    keys = ("name", "release", "series", "status")
    values = ("stable/2026.2", "2026.2", "hibiscus", "maintained")
    assert branch == dict(zip(keys, values, strict=True))


# -- import


@pytest.fixture
def data(shared_data: Path, here: Path) -> Path:
    """Go to an empty directory; return that of the real repositories."""
    return shared_data / "data"


@pytest.fixture
def imported(data: Path, run: Run) -> Import:
    """Return a function that imports governance as it was on a day."""

    def imported(day: str, cycle: str) -> Records | None:
        source = data / "openstack-governance" / day
        run(f"records import '{source}' --cycle {cycle} --into .")
        return load_records(Path("records", f"{cycle}.yaml"))[0]

    return imported


def test_import_writes_a_cycle_s_records_and_then_leaves_them(
    data: Path, run: Run
) -> None:
    words = (
        f"records import '{data}/openstack-releases' "
        f"'{data}/openstack-governance/2026-08-08' --cycle hibiscus --into ."
    )
    path = Path("records/2026.2.yaml")
    assert run(words)[0] == f"{path}: written\n"
    assert run(words)[0] == f"{path}: unchanged\n"
    records, problems = load_records(path)
    assert records is not None and problems == []
    assert set(records.liaisons or ()) == {"ptl", "release", "security"}
    assert "@" not in path.read_text(encoding="utf-8")


def test_show_has_the_people_once_they_are_imported(
    imported: Import, run: Run
) -> None:
    imported("2026-01-27", "2026.1")
    assert (
        "  liaisons       releases: Chandan Kumar (chandankumar), Joan "
        "Francesc Gilabert\n"
        "                 Navarro (jgilaber)\n"
        "                 TaCT SIG: Douglas Viroel (dviroel), Chandan Kumar\n"
    ) in run("records show 2026.1 --data .")[0]


def test_a_new_cycle_keeps_the_days_on_record(here: Path, run: Run) -> None:
    status = "- {name: jo, release-id: 2027.2, status: future}\n" + STATUS
    folder_source(here, {"data/series_status.yaml": status})
    run("records import . --cycle jo --into .")
    assert "2027-10-27" in Path("records/2027.2.yaml").read_text("utf-8")


def test_import_embeds_no_people(
    imported: Import, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EMBEDDED / "records", "records")
    monkeypatch.setattr("watcher_liaison_guide.cli.records.EMBEDDED", here)
    records = imported("2026-08-08", "2026.2")
    assert records is not None and records.liaisons is None


# -- what the records decide


@pytest.mark.parametrize(
    ("day", "role", "people"),
    [
        (
            "2026-01-27",
            "release-liaison",
            ["Chandan Kumar", "Joan Francesc Gilabert Navarro"],
        ),
        ("2026-08-08", "ptl", ["Douglas Viroel"]),
    ],
)
def test_the_same_cycle_file_has_the_rightful_owners_under_both_leaderships(
    day: str, role: str, people: list[str], data: Path, run: Run
) -> None:
    projects = "reference/projects.yaml"
    path = data / "openstack-governance" / day / projects
    # A state of the day before the cycle.
    checkout(Path("source"), projects, {"2026-09-29": path.read_text("utf-8")})
    assert run("records import source --cycle 2027.1 --into .")[1] == ""
    summit = "events: {summit: {date: 2026-10-20, why: announced}}\n"
    write({"2027.1.cycle.yaml": f'cycle: "2027.1"\n{summit}'})
    checklist, _ = Library((Path(),), Path()).checklist("2027.1")
    assert checklist is not None
    owners = {item.id: item.owner for item in checklist.walk()}
    for owner in (
        owners["ffe-announce/ffe-authority"],
        owners["summit-duty-release-liaison/summit-project-update"],
        owners["summit-duty-release-liaison/summit-operators"],
        owners["liaison-handoff"],
        checklist.policies[0].decides,
    ):
        assert owner is not None and owner.role == role
        assert [person.name for person in owner.people] == people


def test_the_series_of_an_independent_deliverable_is_independent(
    here: Path, run: Run
) -> None:
    source = {
        "data/series_status.yaml": "[{name: indri, release-id: 2027.1, "
        "status: future}]",
        "deliverables/_independent/aurora.yaml": "team: aurora\ntype: other\n",
        "deliverables/indri/python-auroraclient.yaml": "team: aurora\n"
        "type: client-library\nrelease-model: cycle-with-intermediary\n",
    }
    write({f"source/{name}": text for name, text in source.items()})
    run("records import source --cycle 2027.1 --team aurora --into .")
    run("new-guide guide --team aurora --data .")
    section = (
        "id: milestone-1\nsteps:\n  - id: m1-any\n    text: Release it.\n"
        "    each: deliverable\n    commands: "
        "['new-release {series} {deliverable} of {branch-series}']\n"
    )
    write({"guide/sections/milestone-1.yaml": section})
    output, _ = run("checklist 2027.1 --guide guide --format json --data .")
    assert "new-release independent aurora of independent" in output
    assert "new-release indri python-auroraclient of indri" in output
    # The folder of such deliverables has another name.
    assert "/master/deliverables/_independent" in output
    assert "/master/deliverables/independent" not in output
