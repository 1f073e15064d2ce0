"""A position: drafted, reviewed by every member without account, settled with consensus or with the dissent on record."""

import io
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa

from facilitate.accounts.audit import AuditAct, audit_entries
from facilitate.data.db import db
from facilitate.forums.leaving import position_texts, whose_forum
from facilitate.forums.models import ForumMember, MemberLinkPurpose, Position
from facilitate.mail.outbox import Message
from facilitate.release.deciding import save_verdicts
from facilitate.release.models import TextSource, Verdict
from facilitate.release.texts import waiting_passages
from facilitate.release.two_people import release_standing
from facilitate.release.verdicts import DecidedWords

from ... import moment
from ...scenes import keep_scene
from ...statements import count_statements
from ...two_people import let_out
from .conftest import member_token

pytestmark = pytest.mark.both_databases
PATH = "/forums/coalition/positions"


@pytest.fixture
def release(sign_in, coalition):
    """Two people release a position as it is now."""
    return lambda page: let_out(f"{page}/release", sign_in("organiser"), sign_in("administrator"))


@pytest.fixture
@keep_scene
def sent(app, coalition, release) -> dict[str, str]:
    """A released position under review since ten days: its page, and the link of each member."""
    with app.app_context():
        row = Position(
            forum_id=coalition.forum,
            title="More beds",
            text="Every county has ten.",
            sent_on=moment.planner_today() - timedelta(10),
        )
        db.session.add(row)
        db.session.commit()
        key = row.id
    assert release(f"{PATH}/{key}") == [302, 302]
    links = {
        name: f"/p/{member_token(app, coalition, name, MemberLinkPurpose.POSITION, key)}"
        for name in coalition.members
    }
    return {"page": f"{PATH}/{key}", **links}


def says(client, link: str, answer: str, reason: str = "", edition: int = 1):
    return client.post(
        link, data={"answer": answer, "reason": reason, "edition": str(edition), "name": "Somebody"}
    )


def test_who_released_it_stands_in_who_did_what(app, sent) -> None:
    key = sent["page"].rpartition("/")[2]
    with app.app_context():
        found = audit_entries(act=AuditAct.RELEASED)
        said = [(by, entry.about) for entry, by, _whom in found]
    assert said == [(by, f"coalition · position · {key}") for by in ("Gëzim Toska", "Arta Hoxha")]


def test_what_was_decided_about_a_removed_draft_holds_for_no_new_one(
    app, keeper, coalition
) -> None:
    """SQLite gives the number of a deleted row to the next one."""
    words = {"title": "Beds", "text": "Elira slept in a car."}
    first = keeper.post(f"{PATH}/new", data=words).location
    assert keeper.post(f"{first}/release").status_code == 409  # nobody has decided about Elira
    with app.app_context():
        row, whose = db.session.scalars(sa.select(Position)).one(), whose_forum(coalition.forum)
        for key, found in waiting_passages(whose, position_texts(row)):
            decided = DecidedWords(found, Verdict.KEEP)
            about = [(TextSource.POSITION, key)]
            save_verdicts(whose, about, decided, by=None, now=moment.now())
        db.session.commit()
    assert keeper.post(f"{first}/release").status_code == 302
    keeper.post(f"{first}/remove")
    keeper.post(f"{PATH}/new", data=words)
    with app.app_context():
        row = db.session.scalars(sa.select(Position)).one()
        assert waiting_passages(whose_forum(coalition.forum), position_texts(row)) != []
        assert release_standing(TextSource.POSITION, row.id).by == []


@pytest.mark.one_database
def test_a_position_is_drafted_changed_and_removed(keeper, coalition) -> None:
    assert "No positions yet" in keeper.get(PATH).text
    bad = keeper.post(f"{PATH}/new", data={"title": "", "text": "Kept."})
    assert (bad.status_code, "Kept." in bad.text) == (422, True)
    page = keeper.post(f"{PATH}/new", data={"title": "Wages", "text": "Higher."}).location
    keeper.post(f"{page}/edit", data={"title": "Wages", "text": "Much higher.", "version": "1"})
    html = keeper.get(page).text
    assert (
        "Much higher." in html,
        "Draft: not sent to the members" in html,
        "edition 2" in html,
    ) == (
        True,
        True,
        False,
    )
    assert keeper.post(f"{page}/remove").location == PATH
    assert keeper.get(page).status_code == 404


