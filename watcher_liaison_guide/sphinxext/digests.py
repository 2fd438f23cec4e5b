# SPDX-License-Identifier: Apache-2.0
"""Digests: whether a file is another one, whatever its time says."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest(path: Path | None) -> str:
    """Give the SHA-256 of a file's content, "" where it cannot be read."""
    try:
        content = path.read_bytes() if path else b""
    except OSError:
        content = b""
    return hashlib.sha256(content).hexdigest() if content else ""


def text_digest(text: str) -> str:
    """Give the SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
