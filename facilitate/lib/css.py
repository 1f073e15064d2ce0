"""Style sheets as text: made short, taken apart into rules, and narrowed to some of them."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

_COMMENT_OR_STRING = re.compile(r"(/\*.*?\*/|\"[^\"]*\"|'[^']*')", re.S)
_BRACE = re.compile(r"[{}]")
_ELSEWHERE = re.compile(r"\[[^\]]*\]|:not\([^)]*\)")
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
_COUNTS_BY_WHAT_IS_INSIDE = re.compile(r":(?:is|has|not|where|nth-\w+)\(")
_ID, _KIND = re.compile(r"#[\w-]+"), re.compile(r"\.[\w-]+|\[[^\]]*\]|(?<!:):[\w-]+")
_ELEMENT = re.compile(r"::[\w-]+|(?:^|[\s>+~])[a-zA-Z][\w-]*")
_PROPERTY = re.compile(r"(?:^|;)\s*(--[\w-]+|[a-z]+)")


def minify_css(text: str) -> str:
    """A style sheet without comments and without spaces that say nothing; strings stay as they are."""
    pieces = _COMMENT_OR_STRING.split(text)
    pieces[::2] = [_without_spaces(piece) for piece in pieces[::2]]
    whole = "".join(piece for piece in pieces if not piece.startswith("/*"))
    return whole.strip()


def _without_spaces(text: str) -> str:
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", text))


def css_rules(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each pair of outermost braces of a style sheet without comments, and what in them."""
    at, depth, opens = 0, 0, 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opens = opens if depth else brace.start()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield text[at:opens].strip(), text[opens + 1 : brace.start()]
                at = brace.end()


once = lru_cache(8192)
"""A sheet is narrowed many times: each of its selectors is looked at once."""


@once
def selector_classes(selector: str) -> frozenset[str]:
    """The classes something must have, or stand in, to be meant by a selector."""
    return frozenset(_CLASS.findall(_ELSEWHERE.sub("", selector)))


@once
def rule_selectors(before: str) -> tuple[str, ...]:
    """The selectors of a rule: what stands between commas, but for those inside of brackets."""
    found, depth = [""], 0
    for letter in before:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return tuple(one.strip() for one in found)


Weight = tuple[int, int, int]


@once
def subject_element(selector: str) -> tuple[str, str]:
    """The element a selector means and the part of it, where it says them: `td`, `::before` for `.list > td.late::before`."""
    last = re.split(r"[\s>+~]+(?![^(\[]*[)\]])", selector)[-1]
    element, part = re.match(r"[a-zA-Z][\w-]*", last), re.search(r"::[\w-]+", last)
    return element[0] if element else "", part[0] if part else ""


@once
def specificity(selector: str) -> Weight | None:
    """What weighs when two rules mean the same thing; None where that is not told from the text alone."""
    if _COUNTS_BY_WHAT_IS_INSIDE.search(selector):
        return None
    return (
        len(_ID.findall(selector)),
        len(_KIND.findall(selector)),
        len(_ELEMENT.findall(selector)),
    )


@once
def set_properties(inside: str) -> frozenset[str]:
    """What a rule says something about, by the first word: `margin` for `margin-top`."""
    return frozenset(_PROPERTY.findall(inside))


@once
def _rules_kept(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(css_rules(text))


Keeps = Callable[[str, str], bool]
"""Whether a selector is kept, and the rule it stands before: asked once for each, in their order."""


def narrow_css(text: str, keeps: Keeps) -> str:
    """A style sheet without comments with those selectors only that it `keeps`; a rule without one is left out.

    Rules that begin with @ and mean nothing on a page themselves, an animation say, are asked about by their own name.
    """
    kept = []
    for before, inside in _rules_kept(text):
        if not before.startswith("@"):
            name = ",".join(one for one in rule_selectors(before) if keeps(one, inside))
        elif before.startswith(("@media", "@supports", "@container")):
            name, inside = before, narrow_css(inside, keeps)
        else:
            name = before if keeps(before, inside) else ""
        if name and inside.strip():
            kept.append(f"{name}{{{inside}}}")
    return "".join(kept)
