# SPDX-License-Identifier: Apache-2.0
"""The guide carries all that the original guide had, in words of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from watcher_liaison_guide.embedded import EMBEDDED_GUIDES
from watcher_liaison_guide.fields import to_json
from watcher_liaison_guide.guide.files import read_guide_files


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


#: Where the guide has each element; what it may say is in the file.
TABLE = load(Path(__file__).with_name("data") / "inventory_map.yaml")
#: The files of Watcher's guide, with what it takes from the shared one.
FILES = {
    name.removesuffix(".yaml"): to_json(value)
    for name, value in read_guide_files(
        EMBEDDED_GUIDES / "watcher"
    ).values.items()
    if value is not None
}


def strings(value: Any, skipped: Collection[str] = ()) -> Iterator[str]:
    """Yield every text in *value*, but what is under the keys *skipped*."""
    if isinstance(value, dict):
        for key, child in value.items():
            if key not in skipped:
                yield str(key)
                yield from strings(child, skipped)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child, skipped)
    else:
        yield str(value)


def chains_in(
    holder: dict[str, Any], *around: dict[str, Any]
) -> Iterator[list[dict[str, Any]]]:
    """Yield each step in *holder*, with all that it is in, nearest first."""
    for step in holder.get("steps", ()):
        yield [step, holder, *around]
        yield from chains_in(step, holder, *around)
    for part in holder.get("parts", ()):
        yield from chains_in(part, holder, *around)


SECTIONS = [FILES[name] for name in FILES if name.startswith("sections/")]
#: Each step by its id, with all that it is in.
CHAINS = {
    chain[0]["id"]: chain
    for section in SECTIONS
    for chain in chains_in(section, FILES["guide"]["defaults"])
}
#: Everything in the guide that an element can be mapped to, by kind and id.
PLACES: dict[str, dict[str, Any]] = {
    "guide": FILES["guide"],
    "section": {section["id"]: section for section in SECTIONS},
    "part": {
        part["id"]: part
        for section in SECTIONS
        for part in section.get("parts", ())
    },
    "step": {name: chain[0] for name, chain in CHAINS.items()},
    "role": FILES["roles"],
    "precedence": FILES["precedence"],
    "policy": FILES["policies"],
    "term": FILES["terms"],
    "event": FILES["events"],
    "deliverable": FILES["project"]["deliverables"],
    "tracker": FILES["project"]["trackers"],
    "channel": FILES["project"]["channels"],
    "link": FILES["project"]["links"],
}


def place_of(entry: dict[str, Any]) -> tuple[str, str, Any]:
    """Return the kind, the id and the value of the place that an entry has."""
    inner = entry.get("replaced", entry)
    (kind,) = PLACES.keys() & inner.keys()
    name, _, field = str(inner[kind]).partition(".")
    thing = PLACES[kind][name]
    return kind, name, thing[field] if field else thing


# -- the table and the guide --------------------------------------------------


@pytest.mark.parametrize("table", TABLE)
def test_each_entry_has_a_place_that_says_it(table: str) -> None:
    for name, entry in TABLE[table].items():
        assert ("replaced" in entry) == ("reason" in entry), name
        place = place_of(entry)[2]
        text = " ".join(" ".join(strings(place)).split())
        if table == "anchors":
            assert name in place["anchors"]
        elif table != "elements":
            assert entry.get("as", name) in text
        said = {**entry, **entry.get("replaced", {})}
        assert said.get("says", "") in text, name
        if "fills" in said:
            assert f"{{{said['fills']}}}" in text, name


# -- the table and the original guide -----------------------------------------


@pytest.fixture(scope="module")
def inventory(shared_data: Path) -> dict[str, dict[str, Any]]:
    items = load(shared_data / "guide" / "inventory.yaml")["items"]
    return {item["id"]: item for item in items}


@pytest.fixture(scope="module")
def original(shared_data: Path) -> str:
    path = shared_data / "guide" / "release-liaison-guide.txt"
    return path.read_text(encoding="utf-8")


def test_the_table_has_all_of_the_inventory_and_the_original(
    inventory: dict[str, dict[str, Any]], original: str
) -> None:
    def listed(key: str) -> set[str]:
        return {x for item in inventory.values() for x in item.get(key, ())}

    assert len(inventory) == 144
    assert set(TABLE["elements"]) == set(inventory)
    linked = re.findall(r"https?://(?:<[\w-]+>|[^\s<>`])+", original)
    addresses = listed("urls") | {found.rstrip(").,") for found in linked}
    assert set(TABLE["addresses"]) == addresses
    assert set(TABLE["commands"]) == listed("commands")
    assert all(command in original for command in TABLE["commands"])
    headings = {
        re.sub(r"[^a-z0-9]+", "-", above.lower()).strip("-")
        for above, below in itertools.pairwise(original.splitlines())
        if re.fullmatch(r"([-~])\1+", below)
    }
    assert set(TABLE["anchors"]) == headings


def test_steps_have_the_owners_and_conditions_of_the_original(
    inventory: dict[str, dict[str, Any]],
) -> None:
    options = {
        "optional": "optional",
        "if-needed": "if needed",
        "if-warranted": "if warranted",
        "if-applicable": "if applicable",
    }
    owners = {
        "project-team": {"team"},
        "event-liaison": {"ptg"},
        "resolved by summit-precedence": {"summit"},
        "release-liaison": {"release-liaison", "release-authority"},
    }
    for name, item in inventory.items():
        kind, place, step = place_of(TABLE["elements"][name])
        if kind != "step" or "replaced" in TABLE["elements"][name]:
            continue
        if item["type"] == "event":
            assert step.get("kind") == "event", name
            continue
        chain = CHAINS[place]
        if item["type"] == "step" and item["optionality"] in options:
            said = {one.get("optional") for one in chain}
            assert options[item["optionality"]] in said, name
        elif item["type"] == "step" and item["optionality"] == "conditional":
            assert any(one.get("when") for one in chain), name
        owner = next(one["owner"] for one in chain if "owner" in one)
        acting = {owner if isinstance(owner, str) else owner["precedence"]}
        theirs = item["owner"]
        if theirs == "project-team":
            acting |= {role for one in chain for role in one.get("with", ())}
        assert acting & owners.get(theirs, {theirs}), name


def inside(holder: dict[str, Any]) -> Iterator[str]:
    """Yield the steps in *holder*, also those of procedures that it uses."""
    for step, *_ in chains_in({"steps": [holder]}):
        yield step["id"]
        for used, *_ in chains_in(PLACES["section"].get(step.get("use"), {})):
            yield from inside(used)


def test_steps_within_steps_of_the_original_stay_within(
    inventory: dict[str, dict[str, Any]],
) -> None:
    for name, item in inventory.items():
        entry, parent = TABLE["elements"][name], item.get("parent")
        kind, place, _ = place_of(entry)
        if kind != "step" or "replaced" in entry or parent is None:
            continue
        above_kind, above, _ = place_of(TABLE["elements"][parent])
        # The original puts one note on libraries under the step for all.
        if name == "m1-first-library-minor-bump":
            assert place == "m1-client"
        elif above_kind == "step":
            assert place in inside(PLACES["step"][above]), name


def test_short_titles_of_groups_name_no_member() -> None:
    for step in PLACES["step"].values():
        assert "each" not in step or "{" not in step["short"], step["id"]


# -- own words ----------------------------------------------------------------


def rows_of_eight(text: str) -> set[str]:
    """Return each eight words in a row, in which a copied sentence shows."""
    text = text.replace("\u2019", "'")
    text = re.sub(r"<?https?://\S+|:[\w:+.-]+:(?=`)", " ", text)
    words = re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower())
    return {" ".join(words[at : at + 8]) for at in range(len(words) - 7)}


def guide_texts() -> Iterator[str]:
    """Yield the guide's texts, but for names, links and commands."""
    skipped = {"url", "run", "commands", "title", "expands", "anchors"}
    for file in sorted(EMBEDDED_GUIDES.rglob("*.yaml")):
        yield from strings(load(file), skipped)


def test_no_eight_words_in_a_row_are_those_of_the_original(
    original: str,
) -> None:
    text = re.sub(r"(?m)^.*\n([-=~])\1{2,}$", "\n\n", original)  # titles
    text = re.sub(r"(?m)^(git checkout|git log|rm) .*$", "\n\n", text)
    theirs: set[str] = set()
    for row in re.split(r"\n\s*\n|(?m:^\s*\*\s)", text):
        theirs |= rows_of_eight(row)
    assert len(theirs) > 700
    comments = (
        " ".join(re.findall(r"(?m)^\s*#(.*)$", file.read_text()))
        for file in EMBEDDED_GUIDES.rglob("*.yaml")
    )
    for text in (*guide_texts(), *comments):
        assert not rows_of_eight(text) & theirs


def test_the_words_hold_no_date_and_no_label_of_a_week() -> None:
    months = "January|February|April|July|August|September|October"
    dated = (
        rf"\b\d{{4}}-\d\d-\d\d\b|\b({months}|November|December)\b|\bR[-+]\d"
    )
    for text in guide_texts():
        text = re.sub(r"<?https?://\S+", " ", text)
        assert not re.search(dated, text), text
