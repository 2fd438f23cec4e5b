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
    position_of,
)

#: A guide's files by their names in its folder, such as ``sections/rc.yaml``.
Files = dict[str, Value]


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
        omit = child(own.get("guide.yaml"), "omit")
        for kind, omitted in omit if isinstance(omit, Mapping) else ():
            for one in _scalars(omitted):
                self.omitted[one.text] = one.position
                self.omit(files, kind, one)
        for name, value in own.items():
            before = files.get(name)
            if before is None:
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
        name: Scalar | str,
        what: str,
        known: Iterable[str],
        base: Value | None,
    ) -> None:
        """Report that *name* is nothing in *base*, of the base guide."""
        place = base.position if base else NOWHERE
        where = f" ({place.path}:{place.line})" if base else ""
        text = name.text if isinstance(name, Scalar) else name
        self.problems.append(
            code.at(
                position_of(name),
                f'The guide "{self.base_name}"{where}, which this one '
                f'extends, has no {what} "{text}".',
                did_you_mean(text, known),
            )
        )

    # -- guide.yaml

    def guide_file(self, own: Value, base: Value) -> Value:
        merged = _over(own, base, 1)
        if not isinstance(merged, Mapping):
            return own
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
            self.problems.append(
                Code.MISSING_KEY.at(
                    addition.position,
                    'An added section lacks the key "add".',
                    "Write {add: ID, after: ID}.",
                )
            )
            return
        ids = [one.text for one in order]
        index = len(order)
        for key, place in _placed(addition):
            if place.text in ids:
                index = ids.index(place.text) + (key == "after")
            else:
                self.unknown(Code.UNKNOWN_SECTION, place, "section", ids, base)
        order.insert(index, added)

    # -- what is left out

    def omit(self, files: Files, kind: str, name: Scalar) -> None:
        """Remove a thing of the base from *files*."""
        known: list[str] = []
        if kind == "steps":
            for file, value in files.items():
                known += map(step_id, steps_in(value))
                edited = _edited(value, name.text, lambda step: [])
                files[file] = edited or value
        elif kind == "sections":
            known = [Path(file).stem for file in files if "/" in file]
            files.pop(f"sections/{name.text}.yaml", None)
            guide = files.get("guide.yaml")
            order = child(guide, "sections")
            if guide is not None and isinstance(order, Sequence):
                kept = [
                    one for one in _scalars(order) if one.text != name.text
                ]
                order = replace(order, values=tuple(kept))
                files["guide.yaml"] = with_entry(guide, "sections", order)
        elif isinstance(things := files.get(f"{kind}.yaml"), Mapping):
            known = [one.key for one in things]
            left = tuple(one for one in things if one.key != name.text)
            files[f"{kind}.yaml"] = replace(things, entries=left)
        if name.text not in known:
            what = kind.removesuffix("s")
            guide = files.get("guide.yaml")
            self.unknown(Code.BAD_VALUE, name, what, known, guide)

    # -- sections

    def section(self, own: Value, base: Value) -> Value:
        """Return a section with overrides and steps of the extending guide."""
        if not isinstance(own, Mapping) or not isinstance(base, Mapping):
            return own
        section: Value = base
        overrides = own.get("override")
        for name, changes in (
            overrides if isinstance(overrides, Mapping) else ()
        ):
            edited = _edited(section, name, partial(_changed, changes))
            if edited is None:
                ids = map(step_id, steps_in(section))
                self.unknown(Code.UNKNOWN_STEP, name, "step", ids, section)
            section = edited or section
        steps = own.get("steps")
        for step in steps if isinstance(steps, Sequence) else ():
            if isinstance(step, Mapping):
                section = self.with_step(section, step)
        rest = tuple(
            one for one in own if one.key not in ("override", "steps")
        )
        return _over(replace(own, entries=rest), section, 1)

    def with_step(self, section: Value, step: Mapping) -> Value:
        """Return *section* with a step added in its place, or at the end."""
        added = replace(
            step,
            entries=tuple(
                one for one in step if one.key not in ("before", "after")
            ),
        )
        for key, place in _placed(step):
            edited = _edited(section, place.text, partial(_beside, added, key))
            if edited is not None:
                return edited
            ids = map(step_id, steps_in(section))
            self.unknown(
                Code.UNKNOWN_STEP,
                place,
                "step in this section called",
                ids,
                section,
            )
        there = child(section, "steps")
        values = there.values if isinstance(there, Sequence) else ()
        return with_entry(
            section, "steps", Sequence((*values, added), step.position)
        )


# -- positioned values


def child(value: Value | None, key: str) -> Value | None:
    """Return what *value*, if it is a mapping, has under *key*."""
    return value.get(key) if isinstance(value, Mapping) else None


def step_id(step: Value) -> str:
    found = child(step, "id")
    return found.text if isinstance(found, Scalar) else ""


def steps_in(value: Value) -> Iterator[Mapping]:
    """Yield every step in a section, a part or a step."""
    for key in ("steps", "parts"):
        children = child(value, key)
        for one in children if isinstance(children, Sequence) else ():
            if key == "steps" and isinstance(one, Mapping):
                yield one
            yield from steps_in(one)


def with_entry(value: Value, key: str, new: Value) -> Value:
    """Return a mapping with another value under *key*."""
    if not isinstance(value, Mapping):
        return value
    if value.get(key) is None:
        added = Entry(PositionedText(key, new.position), new)
        return replace(value, entries=(*value.entries, added))
    entries = (Entry(one.key, new) if one.key == key else one for one in value)
    return replace(value, entries=tuple(entries))


def _scalars(value: Value | None) -> list[Scalar]:
    values = value.values if isinstance(value, Sequence) else ()
    return [one for one in values if isinstance(one, Scalar)]


def _placed(addition: Mapping) -> Iterator[tuple[str, Scalar]]:
    """Yield ``before`` and ``after`` with the ids that they name."""
    for key in ("before", "after"):
        place = addition.get(key)
        if isinstance(place, Scalar):
            yield key, place


def _edited(
    value: Value, wanted: str, edit: Callable[[Value], list[Value]]
) -> Value | None:
    """Return *value* with the step *wanted* replaced by what *edit* makes.

    None if there is no such step in it, at whatever depth.
    """
    for key in ("steps", "parts"):
        children = child(value, key)
        if not isinstance(children, Sequence):
            continue
        for index, one in enumerate(children.values):
            is_step = key == "steps" and isinstance(one, Mapping)
            if is_step and step_id(one) == wanted:
                made = edit(one)
            elif (inner := _edited(one, wanted, edit)) is not None:
                made = [inner]
            else:
                continue
            before, after = children.values[:index], children.values[index:]
            values = (*before, *made, *after[1:])
            return with_entry(value, key, replace(children, values=values))
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
    for entry in own:
        before = merged.get(entry.key)
        value = entry.value
        if before is not None:
            value = _over(value, before.value, depth - 1)
        merged[entry.key] = Entry(entry.key, value)
    return Mapping(tuple(merged.values()), own.position)
