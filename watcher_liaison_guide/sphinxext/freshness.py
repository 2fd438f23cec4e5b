# SPDX-License-Identifier: Apache-2.0
"""Which pages to read again, and the problems of all inputs."""

from __future__ import annotations

from itertools import chain
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from watcher_liaison_guide import __version__
from watcher_liaison_guide.problems import (
    Code,
    Problem,
    in_order,
    problem,
)
from watcher_liaison_guide.records import load_records
from watcher_liaison_guide.sphinxext.inputs import (
    Inputs,
    forget,
    inputs_of,
)
from watcher_liaison_guide.sphinxext.reporting import report

#: What the environment keeps of the last build: the version of the package,
#: the digest of all inputs, and the problems of those that have no page.
_KNOWN = "liaison_inputs"


def _known(env: BuildEnvironment) -> tuple[str, str, list[Problem]]:
    known: tuple[str, str, list[Problem]] = getattr(env, _KNOWN, ("", "", []))
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
    inputs = inputs_of(env)
    domain: Any = env.get_domain("liaison")
    version, before, _ = _known(env)
    now = inputs.digest()
    if version == __version__ and before == now:
        return []
    setattr(env, _KNOWN, (__version__, now, _problems(inputs)))
    return sorted(
        docname
        for docname, shown in domain.data["inputs"].items()
        if docname not in removed
        and (
            version != __version__
            or any(inputs.state(key) != was for key, was in shown.items())
        )
    )


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
    return found


def report_problems(app: Sphinx, env: BuildEnvironment) -> None:
    """Report all problems of inputs, each once, in every build."""
    domain: Any = env.get_domain("liaison")
    of_pages = chain.from_iterable(domain.data["problems"].values())
    for one in in_order([*_known(env)[2], *of_pages]):
        report(one)


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", report_problems)
