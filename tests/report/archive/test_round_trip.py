"""From one planner to another and back: what a planner reads is the same, byte for byte, however full the other one is."""

import json
from datetime import date

import pytest
import sqlalchemy as sa

from facilitate import clock
from facilitate.accounts.actions import add_user
from facilitate.accounts.models import User
from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step, StepSpeaker
from facilitate.budget.models import Contribution, CostLine, Rate
from facilitate.cafe.models import Cafe, CafeSeating, CafeTable
from facilitate.cafe.seats import seating_from_json
from facilitate.checklists.models import Task
from facilitate.consultation.models import Questionnaire
from facilitate.consultation.sharing.actions import note_counts_told
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.events.models import Event, EventKind, Member, Role
from facilitate.events.queries import event_by_slug
from facilitate.forums.actions import add_forum
from facilitate.forums.meetings.actions import close_point, raise_point
from facilitate.forums.models import Forum, ForumMeeting, OpenPoint, PointKind
from facilitate.forums.passing.actions import (
    LetterHeading,
    add_problem,
    note_answer,
    pass_by_letter,
)
from facilitate.forums.passing.labels import passing_text
from facilitate.forums.problem_models import PassedUp, Problem
from facilitate.lib.sealing import unseal_text
from facilitate.lib.text import Words
from facilitate.notes.deciding.queries import actions_of
from facilitate.notes.models import NoteAction, NoteDecision, NoteLine, NotePhoto
from facilitate.participation.models import Participation
from facilitate.practice.models import PracticeSheet
from facilitate.report.archive.actions import (
    SEALS,
    EventImportOptions,
    event_archive,
    import_event,
    read_archive,
)
from facilitate.report.archive.packing import ANSWERS, ArchiveProblem
from facilitate.report.clearing.outgoing import outgoing_texts
from facilitate.report.following.actions import copy_to_forum
from facilitate.report.models import ActionAtForum, Attachment, SectionText
from facilitate.report.released_report import released_edition
from facilitate.report.releasing.actions import changes_since
from facilitate.tracing.gathering import gather_thread
from facilitate.tracing.wording import thread_lead

from ... import people as cast_of
from .conftest import archive_data, unzip_parts
from .filling import AGENDA, HIDDEN
from .test_leaks import everything

KEY = "a-key-of-22-letters-00"
pytestmark = pytest.mark.usefixtures("without_papers")


def read_in(app, content: bytes, key: str = "", **wanted) -> str:
    """Read an archive in; gives the event's address there."""
    with app.app_context():
        event = import_event(read_archive(content, key), EventImportOptions(**wanted))
        db.session.commit()
        return event.slug


def again(app, slug: str, key: str = "") -> bytes:
    """The archive of an event of that planner."""
    with app.app_context():
        event = event_by_slug(slug)
        assert event
        return event_archive(event, key)


