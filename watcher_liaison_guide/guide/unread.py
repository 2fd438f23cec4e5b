# SPDX-License-Identifier: Apache-2.0
"""What is in a guide's files and could not be read.

A mistake is reported where it is. What refers to the thing that is lacking
because of it is not wrong, so these references are let through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.yamlreader import Mapping as YamlMapping
from watcher_liaison_guide.yamlreader import Scalar, Value

#: Errors by which the name of a thing may be lost, which is a key ...
_OF_KEYS = {Code.BAD_IDENTIFIER}
#: ... or a value.
_OF_VALUES = {
    Code.BAD_IDENTIFIER,
    Code.BAD_VALUE,
    Code.MISSING_KEY,
    Code.WRONG_TYPE,
}
#: Where a kind of thing is: its file, or what the file's name begins with,
#: and the errors by which its name may be lost.
_KINDS = {
    "role": ("roles.yaml", _OF_KEYS),
    "precedence": ("precedence.yaml", _OF_KEYS),
    "duty": ("precedence.yaml", _OF_VALUES),
    "policy": ("policies.yaml", _OF_KEYS),
    "term": ("terms.yaml", _OF_VALUES),
    "event": ("events.yaml", _OF_KEYS),
    "deliverable": ("project.yaml", _OF_VALUES),
    "tracker": ("project.yaml", _OF_VALUES),
    "channel": ("project.yaml", _OF_VALUES),
    "link": ("project.yaml", _OF_VALUES),
    "section": ("sections/", _OF_VALUES),
    "step": ("sections/", _OF_VALUES),
}


@dataclass(frozen=True)
class UnreadFile:
    """A file with errors; ``words`` is None where it is no mapping."""

    words: frozenset[str] | None
    codes: frozenset[Code]

    @classmethod
    def of(cls, value: Value | None, errors: Iterable[Problem]) -> UnreadFile:
        mapping = isinstance(value, YamlMapping)
        return cls(
            frozenset(_words(value)) if value and mapping else None,
            frozenset(error.code for error in errors),
        )


@dataclass(frozen=True)
class Unread:
    """The files with errors, by name."""

    files: Mapping[str, UnreadFile] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.files)

    def may_have(self, kind: str, name: str) -> bool:
        """Whether a thing is perhaps lacking because it was not read."""
        if kind == "procedure":  # it is called like its file
            return f"sections/{name}.yaml" in self.files
        prefix, losing = _KINDS[kind]
        return any(
            file.words is None
            or folded(name) in file.words
            or not losing.isdisjoint(file.codes)
            for path, file in self.files.items()
            if path.startswith(prefix)
        )


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield folded(value.text)
    elif isinstance(value, YamlMapping):
        for entry in value:
            yield folded(entry.key)
            yield from _words(entry.value)
    else:
        for one in value:
            yield from _words(one)


def folded(name: str) -> str:
    """Return a name as it is compared: in lower case, with single spaces."""
    return " ".join(name.lower().split())
