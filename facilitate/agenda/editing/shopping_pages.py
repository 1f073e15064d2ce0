"""What to bring for the whole event, in one list: on the page and for Excel."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import render_template
from openpyxl import Workbook

from ...events.access import Can, needs
from ...events.models import Event
from ...lib.sheets import CellStyle, FilledSheet, workbook_bytes
from ...lib.text import make_slug
from ...techniques.queries import all_techniques
from ...web.downloads import send_download
from ...web.i18n import _, _n, pick_wording, use_language
from .. import shopping as rule
from ..blueprint import bp
from ..numbering import StepNumber
from ..programmes import programme_of
from ..queries import plan_of
from ..shopping import Shopping, ShoppingLine


@bp.get("/events/<slug>/agenda/shopping")
@needs(Can.SEE)
def show_shopping(event: Event) -> Any:
    plan = plan_of(event)
    dates = {day.id: day.on for day in plan.in_order}
    found = rule.shopping_list(plan, event.expected, all_techniques())
    return render_template(
        "agenda/shopping.html",
        event=event,
        found=found,
        lead=_counted_for(event, found),
        plan=plan,
        dates=dates,
    )


@bp.get("/events/<slug>/agenda/shopping.xlsx")
@needs(Can.SEE)
def download_shopping(event: Event) -> Any:
    """The list in the event's language."""
    found = rule.shopping_list(plan_of(event), event.expected, all_techniques())
    numbers = {one.step.id: one.number for day in programme_of(event) for one in day.steps}
    with use_language(event.language):
        title = f"{_('Shopping list')} · {pick_wording(event.title)}"
        name = f"{event.slug}-{make_slug(_('Shopping list'))}"
        where = partial(where_needed_text, language=event.language, numbers=numbers)
        content = render_shopping_sheet(title, _counted_for(event, found), found, where)
    return send_download(content, f"{name}.xlsx")


def _counted_for(event: Event, found: rule.Shopping) -> str:
    """How many things, and for how many people they are counted, as a sentence."""
    count = len(found.counted) + len(found.uncounted)
    things = _n("%(num)d thing to bring", "%(num)d things to bring", count)
    if not event.expected:
        return _(
            "%(things)s. The number of people expected is not set yet, so nothing is counted "
            "per person.",
            things=things,
        )
    people = _n("%(num)d person", "%(num)d people", event.expected)
    return _("%(things)s, counted for %(people)s.", things=things, people=people)


TITLE, NOTE = CellStyle(bold=True, size=14, wrap=False), CellStyle(wrap=False)
HEAD, HEAD_RIGHT = (
    CellStyle(bold=True, fill="E0EFED", line=True, side=side) for side in ("left", "right")
)
TEXT, NUMBER = CellStyle(line=True), CellStyle(line=True, side="right", form="0")


def render_shopping_sheet(
    title: str, lead: str, shopping: Shopping, where: Callable[[ShoppingLine], str]
) -> bytes:
    """One line a thing: how many in all, how many at the same time, where, and a column to tick."""
    book = Workbook()
    worksheet = book.active
    assert worksheet is not None
    worksheet.title = _("Shopping list")
    sheet = FilledSheet(worksheet)
    head, right, text, number = (sheet.look(style) for style in (HEAD, HEAD_RIGHT, TEXT, NUMBER))
    sheet.add([title], sheet.look(TITLE))
    sheet.add([lead], sheet.look(NOTE))
    sheet.add(
        [_("What"), _("To bring"), _("At once"), _("Where"), _("Have it")],
        [head, right, right, head, head],
    )
    for line in shopping.counted:
        row = [pick_wording(line.text), line.bring or "", line.most or "", where(line), ""]
        sheet.add(row, [text, number, number, text, text])
    for line in shopping.uncounted:
        sheet.add([pick_wording(line.text), "", "", where(line), ""], text)
    sheet.widths([44, 11, 11, 80, 9])
    sheet.paper(title, 3, typed=False)
    worksheet.freeze_panes = "B4"
    return workbook_bytes(book)


def where_needed_text(
    line: ShoppingLine, *, language: str, numbers: Mapping[int, StepNumber]
) -> str:
    """The steps that need something, by number and title, each once, with how many it needs where that is counted."""
    found: dict[str, int] = {}
    for use in line.uses:
        number = numbers.get(use.step.id)
        name = f"{number.leading if number else ''} {use.step.title.to(language)}".strip()
        found[name] = found.get(name, 0) + use.count
    return ", ".join(f"{name} ({count})" if count else name for name, count in found.items())
