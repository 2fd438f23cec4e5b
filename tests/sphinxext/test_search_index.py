# SPDX-License-Identifier: Apache-2.0
"""The search index is put right only where Sphinx's is as it is known."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import js_index

from watcher_liaison_guide.sphinxext import search_index


def builder_of(folder: Path, **index: Any) -> Any:
    return SimpleNamespace(
        indexer=SimpleNamespace(**index),
        indexer_format=js_index,
        indexer_dumps_unicode=True,
        searchindex_filename=StandaloneHTMLBuilder.searchindex_filename,
        outdir=folder,
        env=SimpleNamespace(all_docs={"a": 0, "b": 0, "c": 0}),
    )


def put_right(builder: Any) -> None:
    app: Any = SimpleNamespace(builder=builder)
    assert search_index.put_right(app) == []


def test_words_of_no_page_are_dropped_and_others_kept(tmp_path: Path) -> None:
    words: dict[str, set[str]] = {"gone": set(), "there": {"a"}}
    titles: dict[str, set[str]] = {"gone": set()}
    put_right(builder_of(tmp_path, _mapping=words, _title_mapping=titles))
    assert words == {"there": {"a"}}
    assert titles == {}


def test_entries_of_pages_that_are_not_written_are_restored(
    tmp_path: Path,
) -> None:
    written = {
        "docnames": ["a", "b", "gone"],
        "indexentries": {
            "one": [[0, "id-1", True], [2, "id-2", False]],
            "two": [[1, "", False]],
        },
    }
    (tmp_path / "searchindex.js").write_text(js_index.dumps(written))
    entries = {"b": [("new", "id-3", "")]}
    put_right(builder_of(tmp_path, _index_entries=entries))
    # The page that is written has what it has now, one that is gone nothing.
    assert entries == {
        "a": [("one", "id-1", "main")],
        "b": [("new", "id-3", "")],
    }
    assert list(entries) == ["a", "b"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        "nonsense",
        "Search.setIndex([])",
        'Search.setIndex({"docnames":[],"indexentries":{"a":[[0,"",true]]}})',
        'Search.setIndex({"docnames":["a"],"indexentries":{"a":[0]}})',
    ],
)
def test_an_index_that_cannot_be_read_is_none(
    tmp_path: Path, content: str | None
) -> None:
    if content is not None:
        (tmp_path / "searchindex.js").write_text(content)
    entries = {"b": [("new", "", "")]}
    put_right(builder_of(tmp_path, _index_entries=entries))
    assert entries == {"b": [("new", "", "")]}


@pytest.mark.parametrize(
    "index",
    [
        {},
        {"_mapping": None, "_title_mapping": [], "_index_entries": ()},
    ],
)
def test_an_index_of_another_make_is_left_alone(
    tmp_path: Path, index: dict[str, Any]
) -> None:
    builder = builder_of(tmp_path, **index)
    put_right(builder)
    assert vars(builder.indexer) == index


def test_a_builder_without_an_index_is_left_alone() -> None:
    put_right(SimpleNamespace())


def test_the_index_of_this_sphinx_is_as_it_is_known(
    tmp_path: Path, make_app: Any
) -> None:
    from tests.sphinxext import tiny

    app = make_app("html", srcdir=tiny.write(tmp_path / "project"))
    app.build()
    index = app.builder.indexer
    for name in ("_mapping", "_title_mapping", "_index_entries"):
        assert isinstance(getattr(index, name), dict)
