"""Rehearsal: one step at a time, everybody's or one person's own."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step, StepSupporter
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.guides.guide import Guide
from facilitate.guides.queries import guide_of

from ... import moment
from ...statements import count_statements
from ..demo import demo_plan

PATH = "/events/spring/guide/steps"


@pytest.fixture
def guide(app: Flask, cast) -> Guide:
    """The demo's agenda on the event `spring`, as a guide in English."""
    demo_plan(app)
    with app.app_context():
        return guide_of(db.session.scalars(sa.select(Event)).one(), "en", moment.planner_today())


def test_one_step_with_its_words_and_what_comes_next(guide: Guide, organiser: FlaskClient) -> None:
    step, after = guide.steps[1], guide.steps[2]
    text = organiser.get(f"{PATH}/1-2").text
    assert f"<b>Step 2 of {len(guide.steps)}</b>" in text
    assert f"<h1>1·2 {step.title}</h1>" in text
    assert all(line.say in text for line in step.lines)
    assert f'rel="prev" href="{PATH}/1-1"' in text
    assert f'rel="next" href="{PATH}/1-3"' in text
    assert f"Next: <b>{after.when[:5]} · {after.title}</b>" in text
    assert f'data-minutes="{step.minutes}"' in text
    assert text.count("<h1") == 1


def test_the_first_has_none_before_and_the_last_none_after(
    guide: Guide, organiser: FlaskClient
) -> None:
    first, last = (
        organiser.get(f"{PATH}/{one.number.address}").text
        for one in (guide.steps[0], guide.steps[-1])
    )
    assert ('rel="prev"' in first, 'rel="next"' in first) == (False, True)
    assert ('rel="prev"' in last, 'rel="next"' in last) == (True, False)
    assert "This is the last step of the day." in last


def test_the_minute_marks_count_from_the_start_of_the_step(
    guide: Guide, organiser: FlaskClient
) -> None:
    step = next(
        one for one in guide.steps if len(one.lines) > 2 and one.lines[-1].at and not one.cafe
    )
    text = organiser.get(f"{PATH}/{step.number.address}").text
    marks = [int(part.split('"')[0]) for part in text.split('data-from="')[1:]]
    assert marks == [line.at - step.start for line in step.lines if line.at is not None]
    cafe = next(one for one in guide.steps if one.cafe)
    text = organiser.get(f"{PATH}/{cafe.number.address}").text
    marks = [int(part.split('"')[0]) for part in text.split('data-from="')[1:]]
    timed = [line for line in cafe.lines if line.at is not None]
    assert (marks == sorted(marks), len(marks)) == (
        True,
        len(timed) or 2 * len(cafe.cafe.rounds) + 1,
    )


def test_one_person_s_own_steps(guide: Guide, organiser: FlaskClient) -> None:
    person = max(guide.team, key=lambda one: len(one.leads))
    numbers = sorted({*person.leads, *person.helps, *person.notes})
    mine = [number.address for number in numbers]
    assert len(mine) > 2
    between = next(step.number for step in guide.steps if step.number not in numbers)
    skipped = between.address
    later = next((number for number in numbers if number > between), numbers[-1]).address
    answer = organiser.get(f"{PATH}/{skipped}?member={person.id}&lang=sq")
    assert (answer.status_code, answer.location) == (
        302,
        f"{PATH}/{later}?lang=sq&member={person.id}",
    )
    text = organiser.get(f"{PATH}/{mine[1]}?member={person.id}").text
    assert f"Step 2 of {len(mine)}" in text
    assert f'rel="prev" href="{PATH}/{mine[0]}?member={person.id}"' in text
    assert f'rel="next" href="{PATH}/{mine[2]}?member={person.id}"' in text
    assert text.split("</article>")[1].count(f"?member={person.id}") == len(mine) + 2


def test_who_has_no_steps_sees_everybody_s(app: Flask, cast, organiser: FlaskClient) -> None:
    demo_plan(app, steps=1)
    with app.app_context():
        db.session.execute(sa.delete(StepSupporter))
        db.session.execute(
            sa.update(Step).values(lead_id=cast.members["staff"], note_taker_id=None)
        )
        db.session.commit()
    idle = cast.members["organiser"]
    text = organiser.get(f"{PATH}/1-1?member={idle}").text
    assert "Arta Hoxha has no steps in this agenda yet" in text
    assert "Step 1 of 2" in text


def test_in_the_other_language(guide: Guide, organiser: FlaskClient) -> None:
    text = organiser.get(f"{PATH}/1-2?lang=sq").text
    assert '<html lang="en">' in text
    assert '<article class="stage" lang="sq">' in text
    assert "<h1>1·2 Hapja nga koordinatori kombëtar</h1>" in text
    assert f'rel="next" href="{PATH}/1-3?lang=sq"' in text


def test_only_who_may_write_the_guide_is_offered_to_rewrite(guide: Guide, sign_in) -> None:
    found = {
        role: "/write" in sign_in(role).get(f"{PATH}/1-2").text
        for role in ("facilitator", "viewer")
    }
    assert found == {"facilitator": True, "viewer": False}


def test_for_whom(guide: Guide, sign_in, client: FlaskClient) -> None:
    assert sign_in("viewer").get(f"{PATH}/1-1").status_code == 200
    assert sign_in("stranger").get(f"{PATH}/1-1").status_code == 404
    assert client.get(f"{PATH}/1-1").status_code == 302
    assert sign_in("organiser").post(f"{PATH}/1-1").status_code == 405


@pytest.mark.parametrize(
    "address",
    ["0", "1-0", "1-33", "3-1", "99999999999999999999", "one", "1-1?member=99999", "1-1?member=-1"],
)
def test_a_step_or_a_person_that_is_not_there(
    guide: Guide, organiser: FlaskClient, address: str
) -> None:
    assert organiser.get(f"{PATH}/{address}").status_code == 404


def test_without_an_agenda_there_is_nothing_to_rehearse(organiser: FlaskClient) -> None:
    assert organiser.get(f"{PATH}/1-1").status_code == 404


def test_statements(guide: Guide, organiser: FlaskClient) -> None:
    with count_statements() as sent:
        organiser.get(f"{PATH}/1-1")
    assert len(sent) <= 22
