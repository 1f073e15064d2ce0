"""What stands below a step, or beside others in its line: groups, people, rooms, lengths, something said of it."""

import operator
import re
from collections.abc import Sequence
from dataclasses import replace

from ...lib.text import plain_text
from . import lengths, times
from .arrived import Doubt
from .building import Building
from .finishing import RawStep
from .people import NamePosition, read_people
from .pieces import FilePara
from .rooms import is_room, room_name_in
from .texts import without_bullet
from .vocabulary import BULLET, GROUP_LINE, INLINE_GROUP, PEOPLE_LABEL, ROOM_LABEL
from .wording import StepWording, is_side_by_side, understand_text

_LENGTH_LABEL = re.compile(
    r"^\W*(?:kohëzgjatja|kohezgjatja|duration|length|durata|koha|time)\s*[:–-]\s*(.+)$",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"^\s*(?:[-–—•*·▪◦‣]\s+)?(?:(?:[a-fA-F]|[ivIV]{1,3}|\d{1,2})[).:]|[A-F]\s+[–—-])\s+"
)
_NAMED_GROUP = re.compile(
    r"^\W*(?:working group|group|grupi|grupa|radna grupa|gruppe|arbeitsgruppe|ag|група|"
    r"workshop|punëtoria|breakout|tryeza|tavolina|table)\s+(?P<which>[a-f]|\d{1,2}|[ivx]{1,4})\s*(?:[:–—]|\s-\s)",
    re.IGNORECASE,
)
_REPORTED = re.compile(r"\b(report\w*|raport\w*|present\w*|prezant\w*|feedback|plenar\w*)\b")
_ROOM_AHEAD = re.compile(
    r"^(?P<room>(?:room|salla|hall|lab|dhoma|breakout room|raum|seminarraum|saal|sala|salle)\s+(?:\d{1,3}|[A-Z])\b)\s*[:–—-]\s+",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(r"^[A-ZÇË][\w’'-]+(?: [A-ZÇË][\w’'-]+){1,2}$")
"""Two or three words with a capital: below a step that names people it is one more of them."""
_AFTER_A_SENTENCE = re.compile(r"(?<=[.!?;])\s+[*_(]*")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{2,200})[)\]]\s*")
_SPEECH_BY = re.compile(
    r"\b(?:by|from|nga)\s+(?=(?i:mr|ms|mrs|mme|dr|prof|z|znj|zj|zoti|zonja)\b\.?\s+[^\W\d_a-z])"
)
_PLAIN_PARALLEL = re.compile(
    r"\b(paralel\w*|parallel|side by side|concurrent|njekohesisht|simultaneous)\b"
)


def groups_in(text: str) -> tuple[str, list[str]]:
    """`Grupe pune: a) Veriu, salla e madhe b) Jugu, salla Vjosa`: what stands over the groups, and the groups."""
    found = list(INLINE_GROUP.finditer(text))
    letters = [(one["letter"] or one["bracketed"]).lower() for one in found]
    if len(found) < 2 or letters != [chr(97 + number) for number in range(len(letters))]:
        return text, []
    ends = [one.start() for one in found[1:]] + [len(text)]
    return text[: found[0].start()].rstrip(" :–—-"), [
        text[one.end() : end].strip(" ,;") for one, end in zip(found, ends, strict=True)
    ]


def are_named_groups(lines: Sequence[str]) -> bool:
    """Whether each line begins with the name of another group: `Group 1: …`, `Group 2: …`."""
    named = [found for line in lines if (found := _NAMED_GROUP.match(line))]
    return len({plain_text(one["which"]) for one in named}) == len(lines) > 1


def open_groups(building: Building, below: Sequence[str]) -> None:
    """Say of the last step that groups stand below it side by side, where the lines below say so and its title does not.

    So do `Group 1: …`, `Group 2: …`, and lines that each have a room of their own; not below what they report, nor below a pause.
    """
    last = building.last
    if last is None or last.over or last.is_break or _REPORTED.search(plain_text(last.title)):
        return
    building.in_rooms = groups_in_rooms(below, by_turns=last.side_by_side)
    if building.in_rooms:
        last.side_by_side = True
    elif len(below) > 1 and all(is_room(without_bullet(line)) for line in below):
        last.side_by_side = False  # in which rooms it is, and nothing of the groups
    else:
        last.side_by_side = last.side_by_side or are_named_groups(below)


def groups_in_rooms(lines: Sequence[str], by_turns: bool) -> dict[str, StepWording | None]:
    """What each line says of a group, where each has a room of its own: `Room 1: Police`, `b) Health (Room 2)`.

    `by_turns`: also where a room's line and a group's follow each other; then there is nothing said by the room's own.
    """
    told = [group_wording(line) for line in lines]
    if _are_apart(told):
        return dict(zip(lines, told, strict=True))
    rooms = [is_room(without_bullet(line)) for line in lines]
    if not by_turns or len(lines) % 2 or any(map(operator.eq, rooms, rooms[1:])):
        return {}
    found: dict[str, StepWording | None] = dict.fromkeys(lines)
    first = 0 if rooms[:1] == [True] else 1
    for room, group in zip(lines[first::2], lines[1 - first :: 2], strict=True):
        found[group] = replace(group_wording(group), room=room_name_in(without_bullet(room)))
    return found if _are_apart([one for one in found.values() if one]) else {}


