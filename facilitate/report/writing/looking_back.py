"""Looking back: what participants thought of the event, how long steps really took, what the team has learned."""

from collections.abc import Sequence

from ...agenda.lessons import Took
from ...consultation.sharing import wording
from ...consultation.sharing.summary import Result
from ...i18n import _, _n
from ...lib.clock import hours_and_minutes
from ..proceedings import Block, Bullets, Exhibit, Heading, Paragraph, Section, Table
from .material import Material


def evaluation(material: Material) -> Section:
    """The results of the evaluation, small groups left out; planned against actual timing beside it."""
    blocks: list[Block] = []
    blocks += _timing(material)
    return Section("evaluation", _("Evaluation"), tuple(blocks))


def result_table(one: Result) -> Table:
    """A question that is not open, and how many chose what."""
    heads = (_("Choice"), _("Put first") if one.ranked else _("Answers"))
    rows = tuple((line.name, wording.shown(line.number)) for line in one.lines)
    return Table(one.question, heads, rows, (12.5, 3.5), (1,))


def _timing(material: Material) -> list[Block]:
    took = _in_order(material)
    if not took:
        return []
    planned, minutes = sum(one.planned for one in took), sum(one.minutes for one in took)
    longer = minutes - planned
    said = _n(
        "%(num)d step was timed: planned %(planned)s, taken %(taken)s.",
        "%(num)d steps were timed: planned %(planned)s, taken %(taken)s.",
        len(took),
        planned=hours_and_minutes(planned),
        taken=hours_and_minutes(minutes),
    )
    if longer:
        said += " " + (
            _("Altogether %(time)s longer.", time=hours_and_minutes(longer))
            if longer > 0
            else _("Altogether %(time)s shorter.", time=hours_and_minutes(-longer))
        )
    rows = tuple(_took(material, one) for one in took)
    heads = (_("Step"), _("Planned"), _("Taken"), _("Difference"))
    table = Table(_("Planned and actual timing"), heads, rows, (8.8, 2.4, 2.4, 2.4), (1, 2, 3))
    return [
        Heading(_("Planned and actual timing")),
        Paragraph(said),
        Exhibit("timing-table", _("Planned and actual timing"), (table,)),
    ]


def _in_order(material: Material) -> Sequence[Took]:
    """The steps that were timed, as the programme has them; those the public does not know are left out."""
    place = {one.step: number for number, one in enumerate(material.occasions)}
    return sorted((one for one in material.took if one.step in place), key=lambda one: place[one.step])


def _took(material: Material, one: Took) -> tuple[str, ...]:
    title = material.plan.steps[one.step].title.to(material.language)
    sign = "+" if one.longer > 0 else "−" if one.longer < 0 else ""
    return title, _minutes(one.planned), _minutes(one.minutes), f"{sign}{abs(one.longer)}" if sign else "0"


def _minutes(number: int) -> str:
    return _("%(num)d min", num=number)


def lessons(material: Material) -> Section:
    """What the team has written on its practice sheet, and what it has taken of what people wrote."""
    blocks: list[Block] = [Paragraph(part) for part in material.sheet.split("\n\n") if part.strip()]
    for keep, head in ((True, _("To be kept")), (False, _("To be done otherwise"))):
        items = tuple(text for text, kept in material.learned if kept is keep and text)
        if items:
            blocks += [Heading(head), Bullets(items)]
    return Section("lessons", _("Lessons learned"), tuple(blocks))
