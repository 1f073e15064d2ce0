"""The help pages as plain values: read once from `guides/help/`, and which one belongs to which page of the planner."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ..data.content import content_folder, read_toml, words_from_toml
from ..lib.text import Words
from ..web.i18n import _l, register_labels


class HelpPieceKind(StrEnum):
    """What a piece of a help page is."""

    TEXT = "text"
    STEPS = "steps"
    POINTS = "points"


class HelpGroup(StrEnum):
    """Under which heading the list of help has a page; in the order of the list."""

    START = "start"
    BEFORE = "before"
    ROOM = "room"
    AFTER = "after"
    SHARED = "shared"
    PLANNER = "planner"
    VISITORS = "visitors"


register_labels(
    {
        HelpGroup.START: _l("Getting started"),
        HelpGroup.BEFORE: _l("Before the event"),
        HelpGroup.ROOM: _l("In the room"),
        HelpGroup.AFTER: _l("After the event"),
        HelpGroup.SHARED: _l("Beyond one event"),
        HelpGroup.PLANNER: _l("Accounts, mail and the planner"),
        HelpGroup.VISITORS: _l("For people without an account"),
    }
)


@dataclass(frozen=True)
class HelpPiece:
    """A paragraph, steps in their order, or points."""

    kind: HelpPieceKind
    lines: tuple[str, ...]


@dataclass(frozen=True)
class HelpPage:
    """A page of help. `for_pages`: endpoints, or rooms with a dot behind, whose *Help* leads here. `for_everybody`: it is about pages for
    people without an account, who read it without signing in.
    """

    key: str
    title: Words
    text: Words
    group: HelpGroup
    for_pages: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    for_everybody: bool = False


@cache
def shipped_help_pages() -> Mapping[str, HelpPage]:
    """Every help page by its key, in the order of the files' names."""
    found = {}
    for path in sorted(content_folder("guides").joinpath("help").glob("*.toml")):
        table = read_toml(path)
        found[path.stem] = HelpPage(
            key=path.stem,
            title=words_from_toml(table, "title"),
            text=words_from_toml(table, "text"),
            group=HelpGroup(table["group"]),
            for_pages=tuple(table.get("for", ())),
            also=tuple(table.get("also", ())),
            for_everybody=table.get("for_everybody", False),
        )
    return found


@cache
def help_key_for(endpoint: str) -> str:
    """The key of the page that helps there: the page's own, else its room's, else the first steps."""
    room = endpoint.split(".")[0] + "."
    for wanted in (endpoint, room):
        for page in shipped_help_pages().values():
            if wanted in page.for_pages:
                return page.key
    return FIRST


FIRST = "first-steps"


def parse_help_text(text: str) -> list[HelpPiece]:
    """A text taken apart: lines that begin with a number are steps, with a dash points, all others paragraphs."""
    found: list[HelpPiece] = []
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        if all(line[0].isdigit() and ". " in line for line in lines):
            found.append(
                HelpPiece(HelpPieceKind.STEPS, tuple(line.split(". ", 1)[1] for line in lines))
            )
        elif all(line.startswith("- ") for line in lines):
            found.append(HelpPiece(HelpPieceKind.POINTS, tuple(line[2:] for line in lines)))
        else:
            found.append(HelpPiece(HelpPieceKind.TEXT, (" ".join(lines),)))
    return found
