"""Templates as they are compiled: without the layout that only who edits them reads, and kept from one start to the next."""

import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from .template_parts import TEMPLATES


def init_app(environment: Environment) -> None:
    """Compile the templates of this environment so."""
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension(WithoutLayout)
    environment.bytecode_cache = CompiledTemplates(environment)


class WithoutLayout(Extension):
    """Leaves out of pages how their templates are laid out: indentation, and line breaks in tags and at the edges of elements.

    A single blank stays, and so does all that stands in quotes, `<pre>`, `<script>`, `<style>` or `<textarea>`.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, its texts shortened."""
        html = _Html()
        for token in stream:
            is_text = token.type == "data"
            yield Token(token.lineno, "data", html.shortened(token.value)) if is_text else token


EDGES = frozenset("dl footer h h1 h2 h3 h4 h5 h6 legend li ol p select summary ul".split())  # noqa: SIM905
"""Elements at whose edges, inside, white space shows nothing however they are displayed."""
AROUND = frozenset(
    "caption circle dd dt g line option path rect table tbody td text tfoot th thead tr use".split()  # noqa: SIM905
)
"""Elements at whose edges, inside and outside, white space shows nothing."""
LINES = (
    EDGES
    | AROUND
    | frozenset(
        "article aside blockquote body details div fieldset form head header html link main meta nav script section".split()  # noqa: SIM905
    )
)
"""Elements beside which a line of the page may end; elsewhere a blank stands."""
AS_WRITTEN = frozenset({"pre", "script", "style", "textarea"})
PIECE = re.compile(r"</?[a-zA-Z][\w-]*|>|[\"']|\s+|[^<>\"'\s]+|<")


class _Html:
    """Where in a page its text has come to, from one piece between Jinja's braces to the next."""

    def __init__(self) -> None:
        self.tag = self.quote = self.as_written = ""

    def shortened(self, text: str) -> str:
        """The next piece of text."""
        found: list[str] = []
        pieces = PIECE.findall(text)
        for at, piece in enumerate(pieces):
            if piece.isspace():
                before = pieces[at - 1] if at else ""
                after = pieces[at + 1] if at + 1 < len(pieces) else ""
                piece = self._space(piece, before, after)
            elif self.quote:
                self.quote = "" if piece == self.quote else self.quote
            elif piece == ">" and self.tag:
                self._end_tag()
            elif self.tag:
                self.quote = piece if piece in "\"'" else ""
            elif piece[0] == "<" and len(piece) > 1 and self.as_written in ("", piece[2:]):
                self.tag = piece
            found.append(piece)
        return "".join(found)

    def _end_tag(self) -> None:
        name = self.tag.lstrip("</")
        if name in AS_WRITTEN:
            self.as_written = "" if self.tag[1] == "/" else name
        self.last, self.tag = self.tag, ""

    last = ""
    """The tag that ended last."""

    def _space(self, space: str, before: str, after: str) -> str:
        if space == " " or self.quote or self.as_written and not self.tag:
            return space
        if self.tag:
            return "" if after == ">" else " "
        left = self.last if before == ">" else ""
        right = after if after[:1] == "<" else ""
        names = {left.lstrip("</"), right.lstrip("</")}
        if names & AROUND or left[1:] in EDGES or (right[:2] == "</" and right[2:] in EDGES):
            return ""
        return "\n" if names & LINES or not (before or after) else " "


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates stay compiled from one start to the next, as Python's own files do: beside them, where that may be written.

    Compiling one takes 8 ms, and a page stands on up to ten. What is kept knows which text it was made of, for which Python.
    """

    def __init__(self, environment: Environment) -> None:
        kind = f"{sys.implementation.cache_tag}-{environment.trim_blocks}-{sorted(environment.extensions)}"
        name = hashlib.sha256(kind.encode()).hexdigest()[:8]
        super().__init__(str(TEMPLATES / "__pycache__"), f"%s.{name}.pyc")

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
