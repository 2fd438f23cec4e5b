# SPDX-License-Identifier: Apache-2.0
"""The markup inside a paragraph.

The rules for where markup begins and ends are those of docutils' reference,
"Inline markup recognition rules". Where docutils might see markup and this
reader none, the place is a problem: a text that is accepted has one meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)
from watcher_liaison_guide.prose.nodes import (
    Emphasis,
    Inline,
    Link,
    Literal,
    Part,
    Reference,
)
from watcher_liaison_guide.prose.templates import split

LIAISON_ROLES = frozenset(
    {"section", "step", "item", "role", "precedence", "policy", "date"}
)
ROLES = frozenset(
    {"term", "doc", "ref"} | {f"liaison:{kind}" for kind in LIAISON_ROLES}
)

_QUOTES_AND_DASHES = "‘’‚“”„«»‹›‐‑‒–—…"
#: What markup may follow, and what may follow markup, besides space.
_BEFORE = "'\"([{<-/:" + _QUOTES_AND_DASHES
_AFTER = "'\")]}>-/:.,;!?" + _QUOTES_AND_DASHES
#: Around markup, docutils takes these for quotes of the mark itself.
_PAIRS = {'"': '"', "'": "'", "(": ")", "[": "]", "{": "}", "<": ">"}

#: What may begin markup, or be taken for it.
_MARK = re.compile(r"[`:*|_\\]")
_ROLE = re.compile(
    r":([a-zA-Z0-9](?:[a-zA-Z0-9:._+-]{0,60}[a-zA-Z0-9])?):(?=`)"
)
_TITLED = re.compile(
    r"(?P<title>[^<>]*[^<>\s])\s*<(?P<target>[^<>]*)>", re.DOTALL
)
_SECOND_ROLE = re.compile(r":[^\s:]")
_LINK = re.compile(r"(?P<title>.*\S)[ \n]+<(?P<target>[^<>]*)>", re.DOTALL)

#: What docutils reads as a reference or an address in plain words. Each
#: takes in a little more than docutils does.
_NOT_PLAIN: tuple[tuple[re.Pattern[str], str, str | None], ...] = (
    (
        re.compile(r"[a-zA-Z][a-zA-Z0-9.+-]{0,40}:(?=\S)"),
        "A colon inside a word may begin an address.",
        "Write `text <address>`__, put it between double backquotes, or "
        "leave a space after the colon.",
    ),
    (
        re.compile(r"\S@\S"),
        "This may be a mail address.",
        "Put it between double backquotes.",
    ),
    (
        re.compile(r"\[[^\[\]\s]+\]_"),
        "Footnotes and citations are not part of prose.",
        None,
    ),
    (
        re.compile(r"(?<!\w)(?!_)\w*[^\W_]__?(?!\w)"),
        "A word that ends in an underscore is a reference in reST.",
        "Put it between double backquotes.",
    ),
)


def read_inline(
    source: str,
    place: Callable[[int], Position],
    problems: list[Problem],
) -> tuple[Inline, ...]:
    """Read a paragraph's text; *place* gives where an offset stands."""
    return _Inline(source, place, problems).read()


