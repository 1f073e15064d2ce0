"""What a good agenda has: each rule bites on what it names, and says nothing of an agenda that has it all."""

from dataclasses import replace

import pytest

from facilitate.agenda.hints import AgendaLack, Hint, find_hints
from facilitate.agenda.warnings import CheckedDay, CheckedStep
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import OutputKind

SOUGHT = {1: OutputKind.AGREEMENT, 2: OutputKind.PLAN}
GOOD = [
    ("registration", 20, "", "Registration"),
    ("plenary", 20, "opening-plenary", "Opening"),
    ("group", 20, "introductions-by-table", "Who is here"),
    ("talk", 25, "short-input", "What you told us"),
    ("break", 20, "", "Coffee"),
    ("cafe", 90, "world-cafe", "World café"),
    ("meal", 60, "", "Lunch"),
    ("group", 40, "consensus-gradients", "One contact list"),
    ("break", 20, "", "Coffee"),
    ("group", 60, "action-plan", "Who does what"),
    ("plenary", 15, "plus-delta", "What we keep"),
]
SERVES = {"One contact list": {1}, "Who does what": {2}}


def day(rows: list[tuple[str, int, str, str]], needs: int = 60) -> CheckedDay:
    """A day from nine o'clock on, its steps numbered from 1."""
    steps, now = [], 540
    for number, (kind, minutes, technique, title) in enumerate(rows, 1):
        way = shipped_techniques().get(technique)
        steps.append(
            CheckedStep(
                id=number,
                kind=kind,
                start=now,
                end=now + minutes,
                objectives=frozenset(SERVES.get(title, ())),
                needs=needs,
                parts=[(part.speaks, part.share) for part in way.steps] if way else (),
                title=Words(title),
                technique=way,
            )
        )
        now += minutes
    return CheckedDay(1, 0, True, steps)


def without(*titles: str) -> list[tuple[str, int, str, str]]:
    return [row for row in GOOD if row[3] not in titles]


def with_(title: str, *rows: tuple[str, int, str, str]) -> list[tuple[str, int, str, str]]:
    """The good day with other rows in place of one."""
    return [new for row in GOOD for new in (rows if row[3] == title else [row])]


def found(rows: list[tuple[str, int, str, str]], needs: int = 60) -> list[Hint]:
    return [lack.what for lack in find_hints([day(rows, needs)], SOUGHT)]


def test_a_good_agenda_lacks_nothing() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("rows", "lacking"),
    [
        (with_("One contact list", ("group", 40, "fishbowl", "One contact list")), Hint.UNMET),
        (without("Who does what"), Hint.UNPLANNED),
        (
            with_("Lunch", ("group", 45, "", "By county"), ("meal", 60, "", "Lunch"))[:-4],
            Hint.UNHEARD,
        ),
        (without("Opening", "Who is here", "What you told us"), Hint.UNOPENED),
        (without("What we keep"), Hint.UNCLOSED),
        (with_("Lunch", ("break", 30, "", "Coffee")), Hint.HUNGRY),
        (
            with_("Lunch", ("meal", 60, "", "Lunch"), ("talk", 30, "", "The new law")),
            Hint.SLUMP,
        ),
        (without("Coffee"), Hint.STILL),
        (
            with_("Who does what", ("group", 30, "action-plan", "Who does what")),
            Hint.SHORT,
        ),
    ],
)
def test_each_rule_bites(rows: list[tuple[str, int, str, str]], lacking: Hint) -> None:
    assert lacking in found(rows)


def test_ideas_that_nobody_chooses_from_are_counted() -> None:
    rows = [*GOOD[:6], ("group", 25, "one-two-four-all", "More ideas"), GOOD[-1]]
    [lack] = [one for one in find_hints([day(rows)], {}) if one.what is Hint.UNCHOSEN]
    assert lack == AgendaLack(Hint.UNCHOSEN, 1, 7, number=2)


def test_a_day_of_listening_and_a_crowd_are_told_in_numbers() -> None:
    talks = [("talk", 40, "", "A talk"), ("break", 10, "", "Coffee")] * 4
    assert AgendaLack(Hint.MUTE, 1, number=0) in find_hints([day(talks)], {})
    crowd = [lack for lack in find_hints([day(GOOD, needs=90)], {}) if lack.what is Hint.CROWD]
    assert crowd == [AgendaLack(Hint.CROWD, 1, 8, number=90, most=80)]


def test_what_nobody_can_tell_is_no_lack_and_albanian_titles_are_read() -> None:
    """A step without a technique may well reach an agreement; a closing may be called *mbyllja*."""
    rows = with_("One contact list", ("group", 40, "", "One contact list"))
    assert Hint.UNMET not in found(rows)
    last = day(without("What we keep"))
    closing = last.steps[-1]._replace(
        id=99, kind="plenary", technique=None, title=Words("", "Mbyllja e ditës")
    )
    steps = [*last.steps, closing._replace(start=last.steps[-1].end, end=last.steps[-1].end + 10)]
    assert [
        one for one in find_hints([replace(last, steps=steps)], SOUGHT) if one.what is Hint.UNCLOSED
    ] == []
