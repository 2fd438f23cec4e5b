# SPDX-License-Identifier: Apache-2.0
"""Has the search index of an incremental build equal that of a whole one.

Sphinx reads the index that is there and replaces what it has of the pages
that are written. Two things go wrong on that way: a word that was on such a
page and is on none now stays, and the entries of the general index that
pages not written have are lost.

Sphinx has no interface for either, so this looks into its builder of the
index, and leaves alone what does not look as known.
"""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_WORDS = ("_mapping", "_title_mapping")
_ENTRIES = "_index_entries"


def put_right(app: Sphinx) -> list[Any]:
    """Put the index right before it is written; give no page to add."""
    builder: Any = app.builder
    index = getattr(builder, "indexer", None)
    if index is not None:
        for name in _WORDS:
            drop_unused(getattr(index, name, None))
        entries = getattr(index, _ENTRIES, None)
        if isinstance(entries, dict):
            restore(entries, builder)
    return []


def drop_unused(words: Any) -> None:
    """Drop words that no page has."""
    if isinstance(words, dict):
        for word in [one for one, pages in words.items() if not pages]:
            del words[word]


def restore(entries: dict[str, Any], builder: Any) -> None:
    """Give pages that are not written now the entries that they had.

    *entries* has for each page that is written its entries, each a text, an
    id and whether it is the main one.
    """
    kept = set(builder.env.all_docs) - entries.keys()
    known = _written(builder) if kept else {}
    for docname in kept & known.keys():
        entries[docname] = known[docname]
    # A whole build has them in the order in which it writes pages.
    in_order = sorted(entries.items())
    entries.clear()
    entries.update(in_order)


def _written(builder: Any) -> dict[str, list[tuple[str, str, str]]]:
    """Give the entries by page out of the index that was written before."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    try:
        path = Path(builder.outdir, builder.searchindex_filename)
        # Its form reads from a stream, of words or of bytes.
        stream = (
            StringIO(path.read_text(encoding="utf-8"))
            if builder.indexer_dumps_unicode
            else BytesIO(path.read_bytes())
        )
        index = builder.indexer_format.load(stream)
        names = index["docnames"]
        for text, places in index["indexentries"].items():
            for number, anchor, is_main in places:
                found.setdefault(names[number], []).append(
                    (text, anchor, "main" if is_main else "")
                )
    except (
        *(AttributeError, IndexError, KeyError),
        *(OSError, TypeError, ValueError),
    ):
        return {}
    return found


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("html-collect-pages", put_right)
