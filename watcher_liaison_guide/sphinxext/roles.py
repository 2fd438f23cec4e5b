# SPDX-License-Identifier: Apache-2.0
"""The role ``:liaison:date:``: an event's day in the cycle of its page."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from watcher_liaison_guide.sphinxext.nodes import liaison_time

_TITLED = re.compile(r"^(?P<title>.+?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


def date_node(target: str, title: str | None = None) -> liaison_time:
    """Give a day that is not known yet: it is once its page is whole."""
    node = liaison_time(event=target)
    if title:
        node += nodes.Text(title)
    return node


class DateRole(SphinxRole):
    """Shows an event's day, or words for it: ```words <event>```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        titled = _TITLED.match(self.text)
        target = titled["target"].strip() if titled else self.text.strip()
        node = date_node(target, titled["title"] if titled else None)
        node.source, node.line = self.get_source_info()
        return [node], []
