"""How far actions are, which come first, and who is meant by what was typed."""

from dataclasses import dataclass
from datetime import date

from facilitate.notes.deciding.action_counts import (
    ActionCount,
    action_order,
    count_actions,
    is_action_late,
)
from facilitate.notes.deciding.owners import ActionOwner, KnownOwner, find_owner
from facilitate.notes.models import ActionStatus

TODAY = date(2027, 5, 3)


@dataclass(frozen=True)
class One:
    id: int
    status: ActionStatus = ActionStatus.OPEN
    due_on: date | None = None


def test_the_day_itself_is_in_time() -> None:
    assert not is_action_late(One(1, due_on=TODAY), TODAY)
    assert is_action_late(One(1, due_on=date(2027, 5, 2)), TODAY)
    assert not is_action_late(One(1, ActionStatus.DONE, date(2027, 5, 2)), TODAY)
    assert not is_action_late(One(1), TODAY)


def test_late_ones_come_first_and_closed_ones_last() -> None:
    rows = [
        One(1, ActionStatus.DONE, date(2027, 1, 1)),
        One(2),
        One(3, due_on=date(2027, 6, 1)),
        One(4, due_on=date(2027, 5, 1)),
        One(5, ActionStatus.DROPPED),
        One(6, due_on=date(2027, 4, 1)),
    ]
    assert [row.id for row in sorted(rows, key=lambda row: action_order(row, TODAY))] == [
        6,
        4,
        3,
        2,
        1,
        5,
    ]


def test_counted() -> None:
    rows = [
        One(1),
        One(2, due_on=date(2027, 5, 1)),
        One(3, ActionStatus.DONE),
        One(4, ActionStatus.DROPPED),
    ]
    assert count_actions(rows, ["", "Ana", "", ""], TODAY) == ActionCount(
        open=2, late=1, done=1, dropped=1, nobody=1
    )
    assert count_actions([], [], TODAY) == ActionCount()


def test_whoever_is_known_by_that_name_is_found() -> None:
    ana, other = (
        KnownOwner(ActionOwner(person_id=1), "Ana Hoxha", "Bashkia Vlorë"),
        KnownOwner(ActionOwner(person_id=2), "Ana Hoxha", "Policia"),
    )
    arta = KnownOwner(ActionOwner(member_id=9), "Arta Çela")
    known = [ana, other, arta]
    assert find_owner("Ana Hoxha, Bashkia Vlorë", known) == ana.owner
    assert find_owner("  ana hoxha,  bashkia vlore ", known) == ana.owner
    assert find_owner("arta cela", known) == arta.owner
    assert find_owner("Ana Hoxha", known) == ActionOwner(
        name="Ana Hoxha"
    )  # two are called so: nobody is guessed
    assert find_owner("Ana Hoxha", [ana, arta]) == ana.owner
    assert find_owner("The secretariat", known) == ActionOwner(name="The secretariat")
    assert find_owner("   ", known) == ActionOwner()
