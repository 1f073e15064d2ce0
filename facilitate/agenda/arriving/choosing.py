"""What a person chose in the preview of an arrived agenda: columns, days, people, times put right, lines to be steps.

A name in it means somebody of the team, of the directory, or nobody known yet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from ...directory.alike import Words, is_likely_same_person, name_words
from ...lib.clock import after_midnight, read_clock, read_minutes
from ...lib.numbers import read_whole
from ..plan import Plan, PlanSpeaker
from .arrived import DAY_LONG, Arrived
from .into_plan import ArrivalChoices
from .table_layout import FIELDS

MOST_OFFERED = 6


@dataclass(frozen=True)
class KnownPerson:
    """Somebody the planner knows: a member of the team or a person of the directory, by number; `beside`: what tells them from others.

    `here`: whether they are of the event, in its team or on its list.
    """

    key: str
    name: str
    beside: str = ""
    here: bool = False


@dataclass(frozen=True)
class Match:
    """A name of the file, who it is taken for (`chosen`: a key, or "" for nobody known), and who may be meant."""

    name: str
    chosen: str
    offered: Sequence[KnownPerson]

    @property
    def is_open(self) -> bool:
        """Whether somebody should look: several may be meant, or one who is written a little differently."""
        return not self.chosen and bool(self.offered)


def match_people(names: Iterable[str], known: Sequence[KnownPerson]) -> list[Match]:
    """Each name once, with who it probably is. Who is written the same (accents, order and case aside) is taken, where it is one; else
    the one of the event of whose name it is a part."""
    by_words: dict[Words, list[KnownPerson]] = defaultdict(list)
    of_word: dict[str, list[tuple[Words, KnownPerson]]] = defaultdict(list)
    for one in known:
        words = name_words(one.name)
        by_words[words].append(one)
        for word in set(words):
            of_word[word].append((words, one))
    return [_match(name, by_words, of_word) for name in dict.fromkeys(names)]


def _match(
    name: str,
    by_words: dict[Words, list[KnownPerson]],
    of_word: dict[str, list[tuple[Words, KnownPerson]]],
) -> Match:
    words = name_words(name)
    same = list(by_words.get(words, ()))
    members = [one for one in same if one.key.startswith("m")]
    near = [
        one
        for word in dict.fromkeys(words)
        for theirs, one in of_word.get(word, ())
        if one not in same and (is_likely_same_person(words, theirs) or len(words) == 1)
    ]
    here = [one for one in near if one.here and set(words) < set(name_words(one.name))]
    offered = list(dict.fromkeys([*members, *same, *here, *near]))[:MOST_OFFERED]
    team = [one for one in here if one.key.startswith("m")]
    sure = next((some for some in (members, same, team, here) if some), [])
    sure = sure if len(sure) == 1 else []
    return Match(name, sure[0].key if sure else "", offered)


def chosen_ones(matches: Iterable[Match]) -> tuple[dict[str, int], dict[str, PlanSpeaker]]:
    """Whose name is a member's, and who stands in the directory, by the names of the file."""
    members: dict[str, int] = {}
    persons: dict[str, PlanSpeaker] = {}
    for one in matches:
        known = next((known for known in one.offered if known.key == one.chosen), None)
        if known is None:
            continue
        if known.key.startswith("m"):
            members[one.name] = int(known.key[1:])
        else:
            persons[one.name] = PlanSpeaker(known.name, int(known.key[1:]))
    return members, persons


PARKED, NOBODY = "parked", "new"


@dataclass
class StepCorrections:
    """Corrections of steps by their number from 0; `wrong`: fields whose text cannot be read, by name."""

    changes: dict[int, dict[str, int]] = field(default_factory=dict)
    without: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def columns_chosen(values: Mapping[str, str]) -> dict[int, str]:
    """What somebody said the columns are: `column-0=start`; empty where nobody said anything."""
    found = {
        number: text
        for name, text in values.items()
        if name.startswith("column-")
        and (number := read_whole(name.removeprefix("column-"))) is not None
    }
    return {number: text for number, text in found.items() if text in FIELDS}


def read_corrections(form: MultiDict[str, str], arrived: Arrived) -> StepCorrections:
    """Starts and minutes that were typed over those understood, and steps that are none."""
    put = StepCorrections()
    for number, step in enumerate(arrived.steps):
        if f"not-{number}" in form:
            put.without.append(number)
        for name, before in (("start", step.start), ("minutes", step.minutes)):
            typed = form.get(f"{name}-{number}", "").strip()
            if not typed:
                continue
            try:
                value = (
                    after_midnight(read_clock(typed)) if name == "start" else read_minutes(typed)
                )
            except ValueError:
                put.wrong.append(f"{name}-{number}")
                continue
            if name == "start" and before >= DAY_LONG and value < DAY_LONG // 2:
                value += DAY_LONG
            if value != before:
                put.changes.setdefault(number, {})[name] = value
    return put


def people_chosen(form: MultiDict[str, str], matches: Sequence[Match]) -> list[Match]:
    """The matches with who was chosen; somebody who was not offered is nobody."""
    found = []
    for number, one in enumerate(matches):
        asked = form.get(f"person-{number}", one.chosen or NOBODY)
        known = {known.key for known in one.offered}
        found.append(replace(one, chosen=asked if asked in known else ""))
    return found


def days_chosen(
    form: MultiDict[str, str], plan: Plan, usual: Sequence[int | None]
) -> list[int | None]:
    """The day of the plan for each arrived day."""
    by_date = {day.on.isoformat(): day.id for day in plan.days.values()}
    found: list[int | None] = []
    for number, before in enumerate(usual):
        asked = form.get(f"day-{number}")
        found.append(before if asked is None else by_date.get(asked))
    return found


def wanted_from(
    form: MultiDict[str, str],
    plan: Plan,
    arrived: Arrived,
    usual: ArrivalChoices,
    matches: Sequence[Match],
) -> ArrivalChoices:
    """How the agenda is to be taken, as it was chosen."""
    members, persons = chosen_ones(matches)
    return ArrivalChoices(
        days=days_chosen(form, plan, usual.days),
        language=usual.language,
        expected=usual.expected,
        members=members,
        persons=persons,
        replaces=form.get("how") == "replace",
        parked=[one.text for number, one in enumerate(arrived.left) if f"left-{number}" in form],
    )
