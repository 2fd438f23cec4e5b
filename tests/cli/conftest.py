# SPDX-License-Identifier: Apache-2.0
"""Runs commands as a shell would."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from watcher_liaison_guide.cli.main import main

#: What the fixture gives: it has the status, and what was printed where.
Run = Callable[..., tuple[str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command and returns what it prints."""

    def run(line: str, status: int = 0) -> tuple[str, str]:
        assert main(shlex.split(line)) == status
        return tuple(capsys.readouterr())

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files: dict[str, str]) -> None:
    """Write files by their paths, with their directories."""
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
