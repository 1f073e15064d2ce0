"""The thread's pages: each leads on both ways, says what is missing, and tells nobody more than they may know."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.actions import add_goal, add_objective
from facilitate.events.models import Event, Member, Role
from facilitate.forums.models import Forum, ForumMeeting
from facilitate.lib.text import Words
from facilitate.notes.models import NoteAction, NoteDecision, NoteLine
from facilitate.release.models import Clearing, Verdict

from .. import moment
from ..forums.rhythm.rows import add_held_meeting, add_rhythm_forum
from ..statements import count_statements
from .conftest import LINE, PAGE

pytestmark = pytest.mark.both_databases
OPENS = re.compile(rf'href="({PAGE}/(?:themes|objectives|decisions)/\d+)"')


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).split())


def dashed(answer) -> int:
    """How many boxes of the picture say that something is missing."""
    return answer.text.count("stroke-dasharray")


def way_of(client: FlaskClient, address: str) -> set[str]:
    """The other pages of the thread that one leads to."""
    return set(OPENS.findall(client.get(address).text))


def test_walking_from_a_theme_to_the_decision_and_back(organiser, thread) -> None:
    theme = f"{PAGE}/themes/{thread.referral}"
    objective = f"{PAGE}/objectives/{thread.one}"
    decision = f"{PAGE}/decisions/{thread.decision}"
    assert way_of(organiser, theme) == {objective, decision}
    assert way_of(organiser, objective) == {theme, decision}
    assert way_of(organiser, decision) == {theme, objective}
    said = text_of(organiser.get(decision))
    for part in (
        "from 4 of 5 answers",
        "Referral",
        "O1 · One form",
        "By county",
        "Bashkia e shtyp",
    ):
        assert part in said


def test_the_next_conference_leads_back_and_this_one_on(
    app: Flask, sign_in, organiser, thread, cast
) -> None:
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        same = ("kind", "description", "language", "zone", "venue", "town", "created_at")
        autumn = Event(
            **{name: getattr(spring, name) for name in same},
            slug="autumn",
            title=Words("Autumn conference", "Konferenca e vjeshtës"),
            first_day=spring.last_day + timedelta(days=200),
            last_day=spring.last_day + timedelta(days=200),
            builds_on_id=spring.id,
        )
        db.session.add(autumn)
        db.session.flush()
        there = add_objective(autumn, Words("Both forms", "Të dy formularët"), Words())
        stranger = db.session.scalars(sa.select(User).where(User.email.like("stranger@%"))).one()
        for user in (cast.users["organiser"], stranger.id):
            db.session.add(Member(event_id=autumn.id, user_id=user, role=Role.ORGANISER))
        db.session.commit()
        page = f"/events/autumn/thread/objectives/{there.id}"
    back = f'href="{PAGE}"'
    assert (back in organiser.get(page).text, back in sign_in("stranger").get(page).text) == (
        True,
        False,
    )
    assert 'href="/events/autumn/' in organiser.get(f"{PAGE}/objectives/{thread.one}").text
    assert "Builds on" in text_of(organiser.get(page)).split("Asked for")[0]


def test_a_meeting_leads_to_the_next_one_of_its_forum(
    app: Flask, sign_in, organiser, thread, cast
) -> None:
    page = f"{PAGE}/objectives/{thread.one}"
    assert "Next meeting" not in text_of(organiser.get(page))  # of no forum: nothing is missing
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        forum = add_rhythm_forum("Fier", spring.first_day)
        db.session.add(ForumMeeting(forum_id=forum.id, event_id=spring.id))
        db.session.commit()
        forum_id, last = forum.id, spring.last_day
    assert "Next meeting not planned yet" in text_of(organiser.get(page))
    with app.app_context():
        forum = db.session.get_one(Forum, forum_id)
        later, soon = (add_held_meeting(forum, last + timedelta(days)) for days in (180, 90))
        add_held_meeting(forum, last - timedelta(90))
        for event in (later, soon):
            db.session.add(
                Member(event_id=event.id, user_id=cast.users["organiser"], role=Role.ORGANISER)
            )
        db.session.commit()
        way = f'href="/events/{soon.slug}/thread"'
    for address in (page, PAGE):
        assert organiser.get(address).text.count(way) == 1, address
        assert way not in sign_in("viewer").get(address).text  # it is not theirs to see


def test_what_it_changed_is_led_to_once_it_has_begun(app: Flask, organiser, thread, cast) -> None:
    page = f"{PAGE}/objectives/{thread.one}"
    way = 'href="/events/spring/changed"'
    led = [way in organiser.get(page).text.split('class="trace"')[1]]
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today()
        db.session.commit()
    assert [*led, way in organiser.get(page).text.split('class="trace"')[1]] == [False, True]


def test_the_whole_thread_says_where_it_ends(organiser, thread) -> None:
    said = text_of(organiser.get(PAGE))
    assert "5 answers, 2 themes, 2 objectives, 1 decision, 1 action" in said
    assert "nobody asked for it; the team itself wrote it" in said
    assert "Housing" in said


def test_what_is_missing_in_the_room_is_said_once_the_event_has_begun(
    app: Flask, organiser, thread, cast
) -> None:
    page = f"{PAGE}/objectives/{thread.one}"
    assert "Said in 1 of 2 groups." not in text_of(organiser.get(page))
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        event.first_day = event.last_day = moment.planner_today()
        db.session.commit()
    assert "Said in 1 of 2 groups." in text_of(organiser.get(page))
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)<", organiser.get(PAGE).text))
    assert "1 point noted, in 1 of 2 groups" in drawn, drawn


def test_who_reads_no_answers_learns_no_small_number(sign_in, organiser, thread) -> None:
    viewer, note_taker = sign_in("viewer"), sign_in("note_taker")
    for page in (PAGE, f"{PAGE}/themes/{thread.housing}"):
        assert "1 answer from" in text_of(organiser.get(page))
        assert "1 answer from" not in text_of(viewer.get(page))
        assert "1 answer from" not in text_of(note_taker.get(page))
    assert "a few answers" in text_of(viewer.get(f"{PAGE}/themes/{thread.housing}"))


def test_a_theme_without_an_objective_leads_to_one(sign_in, organiser, thread) -> None:
    page, way_out = f"{PAGE}/themes/{thread.housing}", f"/objectives/from-theme/{thread.housing}"
    assert way_out in organiser.get(page).text
    assert way_out not in sign_in("viewer").get(page).text
    assert "from-theme" not in organiser.get(f"{PAGE}/themes/{thread.referral}").text


def test_why_a_theme_is_not_taken_up_is_asked_for_and_said(
    app: Flask, cast, sign_in, organiser, thread
) -> None:
    page, ask = f"{PAGE}/themes/{thread.housing}", "Say why it is not taken up"
    assert ask in organiser.get(page).text
    assert ask not in sign_in("viewer").get(page).text
    before = organiser.get(PAGE)
    assert "serves no objective" in text_of(before)
    form = f"/events/spring/consultation/themes/{thread.housing}"
    typed = {
        "version": re.findall(r'name="version"[^>]*value="(\d+)"', organiser.get(form).text)[0],
        "name-en": "Housing",
        "name-sq": "Strehim",
        "unserved_why-en": "The law comes first",
        "passed_to-en": "the Ministry of Finance, 2028",
    }
    assert organiser.post(form, data=typed).status_code == 302
    said = text_of(sign_in("viewer").get(page))
    assert "The law comes first. Passed on to: the Ministry of Finance, 2028" in said
    assert ask not in organiser.get(page).text
    after = organiser.get(PAGE)
    whole = text_of(after)
    assert ("serves no objective" in whole, "The law comes first." in whole) == (False, True)
    # the theme and “Without an objective” are drawn as what misses nothing
    assert dashed(before) - dashed(after) == 2
    with app.app_context():
        at = {"event_id": cast.event_id, "at": moment.now()}
        db.session.add(NoteDecision(**at, text="Takimi mbahet çdo muaj"))
        db.session.commit()
    assert "Serves no objective." not in text_of(organiser.get(page))  # nor what else serves none


def test_an_objective_on_no_agenda_says_why_as_its_theme_does(
    app: Flask, sign_in, organiser, thread
) -> None:
    with app.app_context():
        theme = db.session.get_one(Theme, thread.housing)
        event = db.session.get_one(Event, theme.event_id)
        theme.objective = add_objective(event, Words("More shelters", "Strehim"), Words())
        db.session.commit()
        page = f"{PAGE}/objectives/{theme.objective.id}"
    ask, form = "Say why it is not taken up", f"/consultation/themes/{thread.housing}#unserved"
    before, seen = organiser.get(page).text, organiser.get(PAGE)
    assert (ask in before, form in before, "on no agenda yet" in before) == (True, True, True)
    assert ask not in sign_in("viewer").get(page).text
    with app.app_context():
        theme = db.session.get_one(Theme, thread.housing)
        theme.unserved_why, theme.passed_to = Words("The law comes first"), Words("the Ministry")
        db.session.commit()
    why = "The law comes first. Passed on to: the Ministry"
    after, whole = text_of(sign_in("viewer").get(page)), organiser.get(PAGE)
    assert (why in after, "on no agenda yet" in after, ask in after) == (True, False, False)
    assert (why in text_of(whole), "not this time" in whole.text) == (True, True)
    assert dashed(seen) - dashed(whole) == 1


def test_a_theme_that_became_a_goal_leads_to_it(app: Flask, organiser, thread) -> None:
    with app.app_context():
        event = db.session.get_one(Event, db.session.get_one(Theme, thread.housing).event_id)
        goal = add_goal(event, Words("A home for everyone", "Një shtëpi"))
        db.session.flush()
        db.session.get_one(Theme, thread.housing).goal_id = goal.id
        db.session.commit()
    page = organiser.get(f"{PAGE}/themes/{thread.housing}").text
    assert ("A home for everyone" in page, "no objective yet" in page) == (True, False)
    assert "serves no objective" not in text_of(organiser.get(PAGE))


def test_what_was_said_is_for_those_who_take_notes(sign_in, thread) -> None:
    viewer, note_taker = sign_in("viewer"), sign_in("note_taker")
    page = f"{PAGE}/objectives/{thread.one}"
    assert LINE in note_taker.get(page).text
    assert LINE not in viewer.get(page).text
    assert "1 point noted, in 1 of 2 groups" in text_of(viewer.get(page))


def test_what_was_taken_out_is_on_no_page(app: Flask, organiser, thread) -> None:
    with app.app_context():
        db.session.get_one(NoteDecision, thread.decision).removed_at = moment.now()
        db.session.commit()
    assert organiser.get(f"{PAGE}/decisions/{thread.decision}").status_code == 404
    assert (
        "Një formular për të gjithë" not in organiser.get(f"{PAGE}/themes/{thread.referral}").text
    )


def test_a_decision_that_is_not_for_the_report_leads_to_no_page_of_the_thread(
    app: Flask, organiser, thread, write, places
) -> None:
    way = f'href="{PAGE}/decisions/{thread.decision}"'
    assert way in organiser.get("/events/spring/notes/decisions").text
    with app.app_context():
        line = db.session.get_one(NoteLine, write("Qzmbajtur", step_id=places["By county"]))
        line.withheld = True
        db.session.get_one(NoteDecision, thread.decision).line_id = line.id
        db.session.commit()
    page = organiser.get("/events/spring/notes/decisions").text
    assert ("not for the report" in page, way in page) == (True, False)


def test_strangers_and_wrong_numbers(sign_in, organiser, thread) -> None:
    stranger, viewer = sign_in("stranger"), sign_in("viewer")
    for page in (
        PAGE,
        f"{PAGE}/themes/{thread.referral}",
        f"{PAGE}/objectives/{thread.one}",
        f"{PAGE}/decisions/{thread.decision}",
    ):
        assert stranger.get(page).status_code == 404
        assert viewer.get(page).status_code == 200
    for what in ("themes", "objectives", "decisions"):
        assert organiser.get(f"{PAGE}/{what}/99999").status_code == 404


def test_an_event_without_answers_says_how_the_way_begins(organiser, cast) -> None:
    said = text_of(organiser.get(PAGE))
    assert "The way begins with what people say" in said
    assert "Nothing has been asked for, decided or promised here yet." in said


def test_decisions_without_an_objective_are_walked_to(app: Flask, cast, organiser) -> None:
    """A small meeting was asked nothing and has no objectives: what it decided and promised is its thread all the same."""
    with app.app_context():
        at = {"event_id": cast.event_id, "at": moment.now()}
        decision = NoteDecision(**at, text="Takimi mbahet çdo muaj")
        db.session.add_all([decision, NoteAction(**at, text="Thërrasim të gjithë", token="t-9")])
        db.session.commit()
        way = f"{PAGE}/decisions/{decision.id}"
    page = organiser.get(PAGE)
    assert "The way begins with what people say" not in page.text
    assert "1 decision, 1 action" in text_of(page)
    assert "serves no objective" in text_of(page)
    assert way_of(organiser, PAGE) == {way}
    assert "Thërrasim të gjithë" in organiser.get(way).text


def test_the_pages_ask_little(organiser, thread) -> None:
    for page in (PAGE, f"{PAGE}/objectives/{thread.one}", f"{PAGE}/decisions/{thread.decision}"):
        organiser.get(page)
        with count_statements() as asked:
            organiser.get(page)
        assert len(asked) <= 15


def test_what_is_not_for_the_report_is_no_part_of_it(
    app: Flask, organiser, thread, write, places
) -> None:
    held = write("Qzmbajtur brenda", step_id=places["By county"], strand_id=places["north"])
    with app.app_context():
        db.session.get_one(NoteLine, held).withheld = True
        db.session.get_one(NoteDecision, thread.decision).line_id = held
        db.session.commit()
    page = organiser.get(f"{PAGE}/objectives/{thread.one}").text
    assert LINE in page
    assert "Qzmbajtur" not in page
    assert "Një formular për të gjithë" not in page
    assert "1 point noted, in 1 of 2 groups" in page
    assert "0 decisions" not in text_of(organiser.get(PAGE))
    assert "2 objectives, 1 action" in text_of(organiser.get(PAGE))


def test_what_was_decided_about_words_is_carried_out_on_it(
    app: Flask, cast, organiser, thread, write, places
) -> None:
    line = write("Drita nga Qzlugas u ankua", step_id=places["By county"])
    with app.app_context():
        action = db.session.get_one(NoteAction, thread.action)
        action.outcome = "Qzlugas e mori"
        for source, row in (("line", line), ("action", thread.action)):
            db.session.add(
                Clearing(
                    event_id=cast.event_id,
                    source=source,
                    row_id=row,
                    found="Qzlugas",
                    verdict=Verdict.GENERALISE,
                    instead="një fshat",
                    at=moment.now(),
                )
            )
        db.session.commit()
    page = organiser.get(f"{PAGE}/objectives/{thread.one}").text
    assert "Qzlugas" not in page
    assert ("Drita nga një fshat u ankua" in page, "një fshat e mori" in page) == (True, True)
