# SPDX-License-Identifier: Apache-2.0
"""The words that the scripts put into a page, for the catalogue."""

from __future__ import annotations

import re

from watcher_liaison_guide.export import markup

_SAY = re.compile(r'\bsay\(\s*((?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+),?\s*\)')
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def words_of(script: str) -> list[str]:
    """Give every word that a script's text passes to ``say``."""
    text = (markup.STATIC / script).read_text(encoding="utf-8")
    return sorted(
        {
            "".join(piece[1] for piece in _STRING.finditer(match[1]))
            for match in _SAY.finditer(text)
        }
    )


#: The words of the checklist's script.
SCRIPT_WORDS = words_of(markup.SCRIPT)
