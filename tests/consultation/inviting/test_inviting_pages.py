"""The pages of inviting: they work, for whom, and who sees which address."""

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

from facilitate.consultation.models import Invitation, Questionnaire, SentLetter
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event, Member, Role
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Standing

from ...directory.importing.tables import book_bytes, rows_marked
from ...directory.rows import add_office, add_worker
from ...participation.rows import add_conference as another_event
from ...scenes import keep_scene
from ...statements import count_statements
from .conftest import links_of, merge_sheet

pytestmark = pytest.mark.both_databases
HERE = "/events/spring/consultation"
LIST = f"{HERE}/invitations"
GETS = [
    LIST,
    f"{LIST}/people",
    f"{LIST}/list",
    f"{LIST}/merge",
    f"{HERE}/letters/invitation",
    f"{HERE}/letters/reminder",
    f"{HERE}/letters/invitation/edit",
    f"{HERE}/letters/reminder/send",
    f"{HERE}/sending",
    f"{HERE}/sending?part=1",
    f"{HERE}/poster",
    f"{HERE}/letters/outcome",
    f"{HERE}/letters/outcome/edit",
    f"{HERE}/letters/outcome/send",
]
POSTS = [
    f"{LIST}/1/remove",
    f"{LIST}/1/retry",
    f"{LIST}/list/x/cancel",
    f"{HERE}/sending/again",
    f"{HERE}/sending/retry",
]


def named(app: Flask) -> None:
    """Make the consultation one with names."""
    with app.app_context():
        db.session.scalars(sa.select(Questionnaire)).one().named = True
        db.session.commit()


def change(app: Flask, invitation: int, **values: Any) -> None:
    with app.app_context():
        db.session.execute(sa.update(Invitation).where(Invitation.id == invitation).values(values))
        db.session.commit()


@pytest.mark.one_database
@pytest.mark.parametrize("path", GETS)
def test_every_page_opens_with_and_without_people(
    organiser: FlaskClient, invite: Callable[..., int], path: str
) -> None:
    assert organiser.get(path).status_code == 200
    invite("Ana Hoxha")
    assert organiser.get(path).status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("path", [*GETS, f"{LIST}/1", f"{LIST}/list/{'0' * 32}"])
def test_a_stranger_finds_nothing_and_a_wrong_role_is_refused(
    asked, sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert sign_in("stranger").get(path).status_code == 404
    assert sign_in("facilitator").get(path).status_code == (200 if path.endswith("poster") else 403)


@pytest.mark.one_database
def test_staff_invite_but_do_not_change_the_letter(
    asked, sign_in: Callable[[str], FlaskClient]
) -> None:
    staff = sign_in("staff")
    assert staff.get(LIST).status_code == 200
    assert staff.get(f"{HERE}/letters/invitation/edit").status_code == 403
    assert "letters/invitation/edit" not in staff.get(f"{HERE}/letters/invitation").text


@pytest.mark.one_database
@pytest.mark.parametrize("path", POSTS)
def test_buttons_only_post(organiser: FlaskClient, asked, path: str) -> None:
    assert organiser.get(path).status_code == 405


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path", [f"{LIST}/999", f"{LIST}/list/x", f"{LIST}/list/{'0' * 32}", f"{HERE}/letters/thanks"]
)
def test_what_is_not_there_is_not_found(organiser: FlaskClient, asked, path: str) -> None:
    assert organiser.get(path).status_code == 404
    assert organiser.post(f"{LIST}/999/remove").status_code == 404
    assert organiser.post(f"{LIST}/999/retry").status_code in (404, 409)


@pytest.mark.one_database
def test_without_a_questionnaire_one_starts_there(organiser: FlaskClient) -> None:
    assert organiser.get(LIST).location == HERE
    assert organiser.get(f"{HERE}/poster").status_code == 404


@pytest.mark.one_database
def test_an_empty_list_says_what_to_do_first(organiser: FlaskClient, asked) -> None:
    text = organiser.get(LIST).text
    assert ("Nobody has been invited yet." in text, "Who do you want to ask?" in text) == (
        True,
        True,
    )


