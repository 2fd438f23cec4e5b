# SPDX-License-Identifier: Apache-2.0
"""Which pages to read or write again, and the check of all inputs."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from watcher_liaison_guide.embedded import PACKAGE_DATA
from watcher_liaison_guide.files import CYCLE_SUFFIX
from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.sphinxext.config import settings_of
from watcher_liaison_guide.sphinxext.domain import LiaisonDomain
from watcher_liaison_guide.sphinxext.reporting import report_all
from watcher_liaison_guide.sphinxext.translations import source_state

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


#: What the environment keeps: all inputs' digest, and their problems.
_KNOWN = "liaison_inputs"
_INPUTS = "watcher_liaison_guide.sphinxext.inputs"
#: The digest that each running build has found.
_DIGESTS: WeakKeyDictionary[Config, str] = WeakKeyDictionary()


def digest_of_all(env: BuildEnvironment) -> str:
    """Give a digest of everything that is read besides the pages."""
    from watcher_liaison_guide import __version__

    settings = settings_of(env.config)
    paths = [
        Path(env.doc2path(docname))
        for docname in env.found_docs
        if str(env.doc2path(docname)).endswith(CYCLE_SUFFIX)
    ]
    if settings.guide is not None:
        paths += settings.guide.rglob("*.y*ml")
    for folder in (PACKAGE_DATA, settings.data):
        if folder is not None:
            paths += (folder / "calendars").glob("*.yaml")
            paths += (folder / "records").glob("*.yaml")
    found = hashlib.sha256(f"{__version__} {settings!r}".encode())
    for path in sorted(set(paths)):
        try:
            content = path.read_bytes()
        except OSError as error:
            content = str(error).encode()
        found.update(f"\n{path} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def _known(env: BuildEnvironment) -> tuple[str, list[Problem]]:
    known: tuple[str, list[Problem]] = getattr(env, _KNOWN, ("", []))
    return known


def _domain(env: BuildEnvironment) -> LiaisonDomain:
    domain = env.get_domain("liaison")
    assert isinstance(domain, LiaisonDomain)
    return domain


def outdated(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Give pages that show something whose content is another now.

    Sphinx compares times, and only of files that were there; this finds
    an older file put in place of a newer one, and a file that is new.
    """
    # Whatever an earlier build of this process read is forgotten.
    if _INPUTS in sys.modules:
        sys.modules[_INPUTS].forget(env)
    now = digest_of_all(env)
    _DIGESTS[env.config] = now
    domain = _domain(env)
    found = {
        docname
        for docname, was in domain.sources().items()
        if docname not in removed and source_state(env, docname) != was
    }
    if _known(env)[0] == now:
        return sorted(found)
    # Imported here: a build that finds nothing changed needs none of it.
    from watcher_liaison_guide.sphinxext.inputs import inputs_of

    domain.changed = True
    inputs = inputs_of(env)
    found.update(
        docname
        for docname, shown in domain.inputs().items()
        if docname not in removed
        and any(inputs.state(key) != was for key, was in shown.items())
    )
    return sorted(found)


def check_inputs(
    app: Sphinx, env: BuildEnvironment, docnames: list[str]
) -> None:
    """Tell everything that is wrong with the inputs, once per build."""
    now = _DIGESTS.get(env.config) or digest_of_all(env)
    before, problems = _known(env)
    if before != now:
        from watcher_liaison_guide.sphinxext.inputs import inputs_of

        problems = inputs_of(env).problems()
        setattr(env, _KNOWN, (now, problems))
    report_all(problems)


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("env-get-outdated", outdated)
    app.connect("env-before-read-docs", check_inputs)
