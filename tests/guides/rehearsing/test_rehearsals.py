"""A rehearsal has a day, an hour, a place and people; it stands in their calendars, changes follow, and what they answer is kept."""

import io
import re
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa
from icalendar import Calendar

from facilitate.agenda.actions import start_agenda
from facilitate.cafe.actions import create_cafe
from facilitate.cafe.models import CafeTable
from facilitate.checklists.models import TaskFeed
from facilitate.data.db import db
from facilitate.directory.models import Level, OfficeKind, Organisation, Person, Sector
from facilitate.events.models import Event, Member
from facilitate.guides.models import RehearsalCopy
from facilitate.guides.rehearsing.actions import count_rehearsal_replies, keep_packed_answers
from facilitate.lib.text import Words
from facilitate.mail.outbox import Message
from facilitate.participation.answering.calendar_replies import read_calendar_reply
from facilitate.participation.models import Participation, Standing

from ... import moment

pytestmark = pytest.mark.both_databases
LIST = "/events/spring/rehearsals"
AGENDA = {
    "days": [
        {
            "start": "09:00",
            "planned_end": "17:00",
            "steps": [
                {"kind": "talk", "title_en": "Opening", "title_sq": "Hapja", "minutes": 30},
                {
                    "kind": "cafe",
                    "title_en": "What lasts",
                    "title_sq": "Çfarë mbetet",
                    "minutes": 90,
                },
            ],
        }
    ]
}
CAFE = {
    "rounds": 3,
    "minutes": 20,
    "move": 5,
    "harvest": 10,
    "tables": [
        {"question_en": "How do we keep people?", "host": "F2"},
        {"question_en": "Who pays?", "host": "nobody"},
        {"question_en": "Who comes?", "host_name": "Ilir Stafa"},
    ],
}
ANA = "ana@hope.example"


@pytest.fixture
def steps(app, cast, monkeypatch) -> dict[str, int]:
    """An opening and a café: one table a facilitator hosts, one a participant, one somebody without an address. Mails stay in the outbox."""
    for room in ("mailing.mailings", "mailing.pages", "guides.rehearsing.mailing"):
        monkeypatch.setattr(f"facilitate.{room}.can_mail", lambda: True)
    monkeypatch.setattr("facilitate.mailing.pages.send_mails_soon", lambda ids: None)
    with app.app_context():
        rows = start_agenda(db.session.get_one(Event, cast.event_id), AGENDA)
        found = {step.title.en: step.id for step in rows}
        create_cafe(
            found["What lasts"],
            CAFE,
            {"F2": db.session.get_one(Member, cast.members["facilitator"])},
        )
        office = Organisation(
            name="Hope",
            kind=OfficeKind.NGO,
            level=Level.CENTRAL,
            sector=db.session.scalars(sa.select(Sector)).first(),
        )
        person = Person(
            given_name="Ana",
            family_name="Leka",
            organisation=office,
            position=Words(),
            email=ANA,
            phone="",
        )
        db.session.add_all([office, person])
        db.session.flush()
        row = Participation(
            event_id=cast.event_id,
            person_id=person.id,
            organisation_id=office.id,
            sector_id=office.sector.id,
            standing=Standing.COMING,
        )
        db.session.add(row)
        db.session.flush()
        db.session.scalars(
            sa.select(CafeTable).where(CafeTable.number == 2)
        ).one().host_participation_id = row.id
        db.session.commit()
    return found


def typed(**other: str) -> dict[str, str]:
    day = moment.spring_day() - timedelta(days=3)
    usual = {"day": day.isoformat(), "starts": "9:00", "minutes": "3h", "place": "Salla e madhe"}
    return {**usual, "hosts": "y", **other}


def tell(client, number: int = 1) -> int:
    page = f"{LIST}/{number}/tell"
    mark = re.search(r'name="fingerprint" value="([^"]*)"', client.get(page).text)
    return client.post(page, data={"fingerprint": mark[1] if mark else ""}).status_code


def mailed(app) -> list[tuple[str, str, str, int]]:
    """Method, beginning, address and sequence of every entry that was mailed, in the order of the mails."""
    with app.app_context():
        texts = db.session.scalars(sa.select(Message.calendar).order_by(Message.id)).all()
    found = []
    for text in filter(None, texts):
        calendar = Calendar.from_ical(text)
        [entry] = calendar.walk("VEVENT")
        found.append(
            (
                str(calendar["method"]),
                entry.decoded("dtstart").strftime("%d %H:%M"),
                str(entry["attendee"])[7:],
                int(entry["sequence"]),
            )
        )
    return found