def event_count(app) -> int:
    """How many events that planner holds."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(Event.id))) or 0


def differing(before: bytes, after: bytes) -> list[str]:
    """The files that two archives do not have alike."""
    one, other = unzip_parts(before), unzip_parts(after)
    return [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]


@pytest.fixture
def lived_in(filled) -> None:
    """The event builds on another, tasks and costs were edited, its first speaker is called after a month, its theme was asked for."""
    with filled.app_context():
        event = event_by_slug("spring")
        earlier = _summer()
        earlier.slug, earlier.first_day, earlier.last_day = "winter", *(date(2026, 12, 1),) * 2
        db.session.add(earlier)
        db.session.flush()
        event.builds_on_id = earlier.id
        for model in (Task, CostLine, Contribution):
            db.session.execute(sa.update(model).where(model.event_id == event.id).values(version=4))
        speaker = db.session.scalars(sa.select(StepSpeaker)).one()
        speaker.name = "Besa Shkurti"
        db.session.commit()


@pytest.mark.both_databases
@pytest.mark.parametrize("out", [False, True], ids=["not released", "released"])
@pytest.mark.parametrize("other_level", ["filled", "demo"])
def test_another_planner_gives_the_same_archive_file_by_file(
    lived_in, taken, let_out, elsewhere, monkeypatch, out: bool
) -> None:
    """However full it is: what people open as well as what a planner reads."""
    monkeypatch.undo()
    if out:
        let_out()
    before = taken()
    slug = read_in(elsewhere, before)
    assert slug == "spring"
    names = set(unzip_parts(before))
    assert {"guide.docx", "checklist.xlsx", "budget.xlsx", "participants.xlsx"} <= names
    assert {"notes.json", "report.json", "report-sq.docx", "report-en.docx"} <= names or not out
    assert json.loads(unzip_parts(before)["archive.json"])["builds_on"] == "winter"
    after = again(elsewhere, slug)
    assert differing(before, after) == []


def _thread_of(event: Event, user: User) -> tuple[str, list[tuple[str, str]], list[str]]:
    """What the thread of an event says, which action its forum follows as which point, and where its problems went."""
    followed = sa.select(NoteAction.text, OpenPoint.text).join(
        ActionAtForum, ActionAtForum.action_id == NoteAction.id
    )
    actions = followed.join(OpenPoint, OpenPoint.id == ActionAtForum.point_id)
    mine = db.session.execute(
        actions.where(NoteAction.event_id == event.id).order_by(NoteAction.id)
    )
    went = sa.select(PassedUp).join(PassedUp.problem).where(Problem.event_id == event.id)
    passed = db.session.scalars(went.order_by(PassedUp.id))
    told = thread_lead(gather_thread(event, user))
    return told, [tuple(row) for row in mine], [passing_text(one) for one in passed]


def test_the_forums_part_comes_along_for_who_may_say_so(filled, taken, let_out, elsewhere) -> None:
    """That it met, what it found there, where that went and what stayed open: the thread is the same in the other planner."""
    with filled.app_context():
        event = event_by_slug("spring")
        kind, name = "regional_group", Words("North group", "Grupi i Veriut")
        forum = add_forum(Forum(kind=kind, name=name, purpose=Words(), created_at=clock.now()))
        day = date(2027, 3, 18)
        found = add_problem(
            forum,
            Problem(event_id=event.id, text="There is no lawyer.", theme="Aid", raised_on=day),
        )
        pass_by_letter([found], LetterHeading("Ministria", day, "sq", signed="Ana Hoxha"))
        note_answer(db.session.scalars(sa.select(PassedUp)).all(), "From May on.", day)
        later = _summer()
        db.session.add_all([ForumMeeting(forum_id=forum.id, event_id=event.id), later])
        db.session.flush()
        db.session.add(PassedUp(problem_id=found.id, event_id=later.id, on=day))
        copy_to_forum(event, forum, actions_of(event))
        question, _new = raise_point(forum, PointKind.QUESTION, "Who pays?", event_id=event.id)
        close_point(question, "The municipality.", day)
        kept = sa.select(NoteLine.id).where(NoteLine.withheld)  # what must not leave is no thread
        db.session.execute(sa.delete(NoteDecision).where(NoteDecision.line_id.in_(kept)))
        db.session.commit()
        thread = _thread_of(event, db.session.get_one(User, 1))
    assert len(thread[1]) == 2
    assert "“Summer”" in thread[2][1]
    let_out()
    before = taken()
    assert b"Ana Hoxha" not in archive_data(before)["notes.json"]
    read_in(elsewhere, again(filled, "summer"))
    assert archive_data(again(elsewhere, read_in(elsewhere, before))) == archive_data(before)
    with elsewhere.app_context():
        assert _thread_of(event_by_slug("spring"), db.session.get_one(User, 1)) == thread
        mine = sa.select(Problem.text, Forum.slug, Event.slug).join_from(Problem, Event)
        known = [("There is no lawyer.", "north-group", "spring")]
        assert db.session.execute(mine.join(Forum, Problem.forum_id == Forum.id)).all() == known
        stranger = add_user("Somebody", "somebody@office.example")
        db.session.commit()
        reader = db.session.get_one(User, stranger.id)
        import_event(read_archive(before), EventImportOptions(reader=reader))
        assert db.session.execute(mine.join(Forum, Problem.forum_id == Forum.id)).all() == known
        assert len(db.session.scalars(sa.select(Event.slug)).all()) == 3
        assert len(db.session.scalars(sa.select(OpenPoint)).all()) == 3
        assert len(db.session.scalars(sa.select(ForumMeeting)).all()) == 1


PUT_IN = [
    # what the fixture wrote, as another planner has it; what must not leave is not among it
    (sa.select(Event.slug, Event.first_day), {("spring", date(2027, 3, 18))}),
    (sa.select(Step.title), {Words("Opening", "Hapja"), Words("Café", "Café-ja")}),
    (
        sa.select(Person.given_name, Person.family_name),
        {(one, "Leka") for one in ("Ana", "Besa", "Ciljeta")},
    ),
    (
        sa.select(CafeTable.number, CafeTable.question),
        {(n, Words("Who refers?", "Kush referon?")) for n in (1, 2)},
    ),
    (
        sa.select(CostLine.code, CostLine.title, CostLine.unit_cents),
        {("C1", Words("Hall", "Salla"), 50_000)},
    ),
    (
        sa.select(Contribution.code, Contribution.giver, CostLine.code).outerjoin(
            CostLine, CostLine.id == Contribution.line_id
        ),
        {("G1", "Fondacioni", "C1"), ("G2", "Tjetër", None)},
    ),
    (sa.select(Rate.currency, Rate.worth, Rate.source), {("ALL", 101_000_000, "Banka")}),
    (sa.select(NoteDecision.text), {"Tryeza mblidhet çdo muaj."}),
    (sa.select(NoteAction.text), {"Shkruaj rregullat.", "Bën listën e shkollave."}),
    (sa.select(NotePhoto.alt), {"Tabela e referimit"}),
    (sa.select(Attachment.title, Attachment.content), {("Referimi", b"%PDF-1.4 Referimi")}),
    (sa.select(PracticeSheet.results), {Words("Rules agreed", "Rregulla të miratuara")}),
]


def test_what_was_put_in_is_there_and_nothing_else(taken, released, elsewhere) -> None:
    read_in(elsewhere, taken())
    with elsewhere.app_context():
        found = [db.session.execute(query).all() for query, _expected in PUT_IN]
        lines = set(db.session.scalars(sa.select(NoteLine.text)))
        participations = db.session.scalar(sa.select(sa.func.count(Participation.id)))
        tasks = db.session.scalar(sa.select(sa.func.count(Task.id)))
    told = [{tuple(row) if len(row) > 1 else row[0] for row in rows} for rows in found]
    assert told == [expected for _query, expected in PUT_IN]
    assert {"Referimi zgjat gjashtë muaj.", "Unaza e re mungon."} <= lines
    assert [line for line in lines if HIDDEN in line] == []
    assert (participations, tasks > 40) == (4, True)


@pytest.mark.both_databases
def test_the_demo_comes_through(demo, elsewhere) -> None:
    for slug in ("annual-2008", "annual-next", "north-2"):
        before = again(demo, slug)
        assert read_in(elsewhere, before) == slug
        assert archive_data(again(elsewhere, slug)) == archive_data(before)


def test_answers_come_through_sealed_and_with_their_themes(demo, elsewhere) -> None:
    def unsealed(content: bytes) -> str:
        return unseal_text(KEY, SEALS, unzip_parts(content)[ANSWERS]) or ""

    with demo.app_context():
        event = event_by_slug("annual-next")
        assert event
        note_counts_told(event)  # as a report that goes out does
        db.session.commit()
    before = again(demo, "annual-next", KEY)
    tables = json.loads(unsealed(before))
    assert {name: len(rows) > 3 for name, rows in tables.items()} == dict.fromkeys(
        ("answer", "reply", "pick", "passage", "coding"), True
    )
    said = max((row["text"] for row in tables["reply"]), key=len)
    assert said not in everything(before)
    counted = json.loads(archive_data(before)["event.json"])["questionnaire"][0]["counted"]
    assert {key.split("/")[0] for key in counted} >= {"sectors", "themes", "question"}
    slug = read_in(elsewhere, before, key=KEY)
    after = again(elsewhere, slug, KEY)
    assert (unsealed(after), archive_data(after)) == (unsealed(before), archive_data(before))
    with pytest.raises(ArchiveProblem, match="wrong_key"):
        read_in(elsewhere, before, key=KEY[::-1])
    plain = read_in(elsewhere, before, title=Words("Without", ""))  # no key: no answers
    assert ANSWERS not in unzip_parts(again(elsewhere, plain, KEY))
    assert ANSWERS not in unzip_parts(again(demo, "annual-next"))
    with elsewhere.app_context():
        kept = dict(
            db.session.execute(sa.select(Event.slug, Questionnaire.counted).join(Event)).all()
        )
    assert kept == {slug: kept[slug], plain: {}}


LATER = [
    "E thënë më vonë.",
    "Ndryshuar më vonë.",
    "Vendosur më vonë.",
    "Tryeza ndryshuar më vonë.",
    "Kundër më vonë.",
    "Doli më vonë.",
    "Shkruar më vonë.",
]
"""What `written_later` writes."""


def _later_texts(app, slug: str) -> list[str]:
    """Of these what that planner holds of the event, and which decision was made of which line."""
    with app.app_context():
        event = event_by_slug(slug)
        assert event
        made = sa.select(NoteDecision.text, NoteLine.text).outerjoin(
            NoteLine, NoteDecision.line_id == NoteLine.id
        )
        rows = [
            *db.session.execute(made.where(NoteDecision.event_id == event.id)),
            *db.session.execute(
                sa.select(NoteDecision.objections, sa.literal("")).where(
                    NoteDecision.event_id == event.id
                )
            ),
            *(
                (value, "")
                for model, column in (
                    (NoteLine, NoteLine.text),
                    (NoteAction, NoteAction.outcome),
                    (SectionText, SectionText.text),
                )
                for value in db.session.scalars(sa.select(column).where(model.event_id == event.id))
            ),
        ]
        return sorted(f"{one} < {other}" for one, other in rows if one in LATER)


@pytest.mark.both_databases
def test_what_came_after_the_release_comes_back_with_the_key_and_leaves_with_it_alone(
    filled, written_later, elsewhere
) -> None:
    def unsealed(content: bytes) -> str:
        return unseal_text(KEY, SEALS, unzip_parts(content)[ANSWERS]) or ""

    before = again(filled, "spring", KEY)
    assert [one for one in LATER if one in everything(before)] == []
    assert [one for one in LATER if one not in unsealed(before)] == []
    slug = read_in(elsewhere, before, key=KEY)
    here = _later_texts(filled, "spring")
    assert "Vendosur më vonë. < E thënë më vonë." in here
    assert (len(here), _later_texts(elsewhere, slug)) == (len(LATER), here)
    after = again(elsewhere, slug, KEY)
    assert (unsealed(after), archive_data(after)) == (unsealed(before), archive_data(before))
    assert [one for one in LATER if one in everything(again(elsewhere, slug))] == []
    plain = read_in(elsewhere, before, title=Words("Without", ""))
    assert _later_texts(elsewhere, plain) == []
    assert archive_data(again(filled, "spring")).keys() == archive_data(before).keys()


def test_everybody_sits_where_they_sat(app, taken, elsewhere) -> None:
    content = taken()
    with elsewhere.app_context():
        cast_of.make_cast()  # numbers differ from here on
        db.session.commit()
    slug = read_in(elsewhere, content)

    def seats(planner, event: str) -> list[list[list[str]]]:
        with planner.app_context():
            mine = sa.select(CafeSeating).join(Cafe, CafeSeating.cafe_id == Cafe.id).join(Cafe.step)
            row = db.session.scalars(
                mine.where(
                    sa.text("step.event_id = :event and step.kind = 'cafe'"),
                    ~CafeSeating.undone,
                ),
                {"event": event_by_slug(event).id},
            ).one()
            seating = seating_from_json(row.content)
            names = {
                f"p{one.id}": one.person.name
                for one in db.session.scalars(sa.select(Participation))
            }
            tables = {one.id: one.number for one in db.session.scalars(sa.select(CafeTable))}
            return [
                [
                    [str(tables[table]), *(names.get(key, "walk-in") for key in people)]
                    for table, people in zip(seating.tables, one, strict=True)
                ]
                for one in seating.rounds
            ]

    assert slug == "spring-2"
    assert seats(elsewhere, slug) == seats(app, "spring")


def test_nobody_gets_in_by_a_name(taken, elsewhere) -> None:
    with elsewhere.app_context():
        namesake = add_user(cast_of.NAMES["organiser"], "arta@elsewhere.example")
        reader = add_user("Zana Hasa", "zana@elsewhere.example")
        db.session.commit()
        ids = namesake.id, reader.id
        event = import_event(read_archive(taken()), EventImportOptions(reader=reader))
        db.session.commit()
        team = db.session.execute(
            sa.select(User, Member.role)
            .join(Member)
            .where(Member.event_id == event.id)
            .order_by(Member.id)
        ).all()
    assert ids[0] not in {user.id for user, _role in team}
    assert [(user.id, role) for user, role in team if user.active] == [(ids[1], Role.ORGANISER)]
    asleep = [user for user, _role in team if not user.active]
    assert len(asleep) == len(Role)
    assert all(
        user.password_hash is None and user.email.endswith("@archive.invalid") for user in asleep
    )


def test_somebody_says_who_they_were(taken, elsewhere) -> None:
    content = taken()
    with elsewhere.app_context():
        found = read_archive(content)
        number = next(
            n for n, row in enumerate(found.of("user"), 1) if row["name"] == cast_of.NAMES["viewer"]
        )
        reader = add_user("Fatos Zeka", "fatos@elsewhere.example")
        event = import_event(found, EventImportOptions(reader=reader, as_account=number))
        role = db.session.scalar(
            sa.select(Member.role).where(Member.event_id == event.id, Member.user_id == reader.id)
        )
        assert role is Role.ORGANISER  # somebody has to be able to open it
        assert db.session.scalar(sa.select(sa.func.count(Member.id))) == len(Role)


def test_who_is_known_here_stays_as_they_are_here(taken, elsewhere) -> None:
    content = taken()
    read_in(elsewhere, content)
    with elsewhere.app_context():
        person = db.session.scalars(sa.select(Person).where(Person.given_name == "Besa")).one()
        person.email, person.position = "besa@vatra.example", Words("Head", "Kreu")
        db.session.commit()
        count = db.session.scalar(sa.select(sa.func.count(Person.id)))
    read_in(elsewhere, content)
    with elsewhere.app_context():
        person = db.session.scalars(sa.select(Person).where(Person.given_name == "Besa")).one()
        assert (person.email, person.position.en) == ("besa@vatra.example", "Head")
        assert db.session.scalar(sa.select(sa.func.count(Person.id))) == count


def _summer(**more) -> Event:
    """Another event, later than the one of the fixture."""
    return Event(
        slug="summer",
        kind=EventKind.CONFERENCE,
        title=Words("Summer", "Vera"),
        description=Words(),
        venue="",
        town="",
        first_day=date(2027, 7, 1),
        last_day=date(2027, 7, 1),
        created_at=clock.now(),
        **more,
    )


def test_an_edition_finds_the_one_before(app, taken, elsewhere) -> None:
    with app.app_context():
        before = event_by_slug("spring")
        db.session.add(_summer(builds_on_id=before.id))
        db.session.commit()
    first, second = taken(), again(app, "summer")
    read_in(elsewhere, first)
    read_in(elsewhere, second)
    with elsewhere.app_context():
        assert event_by_slug("summer").builds_on_id == event_by_slug("spring").id
    assert json.loads(archive_data(again(elsewhere, "summer"))["event.json"]) == json.loads(
        archive_data(second)["event.json"]
    )


def test_the_same_event_gives_the_same_bytes(taken) -> None:
    assert archive_data(taken()) == archive_data(taken())


def _another_event() -> Event:
    cast = cast_of.make_cast()
    return db.session.get_one(Event, cast.event_id)


def test_a_report_is_the_same_report_elsewhere(app, taken, let_out, elsewhere) -> None:
    """Its sections are those of the steps there, what the team wrote is written over what is assembled there."""
    with app.app_context():
        db.session.execute(
            sa.update(Person).values(gender=None)
        )  # it stays at home, and so do its figures
        db.session.commit()
    let_out()
    with elsewhere.app_context():
        start_agenda(_another_event(), AGENDA, {}, {})  # other numbers
        db.session.commit()
    slug = read_in(elsewhere, taken())
    with elsewhere.app_context():
        event = event_by_slug(slug)
        edition = released_edition(event)
        assert changes_since(event, edition) == []
        row = db.session.scalars(
            sa.select(SectionText).where(SectionText.event_id == event.id)
        ).one()
        step = db.session.scalars(
            sa.select(Step.id).where(Step.event_id == event.id).order_by(Step.id)
        ).first()
        assert (row.section, row.text) == (
            f"session-{step}",
            f"Hapja u bë në orë.\n\n[[photos-{step}]]",
        )
        assert "Referimi zgjat gjashtë muaj." in row.source
        assert outgoing_texts(event).undecided == 0
