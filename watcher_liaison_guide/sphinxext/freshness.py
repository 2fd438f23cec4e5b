# SPDX-License-Identifier: Apache-2.0
"""Which pages to read again, and the problems of all inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from watcher_liaison_guide import __version__
from watcher_liaison_guide.embedded import PACKAGE_DATA
from watcher_liaison_guide.files import CYCLE_SUFFIX, read_file
from watcher_liaison_guide.problems import Code, Position, Problem, in_order
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.sphinxext.domain import domain_of
from watcher_liaison_guide.sphinxext.inputs import (
    Inputs,
    all_inputs,
    forget,
    inputs_of,
)
from watcher_liaison_guide.sphinxext.reporting import report
from watcher_liaison_guide.yamlreader import position_of


class Known(NamedTuple):
    """What the environment keeps of the last build."""

    version: str = ""
    #: For each guide: its folder and those of the guides that it extends.
    guide_folders: Sequence[tuple[Path, ...]] = ()
    #: The digests of all inputs, for each guide.
    digests: Sequence[str] = ()
    #: What is wrong with those that have no page.
    problems: Sequence[Problem] = ()


def outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return pages that show an input whose content is another now.

    Sphinx compares times, and only of files that were there; this finds an
    older file put in place of a newer one, and a file that is new.
    """
    # Whatever an earlier build of this process read is out of date.
    forget(env)
    every = all_inputs(env)
    known: Known = getattr(env, "liaison_inputs", Known())
    is_same_version = known.version == __version__
    if (
        is_same_version
        # Pages link to other documents where they are there.
        and not added | removed
        # The directory of a base guide may be there now.
        and Code.FILE_UNREADABLE not in {one.code for one in known.problems}
        and len(every) == len(known.digests)
        and all(
            digest_of_all(inputs, folders) == was
            for inputs, folders, was in zip(
                every, known.guide_folders, known.digests, strict=True
            )
        )
    ):
        return []
    # Sphinx keeps what extensions add to its environment, without types.
    env.liaison_inputs = Known(  # type: ignore[attr-defined]
        __version__,
        [inputs.guide_folders for inputs in every],
        [digest_of_all(one, one.guide_folders) for one in every],
        [*chain.from_iterable(map(_problems, every)), *_same_team(every)],
    )
    return sorted(
        docname
        for docname, shown in domain_of(env).data["inputs"].items()
        if docname not in removed
        and (
            not is_same_version
            or any(
                state_of(inputs_of(env, docname), key) != was
                for key, was in shown.items()
            )
        )
    )


def _same_team(every: Sequence[Inputs]) -> Iterator[Problem]:
    """Yield a problem for each guide whose team has another one here."""
    seen: dict[str, str] = {}
    for inputs in every:
        guide, folder = inputs.guide, inputs.settings.folder
        if guide is None:
            continue
        team = guide.project.team
        if team.lower() in seen:
            yield Code.CONFIGURATION.at(
                position_of(team, guide.project.position),
                f'The team "{team}" has two guides here, for the directories '
                f'"{seen[team.lower()]}" and "{folder}", so the ticks and '
                "the calendar events of their checklists are the same.",
            )
        seen[team.lower()] = folder


def _problems(inputs: Inputs) -> list[Problem]:
    """Return what is wrong with the inputs that belong to no page."""
    library, data = inputs.library, inputs.settings.data
    found = [*library.guide()[1]]
    chosen = inputs.settings.current_cycle
    cycle = inputs.cycle(chosen) if chosen is not None else None
    if isinstance(cycle, Problem):
        folder = inputs.settings.folder
        of_folder = f"guides: {folder}: " if folder else ""
        message = (
            f'The setting "liaison_{of_folder}current_cycle" is "{chosen}", '
            "which is no known cycle; its default is used."
        )
        place = inputs.settings.cycle_place
        found.append(Code.CONFIGURATION.at(place, message, cycle.advice))
    if data is not None:
        for path in (data / "calendars").glob("*.yaml"):
            found += library.calendars.read(path)[1]
        for path in (data / "records").glob("*.yaml"):
            found += load_records(path)[1]
    return [*found, *_cycle_files_elsewhere(inputs)]


def _cycle_files_elsewhere(inputs: Inputs) -> Iterator[Problem]:
    """Yield the cycle files that only the command or only Sphinx reads."""
    folder = inputs.settings.cycles
    if folder is None:
        return
    pages = {path.resolve() for path in inputs.cycle_documents.values()}
    command = {path.resolve() for path in folder.glob(f"[!.]*{CYCLE_SUFFIX}")}
    for path in sorted(pages ^ command):
        message = "No page of the documentation is made from this cycle file."
        if path in pages:
            message = (
                "The command line does not read this cycle file: the "
                f'project\'s configuration names the directory "{folder}".'
            )
        yield Code.UNREAD_FILE.at(Position(str(path)), message)


def report_problems(app: Sphinx, env: BuildEnvironment) -> None:
    """Report all problems of inputs, each once, in every build."""
    known: Known = getattr(env, "liaison_inputs", Known())
    of_pages = domain_of(env).data["problems"].values()
    for one in in_order([*known.problems, *chain(*of_pages)]):
        report(one)


# -- the states of what pages show

_UNREADABLE = "unreadable:"


