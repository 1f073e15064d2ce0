"""A template laid out: one thing a line, at most 120 columns, and nothing that shows changed."""

import re

from . import expressions
from .meaning import is_value, meaning_of
from .parts import (
    FREE,
    GLUED,
    SPACE,
    STEP,
    WIDTH,
    Edge,
    closing_braces,
    flat_attribute,
    flat_item,
    flat_tag,
    gap,
    is_big,
    opening_braces,
)
from .reading import (
    ENVIRONMENT,
    Attribute,
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
    opens_block,
    read_template,
)


def format_template(source: str) -> str:
    """The template laid out; raises ValueError where what it says would be another."""
    text = source
    for _ in range(4):
        items, _ = read_template(text)
        last, text = text, Page().write(items)
        if text == last:
            break
    ENVIRONMENT.parse(text)
    before, after = meaning_of(source), meaning_of(text)
    if before != after:
        wrong = next(
            (pair for pair in zip(before, after, strict=False) if pair[0] != pair[1]), "length"
        )
        raise ValueError(f"would say something else: {wrong}")
    return text


class Page:
    """What is written, line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: str | None = None
        """The line that is being written, with its indentation; none where one has to begin."""

    def write(self, items: list[Item]) -> str:
        """All items, from the first column."""
        self.items(items, 0, None)
        self.new_line()
        return "\n".join(line.rstrip() for line in self.lines).strip("\n") + "\n"

    def new_line(self, blank: bool = False) -> None:
        """End this line; `blank`: and leave one."""
        if self.line is not None:
            self.lines.append(self.line)
            self.line = None
        if blank and self.lines and self.lines[-1]:
            self.lines.append("")

    def put(self, text: str, indent: int) -> None:
        """Go on in this line, or begin one."""
        self.line = " " * indent + text if self.line is None else self.line + text

    exact = False
    """Whether the white space shows in what is being written."""

    def gap(self, left: Edge, right: Edge, space: str, fixed: bool = False) -> str:
        """What stands between two items here."""
        return gap(left, right, space, fixed or self.exact)

    def flat(self, one: Item) -> str | None:
        """The item in one line."""
        return flat_item(one, self.exact)

    def room(self, indent: int) -> int:
        """The columns left in this line."""
        return WIDTH - (indent if self.line is None else len(self.line))

    def can_break(self, kind: str, left: Edge, right: Edge, indent: int) -> str | None:
        """How a line may end here: `""`, `"blank"`, `"left"` or `"right"` (which takes white space away), or not at all."""
        from_jinja, to_jinja = _ends_with(left), _begins_with(right)
        trimmed = isinstance(from_jinja, Statement | Comment)
        stripped = isinstance(to_jinja, Statement | Comment)
        if kind == FREE:
            return ""
        if self.exact and kind == SPACE:
            return None
        vanishes = trimmed and (stripped or indent == 0)
        if kind == SPACE:
            return "blank" if vanishes else ""
        if vanishes:
            return ""
        return "right" if to_jinja is not None else "left" if from_jinja is not None else None

    def end_line(self, how: str) -> str:
        """End the line so; the sign for the braces that follow."""
        if how == "left":
            assert self.line is not None
            self.line = re.sub(r"([%}#]})$", r"-\1", self.line)
        self.new_line(blank=how == "blank")
        return "-" if how == "right" else ""

    def items(
        self, items: list[Item], indent: int, before: Edge, first_sign: str = "", end: int = 0
    ) -> None:
        """Items one after the other; the first stands where the line is."""
        left: Edge = before
        for at, one in enumerate(items):
            sign = first_sign if at == 0 else ""
            if at:
                kind = self.gap(left, one, one.space)
                how = self.can_break(kind, left, one, indent)
                flat = self.flat(one)
                sep = (one.space if self.exact else " ") if one.space else ""
                tail = self._tail(items, at, indent, end)
                fits = flat is not None and len(sep + flat) + tail <= self.room(indent)
                apart = self._apart(left, one, kind) or self.big_before
                if how is not None and self.line is not None and (apart or not fits):
                    wide = self._wants_blank(one, left)
                    sign = self.end_line("blank" if wide and how == "" and kind != GLUED else how)
                elif self.line is not None:
                    self.put(sep, indent)
            self.big_before = False
            self.item(one, indent, sign, self._tail(items, at, indent, end))
            left = one

    big_before = False

    def _wants_blank(self, one: Item, left: Edge) -> bool:
        return one.space.count("\n") > 1 or (
            one.space.count("\n") > 0
            and isinstance(_ends_with(left), Statement | Comment)
            and isinstance(_begins_with(one), Statement | Comment)
        )

    def _apart(self, left: Edge, one: Item, kind: str) -> bool:
        """Whether these two stand in lines of their own."""
        if (
            isinstance(left, Tag)
            and left.name == "br"
            or (isinstance(left, Comment) and "\n" in one.space)
        ):
            return True
        if (
            isinstance(left, Statement)
            and isinstance(one, Statement | Block)
            and keyword(left) in ("from", "import", "extends", "set", "include")
        ):
            return True
        if isinstance(one, Comment) and ("\n" in one.space or "\n" in one.inner):
            return True
        if isinstance(one, Statement) and keyword(one) in ("from", "import", "extends"):
            return True
        if isinstance(left, Statement) and keyword(left) in ("from", "import", "extends"):
            return True
        if (
            isinstance(one, Block)
            and keyword(one.branches[0].statement) in ("macro", "block")
            and kind != GLUED
        ):
            return is_big(one) or keyword(one.branches[0].statement) == "macro"
        return any(
            item is not None
            and (is_big(item) or (isinstance(item, Block) and flat_item(item) is None))
            for item in (left, one)
        )

    def _tail(self, items: list[Item], at: int, indent: int, end: int) -> int:
        """The columns of what cannot be parted from this item; `end`: from the last one."""
        width = 0
        for left, one in zip(items[at:], items[at + 1 :], strict=False):
            kind = self.gap(left, one, one.space)
            if self.can_break(kind, left, one, indent) is not None:
                break
            more, whole = self._before_break(one, indent)
            width += more
            if not whole:
                break
        else:
            width += end
        return width

    def _before_break(self, one: Item, indent: int) -> tuple[int, bool]:
        """The columns up to the first place where a line may end in it, and whether there is none."""
        if isinstance(one, Block):
            return len(flat_item(one.branches[0].statement) or ""), False
        if isinstance(one, Tag) and len(one.attributes) > 1 and len(flat_tag(one)) > 40:
            return len(one.name) + 1, False
        if not isinstance(one, Element) or is_as_written(one):
            return len(flat_item(one) or ""), True
        width, left = len(flat_tag(one.tag)), one.tag
        fixed = may_be_empty(one)
        for at, child in enumerate(one.children):
            if (
                self.can_break(
                    self.gap(left, child, child.space, fixed and not at), left, child, indent
                )
                is not None
            ):
                return width, False
            more, whole = self._before_break(child, indent)
            width += more
            if not whole:
                return width, False
            left = child  # type: ignore[assignment]
        if (
            self.can_break(self.gap(left, one.tag, one.end, fixed), left, one.tag, indent)
            is not None
        ):
            return width, False
        return width + len(f"</{one.tag.name}>"), True

    def item(self, one: Item, indent: int, sign: str = "", tail: int = 0) -> None:
        """One item, in this line where it fits."""
        flat = self.flat(one)
        if flat is not None and len(flat) + tail + len(sign) <= self.room(indent):
            self.put(flat[:2] + sign + flat[2:] if sign else flat, indent)
        elif isinstance(one, Word):
            self.put(one.text, indent)
        elif isinstance(one, Comment):
            self.comment(one, indent, sign)
        elif isinstance(one, Expression | Statement):
            self.jinja(one, indent, sign, tail)
        elif isinstance(one, Tag):
            self.tag(one, indent, tail)
        elif isinstance(one, Element):
            self.element(one, indent, tail)
        else:
            self.block(one, indent, sign, tail)

    def comment(self, one: Comment, indent: int, sign: str) -> None:
        """A comment, its lines filled anew where one is too long."""
        lines = [line.strip() for line in one.inner.splitlines()]
        if any(len(line) > WIDTH - indent - 7 for line in lines):
            words, lines = " ".join(lines).split(), [""]
            for word in words:
                if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH - indent - 7:
                    lines.append("")
                lines[-1] += (" " if lines[-1] else "") + word
        self.put(f"{{#{sign} {lines[0]}", indent)
        for line in lines[1:]:
            self.new_line()
            self.put(line, indent + 3)
        self.put(" #}", indent)

    def jinja(
        self, one: Expression | Statement, indent: int, sign: str = "", tail: int = 0
    ) -> None:
        """An expression or a statement over several lines."""
        text = expressions.in_one_line(one.inner)
        self.put(f"{opening_braces(one, sign)} ", indent)
        if len(text) + 3 + tail <= self.room(indent):
            self.put(f"{text} {closing_braces(one)}", indent)
            return
        deeper = _indent_of(self.line or "")
        head, value = "", text
        if isinstance(one, Statement) and (
            found := re.match(r"(set [^=(]+ = |from \S+ import |for .+? in |(?:el)?if )", text)
        ):
            head, value = found.group(), text[found.end() :]
        self.put(head, indent)
        lines = expressions.break_lines(value, WIDTH - deeper - 3, self.room(indent) - 3 - tail)
        for at, line in enumerate(lines):
            if at:
                self.new_line()
                self.put(line, deeper)
            else:
                self.put(line, deeper)
        self.put(f" {closing_braces(one)}", deeper)

    def tag(self, one: Tag, indent: int, tail: int = 0) -> None:
        """A tag, one attribute a line where they do not fit in this one."""
        flat = flat_tag(one)
        if len(flat) + tail <= self.room(indent):
            self.put(flat, indent)
            return
        if len(one.attributes) == 1 and len(flat_attribute(one.attributes[0])) < 40:
            self.put(flat, indent)
            return
        self.put(f"<{'/' * one.closes}{one.name}", indent)
        base = _indent_of(self.line or "")
        for at, attribute in enumerate(one.attributes):
            self.new_line()
            self.attribute(attribute, base + STEP, "-" if at and attribute.glued else "")
        self.new_line()
        self.put(("/" if one.slash else "") + ">", base)

    def attribute(self, one: Attribute, indent: int, sign: str) -> None:
        """One attribute, or a condition around some."""
        flat = flat_attribute(one)
        if not isinstance(one.parts[0], Statement):
            sign = ""
        if len(flat) < self.room(indent):
            self.put(flat[:2] + sign + flat[2:], indent)
            return
        quote, deep = "", indent
        for at, part in enumerate(one.parts):
            if isinstance(part, Word):
                for piece in re.split(r"([\"']|\s+)", part.text):
                    if piece.isspace() and not quote:
                        self.new_line()
                    elif piece:
                        self.put(re.sub(r"\s+", " ", piece), deep)
                        if piece in ("'", '"') and quote in ("", piece):
                            quote = "" if quote else piece
            elif isinstance(part, Statement) and not quote and isinstance(one.parts[0], Statement):
                word = keyword(part)
                deep -= STEP if word.startswith(("end", "el")) else 0
                self.new_line()
                self.statement(part, deep, "" if at else sign)
                self.new_line()
                deep += STEP if opens_block(part) or word.startswith("el") else 0
            else:
                rest = sum(len(flat_item(more) or "") for more in one.parts[at + 1 :])
                self.item(part, deep, tail=min(rest, 60))

    def element(self, one: Element, indent: int, tail: int) -> None:
        """The opening tag, what stands in it indented, the closing tag."""
        closing = f"</{one.tag.name}>"
        spaces = one.end + "".join(child.space for child in one.children)
        if (
            is_as_written(one)
            and "\n" not in spaces
            and one.tag.name != "textarea"
            and not self.exact
        ):
            self.tag(one.tag, indent)
            self.exact = True
            around = (one.tag, one.end, True)
            self.inside(one.children, _indent_of(self.line or ""), around, len(closing) + tail)
            self.exact = False
            self.put(closing, indent)
            return
        if is_as_written(one):
            self.tag(one.tag, indent, tail=WIDTH)
            for child in one.children:
                self.line = (self.line or "") + child.space
                if isinstance(child, Expression):
                    self.item(child, indent)
                else:
                    self.line += flat_item(child, True) or ""
            self.line = (self.line or "") + one.end + closing
            if "\n" in self.line:
                *whole, self.line = self.line.split("\n")
                self.lines += whole
            return
        if not one.children:
            self.tag(one.tag, indent, len(closing) + tail)
            self.put((" " if one.end else "") + closing, indent)
            return
        first = one.children[0]
        kind = self.gap(one.tag, first, first.space, may_be_empty(one))
        stuck = self.can_break(kind, one.tag, first, indent) is None
        width, whole = self._before_break(one, indent)
        glued = width - len(flat_tag(one.tag)) + (tail if whole else 0)
        self.tag(one.tag, indent, glued if stuck else 0)
        base = _indent_of(self.line or "")
        self.inside(one.children, base, (one.tag, one.end, may_be_empty(one)), len(closing) + tail)
        self.put(closing, base)

    def inside(
        self,
        children: list[Item],
        base: int,
        around: tuple[Tag | Statement, str, bool],
        tail: int,
        closing: Statement | None = None,
    ) -> str:
        """What stands between two tags or statements; the sign for the closing one."""
        opening, end, fixed = around
        if not children:
            kind = self.gap(opening, closing or opening, end, fixed)
            how = self.can_break(kind, opening, closing or opening, base)
            return self.end_line(how) if how is not None and closing is not None else ""
        kind = self.gap(opening, children[0], children[0].space, fixed)
        how = self.can_break(kind, opening, children[0], base + STEP)
        sign = ""
        if how is not None:
            sign = self.end_line(how)
        elif children[0].space:
            self.put(children[0].space if self.exact else " ", base)
        self.big_before = False
        last: Edge = children[-1]
        right: Edge = closing or opening
        kind = self.gap(last, right, end, fixed)
        how = self.can_break(kind, last, right, base)
        self.items(children, base + STEP, opening, sign, tail if how is None else 0)
        if how is not None:
            return self.end_line(how)
        if end:
            self.put(end if self.exact else " ", base)
        return ""

    def block(self, one: Block, indent: int, sign: str, tail: int) -> None:
        """Each branch indented below its statement."""
        base: int | None = None
        for at, branch in enumerate(one.branches):
            self.statement(branch.statement, indent if base is None else base, sign)
            if base is None:
                base = _indent_of(self.line or "")
            following = (
                one.branches[at + 1].statement if at + 1 < len(one.branches) else one.closing
            )
            around = (branch.statement, branch.end, is_value(branch.statement))
            sign = self.inside(branch.children, base, around, 0, following)
        assert base is not None
        self.statement(one.closing, base, sign)
        del tail

    def statement(self, one: Statement, indent: int, sign: str) -> None:
        """One statement, in this line where it fits."""
        flat = flat_item(one) or ""
        if len(flat) + len(sign) <= self.room(indent):
            self.put(flat[:2] + sign + flat[2:], indent)
        else:
            self.jinja(one, indent, sign)


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins_with(one: Edge) -> Expression | Statement | Comment | None:
    if isinstance(one, Block):
        return one.branches[0].statement
    return one if isinstance(one, Expression | Statement | Comment) else None


def _ends_with(one: Edge) -> Expression | Statement | Comment | None:
    if isinstance(one, Block):
        return one.closing
    return one if isinstance(one, Expression | Statement | Comment) else None
