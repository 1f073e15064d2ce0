"""A template taken apart: elements, Jinja's blocks, expressions, comments and words, and where white space shows between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import Environment
from jinja2.lexer import TOKEN_BLOCK_BEGIN, TOKEN_COMMENT_BEGIN, TOKEN_DATA, TOKEN_VARIABLE_BEGIN

ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True)
"""Takes line breaks and indentation around blocks away as the planner does (`web/app.py`)."""

ON_ITS_OWN = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body br caption col colgroup datalist dd details dialog div dl dt fieldset
        figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li link main meta nav noscript ol
        optgroup option p pre script section style summary table tbody td template tfoot th thead title tr ul
        circle defs desc g line path rect symbol text use""",
    )
)
"""Elements beside which white space shows nothing."""
AS_WRITTEN = frozenset(["pre", "script", "style", "textarea"])
AS_WRITTEN_CLASSES = frozenset({"pre", "reply-text"})
"""Elements whose white space shows: by name, and by what the style sheet gives their class (`white-space: pre…`)."""
MAY_BE_EMPTY = frozenset(["b", "caption", "dd", "li", "output", "p", "small", "span", "td", "th"])
MAY_BE_EMPTY_CLASSES = frozenset(
    ["by", "chip", "crumb", "m", "nr", "projector-timer", "register-comes", "special", "toast"]
)
"""Elements that the style sheet treats in another way when nothing stands in them (`:empty`)."""

OPENS = frozenset(["autoescape", "block", "call", "filter", "for", "if", "macro", "trans", "with"])
GOES_ON = frozenset({"else", "elif"})


@dataclass
class Word:
    """Text without white space."""

    text: str
    space: str = ""
    """What stands before it: white space as it is rendered, the same in each of these classes."""


@dataclass
class Expression:
    """`{{ … }}`."""

    inner: str
    space: str = ""


@dataclass
class Comment:
    """`{# … #}`."""

    inner: str
    space: str = ""


@dataclass
class Statement:
    """`{% … %}` that opens nothing, or one end of what does."""

    inner: str
    space: str = ""


@dataclass
class Attribute:
    """One attribute, or a condition with attributes in it; `glued` where no white space stands before it."""

    parts: list["Word | Statement | Expression"]
    glued: bool = False


@dataclass
class Tag:
    """A tag that has lost its counterpart to another branch, or has no content."""

    name: str
    attributes: list[Attribute] = field(default_factory=list)
    closes: bool = False
    slash: bool = False
    space: str = ""


@dataclass
class Element:
    """Two tags and what stands between them."""

    tag: Tag
    children: "list[Item]"
    end: str = ""
    """The white space before the closing tag."""

    @property
    def space(self) -> str:
        """What stands before the opening tag."""
        return self.tag.space


@dataclass
class Branch:
    """A statement and what follows it up to the next of its block."""

    statement: Statement
    children: "list[Item]"
    end: str = ""


@dataclass
class Block:
    """A statement that opens, its branches, and the one that closes it."""

    branches: list[Branch]
    closing: Statement

    @property
    def space(self) -> str:
        """What stands before the first statement."""
        return self.branches[0].statement.space


Item = Word | Expression | Comment | Statement | Tag | Element | Block
Flat = Word | Expression | Comment | Statement | Tag


def read_template(source: str) -> tuple[list[Item], str]:
    """The items of a template, and the white space at its end."""
    flat, end = _with_tags(list(_tokens(source)))
    items, rest = _nested(flat, 0)
    if rest != len(flat):
        raise ValueError(f"closed without being open: {flat[rest]}")
    _pair(items)
    return items, end


def keyword(statement: Statement) -> str:
    """`if`, `endif`, `set` …"""
    return re.match(r"\w*", statement.inner).group()  # type: ignore[union-attr]


def opens_block(statement: Statement) -> bool:
    """Whether an `end…` follows; `set` opens only where it gives no value."""
    word = keyword(statement)
    return word in OPENS or (word == "set" and not re.search(r"(?<![=!<>])=(?!=)", statement.inner))


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    inner: list[str] | None = None
    for _, kind, value in ENVIRONMENT.lexer.tokeniter(source, None):
        if kind == TOKEN_DATA:
            yield "data", value
        elif kind in (TOKEN_BLOCK_BEGIN, TOKEN_VARIABLE_BEGIN, TOKEN_COMMENT_BEGIN):
            inner = []
        elif kind in ("block_end", "variable_end", "comment_end"):
            yield kind.removesuffix("_end"), "".join(inner or []).strip()
            inner = None
        elif inner is not None:
            inner.append(value)
        else:
            raise ValueError(f"unexpected {kind}: {value}")


def _with_tags(tokens: list[tuple[str, str]]) -> tuple[list[Flat], str]:
    """Tags put together from the text and the Jinja in them; the rest as it is; white space at the end."""
    found: list[Flat] = []
    space = ""
    inside: list[tuple[str, str]] | None = None
    quote = ""
    for kind, value in tokens:
        if kind != "data":
            if inside is not None:
                inside.append((kind, value))
            else:
                made = {"block": Statement, "variable": Expression, "comment": Comment}[kind]
                found.append(made(value, space))
                space = ""
            continue
        at = 0
        while at < len(value):
            if inside is None:
                piece = re.compile(
                    r"\s+|<!--.*?-->|<[!/]?[a-zA-Z][\w-]*|(?:(?!<[!/]?[a-zA-Z])\S)+", re.S
                ).match(value, at)
                assert piece
                text, at = piece.group(), piece.end()
                if text.isspace():
                    space += text
                elif text.startswith("<") and len(text) > 1 and not text.startswith("<!--"):
                    inside, quote = [("data", text)], ""
                else:
                    found.append(Word(text, space))
                    space = ""
                continue
            char = value[at]
            at += 1
            inside.append(("data", char))
            if quote:
                quote = "" if char == quote else quote
            elif char in "\"'":
                quote = char
            elif char == ">":
                found.append(_tag(inside, space))
                inside, space = None, ""
    if inside is not None:
        raise ValueError(f"a tag without an end: {inside[0]}")
    return found, space


