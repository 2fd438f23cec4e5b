# SPDX-License-Identifier: Apache-2.0
"""What an import writes is read back, whatever its sources say."""

import datetime
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from watcher_liaison_guide.problems import Problem
from watcher_liaison_guide.records import listing, load_records
from watcher_liaison_guide.records.importing import import_records
from watcher_liaison_guide.records.loading import save_records
from watcher_liaison_guide.sources import GOVERNANCE, RELEASES, FolderSource

DAY = datetime.date(2026, 8, 21)

_TEXT = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "openstack/x",
            "a type (of some kind)",
            "stable/2026.1",
            "stable/a b",
            "unmaintained/2026.1; reboot",
            "https://example.org/a`b",
            "2026-02-30",
            "yes",
            "1e3",
            "- a: {b",
            "\u2028\U0001f600\x85",
            "cycle-with-rc",
            "end of life",
            "watcher",
        ]
    ),
)
_VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), _TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(_TEXT, inner, max_size=3),
    ),
    max_leaves=6,
)


def _some(*keys: str, **certain: Any) -> Any:
    """Mappings with some of the keys that are read, and any values."""
    return st.fixed_dictionaries(
        {key: st.one_of(st.just(one), _VALUE) for key, one in certain.items()},
        optional=dict.fromkeys(keys, _VALUE),
    )


_PERSON = st.one_of(_VALUE, _some("name", "irc", "email"))
_KEYS = (
    "type release-model launchpad storyboard stable-branch-type "
    "cycle-highlights release-notes"
)
_DELIVERABLE = st.fixed_dictionaries(
    {"team": st.just("watcher")},
    optional={
        **dict.fromkeys(_KEYS.split(), _VALUE),
        "releases": st.lists(
            st.fixed_dictionaries(
                {"version": _VALUE},
                optional={"projects": st.lists(_some("hash"), max_size=2)},
            ),
            max_size=3,
        ),
        "branches": st.lists(_some("name", "location"), max_size=3),
    },
)
_TEAM = st.fixed_dictionaries(
    {},
    optional={
        "ptl": _PERSON,
        "leadership_type": st.one_of(st.just("distributed"), _VALUE),
        "liaisons": st.one_of(
            _VALUE,
            st.dictionaries(
                st.one_of(st.just("release"), _TEXT),
                st.lists(_PERSON, max_size=3),
                max_size=4,
            ),
        ),
        "deliverables": st.dictionaries(_TEXT, _VALUE, max_size=3),
    },
)
_SERIES = st.lists(
    st.one_of(
        _some("slurp", "eol-date", name="gazpacho", status="maintained"),
        _some("next-phase", "release-id", name="flamingo", status="zombie"),
    ),
    max_size=3,
)


def _import(folder: Path, files: dict[str, str]) -> Path:
    """Import like the command; return the path of what may be written."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
    sources = [
        FolderSource(folder / "releases", RELEASES),
        FolderSource(folder / "governance", GOVERNANCE),
    ]
    path = folder / "data" / "records" / "2026.2.yaml"
    records, problems = import_records(sources, "2026.2", "watcher")
    if records is None:
        assert problems
        return path
    written = save_records(records, path)
    assert path.exists() is not isinstance(written, Problem)
    return path


@settings(max_examples=100)
@given(deliverable=_DELIVERABLE, team=_TEAM, series=_SERIES)
@example(
    {"team": "watcher", "storyboard": "openstack/x", "type": "a (b)"}, {}, []
)
@example({"team": "watcher"}, {"liaisons": {"x" * 2000: [{"irc": "a"}]}}, [])
def test_an_import_writes_what_can_be_read_or_nothing(
    deliverable: Any, team: Any, series: Any
) -> None:
    own = {"name": "hibiscus", "release-id": "2026.2"}
    own["status"] = "development"
    file = json.dumps(deliverable)  # JSON is YAML, whatever is in a text
    files = {
        "releases/data/series_status.yaml": json.dumps([own, *series]),
        "releases/deliverables/hibiscus/a.yaml": file,
        "releases/deliverables/_independent/b.yaml": file,
        "governance/reference/projects.yaml": json.dumps({"watcher": team}),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = _import(Path(folder), files)
        if path.exists():
            records, problems = load_records(path)
            assert problems == []
            assert records is not None
            assert listing.text(records, DAY)
            document = listing.document(records, DAY)
            assert json.dumps(document, default=str)


@pytest.mark.parametrize(
    "name",
    [
        "a" * 150_000,
        "<" * 150_000,
        "a@" * 75_000,
        " " * 150_000 + "x",
        "-" * 150_000 + "x",
        "0." * 75_000 + "x",
        "no " * 50_000,
        "team: " * 25_000,
    ],
    ids=lambda name: repr(name[:3]),
)
def test_no_text_of_upstream_takes_long(name: str, tmp_path: Path) -> None:
    quoted = json.dumps(name)
    begun = time.process_time()
    path = _import(
        tmp_path,
        {
            "releases/data/series_status.yaml": "[{name: hibiscus, "
            "release-id: 2026.2, status: development}]",
            "releases/deliverables/hibiscus/a.yaml": f"team: watcher\n"
            f"type: {quoted}\nrelease-notes: {quoted}\n"
            f"releases: [{{version: {quoted}, projects: [{{hash: a}}]}}]\n"
            f"branches: [{{name: {quoted}}}]\n",
            "releases/deliverables/hibiscus/b.yaml": f"team: {quoted}\n",
            "governance/reference/projects.yaml": "watcher:\n  ptl: {name: "
            f"{quoted}, irc: {quoted}}}\n",
        },
    )
    records, _ = load_records(path)
    assert records is not None
    assert listing.text(records, DAY)
    assert time.process_time() - begun < 5
