"""What a template says, without how it is laid out: two that say the same make the same pages."""

from . import expressions
from .parts import SPACE, Edge, gap
from .reading import (
    Block,
    Comment,
    Element,
    Expression,
    Item,
    Statement,
    Tag,
    Word,
    is_as_written,
    keyword,
    may_be_empty,
    read_template,
)


def meaning_of(source: str) -> list[str]:
    """All that is rendered or computed, with the white space between it that shows."""
    items, _ = read_template(source)
    found: list[str] = []
    _tell(items, found, (None, None))
    return found


def _tell(
    items: list[Item],
    found: list[str],
    around: tuple[Edge, Edge],
    end: str = "",
    fixed: bool = False,
    exact: bool = False,
) -> None:
    """Add what is said by items between two others; `exact`: where all white space shows."""

    def between(left: Edge, right: Edge, space: str, shut: bool) -> str:
        return space if exact else " " * (gap(left, right, space, shut) == SPACE)

    left, right = around
    for at, one in enumerate(items):
        found.append(between(left, one, one.space, fixed and not at))
        left = one
        if isinstance(one, Element):
            found.append(_meant(one.tag))
            shows = exact or is_as_written(one)
            _tell(one.children, found, (one.tag, one.tag), one.end, may_be_empty(one), shows)
            found.append(f"</{one.tag.name}>")
        elif isinstance(one, Block):
            for branch in one.branches:
                found.append(_meant(branch.statement))
                edges = (branch.statement, branch.statement)
                _tell(branch.children, found, edges, branch.end, is_value(branch.statement), exact)
            found.append(_meant(one.closing))
        else:
            found.append(_meant(one))
    found.append(between(left, right, end, fixed))


def is_value(statement: Statement) -> bool:
    """Whether what follows is handed on as a text, where any white space may show."""
    return keyword(statement) in ("filter", "macro", "set")


def _meant(one: Item) -> str:
    if isinstance(one, Word):
        return one.text
    if isinstance(one, Comment):
        return "#" + " ".join(one.inner.split())
    if isinstance(one, Expression | Statement):
        return f"{type(one).__name__} {expressions.meaning_of(one.inner)}"
    assert isinstance(one, Tag)
    parts = [
        " ".join(
            " ".join(part.text.split()) if isinstance(part, Word) else _meant(part)
            for part in attribute.parts
            if not isinstance(part, Word) or part.text.strip()
        )
        for attribute in one.attributes
    ]
    return f"<{'/' * one.closes}{one.name} {' '.join(parts)}>"
