"""An agreed day is a request in members' calendars: changes and withdrawals follow, answers are what they say of the day."""

import io
import re

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from facilitate import clock
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.forums.day_models import DayCopy
from facilitate.forums.models import DayVote, ForumMember, MeetingProposal
from facilitate.forums.rhythm.agreed_days import count_day_replies
from facilitate.lib.reading_child import FileProblem
from facilitate.mail.outbox import Message
from facilitate.participation.answering.calendar_answers import (
    CalendarOutcome,
    import_calendar_replies,
    reply_to_event,
)
from facilitate.participation.answering.calendar_replies import read_calendar_reply, tell_packed
from facilitate.participation.inviting.calendar_copies import (
    CalendarMethod,
    event_calendar,
    send_copies,
)
from facilitate.participation.models import Participation, Standing

from .conftest import days_offered, votes_kept

pytestmark = pytest.mark.both_databases


@pytest.fixture
def plan(sign_in, ids, monkeypatch):
    """The pages of the proposal, as the forum's keeper presses on them; mails stay in the outbox."""
    for room in ("mailing.mailings", "mailing.pages", "forums.rhythm.agreed_mailing"):
        monkeypatch.setattr(f"facilitate.{room}.can_mail", lambda: True)
    monkeypatch.setattr("facilitate.mailing.pages.send_mails_soon", lambda ids: None)
    keeper = sign_in("facilitator")

    def press(what: str, **typed: str) -> int:
        page = f"/forums/south/proposals/{ids['proposal']}/{what}"
        if what == "tell":
            mark = re.search(r'name="fingerprint" value="([^"]*)"', keeper.get(page).text)
            typed = {"fingerprint": mark[1] if mark else ""}
        return keeper.post(page, data=typed).status_code

    return press


def mailed(app) -> list[tuple[str, str, int, str]]:
    """Method, day, sequence and address of every entry that was mailed, in the order of the mails."""
    with app.app_context():
        texts = db.session.scalars(sa.select(Message.calendar).order_by(Message.id)).all()
    found = []
    for text in filter(None, texts):
        calendar = Calendar.from_ical(text)
        [entry] = calendar.walk("VEVENT")
        day = entry.decoded("dtstart").isoformat()
        found.append(
            (str(calendar["method"]), day, int(entry["sequence"]), str(entry["attendee"])[7:])
        )
    return found


def reply(app, who: str, said: str) -> bytes:
    """What that member's calendar answers to the last mail of theirs."""
    with app.app_context():
        texts = db.session.scalars(
            sa.select(Message.calendar).where(Message.to == who).order_by(Message.id)
        ).all()
    text = texts[-1].replace("METHOD:REQUEST", "METHOD:REPLY")
    return text.replace("PARTSTAT=NEEDS-ACTION", f"PARTSTAT={said}").encode()


def count(app, *mails: bytes) -> None:
    with app.app_context():
        replies = [read_calendar_reply(one) for one in mails]
        count_day_replies(replies[0].row, replies)
        db.session.commit()


def test_a_day_is_asked_for_changed_withdrawn_and_answered(app, ids, plan) -> None:
    first, second = days_offered()
    assert plan("choose", day=first.isoformat()) == 302
    assert plan("tell") == 302
    asked = mailed(app)
    assert [(method, day) for method, day, _edition, _to in asked] == [
        ("REQUEST", first.isoformat())
    ] * 3
    ana = next(to for *_more, to in asked if to.startswith("ana"))
    yes = reply(app, ana, "ACCEPTED")
    count(app, yes)
    count(app, yes)  # read twice it counts once
    assert votes_kept(app) == {(ids["vlore"], first): 2}
    plan("tell")  # everybody knows: nothing goes out
    assert len(mailed(app)) == 3
    assert plan("choose", day="") == 302
    assert plan("choose", day=second.isoformat()) == 302
    assert plan("tell") == 302
    changed = mailed(app)[3:]
    assert [(method, day) for method, day, _edition, _to in changed] == [
        ("REQUEST", second.isoformat())
    ] * 3
    assert min(one[2] for one in changed) > max(one[2] for one in asked)
    count(app, yes)  # of the day before: says nothing of this one
    assert (ids["vlore"], second) not in votes_kept(app)
    count(app, reply(app, ana, "DECLINED"))
    assert votes_kept(app)[ids["vlore"], second] == 0
    assert plan("remove") == 409  # first they are told
    assert plan("choose", day="") == 302
    assert plan("tell") == 302
    assert {one[0] for one in mailed(app)[6:]} == {"CANCEL"}
    assert len(mailed(app)) == 9
    assert plan("remove") == 302
    with app.app_context():
        assert db.session.scalars(sa.select(DayCopy)).all() == []
        assert db.session.scalars(sa.select(DayVote)).all() == []


