"""Asked once a year, reminded while silent; what is their own is taken at once, the rest waits; all of it is undone."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from facilitate.confirming.models import EntryChange, EntryLink
from facilitate.confirming.queries import AskedEntry, EntryStage
from facilitate.data.db import db
from facilitate.directory.models import Person, Post
from facilitate.lib.text import Words

from .. import moment
from ..directory.rows import add_office, add_worker
from ..inbox import REFUSED, receive_mails

DAY = date(2027, 3, 1)
PAGE = "/directory/confirmations"


def before(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("entry", "stage"),
    [
        (AskedEntry(), EntryStage.TO_ASK),
        (AskedEntry(confirmed_on=before(364)), EntryStage.CONFIRMED),
        (AskedEntry(confirmed_on=before(365)), EntryStage.TO_ASK),
        (AskedEntry(made_on=before(5)), EntryStage.TO_ASK),
        (AskedEntry(made_on=before(13), sent_on=before(13), times=1), EntryStage.ASKED),
        (AskedEntry(made_on=before(14), sent_on=before(14), times=1), EntryStage.TO_REMIND),
        (AskedEntry(made_on=before(60), sent_on=before(20), times=3), EntryStage.ASKED),
        (AskedEntry(made_on=before(91), sent_on=before(91), times=1), EntryStage.SILENT),
        (AskedEntry(made_on=before(365), sent_on=before(330), times=3), EntryStage.TO_ASK),
        (
            AskedEntry(made_on=before(20), sent_on=before(20), times=1, answered=True),
            EntryStage.ANSWERED,
        ),
    ],
)
def test_whom_to_ask_and_whom_to_remind(entry: AskedEntry, stage: EntryStage) -> None:
    assert entry.stage(DAY) is stage


@pytest.fixture
def people(app) -> dict[str, int]:
    """Two offices; Ana and Ben with an address, Dora without, Edi with one that is refused."""
    with app.app_context():
        office, _other = add_office("Bashkia Krujë"), add_office("Zyra e Punës")
        found = {}
        for name, email in (
            ("Ana Hysa", "ana@office.example"),
            ("Ben Leka", "ben@office.example"),
            ("Dora Mema", ""),
            ("Edi Nura", REFUSED),
        ):
            person = add_worker(name, office)
            person.email, person.position = email, Words("Head", "Përgjegjëse")
            person.since = moment.planner_today() - timedelta(days=500)
            found[name.split()[0]] = person.id
        db.session.commit()
        return found


def send(client, path: str) -> str:
    """Look at the letters, send them; the page that was looked at."""
    page = client.get(path).text
    marks = re.findall(r'name="fingerprint" value="([^"]+)', page)
    if marks:
        assert client.post(path, data={"fingerprint": marks[0]}).status_code == 302
    return page


def link_to(app, person_id: int) -> str:
    with app.app_context():
        query = sa.select(EntryLink.token).where(EntryLink.person_id == person_id)
        return f"/directory/own/{db.session.scalars(query).one()}"


def person(number: int) -> Person:
    return db.session.get_one(Person, number)


def typed(client, link: str, **more: str) -> dict[str, str]:
    """What the form of the page would send, with other words."""
    page = client.get(link).text
    known = dict(re.findall(r'name="(\w+)"[^>]*?value="([^"]*)"', page))
    return {**known, "languages": "sq", "left": "", **more}


@pytest.mark.both_databases
def test_asked_reminded_confirmed_corrected_looked_at_and_undone(
    app, sign_in, client, people
) -> None:
    admin = sign_in("administrator")
    with receive_mails(app) as inbox:
        page = send(admin, f"{PAGE}/ask")
        assert "Dora Mema" in page
        assert {"ana@office.example", "ben@office.example"} <= set(inbox.to)
        mails = len(inbox.received)
        send(admin, f"{PAGE}/ask")
        send(admin, f"{PAGE}/remind")
        assert len(inbox.received) == mails
        ana, ben = link_to(app, people["Ana"]), link_to(app, people["Ben"])
        assert ana in next(mail for to, mail in inbox.received if "ana" in to[0]).get_content()
        assert client.post(ana, data=typed(client, ana, phone="+355 4 1")).status_code == 302
        with app.app_context():
            db.session.execute(
                sa.update(EntryLink).values(sent_on=moment.planner_today() - timedelta(days=14))
            )
            db.session.commit()
        send(admin, f"{PAGE}/remind")
        again = [to[0] for to, _mail in inbox.received[mails:]]
    assert "ben@office.example" in again
    assert "ana@office.example" not in again
    with app.app_context():
        row = person(people["Ana"])
        assert (row.phone, row.confirmed_on) == ("+355 4 1", moment.planner_today())
    assert "mail did not go out" in admin.get("/directory/people?q=Edi").text
    listed = admin.get("/directory/people?unconfirmed=1").text
    assert ("Ana Hysa" in listed, "Ben Leka" in listed) == (False, True)

    sent = typed(client, ben, email="new@office.example", office="Zyra e Punes", position="Drejtor")
    assert client.post(ben, data=sent).status_code == 302
    with app.app_context():
        assert person(people["Ben"]).email == "ben@office.example"
        assert person(people["Ben"]).position.en == "Head"
    assert "new@office.example" in admin.get(PAGE).text
    told = admin.post(f"{PAGE}/{people['Ben']}/apply", follow_redirects=True).text
    with app.app_context():
        row = person(people["Ben"])
        assert (row.email, row.organisation.name) == ("new@office.example", "Zyra e Punës")
        kept = db.session.scalars(sa.select(Post)).one()
        assert (kept.person_id, kept.position.en) == (row.id, "Head")
    assert admin.post(re.search(r'action="([^"]+/undo[^"]*)"', told)[1]).status_code == 302
    with app.app_context():
        row = person(people["Ben"])
        assert (row.email, row.organisation.name) == ("ben@office.example", "Bashkia Krujë")
        assert db.session.scalars(sa.select(Post)).all() == []
    assert "new@office.example" in admin.get(PAGE).text


def test_who_left_is_not_written_to_any_more(app, sign_in, client, people) -> None:
    admin, ana = sign_in("administrator"), people["Ana"]
    assert admin.post(f"{PAGE}/ask", data={"do": "xlsx"}).data[:2] == b"PK"
    link = link_to(app, ana)
    wrong = client.post(link, data=typed(client, link, email="nobody"))
    assert (wrong.status_code, 'value="nobody"' in wrong.text) == (422, True)
    sent = typed(client, link, left="y", follows="Gent Basha")
    assert client.post(link, data=sent).status_code == 302
    with app.app_context():
        assert person(ana).confirmed_on is None
    assert "Gent Basha" in admin.get(PAGE).text
    assert admin.post(f"{PAGE}/{ana}/apply").status_code == 302
    assert "Ana Hysa" not in admin.get(f"{PAGE}/ask").text
    assert admin.post(f"{PAGE}/{ana}/apply").status_code == 404
    assert sign_in("organiser").get(PAGE).status_code == 403
    with app.app_context():
        old = moment.planner_today() - timedelta(days=91)
        db.session.execute(sa.update(EntryLink).values(made_on=old, sent_on=None))
        db.session.commit()
    ended = client.get(link)
    assert ended.status_code == 410
    assert "Lidhja ju çonte te të dhënat tuaja në adresar deri më" in ended.text
    assert "Nëse aty diçka nuk është e saktë" in ended.text
    assert "Ana Hysa" not in ended.text


def test_who_is_marked_as_left_comes_back_only_by_saying_so(app, sign_in, client, people) -> None:
    admin, ana = sign_in("administrator"), people["Ana"]
    assert admin.post(f"{PAGE}/ask", data={"do": "xlsx"}).data[:2] == b"PK"
    link, left = link_to(app, ana), moment.planner_today() - timedelta(days=3)
    with app.app_context():
        person(ana).left_on = left
        db.session.commit()

    def entry() -> tuple[object, object]:
        with app.app_context():
            return person(ana).left_on, person(ana).confirmed_on

    def gone_now() -> bool:
        return bool(
            re.search(
                r'<input[^>]*name="left"[^>]*checked|checked[^>]*name="left"', client.get(link).text
            )
        )

    assert gone_now()
    assert client.post(link, data=typed(client, link, left="y")).status_code == 302
    assert entry() == (left, None)
    assert "Në adresar shënohet ende se nuk punoni më aty." in client.get(link).text
    assert admin.post(f"{PAGE}/{ana}/apply").status_code == 404
    assert client.post(link, data=typed(client, link)).status_code == 302
    assert not gone_now()
    assert entry() == (left, moment.planner_today())
    assert "Works there still" in admin.get(PAGE).text
    assert admin.post(f"{PAGE}/{ana}/apply").status_code == 302
    assert entry() == (None, moment.planner_today())


def test_an_edit_meanwhile_is_shown_and_erasing_takes_the_link(
    app, sign_in, client, people
) -> None:
    admin, ana = sign_in("administrator"), people["Ana"]
    admin.post(f"{PAGE}/ask", data={"do": "xlsx"})
    link = link_to(app, ana)
    sent = typed(client, link, phone="+355 4 2")
    with app.app_context():
        person(ana).phone = "+355 4 3"
        db.session.commit()
    met = client.post(link, data=sent)
    assert (met.status_code, "+355 4 2" in met.text, "+355 4 3" in met.text) == (409, True, True)
    shown = re.search(r'name="version"[^>]*value="(\d+)"', met.text)[1]
    client.post(link, data=sent | {"version": shown})
    with app.app_context():
        assert person(ana).phone == "+355 4 2"
    assert admin.post(f"/planner/persons/person/{ana}/erase").status_code == 302
    with app.app_context():
        for kept in (EntryLink, EntryChange):
            mine = kept.person_id == ana if kept is EntryLink else kept.room == "entries"
            assert db.session.scalars(sa.select(kept).where(mine)).all() == []


def test_what_waits_is_not_lost_by_confirming_again_and_is_applied_as_it_was_seen(
    app, sign_in, client, people
) -> None:
    admin, ana = sign_in("administrator"), people["Ana"]
    admin.post(f"{PAGE}/ask", data={"do": "xlsx"})
    link = link_to(app, ana)
    first = {"office": "Zyra e Punës", "position": "Drejtor", "email": "new@office.example"}
    client.post(link, data=typed(client, link, **first, follows="Gent Basha", note="Since May."))

    def waiting() -> dict[str, object]:
        with app.app_context():
            return db.session.scalars(
                sa.select(EntryLink.waits).where(EntryLink.person_id == ana)
            ).one()

    sent = waiting()
    assert (sent["email"], sent["follows"], sent["note"]) == (
        "new@office.example",
        "Gent Basha",
        "Since May.",
    )
    assert client.post(link, data=typed(client, link, note="Since May.")).status_code == 302
    assert waiting() == sent
    apply, discard = (
        re.search(rf'action="([^"]+/{ana}/{act}[^"]*)"', admin.get(PAGE).text)[1]
        for act in ("apply", "discard")
    )
    client.post(link, data=typed(client, link, email="other@office.example"))
    assert (admin.post(apply).status_code, admin.post(discard).status_code) == (409, 409)
    with app.app_context():
        assert person(ana).email == "ana@office.example"
