"""A list that comes back without its code columns is our own list, never a second one."""

import csv
import io
from typing import Any

from openpyxl import Workbook, load_workbook

from facilitate.checklists.excel import actions as excel
from facilitate.checklists.excel.actions import ChecklistChoices
from facilitate.checklists.excel.foreign_list import look_at_list
from facilitate.checklists.queries import tasks_of
from facilitate.events.models import Event
from facilitate.exchange.merge import comparison_summary

from ...people import Cast
from ..make import COLUMN, append_row, put_cells
from .test_back import TODAY, bring, event, exported

__all__ = ["event"]


def without_codes(sheet: Any) -> None:
    """Somebody deletes the hidden columns."""
    sheet.delete_cols(COLUMN["code"], 2)


def pasted(content: bytes) -> bytes:
    """What is seen of the list, in a workbook of its own."""
    book = Workbook()
    sheet: Any = book.active
    for row in (
        load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=3, values_only=True)
    ):
        cells = [
            cell
            for place, cell in enumerate(row, 1)
            if place not in (COLUMN["code"], COLUMN["version"])
        ]
        sheet.append([None if str(cell).startswith("=") else cell for cell in cells])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_with_what_was_exported_it_is_compared_as_ever(event: Event, cast: Cast) -> None:
    count = len(tasks_of(event))
    content = exported(
        event,
        put_cells("C03", note="typed offline"),
        put_cells("C02", title="A quite different task"),
        without_codes,
    )
    found = bring(event, cast, content)
    assert (
        comparison_summary(found.tasks)
        == f"new 1 changed 1 unchanged {count - 2} missing 1 clashing 0"
    )
    assert [(one.title, one.changes[0].file) for one in found.tasks.changed] == [
        (found.tasks.changed[0].title, "typed offline")
    ]
    assert [one.sentence for one in found.told] == [
        f"This looks like your own list without its codes: {count - 1} matched, 1 new."
    ]
    assert found.problems == ()


def test_pasted_into_another_workbook_it_is_not_doubled(event: Event, cast: Cast) -> None:
    count = len(tasks_of(event))
    content = pasted(
        exported(
            event, put_cells("C03", note="typed offline"), append_row(title="Flowers", due_on=TODAY)
        )
    )
    look = look_at_list(content, "copy.xlsx", ())
    assert not look.ours
    found = excel.compare_checklist_file(event, content, "copy.xlsx", look.plan)
    assert (
        comparison_summary(found.tasks)
        == f"new 1 changed 0 unchanged {count - 1} missing 0 clashing 1"
    )
    assert [one.sentence for one in found.told][:1] == [
        f"This looks like your own list without its codes: {count} matched, 1 new."
    ]
    excel.apply_checklist_import(
        event, found, ChecklistChoices(), TODAY, by=cast.users["organiser"], source="copy.xlsx"
    )
    assert len(tasks_of(event)) == count + 1


def test_a_text_table_without_them_too(event: Event) -> None:
    count = len(tasks_of(event))
    rows = list(csv.reader(io.StringIO(excel.checklist_csv(event).decode("utf-8-sig"))))
    file = io.StringIO(newline="")
    csv.writer(file).writerows(row[:-2] for row in rows)
    content = file.getvalue().encode()
    look = look_at_list(content, "list.csv", ())
    found = excel.compare_checklist_file(event, content, "list.csv", look.plan)
    assert (len(found.tasks.new), len(found.tasks.unchanged) + len(found.tasks.clashing)) == (
        0,
        count,
    )
