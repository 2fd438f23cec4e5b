# SPDX-License-Identifier: Apache-2.0
"""Which pages to read again, and the problems of all inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from watcher_liaison_guide import __version__
from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    in_order,
    problem,
)
from watcher_liaison_guide.records import load_records
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


def _known(env: BuildEnvironment) -> Known:
    known: Known = getattr(env, "liaison_inputs", Known())
    return known


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
    domain: Any = env.get_domain("liaison")
    known = _known(env)
    is_same_version = known.version == __version__
    if (
        is_same_version
        and len(every) == len(known.digests)
        and all(
            inputs.digest(folders) == was
            for inputs, folders, was in zip(
                every, known.guide_folders, known.digests, strict=True
            )
        )
    ):
        return []
    env.liaison_inputs = Known(  # type: ignore[attr-defined]
        __version__,
        [inputs.guide_folders for inputs in every],
        [inputs.digest(inputs.guide_folders) for inputs in every],
        [*chain.from_iterable(map(_problems, every)), *_same_team(every)],
    )
    return sorted(
        docname
        for docname, shown in domain.data["inputs"].items()
        if docname not in removed
        and (
            not is_same_version
            or any(
                inputs_of(env, docname).state(key) != was
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
            yield problem(
                Code.CONFIGURATION,
                position_of(team, guide.project.position),
                f'The team "{team}" has two guides here, for the folders '
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
        message = (
            f'The setting "liaison_current_cycle" is "{chosen}", '
            "which is no known cycle; its default is used."
        )
        place = inputs.settings.cycle_place
        found.append(problem(Code.CONFIGURATION, place, message, cycle.advice))
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
        yield problem(Code.UNREAD_FILE, Position(str(path)), message)


def report_problems(app: Sphinx, env: BuildEnvironment) -> None:
    """Report all problems of inputs, each once, in every build."""
    domain: Any = env.get_domain("liaison")
    of_pages = chain.from_iterable(domain.data["problems"].values())
    for one in in_order([*_known(env).problems, *of_pages]):
        report(one)


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", report_problems)
