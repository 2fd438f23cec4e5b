# SPDX-License-Identifier: Apache-2.0
"""What becomes of a cycle file, and where it cannot be read."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from tests.sphinxext import tiny
from tests.sphinxext.conftest import Build

_OTHER = "Other\n=====\n\n"


def with_text(text: str) -> dict[str, str]:
    """Return the procedure with another text of its step."""
    old = tiny.GUIDE["sections/releasing.yaml"]
    return {
        "guide/sections/releasing.yaml": old.replace("Cut the release.", text)
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
    text = (built.out / "searchindex.js").read_text("utf-8")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    number = index["docnames"].index("2030.1")
    for word in ("quagga", "quokka", "wombat"):
        found = index["terms"][word]
        assert number in (found if isinstance(found, list) else [found])


# -- what is missing or cannot be read


def test_what_cannot_be_read_or_is_shown_nowhere_leaves_a_page(
    build: Build,
) -> None:
    pages = "   2030.1\n   2029.2\n   2031.1\n"
    built = build(
        **{
            "guide.rst": "Guide\n=====\n",
            "index.rst": tiny.INDEX.replace("   2030.1\n", pages),
            "other.rst": _OTHER,
            "2029.2.cycle.yaml": 'cycle: "2029.2"\nitems: [x\n',
            "data/calendars/2029.2.yaml": tiny.CALENDAR_BEFORE,
            "2031.1.cycle.yaml": 'cycle: "2031.1"\n',
        },
        **with_text("Cut the *release."),
    )
    told = [one for one in built.warnings if "not-shown" not in one]
    assert [one[: one.index(" WARNING")] for one in told] == [
        "2029.2.cycle.yaml:3:1:",
        "guide/sections/releasing.yaml:5:19:",
    ]
    page = built.page("2030.1")
    assert "the step in the guide" not in page
    # A step goes by its name where its text cannot be read.
    assert re.search(r"<li>cut", page.partition("liaison-instructions")[2])
    assert "This cycle’s file cannot be read." in built.page("2029.2")
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


def test_an_extension_that_takes_the_cycle_files_is_reported(
    build: Build,
) -> None:
    conf = f"""{tiny.CONF}
exclude_patterns = ["guide", "data"]
source_suffix = {{".rst": "restructuredtext", ".yaml": "restructuredtext"}}
"""
    built = build(**{"conf.py": conf})
    assert [one for one in built.warnings if "Another extension" in one] == [
        "conf.py:1: WARNING: Another extension reads all files ending in "
        '".yaml", so cycle files become no checklists. List '
        '"watcher_liaison_guide" before it in "extensions". '
        "[liaison.configuration]"
    ]
    assert "data-liaison-item" not in built.page("2030.1.cycle")


# -- ids, and checklists in other pages


@pytest.mark.parametrize("page", ["guide", "2030.1"])
def test_ids_are_letters_digits_and_hyphens_and_never_twice(
    unchanged: Build, page: str
) -> None:
    ids = re.findall(r'\sid="([^"]+)"', unchanged().page(page))
    assert len(ids) == len(set(ids))
    assert not [one for one in ids if not one.replace("-", "").isalnum()]


def test_each_link_of_the_pdf_has_its_label_once(unchanged: Build) -> None:
    (file,) = unchanged("latex").out.glob("*.tex")
    text = file.read_text(encoding="utf-8")
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]+)\}\}", text))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]+)\}\]", text))
    assert any("2030-1-" in link for link in links)
    assert links - set(labels) == set()
    assert [name for name, count in labels.items() if count > 1] == []


def test_checklists_on_one_page_keep_their_ids_apart(build: Build) -> None:
    only, more = ".. cycle-checklist::", "   :no-index:"
    timeline = f"{only} 2030.1\n{{}}   :only: timeline\n"
    built = build(
        **{
            "other.rst": f"{_OTHER}{only} 2030.1\n{more}\n\n"
            f"{only} zzyzx\n{more}\n\n{only} indri\n\n"
            "See :liaison:item:`2027.1/do-release`.\n\n"
            f"{timeline.format('')}\n.. note::\n\n   {timeline.format('   ')}"
        }
    )
    assert built.warnings == []
    page = built.page("other")
    assert page.count('id="2030-1-plan-tiny"') == 1
    assert 'id="checklist-2030-1"' in page
    assert 'id="checklist-2027-1"' in page
    assert "liaison-svg" in page.partition('class="admonition note"')[2]
    # The files are those of the cycle's own page.
    assert "liaison-files" not in page
    assert not (built.out / "2027.1.json").exists()