def _are_apart(groups: Sequence[StepWording]) -> bool:
    """Whether these are groups, each in another room."""
    rooms = {one.room for one in groups if one.title and not read_people(one.title)}
    return "" not in rooms and len(rooms) == len(groups) > 1


def read_line_below(building: Building, text: str, para: FilePara) -> None:
    """A line below a step: a group of it, its people, its room, its length, or something said of it."""
    last = building.last
    assert last is not None
    if text in building.in_rooms or _is_group(building, text, para):
        told = building.in_rooms.get(text, group_wording(text))
        if told is None:
            return
        if told.title:
            made = building.add_beside(told, para.spot, text)
            over = building.over()
            if not GROUP_LINE.match(text) or not (
                is_side_by_side(over.title) or _NAMED_GROUP.match(text)
            ):
                made.doubts.append(Doubt.SIDE_BY_SIDE)
            return
    line = without_bullet(text)
    if inside := _IN_BRACKETS.fullmatch(line):
        line = inside[1]
    label = PEOPLE_LABEL.match(line)
    if (para.says == "room" or line.startswith("📍")) and not last.room:
        called = ROOM_LABEL.match(line)
        last.room = room_name_in(called["room"] if called else line)
    elif para.says == "people" and (named := read_people(line)):
        last.people += named
    elif labelled := ROOM_LABEL.match(line):
        last.room = last.room or room_name_in(labelled["room"])
    elif label and label["colon"] and (people := read_people(line[label.end() :])):
        last.people += people
        last.room = last.room or understand_text(line).room
    elif (found := _LENGTH_LABEL.match(line)) and (
        minutes := lengths.length_alone(found[1])
    ) is not None:
        last.minutes = minutes if last.minutes is None else last.minutes
    elif (ends := times.end_alone(line)) and last.minutes is None and last.end is None:
        last.end = ends
    elif people := _named_at_the_end(line):
        last.people += people
    elif is_room(line) and _has_no_room_of_its_own(last):
        last.add_room(room_name_in(line))
    elif last.people and (para.bullet or para.indent) and _NAME_ALONE.match(line):
        last.people += read_people(line)
    elif people := read_people(line, NamePosition.TAIL):
        told = understand_text(line)
        last.people += _named_above(last) + people
        last.room = last.room or told.room
    elif (
        (minutes := lengths.length_alone(line)) is not None
        and last.minutes is None
        and last.end is None
    ):
        last.minutes = minutes
    building.more(text)


def _has_no_room_of_its_own(last: RawStep) -> bool:
    """Whether no room is known of a step but those in lines below it."""
    below = {room_name_in(without_bullet(line)) for line in last.description.split("\n")}
    return not last.room or below.issuperset(last.room.split(", "))


def _named_above(last: RawStep) -> list[str]:
    """Who stands alone in the line above one that is surely somebody: the first of a list of names, whose given name nobody knows."""
    above = last.description.split("\n")[-1]
    return read_people(above) if not last.people and _NAME_ALONE.match(above) else []


def _named_at_the_end(line: str) -> list[str]:
    """Who is named with a label behind a sentence: `In threes. Facilitator: Hanne Vik`, `Key speech by Mr Biser Petkov`."""
    for stop in _AFTER_A_SENTENCE.finditer(line):
        label = PEOPLE_LABEL.match(line, stop.end())
        if label and label["colon"]:
            return read_people(line[label.end() :])
    speech = _SPEECH_BY.search(line)
    return read_people(line[speech.end() :]) if speech else []


def _is_group(building: Building, text: str, para: FilePara) -> bool:
    over = building.over()
    if not over.side_by_side:
        return False
    group = GROUP_LINE.match(text)
    parallel = bool(_PLAIN_PARALLEL.search(plain_text(over.said))) or building.last is not over
    told = understand_text(_group_title(text))
    owns = bool(told.room or told.people)
    if is_room(text) and not parallel:
        return False  # `Punë në grupe`, and below it `Salla 2`
    titled = (
        bool(told.title)
        and len(told.title.split()) <= 16
        and not PEOPLE_LABEL.match(without_bullet(text))
    )
    if group and group["letter"] and group["letter"].isdigit():
        return titled and (parallel or owns)
    if group:
        return titled
    if not (para.bullet or BULLET.match(text) or para.indent > 0):
        return False
    return titled and ((parallel and bool(building.last) and _same_depth(building, para)) or owns)


def _same_depth(building: Building, para: FilePara) -> bool:
    """Whether a bullet stands as deep as the groups above it."""
    last = building.last
    assert last is not None
    if last.over is None:
        building.group_indent = para.indent
        return True
    return para.indent <= building.group_indent


def group_wording(text: str) -> StepWording:
    """What a group's line says: `B – Mapping` without its letter, `Room 1: data quality` with its room; `Grupi 1:` stays."""
    title = _group_title(text)
    room = _ROOM_AHEAD.match(title)
    told = understand_text(title[room.end() :] if room else title)
    if room and told.title:
        told.room = told.room or room_name_in(room["room"])
    return told if told.title else understand_text(title)


def _group_title(text: str) -> str:
    found = _LETTER.match(text)
    return text[found.end() :] if found else without_bullet(text)
