# SPDX-License-Identifier: Apache-2.0
"""Lines of short facts: what is translated in them, and what they refer to."""

from __future__ import annotations

from watcher_liaison_guide.sphinxext import compact

OWNER = compact.span(
    ["liaison-badge"], (compact.word("Liaison"), ": Ada"), "Liaison"
)


def line(*pieces: compact.Piece) -> compact.liaison_line:
    return compact.liaison_line(line=pieces)


def test_a_sentence_takes_pieces_in_its_places() -> None:
    assert compact.sentence(
        "Who: {text} {other}", text=(compact.word("Ada"),)
    ) == ("Who: ", ("word", "Ada"), " {other}")


def test_groups_are_parted_and_not_ended() -> None:
    assert compact.separated([("a",), ("b", "c")], ", ") == (
        *("a", ", "),
        *("b", "c"),
    )


def test_words_of_the_guide_are_translated_wherever_they_stand() -> None:
    node = line("Liaison ", OWNER, compact.word("Liaison"))
    assert node.extract_original_messages() == ["Liaison"]
    node.apply_translated_message("Liaison", "Kontakt")
    assert node["line"][0] == "Liaison "
    (shown,) = {
        compact.to_nodes((piece,), None)[0].astext()  # type: ignore[arg-type]
        for piece in (node["line"][2],)
    }
    assert shown == "Kontakt"
    assert node["line"][1][-1][0][-1] == "Kontakt"
    # Messages are made from the words as they were.
    assert node.extract_original_messages() == ["Liaison"]


def test_a_line_tells_what_it_refers_to() -> None:
    node = line("see", compact.see("step", "cut", "the step"))
    assert list(compact.references(node)) == [("liaison", "step", "cut")]


def test_text_is_text_in_html() -> None:
    given = ("<b>", compact.word("<i>"), compact.time("2030-01-01", "<u>"))
    assert compact.to_html(None, given) == (  # type: ignore[arg-type]
        '&lt;b&gt;&lt;i&gt;<time datetime="2030-01-01">&lt;u&gt;</time>'
    )
