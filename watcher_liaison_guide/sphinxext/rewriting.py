# SPDX-License-Identifier: Apache-2.0
"""Which pages to write again though nothing in them was read again.

Sphinx writes a page where it has read it. What of other pages stands on it
(words of references, the navigation) it leaves as it was, and it takes no
notice of what another builder has read meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from watcher_liaison_guide.sphinxext.digests import text_digest
from watcher_liaison_guide.sphinxext.domain import TYPES, LiaisonDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The key of the navigation among the documents that a builder has written.
_NAVIGATION = "/"


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give the pages that this builder has written in another state."""
    domain = env.get_domain("liaison")
    assert isinstance(domain, LiaisonDomain)
    data = domain.data
    if domain.changed:
        data["revision"] += 1
    written = data["written"].get(app.builder.name)
    if written is not None and written[0] == data["revision"]:
        return []
    now = dict(_states(domain))
    if app.builder.format == "html":
        now[_NAVIGATION] = _navigation(env, domain)
    data["written"][app.builder.name] = (data["revision"], now)
    if written is None:
        # It has no page yet. Naming ours has Sphinx keep what was noted.
        return sorted(domain.sources().keys() & env.found_docs)
    before = written[1]
    if before.get(_NAVIGATION) != now.get(_NAVIGATION):
        return sorted(env.found_docs)
    return sorted(
        docname
        for docname, state in now.items()
        if before.get(docname, state) != state
    )


def _states(domain: LiaisonDomain) -> Iterator[tuple[str, str]]:
    """Give what each page shows of ours, and where its references lead."""
    data = domain.data
    for docname in sorted({*data["sources"], *data["references"]}):
        state = (
            data["sources"].get(docname),
            sorted(data["inputs"].get(docname, {}).items()),
            [
                _resolved(domain, one)
                for one in data["references"].get(docname, ())
            ],
        )
        yield docname, text_digest(repr(state))


def _resolved(domain: LiaisonDomain, reference: tuple[str, str, str]) -> Any:
    """Give what a reference leads to and is called at present."""
    kind, target = reference[1:]
    if reference[0] == "liaison":
        found = domain.find(kind, target)
        if found is None:
            return domain.words_in_guide(kind, target)
        return found[0], found[1].anchor, found[1].title
    std = domain.env.get_domain("std")
    if kind == "term":
        return std.data["objects"].get(("term", target)) or std.data.get(
            "terms", {}
        ).get(target.lower())
    if kind == "ref":
        return std.data["labels"].get(target.lower())
    if kind == "any":
        return [_resolved(domain, ("liaison", one, target)) for one in TYPES]
    return None


def _navigation(env: BuildEnvironment, domain: LiaisonDomain) -> str:
    """Give what pages of ours put into the navigation of all pages."""
    return text_digest(
        repr(
            [
                (
                    docname,
                    env.titles[docname].astext(),
                    env.tocs[docname].pformat(),
                )
                for docname in sorted(domain.sources())
                if docname in env.titles and docname in env.tocs
            ]
        )
    )


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("env-get-updated", pages_to_write)
