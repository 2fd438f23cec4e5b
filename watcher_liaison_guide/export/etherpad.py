# SPDX-License-Identifier: Apache-2.0
"""A checklist as plain text that survives being pasted into a pad."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from watcher_liaison_guide.checklist.model import (
    Checklist,
    ExceptionItem,
    Item,
    PolicyWindow,
)
from watcher_liaison_guide.export import display
from watcher_liaison_guide.export.display import one_line
from watcher_liaison_guide.export.item_words import commands, policy_text
from watcher_liaison_guide.export.markup import safe_url
from watcher_liaison_guide.export.outline import Outline
from watcher_liaison_guide.prose import Prose

_WIDTH = 100
#: In a line that is not to be broken.
_KEPT = "\0"


def checklist_to_etherpad(checklist: Checklist) -> str:
    """Return the checklist as lines without markup, ending in a newline.

    Lines have at most 100 columns, if no address or command is longer.
    """
    return Etherpad().document(checklist)


class Etherpad(Outline):
    indent = "    "
    parts_items = True
    before_list = ()

    def title(self, text: str) -> list[str]:
        return self.headline(text, 0)

    def heading(self, text: str) -> list[str]:
        return ["", "", *self.headline(text, 1)]

    def finish(self, lines: Iterable[str]) -> Iterable[str]:
        """Break lines, but none that is to be copied as it is."""
        for line in lines:
            text = line.expandtabs()
            if _KEPT in text or not text.strip():
                yield text.replace(_KEPT, "")
                continue
            margin = " " * (len(text) - len(text.lstrip()))
            lead = re.match(r"(- |\[[ x]\] )?", text[len(margin) :])
            hang = " " * len(lead[0]) if lead else ""
            yield from textwrap.wrap(
                text,
                _WIDTH,
                subsequent_indent=margin + hang,
                break_long_words=False,
                break_on_hyphens=False,
            )

    def brief_heading(self, text: str) -> list[str]:
        return self.headline(text, 1)

    def brief_link(self, words: str, url: str) -> str:
        return safe_url(url) or ""

    def fact(self, name: str, text: str) -> str:
        return f"{name}: {text}"

    def policy(self, policy: PolicyWindow) -> str:
        return policy_text(policy, policy.decides.title)

    def request(self, one: ExceptionItem) -> str:
        url = safe_url(one.url) or ""
        return f"- {display.exception_text(one)} {url}".rstrip()

    def bullet(self, box: str) -> str:
        return box or "-"

    def strong(self, text: str) -> str:
        return text

    def nested(self, lines: list[str]) -> Iterable[str]:
        return super().nested(list(filter(None, lines)))

    def remark(self, lead: str, text: Prose | str) -> Iterable[str]:
        lines = [text] if isinstance(text, str) else self.prose(text)
        lead = lead or "Note: "
        for line in filter(None, lines):
            yield lead + line
            lead = ""

    def commands(self, item: Item) -> Iterable[str]:
        """Yield what to type, so that a line can be copied as it is."""
        for repository, runs in commands(item):
            if repository:
                yield f"In {one_line(repository)}:"
            for run in runs:
                for number, part in enumerate(run.splitlines()):
                    prompt = " " if number else "$"
                    yield f"{_KEPT}{prompt} {part}".rstrip()

    def links(self, item: Item) -> Iterable[str]:
        return (
            self.address(one.text, safe_url(one.url)) for one in item.links
        )
