# SPDX-License-Identifier: Apache-2.0
"""The reference pages that are made from tables are those of today."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.prose import PLACEHOLDERS

DOC = Path(__file__).parents[2] / "doc"


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return runpy.run_path(str(DOC / "reference_pages.py"))


@pytest.mark.parametrize("name", ["problem-codes.rst", "yaml-format.rst"])
def test_a_page_is_made_anew_after_a_change(name: str, made: Any) -> None:
    """After a change: ``python doc/reference_pages.py``."""
    page = DOC / "source" / "reference" / name
    assert page.read_text(encoding="utf-8") == made["PAGES"][name]()


def test_everything_in_the_tables_is_explained(made: Any) -> None:
    page = made["problem_codes"]()
    for code in Code:
        assert f"\n``{code}``\n    " in page
    page = made["yaml_format"]()
    for name in PLACEHOLDERS:
        assert f"``{name}``" in page
    for shape in FILES.values():
        for record in made["_records"](shape):
            for field in record.fields:
                assert f"\n``{field.key}``" in page
