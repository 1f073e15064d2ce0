"""Numbers of rows inside JSON columns, from one database's to the archive's own and back. Pure.

A column of a taken table either holds no such numbers (then its shape is said here), or says here how they are moved.
`Move` gives the other number of a row, None for one that does not go in.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ...agenda.plan import PlanStep, plan_from_json
from ...cafe.seats import seating_from_json
from ...cafe.traits import chosen_from, kept_traits, wishes_from
from ...events.queries import EARLIER, LATER, MEETING, LinkedEvent
from ...lib.shares import WHOLE
from ...lib.telling import told_from_json
from .cells import checked_text, checked_whole
from .ranges import checked_row

Move = Callable[[str, int | None], int | None]
POINTERS: Mapping[tuple[str, str], str] = {("step", "strand_id"): "strand"}
"""Columns that hold the number of a row without being a foreign key."""
_PEOPLE = {"p": "participation", "w": "cafe_guest"}
"""What the key of somebody at a café's table begins with."""
_LINE = re.compile(r"(\d{1,9}):(\d*)")
_PERSON = re.compile(r"[pw]\d{1,9}")
PUBLIC = {
    "id",
    "day",
    "block",
    "strand",
    "rank",
    "kind",
    "title",
    "minutes",
    "pinned",
    "room",
    "speakers",
    "about",
    "internal",
}
"""What participants see of a step: all that goes along of one that was taken out since."""


def renumber_version(content: Any, move: Move) -> dict[str, Any]:
    """A published agenda. Rows that were taken out since have no number outside; they get one below 0, which stays."""
    gone: dict[tuple[str, int], int] = {}
    lowest = min([0, *(row["id"] for rows in content.values() for row in rows)])

    def at(table: str, number: int | None) -> int | None:
        if number is None or number < 0:
            return number
        moved = move(table, number)
        return gone.setdefault((table, number), lowest - 1 - len(gone)) if moved is None else moved

    def out(row: Mapping[str, Any]) -> bool:
        return row["id"] < 0 or move("step", row["id"]) is None

    def step(row: Mapping[str, Any]) -> dict[str, Any]:
        checked_row("step", row)
        kept = (
            {name: value for name, value in row.items() if name in PUBLIC}
            if out(row)
            else dict(row)
        )
        for name, table in (
            ("id", "step"),
            ("day", "day"),
            ("block", "step"),
            ("strand", "strand"),
            ("room", "room"),
        ):
            if name in kept:
                kept[name] = at(table, kept[name])
        for name in ("lead", "note_taker"):
            if name in kept:
                kept[name] = move("member", kept[name])
        for name, table in (("supporters", "member"), ("objectives", "objective")):
            if name in kept:
                kept[name] = _known(kept[name], table, move)
        if "speakers" in kept:
            kept["speakers"] = [
                {**one, "person": move("person", one.get("person"))} for one in kept["speakers"]
            ]
        return kept

    def strand(row: Mapping[str, Any]) -> dict[str, Any]:
        people = {name: move("member", row.get(name)) for name in ("lead", "note_taker")}
        return {
            **row,
            **people,
            "id": at("strand", row["id"]),
            "block": at("step", row["block"]),
            "room": at("room", row.get("room")),
        }

    hidden = {row["id"] for row in content.get("steps", []) if row.get("internal") and out(row)}
    steps = [row for row in content.get("steps", []) if not {row["id"], row.get("block")} & hidden]
    moved = {
        "days": [
            {**checked_row("day", row), "id": at("day", row["id"])}
            for row in content.get("days", [])
        ],
        "rooms": [{**row, "id": at("room", row["id"])} for row in content.get("rooms", [])],
        "strands": [strand(row) for row in content.get("strands", [])],
        "steps": [step(row) for row in steps],
    }
    plan_from_json(moved)
    return moved


def renumber_seating(content: Any, move: Move) -> dict[str, Any]:
    """Who sits where; who is in no list any more, and tables that are gone, are left out."""
    kept = seating_from_json(content)
    tables = [move("cafe_table", checked_whole(one)) for one in kept.tables]
    rounds = [
        [
            _people(people, move)
            for table, people in zip(tables, one, strict=True)
            if table is not None
        ]
        for one in kept.rounds
    ]
    locked = [
        [checked_whole(number), found]
        for number, key in kept.locked
        if (found := renumber_person(key, move))
    ]
    return {
        "tables": [one for one in tables if one is not None],
        "rounds": rounds,
        "locked": sorted(locked),
        "locked_rounds": sorted(checked_whole(one) for one in kept.locked_rounds),
        "metrics": dict(kept.metrics),
        "why": [{**one, "who": _named(one.get("who", ()), move)} for one in kept.why],
        "how": {name: value for name, value in kept.how.items() if name != "ahead"},
    }


def renumber_about(content: Any, move: Move) -> dict[str, Any]:
    """What is said of a seating, without the number of the one before it, which does not go in."""
    kept = {name: content[name] for name in ("way", "round", "table") if name in content}
    return {**kept, "who": _people(content["who"], move)} if "who" in content else kept


def renumber_person(key: str, move: Move) -> str | None:
    """The key of somebody at a table; None where they do not go in."""
    if not _PERSON.fullmatch(checked_text(key)):
        raise ValueError(key)
    moved = move(_PEOPLE[key[0]], int(key[1:]))
    return None if moved is None else f"{key[0]}{moved}"


def _people(keys: Any, move: Move) -> list[str]:
    return [found for key in keys if (found := renumber_person(key, move))]


