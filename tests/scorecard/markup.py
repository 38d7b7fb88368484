"""A page as a tree, and the numbers on it that lead to no worked example.

The rule of the results templates. A number that comes from the score stands

- in a link to its worked example: `a.ask`, a question, or `a.traced`, the number itself; or
- in an `explained` block, a sentence or a row and never a whole table, with such a link in it.

Everything else with a figure in it is on the list below, with what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

LINKS = {"ask", "traced"}
WORKED = re.compile(r"/results/(?:markets/[A-Z]{2}/)?why/")
GIVEN_CLASSES = {
    "meta": "the edition, the method, dates, how many markets and obligations there are",
    "page-head__kicker": "the name of the organisation",
    "crumbs": "names of pages",
    "subnav": "names of pages",
    "cc": "the code of a market",
    "sub": "the id of a question or an obligation, and the words of the edition",
    "key": "made-up examples in a legend",
    "chart--axis": "the scale of a chart",
    "chart--stack": "how many obligations were declared to be in which state",
    "heat__tier": "the tiers of the roadmap",
    "sec-head__note": "how to read a section; how many cells of the heat map are below a floor",
    "count": "how many answers are still open, and which comes first",
    "notice--warm": "after how many days a profile is old",
    "more": "how many gaps there are beside those that are listed",
    "colophon": "the ends of the scale, the seal, the date of a profile",
}
GIVEN_SECTIONS = {
    "h-obligations": "laws, articles and dates of a market's profile",
    "h-prepare": "the same, of what is emerging",
    "h-cautions": "words of a market's profile",
    "h-open": "words of a market's profile",
    "h-registers": "ids, and what people wrote",
}
GIVEN_LINKS = re.compile(r"/assessments/[\w-]+/(?:sections|markets)/")  # a question, an obligation
WHOLE = {"section", "table", "tbody"}  # too much for one link to explain
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def lineage(self) -> Iterator[Element]:
        """Itself and everything it stands in."""
        yield self
        if self.parent is not None:
            yield from self.parent.lineage

    @property
    def elements(self) -> Iterator[Element]:
        """Everything in it."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements

    @property
    def texts(self) -> Iterator[tuple[Element, str]]:
        for each in (self, *self.elements):
            yield from ((each, child) for child in each.children if isinstance(child, str))


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.here.tag == tag, f"<{self.here.tag}> is closed by </{tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parsed(markup: str) -> Element:
    builder = _Builder()
    builder.feed(markup)
    return builder.root


def main_of(page: str) -> Element:
    return next(each for each in parsed(page).elements if each.tag == "main")


def links_of(element: Element) -> list[Element]:
    """The links to worked examples in it."""
    return [each for each in element.elements if each.tag == "a" and each.classes & LINKS]


def unexplained(page: Element) -> list[str]:
    """Every text with a figure in it that no worked example stands beside."""
    return [
        " ".join(text.split())
        for element, text in page.texts
        if re.search(r"\d", text) and not any(map(_settles, element.lineage))
    ]


def too_wide(page: Element) -> list[str]:
    """Explained blocks that hold more than a link can answer for."""
    return [
        f"<{each.tag} class={each.attributes['class']}> holds a {inner.tag}"
        for each in page.elements
        if "explained" in each.classes
        for inner in each.elements
        if inner.tag in WHOLE or "explained" in inner.classes
    ]


def _settles(element: Element) -> bool:
    if element.tag == "h1" or element.classes & GIVEN_CLASSES.keys():
        return True
    if element.attributes.get("aria-labelledby") in GIVEN_SECTIONS:
        return True
    if element.tag == "a":
        target = element.attributes.get("href", "")
        worked = bool(element.classes & LINKS) and bool(WORKED.search(target))
        return worked or bool(GIVEN_LINKS.search(target))
    return "explained" in element.classes and bool(links_of(element))
