# SPDX-License-Identifier: Apache-2.0
"""The words that the scripts put into a page, for the catalogue."""

from __future__ import annotations

import json
import re

from watcher_liaison_guide.export import markup
from watcher_liaison_guide.sphinxext.words import say

_SAY = re.compile(
    r'\bsay\(\s*(?:\w+,\s*)?((?:"(?:[^"\\]|\\.)*"\s*\+?\s*)+),?\s*\)'
)
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


#: The words of the checklist's script, and of the guide's.
CHECKLIST_WORDS = words_of(markup.SCRIPT)
GUIDE_WORDS = words_of("liaison-guide.js")


def translated(words: list[str]) -> str | None:
    """Give a script's words as it reads them, None if none is translated."""
    shown = {word: say(word) for word in words if say(word) != word}
    if not shown:
        return None
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)
