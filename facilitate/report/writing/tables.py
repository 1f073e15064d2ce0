"""World cafés by table and question, and discussions in groups, by county where the groups are those of counties."""

from collections.abc import Sequence
from itertools import groupby

from ...agenda.kinds import StepKind
from ...agenda.plan import PlanStep
from ...cafe.group_words import speaking_of
from ...cafe.harvest.points import HarvestGrouping, KeyPoint, PointGroup, group_points
from ...cafe.queries import CafePlan
from ...consultation.sharing.wording import quote_text
from ...lib.text import Words, albanian_key
from ...notes.models import NoteKind
from ...web.i18n import _, _n, pick_wording
from ..proceedings import Block, Bullets, Paragraph, ReportHeading, Section
from .material import ReportMaterial
from .note_material import SaidLine
from .sessions import photo_blocks, photos_exhibit, told_blocks, vote_blocks
from .titles import chapter_titles, session_key


def cafe_section(material: ReportMaterial) -> Section:
    """Each café: its questions, then every table with its key points, round by round."""
    found = tuple(
        made
        for step in _steps(material, StepKind.CAFE)
        if (made := _cafe(material, step)) is not None
    )
    return Section("cafe", chapter_titles()["cafe"], sections=found)


def _cafe(material: ReportMaterial, step: PlanStep) -> Section | None:
    points, said = material.points.get(step.id, ()), material.said.get(step.id, ())
    heard = points or said or material.votes.get(step.id)
    if not heard and session_key(step.id) not in material.keep:
        return None
    plan, blocks = material.cafes.get(step.id), list[Block]()
    tables = len(plan.tables) if plan else 0
    if tables and plan:
        blocks.append(Paragraph(_sat(tables, plan.cafe.rounds, plan.cafe.minutes)))
    asked = [
        text
        for one in (plan.cafe.questions if plan else [])
        if (text := one.get(material.language) or one.get("en"))
    ]
    if asked:
        blocks += [Paragraph(_("The questions, round by round:")), Bullets(tuple(asked))]
    at_tables = _at_tables(plan, said) if plan else {}
    for group in group_points([*points, *at_tables.values()], HarvestGrouping.TABLE):
        blocks += _table(group, asked)
    blocks += told_blocks([one for one in said if one.id not in at_tables])
    blocks += vote_blocks(material, step.id)
    blocks += photo_blocks(material, step.id, f"photos-{step.id}")
    return Section(session_key(step.id), step.title.to(material.language), tuple(blocks))


def _at_tables(plan: CafePlan, said: Sequence[SaidLine]) -> dict[int, KeyPoint]:
    """Lines that were written down at a table, as key points of it, by their id."""
    tables = {one.id: one for one in plan.tables}
    found: dict[int, KeyPoint] = {}
    for one in said:
        table = tables.get(one.table)
        if table is not None:
            turn = one.round or 1
            asked = plan.cafe.questions[turn - 1] if turn <= len(plan.cafe.questions) else {}
            question = Words(asked.get("en", ""), asked.get("sq", "")) if asked else table.question
            text = (
                quote_text(one.text) + (f" – {one.who}" if one.who else "")
                if one.kind is NoteKind.QUOTE
                else one.text
            )
            objective = table.objective
            found[one.id] = KeyPoint(
                id=-one.id,
                table=table.id,
                number=table.number,
                name=table.name,
                round=turn,
                question=question,
                text=text,
                objective_id=objective.id if objective else None,
                code=objective.code if objective else "",
                objective=objective.text if objective else Words(),
                position=one.id,
            )
    return found


def _sat(tables: int, rounds: int, minutes: int) -> str:
    return _(
        "%(tables)s, %(rounds)s of %(minutes)d minutes each.",
        tables=_n("%(num)d table", "%(num)d tables", tables),
        rounds=_n("%(num)d round", "%(num)d rounds", rounds),
        minutes=minutes,
    )


