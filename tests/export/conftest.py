# SPDX-License-Identifier: Apache-2.0
"""The files that this folder's tests compare with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.golden import compare


@pytest.fixture
def golden() -> Callable[[str, str | bytes], None]:
    """Give a function that compares a text with a file of ``golden``."""
    return partial(compare, Path(__file__).parent / "golden")
