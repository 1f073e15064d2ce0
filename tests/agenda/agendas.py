"""Random agendas for property tests: days, blocks, strands, steps, some pinned, some parked."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import (
    PARKED,
    Plan,
    PlanDay,
    PlanMaterial,
    PlanPlace,
    PlanRoom,
    PlanSpeaker,
    PlanStep,
    PlanStrand,
    ScriptPart,
)
from facilitate.agenda.rank import rank_between
from facilitate.lib.text import Words
from facilitate.techniques.technique import QuantityBasis, Speaks

FIRST = date(2027, 3, 27)  # summer time begins in the night after it
TEXTS = ["", "Coffee", "Kafe", "=1+1", "Çështje e hapur ☕", "two\nlines", "<b>bold</b>"]
TITLES = ["Opening", "Coffee", "What lasts", "World café"]
titles = st.builds(Words, st.sampled_from(TITLES), st.sampled_from(TEXTS))


def draw_contents(number: int) -> dict[str, Any]:
    """What is written in a step, without its place: something else for each number, drawn at once (a step has some thirty values)."""
    dice = Random(number)

    def words() -> Words:
        return Words(dice.choice(TEXTS), dice.choice(TEXTS))

    def some(make: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(make() for _ in range(dice.choice([0, 0, 1, 2])))

    return {
        "kind": dice.choice(list(StepKind)),
        "title": Words(dice.choice(TITLES), dice.choice(TEXTS)),
        "minutes": dice.choice([0, 1, 15, 180, dice.randint(0, 180)]),
        "pinned": dice.choice([None, None, dice.randint(480, 1600)]),
        "technique": dice.choice(["", "world-cafe"]),
        "room": dice.choice([None, 1, 2]),
        "about": words(),
        "say": words(),
        "materials": some(
            lambda: PlanMaterial(
                Words(dice.choice(["markers", "chairs"])),
                dice.randint(0, 9),
                dice.choice(list(QuantityBasis)),
            )
        ),
        "speakers": tuple(
            PlanSpeaker(name)
            for name in dice.sample(["Ana Hoxha", "Besnik Kola"], dice.choice([0, 0, 1, 2]))
        ),
        "internal": dice.random() < 0.5,
        "people": dice.choice([0, dice.randint(0, 50)]),
        "script": some(
            lambda: ScriptPart(dice.randint(0, 60), dice.choice(list(Speaks)), words(), words())
        ),
        "transition": words(),
    }


@st.composite
def plans(draw: Any, days: int = 2, most: int = 5) -> Plan:
    """An agenda whose steps have numbers from 1, as if they came from the database."""
    dates = {
        n: PlanDay(n, FIRST + timedelta(days=n - 1), draw(st.integers(420, 600)), 1020)
        for n in range(1, days + 1)
    }
    rooms = {1: PlanRoom(1, "Salla", 120), 2: PlanRoom(2, "Dhoma", 0)}
    steps: dict[int, PlanStep] = {}
    strands: dict[int, PlanStrand] = {}

    def fill(place: PlanPlace, most: int, deeper: bool) -> None:
        rank = ""
        for _number in range(draw(st.integers(0, most))):
            rank, key = rank_between(rank), len(steps) + 1
            steps[key] = PlanStep(key, *place, rank, **draw_contents(draw(st.integers(0, 2**24))))
            if not deeper:
                continue
            inside = draw(st.sampled_from(["nothing", "nothing", "steps", "strands"]))
            if inside == "steps":
                fill(PlanPlace(block=key), 3, False)
            elif inside == "strands":
                beside = ""
                for _strand in range(draw(st.integers(1, 2))):
                    beside, number = rank_between(beside), len(strands) + 1
                    strands[number] = PlanStrand(number, key, beside, draw(titles))
                    fill(PlanPlace(block=key, strand=number), 2, False)

    for day in dates:
        fill(PlanPlace(day=day), most, True)
    fill(PARKED, 2, True)
    return Plan(dates, rooms, strands, steps)


def plan_shape(plan: Plan) -> dict[PlanPlace, list[int]]:
    """Which steps stand in which list, in order."""
    return {place: [step.id for step in steps] for place, steps in plan.lists.items()}
