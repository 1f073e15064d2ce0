"""The training of the facilitation team: a half day, before the event, on the very plan they will run.

What is said and done in it is written in guides/training.toml; which steps are tried out, and how long it takes, follows
from the agenda.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from ..data.content import content_folder, read_toml, words_from_toml
from ..lib.clock import after_midnight, read_clock
from .guide import GuideStep
from .training_plan import Training, TrainingPart

MOST = 5
"""Steps that are tried out in a half day."""
EACH = 15
"""Minutes to try out one of them: eight in the role, seven for what the others saw."""
READING = (15, 40)
"""Minutes to read through the plan, at least and at most; between them one a step, in fives."""
WORTH = {"cafe": 3, "group": 2, "panel": 1, "plenary": 1}
"""What is worth trying out most: where many people have to do the same at the same time."""


def plan_training(
    steps: Sequence[GuideStep], language: str, starts: int | None = None
) -> Training | None:
    """A plan of the training in that language, from when it is planned on; None while there is nothing to rehearse."""
    working = [step for step in steps if step.lines and not step.holds]
    if not working:
        return None
    table, tried = _content(), steps_to_rehearse(working)
    lengths = {
        "reading": max(READING[0], min(READING[1], 5 * round(len(steps) / 5))),
        "trying": EACH * len(tried),
    }
    named = {
        "tried": [step.number for step in tried],
        "hard": [step.number for step in working if step.troubles][:MOST],
        "cafe": [step.number for step in working if step.kind == "cafe"],
    }
    parts: list[TrainingPart] = []
    for row in table["parts"]:
        title, do, say = (
            words_from_toml(row, name).to(language) for name in ("title", "do", "say")
        )
        minutes = lengths.get(row["minutes"], row["minutes"])
        start = sum(one.minutes for one in parts)
        parts.append(
            TrainingPart(
                start=start,
                minutes=minutes,
                title=title,
                do=do,
                say=say,
                steps=named.get(row.get("steps", ""), []),
            )
        )
    materials = [words_from_toml(row).to(language) for row in table["materials"]]
    return Training(
        after_midnight(read_clock(table["starts"])) if starts is None else starts,
        sum(one.minutes for one in parts),
        parts,
        materials,
    )


def steps_to_rehearse(working: Iterable[GuideStep]) -> list[GuideStep]:
    """The steps to try out, in their order: for everybody who leads something the hardest of their own, at most `MOST`."""
    best: dict[int, GuideStep] = {}
    for step in working:
        held = best.get(step.lead_id)
        if held is None or _worth(step) > _worth(held):
            best[step.lead_id] = step
    hardest = sorted(
        best.values(), key=lambda step: (*(-part for part in _worth(step)), step.number)
    )[:MOST]
    return sorted(hardest, key=lambda step: step.number)


def _worth(step: GuideStep) -> tuple[int, int]:
    return WORTH.get(step.kind, 0), step.minutes


@cache
def _content() -> dict[str, Any]:
    return read_toml(content_folder("guides") / "training.toml")
