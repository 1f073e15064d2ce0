"""Decisions with how they were reached, and actions with who does what by when, as far as they may be told."""

from ...notes.deciding.queries import PlacedAction, PlacedDecision
from ...web.i18n import _, format_day, label_of, pick_wording
from ..proceedings import Block, Exhibit, Paragraph, ReportHeading, ReportTable, Section
from .material import ReportMaterial
from .titles import chapter_titles


def mark_of_decision(key: int) -> str:
    """What leads to a decision."""
    return f"decision-{key}"


def mark_of_action(key: int) -> str:
    """What leads to an action."""
    return f"action-{key}"


def deeds_section(material: ReportMaterial) -> Section:
    """Two tables; a decision that was made of a line the report may not have is not in it."""
    blocks: list[Block] = []
    if material.decisions:
        rows = tuple(_decision(material, one) for one in material.decisions)
        marks = tuple(mark_of_decision(one.id) for one in material.decisions)
        heads = (_("Decision"), _("How"), _("Where"))
        table = ReportTable(_("Decisions"), heads, rows, (7.6, 4.8, 3.6), marks=marks)
        blocks += [
            ReportHeading(_("Decisions")),
            Exhibit("decisions-table", _("Decisions"), (table,)),
        ]
    if material.actions:
        promised = tuple(_action(material, one) for one in material.actions)
        marks = tuple(mark_of_action(one.id) for one in material.actions)
        four = (_("Action"), _("Who"), _("By when"), _("Status"))
        table = ReportTable(_("Actions"), four, promised, (6.8, 3.9, 3.2, 2.1), marks=marks)
        blocks += [ReportHeading(_("Actions")), Exhibit("actions-table", _("Actions"), (table,))]
    if blocks and not material.decisions:
        blocks.insert(0, Paragraph(_("No decision was written down.")))
    return Section("deeds", chapter_titles()["deeds"], tuple(blocks))


def _decision(material: ReportMaterial, one: PlacedDecision) -> tuple[str, ...]:
    text = material.cleared.decision(one.id) or ""
    objections = material.cleared.objections(one.id)
    how = label_of(one.row.how)
    if objections:
        how = "\n".join([how, _("Objections: %(text)s", text=objections)])
    if one.objective:
        text = f"{text}\n({one.objective.code})"
    return text, how, pick_wording(one.place)


def _action(material: ReportMaterial, one: PlacedAction) -> tuple[str, ...]:
    text = material.cleared.action(one.id) or ""
    outcome = material.cleared.outcome(one.id)
    if outcome:
        text = "\n".join([text, _("What came of it: %(text)s", text=outcome)])
    return (
        text,
        _owner(material, one),
        format_day(one.row.due_on, "dated") or "–",
        label_of(one.row.status),
    )


def _owner(material: ReportMaterial, one: PlacedAction) -> str:
    """Who does it: a name that may be told, else the organisation they are of."""
    if one.row.person is None:
        return material.cleared.owner(one.id) or (one.owner if one.row.member_id else "") or "–"
    office = one.row.person.organisation.name
    return (
        f"{one.row.person.name}, {office}" if one.row.person_id in material.told.people else office
    )
