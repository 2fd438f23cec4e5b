# SPDX-License-Identifier: Apache-2.0
"""A project's catalogues of translations: compiled in time, and looked at.

Sphinx compiles a catalogue that is younger than what was made of it, once
a build has begun, and goes by time alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.i18n import CatalogRepository, docname_to_domain

from watcher_liaison_guide.sphinxext.digests import digest, text_digest
from watcher_liaison_guide.sphinxext.words import CATALOG, load_catalogue

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def compiled_files(env: BuildEnvironment, docname: str) -> Iterator[Path]:
    """Give the compiled catalogues that hold a document's translations."""
    config = env.config
    domain = docname_to_domain(docname, config.gettext_compact)
    for folder in config.locale_dirs:
        base = Path(env.srcdir, folder, str(config.language), "LC_MESSAGES")
        for name in (domain, CATALOG):
            yield base / f"{name}.mo"


def source_state(env: BuildEnvironment, docname: str) -> str:
    """Give the state of a document's own file and of its translations."""
    paths = [Path(env.doc2path(docname)), *compiled_files(env, docname)]
    return text_digest(" ".join(map(digest, paths)))


def prepare(app: Sphinx) -> None:
    """Compile what Sphinx would compile too late or not, and load ours.

    It loads no catalogue of an extension's own words again after it has
    compiled it, and takes one that has changed for the same where its time
    is an older one.
    """
    config = app.config
    if config.gettext_auto_build and config.language:
        domain: Any = app.env.get_domain("liaison")
        known: dict[str, str] = domain.data["catalogues"]
        for found in CatalogRepository(
            str(app.srcdir),
            config.locale_dirs,
            config.language,
            config.source_encoding,
        ).catalogs:
            path = str(found.po_path)
            now = digest(Path(path))
            changed = known.get(path, now) != now
            known[path] = now
            outdated = found.is_outdated()
            if (changed and not outdated) or (
                outdated and found.domain == CATALOG
            ):
                found.write_mo(
                    config.language, config.gettext_allow_fuzzy_translations
                )
    load_catalogue(app, config)


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("builder-inited", prepare)
