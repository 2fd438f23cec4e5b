# SPDX-License-Identifier: Apache-2.0
"""Checkouts with a history of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    """Run git in a folder, on a day, with none of the user's settings."""
    stamp = f"{day}T12:00:00+00:00"
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("GIT_")
    }
    for role in ("AUTHOR", "COMMITTER"):
        environment[f"GIT_{role}_DATE"] = stamp
        environment[f"GIT_{role}_NAME"] = "Ada"
        environment[f"GIT_{role}_EMAIL"] = "ada@example.org"
    subprocess.run(
        ["git", "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        env={**environment, "GIT_CONFIG_GLOBAL": os.devnull},
    )


def checkout(folder: Path, path: str, texts: dict[str, str]) -> Path:
    """Make a checkout in which a file has another text from each day on."""
    file = folder / path
    file.parent.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "master")
    for day, text in texts.items():
        file.write_text(text, encoding="utf-8")
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", day, day=day)
    return folder