@pytest.mark.one_database
def test_an_answer_that_only_outlook_opens_stands_at_the_day(app, ids, plan, sign_in) -> None:
    first, second = days_offered()
    plan("choose", day=first.isoformat())
    plan("tell")
    ana = next(to for *_more, to in mailed(app) if to.startswith("ana"))

    def arrives(*senders: str) -> list[int]:
        with app.app_context():
            told = [tell_packed(one) for one in senders]
            db.session.commit()
        return told

    assert arrives(ana.upper(), "nobody@office.example") == [1, 0]
    page, said = f"/forums/south/plan?year={first.year}", "which only Outlook opens, from:"
    keeper, staff = sign_in("facilitator"), sign_in("staff")
    assert (said in keeper.get(page).text, said in staff.get(page).text) == (True, False)
    count(app, reply(app, ana, "ACCEPTED"))
    assert said not in keeper.get(page).text
    arrives(ana)
    assert said in keeper.get(page).text
    plan("choose", day="")
    plan("choose", day=second.isoformat())
    assert said not in keeper.get(page).text  # it was said of another day


@pytest.mark.one_database
def test_saved_answers_are_imported_where_no_mailbox_is_watched(app, ids, plan, sign_in) -> None:
    first = days_offered()[0]
    plan("choose", day=first.isoformat())
    plan("tell")
    ana = next(to for *_more, to in mailed(app) if to.startswith("ana"))
    yes, page = reply(app, ana, "TENTATIVE"), "/forums/south/plan/answers"
    other = yes.replace(b"proposal-", b"event-")
    sent = [(io.BytesIO(one), f"{at}.ics") for at, one in enumerate((yes, other, b"nothing"))]
    shown = sign_in("facilitator").post(page, data={"files": sent}).text
    assert ("1 answer is counted." in shown, "1 answer is not counted" in shown) == (True, True)
    assert "2.ics: There is no answer of a calendar in this file." in shown
    assert votes_kept(app) == {(ids["vlore"], first): 1}
    assert sign_in("staff").get(page).status_code == 403


@pytest.mark.one_database
def test_a_letter_on_paper_speaks_of_no_entry(ids, plan, sign_in, monkeypatch) -> None:
    plan("choose", day=days_offered()[0].isoformat())
    page, keeper = f"/forums/south/proposals/{ids['proposal']}/tell", sign_in("facilitator")
    said = "Ky e-mail sjell një shënim"
    assert said in keeper.get(page).text
    monkeypatch.setattr("facilitate.forums.rhythm.agreed_mailing.can_mail", lambda: False)
    assert said not in keeper.get(page).text


@pytest.mark.one_database
def test_nobody_but_a_keeper_tells_and_no_other_entry_is_answered(app, ids, plan, sign_in) -> None:
    page = f"/forums/south/proposals/{ids['proposal']}/tell"
    assert sign_in("staff").get(page).status_code == 403
    assert sign_in("facilitator").get("/forums/south/proposals/999/tell").status_code == 404
    plan("choose", day=days_offered()[0].isoformat())
    plan("tell")
    ana = next(to for *_more, to in mailed(app) if to.startswith("ana"))
    strange = reply(app, ana, "ACCEPTED").replace(b"proposal-", b"dinner-")
    with app.app_context(), pytest.raises(FileProblem):
        read_calendar_reply(strange)
    count(app, reply(app, ana, "ACCEPTED").replace(ana.encode(), b"someone@else.example"))
    assert votes_kept(app) == {}


def test_an_agreed_day_that_became_a_meeting_stands_once_in_a_calendar(
    app, ids, plan, sign_in
) -> None:
    first = days_offered()[0]
    plan("choose", day=first.isoformat())
    plan("tell")
    sent = {to: edition for *_more, edition, to in mailed(app)}
    ana = next(to for to in sent if to.startswith("ana"))
    with app.app_context():
        proposal = db.session.get_one(MeetingProposal, ids["proposal"])
        event = db.session.scalars(sa.select(Event)).first()
        member = db.session.get_one(ForumMember, ids["vlore"])
        proposal.event_id, person = event.id, member.person
        row = Participation(
            event_id=event.id,
            person_id=person.id,
            organisation_id=person.organisation_id,
            sector_id=person.organisation.sector_id,
            standing=Standing.INVITED,
        )
        db.session.add(row)
        db.session.flush()
        [copy] = send_copies(event, [person]).values()
        text = event_calendar(event, copy, CalendarMethod.REQUEST)
        db.session.commit()
        [entry] = Calendar.from_ical(text).walk("VEVENT")
        assert str(entry["uid"]).startswith(f"proposal-{proposal.id}@")
        assert int(entry["sequence"]) > sent[ana]
        yes = text.replace("METHOD:REQUEST", "METHOD:REPLY").replace("NEEDS-ACTION", "ACCEPTED")
        reply = reply_to_event(read_calendar_reply(yes.encode()))
        assert (reply.about, reply.row) == ("event", event.id)
        [taken], _mails = import_calendar_replies(event, [reply], clock.now())
        assert (taken.outcome, row.standing) == (CalendarOutcome.COUNTED, Standing.COMING)
        db.session.commit()
    saved = {"files": [(io.BytesIO(yes.encode()), "yes.ics")]}
    shown = sign_in("facilitator").post("/forums/south/plan/answers", data=saved).text
    assert "1 answer is not counted" in shown
    assert votes_kept(app) == {}
    assert plan("choose", day="") == 302
    plan("tell")  # the meeting has mails of its own: only the others are told that the day is open
    assert {to for method, *_more, to in mailed(app) if method == "CANCEL"} == set(sent) - {ana}
