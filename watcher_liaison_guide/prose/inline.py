# SPDX-License-Identifier: Apache-2.0
"""The markup inside a paragraph, as one table of patterns.

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
)
from watcher_liaison_guide.prose.nodes import (
    Emphasis,
    Inline,
    Link,
    Literal,
    Origin,
    Part,
    Placeholder,
    Reference,
    Template,
    Text,
)

#: Placeholders that only the reader can fill.
READER_PLACEHOLDERS = frozenset(
    {"nick", "date", "version", "release-type", "last-tag"}
)
#: What a checklist's cycle and an item of it fill.
_FILLED = (
    "series release next-series next-release previous-release "
    "deliverable tracker branch branch-series branch-release"
)
PLACEHOLDERS = READER_PLACEHOLDERS.union(_FILLED.split())
_LIAISON_ROLES = "date section step item role precedence policy"
ROLES = frozenset(
    ["term", "doc", "ref"]
    + [f"liaison:{kind}" for kind in _LIAISON_ROLES.split()]
)

_BRACES = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")


def _split(
    text: str,
    span: tuple[int, int],
    place: Callable[[int], Position],
    problems: list[Problem],
) -> tuple[Part, ...]:
    """Return the words and placeholders in *span*; ``{{`` is a brace.

    *place* returns the position of an offset of *text*.
    """
    parts: list[Part] = []
    words = ""
    since = done = span[0]
    for match in _BRACES.finditer(text, *span):
        words += text[done : match.start()]
        done = match.end()
        name = match["name"]
        if match[0] in ("{{", "}}"):
            words += match[0][0]
        elif name in PLACEHOLDERS:
            if words:
                parts.append(Text(words, place(since)))
            words, since = "", done
            parts.append(Placeholder(name, place(match.start())))
        else:
            problems.append(_undeclared(match[0], name, place(match.start())))
    words += text[done : span[1]]
    if words:
        parts.append(Text(words, place(since)))
    return tuple(parts)


def _undeclared(braces: str, name: str | None, position: Position) -> Problem:
    advice: str | None = "Double it to write a brace."
    message = f'A lone "{braces}".'
    if name is not None:
        message = f'The placeholder "{braces}" is not declared.'
        advice = did_you_mean(name, PLACEHOLDERS)
        advice = advice or "Double the braces where braces are meant."
    return Code.UNKNOWN_PLACEHOLDER.at(position, message, advice)


def parse_template(
    text: str, origin: Origin
) -> tuple[Template, list[Problem]]:
    """Return a command or an address, where only braces are markup."""
    problems: list[Problem] = []
    span = 0, len(text)
    parts = _split(text, span, origin.places(text), problems)
    return Template(parts, origin.at(0, 0)), problems


_QUOTES_AND_DASHES = "‘’‚“”„«»‹›‐‑‒–—…"
#: Around markup, docutils takes these for quotes of the mark itself.
_PAIRS = {'"': '"', "'": "'", "(": ")", "[": "]", "{": "}", "<": ">"}
#: Where markup may begin: at the beginning, after space and some punctuation.
_BEGIN = rf"(?<![^\s'\"(\[{{<\-/:{_QUOTES_AND_DASHES}])"
#: Where markup may end: before the end, space and some punctuation.
_END = rf"(?![^\s'\")\]}}>\-/:.,;!?{_QUOTES_AND_DASHES}])"
#: Where docutils may see the beginning of markup: its list of characters
#: that markup may follow is a long one.
_MAYBE = r"(?<![\w!#$%&)*+,.;=>?@\\\]^`|}~])"

#: What is markup: a pattern for each kind, with a group for its content.
_MARKUP = {
    "literal": _BEGIN
    + r"``(?!\s)(?P<in_literal>(?:[^`]|`(?!`))+)(?<!\s)``"
    + _END,
    "emphasis": _BEGIN + r"\*(?!\s)(?P<in_emphasis>[^*`\\]+)(?<!\s)\*" + _END,
    "link": (
        _BEGIN
        + r"`(?!\s)(?P<in_link>[^`<\\]*[^\s`<\\])[ \n]+"
        + r"<(?P<url>https?://[^\s/<>\"`\\][^\s<>\"`\\]*)>`__"
        + _END
    ),
    "role": (
        _BEGIN
        + r":(?P<name>[a-zA-Z0-9](?:[a-zA-Z0-9:._+-]{0,60}[a-zA-Z0-9])?):"
        + r"`(?!\s)(?P<in_role>[^`]*)(?P<closed>`?)"
    ),
}
#: What is not part of prose: a pattern, what is wrong, and what to do.
_REFUSED = (
    (
        r"``(?:(?:[^`]|`(?!`))*``)?",
        "Double backquotes do not begin or end a literal here.",
        "Put spaces or punctuation around it.",
    ),
    (
        r"`[^`]*`__",
        "A link needs its text and its address.",
        "Write `text <https://address>`__.",
    ),
    (
        r"`[^`]*`",
        "Backquotes without a role are not part of prose.",
        "Write ``literal``, :term:`word` or `text <address>`__.",
    ),
    (
        r"`[^`]*",
        "A lone backquote.",
        "Literals take two on each side, links end with `__.",
    ),
    (
        _MAYBE + r"\*\*(?!\s|$)(?:[^*]*\*\*)?",
        "Strong emphasis is not part of prose.",
        "Use *one* asterisk.",
    ),
    (
        _MAYBE + r"\*(?!\s|$)(?=[^*]*\*)[^*]*?[`\\][^*]*\*",
        "Markup inside emphasis is not part of prose.",
        "End the emphasis before it.",
    ),
    (
        _MAYBE + r"\*(?!\s|$)",
        "The emphasis that begins here does not end.",
        "Close it with an asterisk before a space or punctuation, or put a "
        "real asterisk between double backquotes.",
    ),
    (
        _MAYBE + r"\|(?!\s|$)",
        "Substitutions are not part of prose.",
        "Put a real bar between double backquotes.",
    ),
    (r"_`[^`]*`?", "Inline targets are not part of prose.", None),
    (
        r"\\",
        "A backslash is not part of prose.",
        "Put the text between double backquotes.",
    ),
)
_TOKEN = re.compile(
    r"(?=[`:*|_\\])(?:"
    + "|".join(
        [
            *(f"(?P<{kind}>{one})" for kind, one in _MARKUP.items()),
            *(f"(?P<no{n}>{row[0]})" for n, row in enumerate(_REFUSED)),
        ]
    )
    + ")"
)
_ADDRESS = re.compile(r"`[^`<\\]*[^\s`<\\][ \n]+<([^`<>]+)>`__")
_TITLED = re.compile(r"(?P<title>[^<>]*[^<>\s])\s*<(?P<target>[^<>]*)>")
_AFTER_ROLE = re.compile(rf"{_END}(?!:[^\s:])")
_NO_TARGET = re.compile(r"(?m)[<>{}\\]|^!")

#: What docutils reads as a reference or an address in plain words. Each
#: takes in a little more than docutils does.
_NOT_PLAIN: tuple[tuple[re.Pattern[str], str, str | None], ...] = (
    (
        re.compile(
            r"(?<![a-zA-Z0-9.+-])[0-9.+-]*[a-zA-Z][a-zA-Z0-9.+-]*:(?=\S)"
        ),
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


class InlineReader:
    """Reads the nodes of a paragraph's text, *source*.

    *place* returns the position of an offset of the text.
    """

    def __init__(
        self,
        source: str,
        place: Callable[[int], Position],
        problems: list[Problem],
    ) -> None:
        self.source = source
        self.place = place
        self.problems = problems

    def report(
        self,
        offset: int,
        message: str,
        advice: str | None = None,
        code: Code = Code.PROSE_MARKUP,
    ) -> None:
        self.problems.append(code.at(self.place(offset), message, advice))

    def read(self) -> tuple[Inline, ...]:
        found: list[Inline] = []
        done = 0
        for match in _TOKEN.finditer(self.source):
            found += self.plain(done, match.start())
            done = match.end()
            node = self.node(match)
            if node is not None:
                found.append(node)
        return (*found, *self.plain(done, len(self.source)))

    def plain(self, start: int, end: int) -> tuple[Part, ...]:
        """Return plain words; report what docutils reads as markup."""
        words = self.source[start:end]
        for pattern, message, advice in _NOT_PLAIN:
            for match in pattern.finditer(words):
                self.report(start + match.start(), message, advice)
        return self.parts((start, end))

    def parts(self, span: tuple[int, int]) -> tuple[Part, ...]:
        return _split(self.source, span, self.place, self.problems)

    def node(self, match: re.Match[str]) -> Inline | None:
        """Return the node of markup, None if it was reported as wrong."""
        kind, start = str(match.lastgroup), match.start()
        if kind not in _MARKUP:
            _, message, advice = _REFUSED[int(kind[2:])]
            address = _ADDRESS.fullmatch(match[0])
            if address is None:
                self.report(start, message, advice)
            else:
                self.report(
                    start + address.start(1),
                    f'"{address[1]}" is not an http:// or https:// address.',
                    code=Code.BAD_URL,
                )
            return None
        content = f"in_{kind}"
        if match[content][:1] == _PAIRS.get(self.source[start - 1 : start]):
            self.report(start, "Quotes around a mark hide it.")
            return None
        if kind == "role":
            return self.reference(match)
        position = self.place(start)
        parts = self.parts(match.span(content))
        if kind == "link":
            return Link(parts, self.parts(match.span("url")), position)
        return (Literal if kind == "literal" else Emphasis)(parts, position)

    def reference(self, match: re.Match[str]) -> Reference | None:
        name, offset = match["name"], match.start()
        content = " ".join(match["in_role"].split())
        titled = _TITLED.fullmatch(content)
        title = titled["title"] if titled else None
        target = titled["target"].strip() if titled else content
        advice = None
        if not match["closed"]:
            message = f'The role "{name}" does not end.'
            advice = "Close it with a backquote."
        elif name not in ROLES:
            message = f'The role "{name}" is not part of prose.'
            known = "Prose knows term, doc, ref and the liaison roles."
            advice = did_you_mean(name, ROLES) or known
        # A second role may follow the backquotes in reST.
        elif not _AFTER_ROLE.match(self.source, match.end()):
            offset = match.end()
            message = "A role must be followed by a space or punctuation."
        elif (
            not target
            or match["in_role"][-1].isspace()
            or _NO_TARGET.search(f"{title or ''}\n{target}")
        ):
            message = f'"{content}" cannot be the target of a role.'
        elif name in ("doc", "ref") and title is None:
            message = (
                f'The role "{name}" needs a title here, because the text is '
                "read outside of Sphinx too."
            )
            advice = f"Write :{name}:`title <{target}>`."
        else:
            return Reference(name, target, title, self.place(offset))
        self.report(offset, message, advice)
        return None
