# SPDX-License-Identifier: Apache-2.0
"""A few cases of each fuzzing target, those that once failed among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, run_case

#: Cases that showed a fault: line breaks, and names that are too long.
FOUND = {"command-line": (60, 65, 139, 184, 198, 257, 800457)}


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_input_is_a_problem_and_nothing_worse(
    name: str, tmp_path: Path
) -> None:
    for case in sorted({0, 1, 2, *FOUND.get(name, ())}):
        folder = tmp_path / str(case)
        folder.mkdir()
        run_case(name, case, folder)
