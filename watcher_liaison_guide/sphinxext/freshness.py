# SPDX-License-Identifier: Apache-2.0
"""Which pages to read again, and the problems of all inputs."""

from __future__ import annotations

from itertools import chain
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from watcher_liaison_guide import __version__
from watcher_liaison_guide.problems import in_order
from watcher_liaison_guide.sphinxext.inputs import Found, forget, inputs_of
from watcher_liaison_guide.sphinxext.reporting import report

#: What the environment keeps of the last build: the version of the package,
#: the digest of all inputs, and the problems of those that have no page.
_KNOWN = "liaison_inputs"


def _known(env: BuildEnvironment) -> tuple[str, str, Found]:
    known: tuple[str, str, Found] = getattr(env, _KNOWN, ("", "", {}))
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
    version, before, problems = _known(env)
    now = inputs.digest()
    if version == __version__ and before == now:
        return []
    setattr(env, _KNOWN, (__version__, now, inputs.problems(problems)))
    return sorted(
        docname
        for docname, shown in domain.inputs().items()
        if docname not in removed
        and (
            version != __version__
            or any(inputs.state(key) != was for key, was in shown.items())
        )
    )


def report_problems(app: Sphinx, env: BuildEnvironment) -> None:
    """Report all problems of inputs, each once, in every build."""
    domain: Any = env.get_domain("liaison")
    found = [
        *(problems for _, problems in _known(env)[2].values()),
        *domain.data["problems"].values(),
    ]
    for one in in_order(chain.from_iterable(found)):
        report(one)


def setup(app: Sphinx) -> None:
    app.connect("env-get-outdated", outdated)
    app.connect("env-updated", report_problems)
