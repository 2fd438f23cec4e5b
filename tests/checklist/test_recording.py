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
from watcher_liaison_guide.checklist.recording import (
    changed_file,
    record_lines,
)

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
    "notes: |\n  items:\n    step-0: {done: 2026-10-31}\n\n",
    "exceptions:\n",
    "# items:\n",
)


def hand_written(
    chance: random.Random, end: str
) -> tuple[bytes, dict[str, tuple[str, str] | None]]:
    """Return a cycle file, and how each record in it is written.

    That is its text, and the text with "<>" in place of the record; None
    where it has comments.
    """
    margin = " " * chance.choice((1, 2, 4))
    inner = margin + " " * chance.choice((1, 3))
    items = "items:" + chance.choice(("", "  # done")) + "\n"
    written: dict[str, tuple[str, str] | None] = {}
    for name in chance.sample(IDS, chance.choice((0, 1, 3))):
        form = chance.choice(FORMS + COMMENTED)
        marked = form.format(**{"id": name, "in": inner})
        text = re.sub("[<>]", "", marked)
        short = re.sub("<(?s:.*)>", "<>", marked.replace(":<", ": <"))
        written[name] = None if form in COMMENTED else (text, short)
        items += chance.choice(("", "\n", f"{margin}# - next:\n"))
        items += f"{margin}{text}\n"
        items += chance.choice(("", f"{margin}# that was it\n", "# or not\n"))
    parts = chance.sample(TABLES, chance.randrange(len(TABLES)))
    if written or chance.random() < 0.6:
        parts.insert(chance.randrange(len(parts) + 1), items)
    text = "# ours\n" + "".join(['cycle: "2027.1"\n', *parts])
    if chance.random() < 0.2:
        text = text.rstrip("\n")
    begin = "\ufeff" if chance.random() < 0.2 else ""
    return (begin + text).replace("\n", end).encode(), written


def some_record(chance: random.Random) -> ItemRecord:
    by = chance.choice((None, *WORDS))
    url = chance.choice((None, "https://example.org/a?b=c,d#e"))
    if chance.random() < 0.4:
        return SkippedRecord(why=chance.choice(WORDS), by=by, url=url)
    day = datetime.date(2026, 10, chance.randrange(1, 30))
    return DoneRecord(on=day, by=by, url=url)


def test_five_hundred_records_touch_nothing_else_and_are_read_back() -> None:
    chance, recorded, refused = random.Random(16), 0, 0
    while recorded < 500:
        end = chance.choice(("\n", "\n", "\n", "\r\n"))
        content, written = hand_written(chance, end)
        for _ in range(5):
            file, problems = read_cycle_file(content, PATH)
            assert file is not None and not problems, content.decode()
            names = chance.sample(IDS, chance.randrange(1, 4))
            records = {name: some_record(chance) for name in names}
            new = changed_file(content, file, records)
            # A record that has comments in it is the team's to change.
            is_safe = None not in [written.get(name, "") for name in names]
            assert (new is not None) == is_safe
            if new is None:
                refused += 1
                continue
            recorded += 1
            found, problems = read_cycle_file(new, PATH)
            assert found is not None and not problems
            assert dict(found.items) == {**file.items, **records}
            assert new.count(b"\n") == new.count(end.encode())
            before, after = (
                one.decode().replace("\r\n", "\n") for one in (content, new)
            )
            for name, line in zip(names, record_lines(records), strict=True):
                short, record = f"{name}: <>", line.partition(": ")[2]
                if old := written.get(name):
                    short = old[1]
                    before = before.replace(*old).replace("<>", record)
                else:
                    added = f"\n *{re.escape(line)}(?=\n|$)"
                    after, times = re.subn(added, "", after)
                    assert times == 1
                written[name] = short.replace("<>", record), short
            if "items" not in file.positions:
                after = re.sub("\nitems:(?=\n|$)", "", after)
            assert after.rstrip("\n") == before.rstrip("\n")
            content = new
    assert refused > 20


ADDED = "a: {done: 2026-11-20, by: ada}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"items:\n  {ADDED}\n"),
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
        ("items: {}\n", None),
        ("items: ~\n", None),
        ("notes: n\n...\n", None),
        ('{cycle: "2027.1", items: {}}\n', None),
    ],
)
def test_a_record_goes_where_a_reader_would_put_it(
    before: str, after: str | None
) -> None:
    begin = "" if before.startswith("{") else 'cycle: "2027.1"\n'
    content = (begin + before).encode()
    file, problems = read_cycle_file(content, PATH)
    assert file is not None and not problems
    new = changed_file(content, file, {"a": DONE})
    assert new == (None if after is None else (begin + after).encode())