def test_an_anonymous_consultation_does_not_tell_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    first, _second = invite("Ana Hoxha"), invite("Ben Kola")
    token = re.compile(r'name="csrf_token" value="[^"]*"')  # it holds the second it was made in
    before = token.sub("", organiser.get(LIST).text)
    change(app, first, answered=True)
    after = token.sub("", organiser.get(LIST).text)
    assert "2 people have been invited. 1 has answered." in after
    assert "This consultation is anonymous." in after
    assert before.replace("No answers yet.", "1 has answered.") == after
    assert organiser.get(f"{LIST}?state=answered").text.count("<tr>") == 0
    assert "This person has answered." not in organiser.get(f"{LIST}/{first}").text


@pytest.mark.one_database
def test_a_named_consultation_tells_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    first, _second = invite("Ana Hoxha"), invite("Ben Kola")
    named(app)
    change(app, first, answered=True)
    text = organiser.get(f"{LIST}?state=answered").text
    assert ("Ana Hoxha" in text, "Ben Kola" in text) == (True, False)


def test_search_and_pages(organiser: FlaskClient, invite: Callable[..., int]) -> None:
    for number in range(51):
        invite(f"P{number:02d} Kola", organisation="Çështje" if number == 7 else "")
    assert organiser.get(LIST).text.count('<th scope="row">') == 25
    assert organiser.get(f"{LIST}?page=3").text.count('<th scope="row">') == 1
    found = organiser.get(f"{LIST}?q=ceshtje").text
    assert ("P07 Kola" in found, found.count('<th scope="row">')) == (True, 1)
    assert "Nobody matches." in organiser.get(f"{LIST}?q=zzz").text


@pytest.mark.one_database
@pytest.mark.parametrize(
    "path",
    [
        LIST,
        f"{LIST}/people",
        f"{HERE}/letters/invitation",
        f"{HERE}/letters/invitation/send",
        f"{LIST}/merge",
    ],
)
def test_three_cost_as_much_as_one(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], path: str
) -> None:
    def statements() -> int:
        organiser.get(path)
        with count_statements() as found:
            assert organiser.get(path).status_code == 200
        return len(found)

    def some(name: str) -> None:
        invite(f"{name} Hoxha", directory=True)
        with app.app_context():
            add_worker(f"Not{name} Kola", add_office(f"Another of {name}"))
            db.session.commit()

    some("Ana")
    first = statements()
    some("Ben"), some("Cela")
    assert statements() == first <= 12


# addresses: those of the directory are for administrators


@pytest.mark.one_database
def test_addresses_of_the_directory_are_masked(
    organiser: FlaskClient, sign_in: Callable[[str], FlaskClient], invite: Callable[..., int]
) -> None:
    ana, ben = invite("Ana Hoxha", directory=True), invite("Ben Kola")
    for path in (LIST, f"{LIST}/{ana}", f"{HERE}/letters/invitation/send"):
        text = organiser.get(path).text
        assert ("ana@office.example" in text, "a…@office.example" in text) == (False, True)
        assert "ana@office.example" in sign_in("administrator").get(path).text
    assert "ben@office.example" in organiser.get(LIST).text
    assert "ben@office.example" in organiser.get(f"{LIST}/{ben}").text


@pytest.mark.one_database
def test_a_masked_address_stays_or_is_written_over(
    organiser: FlaskClient, invite: Callable[..., int], invitations: Callable[[], list[Invitation]]
) -> None:
    ana = invite("Ana Hoxha", directory=True)
    typed = {"name": "Ana\nHoxha Kola", "organisation": "Zyra", "email": "", "language": "sq"}
    assert organiser.post(f"{LIST}/{ana}", data=typed).status_code == 302
    (row,) = invitations()
    assert (row.name, row.organisation, row.email, row.language) == (
        "Ana Hoxha Kola",
        "Zyra",
        "ana@office.example",
        "sq",
    )
    organiser.post(f"{LIST}/{ana}", data={**typed, "email": "new@office.example"})
    assert invitations()[0].email == "new@office.example"
    assert "new@office.example" not in organiser.get(f"{LIST}/{ana}").text


BAD = [
    ({"name": ""}, "Please fill this in."),
    ({"email": "kola.office.example"}, "Write an e-mail address like ana@office.example."),
    (
        {"email": "a@office.example\nBcc: b@office.example"},
        "Write an e-mail address like ana@office.example.",
    ),
    ({"email": "ANA@office.example"}, "Somebody with this address is already invited."),
    ({"language": "fr"}, "Ben Kola"),
]