@pytest.mark.one_database
def test_it_is_sent_with_preview_and_count(app, keeper, coalition, release, monkeypatch) -> None:
    page = keeper.post(f"{PATH}/new", data={"title": "Wages", "text": "Higher."}).location
    assert [keeper.get(f"{page}/send").status_code, keeper.post(f"{page}/links").status_code] == [
        409
    ] * 2
    assert f"{page}/send" not in keeper.get(page).text
    release(page)
    for module in ("mailings", "pages"):
        monkeypatch.setattr(f"facilitate.mailing.{module}.can_mail", lambda: True)
    html = keeper.get(f"{page}/send").text
    assert ("4 e-mails would be sent" in html, "Position to review: Wages" in html) == (True, True)
    mark = html.split('name="fingerprint" value="')[1].split('"')[0]
    assert keeper.post(f"{page}/send", data={"fingerprint": ""}).status_code == 409
    assert keeper.post(f"{page}/send", data={"fingerprint": mark}).location == page
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Message.id))) == 4
    assert "4 members got the mail today." in keeper.get(f"{page}/send").text
    assert keeper.post(f"{page}/remove").status_code == 409


def test_consensus_with_two_of_three_and_the_observer_does_not_count(client, keeper, sent) -> None:
    says(client, sent["agency"], "dissents", "We would not.")
    says(client, sent["alba"], "agrees")
    early = keeper.post(f"{sent['page']}/settle")
    assert (early.status_code, "1 of 3 members has answered." in early.text) == (409, True)
    says(client, sent["besa"], "can_live_with")
    assert (
        "nobody disagrees or asks for a change: there is consensus."
        in keeper.get(sent["page"]).text
    )
    answer = keeper.post(f"{sent['page']}/settle", follow_redirects=True)
    assert (
        "Settled with consensus." in answer.text,
        "with consensus." in keeper.get(PATH).text,
    ) == (
        True,
        True,
    )
    late = says(client, sent["drita"], "dissents", "Too late?")
    assert (late.status_code, "Too late?" in late.text) == (409, True)
    assert keeper.post(f"{sent['page']}/settle").status_code == 409
    assert keeper.post(f"{sent['page']}/links").status_code == 409


@pytest.mark.one_database
def test_dissent_is_recorded_with_its_reason(client, keeper, sign_in, sent) -> None:
    why = says(client, sent["besa"], "dissents")
    assert (why.status_code, "Please say why" in why.text) == (422, True)
    says(client, sent["besa"], "dissents", "Nobody pays for it.")
    says(client, sent["alba"], "agrees")
    keeper.post(f"{sent['page']}/settle")
    html = keeper.get(sent["page"]).text
    assert (
        "without consensus: 1 disagreement is recorded." in html,
        "Nobody pays for it." in html,
    ) == (
        True,
        True,
    )
    assert keeper.get(f"{sent['page']}/position.docx").status_code == 409
    assert let_out(f"{sent['page']}/release", keeper, sign_in("administrator")) == [302, 302]
    word = docx.Document(io.BytesIO(keeper.get(f"{sent['page']}/position.docx?lang=en").data))
    texts = [one.text for one in word.paragraphs]
    assert "Strehëza Besa disagrees: Nobody pays for it." in texts
    today = moment.planner_today()
    assert texts[:5] == [
        "Coalition",
        "Strehëza Alba",
        "Our reference: ……………………",
        f"{today:%-d %B %Y}",
        "Subject: Position of the forum: More beds",
    ]
    assert texts[-4:] == [
        "Annexes:",
        "1. What the members said",
        "Annex 1: What the members said",
        "",
    ]
    assert [cell.text for cell in word.tables[0].rows[0].cells] == [
        f"{'_' * 32}\nStrehëza Alba\nCoalition",
        "Place for the stamp",
    ]
    assert [row.cells[0].text for row in word.tables[1].rows][1:] == [
        "Strehëza Alba",
        "Strehëza Besa",
        "Strehëza Drita",
        "Agency (observer or adviser)",
    ]


def test_what_was_settled_stays_when_members_leave_or_join(
    app, client, keeper, coalition, sent
) -> None:
    for key in ("alba", "besa"):
        says(client, sent[key], "agrees")
    keeper.post(f"{sent['page']}/settle")
    with app.app_context():
        row = db.session.scalars(sa.select(Position)).one()
        row.settled_on = moment.planner_today() - timedelta(5)
        for key in ("alba", "besa"):
            db.session.get_one(ForumMember, coalition.members[key]).until = (
                moment.planner_today() - timedelta(1)
            )
        db.session.commit()
    assert "with consensus." in keeper.get(sent["page"]).text


