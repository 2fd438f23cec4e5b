# SPDX-License-Identifier: Apache-2.0
"""What Sphinx does to any text is done to those of a cycle's page too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