@pytest.mark.one_database
@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_a_wrong_correction_keeps_what_was_typed(
    organiser: FlaskClient, invite: Callable[..., int], change: dict[str, str], sentence: str
) -> None:
    invite("Ana Hoxha")
    ben = invite("Ben Kola")
    typed = {
        "name": "Ben Kola",
        "organisation": "Zyra e re",
        "email": "b@office.example",
        "language": "en",
        **change,
    }
    answer = organiser.post(f"{LIST}/{ben}", data=typed)
    assert answer.status_code == 422
    assert (sentence in answer.text, "Zyra e re" in answer.text) == (True, True)


# taking back


def test_an_invitation_is_taken_back_and_its_link_is_dead(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], invitations
) -> None:
    ana = invite("Ana Hoxha")
    link = links_of(app)["Ana Hoxha"]
    assert app.test_client().get(link).status_code == 200
    assert (
        "the link no longer works"
        in organiser.post(f"{LIST}/{ana}/remove", follow_redirects=True).text
    )
    assert invitations() == []
    assert app.test_client().get(link).status_code == 404


@pytest.mark.one_database
def test_an_answered_invitation_stays(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], invitations
) -> None:
    ana = invite("Ana Hoxha")
    change(app, ana, answered=True)
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    answer = organiser.post(f"{LIST}/{ana}/remove")
    assert (answer.status_code, "it stays" in answer.text, len(invitations())) == (409, True, 1)


