"""What stands between two things of a template, and each of them in one line."""

import re

from . import expressions
from .reading import (
    Attribute,
    Block,
    Comment,
    Expression,
    Item,
    Statement,
    Tag,
    Word,
    is_as_written,
    keyword,
    stands_alone,
)

WIDTH, STEP = 119, 2  # of 120: braces may still be given a sign
SHORT = 72
"""The columns that a block around one element may have in one line."""
FREE, SPACE, GLUED = "free", "space", "glued"
"""What stands between two items: white space that shows nothing, white space that shows, or none."""
Edge = Item | None


def gap(left: Edge, right: Edge, space: str, fixed: bool = False) -> str:
    """What stands between two items that follow each other; `fixed`: even beside what stands alone."""
    if space and not fixed:
        return FREE if stands_alone(left) or stands_alone(right) else SPACE
    if space:
        return SPACE
    return FREE if not fixed and (stands_alone(left) or stands_alone(right)) else GLUED


def opening_braces(one: Expression | Statement | Comment, sign: str = "") -> str:
    return {Expression: "{{", Statement: "{%", Comment: "{#"}[type(one)] + sign


def closing_braces(one: Expression | Statement | Comment) -> str:
    return {Expression: "}}", Statement: "%}", Comment: "#}"}[type(one)]


def flat_item(one: Item, as_written: bool = False) -> str | None:
    """The item in one line, or nothing where it has to stand in several."""
    if isinstance(one, Word):
        return one.text
    if isinstance(one, Comment):
        return f"{{# {one.inner} #}}" if "\n" not in one.inner else None
    if isinstance(one, Expression | Statement):
        return f"{opening_braces(one)} {expressions.in_one_line(one.inner)} {closing_braces(one)}"
    if isinstance(one, Tag):
        return flat_tag(one)
    if isinstance(one, Block):
        big = is_big(one) and not as_written
        if big and (
            len(one.branches) > 1
            or len(one.branches[0].children) != 1
            or isinstance(one.branches[0].children[0], Block)
        ):
            return None
        if not as_written and keyword(one.branches[0].statement) == "macro":
            return None
        text = ""
        for branch in one.branches:
            inner = flat_items(branch.children, branch.end, as_written)
            if inner is None:
                return None
            text += f"{flat_item(branch.statement)}{inner}"
        text += flat_item(one.closing) or ""
        return None if big and len(text) > SHORT else text
    if not as_written and has_several(one.children):
        return None
    inner = flat_items(one.children, one.end, as_written or is_as_written(one))
    return None if inner is None else f"{flat_tag(one.tag)}{inner}</{one.tag.name}>"


def flat_items(items: list[Item], end: str, as_written: bool) -> str | None:
    text = ""
    for one in items:
        if (flat := flat_item(one, as_written)) is None:
            return None
        text += (one.space if as_written else " " if one.space else "") + flat
    return text + (end if as_written else " " if end else "")


def flat_tag(tag: Tag) -> str:
    text = f"<{'/' * tag.closes}{tag.name}"
    for at, one in enumerate(tag.attributes):
        text += ("" if one.glued and at else " " if not one.glued else "") + flat_attribute(one)
    return text + ("/" if tag.slash else "") + ">"


def flat_attribute(attribute: Attribute) -> str:
    return "".join(
        re.sub(r"\s+", " ", part.text) if isinstance(part, Word) else flat_item(part) or ""
        for part in attribute.parts
    )


def is_big(one: Item) -> bool:
    """Whether it takes a line of its own: an element that stands alone, or a block around one."""
    if isinstance(one, Block):
        return any(is_big(child) for branch in one.branches for child in branch.children)
    return stands_alone(one) and not (isinstance(one, Tag) and one.name == "br")


def has_several(children: list[Item]) -> bool:
    return sum(is_big(one) for one in children) > 1 or any(
        isinstance(one, Block) and (is_big(one) or flat_item(one) is None) for one in children
    )
