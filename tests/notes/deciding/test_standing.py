"""How far actions are, which come first, and who is meant by what was typed."""

from dataclasses import dataclass
from datetime import date

from facilitate.notes.deciding.owners import Known, Owner, whose
from facilitate.notes.deciding.standing import Count, counted, late, rank
from facilitate.notes.models import ActionStatus

TODAY = date(2027, 5, 3)


@dataclass(frozen=True)
class One:
    id: int
    status: ActionStatus = ActionStatus.OPEN
    due_on: date | None = None


def test_the_day_itself_is_in_time() -> None:
    assert not late(One(1, due_on=TODAY), TODAY)
    assert late(One(1, due_on=date(2027, 5, 2)), TODAY)
    assert not late(One(1, ActionStatus.DONE, date(2027, 5, 2)), TODAY)
    assert not late(One(1), TODAY)


def test_late_ones_come_first_and_closed_ones_last() -> None:
    rows = [
        One(1, ActionStatus.DONE, date(2027, 1, 1)),
        One(2),
        One(3, due_on=date(2027, 6, 1)),
        One(4, due_on=date(2027, 5, 1)),
        One(5, ActionStatus.DROPPED),
        One(6, due_on=date(2027, 4, 1)),
    ]
    assert [row.id for row in sorted(rows, key=lambda row: rank(row, TODAY))] == [6, 4, 3, 2, 1, 5]


def test_counted() -> None:
    rows = [
        One(1),
        One(2, due_on=date(2027, 5, 1)),
        One(3, ActionStatus.DONE),
        One(4, ActionStatus.DROPPED),
    ]
    assert counted(rows, ["", "Ana", "", ""], TODAY) == Count(
        open=2, late=1, done=1, dropped=1, nobody=1
    )
    assert counted([], [], TODAY) == Count()


def test_whoever_is_known_by_that_name_is_found() -> None:
    ana, other = (
        Known(Owner(person_id=1), "Ana Hoxha", "Bashkia Vlorë"),
        Known(Owner(person_id=2), "Ana Hoxha", "Policia"),
    )
    arta = Known(Owner(member_id=9), "Arta Çela")
    known = [ana, other, arta]
    assert whose("Ana Hoxha, Bashkia Vlorë", known) == ana.owner
    assert whose("  ana hoxha,  bashkia vlore ", known) == ana.owner
    assert whose("arta cela", known) == arta.owner
    assert whose("Ana Hoxha", known) == Owner(
        name="Ana Hoxha"
    )  # two are called so: nobody is guessed
    assert whose("Ana Hoxha", [ana, arta]) == ana.owner
    assert whose("The secretariat", known) == Owner(name="The secretariat")
    assert whose("   ", known) == Owner()