def _tag(parts: list[tuple[str, str]], space: str) -> Tag:
    name = parts[0][1]
    closes = name.startswith("</")
    tag = Tag(name.lstrip("</"), closes=closes, space=space)
    parts = parts[1:-1]
    if parts and parts[0][0] == "variable":  # as in <h{{ level }}>
        tag.name += f"{{{{ {parts.pop(0)[1]} }}}}"
    if (
        parts
        and parts[-1] == ("data", "/")
        and (len(parts) < 2 or parts[-2][1].isspace() or parts[-2][1] in "\"'")
    ):
        tag.slash, parts = True, parts[:-1]
    current: Attribute | None = None
    depth, quote, glued = 0, "", True
    for at, (kind, value) in enumerate(parts):
        if kind == "data":
            if not quote and not depth and value.isspace():
                current, glued = None, False
                continue
            if quote:
                quote = "" if value == quote else quote
            elif value in "\"'":
                quote = value
            if current is None:
                current = Attribute([], glued)
                tag.attributes.append(current)
                glued = True
            if current.parts and isinstance(current.parts[-1], Word):
                current.parts[-1].text += value
            else:
                current.parts.append(Word(value))
            continue
        one = Statement(value) if kind == "block" else Expression(value)
        starts = kind == "block" and opens_block(Statement(value))
        if (
            not depth
            and not quote
            and starts
            and at + 1 < len(parts)
            and parts[at + 1][1].isspace()
        ):
            current = None
        if current is None:
            current = Attribute([], glued)
            tag.attributes.append(current)
            glued = True
        current.parts.append(one)
        if kind == "block":
            depth += 1 if starts else -1 if value.startswith("end") else 0
            if not depth and not quote and isinstance(current.parts[0], Statement):
                current = None
    return tag


def _nested(flat: list[Flat], at: int) -> tuple[list[Item], int]:
    """Items up to a statement that does not open, and where it stands."""
    items: list[Item] = []
    while at < len(flat):
        one = flat[at]
        if isinstance(one, Statement) and opens_block(one):
            branches = []
            while True:
                children, at = _nested(flat, at + 1)
                closing = flat[at]
                assert isinstance(closing, Statement)
                branches.append(Branch(one, children, closing.space))
                if keyword(closing) not in GOES_ON:
                    break
                one = closing
            items.append(Block(branches, closing))
        elif isinstance(one, Statement) and (
            keyword(one) in GOES_ON or keyword(one).startswith("end")
        ):
            return items, at
        else:
            items.append(one)
        at += 1
    return items, at


def _pair(items: list[Item]) -> None:
    """Put opening and closing tags that stand in the same branch into elements."""
    found: list[Item] = []
    for one in items:
        if isinstance(one, Block):
            for branch in one.branches:
                _pair(branch.children)
        elif isinstance(one, Tag) and one.closes:
            for back in range(len(found) - 1, -1, -1):
                other = found[back]
                if isinstance(other, Tag) and not other.closes and other.name == one.name:
                    found[back:] = [Element(other, found[back + 1 :], one.space)]
                    break
            else:
                found.append(one)
            continue
        found.append(one)
    items[:] = found


def classes_of(tag: Tag) -> set[str]:
    """The classes that a tag always has."""
    for one in tag.attributes:
        first = one.parts[0]
        if isinstance(first, Word) and first.text.startswith("class="):
            return set(first.text[6:].strip("\"'").split())
    return set()


def is_as_written(element: Element) -> bool:
    """Whether the white space in it shows."""
    return element.tag.name in AS_WRITTEN or bool(classes_of(element.tag) & AS_WRITTEN_CLASSES)


def stands_alone(item: Item | None) -> bool:
    """Whether white space beside it shows nothing."""
    tag = item.tag if isinstance(item, Element) else item
    if not isinstance(tag, Tag) or not (tag.name in ON_ITS_OWN or tag.name.startswith("h{{")):
        return False
    classes = classes_of(tag)
    return not (tag.name in ("form", "details") and classes & {"inline", "rest"})


def may_be_empty(element: Element) -> bool:
    """Whether nothing may stand in it, and that shows."""
    tag = element.tag
    watched = (
        tag.name in MAY_BE_EMPTY or classes_of(tag) & MAY_BE_EMPTY_CLASSES or _id(tag) == "path"
    )
    return bool(watched) and all(
        isinstance(one, Block | Statement | Comment)
        or (isinstance(one, Expression) and not re.match(r"(_|ngettext|icon)\(", one.inner))
        for one in element.children
    )


def _id(tag: Tag) -> str:
    for one in tag.attributes:
        first = one.parts[0]
        if isinstance(first, Word) and first.text.startswith("id="):
            return first.text[3:].strip("\"'")
    return ""
