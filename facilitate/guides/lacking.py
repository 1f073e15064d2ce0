"""What is still missing in an agenda so that somebody else could run it: in a step, at a café's tables, in the event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..lib.text import Words
from ..techniques.technique import Technique
from .guide import GuideCafe, GuideDay, Hole, Lack

if TYPE_CHECKING:  # read only: these are asked for their values and for nothing else
    from ..agenda.plan import PlanStep
    from ..agenda.programmes import ProgrammeStep
    from ..events.models import Member, Objective

WORKING = frozenset({"plenary", "talk", "panel", "group", "cafe"})
"""Kinds of steps in which the group works: they need a technique and words to say."""
LED = WORKING | {"registration"}
"""Kinds of steps that somebody has to lead."""
FACILITATORS = frozenset({"lead_facilitator", "facilitator"})


def holes_in_event(
    objectives: Sequence[Objective], team: Sequence[Member], days: Sequence[GuideDay]
) -> list[Hole]:
    """What the event as a whole still lacks."""
    holes = [] if objectives else [Hole(Lack.OBJECTIVES)]
    if not any(member.role in FACILITATORS for member in team):
        holes.append(Hole(Lack.FACILITATOR))
    return [*holes, *(Hole(Lack.STEPS, str(day.number)) for day in days if not day.steps)]


def holes_in_step(
    one: ProgrammeStep, technique: Technique | None, has_script: bool, language: str
) -> list[tuple[Lack, str]]:
    """What a step lacks, with a detail where it helps to find it."""
    step, works = one.step, one.step.kind.value in WORKING and not one.holds
    shown = None if one.holds else technique
    found = [
        (Lack.LEAD, "", step.kind.value in LED and one.lead is None and not one.strands),
        (
            Lack.TECHNIQUE,
            "",
            works and not step.technique and not (one.inside and one.inside.technique),
        ),
        (Lack.SHELF, step.technique, bool(step.technique) and technique is None),
        (Lack.MINUTES, "", one.minutes == 0 and step.kind.value != "note"),
        (Lack.OVERLAP, "", one.gap < 0),
        (Lack.SCRIPT, "", works and not has_script),
        (Lack.LANGUAGE, "", _other_language(step, shown, language)),
    ]
    return [(lack, detail) for lack, detail, missing in found if missing]


def holes_at_tables(step: PlanStep, cafe: GuideCafe | None, end: int) -> list[tuple[Lack, str]]:
    """What a café lacks in a step that ends at `end`; the details are numbers of tables."""
    tables = cafe.tables if cafe else []
    unasked = ", ".join(str(table.number) for table in tables if not table.asked)
    unhosted = ", ".join(str(table.number) for table in tables if not table.host)
    if step.kind.value != "cafe":  # groups may do without a host, and have the step's task
        unasked = unhosted = ""
    found = [
        (Lack.CAFE, "", step.kind.value == "cafe" and not tables),
        (Lack.CAFE_TIME, "", cafe is not None and cafe.harvest_end > end),
        (Lack.QUESTION, unasked, bool(unasked)),
        (Lack.HOST, unhosted, bool(unhosted)),
    ]
    return [(lack, detail) for lack, detail, missing in found if missing]


def _other_language(step: PlanStep, technique: Technique | None, language: str) -> bool:
    """Whether a wording of the step, or one its technique lends it, is there in the other language only."""
    texts = [step.title, step.aim, step.do, step.say, *(one.text for one in step.materials)]
    texts += [step.helper, step.notes, step.transition, step.late, step.spare]
    texts += [words for part in step.script for words in (part.do, part.say)]
    if technique and technique.one_sided:
        texts += _lent(step, technique)
    return any(text and not (text.sq if language == "sq" else text.en) for text in texts)


def _lent(step: PlanStep, technique: Technique) -> list[Words]:
    """What the guide takes from the technique because the step has no words of its own there."""
    texts = [technique.name, technique.room, technique.close, *technique.etiquette]
    texts += [words for row in technique.troubles for words in (row.trouble, row.remedy)]
    if not step.script:
        texts += [] if step.do else [part.do for part in technique.steps]
        texts += [] if step.say else [part.say for part in technique.steps]
    if not step.materials:
        texts += [row.text for row in technique.materials]
    own = (
        (step.helper, technique.helper),
        (step.notes, technique.notes),
        (step.late, technique.late),
        (step.spare, technique.spare),
    )
    return [*texts, *(theirs for ours, theirs in own if not ours)]
