# SPDX-License-Identifier: Apache-2.0
"""What is written is read back as it was, or not written at all."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from watcher_liaison_guide import yamlwriter
from watcher_liaison_guide.fields import (
    Boolean,
    Date,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Record,
    Text,
    key,
    read_yaml,
)
from watcher_liaison_guide.problems import Problem


@dataclass(frozen=True)
class Person:
    name: str | None = key(Nullable(Text()), None)
    ended: bool = key(Boolean(), False)


@dataclass(frozen=True)
class Team:
    started: datetime.date = key(Date(), name="from")
    size: int | None = key(Integer(), None)
    head: Person | None = key(Nullable(Record.of(Person, "a head")), None)
    people: tuple[Person, ...] = key(ListOf(Record.of(Person, "one")), ())


@dataclass(frozen=True)
class Teams:
    teams: Mapping[str, Team] = key(
        MapOf(Text("a team"), Record.of(Team, "a team")), {}
    )


SHAPE = Record.of(Teams, "teams")
DAY = datetime.date(2026, 1, 7)

text = st.one_of(
    st.sampled_from(
        ("yes", "2026.10", "null", "~", "a: b", "# a", "é \u00ad😀")
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])),
).filter(str.strip)
people = st.builds(Person, st.none() | text, st.booleans())
teams = st.builds(
    Team,
    st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)),
    st.none() | st.integers(0, 9999),
    st.none() | people,
    st.lists(people, max_size=2).map(tuple),
)


@given(st.builds(Teams, st.dictionaries(text, teams, max_size=3)))
def test_what_is_written_is_read_back(written: Teams) -> None:
    content = yamlwriter.dump(written).encode()
    assert read_yaml(SHAPE, content, "teams.yaml") == (written, [])


def test_how_it_looks() -> None:
    team = Team(DAY, None, None, (Person("A B"), Person("1.0", True)))
    made = Teams({"no": team, "x": Team(DAY, 3)})
    assert yamlwriter.dump(made, "# A\n") == (
        "# A\n"
        "teams:\n"
        '  "no":\n'
        "    from: 2026-01-07\n"
        "    head: null\n"
        "    people:\n"
        "      - {name: A B, ended: false}\n"
        '      - {name: "1.0", ended: true}\n'
        "  x:\n"
        "    from: 2026-01-07\n"
        "    size: 3\n"
        "    head: null\n"
        "    people: []\n"
    )
    assert yamlwriter.dump(Teams()) == "teams: {}\n"


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "teams.yaml"

    def save(name: str) -> bool | Problem:
        written = yamlwriter.dump(Teams({name: Team(DAY)}))
        return yamlwriter.save(path, written, SHAPE)

    assert save("x") is True
    assert save("x") is False
    before = path.read_bytes()
    for name in ("a\nb", " ", "\ud800"):
        assert "could not be read back" in str(save(name))
    assert path.read_bytes() == before