def reply(app, said: str, who: str = ANA) -> bytes:
    """What Ana's calendar answers to the last mail of hers; or that of somebody else."""
    with app.app_context():
        texts = db.session.scalars(
            sa.select(Message.calendar).where(Message.to == who).order_by(Message.id)
        ).all()
    text = texts[-1].replace("METHOD:REQUEST", "METHOD:REPLY")
    return text.replace("PARTSTAT=NEEDS-ACTION", f"PARTSTAT={said}").encode()


def said(app) -> dict[str, str]:
    with app.app_context():
        return {
            row.email: row.said for row in db.session.scalars(sa.select(RehearsalCopy)) if row.said
        }


def test_it_is_asked_for_changed_answered_and_called_off(app, organiser, steps) -> None:
    day = moment.spring_day() - timedelta(days=3)
    assert organiser.post(f"{LIST}/new", data=typed()).status_code == 302
    assert tell(organiser) == 302
    begins = f"{day:%d} 09:00"
    assert [one[:3] for one in mailed(app)] == [
        ("REQUEST", begins, "facilitator@office.example"),
        ("REQUEST", begins, ANA),
    ]
    yes = reply(app, "ACCEPTED")
    with app.app_context():
        one = read_calendar_reply(yes)
        assert count_rehearsal_replies(one.row, [one, one]) == 2
        db.session.commit()
    assert said(app) == {ANA: "ACCEPTED"}
    page = organiser.get(LIST).text
    assert ("Ana Leka" in page, "is coming" in page, "Ilir Stafa" in page) == (True, True, True)

    assert tell(organiser) == 302  # everybody knows: nothing goes out
    assert len(mailed(app)) == 2
    version = re.search(r'name="version"[^>]*value="(\d+)"', organiser.get(f"{LIST}/1").text)[1]
    later = typed(starts="14:00", version=version)
    assert organiser.post(f"{LIST}/1", data=later).status_code == 302
    assert tell(organiser) == 302
    assert [one[:2] for one in mailed(app)[2:]] == [("REQUEST", f"{day:%d} 14:00")] * 2
    assert min(one[3] for one in mailed(app)[2:]) > max(one[3] for one in mailed(app)[:2])
    assert said(app) == {}  # they said it of another hour
    with app.app_context():
        old = read_calendar_reply(yes)
        assert count_rehearsal_replies(old.row, [old]) == 0

    assert organiser.post(f"{LIST}/1/remove").status_code == 409  # first they are told
    assert organiser.post(f"{LIST}/1/call-off").headers["Location"].endswith("/1/tell")
    assert tell(organiser) == 302
    assert {one[0] for one in mailed(app)[4:]} == {"CANCEL"}
    assert len(mailed(app)) == 6
    assert organiser.post(f"{LIST}/1/remove").status_code == 302
    with app.app_context():
        assert db.session.scalars(sa.select(RehearsalCopy)).all() == []


def test_who_no_longer_comes_is_told_so(app, organiser, cast, steps) -> None:
    organiser.post(f"{LIST}/new", data=typed())
    tell(organiser)
    with app.app_context():
        db.session.scalars(
            sa.select(CafeTable).where(CafeTable.number == 2)
        ).one().host_participation_id = None
        db.session.commit()
    tell(organiser)
    assert [one[::2] for one in mailed(app)[2:]] == [("CANCEL", ANA)]


@pytest.mark.one_database
def test_of_one_step_those_who_work_in_it_come(app, organiser, steps) -> None:
    only = typed(team="y", hosts="", step_id=str(steps["Opening"]))
    organiser.post(f"{LIST}/new", data=only)
    page = organiser.get(LIST).text
    assert "Rehearsal: Opening (Spring conference)" in page
    assert "Nobody yet: nobody works in this step" in page
    whole = typed(team="y", hosts="", day=(moment.spring_day() - timedelta(days=2)).isoformat())
    organiser.post(f"{LIST}/new", data=whole)
    assert "Arta Hoxha" in organiser.get(LIST).text


