# SPDX-License-Identifier: Apache-2.0
"""This week on a front page, and the table of all cycles."""

from __future__ import annotations

import re

from tests.sphinxext.conftest import Build

INDEX = """\
Top
===

.. toctree::

   guide
   2030.1
   other

.. this-week::

.. cycle-index::
"""


def test_a_front_page_has_the_week_and_all_cycles(build: Build) -> None:
    url = "https://example.org/now"
    built = build(settings={"liaison_latest_url": url}, **{"index.rst": INDEX})
    assert built.warnings == []
    page = built.page("index")
    week = page[page.index("liaison-this-week") :]
    due = re.findall(
        r'data-liaison-due="([^"]*)" data-liaison-late="([^"]*)" '
        r'data-liaison-this="([^"]*)"',
        week,
    )
    assert due and due == sorted(due)
    assert f'outdated. <a href="{url}">' in week
    assert 'href="2030.1.html#2030-1-' in week
    (table,) = re.findall(r'(?s)<table class="liaison-cycles.*?</table>', page)
    assert 'href="2030.1.html"' in table
    assert 'href="2030.1.ics"' in table
    assert "data-liaison-statuses=" in table
    assert "liaison-guide.js" in page


def test_without_a_browser_there_are_the_deadlines(build: Build) -> None:
    built = build(builder="text", **{"index.rst": INDEX})
    text = built.page("index", ".txt")
    assert "* Thu 15 Nov 2029: Milestone 1" in text
    assert "Nothing is due" not in text
