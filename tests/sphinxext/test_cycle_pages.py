# SPDX-License-Identifier: Apache-2.0
"""What a cycle's page shows, and where its links lead."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build, Built

_OTHER = "Other\n=====\n\n"
_RELEASING = "sections/releasing.yaml"


def with_text(text: str) -> dict[str, str]:
    """Return the procedure with another text of its step."""
    old = tiny.GUIDE[_RELEASING]
    return {f"guide/{_RELEASING}": old.replace("Cut the release.", text)}


def search_index(built: Built) -> dict[str, set[str]]:
    """Return the pages that a search finds, by the word."""
    text = (built.out / "searchindex.js").read_text("utf-8")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    return {
        word: {
            index["docnames"][page]
            for page in (found if isinstance(found, list) else [found])
        }
        for word, found in index["terms"].items()
    }


def test_a_search_finds_a_cycle_by_its_items_and_records(build: Build) -> None:
    cycle = tiny.CYCLE + (
        "exceptions: {one: {policy: late, title: Quokka, by: wombat}}\n"
    )
    built = build(
        **{"2030.1.cycle.yaml": cycle},
        **with_text("It's \"the quagga\" -- see ``'x' -- y``."),
    )
    assert "It’s “the quagga” – see" in built.page("guide")
    assert "No exception is on record" not in built.page("2030.1")
    index = search_index(built)
    for word in ("quagga", "quokka", "wombat"):
        assert "2030.1" in index[word]


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="description" content="2030.1 Zzyzx: release checklist of',
        "who does it.",
        # An item leads to its step and to itself.
        'href="guide.html#liaison-step-plan">the step in the guide<',
        'href="#do-release" title="Link to this step"',
        "No exception is on record for this cycle.",
        "decided by: Tiny lead",
    ],
)
def test_the_page_of_a_cycle_has(unchanged: Build, html: str) -> None:
    assert html in unchanged().page("2030.1")


def test_an_item_leads_to_no_step_that_no_page_shows(build: Build) -> None:
    page = build(
        settings={"suppress_warnings": ["liaison"]},
        **{"guide.rst": "Guide\n=====\n", "other.rst": _OTHER},
    ).page("2030.1")
    assert "the step in the guide" not in page
    assert "Cut the release." in page


def test_a_step_whose_text_cannot_be_read_goes_by_its_name(
    build: Build,
) -> None:
    built = build(**with_text("Cut the *release."))
    (warning,) = built.warnings
    assert warning.startswith("guide/sections/releasing.yaml:5:")
    _, _, rest = built.page("2030.1").partition("liaison-instructions")
    assert re.search(r"<li>cut", rest)


# -- what cannot be read


def test_a_cycle_file_that_cannot_be_read_leaves_a_page(
    build: Build,
) -> None:
    built = build(**{"2030.1.cycle.yaml": 'cycle: "2030.1"\nitems: [x\n'})
    assert [one for one in built.warnings if "yaml-syntax" in one] != []
    assert "This cycle’s file cannot be read." in built.page("2030.1")


def test_a_cycle_without_a_calendar_has_no_dates(build: Build) -> None:
    built = build(
        **{
            "2031.1.cycle.yaml": 'cycle: "2031.1"\n',
            "index.rst": tiny.PROJECT["index.rst"].replace(
                "   2030.1\n", "   2030.1\n   2031.1\n"
            ),
        }
    )
    assert [one for one in built.warnings if "2031.1" not in one] == []
    page = built.page("2031.1")
    assert "No dates yet" in page
    assert 'id="phase-planning"' in page
    # Nor is there a time for exceptions.
    assert "liaison-exceptions" not in page
    assert "It appears on releases.openstack.org" in page
    # A calendar may not be empty, so there is none.
    assert "2031.1.json" in page
    assert "2031.1.ics" not in page
    assert not (built.out / "2031.1.ics").exists()


#: An extension that reads every YAML file.
EVERY_YAML = """
from sphinx.parsers import RSTParser