def digest(path: Path | None) -> str:
    """Return the SHA-256 of a file, or why there is none.

    That a file cannot be read is a state of its own, which is neither that
    of an empty file nor that of a missing one.
    """
    if path is None:
        return ""
    content = read_file(path)
    if isinstance(content, Problem):
        return f"{_UNREADABLE} {content.message}"
    return hashlib.sha256(content).hexdigest()


def _readable(path: Path) -> tuple[str, bool]:
    """Return a path, and whether its file can be read."""
    return str(path), not digest(path).startswith(_UNREADABLE)


def _yaml_files(folders: Iterable[Path]) -> list[Path]:
    # A file that nothing reads counts too: it is reported.
    return [
        path
        for folder in folders
        for inner in (folder, folder / "sections")
        for path in inner.glob("*.y*ml")
    ]


def digest_of(paths: Iterable[Path]) -> str:
    """Return one digest of several files and their names."""
    found = "".join(f"{path}\n{digest(path)}\n" for path in sorted(paths))
    return hashlib.sha256(found.encode("utf-8", "replace")).hexdigest()


def digest_of_all(inputs: Inputs, guide_folders: Iterable[Path]) -> str:
    """Return a digest of everything that is read besides the pages."""
    paths = [*inputs.cycle_documents.values(), *_yaml_files(guide_folders)]
    for folder in (PACKAGE_DATA, inputs.settings.data):
        if folder is not None:
            paths += (folder / "calendars").glob("*.yaml")
            paths += (folder / "records").glob("*.yaml")
    if inputs.settings.cycles is not None:
        paths += inputs.settings.cycles.glob("*.yaml")
    paths += inputs.translations
    found = f"{inputs.settings!r} {digest_of(paths)}"
    return hashlib.sha256(found.encode()).hexdigest()


def state_of(inputs: Inputs, key: str) -> str:
    """Return the present state of an input, found once in a build."""
    if key not in inputs.states:
        inputs.states[key] = _find_state(inputs, key)
    return inputs.states[key]


def _find_state(inputs: Inputs, key: str) -> str:
    """Return the present state of an input, named as pages name it.

    Keys are ``guide:FILE``, ``guide-files`` (which can be read),
    ``guide-whole`` (what is in all of them), ``guide-read`` (whether it
    can be read), ``calendar:NAME``, ``next:RELEASE`` (the calendar
    after it), ``records:RELEASE``, ``before:RELEASE`` (the records
    before it), ``cycle-file:RELEASE``, ``team:RELEASE`` (what a cycle
    file has on dates and roles),
    ``document:NAME`` (whether there is one), ``cycle-document:NAME``
    (which document a cycle has), ``cycle-documents`` (all of them),
    ``source:NAME`` (that of a cycle document), ``current``, ``folder``
    (that a guide is for), ``date-format``, ``latest-url`` and ``words``
    (the project's translation of our words).
    """
    kind, _, name = key.partition(":")
    match kind:
        case "current":
            return inputs.current_cycle
        case "folder":
            return inputs.settings.folder
        case "date-format":
            return inputs.settings.date_format
        case "latest-url":
            return str(inputs.settings.latest_url)
        case "document":
            return str(name in inputs.found_docs)
        case "cycle-document":
            return str(inputs.document_of(name))
        case "cycle-documents":
            return " ".join(inputs.cycle_documents)
        case "words":
            return digest_of(inputs.translations)
        case "guide-read":
            return str(inputs.guide is not None)
        case "guide-files":
            return repr(
                sorted(map(_readable, _yaml_files(inputs.guide_folders)))
            )
        case "guide-whole":
            return digest_of(_yaml_files(inputs.guide_folders))
        case "team":
            return _team_state(inputs, name)
        case "guide":
            # What it has from its bases and from the names of the
            # project is in its values, and paths, which messages name.
            value = repr(inputs.guide_files.values.get(name))
            return hashlib.sha256(value.encode()).hexdigest()
    path = _file_of(inputs, kind, name)
    return f"{path.stem}:{digest(path)}" if path else ""


def files_of(inputs: Inputs, key: str) -> list[Path]:
    """Return the files that an input is read from."""
    kind, _, name = key.partition(":")
    if kind == "guide":
        return [folder / name for folder in inputs.guide_folders]
    path = _file_of(inputs, kind, name)
    return [path] if path else []


def _file_of(inputs: Inputs, kind: str, name: str) -> Path | None:
    calendars = inputs.library.calendars.files()
    match kind:
        case "calendar":
            return calendars.get(inputs.release_of(name))
        case "next":
            return calendars.get(inputs.library.release_after(name))
        case "records":
            library = inputs.library
            path = library.records_files().get(name)
            return path or library.records_before(name)
        case "before":
            return inputs.library.records_before(name)
        case "cycle-file":
            file = inputs.team_file(name)
            return Path(file.path) if file else None
        case "source":
            return inputs.cycle_documents.get(name)
    return None


def _team_state(inputs: Inputs, name: str) -> str:
    """Return what other pages show of a cycle file."""
    file = inputs.team_file(name)
    if file is None:
        return ""
    shown = (
        [(name, event.date) for name, event in file.events.items()],
        list(file.roles.items()),
    )
    # A file without any of them is like none.
    return repr(shown) if any(shown) else ""


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", report_problems)