@pytest.mark.one_database
def test_it_stands_in_calendars_guide_and_desk(app, organiser, cast, steps) -> None:
    near = moment.planner_today() + timedelta(days=2)
    organiser.post(f"{LIST}/new", data=typed(team="y", day=near.isoformat()))
    title = "Provë: Konferenca e pranverës"

    def titles(ics: bytes) -> list[str]:
        return [str(one["summary"]) for one in Calendar.from_ical(ics).walk("VEVENT")]

    whole = "/events/spring/calendar.ics"
    member = f"?member={cast.members['facilitator']}"
    assert titles(organiser.get(whole).data)[0] == title
    assert titles(organiser.get(whole + member).data) == [title]
    organiser.post("/events/spring/checklist/mails/calendar")
    with app.app_context():
        token = db.session.scalars(sa.select(TaskFeed.token)).one()
    assert title in titles(organiser.get(f"/feed/tasks/{token}.ics").data)
    tell(organiser)  # now it stands in the calendar by mail, and not twice
    assert title not in titles(organiser.get(f"/feed/tasks/{token}.ics").data)
    assert "See who comes" in organiser.get("/events/spring/").text
    guide = docx.Document(io.BytesIO(organiser.get("/events/spring/guide.docx?lang=en").data))
    said_there = [one.text for one in guide.paragraphs if "Salla e madhe" in one.text]
    assert len(said_there) == 1
    assert "09:00–12:00" in said_there[0]


@pytest.mark.one_database
def test_who_declines_has_it_no_longer_in_their_file(app, organiser, cast, steps) -> None:
    organiser.post(f"{LIST}/new", data=typed(team="y"))
    tell(organiser)
    member = f"/events/spring/calendar.ics?member={cast.members['facilitator']}"
    whole = "/events/spring/calendar.ics"
    title = b"Konferenca e pranver"

    def answer(said: str) -> tuple[bool, bool]:
        with app.app_context():
            one = read_calendar_reply(reply(app, said, "facilitator@office.example"))
            assert count_rehearsal_replies(one.row, [one]) == 1
            db.session.commit()
        files = organiser.get(member).data, organiser.get(whole).data
        return tuple(b"SUMMARY:Prov" in one and title in one for one in files)

    assert answer("DECLINED") == (False, True)
    assert answer("ACCEPTED") == (True, True)


@pytest.mark.one_database
def test_saved_answers_are_imported(app, organiser, steps) -> None:
    organiser.post(f"{LIST}/new", data=typed())
    tell(organiser)
    yes = reply(app, "TENTATIVE")
    other = yes.replace(b"rehearsal-", b"event-")
    sent = [(io.BytesIO(one), f"{at}.ics") for at, one in enumerate((yes, other, b"nothing"))]
    shown = organiser.post(f"{LIST}/answers", data={"files": sent}).text
    assert ("1 answer is counted." in shown, "1 answer is not counted" in shown) == (True, True)
    assert "2.ics: There is no answer of a calendar in this file." in shown
    assert said(app) == {ANA: "TENTATIVE"}


@pytest.mark.one_database
def test_an_answer_that_only_outlook_opens_stands_at_who_sent_it(app, organiser, steps) -> None:
    organiser.post(f"{LIST}/new", data=typed())
    tell(organiser)
    packed = "an answer came as winmail.dat"
    with app.app_context():
        assert [keep_packed_answers(ANA.upper()), keep_packed_answers("x@office.example")] == [1, 0]
        db.session.commit()
    assert organiser.get(LIST).text.count(packed) == 1
    with app.app_context():
        one = read_calendar_reply(reply(app, "ACCEPTED"))
        count_rehearsal_replies(one.row, [one])
        db.session.commit()
    page = organiser.get(LIST).text
    assert (packed in page, "is coming" in page) == (False, True)


def test_what_cannot_be_is_said_at_its_place(organiser, steps) -> None:
    late = (moment.spring_day() + timedelta(days=9)).isoformat()
    answer = organiser.post(f"{LIST}/new", data=typed(day=late, starts="half", hosts=""))
    assert answer.status_code == 422
    assert "The event is over by then: choose an earlier day." in answer.text
    assert "Write the time like 9:30; after midnight like 0:30 +1." in answer.text
    assert "Choose who comes: the team, the hosts of tables, or both." in answer.text


@pytest.mark.one_database
def test_doors(sign_in, client, organiser, steps) -> None:
    organiser.post(f"{LIST}/new", data=typed())
    viewer = sign_in("viewer")
    assert "Ana Leka" not in viewer.get(LIST).text
    for page in ("new", "1", "1/tell", "answers"):
        assert viewer.get(f"{LIST}/{page}").status_code == 403
    assert organiser.get(f"{LIST}/999").status_code == 404
    assert client.get(LIST).status_code in (302, 401)