class Parser(RSTParser):
    supported = ("every-yaml",)

def setup(app):
    app.add_source_suffix(".yaml", "every-yaml")
    app.add_source_parser(Parser)
"""


@pytest.mark.parametrize(
    ("extensions", "warned"),
    [
        ('["every_yaml", "watcher_liaison_guide"]', True),
        ('["watcher_liaison_guide", "every_yaml"]', False),
    ],
)
def test_an_extension_that_takes_the_cycle_files_is_reported(
    build: Build,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    extensions: str,
    warned: bool,
) -> None:
    monkeypatch.syspath_prepend(tmp_path / "project")
    conf = f"{tiny.CONF}extensions = {extensions}\n"
    conf += 'exclude_patterns = ["guide", "data"]\n'
    # Sphinx adds to its default, for every later build of the process too.
    conf += 'source_suffix = {".rst": "restructuredtext"}\n'
    built = build(**{"conf.py": conf, "every_yaml.py": EVERY_YAML})
    found = [one for one in built.warnings if "Another extension" in one]
    assert found == [
        'conf.py:1: WARNING: Another extension reads all files ending in '
        '".yaml", so cycle files become no checklists. List '
        '"watcher_liaison_guide" before it in "extensions". '
        "[liaison.configuration]"
    ] * warned  # fmt: skip
    name = "2030.1.cycle" if warned else "2030.1"
    assert ("data-liaison-item" in built.page(name)) is not warned


# -- ids, and checklists in other pages


@pytest.mark.parametrize("page", ["guide", "2030.1"])
def test_no_id_is_twice_on_a_page(unchanged: Build, page: str) -> None:
    found = re.findall(r'\sid="([^"]+)"', unchanged().page(page))
    ids = Counter(found)
    assert [name for name, count in ids.items() if count > 1] == []


def test_each_link_of_the_pdf_has_its_label_once(unchanged: Build) -> None:
    (file,) = unchanged("latex").out.glob("*.tex")
    text = file.read_text(encoding="utf-8")
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]+)\}\}", text))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]+)\}\]", text))
    assert any("2030-1-" in link for link in links)
    assert links - set(labels) == set()
    assert [name for name, count in labels.items() if count > 1] == []


def test_checklists_on_one_page_keep_their_ids_apart(build: Build) -> None:
    text = "\n".join(
        f".. cycle-checklist:: {name}\n"
        for name in (
            "2030.1\n   :no-index:",
            "zzyzx\n   :no-index:",
            "indri\n   :no-index:",
            "2030.1\n   :only: timeline",
        )
    )
    timeline = ".. cycle-checklist:: 2030.1\n      :only: timeline\n"
    built = build(
        **{"other.rst": f"{_OTHER}{text}\n.. note::\n\n   {timeline}"}
    )
    assert built.warnings == []
    page = built.page("other")
    assert page.count('id="2030-1-plan-tiny"') == 1
    assert 'id="checklist-2030-1"' in page
    assert 'id="checklist-2027-1"' in page
    assert "liaison-svg" in page.partition('class="admonition note"')[2]


def test_one_page_for_all_has_each_id_once(build: Build) -> None:
    page = build(
        builder="singlehtml",
        **{
            "data/calendars/2029.2.yaml": tiny.CALENDAR_BEFORE,
            "2029.2.cycle.yaml": 'cycle: "2029.2"\n',
            "other.rst": (
                f"{_OTHER}.. cycle-checklist:: 2030.1\n   :no-index:\n"
            ),
            "index.rst": "Top\n===\n\n.. toctree::\n   :glob:\n\n   *\n",
        },
    ).page("index")
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert "2029-2-phase-planning" in ids
    assert "2030-1-phase-planning" in ids
    assert sorted(ids) == sorted(set(ids))
    # Some versions of Sphinx put two of "#" into references of their own.
    targets = set(re.findall('href="#([^"#]+)"', page))
    assert targets - set(ids) == set()
