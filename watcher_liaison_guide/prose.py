# SPDX-License-Identifier: Apache-2.0
"""The closed subset of reStructuredText that texts in YAML are written in.

Paragraphs, bullet lists, ``literal``, *emphasis*, anonymous links with their
address, a few cross-reference roles and ``{placeholder}``. Whatever else
docutils would read as markup is a problem at its place, so that the nodes
made here and the nodes docutils would make always mean the same.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    did_you_mean,
    problem,
)

#: Placeholders that a checklist's cycle or item fills.
CYCLE_PLACEHOLDERS = frozenset(
    {
        "series",
        "release",
        "next-series",
        "next-release",
        "previous-release",
        "deliverable",
        "tracker",
        "branch",
        "branch-series",
        "branch-release",
    }
)
#: Placeholders that only the reader can fill.
READER_PLACEHOLDERS = frozenset(
    {"nick", "date", "version", "release-type", "last-tag"}
)
PLACEHOLDERS = CYCLE_PLACEHOLDERS | READER_PLACEHOLDERS

LIAISON_ROLES = frozenset(
    {"section", "step", "item", "role", "precedence", "policy", "date"}
)
ROLES = frozenset(
    {"term", "doc", "ref"} | {f"liaison:{kind}" for kind in LIAISON_ROLES}
)


# -- nodes


@dataclasses.dataclass(frozen=True)
class Text:
    """Words as they are."""

    text: str
    position: Position


@dataclasses.dataclass(frozen=True)
class Placeholder:
    """A name in braces that is filled later."""

    name: str
    position: Position


Part = Text | Placeholder


@dataclasses.dataclass(frozen=True)
class Literal:
    """Something to type or read letter by letter."""

    parts: tuple[Part, ...]
    position: Position


@dataclasses.dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    parts: tuple[Part, ...]
    position: Position


@dataclasses.dataclass(frozen=True)
class Link:
    """Words that lead to an address; the address may hold placeholders."""

    parts: tuple[Part, ...]
    url: tuple[Part, ...]
    position: Position


@dataclasses.dataclass(frozen=True)
class Reference:
    """A cross-reference: ``role`` is without colons at its ends.

    ``title`` is None where the text gives only a target.
    """

    role: str
    target: str
    title: str | None
    position: Position


Inline = Text | Placeholder | Literal | Emphasis | Link | Reference


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """Words in a row; ``source`` is what the YAML holds for it."""

    children: tuple[Inline, ...]
    source: str
    position: Position


@dataclasses.dataclass(frozen=True)
class Bullets:
    """A bullet list; each item is a row of blocks."""

    items: tuple[tuple[Block, ...], ...]
    position: Position


Block = Paragraph | Bullets


@dataclasses.dataclass(frozen=True)
class Prose:
    """A whole text."""

    blocks: tuple[Block, ...]
    position: Position

    def __bool__(self) -> bool:
        return bool(self.blocks)


@dataclasses.dataclass(frozen=True)
class Template:
    """One line or more of a command, or an address, with placeholders."""

    parts: tuple[Part, ...]
    position: Position


@dataclasses.dataclass(frozen=True)
class Origin:
    """Where a text's lines stand in their file.

    Where the text is not a literal block and covers several lines of the
    file (``folded``), every place in it is that of its beginning.
    """

    path: str
    line: int
    column: int
    folded: bool = False

    def at(self, line: int, column: int) -> Position:
        """Give the place of *line* and *column*, both counted from 0."""
        if self.folded:
            return Position(self.path, self.line, self.column)
        return Position(self.path, self.line + line, self.column + column)


# -- reading

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_BULLET = re.compile(r"([-*]) +(?=\S)")
_STRANGE_BULLET = re.compile("(?:[+\u2022\u2023\u2043]|[-*](?= *$))(?: |$)")
_OPENERS = "'\"([{<\u2018\u201c\u00ab\u2039-/:\u2010\u2011\u2012\u2013\u2014"
_CLOSERS = (
    "'\")]}>\u2019\u201d\u00bb\u203a-/:.,;!?\\\u2010\u2011\u2012\u2013\u2014"
)
_ROLE = re.compile(r":([a-zA-Z0-9]+(?:[:._+-][a-zA-Z0-9]+)*):(?=`)")
_TITLED = re.compile(r"(?s)^(?P<title>.*?)\s*<(?P<target>[^<>]*)>$")
_SIMPLE_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_BARE_URL = re.compile(
    r"(?i)(?<![\w/])(?:(?:https?|ftps?|file|git|irc|ldap|news|nntp|ssh|svn|"
    r"telnet|urn|xmpp|data|sip|tel|tag|ws|wss):(?=[\w/]\S|//)|mailto:)\S+"
)
_BARE_MAIL = re.compile(r"(?<![\w.@+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NAMED_REFERENCE = re.compile(
    rf"(?<![\w`]){_SIMPLE_NAME}__?(?=$|[\s{re.escape(_CLOSERS)}])"
)
_FOOTNOTE = re.compile(rf"\[[^\[\]\s]+\]_(?=$|[\s{re.escape(_CLOSERS)}])")
#: First lines of a block by which docutils would begin something else.
_BLOCK_STARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r'\.\.( |$)'), 'Directives, comments and targets'),
    (re.compile(r'__( |$)'), 'Anonymous targets'),
    (
        re.compile(
            r'\(?(?:[0-9]+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)](?: |$)'
        ),
        'Numbered lists',
    ),
    (re.compile(r':(?![: ])(?:[^:`]|:(?!(?:[ `]|$)))*(?<! ):(?: +|$)'),
     'Field lists'),
    (re.compile(r'(?:-[a-zA-Z0-9]|--?[a-zA-Z0-9][\w-]*|/[A-Z])(?:[ =]\S+)?'
                r'(?:, .*)?(?:  |$)'), 'Option lists'),
    (re.compile(r'>>>(?: |$)'), 'Interpreter sessions'),
    (re.compile(r'\|(?: |$)'), 'Line blocks'),
    (re.compile(r'\+-[-+]+-\+ *$'), 'Tables'),
    (re.compile(r'=+( +=+)+ *$'), 'Tables'),
)  # fmt: skip
_RULE_LINE = re.compile(r"([!-/:-@\[-`{-~])\1+ *$")


class _Reader:
    """The state of reading one text."""

    def __init__(self, text: str, origin: Origin) -> None:
        self.lines = text.rstrip("\n").split("\n")
        self.origin = origin
        self.problems: list[Problem] = []

    def complain(self, line: int, column: int, message: str,
                 advice: str | None = None,
                 code: Code = Code.PROSE_MARKUP) -> None:  # fmt: skip
        self.problems.append(
            problem(code, self.origin.at(line, column), message, advice)
        )

    # -- blocks

    def blocks(self, start: int, end: int, indent: int) -> tuple[Block, ...]:
        """Read the lines *start* to *end*, indented by *indent*."""
        found: list[Block] = []
        number = start
        while number < end:
            line = self.lines[number]
            if not line.strip():
                number += 1
                continue
            depth = len(line) - len(line.lstrip(" "))
            body = line[indent:]
            if "\t" in line:
                self.complain(
                    number,
                    line.index("\t"),
                    "A tab stands in the text.",
                    "Use spaces.",
                )
                number = self._skip(number, end)
            elif depth > indent:
                self.complain(
                    number,
                    depth,
                    "The line is indented, which reST reads as a quotation.",
                    "Begin it where the lines around it begin.",
                )
                number = self._skip(number, end)
            elif _BULLET.match(body):
                bullets, number = self._bullets(number, end, indent)
                found.append(bullets)
            else:
                paragraph, number = self._paragraph(number, end, indent)
                if paragraph is not None:
                    found.append(paragraph)
        return tuple(found)

    def _skip(self, number: int, end: int) -> int:
        while number < end and self.lines[number].strip():
            number += 1
        return number

    def _bullets(
        self, number: int, end: int, indent: int
    ) -> tuple[Bullets, int]:
        first = number
        character = self.lines[number][indent]
        items: list[tuple[Block, ...]] = []
        while number < end:
            body = self.lines[number][indent:]
            match = _BULLET.match(body)
            if match is None:
                break
            if match[1] != character:
                self.complain(
                    number,
                    indent,
                    f'A list begun with "{character}" goes on with '
                    f'"{match[1]}".',
                    "Use one mark in a list.",
                )
            inner = indent + match.end()
            stop = number + 1
            while stop < end and (
                not self.lines[stop].strip()
                or self.lines[stop][:inner].strip() == ""
            ):
                stop += 1
            last = stop
            while not self.lines[last - 1].strip():
                last -= 1
            marker = self.lines[number]
            self.lines[number] = " " * inner + marker[inner:]
            items.append(self.blocks(number, last, inner))
            self.lines[number] = marker
            number = stop
            if number < end and last == stop:
                rest = self.lines[number]
                if not _BULLET.match(rest[indent:]) or rest[:indent].strip():
                    self.complain(
                        number,
                        len(rest) - len(rest.lstrip(" ")),
                        "A list ends here without an empty line.",
                        "Leave a line empty after the list, or indent the "
                        "line so that it belongs to the item.",
                    )
        return Bullets(tuple(items), self.origin.at(first, indent)), number

    def _paragraph(
        self, number: int, end: int, indent: int
    ) -> tuple[Paragraph | None, int]:
        stop = self._skip(number, end)
        first = self.lines[number][indent:]
        before = len(self.problems)
        for pattern, what in _BLOCK_STARTS:
            if pattern.match(first):
                self.complain(
                    number,
                    indent,
                    f"{what} are not part of prose.",
                    "Rewrite it as paragraphs or bullets.",
                )
                return None, stop
        if _STRANGE_BULLET.match(first):
            self.complain(
                number,
                indent,
                "This is not a bullet that prose knows.",
                'Write "- " and the text on the same line.',
            )
            return None, stop
        if self.lines[stop - 1].rstrip().endswith("::"):
            self.complain(
                stop - 1,
                len(self.lines[stop - 1].rstrip()) - 2,
                "A literal block is not part of prose.",
                'Put what is to be typed under "commands".',
            )
        for index in range(number, stop):
            line = self.lines[index]
            body = line[indent:]
            if "\t" in line:
                self.complain(
                    index,
                    line.index("\t"),
                    "A tab stands in the text.",
                    "Use spaces.",
                )
            if line[:indent].strip() or body.startswith(" "):
                self.complain(
                    index,
                    len(line) - len(line.lstrip(" ")),
                    "The line is indented unlike the one above it.",
                    "Begin it where the paragraph begins.",
                )
            elif _RULE_LINE.match(body):
                self.complain(
                    index, indent, "Headings and rules are not part of prose."
                )
            elif index > number and _BULLET.match(body):
                self.complain(
                    index,
                    indent,
                    "A list begins inside a paragraph.",
                    "Leave a line empty before the list.",
                )
        if len(self.problems) > before:
            return None, stop
        source = "\n".join(
            line[indent:].rstrip() for line in self.lines[number:stop]
        )

        def place(offset: int) -> Position:
            above = source.count("\n", 0, offset)
            column = offset - (source.rfind("\n", 0, offset) + 1)
            return self.origin.at(number + above, indent + column)

        children = _Inline(source, place, self.problems).read()
        return Paragraph(children, source, place(0)), stop


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

    def complain(
        self, offset: int, message: str, advice: str | None = None
    ) -> None:
        self.problems.append(
            problem(Code.PROSE_MARKUP, self.place(offset), message, advice)
        )

    def read(self) -> tuple[Inline, ...]:
        source = self.source
        offset = plain = 0
        while offset < len(source):
            end = self._markup(offset, plain)
            if end is None:
                offset += 1
            else:
                offset = plain = end
        self._flush(plain, len(source))
        return tuple(self.found)

    def _opens(self, offset: int, length: int) -> bool:
        """Tell whether docutils would see a start-string here."""
        source = self.source
        before = source[offset - 1] if offset else " "
        rest = source[offset + length :]
        if not (before.isspace() or before in _OPENERS):
            return False
        if not rest or rest[0].isspace():
            return False
        pairs = {'"': '"', "'": "'", "(": ")", "[": "]", "{": "}", "<": ">"}
        return pairs.get(before) != rest[0]

    def _closing(self, mark: str, start: int) -> int:
        """Give where *mark* closes what begins at *start*, or -1."""
        source = self.source
        at = source.find(mark, start + 1)
        while at != -1:
            after = source[at + len(mark) : at + len(mark) + 1]
            if not source[at - 1].isspace() and (
                not after or after.isspace() or after in _CLOSERS
            ):
                return at
            at = source.find(mark, at + 1)
        return -1

    def _markup(self, offset: int, plain: int) -> int | None:
        """Read markup at *offset* and give where it ends, else None."""
        source = self.source
        character = source[offset]
        if character == "\\":
            self.complain(
                offset,
                "A backslash is not part of prose.",
                "Put the text between double backquotes.",
            )
            return None
        if character == ":":
            match = _ROLE.match(source, offset)
            if match and self._opens(offset, match.end() - offset + 1):
                self._flush(plain, offset)
                return self._role(offset, match)
            return None
        if character == "`":
            if source.startswith("``", offset):
                return self._literal(offset, plain)
            return self._link(offset, plain)
        if character == "*":
            return self._emphasis(offset, plain)
        if character == "|" and self._opens(offset, 1):
            self.complain(offset, "Substitutions are not part of prose.")
            return None
        if character == "_" and source.startswith("_`", offset):
            self.complain(offset, "Inline targets are not part of prose.")
            return self._after(offset + 2, "`")
        return None

    def _after(self, offset: int, mark: str) -> int:
        """Give where to go on after broken markup: nothing twice."""
        at = self.source.find(mark, offset)
        return len(self.source) if at == -1 else at + len(mark)

    def _literal(self, offset: int, plain: int) -> int | None:
        end = self._closing("``", offset + 2)
        if not self._opens(offset, 2) or end == -1:
            self.complain(
                offset,
                "Double backquotes do not begin or end a literal here.",
                "Put spaces or punctuation around it.",
            )
            return self._after(offset + 2, "``")
        self._flush(plain, offset)
        parts = self._parts(offset + 2, end)
        self.found.append(Literal(parts, self.place(offset)))
        return end + 2

    def _emphasis(self, offset: int, plain: int) -> int | None:
        strong = self.source.startswith("**", offset)
        if not self._opens(offset, 2 if strong else 1):
            return None if not strong else offset + 2
        if strong:
            self.complain(
                offset,
                "Strong emphasis is not part of prose.",
                "Use *one* asterisk.",
            )
            return self._after(offset + 2, "**")
        end = self._closing("*", offset + 1)
        if end == -1:
            self.complain(
                offset,
                "The emphasis that begins here does not end.",
                "Close it with an asterisk.",
            )
            return None
        self._flush(plain, offset)
        parts = self._parts(offset + 1, end)
        self.found.append(Emphasis(parts, self.place(offset)))
        return end + 1

    def _quoted(self, start: int) -> int:
        """Give where the single-backquoted text beginning there ends."""
        at = self.source.find("`", start)
        while at != -1 and self.source[at - 1].isspace():
            at = self.source.find("`", at + 1)
        return at

    def _link(self, offset: int, plain: int) -> int | None:
        source = self.source
        end = self._quoted(offset + 1)
        if end == -1 or not self._opens(offset, 1):
            self.complain(
                offset,
                "A lone backquote.",
                "Literals take two on each side, links end with `__.",
            )
            return len(source) if end == -1 else end + 1
        if not source.startswith("__", end + 1):
            self.complain(
                offset,
                "Backquotes without a role are not part of prose.",
                "Write ``literal``, :term:`word` or `text <address>`__.",
            )
            return end + 1
        after = source[end + 3 : end + 4]
        match = _TITLED.match(source[offset + 1 : end])
        if (
            match is None
            or not match["title"].strip()
            or (after and not after.isspace() and after not in _CLOSERS)
        ):
            self.complain(
                offset,
                "A link needs its text and its address.",
                "Write `text <https://address>`__.",
            )
            return end + 3
        start = offset + 1 + match.start("target")
        target = match["target"]
        if not re.match(r"https?://", target):
            self.problems.append(
                problem(
                    Code.BAD_URL,
                    self.place(start),
                    f'"{target}" is not an http:// or https:// address.',
                )
            )
            return end + 3
        if re.search(r'[\s"`\\]', target):
            self.problems.append(
                problem(
                    Code.BAD_URL,
                    self.place(start),
                    "An address holds no spaces, quotes or backslashes.",
                )
            )
            return end + 3
        self._flush(plain, offset)
        text_start = offset + 1 + match.start("title")
        self.found.append(
            Link(
                self._parts(text_start, offset + 1 + match.end("title")),
                self._parts(start, start + len(target)),
                self.place(offset),
            )
        )
        return end + 3

    def _role(self, offset: int, match: re.Match[str]) -> int:
        source = self.source
        name = match[1]
        start = match.end() + 1
        end = self._quoted(start)
        if end == -1:
            self.complain(
                offset,
                f'The role "{name}" does not end.',
                "Close it with a backquote.",
            )
            return len(source)
        if name not in ROLES:
            self.complain(
                offset,
                f'The role "{name}" is not part of prose.',
                did_you_mean(name, ROLES)
                or "Prose knows term, doc, ref and the liaison roles.",
            )
            return end + 1
        after = source[end + 1 : end + 2]
        if after and not after.isspace() and after not in _CLOSERS:
            self.complain(
                end + 1,
                "A role must be followed by a space or punctuation.",
            )
            return end + 1
        content = " ".join(source[start:end].split())
        titled = _TITLED.match(content)
        title = titled["title"].strip() if titled else None
        target = titled["target"].strip() if titled else content
        if not target or "{" in content or "\\" in content:
            self.complain(
                offset, f'"{content}" cannot be the target of a role.'
            )
            return end + 1
        if name in ("doc", "ref") and not title:
            self.complain(
                offset,
                f'The role "{name}" needs a title here, because '
                "the text is read outside of Sphinx too.",
                f"Write :{name}:`title <{target}>`.",
            )
            return end + 1
        self.found.append(
            Reference(name, target, title or None, self.place(offset))
        )
        return end + 1

    def _flush(self, start: int, end: int) -> None:
        """Take the plain text between two pieces of markup."""
        if start >= end:
            return
        text = self.source[start:end]
        for pattern, message, advice in (
            (_BARE_URL, 'A bare address stands in the text.',
             'Write `text <address>`__.'),
            (_BARE_MAIL, 'A mail address stands in the text.',
             'Put it between double backquotes.'),
            (_FOOTNOTE, 'Footnotes and citations are not part of prose.',
             None),
            (_NAMED_REFERENCE, 'A word that ends in an underscore is a '
             'reference in reST.', 'Put it between double backquotes.'),
        ):  # fmt: skip
            for match in pattern.finditer(text):
                self.complain(start + match.start(), message, advice)
        self.found.extend(self._parts(start, end))

    def _parts(self, start: int, end: int) -> tuple[Part, ...]:
        return _split(self.source, start, end, self.place, self.problems)


def _split(
    source: str,
    start: int,
    end: int,
    place: Callable[[int], Position],
    problems: list[Problem],
) -> tuple[Part, ...]:
    """Split text into words and placeholders, with ``{{`` as a brace."""
    parts: list[Part] = []
    words = ""
    since = start

    def flush() -> None:
        if words:
            parts.append(Text(words, place(since)))

    offset = start
    for match in _PLACEHOLDER.finditer(source, start, end):
        words += source[offset : match.start()]
        offset = match.end()
        if match[0] in ("{{", "}}"):
            words += match[0][0]
            continue
        name = match[1]
        if name is None:
            problems.append(
                problem(
                    Code.UNKNOWN_PLACEHOLDER,
                    place(match.start()),
                    f'A lone "{match[0]}".',
                    "Double it where a brace is meant.",
                )
            )
            continue
        if name not in PLACEHOLDERS:
            problems.append(
                problem(
                    Code.UNKNOWN_PLACEHOLDER,
                    place(match.start()),
                    f'The placeholder "{{{name}}}" is not declared.',
                    did_you_mean(name, PLACEHOLDERS)
                    or "Double the braces where braces are meant.",
                )
            )
            continue
        flush()
        words = ""
        since = offset
        parts.append(Placeholder(name, place(match.start())))
    words += source[offset:end]
    flush()
    return tuple(parts)


def parse(text: str, origin: Origin) -> tuple[Prose, list[Problem]]:
    """Read *text*; give what could be read, and every problem in it."""
    reader = _Reader(text, origin)
    blocks = reader.blocks(0, len(reader.lines), 0)
    return Prose(blocks, origin.at(0, 0)), reader.problems


def parse_template(
    text: str, origin: Origin
) -> tuple[Template, list[Problem]]:
    """Read a command or an address, in which only braces mean anything."""
    problems: list[Problem] = []

    def place(offset: int) -> Position:
        above = text.count("\n", 0, offset)
        return origin.at(above, offset - (text.rfind("\n", 0, offset) + 1))

    parts = _split(text, 0, len(text), place, problems)
    return Template(parts, origin.at(0, 0)), problems


# -- using


def walk(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Give every inline node, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.children
        else:
            for item in block.items:
                yield from walk(item)


def placeholders(node: Prose | Template) -> frozenset[str]:
    """Give the names of the placeholders in a text or template."""
    names: set[str] = set()
    inlines: Iterable[Inline] = (
        node.parts if isinstance(node, Template) else walk(node.blocks)
    )
    for inline in inlines:
        if isinstance(inline, Placeholder):
            names.add(inline.name)
        for group in ("parts", "url"):
            for part in getattr(inline, group, ()):
                if isinstance(part, Placeholder):
                    names.add(part.name)
    return frozenset(names)


@dataclasses.dataclass(frozen=True)
class Filling:
    """What placeholders and untitled references stand for at one place.

    ``values`` maps placeholder names to text; a name that is not there is
    shown as ``<name>``. ``titles`` gives the words for a reference, by its
    role and target; without one the target itself is shown.
    """

    values: Mapping[str, str]
    titles: Mapping[tuple[str, str], str]

    def text_of(self, part: Part) -> str:
        if isinstance(part, Text):
            return part.text
        return self.values.get(part.name, f"<{part.name}>")

    def join(self, parts: Iterable[Part]) -> str:
        return "".join(map(self.text_of, parts))


def fill(prose: Prose, filling: Filling) -> Prose:
    """Give the text with placeholders filled and references titled."""
    return dataclasses.replace(
        prose, blocks=tuple(_fill(block, filling) for block in prose.blocks)
    )


def fill_template(template: Template, filling: Filling) -> str:
    """Give a command or address with its placeholders filled."""
    return filling.join(template.parts)


def _fill(block: Block, filling: Filling) -> Block:
    if isinstance(block, Bullets):
        return dataclasses.replace(
            block,
            items=tuple(
                tuple(_fill(inner, filling) for inner in item)
                for item in block.items
            ),
        )
    return dataclasses.replace(
        block,
        children=tuple(_fill_inline(child, filling)
                       for child in block.children),
    )  # fmt: skip


def _fill_inline(node: Inline, filling: Filling) -> Inline:
    def filled(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return (Text(filling.join(parts), parts[0].position),) if parts else ()

    if isinstance(node, Placeholder):
        return Text(filling.text_of(node), node.position)
    if isinstance(node, Literal | Emphasis):
        return dataclasses.replace(node, parts=filled(node.parts))
    if isinstance(node, Link):
        return dataclasses.replace(
            node, parts=filled(node.parts), url=filled(node.url)
        )
    if isinstance(node, Reference) and node.title is None:
        title = filling.titles.get((node.role, node.target), node.target)
        return dataclasses.replace(node, title=title)
    return node


def plain_parts(parts: Iterable[Part]) -> str:
    """Give words as text; an unfilled placeholder as ``<name>``."""
    return "".join(
        part.text if isinstance(part, Text) else f"<{part.name}>"
        for part in parts
    )


def plain_inline(node: Inline) -> str:
    """Give one inline node as text; a link as its words alone."""
    if isinstance(node, Text | Placeholder):
        return plain_parts((node,))
    if isinstance(node, Reference):
        return node.title or node.target
    return plain_parts(node.parts)


def plain(prose: Prose) -> str:
    """Give the text on one line, without markup, items behind "- "."""
    return " ".join(_plain(block) for block in prose.blocks)


def _plain(block: Block) -> str:
    if isinstance(block, Paragraph):
        return " ".join("".join(map(plain_inline, block.children)).split())
    return " ".join("- " + " ".join(map(_plain, item)) for item in block.items)
