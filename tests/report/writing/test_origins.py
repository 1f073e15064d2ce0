"""Under each marker of a table or picture a link to the page it is made of; a group's photos stand under its group."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step, Strand
from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.notes.models import NoteAction, NoteKind, NotePhoto
from facilitate.report.archive.columns import renumber_name
from facilitate.report.proceedings import Exhibit, ReportHeading
from facilitate.report.writing.assembling import report_of
from facilitate.report.writing.section_pages import ORIGINS

from ..conftest import NOW, REPORT, report_event


def test_the_editor_says_where_a_table_is_changed(
    app: Flask, organiser: FlaskClient, opening: int
) -> None:
    with app.app_context():
        db.session.add(
            NoteAction(event_id=report_event().id, text="Të shkruhet.", token="x-1", at=NOW)
        )
        db.session.commit()
    for key, name_, address in (
        ("programme", "Agenda", "/events/spring/agenda"),
        ("deeds", "Following up", "/events/spring/report/following"),
    ):
        page = organiser.get(f"{REPORT}/sections/{key}").text
        assert f'Edit in: <a href="{address}">{name_}</a>' in page


def test_every_page_a_table_is_made_of_opens(
    app: Flask, organiser: FlaskClient, opening: int
) -> None:
    with app.test_request_context():
        addresses = {
            app.url_map.bind("localhost").build(endpoint, {"slug": "spring"})
            for _name, endpoint, _can in ORIGINS.values()
        }
    assert {organiser.get(one).status_code for one in addresses} == {200}


def test_who_may_not_open_it_gets_no_link(app: Flask, sign_in, opening: int) -> None:
    page = sign_in("note_taker").get(f"{REPORT}/sections/programme").text
    assert "Edit in:" in page  # the agenda is for everybody
    assert "/budget/sponsors" not in page


@pytest.mark.both_databases
def test_a_photo_stands_under_its_group(app: Flask, opening: int, say) -> None:
    with app.app_context():
        step = db.session.scalars(sa.select(Step.id).where(Step.kind == "group")).one()
        groups = [
            Strand(event_id=report_event().id, block_id=step, rank=rank, name=Words(en, en))
            for rank, en in (("a", "North"), ("b", "South"), ("c", "West"))
        ]
        db.session.add_all(groups)
        db.session.flush()
        north, _south, west = (one.id for one in groups)
        photo = {
            "event_id": report_event().id,
            "step_id": step,
            "content": b"x",
            "width": 4,
            "height": 3,
            "at": NOW,
            "alt": "Tri pika",
        }
        for number, strand in enumerate((north, west, None)):
            db.session.add(NotePhoto(**photo, key=f"photo-{number}", strand_id=strand))
        keys = [one.id for one in groups]
        db.session.commit()
    for key in keys[:2]:
        say("U fol.", step_id=step, strand_id=key, kind=NoteKind.POINT)
    with app.app_context():
        found = report_of(report_event(), "en").section(f"session-{step}")
        shown = [
            one.text if isinstance(one, ReportHeading) else one.key
            for one in found.blocks
            if isinstance(one, ReportHeading | Exhibit)
        ]
    assert shown == [
        "North",
        f"strand-{north}",
        "South",
        "West",
        f"strand-{west}",
        f"photos-{step}",
    ]


def test_a_groups_photos_keep_their_name_in_another_planner() -> None:
    assert (
        renumber_name("strand-7", lambda table, number: {("strand", 7): 9}.get((table, number)))
        == "strand-9"
    )
