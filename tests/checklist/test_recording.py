# SPDX-License-Identifier: Apache-2.0
"""Records put into cycle files that people wrote by hand."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from watcher_liaison_guide.checklist.cycle_file import (
    DoneRecord,
    ItemRecord,
    SkippedRecord,
    read_cycle_file,
)
from watcher_liaison_guide.checklist.recording import changed_file

PATH = "2027.1.cycle.yaml"
DONE = DoneRecord(on=datetime.date(2026, 11, 20), by="ada")
IDS = [f"step-{n}" for n in range(6)]
IDS += [f"m1/some.lib/{n}.1/look" for n in range(2024, 2028)]
WORDS = ("nick", "no: {it} was, 'not' # so", "é — 🎉", "[x]", "null", "- a")

#: How people write items: "<" and ">" are around what a new record replaces.
FORMS = (
    "{id}: <{{done: 2026-10-15, by: nick}}>",
    "{id}:   <{{skipped: virtual PTG}}>   # we: {{agreed}} on it",
    '"{id}": <{{ done: "2026-10-15" }}>',
    '{id}:<\n{in}done: 2026-10-15\n{in}"by":  nick>  # so',
    "{id}:<\n{in}skipped: |\n{in}  Why:\n\n{in}  nobody came.>",
    "{id}: <{{done: 2026-10-15,\n{in}by: 'nick'}}>",
)
#: The same with comments inside, so that nothing replaces them.
COMMENTED = (
    "{id}:\n{in}done: 2026-10-15  # in the meeting\n{in}by: nick",
    "{id}: # how\n{in}# nobody came\n{in}skipped: nobody came",
    "{id}: {{done: 2026-10-15, # so\n{in}by: nick}}",
)
TABLES = (
    "roles:\n  # who\n  event-liaison: {name: Ada,   irc: ada}  # from May\n",
    "events: {summit: none}\n",
    "links:\n    planning-etherpad: 'https://example.org/a'\n\n\n",
    "notes: |\n  items:\n    step-0: {done: 2026-10-15}\n\n",
    "exceptions:\n",
    "# items:\n",
)


def hand_written(
    chance: random.Random,
) -> tuple[bytes, dict[str, tuple[str, str] | None]]:
    """Return a cycle file, and how its records on several lines are written.

    For each id that is the text, and the text with "{}" for the record; None
    where it has comments.
    """
    margin = " " * chance.choice((1, 2, 4))
    inner = margin + " " * chance.choice((1, 3))
    end = "\r\n" if chance.random() < 0.2 else "\n"
    items = "items:" + chance.choice(("", "  # done")) + "\n"
    several: dict[str, tuple[str, str] | None] = {}
    for name in chance.sample(IDS, chance.choice((0, 1, 3))):
        form = chance.choice(FORMS + COMMENTED)
        text = form.format(**{"id": name, "in": inner}).replace("\n", end)
        if form in COMMENTED:
            several[name] = None
        elif "\n" in text:
            short = re.sub(r"<(?s:.*)>", "{}", text.replace(":<", ": <"))
            text = re.sub("[<>]", "", text)
            several[name] = text, short
        items += chance.choice(("", "\n", f"{margin}# - next:\n"))
        items += f"{margin}{re.sub('[<>]', '', text)}\n"
        items += chance.choice(("", f"{margin}# that was it\n", "# or not\n"))
    parts = chance.sample(TABLES, chance.randrange(len(TABLES)))
    if chance.random() < 0.9:
        parts.insert(chance.randrange(len(parts) + 1), items)
    else:
        several.clear()
    text = "# ours\n" + "".join(['cycle: "2027.1"\n', *parts])
    if chance.random() < 0.2:
        text = text.rstrip("\n")
    text = re.sub(r"\r?\n", end, text)
    begin = "\ufeff" if chance.random() < 0.2 else ""
    return (begin + text).encode(), several


def some_record(chance: random.Random) -> ItemRecord:
    by = chance.choice((None, *WORDS))
    url = chance.choice((None, "https://example.org/a?b=c,d#e"))
    if chance.random() < 0.4:
        return SkippedRecord(why=chance.choice(WORDS), by=by, url=url)
    day = datetime.date(2026, 10, chance.randrange(1, 30))
    return DoneRecord(on=day, by=by, url=url)


def without(content: bytes, ids: list[str], known: set[str]) -> str:
    """Return a file's text without the records of *ids*, on a line each.

    Of those that were *known* before the line is kept, and "items:" only if
    something else is in it.
    """
    lines = []
    for line in content.decode().splitlines(keepends=True):
        name = re.match(r' *"?([^":]*)"?: +\{', line)
        if name and name[1] in ids:
            if name[1] not in known:
                continue
            line = re.sub(r"\{(\"(\\.|[^\"])*\"|[^\"}])*\}", "{}", line)
        lines.append(line)
    return "".join(lines).rstrip("\r\n")


def test_five_hundred_recordings_touch_nothing_else_and_are_read_back() -> (
    None
):
    chance, recorded, refused = random.Random(16), 0, 0
    while recorded < 500:
        content, several = hand_written(chance)
        for _ in range(5):
            file, problems = read_cycle_file(content, PATH)
            assert file is not None and not problems, content.decode()
            names = chance.sample(IDS, chance.randrange(1, 4))
            records = {name: some_record(chance) for name in names}
            new = changed_file(content, file, records)
            # A record that has comments in it is the team's to change.
            written = [several[name] for name in names if name in several]
            assert (new is None) == (None in written)
            if new is None:
                refused += 1
                continue
            recorded += 1
            found, problems = read_cycle_file(new, PATH)
            assert found is not None and not problems
            assert dict(found.items) == {**file.items, **records}
            for texts in filter(None, written):
                old, short = (text.encode() for text in texts)
                content = content.replace(old, short)
            before = without(content, names, set(file.items))
            after = without(new, names, set(file.items))
            if "items" not in file.positions:
                after = re.sub(r"[\r\n]+items:$", "", after)
            assert after == before
            content = new
    assert refused > 20


ADDED = "a: {done: 2026-11-20, by: ada}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"items:\n  {ADDED}\n"),
        ("items:\n", f"items:\n  {ADDED}\n"),
        (
            "items:  # done\n  # ID: why",
            f"items:  # done\n  # ID: why\n  {ADDED}\n",
        ),
        ("items:\nroles:\n", f"items:\n  {ADDED}\nroles:\n"),
        (
            "items:\n    b: {done: 2026-10-15}  # so\n    # b, too\n\n# end\n",
            "items:\n    b: {done: 2026-10-15}  # so\n    # b, too\n"
            f"    {ADDED}\n\n# end\n",
        ),
        (
            "items:\n  b:\n    skipped: |\n     why\nroles:\n",
            f"items:\n  b:\n    skipped: |\n     why\n  {ADDED}\nroles:\n",
        ),
        (
            "items:\n  a:  {skipped: no} # so\n  b: {skipped: no}",
            f"items:\n  a:  {ADDED[3:]} # so\n  b: {{skipped: no}}",
        ),
        ("items: {}\n", None),
        ("items: ~\n", None),
        ("items: {b: {skipped: no}}\n", None),
        (
            "items:\n  a:\n    skipped: no\n\n# end\n",
            f"items:\n  {ADDED}\n\n# end\n",
        ),
        ("items:\n  a:\n    skipped: no # so\n    by: b\n", None),
        ("notes: n\n...\n", None),
    ],
)
def test_a_record_goes_where_a_reader_would_put_it(
    before: str, after: str | None
) -> None:
    begin = 'cycle: "2027.1"\n'
    content = (begin + before).encode()
    file, problems = read_cycle_file(content, PATH)
    assert file is not None and not problems
    new = changed_file(content, file, {"a": DONE})
    assert new == (None if after is None else (begin + after).encode())


def test_a_file_in_braces_is_left_alone() -> None:
    content = b'{cycle: "2027.1", items: {}}\n'
    file, _ = read_cycle_file(content, PATH)
    assert file is not None
    assert changed_file(content, file, {"a": DONE}) is None
