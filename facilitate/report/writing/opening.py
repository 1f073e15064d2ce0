"""The beginning of a report: what stands on the cover, a summary in plain facts, the programme as it was."""

from collections.abc import Sequence

from ... import clock
from ...agenda.kinds import StepKind
from ...agenda.publishing.public import PublicDay, PublicStep
from ...lib.clock import format_wall_span, format_wall_time
from ...lib.text import capitalize_first
from ...notes.models import ActionStatus
from ...web.i18n import _, _n, format_day, format_days, label_of, pick_wording
from ..proceedings import Block, Bullets, Exhibit, Paragraph, ReportTable, Section
from .material import ReportMaterial
from .titles import chapter_titles


def cover_lines(material: ReportMaterial) -> tuple[str, ...]:
    """When, where, and how many came."""
    event = material.event
    place = ", ".join(part for part in (event.venue, event.town) if part)
    when = format_days(event.first_day, event.last_day, year=True)
    people = came_sentence(material)
    spoken = _(
        "What was said, decided and promised is given in the language it was written down in."
    )
    foreign = material.language != event.language
    return tuple(filter(None, [when, place, capitalize_first(people), spoken if foreign else ""]))


def came_sentence(material: ReportMaterial) -> str:
    """`108 participants from 12 counties`; nothing where nobody is counted."""
    block = next((one for one in material.figures.blocks if one.key == "sector"), None)
    total = block.columns[-1].total if block else None
    if not block or not total or block.columns[-1].stage != "attended":
        return ""
    unknown = sum(row.counts[-1] or 0 for row in block.rows if row.unknown)
    people = _n("%(num)d participant", "%(num)d participants", total + unknown)
    places = next((one for one in material.figures.blocks if one.key == "county"), None)
    rows = [row for row in places.rows if not row.unknown and row.counts[-1] != 0] if places else []
    if not rows:
        return people
    counties = _n("from %(num)d county", "from %(num)d counties", len(rows))
    return f"{people} {counties}"


def summary_section(material: ReportMaterial) -> Section:
    """Who met, when, where and what for; what was said and decided. The rapporteur writes on."""
    event = material.event
    blocks: list[Block] = []
    blocks.append(Paragraph(" ".join(filter(None, [_met(material), _who(material)]))))
    if pick_wording(event.description):
        blocks.append(Paragraph(pick_wording(event.description)))
    if material.goals:
        blocks.append(Paragraph(_("The purpose:")))
        blocks.append(Bullets(tuple(pick_wording(one.text) for one in material.goals)))
    if worked := _worked(material):
        blocks.append(Paragraph(worked))
    if material.decisions:
        blocks.append(Paragraph(_("What was decided:")))
        blocks.append(
            Bullets(tuple(material.cleared.decision(one.id) or "" for one in material.decisions))
        )
    if promised := _promised(material):
        blocks.append(Paragraph(promised))
    return Section("summary", chapter_titles()["summary"], tuple(blocks))


def _met(material: ReportMaterial) -> str:
    event = material.event
    values = {
        "event": pick_wording(event.title),
        "when": format_days(event.first_day, event.last_day, year=True),
        "place": ", ".join(part for part in (event.venue, event.town) if part),
    }
    if event.last_day >= clock.today_in(event):  # a draft written beforehand
        if values["place"]:
            return _("“%(event)s” takes place on %(when)s: %(place)s.", **values)
        return _("“%(event)s” takes place on %(when)s.", **values)
    if values["place"]:
        return _("“%(event)s” took place on %(when)s: %(place)s.", **values)
    return _("“%(event)s” took place on %(when)s.", **values)


def _who(material: ReportMaterial) -> str:
    """How many came, and of which sectors: the sentence of the figures."""
    return material.figures.sentence if came_sentence(material) else ""


def _worked(material: ReportMaterial) -> str:
    """How many sessions there were, who spoke, how much was written down."""
    sessions = [
        one
        for one in material.occasions
        if one.kind not in ("break", "meal", "registration", "note")
    ]
    if not sessions:
        return ""
    speakers = {name for one in sessions for name in one.speakers}
    parts = [
        _n("%(num)d session", "%(num)d sessions", len(sessions)),
        _n("%(num)d speaker", "%(num)d speakers", len(speakers)) if speakers else "",
        _n("%(num)d table of the world café", "%(num)d tables of the world café", tables)
        if (
            tables := sum(
                len(one.tables) for one in material.cafes.values() if one.kind is StepKind.CAFE
            )
        )
        else "",
    ]
    told = ", ".join(filter(None, parts))
    written = material.written.total()
    if not written:
        return _("The programme: %(parts)s.", parts=told)
    lines = _n(
        "%(num)d point written down while it was said",
        "%(num)d points written down while they were said",
        written,
    )
    return _("The programme: %(parts)s; %(lines)s.", parts=told, lines=lines)


def _promised(material: ReportMaterial) -> str:
    actions = material.actions
    if not actions:
        return ""
    said = _n("%(num)d action was promised.", "%(num)d actions were promised.", len(actions))
    done = sum(1 for one in actions if one.row.status is ActionStatus.DONE)
    if not done:
        return said
    return said + " " + _n("%(num)d of them is done.", "%(num)d of them are done.", done)


def programme_section(material: ReportMaterial) -> Section:
    """The programme as participants knew it, a table for each day."""
    tables = tuple(_day(number, one) for number, one in enumerate(material.days, 1))
    blocks: tuple[Block, ...] = ()
    if tables:
        blocks = (Exhibit("programme-table", _("Programme"), tables),)
    return Section("programme", chapter_titles()["programme"], blocks)


def _day(number: int, one: PublicDay) -> ReportTable:
    name = _("Day %(number)d: %(day)s", number=number, day=format_day(one.on, "full"))
    rows: list[tuple[str, ...]] = []
    for step in one.steps:
        rows += _rows(step, "")
    heads = (_("Time"), _("What"), _("Speakers or form"))
    return ReportTable(name, heads, tuple(rows), (2.6, 8.4, 5.0))


def _rows(step: PublicStep, inside: str) -> Sequence[tuple[str, ...]]:
    time = (
        format_wall_span(step.start, step.end)
        if step.end > step.start
        else format_wall_time(step.start)
    )
    groups = [one.name for one in step.strands if one.name and not one.steps]
    what = "\n".join(filter(None, [f"{inside}{step.title}", " · ".join(groups)]))
    who = ", ".join(step.speakers) or (label_of(step.kind) if not step.steps else "")
    rows: list[tuple[str, ...]] = [(time, what, who)]
    for one in step.steps:
        rows += _rows(one, "– ")
    for strand in step.strands:
        for one in strand.steps:
            rows += _rows(one, f"– {strand.name}: " if strand.name else "– ")
    return rows
