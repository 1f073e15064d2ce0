"""One typed line as a step: `14:00 Panel: donors (Drita, Ilir) 60 Main hall`.

What is understood is taken out of the line, and what is left is the title:

* a time or a span (`10:30`, `9h30–10.15`, `2.15 pm`), at its beginning or its end, pins the step and may say how long it is;
* a length at its beginning or end (`30`, `45m`, `1h30`), or rounds (`3x20`) with a harvest after them (`harvest 30`);
* `@Name` and names in brackets: of the team the first leads and the others support; anybody else speaks, who of the event's
  list alone has that name as that person;
* `#O2`, `#2`: objectives; `9 tables`, `5 grupe`, `40 people`; a room of the venue by its name.

A technique of the library named in the title brings its kind and its usual minutes. A bare number that is no plausible
length stays in the title, and so does everything that is not understood.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from ...lib.text import Words, plain_text
from ...techniques.queries import all_techniques, technique_by_key
from ...techniques.technique import Technique
from ..arriving import lengths, times
from ..arriving.arrived import ArrivedStep
from ..arriving.cafe_counts import (
    CAFE,
    PEOPLE,
    SIZE_MARK,
    groups_for,
    says_groups,
    size_of_groups,
    take_cafe_counts,
    take_count,
    take_groups,
    take_rounds,
    take_rounds_alone,
    take_seats,
    take_size,
    without_size,
)
from ..arriving.into_plan import guess_step_kind as kind_of_title
from ..arriving.number_words import figures_for_counts
from ..arriving.rooms import is_room
from ..arriving.times import WrittenSpan
from ..arriving.wording import is_break
from ..group_forms import FORMS, GROUP_KINDS, group_form
from ..kinds import StepKind, kind_of_technique
from ..typed_lines import (
    USUAL,
    USUAL_ELSE,
    KnownNames,
    TypedCorrections,
    TypedStep,
    reads_counted_titles,
)
from .naming import EDGES, MARK, NamedInLine, take_people, take_team_at_end
from .technique_names import in_groups_after_all, technique_named, technique_of_form

LONGEST_LINE = 600
"""Characters of a line that are read; more is no step but a text."""
MOST_MINUTES, LEAST_BARE = 600, 2
"""A bare number at the end counts as minutes up to this many, and from this one on."""
MOST_OVER_MIDNIGHT = 720
"""Minutes of a span that ends after midnight; one that would be longer runs backwards, and is not understood."""

_NOON = re.compile(
    r"^(?:at\s+noon|noon|në\s+mesditë|ne\s+mesdite)\b(?=\s+\S)|\b(?:at\s+noon|në\s+mesditë|ne\s+mesdite)(?=$|\s+(?:for|për)\s)",
    re.IGNORECASE,
)
"""Noon said as a time, ahead of what happens or behind it."""
_OBJECTIVE = re.compile(rf"{MARK}#\s?[oO]?(\d{{1,3}})\b")
_EMPTY = re.compile(r"\s*\([\s,;·]*\)")
"""Brackets of which all was understood."""
_BARE_AT_END = re.compile(r"(?:^|[\s,;–—-])(\d{1,3})\s*$")
_BARE_BEFORE_ROOM = re.compile(r"\s(\d{1,3})\s+(?=\D)")
_CLOCK_AT_END = re.compile(
    rf"(?<=\w)(?:\s+(?:at|në|në orën|ora))?\s+((?:[01]?\d|2[0-3])[:h][0-5]\d(?:\s?(?:{times.HALF}))?|(?:[6-9]|0[6-9]|1\d|2[0-3])\.[0-5]\d|"
    rf"\d{{1,2}}(?:\.[0-5]\d)?\s?(?:{times.HALF}))(?P<length>\s+(?:for\s+|për\s+)?\d{{1,3}}\s?(?:m|min|minuta|minutes|['’′])?)?$",
    re.IGNORECASE,
)
_FOR_SO_LONG = re.compile(r"\s(?:for|për)\s(.{2,30})$", re.IGNORECASE)
"""`Lunch at 12:30 for an hour`."""
_LENGTH_LIKE_A_CLOCK = re.compile(r"[1-5]h[0-5]\d\s+(?![–—-])", re.IGNORECASE)
"""`1h30 Open space`: no step starts before six in the morning without saying so."""
_FOR_WORK = frozenset({"technique", "groups", "people"})
"""Pieces by which a step is known as one in groups; given back to the title they say nothing of it."""
_PREPOSITION = r"(?:(?:in|at|në|te)\s+(?:the\s+)?)?"
_LEFT_ALONE = re.compile(
    r"(?:\s+(?:[,;:/·.+–—-]|x|×))+$|(?P<kept>\s+[,;:/·.+–—-])(?:\s+(?:[,;:/·.+–—-]|x|×))+(?=\s)"
)
"""Signs that stood between counts and now stand alone."""


def read_line(line: str, known: KnownNames, fixed: TypedCorrections | None = None) -> TypedStep:
    """The step a line describes, as corrected. Nothing in it is lost: what is not understood is in the title."""
    fixed = fixed or TypedCorrections()
    line_read = figures_for_counts(_NOON.sub("12:00", " ".join(line[:LONGEST_LINE].split())))
    text = line_read.text
    members: tuple[int, ...] = ()
    named = NamedInLine()
    start = minutes = room = rounds = length = None
    harvest = groups = people = at_tables = count = size = 0
    in_words = in_groups = ""
    marks: list[str] = []
    if "start" not in fixed.title:
        text, start, minutes = _times(text)
    if "serves" not in fixed.title:
        text, marks = _marked(text)
    objectives, unknown = _objectives(marks, known.objectives)
    if "room" not in fixed.title:
        text, room = _room(text, known.rooms)
    if "lead" not in fixed.title:
        text, named = take_people(text, known)
        members = named.members
    if not {"groups", "people"} & set(fixed.title):
        before, (text, at_tables) = text, take_seats(text)
        in_groups = before if at_tables else ""
        text, in_words, size = take_size(text)
    if "length" not in fixed.title:
        text, rounds, harvest = take_rounds(text)
    if "groups" not in fixed.title:
        text, groups = take_groups(text)
    if "people" not in fixed.title:
        text, people = take_count(text, PEOPLE)
        people = people or at_tables
    if size and people and not groups:
        groups, in_words, size = groups_for(people, size), "", 0
    if rounds is None and "length" not in fixed.title:
        text, count = _rounds_alone(text, known, fixed)
    if "length" not in fixed.title:
        text, length = _length(text)
    if "lead" not in fixed.title and not (members or named.names):
        text, members = take_team_at_end(text, known.members)
        if members and length is None and "length" not in fixed.title:
            text, length = _length(text)
    title = line_read.in_words_again(
        _title(text.replace(SIZE_MARK, in_words), unknown, bool(rounds or groups or people))
    )
    technique, kind = _technique_and_kind(title, known, fixed)
    if (groups or rounds or size) and not (technique or fixed.kind or _FOR_WORK & fixed.title):
        technique, kind = in_groups_after_all(
            f"{title} {in_groups}", kind, known.techniques, rounds=bool(rounds)
        )
    if size and known.expected and kind in GROUP_KINDS:
        groups = groups_for(known.expected, size)
        title = line_read.in_words_again(_title(without_size(text, in_words), unknown, loose=True))
    form = group_form(kind, technique.key if technique else "")
    minutes = _first(minutes, length, form.minutes_of(rounds, harvest))
    usual = technique.minutes.best if technique else USUAL.get(kind, USUAL_ELSE)
    if count:
        rounds = count, form.minutes_each(_first(minutes, usual) or 0, count)
    if fixed.lead is not None and fixed.lead in known.members:
        members = (fixed.lead, *(one for one in members[1:] if one != fixed.lead))
    return TypedStep(
        title=title,
        start=start,
        minutes=minutes,
        usual=usual,
        kind=kind,
        technique=technique.key if technique else "",
        room=fixed.room if fixed.room in known.rooms else room,
        members=members,
        names=named.names,
        persons=named.persons,
        shared=named.shared,
        objectives=objectives,
        groups=groups,
        people=people,
        size=size,
        rounds=rounds,
        technique_name=technique.name if technique else Words(),
    )


def _title(text: str, unknown: Iterable[str], loose: bool) -> str:
    """What is left of a line, with marks that name nothing; `loose`: signs between what was taken out may stand alone."""
    text = _EMPTY.sub(" ", text)
    if loose:
        text = _LEFT_ALONE.sub(r"\g<kept>", text.rstrip(EDGES))
    return " ".join([*text.strip(EDGES).split(), *unknown])


@reads_counted_titles
def read_counted_title(said: str, expected: int) -> TypedStep | None:
    """The tables, rounds and people in the title of a café or of group work, or how large its groups are; times and names stay there."""
    kept = {"start", "serves", "room", "lead"}
    if take_cafe_counts(said)[0] != said:
        cafe = technique_by_key("world-cafe")
        known = KnownNames(techniques=[cafe] if cafe else [])
        return read_line(said, known, TypedCorrections(title=frozenset(kept)))
    if says_groups(said):
        return _counted_groups(said, kept)
    if not (expected and size_of_groups(said)):
        return None
    known = KnownNames(techniques=list(all_techniques().values()), expected=expected)
    typed = read_line(said, known, TypedCorrections(title=frozenset(kept | _length_kept(said))))
    return typed if typed.kind in GROUP_KINDS else None


def _counted_groups(said: str, kept: set[str]) -> TypedStep | None:
    """Group work of a known kind whose title begins or ends with what it counts: `Carousel, 6 stations`, not `4 groups report`."""
    known = KnownNames(techniques=list(all_techniques().values()))
    typed = read_line(said, known, TypedCorrections(title=frozenset(kept | _length_kept(said))))
    title = typed.title
    is_whole = bool(title) and (said.startswith(title) or said.endswith(title))
    is_work = typed.technique in FORMS or _kind(title, None) is StepKind.GROUP
    return typed if is_whole and is_work and typed.kind in GROUP_KINDS else None


def _length_kept(said: str) -> set[str]:
    """The length as a piece of a title that says none: a bare number at its end is no minutes there."""
    text = figures_for_counts(said).text
    return set() if take_rounds(text)[1] or lengths.length_at_end(text) else {"length"}


def _rounds_alone(text: str, known: KnownNames, fixed: TypedCorrections) -> tuple[str, int]:
    """The line of a café or of group work without rounds whose minutes it does not say, and how many these are."""
    left, count = take_rounds_alone(text)
    is_in_groups = count and _technique_and_kind(left, known, fixed)[1] in GROUP_KINDS
    return (left, count) if is_in_groups else (text, 0)


def _technique_and_kind(
    title: str, known: KnownNames, fixed: TypedCorrections
) -> tuple[Technique | None, StepKind]:
    technique = _technique(title, known.techniques, fixed)
    return technique, fixed.kind or _kind(title, technique)


def _technique(
    title: str, techniques: Sequence[Technique], fixed: TypedCorrections
) -> Technique | None:
    """The technique that was chosen, else the one the title names, unless it is only a title."""
    chosen = next((one for one in techniques if one.key == fixed.technique), None)
    if chosen or "technique" in fixed.title:
        return chosen
    named = technique_named(title, techniques) or technique_of_form(title, techniques)
    if named or not re.search(CAFE, plain_text(title)):
        return named
    return next((one for one in techniques if kind_of_technique(one) is StepKind.CAFE), None)


def _times(text: str) -> tuple[str, int | None, int | None]:
    """The line without its time, the start, and the minutes where it is a span: `9:30 Coffee`, `Lunch 12:30-13:30`."""
    if _LENGTH_LIKE_A_CLOCK.match(text):
        return text, None, None
    found = times.span_at_start(text) or times.span_anywhere(text)
    lasts = _FOR_SO_LONG.search(text)
    lasts = lasts if lasts and lengths.length_alone(lasts[1]) is not None else None
    if found is None and (at_end := _CLOCK_AT_END.search(text[: lasts.start()] if lasts else text)):
        rest = f"{text[: at_end.start()]}{at_end['length'] or (lasts[0] if lasts else '')}"
        found = WrittenSpan(times.parse_clock(at_end[1]), rest=rest)
    if found is None or found.start is None:
        return text, None, None
    start, end = found.start.minute, found.end.minute if found.end else None
    minutes = (end - start) % 1440 if end is not None else found.minutes
    if minutes is not None and minutes > MOST_OVER_MIDNIGHT and end is not None and end < start:
        return text, None, None
    return found.rest, start, minutes


def _marked(text: str) -> tuple[str, list[str]]:
    """The line without the objectives it names, and these as they are written: `#O2`."""
    return _OBJECTIVE.sub(" ", text), [found[0].strip() for found in _OBJECTIVE.finditer(text)]


def _objectives(
    marks: Iterable[str], known: Mapping[int, str]
) -> tuple[tuple[int, ...], list[str]]:
    """The objectives that are named (O2 is number 2), and what names none."""
    by_number = {
        int(digits[0]): key for key, code in known.items() if (digits := re.findall(r"\d+", code))
    }
    numbers = {mark: int(re.sub(r"\D", "", mark)) for mark in marks}
    found = {by_number[number] for number in numbers.values() if number in by_number}
    return tuple(sorted(found)), [
        mark for mark, number in numbers.items() if number not in by_number
    ]


def _room(text: str, rooms: Mapping[int, str]) -> tuple[str, int | None]:
    """The line without the room it names, the longest name first; the last place where it stands counts."""
    for key, name in sorted(rooms.items(), key=lambda one: -len(one[1])):
        if not plain_text(name).strip():
            continue
        words = r"\s+".join(map(re.escape, plain_text(name).split()))
        pattern = re.compile(
            rf"(?:^|(?<=[\s,;]))(?:@\s*)?{plain_text(_PREPOSITION)}{words}(?=$|[\s,;.])"
        )
        folded = plain_text(text)
        found = list(pattern.finditer(folded)) if len(folded) == len(text) else []
        if found:
            start, end = found[-1].span()
            joined = ", " if text[end:].startswith(",") and text[:start].strip() else " "
            return f"{text[:start].rstrip(EDGES)}{joined}{text[end:].lstrip(EDGES)}".strip(), key
    return text, None


def _length(text: str) -> tuple[str, int | None]:
    """The line without its length: `45m` or `1h30` at an end of it, or a bare number behind all but a room."""
    text = " ".join(text.split()).strip(EDGES)
    if (alone := lengths.length_alone(text)) is not None:
        return "", alone
    if found := lengths.length_at_end(text):
        return re.sub(r"\s+(?:for|për)$", "", found[1]), found[0]
    bare = _BARE_AT_END.search(text)
    if bare and LEAST_BARE <= int(bare[1]) <= MOST_MINUTES:
        return text[: bare.start()], int(bare[1])
    if found := lengths.length_at_start(text):
        return re.sub(r"^of\s+", "", found[1]), found[0]
    before = _BARE_BEFORE_ROOM.search(
        text
    )  # a room that the event does not have stays in the title
    if before and LEAST_BARE <= int(before[1]) <= MOST_MINUTES and is_room(text[before.end() :]):
        return f"{text[: before.start()].rstrip(EDGES)}, {text[before.end() :]}", int(before[1])
    return text, None


def _first(*values: int | None) -> int | None:
    return next((one for one in values if one is not None), None)


def _kind(title: str, technique: Technique | None) -> StepKind:
    if technique:
        return kind_of_technique(technique)
    return kind_of_title(ArrivedStep(title=title, start=0, minutes=0, is_break=is_break(title)))
