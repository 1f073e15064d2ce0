"""What the templates take from each other: a layout, a template taken in, or single macros of another one.

A part is a template (`cafe/parts.html`), one of its macros (`cafe/parts.html#card`), or what stands outside of its macros
(`cafe/parts.html#`). A page that imports one macro has nothing to do with the others beside it.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain

from ..data.content import PACKAGE

TEMPLATES = PACKAGE / "templates"
_TAKEN_IN = re.compile(
    r"{%-?\s*(?:extends|include|import|set layout =)\s+'([^']+)'(?: if [\w.]+ else '([^']+)')?"
)
_IMPORT = re.compile(r"{%-?\s*from\s+'([^']+)'\s+import\s+([^%]+?)\s*(?:with context\s*)?-?%}")
_MACRO = re.compile(r"{%-?\s*macro\s+(\w+)\b.*?{%-?\s*endmacro\s*-?%}", re.S)


@cache
def template_texts() -> dict[str, str]:
    """All templates by their names."""
    begin = len(TEMPLATES.as_posix()) + 1
    return {
        path.as_posix()[begin:]: path.read_text(encoding="utf-8")
        for path in sorted(TEMPLATES.rglob("*.html"))
    }


@cache
def part_text(part: str) -> str:
    """What stands in a part."""
    name, at, macro = part.partition("#")
    text = template_texts()[name]
    if not at:
        return text
    return _macros(name)[macro] if macro else _MACRO.sub("", text)


@cache
def parts_named_by(part: str) -> frozenset[str]:
    """The parts one takes in: whole templates, and of others the macros it names."""
    name, at, macro = part.partition("#")
    text = part_text(part)
    whole = frozenset(chain(*_TAKEN_IN.findall(text))) & template_texts().keys()
    words = set(re.findall(r"\w+", text))
    imported = {one for word, one in _imported(name).items() if word in words}
    imported |= {f"{one.partition('#')[0]}#" for one in imported}
    if not at:
        return whole | imported
    beside = {f"{name}#{other}" for other in _macros(name) if other in words}
    return whole | imported | beside | {f"{name}#"}


def reached_parts(names: Iterable[str], further: Callable[[str], Iterable[str]]) -> set[str]:
    """These names, and what one comes to from them."""
    found, new = set[str](), set(names)
    while new:
        found |= new
        new = {one for name in new for one in further(name)} - found
    return found


def room_of(name: str) -> str:
    """The room of a template or of a folder of templates: `cafe` of `cafe/guests/wishes.html`."""
    return name.partition("/")[0]


def folder_of(name: str) -> str:
    """The folder a template is in: `cafe/guests` of `cafe/guests/wishes.html`."""
    return name.rpartition("/")[0]


@cache
def _macros(name: str) -> dict[str, str]:
    return {one[1]: one[0] for one in _MACRO.finditer(template_texts()[name])}


@cache
def _imported(name: str) -> dict[str, str]:
    """The macros a template imports, by what it calls them."""
    found = {}
    for source, names in _IMPORT.findall(template_texts()[name]):
        for one in names.split(","):
            macro, _as, called = one.strip().partition(" as ")
            if macro in _macros(source):
                found[called.strip() or macro] = f"{source}#{macro}"
            else:  # a value that is set there
                found[called.strip() or macro] = f"{source}#"
    return found
