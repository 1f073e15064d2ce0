"""The running order as plain rows: number, time, what, how, who, where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...events.models import Member
from ...lib.text import Words
from ...techniques import labels as quantities  # the names of quantities  # noqa: F401
from ...techniques.technique import QuantityBasis, Technique
from ...web.i18n import label_of
from ..kinds import StepKind
from ..plan import PlanMaterial
from ..programmes import ProgrammeDay, ProgrammeStep


@dataclass(frozen=True)
class RunningOrderLine:
    """A step of the running order. `number` as everywhere (`2·7`); `inside`: it stands in a block, `holds`: others stand in it."""

    number: str
    kind: StepKind
    start: int
    minutes: int
    title: str
    technique: str
    lead: str
    note_taker: str
    supporters: str
    speakers: str
    room: str
    objectives: str
    internal: bool
    holds: bool
    inside: bool
    group: str = ""
    groups: tuple[str, ...] = ()
    about: str = ""
    aim: str = ""
    say: str = ""
    do: str = ""
    materials: tuple[str, ...] = ()


@dataclass(frozen=True)
class DaySheet:
    """One day of the running order; times in minutes after midnight."""

    on: date
    start: int
    end: int
    over: int
    lines: list[RunningOrderLine]


def running_order_days(
    days: Sequence[ProgrammeDay], techniques: Mapping[str, Technique], language: str
) -> list[DaySheet]:
    """The days that have steps, in that language; labels in the language spoken now."""
    return [
        DaySheet(
            on=day.on,
            start=day.day.starts,
            end=day.end,
            over=day.over,
            lines=[_line(one, techniques, language) for one in day.steps],
        )
        for day in days
        if day.steps
    ]


def _line(
    one: ProgrammeStep, techniques: Mapping[str, Technique], language: str
) -> RunningOrderLine:
    step, way = one.step, techniques.get(one.step.technique)

    def said(words: Words) -> str:
        return words.to(language)

    return RunningOrderLine(
        number=str(one.number),
        kind=step.kind,
        start=one.start,
        minutes=one.minutes,
        title=said(step.title),
        technique=said(way.name) if way else step.technique,
        lead=_name(one.lead),
        note_taker=_name(one.note_taker),
        supporters=", ".join(member.name for member in one.supporters),
        speakers=", ".join(speaker.name for speaker in step.speakers),
        room=one.room,
        objectives=", ".join(objective.code for objective in one.objectives),
        internal=step.internal,
        holds=one.holds,
        inside=one.inside is not None,
        group=said(one.strand.name) if one.strand else "",
        groups=tuple(said(strand.name) for strand in one.strands),
        about=said(step.about),
        aim=said(step.aim),
        say=said(step.say),
        do=said(step.do),
        materials=tuple(needed_text(material, language) for material in step.materials),
    )


def _name(member: Member | None) -> str:
    return member.name if member else ""


def needed_text(one: PlanMaterial, language: str) -> str:
    """`4 pens for each table`"""
    if not one.quantity:
        return one.text.to(language)
    per = "" if one.per is QuantityBasis.EVENT else f" {label_of(one.per)}"
    return f"{one.quantity} {one.text.to(language)}{per}"