def _table(group: PointGroup, asked: Sequence[str]) -> list[Block]:
    """A table: its name, its question where it had one of its own, and what was written in each round."""
    blocks: list[Block] = [ReportHeading(_named(group.first))]
    if question := pick_wording(group.question):
        blocks.append(Paragraph(question))
    for part in group.parts:
        question, head = pick_wording(part.question), _("Round %(number)d", number=part.round)
        blocks.append(
            ReportHeading(f"{head}: {question}" if question and question not in asked else head, 3)
        )
        blocks.append(Bullets(tuple(_line(one) for one in part.points)))
    return blocks


def _named(point: KeyPoint) -> str:
    table = _("Table %(number)d", number=point.number)
    return " · ".join(filter(None, (table, pick_wording(point.name))))


def _line(point: KeyPoint) -> str:
    text = " ".join(point.text.split())
    return f"{text} [{point.code}]" if point.code else text


def group_talks_section(material: ReportMaterial) -> Section:
    """Steps in which people talked in groups side by side: group by group, or by the county lines came from."""
    found = tuple(
        made
        for step in _steps(material, StepKind.GROUP)
        if (made := _groups(material, step)) is not None
    )
    return Section("groups", chapter_titles()["groups"], sections=found)


def _groups(material: ReportMaterial, step: PlanStep) -> Section | None:
    inside = [step.id, *(one.id for one in material.plan.inside(step.id))]
    said = [one for key in inside for one in material.said.get(key, ())]
    photos = {key: material.photos.get(key, ()) for key in inside}
    votes = [block for key in inside for block in vote_blocks(material, key)]
    with speaking_of(StepKind.GROUP):
        points = group_points(material.points.get(step.id, ()), HarvestGrouping.TABLE)
        written = [block for group in points for block in _table(group, ())]
    heard = said or votes or written or any(photos.values())
    if not heard and session_key(step.id) not in material.keep:
        return None
    strands = material.plan.strands_of.get(step.id, [])
    names = {one.id: one.name.to(material.language) for one in strands}
    of_step = {one.id: one.strand or 0 for one in material.plan.steps.values()}
    blocks: list[Block] = []
    if step.about:
        blocks.append(Paragraph(step.about.to(material.language)))
    for strand in strands:
        rows = [one for one in said if (one.strand or of_step.get(one.step, 0)) == strand.id]
        drawn = [
            one
            for key in inside
            for one in photos[key]
            if (one.strand or of_step.get(key, 0)) == strand.id
        ]
        if rows or drawn:
            blocks += [
                ReportHeading(strand.name.to(material.language) or _("A group")),
                *told_blocks(rows),
            ]
            blocks += photos_exhibit(drawn, f"strand-{strand.id}")
    blocks += written
    blocks += _by_county(
        [one for one in said if (one.strand or of_step.get(one.step, 0)) not in names]
    )
    blocks += votes
    for key in inside:
        rest = [one for one in photos[key] if (one.strand or of_step.get(key, 0)) not in names]
        blocks += photos_exhibit(rest, f"photos-{key}")
    return Section(session_key(step.id), step.title.to(material.language), tuple(blocks))


def _by_county(said: Sequence[SaidLine]) -> list[Block]:
    """Lines of no group: those of each county under its name, the others ahead of them."""
    if len({one.county for one in said if one.county}) < 2:
        return told_blocks(said)
    blocks: list[Block] = told_blocks([one for one in said if not one.county])
    named = sorted((one for one in said if one.county), key=lambda one: albanian_key(one.county))
    for county, rows in groupby(named, key=lambda one: one.county):
        blocks += [ReportHeading(county), *told_blocks(list(rows))]
    return blocks


def _steps(material: ReportMaterial, kind: StepKind) -> list[PlanStep]:
    """The steps of that kind that participants know of, in the order of the agenda."""
    shown = {step.id for day in material.days for step in day.steps}
    shown |= {one.id for day in material.days for step in day.steps for one in step.steps}
    found = []
    for day in material.plan.in_order:
        for timed in material.plan.timed(day.id):
            step = material.plan.steps[timed.id]
            if step.kind is kind and step.id in shown:
                found.append(step)
    return found