def test_taking_back_does_not_tell_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int], invitations
) -> None:
    ana, ben = invite("Ana Hoxha"), invite("Ben Kola")
    change(app, ana, answered=True)
    answers = [organiser.post(f"{LIST}/{one}/remove") for one in (ana, ben)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert all("it must not show who" in answer.text for answer in answers)
    assert len(invitations()) == 2


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


def mark_of(text: str) -> str:
    return text.split('name="fingerprint" value="')[1].split('"')[0]


TEXT = "Ana Hoxha; Zyra; ana@office.example; en\nBen <ben@office.example>\nnobody\nANA@office.example\n"


@pytest.mark.one_database
def test_a_list_is_looked_at_then_confirmed(
    organiser: FlaskClient, invite: Callable[..., int], invitations: Callable[[], list[Invitation]]
) -> None:
    invite("Ben Kola")
    preview = paste(organiser, TEXT).location
    text = organiser.get(preview).text
    assert "1 new, 1 already invited, 1 twice in the list, 1 with a mistake." in text
    assert "Row 3: There is no e-mail address in this row." in text
    assert "Row 4: The same address as in row 1." in text
    assert len(invitations()) == 1
    mark = mark_of(text)
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
    mark = mark_of(organiser.get(preview).text)
    invite("Ana Hoxha")
    answer = organiser.post(preview, data={"fingerprint": mark})
    assert (answer.status_code, "Please check again." in answer.text) == (409, True)
    assert len(invitations()) == 1
    assert organiser.post(preview, data={"fingerprint": mark_of(answer.text)}).status_code == 302
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
        organiser.post(preview, data={"fingerprint": mark_of(text)})
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
    assert "Row 2: The comment “chairs the panel” is not kept: this list has no notes." in page
    said = {
        2: "how it was read: The comment “chairs the panel” is not kept: this list has no notes.\nnew",
        3: "how it was read: Already invited: it stays as it is.",
        4: "left out: E-mail: “nora” is not an e-mail address.",
    }
    assert rows_marked(organiser.get(f"{preview}/marked.xlsx").data) == said
    sent = {"fingerprint": mark_of(page), "leave_out": "1"}
    done = organiser.post(preview, data=sent, follow_redirects=True).text
    kept = re.search(r"/events/spring/invitations/answers/[0-9a-f]{32}\.xlsx", done)
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


# merge sheet and poster


def sheet(client: FlaskClient, kind: str = "invitation") -> tuple[list[str], list[list[Any]], int]:
    workbook = merge_sheet(client, f"{LIST}/merge", kind=kind)
    rows = [[cell.value for cell in row] for row in workbook.worksheets[0].iter_rows()]
    return rows[0], rows[1:], workbook.worksheets[1].max_row


@pytest.mark.one_database
def test_the_merge_sheet_has_everything_a_letter_needs(
    app: Flask,
    organiser: FlaskClient,
    sign_in: Callable[[str], FlaskClient],
    invite: Callable[..., int],
) -> None:
    invite("Ana Hoxha", directory=True)
    invite("=Ben Kola", organisation="Zyra", language="sq", email="ben@office.example")
    with app.app_context():
        db.session.scalars(sa.select(Event)).one().language = "en"
        db.session.commit()
    head, rows, notes = sheet(organiser)
    assert head == [
        "Name",
        "Organisation",
        "E-mail",
        "Language",
        "Link",
        "Subject",
        "Text of the letter",
    ]
    by_name = {row[0]: row for row in rows}
    ben, ana = by_name["=Ben Kola"], by_name["Ana Hoxha"]
    assert (ben[1:4], ana[2:4]) == (["Zyra", "ben@office.example", "Shqip"], [None, "English"])
    assert (ana[5], ana[6].startswith("Dear Ana Hoxha,")) == (
        "Your view counts: Spring conference",
        True,
    )
    assert (ana[4] in ana[6], ana[4] != ben[4]) == (True, True)
    assert app.test_client().get(ana[4].removeprefix("http://localhost")).status_code == 200
    everything = sheet(sign_in("administrator"))
    assert {row[0]: row[2] for row in everything[1]}["Ana Hoxha"] == "ana@office.example"
    assert notes == everything[2] + 1  # says why the address is missing


@pytest.mark.one_database
def test_the_reminder_sheet_tells_nobody_who_has_answered(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    ana, _ben = invite("Ana Hoxha"), invite("Ben Kola")
    change(app, ana, answered=True)
    assert len(sheet(organiser, "reminder")[1]) == 2
    named(app)
    assert [row[0] for row in sheet(organiser, "reminder")[1]] == ["Ben Kola"]


def test_links_are_given_away_once_and_a_newer_sheet_ends_those_of_the_older(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    def links(whom: str, query: str = "") -> dict[str, str]:
        book = merge_sheet(organiser, f"{LIST}/merge{query}", whom)
        rows = book.worksheets[0].iter_rows(min_row=2, values_only=True)
        return {row[0]: row[4].removeprefix("http://localhost") for row in rows}

    def opened(*paths: str) -> list[int]:
        return [app.test_client().get(path).status_code for path in paths]

    ana = invite("Ana Hoxha")
    first = links("new")
    invite("Ben Kola")
    page = organiser.get(f"{LIST}/merge").text
    assert (
        "Links these people got before stop working" in page,
        "1 person without a link" in page,
    ) == (
        True,
        True,
    )
    second = links("new")
    assert (list(first), list(second)) == (["Ana Hoxha"], ["Ben Kola"])
    assert opened(*first.values(), *second.values()) == [200, 200]
    alone = links("", f"?who={ana}")
    assert opened(*first.values(), *second.values(), *alone.values()) == [410, 200, 200]
    third = links("everybody")
    assert opened(*second.values(), *alone.values(), *third.values()) == [410, 410, 200, 200]
    assert organiser.get(f"{LIST}/merge?who=999").status_code == 404


@pytest.mark.one_database
def test_the_team_never_sees_a_link(
    app: Flask, organiser: FlaskClient, invite: Callable[..., int]
) -> None:
    ana, path = invite("Ana Hoxha"), links_of(app)["Ana Hoxha"]
    pages = [LIST, f"{LIST}/{ana}", f"{LIST}/merge", f"{LIST}/merge?who={ana}"]
    pages += [
        f"{HERE}/letters/{kind}{more}"
        for kind in ("invitation", "reminder")
        for more in ("", f"?who={ana}", "/send")
    ]
    said = [organiser.get(page) for page in pages]
    assert [(one.status_code, "/i/" in one.text, path in one.text) for one in said] == [
        (200, False, False)
    ] * len(pages)


@pytest.mark.one_database
def test_the_poster_speaks_both_languages(organiser: FlaskClient, asked) -> None:
    text = organiser.get(f"{HERE}/poster").text
    assert (
        "What should the conference bring?" in text,
        "Çfarë duhet të sjellë konferenca?" in text,
    ) == (
        True,
        True,
    )
    assert f"localhost/a/{asked.token}" in text
    assert f'src="{HERE}/qr.svg"' in text


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
