# SPDX-License-Identifier: Apache-2.0
"""The timeline as a picture for LaTeX, which cannot show the SVG.

LaTeX's own picture environment and rules suffice, so that no package is
needed that Sphinx does not load. It is drawn when LaTeX is written: no
other format pays for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import texescape

from watcher_liaison_guide.sphinxext.nodes import liaison_block

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from watcher_liaison_guide.export.timeline import Layout

#: Letters and bars of the picture, in its units.
_BAR, _FOOT = 11, 14


class DrawTimelines(SphinxPostTransform):
    """Put the picture where the SVG is."""

    default_priority = 690
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        for block in list(self.document.findall(liaison_block)):
            if "liaison-picture" in block["classes"]:
                self.draw(block)

    def draw(self, block: nodes.Element) -> None:
        cycle = _cycle(block)
        if cycle is None:
            return
        # Imported here: no other format has any use of it.
        from watcher_liaison_guide.export import timeline
        from watcher_liaison_guide.sphinxext.inputs import inputs_of

        checklist, _ = inputs_of(self.env).checklist(cycle)
        found = timeline.layout(checklist) if checklist else None
        if found is not None:
            engine = self.config.latex_engine
            block += nodes.raw("", to_latex(found, engine), format="latex")


def _cycle(node: nodes.Element | None) -> str | None:
    """Give the cycle of the checklist that a node is in."""
    while node is not None:
        if "data-liaison-cycle" in node:
            return str(node["data-liaison-cycle"])
        node = node.parent
    return None


def to_latex(layout: Layout, engine: str) -> str:
    """Give the picture, as wide as the text around it."""
    width, height = layout.width, layout.height
    lines = [
        r"\par\medskip\noindent\begingroup",
        rf"\setlength{{\unitlength}}{{\dimexpr\linewidth/{width}\relax}}%",
        r"\sffamily\fontsize{6.5}{7}\selectfont",
        rf"\begin{{picture}}({width},{height})%",
        *_shapes(layout),
        *_words(layout, engine),
        r"\end{picture}\par\endgroup\medskip",
    ]
    return "\n".join(lines)


def _shapes(layout: Layout) -> Iterator[str]:
    height = layout.height
    for bar in layout.bars:
        yield _rule(bar.x, height - bar.y - _BAR, bar.width, _BAR, 0.75)
    for mark in layout.marks:
        length = height - _FOOT - mark.y - 2
        yield _rule(mark.x, _FOOT, 0.4, length, 0.8)
    yield _rule(layout.left, height - layout.axis, layout.breadth, 0.6, 0.4)
    for month in layout.months:
        yield _rule(month.x, height - layout.axis, 0.6, 5, 0.4)


def _rule(x: float, y: float, width: float, length: float, gray: float) -> str:
    return (
        rf"\put({x:.1f},{y:.1f}){{\textcolor[gray]{{{gray}}}"
        rf"{{\rule{{{width:.1f}\unitlength}}{{{length:.1f}\unitlength}}}}}}%"
    )


def _words(layout: Layout, engine: str) -> Iterator[str]:
    height = layout.height
    for month in layout.months:
        y = height - layout.axis + 4
        yield _text(month.x + 2, y, month.label, engine)
    for mark in layout.marks:
        yield _text(mark.x + 3, height - mark.y - 11, mark.label, engine)
    for bar in layout.bars:
        baseline = height - bar.y - 9.5
        yield _text(bar.label_x, baseline, bar.title, engine, bar.label_ends)


def _text(
    x: float, y: float, text: str, engine: str, ends: bool = False
) -> str:
    shown = texescape.escape(text, engine)
    box = r"\llap" if ends else r"\rlap"
    return rf"\put({x:.1f},{y:.1f}){{{box}{{{shown}}}}}%"


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(DrawTimelines)
