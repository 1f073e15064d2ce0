"""An edition is put together from what may be told, released by two, read by link, and sent to everybody once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from facilitate.accounts.models import User
from facilitate.agenda.models import AgendaVersion
from facilitate.bulletin import news
from facilitate.bulletin.models import BulletinEdition, BulletinItem
from facilitate.bulletin.queries import offices_reached, sent_editions
from facilitate.bulletin.reach import Reach
from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event, EventKind
from facilitate.forums.actions import add_forum
from facilitate.forums.models import Forum, ForumMember
from facilitate.lib.text import Words
from facilitate.library.actions import add_document
from facilitate.library.models import LibraryDocument
from facilitate.library.shelf import DocumentKind, LibraryReaders
from facilitate.mail.outbox import Message
from facilitate.release.models import ReleasedWords, TextSource
from facilitate.situation.panorama.open_data import release_id

from .. import moment
from ..directory.rows import add_office, add_worker
from ..inbox import REFUSED, Inbox, receive_mails

FIRST = "/bulletin/1"
LAW = {
    "kind": "law",
    "heading-en": "A new law on social care",
    "heading-sq": "Ligj i ri për shërbimet shoqërore",
    "text-en": "It is in force.",
    "text-sq": "Ka hyrë në fuqi.",
    "link": "https://law.example/9",
}


@pytest.fixture
def inbox(app) -> Iterator[Inbox]:
    with receive_mails(app) as inbox:
        yield inbox


@pytest.fixture
def writer(sign_in):
    """An administrator with an edition begun."""
    client = sign_in("administrator")
    assert client.post("/bulletin/new").headers["Location"] == FIRST
    return client


@pytest.fixture
def out(writer, lead) -> str:
    """An edition with one item, released by two; its link."""
    writer.post(f"{FIRST}/items/new", data=LAW)
    for one in (writer, lead):
        assert one.post(f"{FIRST}/release").status_code == 302
    return link_of(writer)


def link_of(client) -> str:
    return "/bulletin/read/" + client.get(FIRST).text.split("/bulletin/read/")[1].split("/")[0]


@pytest.mark.both_databases
def test_only_what_is_out_is_proposed_and_ticked_in(app, cast, writer) -> None:
    assert "Spring conference" not in writer.get(FIRST).text
    with app.app_context():
        day = moment.now()
        shown = AgendaVersion(
            event_id=cast.event_id, name="First", at=day, published_at=day, content={}
        )
        db.session.add(shown)
        db.session.commit()
    page = writer.get(FIRST).text
    assert "Spring conference" in page
    source = page.split('name="source" value="')[1].split('"')[0]
    writer.post(f"{FIRST}/proposed", data={"source": [source, "report:999"]})
    writer.post(f"{FIRST}/proposed", data={"source": source})
    with app.app_context():
        row = db.session.scalars(sa.select(BulletinItem)).one()
        assert (row.heading.sq, row.link) == (
            "Konferenca e pranverës",
            "http://localhost/programme/spring",
        )


def test_own_words_are_checked_and_two_people_release_them(
    app, writer, organiser, sign_in, client
) -> None:
    one_language = writer.post(f"{FIRST}/items/new", data={**LAW, "heading-sq": ""})
    assert (one_language.status_code, "Write it in both languages" in one_language.text) == (
        422,
        True,
    )
    writer.post(f"{FIRST}/items/new", data={**LAW, "text-en": "Pastaj erdhi Qzwxabxv."})
    assert organiser.get(FIRST).status_code == 404
    assert writer.post(f"{FIRST}/release").status_code == 409
    with app.app_context():
        token = db.session.scalars(sa.select(BulletinEdition.token)).one()
    found = writer.get(FIRST).text.split('name="found" value="')[1].split('"')[0]
    assert "Qzwxabxv" in found
    writer.post(f"{FIRST}/keep", data={"item_id": "1", "found": found})
    assert writer.post(f"{FIRST}/release").status_code == 302
    assert writer.post(f"{FIRST}/release").status_code == 409
    assert client.get(f"/bulletin/read/{token}").status_code == 404
    assert sign_in("stranger").post(f"{FIRST}/release").status_code == 403
    assert organiser.post(f"{FIRST}/release").status_code == 302
    for code, said in (("en", LAW["heading-en"]), ("sq", LAW["heading-sq"])):
        assert said in client.get(f"/bulletin/read/{token}/{code}").text
    assert writer.post(f"{FIRST}/items/1", data={**LAW, "version": "1"}).status_code == 409
    writer.post(f"{FIRST}/withdraw")
    assert client.get(f"/bulletin/read/{token}").status_code == 404


@pytest.mark.both_databases
def test_everybody_gets_it_once_in_their_language_and_who_did_not_is_seen(
    app, writer, out, inbox
) -> None:
    offices: dict[str, Organisation] = {}
    with app.app_context():
        for office, name, email, languages in (
            ("Bashkia Krujë", "Ana Hysa", "shared@office.example", "sq"),
            ("Bashkia Krujë", "Ben Leka", "Shared@office.example", "en"),
            ("Bashkia Lezhë", "Dora Mema", "dora@office.example", "en"),
            ("Bashkia Pukë", "Edi Nura", "", "sq"),
            ("Bashkia Vau", "Fat Ora", REFUSED, "sq"),
        ):
            one = add_worker(name, offices.get(office) or add_office(office, "local_government"))
            offices[office] = one.organisation
            one.email, one.languages = email, languages
        db.session.commit()
    page = writer.get(f"{FIRST}/send").text
    assert "3 e-mails would be sent" in page
    assert "Edi Nura" in page
    mark = page.split('name="fingerprint" value="')[1].split('"')[0]
    for _turn in range(2):
        writer.post(f"{FIRST}/send", data={"fingerprint": mark})
    assert sorted(inbox.to) == ["dora@office.example", "shared@office.example"]
    mails = {to[0]: mail.get_content() for to, mail in inbox.received}
    assert (
        LAW["heading-en"] in mails["dora@office.example"],
        out in mails["dora@office.example"],
    ) == (True, True)
    assert LAW["heading-sq"] in mails["shared@office.example"]
    assert reached(app) == {
        "Bashkia Krujë": (Reach.REACHED, False),
        "Bashkia Lezhë": (Reach.REACHED, False),
        "Bashkia Pukë": (Reach.NOT_WRITTEN, True),
        "Bashkia Vau": (Reach.FAILED, True),
    }
    inbox.open = False  # the address is right now
    with app.app_context():
        failed = db.session.scalars(sa.select(Message.id).where(Message.to == REFUSED)).one()
    writer.post("/outbox/again", data={"mail": failed})
    assert reached(app)["Bashkia Vau"] == (Reach.LATE, False)
    assert "Bashkia Pukë" in writer.get("/bulletin/reached").text
    whole = writer.get("/bulletin/reached?all=1&page=99").text
    assert "Bashkia Vau" in whole


def reached(app) -> dict[str, tuple[Reach, bool]]:
    with app.app_context():
        rows = offices_reached(sent_editions())
        return {one.name: (one.editions[0], one.to_mend) for one in rows}


def test_an_edit_is_undone_and_words_that_are_out_then_wait_for_two_again(
    writer, lead, client
) -> None:
    writer.post(f"{FIRST}/items/new", data=LAW)
    edited = {**LAW, "heading-en": "Another law", "version": "1"}
    told = writer.post(f"{FIRST}/items/1", data=edited, follow_redirects=True).text
    undo = re.search(r'action="([^"]+/undo[^"]*)"', told)[1]
    for one in (writer, lead):
        assert one.post(f"{FIRST}/release").status_code == 302
    link = f"{link_of(writer)}/en"
    assert "Another law" in client.get(link).text
    assert writer.post(undo).status_code == 302
    assert client.get(link).status_code == 404
    assert LAW["heading-en"] in writer.get(FIRST).text
    writer.post(f"{FIRST}/withdraw")
    for one in (writer, lead):
        assert one.post(f"{FIRST}/release").status_code == 302
    assert LAW["heading-en"] in client.get(link).text


def test_what_comes_back_into_an_edition_that_is_out_waits_for_two(writer, lead, client) -> None:
    for heading in ("One law", "Another law"):
        writer.post(f"{FIRST}/items/new", data={**LAW, "heading-en": heading})
    told = writer.post(f"{FIRST}/items/2/remove", follow_redirects=True).text
    undo = re.search(r'action="([^"]+/undo[^"]*)"', told)[1]
    for one in (writer, lead):
        assert one.post(f"{FIRST}/release").status_code == 302
    assert client.get(f"{link_of(writer)}/en").status_code == 200
    assert writer.post(undo).status_code == 302
    page = writer.get(FIRST).text
    assert ("This edition is out" in page, "Another law" in page) == (False, True)
    for one in (writer, lead):
        assert "/release" in one.get(FIRST).text
        assert one.post(f"{FIRST}/release").status_code == 302
    assert "Another law" in client.get(f"{link_of(writer)}/en").text


def test_an_edition_that_was_out_is_not_removed_again(app, writer, lead) -> None:
    writer.post(f"{FIRST}/items/new", data=LAW)
    told = writer.post(f"{FIRST}/remove", follow_redirects=True).text
    undo = re.search(r'action="([^"]+/undo[^"]*)"', told)[1]
    assert writer.post(undo).status_code == 302
    for one in (writer, lead):
        assert one.post(f"{FIRST}/release").status_code == 302
    assert writer.post(undo.replace("/undo", "/redo")).status_code == 409
    with app.app_context():
        assert len(db.session.scalars(sa.select(BulletinEdition)).all()) == 1


def test_words_of_nothing_cannot_be_kept(writer) -> None:
    for sent in ({}, {"item_id": "9" * 30, "found": "Law"}, {"item_id": "²", "found": "Law"}):
        assert writer.post(f"{FIRST}/keep", data=sent).status_code in (302, 404), sent


def test_what_is_removed_comes_back(app, writer) -> None:
    writer.post(f"{FIRST}/items/new", data=LAW)
    gone = writer.post(f"{FIRST}/items/1/remove", follow_redirects=True).text
    assert "Undo" in gone
    assert "Nothing is in it yet" in gone
    writer.post(f"{FIRST}/remove")
    with app.app_context():
        assert db.session.scalars(sa.select(BulletinEdition)).all() == []
    bin_page = writer.get("/planner/history/bin").text
    assert "Bulletin 1" in bin_page


def test_laws_partners_and_trainings_are_proposed_as_what_they_are(app, cast, writer) -> None:
    with app.app_context():
        forum = add_forum(
            Forum(
                kind="regional_committee",
                name=Words("Committee of Kukës", "Komiteti i Kukësit"),
                purpose=Words(),
                created_at=moment.now(),
            )
        )
        today = moment.planner_today()
        for name, since in (
            ("Klinika Ligjore", today - timedelta(days=9)),
            ("Bashkia Has", today - timedelta(days=9)),
            ("Zyra e Vjetër", today - timedelta(days=300)),
            ("Zyra e Nesërme", today + timedelta(days=9)),
        ):
            office = add_office(name, county="kukes")
            db.session.add(ForumMember(forum_id=forum.id, organisation_id=office.id, since=since))
        for title, readers, kind in (
            ("Ligji 121", LibraryReaders.PUBLIC, DocumentKind.LAW),
            ("Standardi i strehimit", LibraryReaders.PUBLIC, DocumentKind.STANDARD),
            ("Letra e brendshme", LibraryReaders.ACCOUNTS, DocumentKind.LAW),
        ):
            row = LibraryDocument(
                kind=kind, title=Words("", title), readers=readers, number="121/2016"
            )
            add_document(row, None)
        event = db.session.get_one(Event, cast.event_id)
        event.kind = EventKind.TRAINING
        shown = AgendaVersion(
            event_id=event.id, name="", at=moment.now(), published_at=moment.now(), content={}
        )
        db.session.add(shown)
        db.session.commit()
    told = {
        (kind, heading): text
        for kind, group in re.findall(
            r"<legend>([^<]+)</legend>(.*?)</fieldset>", writer.get(FIRST).text, re.DOTALL
        )
        for heading, text in re.findall(r"<span><b>([^<]+)</b>\. ([^<]*)</span>", group)
    }
    assert set(told) == {
        ("Trainings", "Spring conference"),
        ("Law", "Ligji 121"),
        ("Procedures", "Standardi i strehimit"),
        ("Partners", "New in: Committee of Kukës"),
    }
    assert told["Law", "Ligji 121"] == "121/2016."
    partners = told["Partners", "New in: Committee of Kukës"]
    assert partners == "Bashkia Has; Klinika Ligjore."


@pytest.mark.both_databases
def test_what_rose_and_fell_is_proposed_once_it_is_open_data(
    app, writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = SimpleNamespace(kind="regional_committee", period=4052)
    monkeypatch.setattr(news, "released_panoramas", lambda: [found])
    monkeypatch.setattr(news, "changes_said", lambda _one: ["Rose: referrals from 4 to 9."])
    with app.app_context():
        for who in db.session.scalars(sa.select(User).limit(2)):
            row = ReleasedWords(
                source=TextSource.OPEN_DATA,
                row_id=release_id(found.kind, found.period),
                digest="x",
                user_id=who.id,
                at=moment.now(),
            )
            db.session.add(row)
        db.session.commit()
    page = writer.get(FIRST).text
    assert ("<legend>Trends</legend>" in page, "Rose: referrals from 4 to 9." in page) == (
        True,
        True,
    )
    writer.post(f"{FIRST}/proposed", data={"source": "trend:regional_committee:2026-1"})
    assert "open-data/2026-1.zip" in writer.get(FIRST).text
