"""People are invited from the directory or from a pasted list or a file: looked at first, each once."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from openpyxl.comments import Comment

from facilitate.consultation.models import Invitation, SentLetter
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event, Member, Role
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Standing

from ...directory.importing.tables import book_bytes, rows_marked
from ...directory.rows import add_office, add_worker
from ...participation.rows import add_conference as another_event
from ...scenes import keep_scene
from .conftest import fingerprint_on

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
LIST = f"{HERE}/invitations"


# the directory


@pytest.fixture
@keep_scene
def directory(app: Flask, cast, asked) -> dict[str, int]:
    """Three people in two organisations; two came to an earlier event."""
    with app.app_context():
        here, there = (
            add_office("Zyra A", "donor", "tirane"),
            add_office("Zyra B", "media", "kavaje"),
        )
        rows = {
            "ana": add_worker("Ana Hoxha", here),
            "ben": add_worker("Ben Kola", there),
            "cela": add_worker("Cela Prifti", there),
        }
        before = another_event("before", 2025)
        hidden = another_event("hidden", 2024)
        organiser = db.session.get_one(Member, cast.members["organiser"]).user_id
        db.session.add(Member(event_id=before.id, user_id=organiser, role=Role.VIEWER))
        invite_all_to_event(before, [rows["ana"]], Standing.ATTENDED)
        invite_all_to_event(before, [rows["ben"]], Standing.DECLINED)
        invite_all_to_event(hidden, [rows["cela"]], Standing.ATTENDED)
        rows["ana"].languages, rows["ben"].languages = "en", "sq en"
        rows["cela"].email = ""
        db.session.commit()
        ids = {name: row.id for name, row in rows.items()}
        return {**ids, "zyra b": there.id, "before": before.id, "hidden": hidden.id}


def shown(client: FlaskClient, query: str = "") -> list[str]:
    text = client.get(f"{LIST}/people{query}").text
    return [name for name in ("Ana Hoxha", "Ben Kola", "Cela Prifti") if f">{name}<" in text]


def test_people_are_found_by_sector_county_organisation_and_earlier_event(
    organiser: FlaskClient, directory: dict[str, int]
) -> None:
    everybody = ["Ana Hoxha", "Ben Kola", "Cela Prifti"]
    assert shown(organiser) == everybody
    assert shown(organiser, "?sector=donor") == ["Ana Hoxha"]
    assert shown(organiser, "?county=tirane") == everybody  # Kavajë lies in the county of Tirana
    assert shown(organiser, f"?organisation={directory['zyra b']}") == ["Ben Kola", "Cela Prifti"]
    assert shown(organiser, "?q=zyra+b") == ["Ben Kola", "Cela Prifti"]
    assert shown(organiser, f"?earlier={directory['before']}") == ["Ana Hoxha"]


@pytest.mark.one_database
def test_an_earlier_event_of_others_is_not_offered(
    app: Flask,
    organiser: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
    directory: dict[str, int],
) -> None:
    hidden = f"?earlier={directory['hidden']}"
    assert "Conference 2024" not in organiser.get(f"{LIST}/people").text
    assert len(shown(organiser, hidden)) == 3  # as if nothing was asked for
    assert shown(sign_in("administrator"), hidden) == ["Cela Prifti"]
    with app.app_context():
        db.session.scalars(
            sa.select(Event).where(Event.slug == "spring")
        ).one().builds_on_id = directory["hidden"]
        db.session.commit()
    assert shown(organiser, hidden) == ["Cela Prifti"]


def test_the_ticked_ones_are_invited_once_with_their_language(
    organiser: FlaskClient, directory: dict[str, int], invitations: Callable[[], list[Invitation]]
) -> None:
    ticked = {"people": [directory["ana"], directory["ben"], 999]}
    for _time in range(2):
        assert organiser.post(f"{LIST}/people", data=ticked).status_code == 302
    assert [(row.name, row.organisation, row.email, row.language) for row in invitations()] == [
        ("Ana Hoxha", "Zyra A", "ana@office.example", "en"),
        ("Ben Kola", "Zyra B", "ben@office.example", "sq"),
    ]
    assert shown(organiser) == ["Cela Prifti"]


def test_all_that_fit_are_invited(
    organiser: FlaskClient, directory: dict[str, int], invitations: Callable[[], list[Invitation]]
) -> None:
    answer = organiser.post(
        f"{LIST}/people?sector=media", data={"everybody": "1"}, follow_redirects=True
    )
    assert "2 people have been invited. Nothing has been sent yet." in answer.text
    assert [(row.name, row.email) for row in invitations()] == [
        ("Ben Kola", "ben@office.example"),
        ("Cela Prifti", ""),
    ]


@pytest.mark.one_database
def test_whose_address_came_with_a_list_is_not_offered_again(
    organiser: FlaskClient, directory: dict[str, int], invite: Callable[..., int]
) -> None:
    invite("Ana from a list", email="ANA@office.example")
    assert shown(organiser) == ["Ben Kola", "Cela Prifti"]


@pytest.mark.one_database
def test_somebody_has_to_be_ticked(organiser: FlaskClient, directory: dict[str, int]) -> None:
    answer = organiser.post(f"{LIST}/people", data={})
    assert (answer.status_code, "Tick at least one person." in answer.text) == (422, True)


# lists


def paste(client: FlaskClient, text: str, **files: Any) -> Any:
    return client.post(f"{LIST}/list", data={"text": text, **files})


def book(*rows: list[Any]) -> io.BytesIO:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    file = io.BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


TEXT = "Ana Hoxha; Zyra; ana@office.example; en\nBen <ben@office.example>\nnobody\nANA@office.example\n"


@pytest.mark.one_database
def test_a_list_is_looked_at_then_confirmed(
    organiser: FlaskClient, invite: Callable[..., int], invitations: Callable[[], list[Invitation]]
) -> None:
    invite("Ben Kola")
    preview = paste(organiser, TEXT).location
    text = organiser.get(preview).text
    assert "1 new, 1 already invited, 1 twice in the list, 1 with a mistake." in text
    assert "row 3, E-mail</b>: There is no e-mail address in this row." in text
    assert "row 4, E-mail</b>: The same address as in row 1." in text
    assert len(invitations()) == 1
    mark = fingerprint_on(text)
    assert organiser.post(preview, data={"fingerprint": mark}).status_code == 422
    done = organiser.post(
        preview, data={"fingerprint": mark, "leave_out": "1"}, follow_redirects=True
    )
    assert "1 person has been invited. Nothing has been sent yet." in done.text
    assert [
        (row.name, row.organisation, row.language, row.person_id) for row in invitations()[1:]
    ] == [("Ana Hoxha", "Zyra", "en", None)]
    assert organiser.get(preview).status_code == 404


def test_a_list_is_shown_again_when_somebody_was_faster(
    organiser: FlaskClient, invite: Callable[..., int], invitations: Callable[[], list[Invitation]]
) -> None:
    preview = paste(organiser, "ana@office.example\nben@office.example").location
    mark = fingerprint_on(organiser.get(preview).text)
    invite("Ana Hoxha")
    answer = organiser.post(preview, data={"fingerprint": mark})
    assert (answer.status_code, "Please check again." in answer.text) == (409, True)
    assert len(invitations()) == 1
    assert (
        organiser.post(preview, data={"fingerprint": fingerprint_on(answer.text)}).status_code
        == 302
    )
    assert [row.email for row in invitations()] == ["ana@office.example", "ben@office.example"]


@pytest.mark.one_database
def test_a_workbook_and_a_csv_are_read_alike(
    organiser: FlaskClient, asked, invitations: Callable[[], list[Invitation]]
) -> None:
    def rows(address: str) -> list[list[str]]:
        head = [["Të ftuarit"], ["Emri", "Institucioni", "E-mail", "Gjuha"]]
        return [*head, ["Çeljeta Doçi", "Zyra", address, "anglisht"]]

    csv = "\n".join(";".join(row) for row in rows("text@office.example")).encode("cp1252")
    for file in ((book(*rows("excel@office.example")), "list.xlsx"), (io.BytesIO(csv), "list.csv")):
        preview = paste(organiser, "", file=file).location
        text = organiser.get(preview).text
        assert ("Çeljeta Doçi" in text, "English" in text) == (True, True)
        organiser.post(preview, data={"fingerprint": fingerprint_on(text)})
    assert [(row.name, row.email, row.language) for row in invitations()] == [
        ("Çeljeta Doçi", "excel@office.example", "en"),
        ("Çeljeta Doçi", "text@office.example", "en"),
    ]


@pytest.mark.one_database
def test_a_file_is_given_back_with_what_became_of_each_row(
    organiser: FlaskClient, invite: Callable[..., int], invitations: Callable[[], list[Invitation]]
) -> None:
    invite("Ben Kola")
    workbook = Workbook()
    sheet = workbook.active
    for row in (
        ["Name / Emri", "Organisation / Institucioni", "E-mail *", "Phone"],
        ["Ana Hoxha", "Zyra", "ana@office.example", "069"],
        ["Ben Kola", "Zyra", "ben@office.example", ""],
        ["Nora Zhupa", "Zyra", "nora", ""],
    ):
        sheet.append(row)
    sheet["A2"].comment = Comment("chairs the panel", "Arta")
    preview = paste(organiser, "", file=(io.BytesIO(book_bytes(workbook)), "lista.xlsx")).location
    page = organiser.get(preview).text
    assert "row 2</b>: The comment “chairs the panel” is not kept: this list has no notes." in page
    said = {
        2: "left out: The comment “chairs the panel” is not kept: this list has no notes.\nnew",
        3: "how it was read: Already invited: it stays as it is.",
        4: "left out: E-mail: “nora” is not an e-mail address.",
    }
    assert rows_marked(organiser.get(f"{preview}/marked.xlsx").data) == said
    sent = {"fingerprint": fingerprint_on(page), "leave_out": "1"}
    done = organiser.post(preview, data=sent, follow_redirects=True).text
    kept = re.search(
        r"/events/spring/consultation/invitations/list/answers/[0-9a-f]{32}\.xlsx", done
    )
    assert kept
    assert rows_marked(organiser.get(kept[0]).data) == said
    assert [row.email for row in invitations()] == ["ben@office.example", "ana@office.example"]
    pasted = paste(organiser, "eni@office.example").location
    assert organiser.get(f"{pasted}/marked.xlsx").status_code == 404


WRONG: list[tuple[str, Any, str]] = [
    ("", None, "Paste a list, or choose a file."),
    ("nobody here", None, "There is no e-mail address in this list."),
    ("a@x.example\n" * 5001, None, "at most 5000 rows at a time."),
    ("", (b"%PDF-1.7", "list.pdf"), "This is a PDF."),
    ("", (b"", "empty.csv"), "This file is empty."),
    ("", (b"PK\x03\x04hello", "list.xlsx"), "This file is damaged."),
]


@pytest.mark.one_database
@pytest.mark.parametrize(("text", "file", "sentence"), WRONG)
def test_a_wrong_list_gets_a_plain_sentence(
    organiser: FlaskClient, asked, text: str, file: Any, sentence: str
) -> None:
    files = {"file": (io.BytesIO(file[0]), file[1])} if file else {}
    answer = paste(organiser, text, **files)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert text[:200] in answer.text


@pytest.mark.one_database
def test_an_upload_can_be_dropped(organiser: FlaskClient, asked, invitations) -> None:
    preview = paste(organiser, "ana@office.example").location
    assert "Nothing was changed." in organiser.post(f"{preview}/cancel", follow_redirects=True).text
    assert (organiser.get(preview).status_code, invitations()) == (404, [])


def test_a_removed_person_leaves_the_invitation(
    app: Flask, organiser: FlaskClient, directory, invitations
) -> None:
    organiser.post(f"{LIST}/people", data={"people": [directory["cela"]]})
    with app.app_context():
        assert db.session.scalars(sa.select(SentLetter)).all() == []
        db.session.execute(sa.text("DELETE FROM participation"))
        db.session.execute(sa.delete(Person).where(Person.id == directory["cela"]))
        db.session.commit()
    assert [(row.name, row.person_id) for row in invitations()] == [("Cela Prifti", None)]
    assert organiser.get(LIST).status_code == 200
