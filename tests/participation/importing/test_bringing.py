"""A list of an event's people: everybody is on it at the end, with standing and roles; it goes out and comes back; undone at once."""

import io
import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.models import Event
from facilitate.participation.models import (
    ParticipantRole,
    Participation,
    PeopleChange,
    Registration,
    Standing,
)

from ... import moment
from ...directory.importing.tables import (
    DECIDED,
    book_bytes,
    form_fields,
    rows_marked,
    sheet_of_rows,
)
from ...directory.rows import add_office, key_of
from ..invited import Listed

pytestmark = pytest.mark.both_databases
PEOPLE = "/events/spring/people"
HEAD = ("Nr.", "Emri Mbiemri", "Institucioni", "E-mail", "Roli", "Statusi", "Data e ftesës")


def upload(client: FlaskClient, content: bytes, name: str = "lista.xlsx") -> str:
    """Choose a file; gives the address of its columns."""
    answer = client.post(f"{PEOPLE}/import", data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def sent(html: str) -> dict[str, str]:
    """What the form of a page sends as it stands."""
    return form_fields(html.replace(f'action="{PEOPLE}/import/', 'action="/directory/import/'))


def preview(client: FlaskClient, path: str, **more: Any) -> str:
    answer = client.post(path, data={**sent(client.get(path).text), **more})
    assert answer.status_code == 302, answer.text
    html = client.get(answer.location).text
    decided = {name: value for name, value in more.items() if DECIDED.match(name)}
    look = {**sent(html), **decided, "look": "1"}
    return client.post(answer.location, data=look).text if decided else html


def lead(html: str) -> tuple[int, ...]:
    """New on the list, changed, unchanged, left out."""
    found = re.search(
        r"(\d+) new on the list, (\d+) changed, (\d+) unchanged, (\d+) left out", html
    )
    assert found, html[:3000]
    return tuple(map(int, found.groups()))


def confirm(client: FlaskClient, path: str, html: str, **more: Any) -> Any:
    return client.post(path.removesuffix("/columns"), data={**sent(html), **more})


def rows(app: Flask) -> list[tuple[str, str, Standing, tuple[ParticipantRole, ...], date | None]]:
    with app.app_context():
        query = sa.select(Participation).order_by(Participation.id)
        return [
            (row.person.name, row.organisation.name, row.standing, row.parts, row.invited_on)
            for row in db.session.scalars(query)
        ]


def donor(app: Flask) -> int:
    with app.app_context():
        return key_of(Sector, "donor")


def out(client: FlaskClient, ending: str = "xlsx", query: str = "") -> bytes:
    answer = client.get(f"{PEOPLE}/list.{ending}{query}")
    assert answer.status_code == 200
    return bytes(answer.data)


def test_from_an_empty_event_to_everybody_on_its_list(app: Flask, sign_in) -> None:
    organiser = sign_in("organiser")
    page = organiser.get(PEOPLE).text
    assert re.search(rf'class="btn main" href="{PEOPLE}/import"', page)
    assert "The directory is empty." in organiser.get(f"{PEOPLE}/add").text
    table = [
        ["LISTA E PJESËMARRËSVE", *[None] * 6],
        HEAD,
        [
            1,
            "ARBEN HOXHA",
            "Bashkia Vlorë",
            "arben@a.example",
            "folës, mikpritës",
            "konfirmuar",
            "3.2.2027",
        ],
        [2, "Dr. Besa Gjoni", "Bashkia Vlorë", "s’ka", "pjesëmarrëse", "e ftuar", ""],
        [3, "Kola, Dritan", "Qendra Drita", "", "", "", ""],
        ["", "Përgatiti: ______", "", "", "", "", ""],
    ]
    path = upload(organiser, sheet_of_rows(table, ["A1:G1"]))
    columns = sent(organiser.get(path).text)
    assert [columns[f"column_{n}"] for n in range(7)] == [
        "",
        "name",
        "organisation",
        "email",
        "parts",
        "standing",
        "invited_on",
    ]
    html = preview(organiser, path, sector=donor(app))
    assert (lead(html), html.count("new in the directory")) == ((3, 0, 0, 1), 3)
    assert rows(app) == []
    answer = confirm(organiser, path, html)
    assert answer.location == PEOPLE
    assert rows(app) == [
        (
            "Arben Hoxha",
            "Bashkia Vlorë",
            Standing.COMING,
            (ParticipantRole.SPEAKER, ParticipantRole.TABLE_HOST),
            date(2027, 2, 3),
        ),
        (
            "Besa Gjoni",
            "Bashkia Vlorë",
            Standing.INVITED,
            (ParticipantRole.PARTICIPANT,),
            moment.planner_today(),
        ),
        ("Dritan Kola", "Qendra Drita", Standing.LISTED, (ParticipantRole.PARTICIPANT,), None),
    ]
    page = organiser.get(PEOPLE).text
    assert "3 people on the list were added or changed. 1 row was left out." in page
    kept = re.search(rf"{PEOPLE}/import/answers/[0-9a-f]{{32}}\.xlsx", page)
    assert kept
    said = rows_marked(organiser.get(kept[0]).data)
    assert (said[3], said[5]) == (
        "how it was read: New in the directory: Bashkia Vlorë\nnew",
        "how it was read: New in the directory: Qendra Drita\nnew",
    )
    (undo,) = re.findall(r'action="(/events/spring/history/people/\d+/undo)', page)
    assert organiser.post(undo).status_code == 302
    with app.app_context():
        there = [
            db.session.scalar(sa.select(sa.func.count()).select_from(one))
            for one in (Person, Organisation)
        ]
    assert (rows(app), there) == ([], [0, 0])
    assert organiser.post(undo).status_code == 409
    assert organiser.post(undo.replace("undo", "redo")).status_code == 302
    assert [row[0] for row in rows(app)] == ["Arben Hoxha", "Besa Gjoni", "Dritan Kola"]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("language", ["en", "sq"])
def test_out_and_in_again_is_nothing_changed(
    app: Flask, organiser: FlaskClient, listed: Listed, ending: str, language: str
) -> None:
    with app.app_context():
        row = db.session.get_one(Participation, listed.ids["Leka"])
        row.parts, row.invited_on = (
            (ParticipantRole.PRESENTER, ParticipantRole.NOTE_TAKER),
            date(2027, 1, 12),
        )
        db.session.get_one(Event, listed.event_id).language = language
        db.session.commit()
    before = rows(app)
    for query in ("", "?contacts=1"):
        path = upload(organiser, out(organiser, ending, query), f"list.{ending}")
        html = preview(organiser, path)
        assert (lead(html), "Apply these" in html, "How it was read" in html) == (
            (0, 0, 5, 0),
            False,
            False,
        )
    assert rows(app) == before


def test_what_was_changed_in_the_file_comes_back_and_is_undone(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    book = load_workbook(io.BytesIO(out(organiser)))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    at = {name: number for number, name in enumerate(heads, 1)}
    named = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(named["Ana Hoxha"], at["Gjendja"]).value = "konfirmoi"
    sheet.cell(named["Ben Kola"], at["Rolet"]).value = "folës; raportues"
    sheet.cell(named["Drita Leka"], at["Sektori"]).value = "Donator"
    sheet.cell(named["Elda Prifti"], at["Gjendja"]).value = "ndoshta"
    before = rows(app)
    path = upload(organiser, book_bytes(book))
    html = preview(organiser, path)
    assert lead(html) == (0, 2, 3, 0)
    assert "What do these values mean?" in html
    assert "The directory says something else, and that stays: Donator" in html
    confirm(organiser, path, html)
    assert listed.standing("Hoxha", "Kola", "Prifti") == [
        Standing.COMING,
        Standing.LISTED,
        Standing.INVITED,
    ]
    assert rows(app)[1][3] == (ParticipantRole.SPEAKER, ParticipantRole.NOTE_TAKER)
    page = organiser.get("/events/spring/history").text
    assert "2 people on the list were added or changed." in page
    with app.app_context():
        change = db.session.scalars(sa.select(PeopleChange.id)).one()
    assert organiser.post(f"/events/spring/history/people/{change}/undo").status_code == 302
    assert rows(app) == before
    assert (
        "Undone: 2 people on the list were added or changed."
        in organiser.get("/events/spring/history").text
    )


def test_what_others_changed_meanwhile_is_asked(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    book = load_workbook(io.BytesIO(out(organiser)))
    sheet = book.active
    named = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    sheet.cell(named["Drita Leka"], 8).value = "po vjen"
    sheet.delete_rows(named["Ben Kola"])
    with app.app_context():
        db.session.get_one(Participation, listed.ids["Leka"]).standing = Standing.DECLINED
        db.session.commit()
    path = upload(organiser, book_bytes(book))
    html = preview(organiser, path)
    assert (lead(html), "Changed on both sides: please choose" in html) == ((0, 1, 3, 0), True)
    assert "They stay in the list. Ben Kola" in " ".join(html.split())
    clash = re.search(r'name="(clash-\d+-standing)"', html)
    assert clash
    confirm(organiser, path, html)
    assert listed.standing("Leka", "Kola") == [Standing.DECLINED, Standing.LISTED]
    again = upload(organiser, book_bytes(book))
    confirm(organiser, again, preview(organiser, again), **{clash[1]: "file"})
    assert listed.standing("Leka") == [Standing.COMING]


def test_who_was_removed_here_stays_away_unless_the_file_says_otherwise(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    book = load_workbook(io.BytesIO(out(organiser)))
    sheet = book.active
    named = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for name in ("Hoxha", "Kola"):
        assert organiser.post(f"{PEOPLE}/{listed.ids[name]}/remove").status_code == 302
    path = upload(organiser, book_bytes(book))
    assert lead(preview(organiser, path)) == (0, 0, 5, 0)
    sheet.cell(named["Ana Hoxha"], 8).value = "vjen"
    path = upload(organiser, book_bytes(book))
    html = preview(organiser, path)
    assert (lead(html), "Removed here since the export" in html) == ((0, 1, 4, 0), True)
    confirm(organiser, path, html)
    assert len(rows(app)) == 3
    path = upload(organiser, book_bytes(book))
    confirm(organiser, path, preview(organiser, path), **{"clash-0-gone": "file"})
    assert [(row[0], row[2]) for row in rows(app)][3:] == [("Ana Hoxha", Standing.COMING)]


def test_a_list_from_elsewhere_does_not_undo_what_people_answered(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    with app.app_context():
        row = db.session.get_one(Participation, listed.ids["Hoxha"])
        row.standing = Standing.ATTENDED
        one = db.session.scalars(
            sa.select(Registration).where(Registration.participation_id == listed.ids["Kola"])
        ).one()
        one.answered_at = moment.now()
        db.session.get_one(Participation, listed.ids["Kola"]).standing = Standing.DECLINED
        db.session.commit()
    table = [
        ("Emri Mbiemri", "Institucioni", "Statusi"),
        ("Ana Hoxha", "Bashkia Shkodër", "konfirmuar"),
        ("Ben Kola", "Qendra Çelësi", "konfirmuar"),
        ("Drita Leka", "Bashkia Shkodër", "konfirmuar"),
    ]
    names = ("Hoxha", "Kola", "Leka")
    path = upload(organiser, sheet_of_rows(table))
    html = preview(organiser, path)
    assert lead(html) == (0, 3, 0, 0)
    confirm(organiser, path, html)
    assert listed.standing(*names) == [Standing.ATTENDED, Standing.DECLINED, Standing.COMING]
    path = upload(organiser, sheet_of_rows(table))
    confirm(organiser, path, preview(organiser, path), **{"clash-rest": "file"})
    assert listed.standing(*names) == [Standing.COMING, Standing.COMING, Standing.COMING]


def test_who_was_changed_or_answered_since_is_not_undone(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    path = upload(
        organiser,
        sheet_of_rows([["Emri Mbiemri", "Institucioni"], ["Nora Zhupa", "Qendra Çelësi"]]),
    )
    confirm(organiser, path, preview(organiser, path))
    with app.app_context():
        change = db.session.scalars(sa.select(PeopleChange.id)).one()
        nora = db.session.scalars(
            sa.select(Participation).order_by(Participation.id.desc())
        ).first()
        assert nora is not None
        db.session.add(
            Registration(participation_id=nora.id, token="nora", answered_at=moment.now())
        )
        db.session.commit()
    refused = organiser.post(f"/events/spring/history/people/{change}/undo")
    assert (
        refused.status_code,
        "Somebody has changed “Nora Zhupa” since; nothing was undone." in refused.text,
    ) == (
        409,
        True,
    )
    assert len(rows(app)) == 6


def test_near_names_are_offered_and_contacts_are_not_shown(
    app: Flask, organiser: FlaskClient, listed: Listed
) -> None:
    path = upload(
        organiser,
        sheet_of_rows([["Emri Mbiemri", "Institucioni"], ["Anna Hoxha", "Bashkia Shkodër"]]),
    )
    html = preview(organiser, path)
    assert (lead(html), "A similar name in the same organisation" in html) == ((0, 0, 0, 1), True)
    assert "ana@office.example" not in html
    html = preview(organiser, path, rest="same")
    assert lead(html) == (0, 0, 1, 0)


@pytest.mark.one_database
def test_doors(sign_in, client: FlaskClient, listed: Listed) -> None:
    organiser = sign_in("organiser")
    path = upload(
        organiser,
        sheet_of_rows([["Emri Mbiemri", "Institucioni"], ["Nora Zhupa", "Qendra Çelësi"]]),
    )
    for address in (f"{PEOPLE}/import", path):
        assert (sign_in("viewer").get(address).status_code, client.get(address).status_code) == (
            403,
            302,
        )
        assert sign_in("staff").get(address).status_code == 200
    assert organiser.get(f"{PEOPLE}/import/0123").status_code == 404
    assert organiser.get(f"{PEOPLE}/import/answers/0123.xlsx").status_code == 404
    assert organiser.post("/events/spring/history/people/99/undo").status_code == 404
    wrong = organiser.post(path, data={**sent(organiser.get(path).text), "column_0": ""})
    assert (wrong.status_code, "Choose the column that holds the name." in wrong.text) == (
        422,
        True,
    )
    assert organiser.post(f"{path.removesuffix('/columns')}/cancel").status_code == 302
    assert organiser.get(path).status_code == 404


@pytest.mark.one_database
def test_each_new_organisation_gets_the_sector_chosen_for_it(app: Flask, sign_in) -> None:
    """What its name says is chosen already: *Bashkia Vlorë* is a municipality, in the district and county Vlorë."""
    organiser = sign_in("organiser")
    table = [HEAD[1:3], ["Arben Hoxha", "Bashkia Vlorë"], ["Dritan Kola", "Qendra Drita"]]
    path = upload(organiser, sheet_of_rows(table))
    html = preview(organiser, path)
    assert (lead(html), "1 thing is left out:" in html) == ((1, 0, 0, 1), True)
    asked = dict(re.findall(r'<label for="(sector-[^"]+)">([^<]+)<', html))
    with app.app_context():
        chosen = {"Bashkia Vlorë": "local_government", "Qendra Drita": "civil_society"}
        assert set(asked.values()) == set(chosen)
        answers = {
            field: str(key_of(Sector, chosen[name]))
            for field, name in asked.items()
            if name == "Qendra Drita"
        }
    html = preview(organiser, path, **answers)
    assert (lead(html), "with these remarks" in html) == ((2, 0, 0, 0), False)
    assert "Bashkia Vlorë (Local government)" in html
    assert "Qendra Drita (Civil society)" in html
    assert confirm(organiser, path, html).location == PEOPLE
    with app.app_context():
        found = sa.select(Organisation.name, Sector.key).join(Organisation.sector)
        there = {name: key for name, key in db.session.execute(found)}
        town = db.session.scalars(
            sa.select(Organisation).where(Organisation.name == "Bashkia Vlorë")
        )
        office = town.one()
        assert (office.kind, office.level) == (OfficeKind.MUNICIPALITY, Level.MUNICIPALITY)
        assert (office.district.name, office.county.name) == ("Vlorë", "Vlorë")
    assert there == chosen


@pytest.mark.one_database
def test_a_ministrys_list_asks_nothing_it_could_know(app: Flask, sign_in) -> None:
    organiser = sign_in("organiser")
    with app.app_context():
        office = add_office("Prefektura e Qarkut Korçë", district="korce")
        town = add_office("Bashkia Mat", district="mat")
        town.kind = OfficeKind.MUNICIPALITY
        kept, municipality = office.id, town.id
        db.session.commit()
    table = [
        ["MINISTRIA E BRENDSHME", *[None] * 4],
        ["Nr.", "Emri", "Mbiemri", "Institucioni", "Rrethi"],
        [1, "ANA", "LEKA", "PREFEKTURA KORÇË", "Korçë"],
        [2, "Beni", "Muka", "Qendra “Hapa të Lehtë”", "Peshkopi"],
        [3, "Dora", "Kola", "Gjykata e Rrethit Elbasan", "s’ka"],
        [4, "Era", "Gjoka", "Shkolla “Dituria”", "Rubik"],
        [5, "Fatos", "Lika", "Bashkia Vau i Dejës", "s’ka"],
        [6, "Gent", "Kola", "BASHKIA BURREL", "Burrel"],
        [None, "TOTALI", None, 6, None],
        [None, "Hartoi:", None, "Znj. Ana Leka", None],
        [None, "Miratoi:", None, "Z. Agim Prifti", None],
        [None, "Ana Leka", None, None, None],
        [None, "____________", None, None, None],
    ]
    path = upload(organiser, sheet_of_rows(table))
    page = preview(organiser, path)
    assert lead(page)[0] == 6
    assert "This value is not known" not in page
    assert page.count("This row and those after it are below the list: they are not people.") == 1
    assert "There is no organisation in this row." not in page
    confirm(organiser, path, page)
    with app.app_context():
        ana, beni, dora, era, fatos, gent = (
            row.person.organisation
            for row in db.session.scalars(sa.select(Participation).order_by(Participation.id))
        )
        assert (ana.id, gent.id) == (kept, municipality)
        assert (dora.sector.key, dora.district) == ("central_government", None)
        assert (beni.sector.key, beni.district.key) == ("civil_society", "diber")
        assert (era.district.key, era.county.key) == ("mirdite", "lezhe")
        assert (fatos.sector.key, fatos.district.key) == ("local_government", "shkoder")


@pytest.mark.one_database
def test_headings_of_two_lines_are_read_together(app: Flask, organiser: FlaskClient) -> None:
    table = [
        ["MINISTRIA E SHËNDETËSISË", *[None] * 5],
        ["LISTA E PJESËMARRËSVE", *[None] * 5],
        ["Nr.", "Emër Mbiemër", "Institucioni", None, "Kontakt", None],
        [None, None, "Emri", "Qyteti", "Tel.", "E-mail"],
        [1, "ANA LEKA", "BASHKIA VLORË", "Vlorë", "s’ka", "ana@vlora.example"],
        [2, "BENI MUKA", "Qendra “Hapa të Lehtë”", "Peshkopi", "0672000111", "s’ka"],
    ]
    path = upload(organiser, sheet_of_rows(table))
    page = preview(organiser, path)
    assert lead(page)[0] == 2
    confirm(organiser, path, page)
    with app.app_context():
        rows = db.session.scalars(sa.select(Participation).order_by(Participation.id)).all()
        told = [(one.person.name, one.organisation.name, one.person.email) for one in rows]
    assert told == [
        ("Ana Leka", "Bashkia Vlorë", "ana@vlora.example"),
        ("Beni Muka", "Qendra “Hapa të Lehtë”", ""),
    ]


def test_somebody_who_is_in_the_file_twice_is_told(organiser: FlaskClient) -> None:
    """The third row says the same as the second; the fourth says something else of her, and is left out."""
    lines = [
        "Name;Organisation;Sector;Status",
        "Ana Leka;Zyra A;civil society;coming",
        "Ana Leka;Zyra A;civil society;coming",
        "Ana Leka;Zyra A;civil society;declined",
    ]
    path = upload(organiser, "\n".join(lines).encode(), "list.csv")
    html = preview(organiser, path)
    assert lead(html) == (1, 0, 0, 1)
    assert "1 row says the same as another one." in html
    assert "Row 3: Ana Leka" in html
    assert "row 4" in html
