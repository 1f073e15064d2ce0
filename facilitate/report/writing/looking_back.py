"""Looking back: what participants thought of the event, how long steps really took, what the team has learned."""

from collections.abc import Sequence

from ...agenda.lessons import LITTLE, StepTiming
from ...consultation.constellation.wording import decimal_text
from ...consultation.evaluating.results import ENDS, ResultItem, Results
from ...consultation.evaluating.wording import edition_name, results_lead, value_text
from ...consultation.models import QuestionKind
from ...consultation.sharing import wording
from ...lib.clock import hours_and_minutes
from ...web.i18n import _, _n
from ..proceedings import Block, Bullets, Exhibit, Paragraph, ReportHeading, ReportTable, Section
from .material import ReportMaterial
from .titles import chapter_titles


def evaluation_section(material: ReportMaterial) -> Section:
    """The results of the evaluation, small groups left out; planned against actual timing beside it."""
    results = material.evaluated
    blocks: list[Block] = _told(results) if results and results.own.answers != 0 else []
    blocks += _timing(material)
    return Section("evaluation", chapter_titles()["evaluation"], tuple(blocks))


def _told(results: Results) -> list[Block]:
    """The sentence of it, how it compares with earlier editions, and every question that is not open."""
    blocks: list[Block] = [Paragraph(results_lead(results))]
    if results.others:
        title = _("Compared with earlier editions")
        blocks += [
            ReportHeading(title),
            Exhibit("evaluation-compared", title, (_compared(results),)),
        ]
    told = [item for item in results.items if item.result and wording.tells_result(item.result)]
    scales = [item for item in told if item.kind is QuestionKind.SCALE]
    others = [_result(item) for item in told if item not in scales]
    tables = [_scales(scales), *others] if scales else others
    if tables:
        title = _("Question by question")
        blocks += [ReportHeading(title), Exhibit("evaluation-results", title, tuple(tables))]
    if results.hides:
        blocks.append(Paragraph(wording.star_note()))
    return blocks


def _compared(results: Results) -> ReportTable:
    """A question that was asked in an earlier edition too, a row; editions from the earliest to this one."""
    heads = (
        _("Question"),
        *(edition_name(one, results) for one in results.others),
        edition_name(results.own, results),
    )
    rows = [
        (
            item.question,
            *(value_text(results.before(item.key, one)) for one in results.others),
            value_text(own),
        )
        for item in results.items
        if item.key and (own := results.own.values.get(item.key))
    ]
    count = len(heads) - 1
    widths = (16 - 2.2 * count, *(2.2,) * count)
    return ReportTable(
        name=_("Compared with earlier editions"),
        heads=heads,
        rows=tuple(rows),
        widths=widths,
        numbers=tuple(range(1, count + 1)),
    )


def _scales(items: Sequence[ResultItem]) -> ReportTable:
    """All questions with a scale: how many took each step, and the mean."""
    steps = [str(number) for number in range(ENDS[0], ENDS[1] + 1)]
    rows = []
    for item in items:
        assert item.result is not None
        numbers = [wording.shown_number(line.number) for line in item.result.lines]
        mean = "" if item.result.mean is None else decimal_text(item.result.mean)
        ends = f"1: {item.low} · {ENDS[1]}: {item.high}" if item.low or item.high else ""
        rows.append(("\n".join(filter(None, (item.question, ends))), *numbers, mean or "–"))
    heads = (_("On a scale from 1 to 5"), *steps, _("Mean"))
    return ReportTable(
        name=heads[0],
        heads=heads,
        rows=tuple(rows),
        widths=(7.4, *(1.3,) * 5, 2.1),
        numbers=tuple(range(1, 7)),
    )


def _result(item: ResultItem) -> ReportTable:
    """How many chose what."""
    assert item.result is not None
    one = item.result
    rows = tuple((line.name, wording.shown_number(line.number)) for line in one.lines)
    heads = (_("Choice"), _("Put first") if one.ranked else _("Answers"))
    return ReportTable(name=one.question, heads=heads, rows=rows, widths=(12.5, 3.5), numbers=(1,))


def _timing(material: ReportMaterial) -> list[Block]:
    took = _in_order(material)
    if not took:
        return []
    planned, minutes = sum(one.planned for one in took), sum(one.minutes for one in took)
    longer = minutes - planned
    said = _n(
        "%(num)d step was timed: planned %(planned)s, took %(taken)s.",
        "%(num)d steps were timed: planned %(planned)s, took %(taken)s.",
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
    rows = tuple(_took(material, one) for one in took if abs(one.longer) >= LITTLE)
    kept = len(took) - len(rows)
    if kept:
        said += " " + _n("%(num)d step ran to time.", "%(num)d steps ran to time.", kept)
    if not rows:
        return [ReportHeading(_("Planned and actual timing")), Paragraph(said)]
    heads = (_("Step"), _("Planned"), _("Taken"), _("Difference"))
    table = ReportTable(
        name=_("Planned and actual timing"),
        heads=heads,
        rows=rows,
        widths=(8.8, 2.4, 2.4, 2.4),
        numbers=(1, 2, 3),
    )
    return [
        ReportHeading(_("Planned and actual timing")),
        Paragraph(said),
        Exhibit("timing-table", _("Planned and actual timing"), (table,)),
    ]


def _in_order(material: ReportMaterial) -> Sequence[StepTiming]:
    """The steps that were timed, as the programme has them; those the public does not know are left out."""
    place = {one.step: number for number, one in enumerate(material.occasions)}
    return sorted(
        (one for one in material.took if one.step in place), key=lambda one: place[one.step]
    )


def _took(material: ReportMaterial, one: StepTiming) -> tuple[str, ...]:
    title = material.plan.steps[one.step].title.to(material.language)
    sign = "+" if one.longer > 0 else "−" if one.longer < 0 else ""
    return (
        title,
        _minutes(one.planned),
        _minutes(one.minutes),
        f"{sign}{abs(one.longer)}" if sign else "0",
    )


def _minutes(number: int) -> str:
    return _("%(num)d min", num=number)


def lessons_section(material: ReportMaterial) -> Section:
    """What the team has written on its practice sheet, and what it has taken of what people wrote."""
    blocks: list[Block] = [Paragraph(part) for part in material.sheet.split("\n\n") if part.strip()]
    for keep, head in ((True, _("To keep")), (False, _("To do differently"))):
        items = tuple(text for text, kept in material.learned if kept is keep and text)
        if items:
            blocks += [ReportHeading(head), Bullets(items)]
    return Section("lessons", chapter_titles()["lessons"], tuple(blocks))