def _named(keys: Any, move: Move) -> list[str]:
    """What a reason names: people, or sectors by their key."""
    return [
        found
        for key in keys
        if (found := renumber_person(key, move) if _PERSON.fullmatch(checked_text(key)) else key)
    ]


def _known(numbers: Any, table: str, move: Move) -> list[int]:
    return [
        found for number in numbers if (found := move(table, checked_whole(number))) is not None
    ]


def renumber_wishes(content: Any, move: Move) -> list[int]:
    """The tables somebody would like to sit at."""
    return _known(content, "cafe_table", move)


def renumber_counted(content: Any, move: Move) -> dict[str, Any]:
    """What was ever told of the counts of a questionnaire (see `consultation/telling.py`), without tables of what is gone."""
    found = {}
    for key, entries in content.items():
        moved = _told_key(checked_text(key), move)
        kept = [_told_lines(one, move) for one in entries]
        if moved and all(kept):
            for one in kept:
                told_from_json(one["groups"])
            found[moved] = kept
    return found


def _told_key(key: str, move: Move) -> str | None:
    """`themes/1+2`, `question/3`, `question/3/12:`; None where one of them does not go in. Other keys stay."""
    what, *rest = key.split("/")
    if what == "themes":
        ids = [move("theme", int(one)) for one in rest[0].split("+")]
        known = sorted(one for one in ids if one is not None)
        return f"themes/{'+'.join(map(str, known))}" if len(known) == len(ids) else None
    if what == "question":
        number, lines = move("question", int(rest[0])), [_told_line(one, move) for one in rest[1:]]
        return (
            None
            if number is None or None in lines
            else "/".join([what, str(number), *map(str, lines)])
        )
    return key


def _told_line(text: str, move: Move) -> str | None:
    """The key of a line of a table, `12:` where it is a choice's; None where that does not go in."""
    found = _LINE.fullmatch(checked_text(text))
    if found is None:
        return text
    choice = move("choice", int(found[1]))
    return None if choice is None else f"{choice}:{found[2]}"


def _told_lines(value: Any, move: Move) -> Any:
    """The values with all such keys moved; None where one does not go in."""
    if isinstance(value, str):
        return _told_line(value, move)
    if isinstance(value, dict):
        kept = {name: _told_lines(one, move) for name, one in value.items()}
        gone = any(kept[name] is None and one is not None for name, one in value.items())
        return None if gone else kept
    if isinstance(value, list):
        rows = [_told_lines(one, move) for one in value]
        gone = any(row is None and one is not None for row, one in zip(rows, value, strict=True))
        return None if gone else rows
    return value


def _rounds(content: Any, _move: Move) -> list[int]:
    return [checked_whole(one) for one in content]


def _texts(content: Any, _move: Move) -> list[str]:
    return [checked_text(one) for one in content]


def _named_texts(content: Any, _move: Move) -> dict[str, str]:
    return {checked_text(name): checked_text(value) for name, value in content.items()}


def _shares(content: Any, _move: Move) -> dict[str, int]:
    shares = {checked_text(name): checked_whole(value) for name, value in content.items()}
    if any(not 0 <= share <= WHOLE for share in shares.values()):
        raise ValueError(shares)
    return shares


def _wordings(content: Any, _move: Move) -> list[dict[str, Any]]:
    """A list of wordings, with a kind where they have one."""
    for one in content:
        if set(one) - {"en", "sq", "kind"}:
            raise ValueError(one)
        _named_texts(one, _move)
    return list(content)


def _linked(content: Any, _move: Move) -> list[dict[str, str]]:
    """Events that build on this one, the one it builds on, and its forum’s next meeting."""
    for one in content:
        if one["link"] not in (EARLIER, LATER, MEETING):
            raise ValueError(one)
        LinkedEvent.from_json(_named_texts(one, _move))
    return list(content)


def _mix(content: Any, _move: Move) -> list[dict[str, Any]]:
    """What is mixed at the tables of a café."""
    return kept_traits(chosen_from(content))


def _wants(content: Any, _move: Move) -> list[dict[str, Any]]:
    """What a table of a café needs because of who sits there."""
    for one in content:
        for name in ("near", "other"):
            _texts(one[name], _move)
    return [one.kept() for one in wishes_from(content)]


def _of_step(name: str) -> Callable[[Any, Move], Any]:
    def read(content: Any, _move: Move) -> Any:
        plan_from_json({"steps": [{"id": 1, name: content}]})
        return content

    assert name in PlanStep.__dataclass_fields__
    return read


SHAPES: Mapping[tuple[str, str], Callable[[Any, Move], Any]] = {
    ("agenda_version", "content"): renumber_version,
    ("cafe", "columns"): _texts,
    ("cafe", "mix"): _mix,
    ("cafe", "questions"): _wordings,
    ("cafe", "wants"): _wants,
    ("cafe_guest", "absent"): _rounds,
    ("cafe_guest", "own"): _named_texts,
    ("cafe_guest", "wishes"): renumber_wishes,
    ("cafe_seating", "about"): renumber_about,
    ("cafe_seating", "content"): renumber_seating,
    ("checklist_setting", "columns"): _texts,
    ("contribution", "extra"): _named_texts,
    ("cost_line", "extra"): _named_texts,
    ("event", "linked_elsewhere"): _linked,
    ("note_structure", "heads"): _wordings,
    ("published_shares", "shares"): _shares,
    ("step", "materials"): _of_step("materials"),
    ("step", "script"): _of_step("script"),
    ("task", "extra"): _named_texts,
}
"""How JSON columns go out and come in."""
