"""The report goes to everybody once, with the same link for all, in their language; nothing but `sent` is kept."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import Person as DirectoryPerson
from facilitate.participation.actions import invite_to_event
from facilitate.participation.models import Standing
from facilitate.report.models import InterestedParty, Proceedings, SentReport
from facilitate.report.sending.recipients import ReportReader, sort_recipients

from ...directory.rows import add_office, add_worker
from ...inbox import Inbox, receive_mails
from ...statements import count_statements
from ..conftest import REPORT, report_event

PAGE = f"{REPORT}/send"


@pytest.fixture
def inbox(app) -> Iterator[Inbox]:
    with receive_mails(app) as inbox:
        yield inbox


@pytest.fixture
def came(app, cast) -> None:
    """Ana and Ben came, Dora has no address, Edi stayed at home; Ben reads English only."""
    with app.app_context():
        bashkia = add_office("Bashkia Krujë", "local_government")
        for name, standing in (
            ("Ana Hysa", "attended"),
            ("Ben Leka", "attended"),
            ("Dora Mema", "attended"),
            ("Edi Nura", "declined"),
        ):
            one = add_worker(name, bashkia)
            one.languages = "en" if name == "Ben Leka" else "sq"
            one.email = "" if name == "Dora Mema" else one.email
            invite_to_event(report_event(), one, Standing(standing))
        db.session.commit()


def mark_of(client) -> str:
    return client.get(PAGE).text.split('name="fingerprint" value="')[1].split('"')[0]


def sent(app) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(sa.select(SentReport.email)))


def test_it_goes_to_everybody_in_their_language_and_once(
    app, organiser, inbox, came, let_out
) -> None:
    let_out()
    text = organiser.get(PAGE).text
    assert "Edition 1 would go to 2 addresses; nothing is sent before you press the button." in text
    assert "1 person came and has no e-mail address" in text
    assert "Dora Mema" in text
    mark = mark_of(organiser)
    assert organiser.post(PAGE, data={"fingerprint": mark}).status_code == 302
    mails = {to[0]: mail for to, mail in inbox.received}
    assert set(mails) == {"ana@office.example", "ben@office.example"}
    with app.app_context():
        link = f"http://localhost/report/{db.session.scalars(sa.select(Proceedings.token)).one()}"
    for address, subject, dear in (
        ("ana@office.example", "Raporti: Konferenca e pranverës", "Ana Hysa"),
        ("ben@office.example", "Report: Spring conference", "Dear Ben Leka,"),
    ):
        body = mails[address].get_content()
        assert mails[address]["Subject"] == subject
        assert (dear in body, body.count("http"), link in body) == (True, 1, True)
    assert sent(app) == ["ana@office.example", "ben@office.example"]
    again = organiser.get(PAGE).text
    assert "Everybody who has an address has edition 1." in again
    assert "Edition 1 went to 2 addresses" in again
    organiser.post(PAGE, data={"fingerprint": mark})
    assert len(inbox.received) == 2


def test_a_later_edition_is_called_corrected(app, organiser, inbox, came, say, let_out) -> None:
    let_out()
    organiser.post(PAGE, data={"fingerprint": mark_of(organiser)})
    say("Referimi zgjat gjashtë muaj.")
    let_out()
    organiser.post(
        f"{REPORT}/interested", data={"text": "Zana Prifti <zana@donor.example>", "language": "en"}
    )
    organiser.post(PAGE, data={"fingerprint": mark_of(organiser)})
    subjects = [(to[0], mail["Subject"]) for to, mail in inbox.received[2:]]
    assert sorted(subjects) == [
        ("ana@office.example", "Raporti i korrigjuar: Konferenca e pranverës"),
        ("ben@office.example", "Corrected report: Spring conference"),
        ("zana@donor.example", "Report: Spring conference"),
    ]


def test_nothing_goes_out_without_a_release_or_after_it_was_withdrawn(
    app, organiser, inbox, came, let_out, make_edition
) -> None:
    make_edition()
    assert "The report has not been released." in organiser.get(PAGE).text
    assert organiser.post(PAGE, data={"fingerprint": "x"}).status_code == 409
    assert organiser.get(f"{REPORT}/qr.svg").status_code == 409
    let_out()
    mark = mark_of(organiser)
    assert organiser.get(f"{REPORT}/qr.svg").mimetype == "image/svg+xml"
    organiser.post(f"{REPORT}/withdraw")
    assert organiser.post(PAGE, data={"fingerprint": mark}).status_code == 409
    assert (inbox.received, sent(app)) == ([], [])


def test_a_list_that_changed_meanwhile_is_looked_at_once_more(
    app, organiser, inbox, came, let_out
) -> None:
    let_out()
    mark = mark_of(organiser)
    with app.app_context():
        one = db.session.scalars(
            sa.select(DirectoryPerson).where(DirectoryPerson.email == "ana@office.example")
        ).one()
        one.email = "new@office.example"
        db.session.commit()
    answer = organiser.post(PAGE, data={"fingerprint": mark})
    assert (answer.status_code, "Nothing was sent; please check again." in answer.text) == (
        409,
        True,
    )
    assert inbox.received == []


def test_without_a_mail_server_the_link_is_copied(app, organiser, came, let_out) -> None:
    let_out()
    text = organiser.get(PAGE).text
    assert "No mail server is set up." in text
    assert "Copy the link instead." in text
    assert organiser.post(PAGE, data={"fingerprint": mark_of_nothing()}).status_code == 409
    assert sent(app) == []


def mark_of_nothing() -> str:
    return "0" * 16


def test_interested_parties_come_by_a_pasted_list(app, organiser, let_out) -> None:
    let_out()
    text = "Zana Prifti <zana@donor.example>\nmedia@tv.example\nZana again <ZANA@donor.example>"
    twice = organiser.post(f"{REPORT}/interested", data={"text": text, "language": "en"})
    assert (twice.status_code, "Line 3: The same address as in row 1." in twice.text) == (422, True)
    assert "media@tv.example" in twice.text  # what was typed is still there
    for wrong in ("", "nobody", "x" * 600_000):
        assert (
            organiser.post(
                f"{REPORT}/interested", data={"text": wrong, "language": "en"}
            ).status_code
            == 422
        )
    text = text.rsplit("\n", 1)[0]
    for _turn in range(2):
        organiser.post(f"{REPORT}/interested", data={"text": text, "language": "en"})
    with app.app_context():
        rows = db.session.scalars(sa.select(InterestedParty).order_by(InterestedParty.id)).all()
        assert [(one.name, one.email, one.language) for one in rows] == [
            ("Zana Prifti", "zana@donor.example", "en"),
            ("media@tv.example", "media@tv.example", "en"),
        ]
        first = rows[0].id
    assert organiser.post(f"{REPORT}/interested/{first}/remove").status_code == 302
    assert organiser.post(f"{REPORT}/interested/{first}/remove").status_code == 404


def test_who_may(app, sign_in, client, came, let_out) -> None:
    let_out()
    posts = (PAGE, f"{REPORT}/interested", f"{REPORT}/interested/1/remove")
    for name, status in (("viewer", 403), ("stranger", 404)):
        assert sign_in(name).get(PAGE).status_code == status
        assert [sign_in(name).post(address).status_code for address in posts] == [status] * 3
    assert client.get(PAGE).status_code == 302
    assert [sign_in("organiser").get(address).status_code for address in posts[1:]] == [405, 405]
    text = sign_in("note_taker").get(PAGE).text  # sends it, and sees no addresses
    assert "Dora Mema" not in text
    assert "ben@office.example" not in text


def test_as_many_questions_for_one_as_for_three(app, organiser, came, let_out) -> None:
    let_out()
    asked = []
    for number in (1, 2):
        text = "\n".join(
            f"Z{number}{turn} <z{number}{turn}@donor.example>" for turn in range(number)
        )
        organiser.post(f"{REPORT}/interested", data={"text": text, "language": "en"})
        with count_statements() as statements:
            organiser.get(PAGE)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 14  # two of them note who saw the addresses


def test_one_mail_an_address() -> None:
    people = [
        ReportReader("Ana", "office@x.example", "sq", participation_id=1),
        ReportReader("Ben", "OFFICE@x.example", "en", participation_id=2),
        ReportReader("Zana", "zana@x.example", "en", interested_id=3),
        ReportReader("Dora", "", "sq", participation_id=4),
        ReportReader("Edi", "edi@x.example", "sq", participation_id=5),
    ]
    found = sort_recipients(people, sent={"edi@x.example"}, before={"zana@x.example"})
    assert [(one.names, one.email, one.language, one.corrected) for one in found.to] == [
        (("Ana", "Ben"), "office@x.example", "sq", False),
        (("Zana",), "zana@x.example", "en", True),
    ]
    assert (found.have_it, [one.names for one in found.no_address]) == (1, [("Dora",)])
