# SPDX-License-Identifier: Apache-2.0
"""What Sphinx does to any text is done to those of a cycle's page too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sphinxext import tiny

Build = Callable[..., Any]

TEXTS = tiny.GUIDE["sections/releasing.yaml"].replace(
    "text: Cut the release.",
    "text: It's \"cut\" -- see ``'x' -- y``.",
)
QUOTED = {"guide/sections/releasing.yaml": TEXTS}


def text_of(built: Any, item: str) -> str:
    """Give the words of an item on the cycle's page, as HTML."""
    page = built.page("2030.1")
    _, _, rest = page.partition(f'data-liaison-item="{item}"')
    found = re.search(r'<div class="liaison-text">(.*?)</div>', rest, re.S)
    assert found is not None
    return found[1]


def test_the_guides_page_has_typographic_quotes(build: Build) -> None:
    assert "It’s “cut” – see" in build(**QUOTED).page("guide")


def test_a_search_finds_a_cycle_by_the_words_of_its_items(
    build: Build,
) -> None:
    built = build(
        **{
            "guide/sections/releasing.yaml": tiny.GUIDE[
                "sections/releasing.yaml"
            ].replace("Cut the release.", "Cut the quagga.")
        }
    )
    text = (Path(built.app.outdir) / "searchindex.js").read_text("utf-8")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    found = index["terms"]["quagga"]
    pages = found if isinstance(found, list) else [found]
    assert "2030.1" in [index["docnames"][page] for page in pages]


def test_an_item_leads_to_its_step_and_to_itself(build: Build) -> None:
    page = build().page("2030.1")
    assert 'href="guide.html#liaison-step-cut">the step in the guide<' in page
    assert 'href="#do-release-cut" title="Link to this step"' in page


def test_an_item_leads_to_no_step_that_no_page_shows(build: Build) -> None:
    page = build(
        settings={"suppress_warnings": ["liaison"]},
        **{
            "guide.rst": "Guide\n=====\n\nNothing.\n",
            "other.rst": "Other\n=====\n\nNothing.\n",
        },
    ).page("2030.1")
    assert "the step in the guide" not in page
    assert "Cut the release." in page


def test_a_step_whose_text_cannot_be_read_goes_by_its_name(
    build: Build,
) -> None:
    broken = tiny.GUIDE["sections/releasing.yaml"].replace(
        "Cut the release.", "Cut the *release."
    )
    built = build(**{"guide/sections/releasing.yaml": broken})
    (warning,) = built.warnings
    assert warning.startswith("guide/sections/releasing.yaml:5:")
    assert text_of(built, "do-release/cut").startswith("<p>cut<")


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


def test_a_checklist_in_a_page_has_an_id_of_its_own(build: Build) -> None:
    text = (
        "Other\n=====\n\n.. cycle-checklist:: 2030.1\n\n"
        ".. cycle-checklist:: indri\n   :no-index:\n"
    )
    page = build(**{"other.rst": text}).page("other")
    assert 'id="checklist-2030-1"' in page
    assert 'id="checklist-2027-1"' in page


def test_an_empty_choice_is_reported(build: Build) -> None:
    text = "Other\n=====\n\n.. cycle-checklist:: 2030.1\n   :only:\n"
    built = build(**{"other.rst": text})
    (warning,) = built.warnings
    assert warning.startswith(
        'other.rst:4: ERROR: Error in "cycle-checklist" directive:'
    )
    advice = 'The only choice is "timeline".'
    assert advice in built.app.warning.getvalue()


def test_what_a_team_records_is_found_by_the_search(build: Build) -> None:
    cycle = tiny.CYCLE + (
        "exceptions: {one: {policy: late, title: Quokka, by: wombat}}\n"
    )
    built = build(**{"2030.1.cycle.yaml": cycle})
    text = (Path(built.app.outdir) / "searchindex.js").read_text("utf-8")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    assert {"quokka", "wombat"} <= set(index["terms"])
