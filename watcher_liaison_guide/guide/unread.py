# SPDX-License-Identifier: Apache-2.0
"""Names that may be lost because a file of the guide has errors.

A mistake is one problem, not one more for each reference to what it cost.
Where an error may have cost a name, no name is missed in that file. In a file
with other errors, no name is missed that is anywhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watcher_liaison_guide.guide.glossary import folded
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.yamlreader import Mapping, Scalar, Value

#: Errors by which a name may be lost; an empty text may be one, too.
_LOSING = {Code.BAD_IDENTIFIER, Code.MISSING_KEY, Code.WRONG_TYPE}
#: The file of each kind of thing, or what its name begins with.
_FILES = {
    "role": "roles.yaml",
    "precedence": "precedence.yaml",
    "duty": "precedence.yaml",
    "policy": "policies.yaml",
    "term": "terms.yaml",
    "term name": "terms.yaml",
    "event": "events.yaml",
    "deliverable": "project.yaml",
    "tracker": "project.yaml",
    "channel": "project.yaml",
    "link": "project.yaml",
    "section": "sections/",
    "step": "sections/",
}


class Unread(dict[str, "frozenset[str] | None"]):
    """The words in each file with errors, None where names may be lost."""

    def add(
        self, file: str, value: Value | None, errors: Iterable[Problem]
    ) -> None:
        words = frozenset(_words(value))
        lost = any(error.code in _LOSING for error in errors) or "" in words
        self[file] = words if isinstance(value, Mapping) and not lost else None

    def may_have(self, kind: str, name: str) -> bool:
        """Whether a thing may be lacking because it was not read."""
        if kind == "procedure":  # it has the name of its file
            return f"sections/{name}.yaml" in self
        return any(
            words is None or folded(name) in words
            for file, words in self.items()
            if file.startswith(_FILES[kind])
        )


def _words(value: Value | None) -> Iterator[str]:
    """Yield every key and value of a file."""
    if isinstance(value, Scalar):
        yield folded(value.text)
    elif isinstance(value, Mapping):
        for entry in value:
            yield folded(entry.key)
            yield from _words(entry.value)
    elif value is not None:
        for one in value:
            yield from _words(one)
