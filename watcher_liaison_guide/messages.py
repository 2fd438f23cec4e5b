# SPDX-License-Identifier: Apache-2.0
"""Generated sentences that can still be translated when they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Message(str):
    """A sentence made of a template and values; it is its English text.

    ``template`` has a ``{name}`` for each value. A message that joins others
    has these as ``parts`` and no template.
    """

    __slots__ = ("parts", "template", "values")
    template: str
    values: Mapping[str, str]
    parts: tuple[Message, ...]

    def __new__(cls, template: str, /, **values: str) -> Message:
        made = super().__new__(cls, template.format(**values))
        made.template = template
        made.values = values
        made.parts = ()
        return made

    @classmethod
    def all_of(cls, parts: Iterable[Message]) -> Message | None:
        """Return one message out of several, or None out of none."""
        many = tuple(parts)
        if len(many) < 2:
            return many[0] if many else None
        made = super().__new__(cls, in_one(many))
        made.template = ""
        made.values = {}
        made.parts = many
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str]]:
        """Return what makes the text of a copy, which gets the rest then."""
        return ("{text}",), {"text": str(self)}


def in_one(sentences: Iterable[str]) -> str:
    """Return several sentences as one, with semicolons between them."""
    *many, last = sentences
    return "; ".join([*(one.removesuffix(".") for one in many), last])
