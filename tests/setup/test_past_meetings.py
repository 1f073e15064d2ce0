"""A forum's past meetings come in from Excel with who came and what was decided, once, and go again whole."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitate.data.db import db
from facilitate.directory.models import Organisation, Person
from facilitate.events.models import Event, Member
from facilitate.forums.models import ForumMeeting
from facilitate.notes.models import NoteDecision
from facilitate.participation.models import ParticipantRole, Participation, Standing
from facilitate.run import planner_app
from facilitate.run.list_commands import lists
from facilitate.setup.past_people import PastPeople

from ..directory.importing.tables import sheet_of_rows
from ..forums.meetings.conftest import South, keeper, south

__all__ = ["keeper", "south"]
HEAD = ["Day", "Meeting", "Town", "Host", "Who came", "Decisions"]
FIRST = "1. Ana Hoxha\n2. HOXHA Arben, BASHKIA VLORË\n- Drita Leka; Agency\nEra Toci, Komisariati i Policisë Sarandë"
ROWS = [
    [
        "12.3.2019",
        "Spring meeting",
        "Vlorë",
        "Bashkia Vlorë",
        FIRST,
        "One line at night\nA list of contacts",
    ],
    ["4.6.2019", "", "Fier", "", "Era Toci, Komisariati i Policisë Sarandë", ""],
    ["5.6.2019", "Odd", "", "Nobody we know", "Ana", "Kept"],
]
KINDS = (Event, Member, ForumMeeting, Participation, Person, Organisation)


def counts() -> list[int]:
    return [db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in KINDS]


def import_file(
    keeper: FlaskClient, path: str, content: bytes, name: str = "past.xlsx"
) -> TestResponse:
    sent = {"file": (io.BytesIO(content), name)}
    return keeper.get(keeper.post(f"{path}/bring-back", data=sent).location)


@pytest.mark.both_databases
def test_years_of_meetings_come_in_at_once_and_go_whole(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    path = f"{south.path}/meetings/past"
    assert f'href="{path}/bring-back"' in keeper.get(f"{south.path}/meetings").text
    with app.app_context():
        before = counts()
    page = import_file(keeper, path, sheet_of_rows([HEAD, *ROWS]))
    assert "3 new, 0 changed, 0 clashing" in page.text
    understood = "Tue 12 Mar 2019: Spring meeting; Vlorë; Bashkia Vlorë; Ana Hoxha, Bashkia Vlorë; "
    assert understood in page.text
    assert "No member of the forum has this name." in page.text
    assert "Write first and last name, a comma and the organisation: “Ana”." in page.text
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    done = keeper.post(page.request.path, data={"fingerprint": mark}, follow_redirects=True)
    assert "3 meetings were imported." in done.text
    with app.app_context():
        first, second, _odd = db.session.scalars(
            sa.select(Event).where(Event.first_day < date(2020, 1, 1)).order_by(Event.first_day)
        ).all()
        assert (first.title.to("en"), second.title.en) == (
            "Spring meeting",
            "South group: second meeting 2019",
        )
        assert (first.town, first.venue, first.expected) == ("Vlorë", "Bashkia Vlorë", 4)
        came = db.session.scalars(
            sa.select(Participation).where(Participation.event_id == first.id)
        ).all()
        assert sorted((one.person.name, one.organisation.name, one.parts[0]) for one in came) == [
            ("Ana Hoxha", "Bashkia Vlorë", ParticipantRole.PARTICIPANT),
            ("Arben Hoxha", "Bashkia Vlorë", ParticipantRole.PARTICIPANT),
            ("Drita Leka", "Agency", ParticipantRole.OBSERVER),
            ("Era Toci", "Komisariati i Policisë Sarandë", ParticipantRole.PARTICIPANT),
        ]
        assert {one.standing for one in came} == {Standing.ATTENDED}
        office = came[-1].organisation if came[-1].person.name == "Era Toci" else None
        assert office is None or (office.sector.key, office.county.name) == (
            "central_government",
            "Vlorë",
        )
        decided = sa.select(NoteDecision.text, NoteDecision.at).order_by(NoteDecision.id)
        texts = [(text, at.date()) for text, at in db.session.execute(decided)]
        assert [text for text, _on in texts] == ["One line at night", "A list of contacts", "Kept"]
        assert texts[0][1] == first.first_day
        after = counts()
        assert [now - then for now, then in zip(after, before, strict=True)] == [3, 3, 3, 5, 2, 1]
    # The same file again changes nothing, in Excel's days and as it was typed.
    again = import_file(keeper, path, sheet_of_rows([HEAD, *ROWS[:2]]))
    assert "Nothing in this file is different from what is saved." in again.text
    back = import_file(keeper, path, keeper.get(f"{path}.xlsx").data)
    assert "Nothing in this file is different from what is saved." in back.text
    undo = re.findall(r'action="([^"]*undo[^"]*)"', done.text)[0].replace("&amp;", "&")
    keeper.post(undo)
    with app.app_context():
        assert counts() == before
        assert db.session.scalar(sa.select(sa.func.count()).select_from(NoteDecision)) == 0
    keeper.post(re.sub("undo", "redo", undo))
    with app.app_context():
        assert counts() == after
        assert db.session.scalar(sa.select(sa.func.count()).select_from(NoteDecision)) == 3


def test_names_and_decisions_are_no_longer_than_in_the_forms(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    day, office = "12.3.2019", "Bashkia Vlorë"
    rows = [
        [day, "", "", "", f"Ana {'H' * 201}, {office}", "Kept"],
        ["13.3.2019", "", "", "", f"Era Toci, {office}\n=Dora Toci, {office}", "Kept"],
        ["14.3.2019", "", "", "", f"Ana Hoxha, Bashkia {'V' * 200}", "D" * 2001],
    ]
    page = import_file(keeper, f"{south.path}/meetings/past", sheet_of_rows([HEAD, *rows])).text
    assert page.count("This text is too long: at most 200 characters.") == 2
    assert page.count("A name cannot start with =, + or @.") == 1
    assert page.count("This text is too long: at most 2000 characters.") == 1


def test_one_who_cannot_be_read_leaves_the_others_in(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    path = f"{south.path}/meetings/past"
    came = "Ana Hoxha, Bashkia Vlorë\nBeni Gega, Zzyx\nEra Toci, Bashkia Vlorë\nAna"

    def bring(people: str) -> str:
        page = import_file(
            keeper, path, sheet_of_rows([HEAD, ["12.3.2019", "", "Vlorë", "", people, ""]])
        )
        if found := re.search(r'name="fingerprint" value="([^"]*)"', page.text):
            keeper.post(page.request.path, data={"fingerprint": found[1]})
        return page.text

    def listed() -> list[str]:
        with app.app_context():
            rows = db.session.scalars(
                sa.select(Participation).join(Event).where(Event.first_day == date(2019, 3, 12))
            )
            return sorted(row.person.name for row in rows)

    told = bring(came)
    assert "“Zzyx” is not in the directory" in told
    assert "a comma and the organisation: “Ana”." in told
    assert listed() == ["Ana Hoxha", "Era Toci"]
    again = bring("Ana Hoxha, Bashkia Vlorë\nEra Toci, Zzyx")
    assert "“Zzyx” is not in the directory" in again
    assert "Nothing in this file is different from what is saved." in again
    assert listed() == ["Ana Hoxha", "Era Toci"]


@pytest.mark.both_databases
def test_the_command_takes_both_lists_of_a_forum(
    app: Flask, south: South, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(planner_app, "planner_app", lambda **_settings: app)
    file = tmp_path / "meetings.xlsx"
    file.write_bytes(sheet_of_rows([HEAD, ROWS[0]]))
    done = CliRunner().invoke(lists, ["import", "meetings", "south-group", str(file), "--apply"])
    assert (done.exit_code, done.stdout.split()[:2]) == (0, ["new", "1"]), done.output
    out = CliRunner().invoke(lists, ["export", "meetings", "south-group", "-o", str(file)])
    assert (out.exit_code, file.stat().st_size > 5000) == (0, True), out.output
    assert (
        CliRunner().invoke(lists, ["export", "numbers", "nobody", "-o", str(file)]).exit_code == 1
    )


def test_a_meeting_somebody_works_on_stays_and_others_meetings_are_theirs(
    app: Flask, keeper: FlaskClient, south: South, sign_in
) -> None:
    path = f"{south.path}/meetings/past"
    page = import_file(keeper, path, sheet_of_rows([HEAD, ROWS[0]]))
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    done = keeper.post(page.request.path, data={"fingerprint": mark}, follow_redirects=True)
    undo = re.findall(r'action="([^"]*undo[^"]*)"', done.text)[0].replace("&amp;", "&")
    with app.app_context():
        row = db.session.scalars(sa.select(NoteDecision)).first()
        row.text = "Two lines at night"
        db.session.execute(sa.delete(Member).where(Member.event_id == south.held))
        db.session.commit()
        before = counts()
    assert "Somebody has changed" in keeper.post(undo, follow_redirects=True).text
    with app.app_context():
        assert counts() == before
        day = db.session.get_one(Event, south.held).first_day
    changed = [day.isoformat(), "Ours", "", "", "", "Invented"]
    page = import_file(keeper, path, sheet_of_rows([HEAD, changed]))
    assert "You do not work on this meeting; it stays." in page.text
    assert sign_in("stranger").get(f"{path}/bring-back").status_code in (403, 404)


def test_a_list_under_other_headings_is_read_as_it_is(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    """As a secretariat keeps it: a title above, its own words for the columns, organisations in brackets, “s’ka”."""
    rows = [
        ["GRUPI I JUGUT – mbledhjet e mbajtura"],
        [],
        ["Data", "Vendi", "Pjesëmarrësit", "Vendime"],
        ["12.03.2019", "Vlorë", "Ana Hoxha (Bashkia Vlorë)", "Të hapet një linjë"],
        ["05.06.2019", "Fier", "s’ka", "s’ka"],
    ]
    page = import_file(keeper, f"{south.path}/meetings/past", sheet_of_rows(rows))
    assert "2 new, 0 changed, 0 clashing" in page.text
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    keeper.post(page.request.path, data={"fingerprint": mark})
    with app.app_context():
        events = sa.select(Event).where(Event.first_day < date(2020, 1, 1))
        first, second = db.session.scalars(events.order_by(Event.first_day)).all()
        assert (first.town, first.expected, second.town) == ("Vlorë", 1, "Fier")
        decided = sa.select(NoteDecision.event_id, NoteDecision.text)
        assert db.session.execute(decided).all() == [(first.id, "Të hapet një linjë")]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (
            "Ana Hoxha (Bashkia Vlorë); Dora Kola – Bashkia Fier",
            ["Ana Hoxha, Bashkia Vlorë", "Dora Kola, Bashkia Fier"],
        ),
        (
            "Dora Kola, Bashkia Fier; Era Toci, specialiste, Bashkia Fier",
            ["Dora Kola, Bashkia Fier", "Era Toci, Bashkia Fier"],
        ),
        ("Dora Kola; Bashkia Fier", ["Dora Kola, Bashkia Fier"]),
        ("Znj. Dora Kola – Bashkia Fier, drejtore", ["Dora Kola, Bashkia Fier"]),
        (
            "Dora Kola, Bashkia Fier – Drejtoria Sociale",
            ["Dora Kola, Bashkia Fier – Drejtoria Sociale"],
        ),
    ],
)
def test_who_came_is_read_as_people_write_it(
    app: Flask, south: South, typed: str, lines: list[str]
) -> None:
    with app.test_request_context():
        assert PastPeople().read(typed).splitlines() == lines
