"""What we learned, on its page and as a quiet part of others: only of events the reader may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.kinds import StepKind
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role
from facilitate.lib.text import Words
from facilitate.practice.models import PracticeSheet

from ...scenes import keep_scene
from ...statements import count_statements
from ..rows import add_edition, add_lesson, note_run, with_step

pytestmark = pytest.mark.both_databases
PAGE, HINTS = "/what-we-learned", "/what-we-learned/hints"
SignIn = Callable[[str], FlaskClient]


@dataclass(frozen=True)
class Made:
    """The number of the earlier event, and of the step of `spring` that it teaches something about."""

    earlier: int
    step: int


@pytest.fixture
@keep_scene
def made(app: Flask, cast) -> Made:
    """An earlier conference the organiser was in: a panel that took 15 minutes longer, two lessons, a sheet."""
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        earlier = add_edition("annual-2006", date(2026, 5, 30))
        db.session.add(
            Member(event_id=earlier.id, user_id=cast.users["organiser"], role=Role.VIEWER)
        )
        panel = with_step(earlier, Words("Donors", "Donatorët"), StepKind.PANEL, "donors-panel")
        note_run(earlier, panel, 45, 60)
        step = with_step(
            spring, Words("Who goes on paying", "Kush paguan"), StepKind.PANEL, "donors-panel"
        )
        db.session.add_all(
            [
                add_lesson(
                    earlier.id,
                    "Questions a week ahead",
                    technique="donors-panel",
                    step_kind="panel",
                ),
                add_lesson(earlier.id, "Cold coffee", taken=False),
                add_lesson(spring.id, "Not of another event", technique="donors-panel"),
                PracticeSheet(
                    event_id=earlier.id,
                    cost=Words("Hall free. Meals from one sponsor.", "Salla pa pagesë."),
                ),
            ]
        )
        db.session.commit()
        return Made(earlier.id, step)


def test_lessons_and_sheets_are_found(organiser: FlaskClient, made: Made) -> None:
    page = organiser.get(PAGE).text
    assert "Questions a week ahead" in page
    assert "Cold coffee" not in page
    assert "Meals from one" not in page  # sheets only for words
    found = organiser.get(f"{PAGE}?q=sponsor").text
    assert "… Meals from one sponsor." in found
    assert "Found: 0 lessons, 1 place in practice sheets." in found
    assert "Nothing was found." in organiser.get(f"{PAGE}?q=zebra").text


def test_nobody_reads_of_events_that_are_not_theirs(sign_in: SignIn, made: Made) -> None:
    for name in ("facilitator", "stranger"):
        page = sign_in(name).get(f"{PAGE}?q=questions").text
        assert "Questions a week ahead" not in page
        assert (
            "Questions a week ahead"
            not in sign_in(name).get(f"{HINTS}?technique=donors-panel").text
        )
        assert sign_in(name).get(f"{HINTS}?builds_on_id={made.earlier}").text.strip() == ""
    assert "Questions a week ahead" in sign_in("administrator").get(PAGE).text
    assert "Not of another event" not in sign_in("stranger").get(PAGE).text


def test_a_step_is_told_what_was_learned_elsewhere(organiser: FlaskClient, made: Made) -> None:
    part = organiser.get(f"{HINTS}?event=spring&step={made.step}").text
    assert "Annual-2006: it took 15 minutes longer than planned." in part
    assert "Questions a week ahead" in part
    assert "Not of another event" not in part
    assert (
        'hx-get="/what-we-learned/hints?event=spring&amp;step='
        in organiser.get(f"/events/spring/agenda/steps/{made.step}").text
    )


@pytest.mark.one_database
def test_a_new_edition_is_told_what_the_one_before_learned(
    organiser: FlaskClient, made: Made
) -> None:
    assert "Questions a week ahead" in organiser.get(f"{HINTS}?builds_on_id={made.earlier}").text
    assert organiser.get(f"{HINTS}?builds_on_id=").text.strip() == ""
    assert organiser.get(f"{HINTS}?builds_on_id=999999").text.strip() == ""


@pytest.mark.one_database
@pytest.mark.parametrize(
    "query", ["", "?event=spring&step=999999", "?event=nowhere&step=1", "?technique=nothing"]
)
def test_where_nothing_is_known_nothing_is_said(
    organiser: FlaskClient, made: Made, query: str
) -> None:
    assert organiser.get(HINTS + query).text.strip() == ""


def test_more_than_two_lines_are_folded(app: Flask, organiser: FlaskClient, made: Made) -> None:
    with app.app_context():
        db.session.add_all(
            add_lesson(made.earlier, f"Lesson {one}", technique="donors-panel") for one in range(4)
        )
        db.session.commit()
    part = organiser.get(f"{HINTS}?technique=donors-panel").text
    assert part.index("<details>") < part.index("Lesson 3")
    assert "5 more lessons" in part


@pytest.mark.one_database
def test_it_asks_the_same_however_much_there_is(
    app: Flask, organiser: FlaskClient, made: Made
) -> None:
    asked = []
    for _turn in range(2):
        with app.app_context():
            db.session.add_all(
                add_lesson(made.earlier, "More", technique="world-cafe") for _one in range(3)
            )
            db.session.commit()
        organiser.get(PAGE)
        with count_statements() as statements:
            organiser.get(PAGE)
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_a_stranger_signs_in_first(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.get(HINTS).status_code == 302


def test_an_event_that_goes_takes_its_lessons_along(
    app: Flask, organiser: FlaskClient, made: Made
) -> None:
    with app.app_context():
        db.session.execute(sa.delete(Event).where(Event.id == made.earlier))
        db.session.commit()
    assert "Questions a week ahead" not in organiser.get(PAGE).text


@pytest.mark.parametrize("number", ["99999999999", "²", "9" * 5000])
def test_no_step_and_no_event_has_such_a_number(app: Flask, sign_in: SignIn, number: str) -> None:
    for asked in (f"event=spring&step={number}", f"builds_on_id={number}"):
        assert sign_in("organiser").get(f"{HINTS}?{asked}").status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("odd", ["99999999999999999999", "²", "٣", "-1", "x"])
def test_a_number_that_no_row_has_hints_at_nothing(organiser: FlaskClient, odd: str) -> None:
    for asked in (f"event=spring&step={odd}", f"builds_on_id={odd}"):
        assert organiser.get(f"{HINTS}?{asked}").status_code == 200