class _Inline:
    """The state of reading one paragraph."""

    def __init__(
        self,
        source: str,
        place: Callable[[int], Position],
        problems: list[Problem],
    ) -> None:
        self.source = source
        self.place = place
        self.problems = problems
        self.found: list[Inline] = []
        #: Up to where the text is read.
        self.done = 0
        #: Marks that end nothing any more, so that nobody looks again.
        self.endless: set[str] = set()

    def complain(
        self,
        offset: int,
        message: str,
        advice: str | None = None,
        code: Code = Code.PROSE_MARKUP,
    ) -> None:
        self.problems.append(
            problem(code, self.place(offset), message, advice)
        )

    def read(self) -> tuple[Inline, ...]:
        readers: dict[str, Callable[[int], int | None]] = {
            "`": self._backquote,
            ":": self._role,
            "*": self._asterisk,
            "|": self._bar,
            "_": self._underscore,
            "\\": self._backslash,
        }
        offset = 0
        while (mark := _MARK.search(self.source, offset)) is not None:
            offset = mark.start()
            told = len(self.problems)
            after = readers[mark[0]](offset) or offset + 1
            if len(self.problems) > told and self.done <= offset:
                # Once told, broken markup is not read as plain words too.
                self._plain(offset)
                self.done = after
            offset = after
        self._plain(len(self.source))
        return tuple(self.found)

    # Each of these gives where to go on, or None where nothing begins.

    def _backquote(self, offset: int) -> int:
        if self.source.startswith("``", offset):
            return self._literal(offset)
        return self._link(offset)

    def _literal(self, offset: int) -> int:
        end = self._end("``", offset + 2)
        if end is None or not self._may_begin(offset, 2):
            self.complain(
                offset,
                "Double backquotes do not begin or end a literal here.",
                "Put spaces or punctuation around it.",
            )
            return self._behind("``", offset + 2)
        return self._take(
            offset,
            end + 2,
            Literal(self._parts(offset + 2, end), self.place(offset)),
        )

    def _asterisk(self, offset: int) -> int | None:
        strong = self.source.startswith("**", offset)
        length = 2 if strong else 1
        if not self._might_begin(offset, length):
            return offset + length
        if strong:
            self.complain(
                offset,
                "Strong emphasis is not part of prose.",
                "Use *one* asterisk.",
            )
            return self._behind("**", offset + 2)
        end = self._end("*", offset + 1)
        if end is None or not self._may_begin(offset, 1):
            self.complain(
                offset,
                "The emphasis that begins here does not end.",
                "Close it with an asterisk before a space or punctuation, or "
                "put a real asterisk between double backquotes.",
            )
            return None
        if re.search(r"[`*\\]", self.source[offset + 1 : end]):
            self.complain(
                offset,
                "Markup inside emphasis is not part of prose.",
                "End the emphasis before it.",
            )
            return end + 1
        return self._take(
            offset,
            end + 1,
            Emphasis(self._parts(offset + 1, end), self.place(offset)),
        )

    def _bar(self, offset: int) -> None:
        if self._might_begin(offset, 1):
            self.complain(
                offset,
                "Substitutions are not part of prose.",
                "Put a real bar between double backquotes.",
            )

    def _underscore(self, offset: int) -> int | None:
        if not self.source.startswith("_`", offset):
            return None
        self.complain(offset, "Inline targets are not part of prose.")
        return self._behind("`", offset + 2)

    def _backslash(self, offset: int) -> None:
        self.complain(
            offset,
            "A backslash is not part of prose.",
            "Put the text between double backquotes.",
        )

    def _link(self, offset: int) -> int:
        end = self._closing_backquote(offset + 1)
        if end is None or not self._may_begin(offset, 1):
            self.complain(
                offset,
                "A lone backquote.",
                "Literals take two on each side, links end with `__.",
            )
            return len(self.source) if end is None else end + 1
        if not self.source.startswith("__", end + 1):
            self.complain(
                offset,
                "Backquotes without a role are not part of prose.",
                "Write ``literal``, :term:`word` or `text <address>`__.",
            )
            return end + 1
        match = _LINK.fullmatch(self.source, offset + 1, end)
        if match is None or not self._may_end(end + 3):
            self.complain(
                offset,
                "A link needs its text and its address.",
                "Write `text <https://address>`__.",
            )
            return end + 3
        wrong = self._wrong_address(match["target"])
        if wrong is not None:
            self.complain(match.start("target"), wrong, code=Code.BAD_URL)
            return end + 3
        if re.search(r"[`\\]", match["title"]):
            self.complain(offset, "Markup inside a link is not part of prose.")
            return end + 3
        return self._take(
            offset,
            end + 3,
            Link(
                self._parts(*match.span("title")),
                self._parts(*match.span("target")),
                self.place(offset),
            ),
        )

    @staticmethod
    def _wrong_address(target: str) -> str | None:
        if not re.match(r"https?://[^\s/]", target):
            return f'"{target}" is not an http:// or https:// address.'
        if re.search(r'[\s"`\\]', target):
            return "An address holds no spaces, quotes or backslashes."
        return None

    def _role(self, offset: int) -> int | None:
        match = _ROLE.match(self.source, offset)
        if match is None or not self._may_begin(offset, len(match[0]) + 1):
            return None  # its backquote is told
        name, start = match[1], match.end() + 1
        end = self._closing_backquote(start)
        if end is None:
            self.complain(
                offset,
                f'The role "{name}" does not end.',
                "Close it with a backquote.",
            )
            return len(self.source)
        if name not in ROLES:
            self.complain(
                offset,
                f'The role "{name}" is not part of prose.',
                did_you_mean(name, ROLES)
                or "Prose knows term, doc, ref and the liaison roles.",
            )
            return end + 1
        # A second role may follow the backquotes in reST.
        if not self._may_end(end + 1) or _SECOND_ROLE.match(
            self.source, end + 1
        ):
            self.complain(
                end + 1,
                "A role must be followed by a space or punctuation.",
            )
            return end + 1
        content = " ".join(self.source[start:end].split())
        titled = _TITLED.fullmatch(content)
        title = titled["title"] if titled else None
        target = titled["target"].strip() if titled else content
        if (
            not target
            or re.search(r"[<>{}\\`]|^!", title or "")
            or (re.search(r"[<>{}\\`]|^!", target))
        ):
            self.complain(
                offset, f'"{content}" cannot be the target of a role.'
            )
            return end + 1
        if name in ("doc", "ref") and title is None:
            self.complain(
                offset,
                f'The role "{name}" needs a title here, because '
                "the text is read outside of Sphinx too.",
                f"Write :{name}:`title <{target}>`.",
            )
            return end + 1
        return self._take(
            offset, end + 1, Reference(name, target, title, self.place(offset))
        )

    # -- where markup begins and ends

    def _may_begin(self, offset: int, length: int) -> bool:
        """Tell whether docutils sees a start-string here."""
        before = self.source[offset - 1 : offset]
        after = self.source[offset + length : offset + length + 1]
        return (
            (not before or before.isspace() or before in _BEFORE)
            and bool(after)
            and not after.isspace()
            and _PAIRS.get(before) != after
        )

    def _might_begin(self, offset: int, length: int) -> bool:
        """Tell whether docutils may see a start-string here.

        Its list of characters that markup may follow is a long one.
        """
        before = self.source[offset - 1 : offset]
        after = self.source[offset + length : offset + length + 1]
        if not after or after.isspace():
            return False
        if not before or before.isspace() or before in _BEFORE:
            return True
        return not before.isascii() and not before.isalnum()

    def _may_end(self, offset: int) -> bool:
        """Tell whether markup may end before what stands there."""
        after = self.source[offset : offset + 1]
        return not after or after.isspace() or after in _AFTER

    def _end(self, mark: str, start: int) -> int | None:
        """Give where *mark* ends what begins at *start*."""
        at = -1 if mark in self.endless else self.source.find(mark, start + 1)
        while at != -1:
            if not self.source[at - 1].isspace():
                if self._may_end(at + len(mark)):
                    return at
                after = self.source[at + len(mark)]
                if after == "\\" or not (after.isascii() or after.isalnum()):
                    return None  # docutils may see the end here
            at = self.source.find(mark, at + 1)
        self.endless.add(mark)
        return None

    def _closing_backquote(self, start: int) -> int | None:
        """Give where the single-backquoted text that begins there ends."""
        at = self.source.find("`", start + 1)
        while at != -1 and self.source[at - 1].isspace():
            at = self.source.find("`", at + 1)
        return None if at == -1 else at

    def _behind(self, mark: str, offset: int) -> int:
        """Give where to go on after broken markup, to tell nothing twice."""
        at = self.source.find(mark, offset)
        return len(self.source) if at == -1 else at + len(mark)

    # -- what was found

    def _take(self, start: int, end: int, node: Inline) -> int:
        """Take a piece of markup and the plain words before it."""
        self._plain(start)
        self.found.append(node)
        self.done = end
        return end

    def _plain(self, end: int) -> None:
        """Take the plain words up to *end*."""
        words = self.source[self.done : end]
        for pattern, message, advice in _NOT_PLAIN:
            for match in pattern.finditer(words):
                self.complain(self.done + match.start(), message, advice)
        self.found.extend(self._parts(self.done, end))

    def _parts(self, start: int, end: int) -> tuple[Part, ...]:
        return split(
            self.source[start:end],
            lambda offset: self.place(start + offset),
            self.problems,
        )
