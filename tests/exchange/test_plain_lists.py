"""Every list that is one table: what is said of a file that comes back, and that nothing of it is lost or doubled unseen."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from openpyxl.comments import Comment

from facilitate.cafe.queries import cafe_steps
from facilitate.checklists.models import ChecklistTemplate
from facilitate.data.db import db
from facilitate.events.models import Event, Member
from facilitate.exchange.plain_pages import KeptList
from facilitate.exchange.preview import PreviewChoice
from facilitate.exchange.sheet_styles import HEADER
from facilitate.exchange.waiting import Parcel

from ..people import Cast
from .filled import LISTS, fill_lists

FIRST = HEADER + 1
EACH = pytest.mark.parametrize("which", LISTS)


@pytest.fixture
def event(app: Flask, cast: Cast) -> Iterator[Event]:
    """The cast's event with three rows in each list."""
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        fill_lists(event)
        db.session.commit()
        yield event


CHANGED = {
    "lessons": ("technique", "World café"),
    "rooms": ("capacity", 75),
    "tables": ("seats", 75),
    "starting list": ("effort", 75),
}
"""What a file changes in each list: a column and its new value."""
Edit = Callable[[Any, dict[str, int]], Any]


def edited(kept: KeptList, edit: Edit) -> bytes:
    """The list's workbook, edited; `edit` gets the sheet and the columns (from 1) by name."""
    book = load_workbook(io.BytesIO(kept.to_file("xlsx")))
    names = [column.name for column in kept.now(kept.language).table.columns]
    edit(book.worksheets[0], {name: place for place, name in enumerate(names, 1)})
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def reworded(kept: KeptList, title: str) -> bytes:
    """The list's workbook with another title in its first row."""
    return edited(kept, lambda sheet, columns: sheet.cell(FIRST, columns["title"], title))


@EACH
def test_without_its_codes_a_list_is_matched_and_nothing_doubled(event: Event, which: str) -> None:
    kept = LISTS[which](event)

    def lose_codes(sheet: Any, columns: dict[str, int]) -> None:
        for name in ("version", "code"):
            sheet.delete_cols(columns[name])
        sheet.parent.remove(sheet.parent["_base"])

    found = kept.read(Parcel("list.xlsx", edited(kept, lose_codes)))
    assert (found.found.new, found.found.missing, found.found.edits) == ((), (), ())
    assert len(found.found.unchanged) == len(kept.now(kept.language).records)
    assert "without its codes" in found.told[0].sentence


@EACH
def test_what_does_not_come_in_is_told_with_its_row_and_heading(event: Event, which: str) -> None:
    kept = LISTS[which](event)
    table = kept.now(kept.language).table

    def meddle(sheet: Any, columns: dict[str, int]) -> None:
        for name in table.looked_at:
            sheet.cell(FIRST, columns[name], "something else")
        sheet.cell(FIRST, columns["title"]).comment = Comment("Ask again", "Ana")
        sheet.cell(HEADER, len(columns) + 1, "Mine")
        sheet.cell(FIRST, len(columns) + 1, "x")

    found = kept.read(Parcel("list.xlsx", edited(kept, meddle)))
    told = [(one.number, one.column) for one in found.problems]
    assert told == [
        *((FIRST, str(label)) for label in table.looked_at.values()),
        (HEADER, "Mine"),
        (FIRST, ""),
    ]
    assert "Ask again" in found.problems[-1].sentence
    assert not found.found.does_something


@EACH
def test_a_command_takes_it_over_where_no_page_is_open(app: Flask, cast: Cast, which: str) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        fill_lists(event)
        db.session.commit()
        kept = LISTS[which](event)
        file = reworded(kept, "By command")
        assert kept.take(kept.read(Parcel("list.xlsx", file)), PreviewChoice(), "list.xlsx", None)
        db.session.commit()
        records = kept.now(kept.language).records.values()
        assert [one.title for one in records].count("By command") == 1


@EACH
def test_both_sides_are_shown_where_both_changed(event: Event, which: str) -> None:
    kept = LISTS[which](event)
    first = next(iter(kept.now(kept.language).records.values()))

    file = reworded(kept, "In the file")
    kept.take(
        kept.read(Parcel("here.xlsx", reworded(kept, "Here"))), PreviewChoice(), "here.xlsx", None
    )
    db.session.commit()
    found = kept.read(Parcel("list.xlsx", file))
    [clash] = found.found.clashing[0].clashes
    assert (clash.name, clash.base, clash.online, clash.file) == (
        "title",
        first.title,
        "Here",
        "In the file",
    )


