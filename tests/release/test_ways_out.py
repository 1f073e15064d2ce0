"""The table of all ways out is whole, and nothing that nobody has decided about leaves by one of them."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.mailing.mailings import Mailing
from facilitate.release.mails_out import MAILS
from facilitate.release.ways import ANNOUNCED, Guard, To
from facilitate.release.ways_out import NOT_BY_TWO, PAGES
from facilitate.setup.demo.load import OFFICIAL

from .mails import mails_said
from .planting import first_answers, found_in, known_in, plant_marks
from .sending import can_send

PACKAGE = Path(__file__).parent.parent.parent / "facilitate"
PROGRAMME = {"step.title", "step.about", "strand.name", "step_speaker.name"}
"""What a programme says, and what leaves by its own ways once it is decided about."""
TASK = {"task.title", "task.benchmark", "task.blocked_by"}
"""What a task says, and what leaves for a calendar once it is decided about."""
CALENDARS_OF_TASKS = {name for name, way in PAGES.items() if way.says == "somebody's own tasks"}
PROGRAMMES = {name for name, way in PAGES.items() if way.says == "the programme"}
WRITTEN = {"letter.subject", "letter.body", "registration_setting.letter", "invitation.name"}
"""Letters that the team writes to those invited, and how it calls them."""
OUTSIDE = (To.PUBLIC, To.OUTSIDERS, To.PARTICIPANTS, To.MEMBERS)


def test_every_public_page_and_every_file_is_in_the_table(app: Flask) -> None:
    public = {name for name, view in app.view_functions.items() if view.door == "public"}
    assert public - set(PAGES) == set(), (
        "say in release/ways_out.py what leaves by it, to whom, how cleared"
    )
    files = {
        name
        for name, view in app.view_functions.items()
        if "GET"
        in {method for rule in app.url_map.iter_rules(name) for method in rule.methods or ()}
        and can_send(view)
    }
    assert files - set(PAGES) == set(), (
        "say in release/ways_out.py what leaves by it, to whom, how cleared"
    )
    assert set(PAGES) - set(app.view_functions) == set()
    assert len(files) > 80


def test_every_mail_is_in_the_table() -> None:
    sending = set()
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text()
        if "mail.outbox import" not in text:
            continue
        tree = ast.parse(text)
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        ours = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("mail.outbox")
            for name in node.names
        }
        if called & ours & {"post_mail", "post_mails"}:
            sending.add(".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    sending -= {"mailing.mailings"}  # it sends what the mailings below write
    sending |= {one.__module__.removeprefix("facilitate.") for one in kinds_of_mailing(Mailing)}
    assert sending == set(MAILS)


def kinds_of_mailing(kind: type[Mailing]) -> Iterator[type[Mailing]]:
    """All that can be made of it."""
    for below in kind.__subclasses__():
        if not inspect.isabstract(below):
            yield below
        yield from kinds_of_mailing(below)


def test_what_goes_to_the_public_outsiders_or_members_is_released_by_two() -> None:
    """What people said is; what is not is named with its reason."""
    ways = [*PAGES.values(), *MAILS.values()]
    said = {way for way in ways if way.to in (To.PUBLIC, To.OUTSIDERS, To.MEMBERS)}
    one = {way.says for way in said if way.how is Guard.CLEARED}
    assert one == set(NOT_BY_TWO), "release it by two people, or say in NOT_BY_TWO why not"
    assert {way.says for way in ways if way.how is Guard.HOUSE} == {"working files of the team"}


def test_what_nobody_has_decided_about_leaves_by_no_way(demo: Flask) -> None:
    """Every text of the database says a name that nobody knows: it is on no way out whose words people said."""
    known = known_in(demo)
    with demo.test_request_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
        marks = plant_marks()
        said_by_mail = [(sender, found_in(text.encode())) for sender, text in mails_said()]
        db.session.rollback()
    stranger, team = demo.test_client(), demo.test_client()
    with team.session_transaction() as session:
        session["_user_id"] = token
    leaks, opened = set(), set()
    for endpoint, way in PAGES.items():
        if way.to not in OUTSIDE or way.how is Guard.OWN:
            continue
        public = demo.view_functions[endpoint].door == "public"  # type: ignore[attr-defined]
        for content in first_answers(demo, stranger if public else team, endpoint, known):
            opened.add(endpoint)
            said = {marks[number] for number in found_in(content) if number in marks}
            decided = (
                PROGRAMME
                if endpoint in PROGRAMMES
                else TASK
                if endpoint in CALENDARS_OF_TASKS
                else set()
            )
            leaks |= {(endpoint, column) for column in said - (ANNOUNCED - decided)}
    for sender, numbers in said_by_mail:
        opened.add(sender)
        if MAILS[sender].how is Guard.OWN:
            continue
        leaks |= {
            (sender, marks[number])
            for number in numbers
            if marks[number] not in ANNOUNCED | WRITTEN
        }
    assert leaks == set()
    assert len(marks) > 140
    assert {
        "forums.review_position",
        "forums.approve_plan",
        "cafe.show_harvest_wall",
        "cafe.export_harvest",
        "report.show_public_report",
        "agenda.show_public_programme",
        "calendars.send_feed",
        "checklists.export_my_calendar",
        "participation.inviting.actions",
        "consultation.inviting.actions",
        "forums.meetings.mailing",
        "forums.rhythm.mailing",
        "forums.presidency.mailings",
        "forums.passing.mailing",
        "report.following.mailing",
        "report.sending.actions",
    } <= opened
    assert len(opened) > 25
