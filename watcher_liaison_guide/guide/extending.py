# SPDX-License-Identifier: Apache-2.0
"""A guide that extends another one: their files, merged into one set.

The merge works on positioned YAML values, before any of them is read into
the model, so that each value keeps the path and line of the file that it
is from, and everything after it sees one guide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from watcher_liaison_guide.fields import wrong_type
from watcher_liaison_guide.problems import (
    NOWHERE,
    Code,
    Position,
    Problem,
    did_you_mean,
)
from watcher_liaison_guide.yamlreader import (
    Entry,
    Mapping,
    PositionedText,
    Scalar,
    Sequence,
    Value,
    child,
    entries_of,
)

#: A guide's files by their names in its folder, such as ``sections/rc.yaml``,
#: None for one that cannot be read.
Files = dict[str, Value | None]
#: What a step is replaced by.
Edit = Callable[[Value], list[Value]]


class Extending:
    """The merge of one guide with the one that it extends.

    What points nowhere is appended to ``problems``, at its place in the
    extending guide.
    """

    def __init__(self, base_name: str, problems: list[Problem]) -> None:
        self.base_name = base_name
        self.problems = problems
        #: The names of what is left out, each with its place.
        self.omitted: dict[str, Position] = {}

    def merged(self, own: Files, base: Files) -> Files:
        """Return the files of *own* laid over those of *base*."""
        files = dict(base)
        if base["guide.yaml"] is None:  # what *own* changes is not known
            return files
        omit = entries_of(child(own["guide.yaml"], "omit"))
        # Steps first: a section that goes, too, may have them.
        for kind, names in sorted(omit, key=lambda one: one.key != "steps"):
            for one in {one.text: one for one in _scalars(names)}.values():
                word = PositionedText(one.text, one.position)
                self.omitted[one.text] = one.position
                self.omit(files, kind, word)
        for name, value in own.items():
            before = files.get(name)
            if value is None and name != "project.yaml":
                files.setdefault(name, None)
            elif before is None or value is None:
                files[name] = value
            elif name == "guide.yaml":
                files[name] = self.guide_file(value, before)
            elif name.startswith("sections/"):
                files[name] = self.section(value, before)
            else:
                # A thing of a file, a value of it, and what that consists of.
                files[name] = _over(value, before, 3)
        return files

    def unknown(
        self,
        code: Code,
        name: PositionedText,
        what: str,
        known: Iterable[str],
        base: Value | None,
    ) -> None:
        """Report that *name* is nothing in *base*, of the base guide."""
        place = base.position if base else NOWHERE
        where = f" ({place.path}:{place.line})" if base else ""
        message = (
            f'The guide "{self.base_name}"{where}, which this one extends, '
            f'has no {what} "{name}".'
        )
        near = did_you_mean(name, known)
        self.problems.append(code.at(name.position, message, near))

    # -- guide.yaml

    def guide_file(self, own: Value, base: Value) -> Value:
        merged = _over(own, base, 1)
        order = self.order(child(own, "sections"), child(base, "sections"))
        return with_entry(merged, "sections", order) if order else merged

    def order(self, own: Value | None, base: Value | None) -> Value | None:
        """Return the order of sections.

        The plain ids of *own*, if any, are the order, else it is that of
        *base*. ``{add: ID, before: ID}`` and ``after`` put sections into it.
        """
        if not isinstance(own, Sequence):
            return own or base
        order = _scalars(own) or _scalars(base)
        for one in own:
            if isinstance(one, Mapping):
                self.add_section(one, order, base)
        return replace(own, values=tuple(order))

    def add_section(
        self, addition: Mapping, order: list[Scalar], base: Value | None
    ) -> None:
        added = addition.get("add")
        if not isinstance(added, Scalar):
            message = 'An added section lacks the key "add".'
            advice = "Write {add: ID, after: ID}."
            wrong = Code.MISSING_KEY.at(addition.position, message, advice)
            self.problems.append(wrong)
            return
        placed = self.placed(addition)
        for entry in _without(addition, "add", *placed):
            message = f'An added section has no key "{entry.key}".'
            wrong = Code.UNKNOWN_KEY.at(entry.key.position, message)
            self.problems.append(wrong)
        ids = [one.text for one in order]
        index = len(order)
        for key, place in placed.items():
            if place in ids:
                index = ids.index(place) + (key == "after")
            else:
                self.unknown(Code.UNKNOWN_SECTION, place, "section", ids, base)
        order.insert(index, added)

    def placed(self, added: Value) -> dict[str, PositionedText]:
        """Return ``before`` or ``after`` with the id that it names."""
        found: dict[str, PositionedText] = {
            key: PositionedText(place.text, place.position)
            for key, place in entries_of(added)
            if key in ("before", "after") and isinstance(place, Scalar)
        }
        if len(found) > 1:
            _, second = found.values()
            message = 'What is added takes only one of "before" and "after".'
            self.problems.append(Code.BAD_VALUE.at(second.position, message))
        return found

    # -- what is left out

    def omit(self, files: Files, kind: str, name: PositionedText) -> None:
        """Remove a thing of the base from *files*."""
        known: list[str] = []
        guide = files["guide.yaml"]
        if kind == "steps":
            for file, value in files.items():
                known += step_ids(value)
                files[file] = _edited(value, name, lambda step: []) or value
        elif kind == "sections":
            known = [Path(file).stem for file in files if "/" in file]
            files.pop(f"sections/{name}.yaml", None)
            order = child(guide, "sections")
            if guide is not None and isinstance(order, Sequence):
                kept = tuple(
                    one for one in _scalars(order) if one.text != name
                )
                order = replace(order, values=kept)
                files["guide.yaml"] = with_entry(guide, "sections", order)
        elif isinstance(things := files.get(f"{kind}.yaml"), Mapping):
            known = [one.key for one in things]
            for alias in _scalars(child(things.get(name), "aliases")):
                self.omitted[alias.text] = name.position
            files[f"{kind}.yaml"] = _without(things, name)
        if name not in known:
            what = "policy" if kind == "policies" else kind.removesuffix("s")
            self.unknown(Code.BAD_VALUE, name, what, known, guide)

    # -- sections

    def section(self, own: Value, base: Value) -> Value:
        """Return a section with overrides and steps of the extending guide."""
        if not isinstance(own, Mapping) or not isinstance(base, Mapping):
            return own
        section: Value = base
        override, steps = own.get("override"), own.get("steps")
        if not isinstance(override, Mapping | None):
            wanted, example = "changes by step", "{STEP: {KEY: ...}}"
            place = override.position
            wrong_type(override, wanted, place, self.problems, example)
        for name, changes in entries_of(override):
            edit = partial(_changed, changes)
            section = self.edited(section, name, edit) or section
        for step in _values(steps):
            section = self.with_step(section, step)
        used = ["steps"] if isinstance(steps, Sequence) else []
        return _over(_without(own, "override", *used), section, 1)

    def with_step(self, section: Value, step: Value) -> Value:
        """Return *section* with a step added in its place, or at the end."""
        placed, added = self.placed(step), step
        if isinstance(step, Mapping):
            added = _without(step, *placed)
        for key, place in placed.items():
            edit = partial(_beside, added, key)
            if edited := self.edited(section, place, edit):
                return edited
        values = (*_values(child(section, "steps")), added)
        return with_entry(section, "steps", Sequence(values, step.position))

    def edited(
        self, section: Value, name: PositionedText, edit: Edit
    ) -> Value | None:
        """Return *section* with a step edited, None if it lacks the step."""
        found = _edited(section, name, edit)
        if found is None:
            known, what = step_ids(section), "step in this section called"
            self.unknown(Code.UNKNOWN_STEP, name, what, known, section)
        return found


# -- positioned values


def _values(value: Value | None) -> tuple[Value, ...]:
    return value.values if isinstance(value, Sequence) else ()


def _scalars(value: Value | None) -> list[Scalar]:
    return [one for one in _values(value) if isinstance(one, Scalar)]


def _without(mapping: Mapping, *keys: str) -> Mapping:
    left = tuple(one for one in mapping if one.key not in keys)
    return replace(mapping, entries=left)


def _step_id(step: Value) -> str:
    found = child(step, "id")
    return found.text if isinstance(found, Scalar) else ""


def step_ids(value: Value | None) -> Iterator[str]:
    """Yield the ids of all steps in a section, a part or a step."""
    for key in ("steps", "parts"):
        for one in _values(child(value, key)):
            if key == "steps":
                yield _step_id(one)
            yield from step_ids(one)


def with_entry(value: Value, key: str, new: Value) -> Value:
    """Return a mapping with another value under *key*."""
    if not isinstance(value, Mapping):
        return value
    if value.get(key) is None:
        added = Entry(PositionedText(key, new.position), new)
        return replace(value, entries=(*value.entries, added))
    entries = (Entry(one.key, new) if one.key == key else one for one in value)
    return replace(value, entries=tuple(entries))


def _edited(value: Value | None, wanted: str, edit: Edit) -> Value | None:
    """Return *value* with the step *wanted* replaced by what *edit* makes.

    None if there is no such step in it, at whatever depth.
    """
    for key in ("steps", "parts"):
        children = child(value, key)
        if value is None or not isinstance(children, Sequence):
            continue
        for index, one in enumerate(children):
            if key == "steps" and _step_id(one) == wanted:
                made = edit(one)
            elif (inner := _edited(one, wanted, edit)) is not None:
                made = [inner]
            else:
                continue
            values = [*children]
            values[index : index + 1] = made
            new = replace(children, values=tuple(values))
            return with_entry(value, key, new)
    return None


def _changed(changes: Value, step: Value) -> list[Value]:
    return [_over(changes, step, 1)]


def _beside(added: Value, key: str, step: Value) -> list[Value]:
    return [added, step] if key == "before" else [step, added]


def _over(own: Value, base: Value, depth: int) -> Value:
    """Return *own* laid over *base*: its keys replace, the others stay.

    *depth* is how many levels of mappings are merged. A list replaces a
    list, unless it is given as ``{append: [...]}``.
    """
    if isinstance(own, Mapping) and isinstance(base, Sequence):
        more = own.get("append")
        if isinstance(more, Sequence) and len(own.entries) == 1:
            return replace(base, values=(*base.values, *more.values))
    if not (isinstance(own, Mapping) and isinstance(base, Mapping) and depth):
        return own
    merged = {entry.key: entry for entry in base}
    for key, value in own:
        before = merged.get(key)
        empty = Sequence((), value.position)
        new = _over(value, before.value if before else empty, depth - 1)
        merged[key] = Entry(key, new)
    return Mapping(tuple(merged.values()), own.position)
