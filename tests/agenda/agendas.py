"""Random agendas for property tests: days, blocks, strands, steps, some pinned, some parked."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from facilitate.agenda.kinds import StepKind
from facilitate.agenda.plan import (
    PARKED,
    Material,
    Part,
    Place,
    Plan,
    PlanDay,
    PlanRoom,
    PlanStep,
    PlanStrand,
    Speaker,
)
from facilitate.agenda.rank import between
from facilitate.lib.text import Words
from facilitate.techniques.technique import Per, Speaks

FIRST = date(2027, 3, 27)  # summer time begins in the night after it
TEXTS = st.sampled_from(["", "Coffee", "Kafe", "=1+1", "Çështje e hapur ☕", "two\nlines", "<b>bold</b>"])
words = st.builds(Words, TEXTS, TEXTS)
titles = st.builds(Words, st.sampled_from(["Opening", "Coffee", "What lasts", "World café"]), TEXTS)
materials = st.lists(
    st.builds(
        Material,
        st.builds(Words, st.sampled_from(["markers", "chairs"])),
        st.integers(0, 9),
        st.sampled_from(Per),
    ),
    max_size=2,
).map(tuple)
speakers = st.lists(
    st.builds(Speaker, st.sampled_from(["Ana Hoxha", "Besnik Kola"])), max_size=2, unique=True
).map(tuple)

scripts = st.lists(
    st.builds(Part, st.integers(0, 60), st.sampled_from(Speaks), words, words), max_size=2
).map(tuple)


@st.composite
def contents(draw: Any) -> dict[str, Any]:
    """What is written in a step, without its place."""
    return {
        "kind": draw(st.sampled_from(StepKind)), "title": draw(titles), "minutes": draw(st.integers(0, 180)),
        "pinned": draw(st.none() | st.integers(480, 1600)), "technique": draw(st.sampled_from(["", "world-cafe"])),
        "room": draw(st.sampled_from([None, 1, 2])), "about": draw(words), "say": draw(words),
        "materials": draw(materials), "speakers": draw(speakers), "internal": draw(st.booleans()),
        "people": draw(st.integers(0, 50)), "script": draw(scripts), "transition": draw(words),
    }  # fmt: skip


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

    def fill(place: Place, most: int, deeper: bool) -> None:
        rank = ""
        for _number in range(draw(st.integers(0, most))):
            rank, key = between(rank), len(steps) + 1
            steps[key] = PlanStep(key, *place, rank, **draw(contents()))
            if not deeper:
                continue
            inside = draw(st.sampled_from(["nothing", "nothing", "steps", "strands"]))
            if inside == "steps":
                fill(Place(block=key), 3, False)
            elif inside == "strands":
                beside = ""
                for _strand in range(draw(st.integers(1, 2))):
                    beside, number = between(beside), len(strands) + 1
                    strands[number] = PlanStrand(number, key, beside, draw(titles))
                    fill(Place(block=key, strand=number), 2, False)

    for day in dates:
        fill(Place(day=day), most, True)
    fill(PARKED, 2, True)
    return Plan(dates, rooms, strands, steps)


def shape(plan: Plan) -> dict[Place, list[int]]:
    """Which steps stand in which list, in order."""
    return {place: [step.id for step in steps] for place, steps in plan.lists.items()}