@pytest.fixture
def pages(event: Event) -> dict[str, str]:
    """The address of each list's page."""
    step = cafe_steps(event)[0].id
    template = db.session.scalars(sa.select(ChecklistTemplate.id)).one()
    return {
        "lessons": "/events/spring/lessons",
        "rooms": "/events/spring/agenda/rooms",
        "tables": f"/events/spring/cafe/{step}/tables",
        "starting list": f"/events/spring/checklist/lists/own-{template}",
    }


@EACH
def test_a_list_comes_back_through_its_pages_and_is_undone(
    event: Event, organiser: FlaskClient, pages: dict[str, str], which: str
) -> None:
    page, kept = pages[which], LISTS[which](event)
    rows = len(kept.now(kept.language).records)
    column, value = CHANGED[which]

    def change(sheet: Any, columns: dict[str, int]) -> None:
        sheet.cell(FIRST, columns[column], value)
        for name in kept.now("en").needs:
            sheet.cell(FIRST + rows, columns[name], sheet.cell(FIRST, columns[name]).value)
        sheet.cell(FIRST + rows, columns["title"], "Terrace")

    before = organiser.get(f"{page}.csv").data
    sent = {"file": (io.BytesIO(edited(kept, change)), "list.xlsx")}
    asked = organiser.post(f"{page}/bring-back", data=sent).location
    text = organiser.get(asked).text
    assert f"1 new, 1 changed, 0 clashing; {rows - 1} unchanged, 0 missing." in text
    mark = text.split('name="fingerprint" value="')[1].split('"')[0]
    assert organiser.post(asked, data={"fingerprint": "old"}).status_code == 409
    done = organiser.post(asked, data={"fingerprint": mark}, follow_redirects=True)
    after = organiser.get(f"{page}.csv").text
    assert ("Terrace" in after, str(value) in after) == (True, True)
    marked = re.findall(r'href="([^"]+/answers/[0-9a-f]+\.xlsx)"', done.text)[0]
    assert organiser.get(marked).status_code == 200
    undo = re.findall(r'action="([^"]*undo[^"]*)"', done.text)[0]
    organiser.post(undo.replace("&amp;", "&"))
    assert organiser.get(f"{page}.csv").data == before


def test_what_is_ticked_as_gone_goes(event: Event, organiser: FlaskClient, pages) -> None:
    page = pages["rooms"]
    file = edited(LISTS["rooms"](event), lambda sheet, _columns: sheet.delete_rows(FIRST))
    sent = {"file": (io.BytesIO(file), "rooms.xlsx")}
    asked = organiser.post(f"{page}/bring-back", data=sent).location
    text = organiser.get(asked).text
    mark, out = (
        text.split(f'name="{name}" value="')[1].split('"')[0] for name in ("fingerprint", "out")
    )
    done = organiser.post(asked, data={"fingerprint": mark, "out": out}, follow_redirects=True)
    assert "1 room was changed, added or removed." in done.text


def test_a_host_has_one_table(event: Event) -> None:
    kept = LISTS["tables"](event)
    name = db.session.scalars(sa.select(Member)).first().name

    def both(sheet: Any, columns: dict[str, int]) -> None:
        for row in (FIRST, FIRST + 1):
            sheet.cell(row, columns["host"], name)

    found = kept.read(Parcel("tables.xlsx", edited(kept, both)))
    assert [(one.number, one.column, one.sentence) for one in found.problems] == [
        (FIRST + 1, "Host", f"already the host in row {FIRST}")
    ]


def test_who_may_not_change_a_list_brings_none_back(
    app: Flask, cast: Cast, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        fill_lists(event)
        db.session.commit()
        step = cafe_steps(event)[0].id
    for page in ("/events/spring/agenda/rooms", f"/events/spring/cafe/{step}/tables"):
        ways = (f"{page}.xlsx", f"{page}/bring-back")
        assert [sign_in("stranger").get(one).status_code for one in ways] == [404, 404]
        assert sign_in("viewer").get(f"{page}/bring-back").status_code == 403
        assert sign_in("organiser").get(f"{page}/bring-back").status_code == 200
        assert [client.get(one).status_code for one in ways] == [302, 302]
