# SPDX-License-Identifier: Apache-2.0
"""Where links to items and steps lead in each format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Build = Callable[..., Any]


@pytest.mark.parametrize("page", ["guide", "2030.1"])
def test_no_id_stands_twice_on_a_page(build: Build, page: str) -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', build().page(page)))
    assert [name for name, count in ids.items() if count > 1] == []


def test_each_link_of_the_pdf_has_its_label_once(build: Build) -> None:
    built = build(builder="latex")
    (file,) = Path(built.app.outdir).glob("*.tex")
    text = file.read_text(encoding="utf-8")
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]+)\}\}", text))
    links = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]+)\}\]", text))
    assert any("2030-1-" in link for link in links)
    assert links - set(labels) == set()
    assert [name for name, count in labels.items() if count > 1] == []