def test_a_change_makes_a_new_edition(client, keeper, release, sent) -> None:
    says(client, sent["besa"], "change", "Say twelve.")
    typed = {"title": "More beds", "text": "Every county has twelve.", "version": "1"}
    answer = keeper.post(f"{sent['page']}/edit", data=typed, follow_redirects=True)
    assert ("so this is a new edition." in answer.text, "Say twelve." in answer.text) == (
        True,
        True,
    )
    html = client.get(sent["besa"]).text
    assert ("You will be asked again" in html, "Every county has twelve." in html) == (
        True,
        False,
    )
    assert keeper.post(f"{sent['page']}/links").status_code == 409
    assert release(sent["page"]) == [302, 302]
    keeper.post(f"{sent['page']}/links")
    assert says(client, sent["besa"], "agrees").status_code == 409
    assert says(client, sent["besa"], "agrees", edition=2).status_code == 302
    assert (
        "1 of 3 members has answered; consensus needs at least 2 answers."
        in keeper.get(sent["page"]).text
    )


@pytest.mark.one_database
def test_what_members_say_waits_for_two_people_and_stops_nobody(
    client, keeper, release, sent
) -> None:
    page = f"{sent['page']}/position.docx"
    assert keeper.get(page).status_code == 200
    says(client, sent["besa"], "dissents", "Nobody pays for it.")
    assert (
        keeper.get(page).status_code,
        f"{sent['page']}/send" in keeper.get(sent["page"]).text,
    ) == (
        409,
        True,
    )
    html = client.get(sent["alba"]).text
    assert ("Every county has ten." in html, "Nobody pays for it." in html) == (True, False)
    assert release(sent["page"]) == [302, 302]
    assert keeper.get(page).status_code == 200


@pytest.mark.one_database
def test_a_release_that_is_taken_back_closes_the_members_pages(client, keeper, sent) -> None:
    keeper.post(f"{sent['page']}/release", data={"to": "back"})
    html = client.get(sent["besa"]).text
    assert ("Every county has ten." in html, "Please come back later." in html) == (False, True)
    late = says(client, sent["besa"], "change", "Kept text.")
    assert (late.status_code, "Kept text." in late.text) == (409, True)


@pytest.mark.one_database
def test_the_link_says_whose_it_is_and_only_that(client, sent) -> None:
    html = client.get(sent["drita"]).text
    assert ("Dora Kola, Strehëza Drita" in html, "Every county has ten." in html) == (True, True)
    assert client.get("/p/nothing").status_code == 404
    assert client.get(sent["drita"].replace("/p/", "/w/")).status_code == 404
    nothing = client.post(sent["drita"], data={"edition": "1", "name": "", "reason": "Kept."})
    assert (nothing.status_code, "Please choose one." in nothing.text, "Kept." in nothing.text) == (
        422,
        True,
        True,
    )
    assert says(client, sent["drita"], "sideways").status_code == 422


@pytest.mark.one_database
def test_doors(client, sign_in, coalition, sent) -> None:
    stranger, administrator = sign_in("viewer"), sign_in("administrator")
    page = sent["page"]
    assert [client.get(one).status_code for one in (PATH, page)] == [302] * 2
    assert [stranger.get(one).status_code for one in (PATH, page)] == [200] * 2
    assert [
        stranger.get(one).status_code for one in (f"{PATH}/new", f"{page}/edit", f"{page}/send")
    ] == [403] * 3
    assert [
        stranger.post(page + one).status_code
        for one in ("/links", "/settle", "/remove", "/release")
    ] == [403] * 4
    assert [
        administrator.get(page + one).status_code for one in ("/links", "/settle", "/remove")
    ] == [405] * 3
    assert [
        administrator.get(one).status_code
        for one in (f"{PATH}/999", "/forums/south/positions", page.replace("coalition", "south"))
    ] == [404] * 3


@pytest.mark.one_database
def test_few_statements(app, client, sign_in, coalition, sent) -> None:
    with app.app_context():
        for number in range(30):
            db.session.add(
                Position(
                    forum_id=coalition.forum,
                    title=f"Position {number}",
                    text="…",
                    sent_on=moment.planner_today(),
                )
            )
        db.session.commit()
    keeper = sign_in("organiser")
    for browser, page in ((keeper, PATH), (keeper, sent["page"]), (client, sent["alba"])):
        with count_statements() as statements:
            assert browser.get(page).status_code == 200
        assert len(statements) <= 12, page
