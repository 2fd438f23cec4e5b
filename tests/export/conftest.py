# SPDX-License-Identifier: Apache-2.0
"""Whole files to compare with, and how to write them anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str | bytes], None]:
    """Give a function that compares a text with a file of ``golden``.

    With GOLDEN_UPDATE in the environment the file is written instead: read
    the difference before it is committed.
    """

    def compare(name: str, content: str | bytes) -> None:
        raw = content.encode() if isinstance(content, str) else content
        path = GOLDEN / name
        if os.environ.get("GOLDEN_UPDATE"):
            path.write_bytes(raw)
        assert raw.decode() == path.read_bytes().decode()

    return compare
