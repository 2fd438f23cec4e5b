# SPDX-License-Identifier: Apache-2.0
"""The reference pages that are made from tables are those of today."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from watcher_liaison_guide.guide.model import FILES
from watcher_liaison_guide.problems import Code
from watcher_liaison_guide.prose import PLACEHOLDERS

DOC = Path(__file__).parents[2] / "doc"


@pytest.fixture(scope="module")
def made() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "reference_pages", DOC / "reference_pages.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["problem-codes.rst", "yaml-format.rst"])
def test_a_page_is_made_anew_after_a_change(
    name: str, made: ModuleType
) -> None:
    """After a change: ``python doc/reference_pages.py``."""
    page = DOC / "source" / "reference" / name
    assert page.read_text(encoding="utf-8") == made.PAGES[name]()


def test_every_placeholder_is_explained(made: ModuleType) -> None:
    page = made.yaml_format()
    assert [name for name in PLACEHOLDERS if f"``{name}``" not in page] == []


def test_every_code_is_explained(made: ModuleType) -> None:
    page = made.problem_codes()
    assert [code for code in Code if f"\n``{code}``\n    " not in page] == []


def test_every_key_of_a_guide_is_explained(made: ModuleType) -> None:
    page = made.yaml_format()
    for shape in FILES.values():
        for record in made._records(shape):
            for field in record.fields:
                assert f"\n``{field.key}``" in page
