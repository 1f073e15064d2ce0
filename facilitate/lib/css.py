"""Style sheets made smaller: without what only people read, or with those rules only that some pages can use."""

import re
from collections.abc import Callable, Iterator

_COMMENT_OR_STRING = re.compile(r"(/\*.*?\*/|\"[^\"]*\"|'[^']*')", re.S)
_BETWEEN_SELECTORS = re.compile(r",(?![^(\[]*[)\]])")
_ELSEWHERE = re.compile(r"\[[^\]]*\]|:not\([^)]*\)")
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")


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
    at = 0
    while (opens := text.find("{", at)) >= 0:
        depth, end = 1, opens + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        yield text[at:opens].strip(), text[opens + 1 : end - 1]
        at = end


def selector_classes(selector: str) -> set[str]:
    """The classes something must have, or stand in, to be meant by a selector."""
    return set(_CLASS.findall(_ELSEWHERE.sub("", selector)))


def rule_selectors(before: str) -> list[str]:
    """The selectors of a rule."""
    return [one.strip() for one in _BETWEEN_SELECTORS.split(before)]


def narrow_css(text: str, keeps: Callable[[str], bool]) -> str:
    """A style sheet without comments with those selectors only all of whose classes it `keeps`."""
    kept = []
    for before, inside in css_rules(text):
        if before.startswith("@"):
            inside = narrow_css(inside, keeps) if "{" in inside else inside
            name = before
        else:
            name = ",".join(
                one
                for one in rule_selectors(before)
                if all(keeps(key) for key in selector_classes(one))
            )
        if name and inside.strip():
            kept.append(f"{name}{{{inside}}}")
    return "".join(kept)
