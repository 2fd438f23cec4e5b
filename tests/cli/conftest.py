# SPDX-License-Identifier: Apache-2.0
"""Runs commands as a shell would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from watcher_liaison_guide.cli.main import main

#: What the fixture gives: it has the status, and what was printed where.
Run = Callable[..., tuple[str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and returns what it prints.

    Texts are split at spaces; paths, and the words of a list, are as they
    are. Unless it is said, the command ends with 0.
    """

    def run(
        *words: str | Path | list[str], status: int = 0
    ) -> tuple[str, str]:
        line: list[str] = []
        for word in words:
            if isinstance(word, Path):
                line.append(str(word))
            else:
                line += word.split() if isinstance(word, str) else word
        assert main(line) == status
        return tuple(capsys.readouterr())

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
