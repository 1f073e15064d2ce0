"""An agenda as plain rows that no database has seen: for the script and for Word."""

from datetime import date, time
from typing import Any

from facilitate.accounts.models import User
from facilitate.agenda.models import Day, Step, StepKind
from facilitate.agenda.queries import ProgrammeDay, ProgrammeStep
from facilitate.agenda.timing import Slot, time_day
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.cafe.queries import CafePlan
from facilitate.events.models import Event, Goal, Member, Objective, Role
from facilitate.guides.guide import Guide
from facilitate.guides.script import script
from facilitate.lib.clock import after_midnight
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shelf

TODAY = date(2026, 11, 25)
LEAD = Member(id=1, role=Role.LEAD_FACILITATOR, user=User(name="Besnik Kola"))
HELPER = Member(id=2, role=Role.FACILITATOR, user=User(name="Çeljeta Doçi"))
OBJECTIVE = Objective(
    id=1, position=1, text=Words("People stay in post", "Njerëzit qëndrojnë në detyrë"), result=Words()
)
GOAL = Goal(id=1, position=1, text=Words("One plan for twelve counties", "Një plan për dymbëdhjetë qarqe"))
EVENT = Event(
    id=1, slug="spring", language="sq", title=Words("Spring conference", "Konferenca e pranverës"),
    description=Words(),
    first_day=date(2027, 3, 18), last_day=date(2027, 3, 18), venue="Pallati", town="Tiranë", expected=110,
)  # fmt: skip


def step(number: int = 1, kind: StepKind = StepKind.GROUP, **more: Any) -> Step:
    """A step that lacks nothing, but for what is passed."""
    facts = {
        "title": Words(f"Step {number}", f"Hapi {number}"), "aim": Words("To know", "Të dimë"),
        "do": Words(), "say": Words(), "materials": Words(), "minutes": 40, "technique": "one-two-four-all",
        "room": "Salla", "lead": LEAD, "pinned": None, **more,
    }  # fmt: skip
    return Step(id=number, kind=kind, **facts)


def day(*steps: Step, starts: time = time(9)) -> ProgrammeDay:
    """A day of these steps, timed as the agenda times them."""
    slots = [Slot(one.id, one.minutes, after_midnight(one.pinned) if one.pinned else None) for one in steps]
    rows = [
        ProgrammeStep(one, timed.start, timed.end, timed.gap, [HELPER], [OBJECTIVE])
        for one, timed in zip(steps, time_day(starts.hour * 60 + starts.minute, slots), strict=True)
    ]
    return ProgrammeDay(Day(id=1, on=EVENT.first_day, starts=starts, planned_end=time(17)), rows)


def cafe(host: Member | None = HELPER, question: str = "What lasts?") -> CafePlan:
    """Three rounds of twenty minutes with two tables; the second one has that host and question."""
    tables = [
        CafeTable(number=1, question=Words("Who stays?", "Kush qëndron?"), host=LEAD, host_name="", seats=10),
        CafeTable(number=2, question=Words(question, question), host=host, host_name="", seats=8),
    ]
    return CafePlan(Cafe(rounds=3, minutes=20, move=5, harvest=30), tables)


def guide(
    *days: ProgrammeDay, language: str = "en", cafes: dict[int, CafePlan] | None = None, **more: Any
) -> Guide:
    """The guide of these days."""
    objectives, team = more.get("objectives", [OBJECTIVE]), more.get("team", [LEAD, HELPER])
    return script(EVENT, days, cafes or {}, shelf(), [GOAL], objectives, team, language, TODAY)
