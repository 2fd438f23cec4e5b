# SPDX-License-Identifier: Apache-2.0
"""Where a team says where its things are, also those of a second guide."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

TOML = """\
[build-system]
guide = "no key of ours"

[tool.liaison-guide]
guide = "guide"
data = "data"
cycles = "cycles"
"""
CFG = "[metadata]\nname = x\n\n[liaison-guide]\nguide = guide\ndata: data\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a repository with a guide, a calendar and a cycle file."""
    cycle = tiny.CYCLE.replace("done: 2029-11-13", "skipped: late")
    files = {"2030.1.cycle.yaml": None, "cycles/2030.1.cycle.yaml": cycle}
    monkeypatch.chdir(tiny.write(tmp_path / "work", **files))
    Path("below").mkdir()


@pytest.mark.parametrize("start", [".", "below"])
def test_commands_find_what_is_said_once(
    start: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("pyproject.toml").write_text(TOML, encoding="utf-8")
    Path("setup.cfg").write_text("[a]\nx = liaison-guide\n", encoding="utf-8")
    monkeypatch.chdir(start)
    assert '"by": "ada"' in run("checklist 2030.1 --format json")[0]
    # The records of the package are another team's.
    place = Path("guide" if start == "." else "../guide", "project.yaml")
    assert run("check")[0].startswith(f"{place}:1:7: note: ")
    # The search ends with the repository.
    Path(".git").mkdir()
    found = run("check")[0].startswith(f"{place}:1:7: note: ")
    assert found == (start == ".")


def test_an_import_writes_into_the_project_s_data(run: Run) -> None:
    line = "records import source --cycle 2027.1"
    assert "Name the data directory" in run(line, status=2)[1]
    cfg = CFG.replace("data: data", "data: made")
    Path("setup.cfg").write_text(cfg, encoding="utf-8")
    status = "[{name: x, release-id: 2027.1, status: future}]"
    tiny.write_files(Path("source/data"), {"series_status.yaml": status})
    out, err = run(line)
    assert out == "made/records/2027.1.yaml: written\n"
    assert "no directory" not in err


def test_options_win_and_a_cycle_file_elsewhere_is_said(run: Run) -> None:
    Path("setup.cfg").write_text(CFG, encoding="utf-8")
    printed = run("checklist 2026.2 --guide watcher")[0]
    assert "checklist of Watcher" in printed
    printed = run("check --data elsewhere", status=1)[0]
    assert "elsewhere: warning: file-unreadable" in printed
    assert "cycles has none of 2030.1. Name" in run("checklist 2030.1")[1]
    Path("doc").mkdir()
    Path("cycles").rename("doc/cycles")
    told = run("checklist 2030.1")[1]
    assert "doc/cycles/2030.1.cycle.yaml is one. Name the" in told


_UNREADABLE = "configuration: It cannot be read: "


@pytest.mark.parametrize(
    ("place", "old", "new", "told"),
    [
        (
            "pyproject.toml:5",
            'guide = "guide"',
            "giude = 1",
            'The key "giude" is not known in [tool.liaison-guide]. Did you '
            'mean "guide"?',
        ),
        ("pyproject.toml:6", '"data"', "[3]", 'The key "data" of '),
        (
            "pyproject.toml:3",
            TOML,
            "[tool]\n\nliaison-guide = 3\n",
            "not a table",
        ),
        ("pyproject.toml:8", "cycles =", "\ncycles", _UNREADABLE),
        ("pyproject.toml:1", "[build", f"a = {'[' * 9000}", _UNREADABLE),
        ("setup.cfg:1", "[metadata]", "guide", _UNREADABLE),
        ("setup.cfg:5", "= guide", "= watchr", 'no guide "watchr". Did you '),
        ("setup.cfg:7", "data: data", "\ndata: x", 'no directory "x".'),
    ],
)
def test_a_wrong_key_or_value_is_a_problem_with_its_line(
    place: str, old: str, new: str, told: str, run: Run
) -> None:
    name = place.partition(":")[0]
    before = CFG if name == "setup.cfg" else TOML
    assert old in before
    Path(name).write_text(before.replace(old, new), encoding="utf-8")
    # Only without the directory of the data is there a guide all the same.
    severity = "warning" if "directory" in told else "error"
    first = run("check", status=1)[0].splitlines()[0]
    assert first.startswith(f"{place}: {severity}: ")
    assert told in first
    out, err = run("guide", status=int(severity == "error"))
    assert err.startswith(f"{first}\n")
    assert bool(out) == (severity == "warning")


def test_the_extension_reads_it_too_and_reports_wrong_settings(
    build: Build, tmp_path: Path
) -> None:
    conf = tiny.CONF.replace('liaison_data = "data"\n', "").replace(
        'liaison_guide = "guide"\n', ""
    )
    cfg = CFG.replace("data: data", "data: project/data\ncycles = project/x")
    cfg = cfg.replace("guide = guide", "guide = project/guide")
    (tmp_path / "setup.cfg").write_text(cfg, encoding="utf-8")
    cycle = tiny.CYCLE.replace("2030.1", "2029.2")
    built = build(**{"conf.py": conf, "x/2029.2.cycle.yaml": cycle})
    assert "Write the plan for" in built.page("guide")
    assert [one for one in built.warnings if "unread-file" in one] == [
        "2030.1.cycle.yaml:1: WARNING: The command line does not read this "
        "cycle file: the project's configuration names the directory "
        '"x". [liaison.unread-file]'
    ]
    lost = built.source / "x/lost.cycle.yaml"
    for change in (lost.touch, lost.unlink):
        change()
        told = "".join(build(**{"conf.py": conf}).warnings)
        assert ("No page of" in told) is lost.exists()
    cfg = cfg.replace("project/data", "nowhere").replace("cycles", "cycle")
    cfg = cfg.replace("project/guide", "gide")
    (tmp_path / "setup.cfg").write_text(cfg, encoding="utf-8")
    conf += (
        'exclude_patterns = ["guide", "data"]\n'
        'source_suffix = {".rst": "restructuredtext", '
        '".yaml": "restructuredtext"}\n'
    )
    guides = {
        "data": {"guide": "watcher", "current_cycle": "?"},
        "guide": {"guide": "guide"},
        "fourth": {"guide": "guide", "current_cycle": "indry"},
    }
    built = build(settings={"liaison_guides": guides}, **{"conf.py": conf})
    assert "data-liaison-item" not in built.page("2030.1.cycle")
    # Watcher's guide is the default of two.
    assert [
        one.removesuffix(" [liaison.configuration]")
        for one in built.warnings
        if "configuration]" in one and "watcher/project.yaml" not in one
    ] == [
        f'{tmp_path}/setup.cfg:7: WARNING: The key "cycle" is not known in '
        '[liaison-guide]. Did you mean "cycles"?',
        f'{tmp_path}/setup.cfg:5: WARNING: The setting "guide" is "gide", '
        "which is not a guide; its default is used. Name a directory, or one "
        "of: openstack, watcher.",
        f'{tmp_path}/setup.cfg:6: WARNING: The setting "data" is "nowhere", '
        "which is not a directory; its default is used.",
        'conf.py:1: WARNING: The setting "liaison_guides: data: '
        'current_cycle" is "?", which names no cycle; its default is used.',
        'conf.py:1: WARNING: The setting "liaison_guides: fourth" is for no '
        "directory of pages.",
        "conf.py:1: WARNING: Another extension reads all files ending in "
        '".yaml", so cycle files become no checklists. List '
        '"watcher_liaison_guide" before it in "extensions".',
        'guide/project.yaml:1:7: WARNING: The team "tiny" has two guides '
        'here, for the directories "guide" and "fourth", so the ticks and the '
        "calendar events of their checklists are the same.",
        'conf.py:1: WARNING: The setting "liaison_guides: fourth: '
        'current_cycle" is "indry", which is no known cycle; its default is '
        'used. Did you mean "indri"?',
    ]


# -- two guides, which share steps, terms and cycles

SETTINGS = {
    "liaison_guides": {"second/": {"guide": "second-guide", "data": "data"}}
}
SECOND = {
    **{f"second-guide/{name}": text for name, text in tiny.GUIDE.items()},
    "second-guide/project.yaml": tiny.GUIDE["project.yaml"].replace(
        "team: tiny", "team: Second Team"
    ),
    "second/guide.rst": tiny.GUIDE_PAGE.replace(" tiny", " Second Team")
    .replace("The guide", "Second guide")
    .replace("Words", "More words")
    .replace("=====", "=" * 12)
    + "\nOf the other: :liaison:step:`:cut`, see :term:`REL`.\n",
    "second/2030.1.cycle.yaml": tiny.CYCLE,
    "2029.2.cycle.yaml": 'cycle: "2029.2"\n',
    "data/calendars/2029.2.yaml": tiny.CALENDAR_BEFORE,
    "other.rst": "Other\n=====\n"
    + "\n.. cycle-checklist:: 2030.1\n   :no-index:\n" * 2,
    "index.rst": """\
Top
===

.. toctree::
   :glob:

   guide
   20*
   other
   second/*

See :liaison:step:`second:cut`, :liaison:item:`second:2030.1/ask-lead`,
:term:`REL` and :term:`second:REL`.
""",
}


def test_nothing_of_two_guides_clashes(build: Build) -> None:
    built = build(settings=SETTINGS, **SECOND)
    assert built.warnings == []
    top, page = built.page("index"), built.page("second/guide")
    for address in (
        "second/guide.html#second-liaison-step-cut",
        "second/2030.1.html#second-2030-1-ask-lead",
        '"guide.html#liaison-term-release',
        "second/guide.html#second-liaison-term-release",
    ):
        assert address in top
    assert 'href="../guide.html#liaison-step-cut"' in page
    # Whatever the guide itself refers to is its own.
    assert page.count('href="../guide.html#liaison-') == 1
    assert 'href="#second-liaison-step-cut"' in page
    assert 'href="#second-liaison-term-freeze"' in page
    assert 'href="2030.1.html#second-2030-1-' in page
    assert "second:" not in built.page("genindex") + top
    teams = [
        re.findall('data-liaison-team="([^"]*)"', built.page(name))
        for name in ("2030.1", "second/2030.1")
    ]
    assert teams == [["tiny"], ["Second Team"]]
    first, second = (
        set(re.findall(r"UID:(.*)", built.page(name, ".ics")))
        for name in ("2030.1", "second/2030.1")
    )
    assert first and not first & second


def test_on_one_page_for_all_no_id_is_there_twice(build: Build) -> None:
    more = SECOND | {"index.rst": ".. cycle-index::\n\n" + SECOND["index.rst"]}
    built = build(builder="singlehtml", settings=SETTINGS, **more)
    page = built.page("index")
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    phases = {"2029-2-phase-planning", "2030-1-phase-planning"}
    assert {*phases, "2030-1-ask-lead", "second-2030-1-ask-lead"} <= ids.keys()
    # Tables of two documents are Sphinx's, and share a number.
    assert {one for one, times in ids.items() if times > 1} <= {"id1"}
    # Some versions of Sphinx put two of "#" into references of their own.
    assert set(re.findall('href="#([^"#]+)"', page)) <= ids.keys()


def test_pages_of_both_teams_show_their_base(build: Build) -> None:
    files = {
        **SECOND,
        "base/guide.yaml": "title: Base\nsections: [releasing]\n",
        "base/project.yaml": "team: base\ndeliverables: {}\n",
        "base/roles.yaml": "liaison: {title: Liaison}\n",
        "base/sections/releasing.yaml": tiny.GUIDE["sections/releasing.yaml"],
    }
    for guide in ("guide", "second-guide"):
        head = f"extends: ../base\n{tiny.GUIDE['guide.yaml']}"
        files[f"{guide}/guide.yaml"] = head
        files[f"{guide}/sections/releasing.yaml"] = None
    late = {name: None if "base/" in name else files[name] for name in files}
    assert build(settings=SETTINGS, **late).warnings
    assert build(settings=SETTINGS, **files).warnings == []
    for name, old, new, pages in (
        (
            "base/sections/releasing.yaml",
            "cut it",
            "slice",
            ("guide", "2030.1", "2029.2", "other", "second/guide"),
        ),
        ("second-guide/terms.yaml", "Nothing", "Little", ("second/guide",)),
    ):
        files[name] = files.get(name, tiny.PROJECT.get(name)).replace(old, new)
        built = build(settings=SETTINGS, **files)
        assert built.read == {*pages, "second/2030.1"}
        assert all(new in built.page(page) for page in pages)
