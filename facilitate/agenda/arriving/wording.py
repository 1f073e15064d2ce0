"""What one text says of a step: its title, without bullet, time, people and room, and these beside it."""

import re
from dataclasses import dataclass, field

from ...lib.text import plain_text
from . import lengths, times
from .cafe_counts import CafeCounts, take_cafe_counts
from .named_around import addressed_last, all_names, named_behind_quote, named_first
from .people import GIVEN, NamePosition, behind_bare_label, given_alone, read_name, read_people
from .rooms import (
    is_named_place,
    is_room,
    is_room_code,
    is_spoken_of,
    room_name_in,
    split_off_floor,
)
from .texts import MOST_UNDERSTOOD, tidy_title, without_marks
from .vocabulary import (
    BARE_LABELS,
    BREAK,
    COLLECTIVE,
    NO_BREAK,
    NO_NAME,
    NOT_FIRST,
    PAUSE,
    PEOPLE_LABEL,
    ROOM_AT_END,
    ROOM_LABEL,
    SIDE_BY_SIDE,
    VERB_LABELS,
)

_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]]")
_PARALLEL = re.compile(
    r"^\W*(?:paralel\w*|parallel|in parallel|në paralel|side by side|concurrent)\W*$", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s+[–—|·]\s+|\s+-{1,2}\s+|\t+|\s*\n\s*|\s*;\s+|\s{3,}|\s+//\s+")
_TITLE_LABEL = re.compile(
    r"^\W*(?:activity|aktiviteti|veprimtaria|title|titulli|topic|tema|what|çfarë|agenda item)\s*:\s*",
    re.IGNORECASE,
)
_AT_SIGN = re.compile(r"(?:^|\s)@\s*(?P<who>[^@,;()]+?)\s*(?=$|[,;@(])")
_ARRIVING = re.compile(r"^\W*(?:arrive|come in|mberrijme|mblidhemi)\W*$")  # `Arrive, coffee`
_CODE_LEFT = re.compile(r"(?<=\w)[\s,;:–—(-]+(?:WP|T|Task )\s?\d+(?:\.\d+)?\s*$")
"""What is led: `Progress – WP1 Lead: Ana Kola, WP2 Lead: Rita Silva`."""
_LABEL_LEFT = re.compile(
    r"(?<=\S)[\s,;(]+(?:room|venue|location|place|where|salla|vendi|ku)$", re.IGNORECASE
)
"""What says that a room follows, behind a title: `Hearing Room: Parliament hall`."""


@dataclass
class StepWording:
    """What a text says of a step."""

    title: str = ""
    people: list[str] = field(default_factory=list)
    room: str = ""
    minutes: int | None = None
    side_by_side: bool = False
    cafe: CafeCounts = CafeCounts()
    end: times.WrittenClock | None = None


def is_break(title: str) -> bool:
    """Whether a step is a pause or a meal; registration with coffee is none."""
    simple = re.sub(r"[(\[](.*?)[)\]]", _pause_in_brackets, plain_text(title))
    if NO_BREAK.search(simple) or NOT_FIRST.search(simple) or not (found := BREAK.search(simple)):
        return False
    first = re.split(r"\s(?:and|dhe|with|me)\s|&|\+|,|/", simple)[0]
    if not BREAK.search(first) and not PAUSE.search(simple) and not _ARRIVING.match(first):
        return False
    return len(simple.split()) <= 7 or found.start() <= 3


def _pause_in_brackets(found: re.Match[str]) -> str:
    """`Piknik (drekë)`: brackets that name a pause and nothing else say what it is."""
    return f" {found[1]} " if PAUSE.fullmatch(found[1].strip()) else " "


def understand_text(text: str, placed: bool = False) -> StepWording:
    """What a text says that holds title, people, room and minutes in one; `placed`: its room stands elsewhere."""
    told = StepWording()
    rest = _TITLE_LABEL.sub("", without_marks(text[:MOST_UNDERSTOOD]), count=1)
    rest, told.cafe = take_cafe_counts(rest)
    rest = _out_of_brackets(rest, told)
    rest = _mentioned(rest, told)
    if ends := times.end_within(rest):
        told.end, rest = ends
    while told.minutes is None and (found := lengths.length_at_end(rest)):
        told.minutes, rest = found
    if told.minutes is None and (found := lengths.length_at_start(rest.lstrip(" :–—-,"))):
        told.minutes, rest = found
    names, rest = named_behind_quote(rest)
    told.people += names
    rest = _labelled(rest, told)
    rest = _segments(rest, told)
    if (
        not placed
        and not told.room
        and (found_room := ROOM_AT_END.search(rest))
        and found_room.start() > 2
    ):
        told.room, rest = room_name_in(found_room["room"]), rest[: found_room.start()]
    named, rest = ([], rest) if told.people else addressed_last(rest)
    told.people += named
    told.title = tidy_title(rest)
    told.side_by_side = told.side_by_side or is_side_by_side(told.title)
    told.people = list(dict.fromkeys(told.people))
    return told


def is_side_by_side(title: str) -> bool:
    """Whether a title stands over groups that take place at the same time."""
    return bool(SIDE_BY_SIDE.search(plain_text(title)))


def _out_of_brackets(text: str, told: StepWording) -> str:
    """Take people, rooms and lengths out of brackets, also of those within others; what else is in them stays."""

    def taken(found: re.Match[str]) -> str:
        inside = found[1].strip()
        if _PARALLEL.match(inside):
            told.side_by_side = True
            return " "
        if COLLECTIVE.match(plain_text(inside)):
            return " "
        if (minutes := lengths.length_alone(inside)) is not None and told.minutes is None:
            told.minutes = minutes
            return " "
        labelled = ROOM_LABEL.match(inside)
        if (labelled or is_room(inside) or is_room_code(inside)) and not told.room:
            told.room = room_name_in(labelled["room"] if labelled else inside)
            return " "
        return " " if _mixed(inside, told) else found[0]

    return _BRACKET.sub(taken, _BRACKET.sub(taken, text))


def _mixed(inside: str, told: StepWording) -> bool:
    """Whether brackets hold people, perhaps with a room or a length among them."""
    pieces = [one for one in re.split(r"\s*[;,|]\s*|\s+[–—-]\s+", inside) if one]
    rooms = [one for one in pieces if is_room(one) or (len(pieces) > 1 and is_room_code(one))]
    long = [one for one in pieces if lengths.length_alone(one) is not None]
    others = [one for one in pieces if one not in rooms and one not in long]
    text = ", ".join(others) if rooms or long else inside
    label = PEOPLE_LABEL.match(text)
    labelled = bool(label and binds(label, text))
    text = text[label.end() :] if label and labelled else text
    position = NamePosition.COLUMN if labelled else NamePosition.BRACKET
    people = (read_people(text, position) if others else []) or given_alone(text)
    if others and not people:
        return False
    told.people += people
    if rooms and not told.room:
        told.room = ", ".join(map(room_name_in, rooms))
    if long and told.minutes is None:
        told.minutes = lengths.length_alone(long[0])
    return True


def binds(found: re.Match[str], text: str) -> bool:
    """Whether a label has people behind it: with a colon, or as one that needs none before a name."""
    if found["colon"]:
        return True
    label = plain_text(found["label"])
    if label not in BARE_LABELS:
        return False
    behind = _SEPARATOR.split(text[found.end() :])[0]
    if label in VERB_LABELS and (names := read_people(re.split(r"[,(]", behind)[0])):
        return len(names[0].split()) > 1
    return bool(read_people(behind, NamePosition.TAIL))


def _mentioned(text: str, told: StepWording) -> str:
    """`@Artan`, `@artan`, `@ Main hall`."""

    def taken(found: re.Match[str]) -> str:
        who = found["who"].strip()
        if is_room(who) and not told.room:
            told.room = room_name_in(who)
            return " "
        if people := read_people(who) or given_alone(who.title()):
            told.people += people
            return " "
        if not told.room and is_named_place(found[0]):
            told.room = room_name_in(who)
            return " "
        return found[0]

    return _AT_SIGN.sub(taken, text) if "@" in text else text


def _labelled(text: str, told: StepWording) -> str:
    """Take out what stands behind `Moderon:`, `led by` and the like."""
    for found in PEOPLE_LABEL.finditer(text):
        if not binds(found, text):
            continue
        ahead, behind = text[: found.start()], text[found.end() :]
        pieces = _SEPARATOR.split(behind)
        room = next((one for one in pieces if is_room(one) or ROOM_LABEL.match(one)), "")
        if people := read_people("; ".join(one for one in pieces if one != room)):
            told.people += people
            if room and not told.room:
                labelled = ROOM_LABEL.match(room)
                told.room = room_name_in(labelled["room"] if labelled else room)
            elif not told.room:
                tail = split_off_floor(*behind.rpartition(",")[::2])[1]
                told.room = room_name_in(tail) if is_room(tail) else ""
            return _CODE_LEFT.sub("", ahead).rstrip(" ,;:–—-(|")
    return text


def _segments(text: str, told: StepWording) -> str:
    """Take people and rooms off the end of a text that dashes, tabs or lines divide, or off its beginning."""
    pieces = [one for one in _SEPARATOR.split(text) if one.strip(" ,;:–—-|")]
    marks = _SEPARATOR.findall(text)
    while len(pieces) > 1:
        last = pieces[-1].strip()
        labelled = ROOM_LABEL.match(last)
        if not told.room and (labelled or is_room(last)):
            told.room = room_name_in(labelled["room"] if labelled else last)
        elif (minutes := lengths.length_alone(last)) is not None and told.minutes is None:
            told.minutes = minutes
        elif people := _people_and_room(last, told) or given_alone(last, sure=True):
            told.people[:0] = people
        elif (
            COLLECTIVE.match(plain_text(last))
            or len(pieces) > 2
            and _is_office(last)
            and read_people(pieces[-2], NamePosition.TAIL)
        ):
            pass
        else:
            break
        pieces.pop()
    if len(pieces) > 1 and (people := _sure_people(pieces[0])):
        told.people[:0] = people
        pieces.pop(0)
        marks = marks[1:]
    if not pieces:
        return text
    rebuilt = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        mark = marks[number].strip() if number < len(marks) and marks[number].strip() else ","
        mark = "," if mark.startswith("\n") or not mark else mark
        rebuilt += f" {mark} {piece}" if mark not in (",", ";") else f"{mark} {piece}"
    return _commas(_speakers_off(_leading(_room_off(rebuilt, told), told), told), told)


def _is_office(text: str) -> bool:
    words = [plain_text(one.strip(".,")) for one in text.split()]
    return (
        bool(words)
        and words[0] not in GIVEN
        and (any(one in NO_NAME for one in words) or text.isupper())
    )


def _people_and_room(text: str, told: StepWording) -> list[str]:
    """The people of a last segment, which may end in a room: `Drita Prenga, salla A`, `Experts: Jonas Weber`."""
    if (bare := behind_bare_label(text)) != text and (people := read_people(bare)):
        return people
    label, colon, behind = text.partition(":")
    if (
        colon
        and len(label.split()) <= 3
        and read_people(behind, NamePosition.TAIL)
        and not _sure_people(label)
    ):
        text = behind
    head, tail = split_off_floor(*text.rpartition(",")[::2])
    if head and is_room(tail) and (people := read_people(head, NamePosition.TAIL)):
        told.room = told.room or room_name_in(tail)
        return people
    return read_people(text, NamePosition.TAIL)


def _sure_people(text: str) -> list[str]:
    """The people of a first segment, if it is nothing else."""
    people = read_people(text, NamePosition.TAIL)
    if not people:
        return []
    words = sum(len(one.split()) for one in people)
    first = plain_text(text.split()[0].strip(".,:"))
    return people if first not in NO_NAME and len(text.split()) <= words + 8 else []


def _leading(text: str, told: StepWording) -> str:
    """`Agim Hoxha: Fjala e hapjes` names who has the word first."""
    head, colon, rest = text.partition(":")
    if colon and rest.strip() and len(head.split()) <= 10 and (people := _sure_people(head)):
        told.people[:0] = people
        return rest
    if colon and rest.strip() and (names := all_names(head)):
        told.people[:0] = names
        return rest
    if colon and head.strip() and rest.strip()[:1].isupper() and _is_people_all_through(rest):
        told.people += read_people(rest, NamePosition.TAIL)
        return head
    return text


def _speakers_off(text: str, told: StepWording) -> str:
    names, rest = named_first(text)
    told.people[:0] = names
    return rest


def _is_people_all_through(text: str) -> bool:
    """Whether a text is people with their offices, and nothing that belongs to a title."""
    people = read_people(text, NamePosition.TAIL)
    words = sum(len(one.split()) for one in people)
    behind = re.split(r"\s[–—-]\s", text, maxsplit=1)[1:]
    if behind and not _is_office(behind[0]) and not read_people(behind[0], NamePosition.TAIL):
        return False  # `Ana Kola - Writing an article`
    return bool(people) and len(re.sub(r"[(\[].*?[)\]]", "", text).split()) <= words * 2 + 3


def _commas(text: str, told: StepWording) -> str:
    """Take a room and people off the end of a text that only commas divide."""
    text = _room_off(text, told)
    if (asked := re.search(r"[?!]\s+(?=[^\W\d_a-z])", text)) and (
        people := _sure_people(text[asked.end() :])
    ):
        told.people += people
        return text[: asked.start() + 1]
    for found in re.finditer(r",\s*", text):
        behind = text[found.end() :]
        people = read_people(behind, NamePosition.TAIL)
        first = re.split(r",|\s(?:dhe|and|&)\s", behind)[0]
        name = read_name(first)
        people = people if people and name and name.sure else given_alone(behind)
        if people:
            told.people += people
            return _room_off(text[: found.start()], told)
    return text


def _room_off(text: str, told: StepWording) -> str:
    """Take a room off the end: `…, salla A`, `Prevention: room 3`."""
    head, sign, tail = text.rpartition("," if "," in text else ":")
    head, tail = split_off_floor(head, tail)
    named = sign == "," or not is_spoken_of(tail)
    if sign and head.strip() and not told.room and named and is_room(tail):
        told.room = room_name_in(tail)
        return _LABEL_LEFT.sub("", head) if sign == ":" else head
    return text
