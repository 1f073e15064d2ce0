"""The guide to read: what it opens with, in which language, what can be printed, how long events are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import Step
from facilitate.agenda.numbering import StepNumber
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.guides.guide import Guide, GuideStep, Hole, Lack
from facilitate.guides.queries import guide_of
from facilitate.guides.reading import routes
from facilitate.guides.reading.rehearsal import crowd_text
from facilitate.guides.reading.routes import hole_address
from facilitate.lib.clock import format_wall_time
from facilitate.lib.text import Words
from facilitate.techniques.technique import RoomLayout

from ... import moment
from ...statements import count_statements
from ..demo import demo_plan

PATH = "/events/spring/guide"


def the_guide(app: Flask, language: str = "en") -> Guide:
    with app.app_context():
        return guide_of(
            db.session.scalars(sa.select(Event)).one(), language, moment.planner_today()
        )


def test_without_an_agenda_it_says_what_to_do_first(organiser: FlaskClient) -> None:
    answer = organiser.get(PATH)
    assert answer.status_code == 200
    assert "Build the agenda first" in answer.text
    assert ("Choose what to print" in answer.text, "In this guide" in answer.text) == (False, False)


@pytest.mark.both_databases
def test_it_opens_with_what_is_still_to_do(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app)
    holes = the_guide(app).holes
    text = organiser.get(PATH).text
    assert f"32 steps, 2 days; {len(holes)} things are left to do." in text
    opening = text.split('<ul class="todo">')[1].split("</ul>")[0]
    assert opening.count("<a href=") == len(holes)
    assert (
        next(line.say for step in the_guide(app).steps for line in step.lines if line.say) in text
    )
    assert text.index("Still to do") < text.index("The event on a page")


def test_a_long_list_of_what_is_to_do_is_folded(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app, steps=2)
    with app.app_context():
        db.session.execute(sa.update(Step).values(lead_id=None))
        db.session.commit()
    holes = the_guide(app).holes
    folded = "<summary>Still to do" in organiser.get(PATH).text
    assert folded == (len(holes) > routes.FOLDED)
    with app.app_context():
        db.session.execute(sa.update(Step).values(technique="gone-since"))
        db.session.commit()
    assert len(the_guide(app).holes) > routes.FOLDED
    assert "<summary>Still to do" in organiser.get(PATH).text


@pytest.mark.parametrize(
    ("lack", "organisers", "viewers"),
    [
        (Lack.SCRIPT, "/guide/steps/7/write", "/agenda?day=2027-03-18#step-7"),
        (Lack.HOST, "/cafe?step=7", "/agenda?day=2027-03-18#step-7"),
        (Lack.CHAIRS, "/cafe/7/tables", "/agenda?day=2027-03-18#step-7"),
        (Lack.LEAD, "/agenda/steps/7", "/agenda?day=2027-03-18#step-7"),
        (Lack.OVERLAP, "/agenda?day=2027-03-18#step-7", "/agenda?day=2027-03-18#step-7"),
    ],
)
def test_what_is_missing_leads_to_where_it_is_mended(
    app: Flask, lack: Lack, organisers: str, viewers: str
) -> None:
    hole = Hole(lack, "", 7, 1, "Step 1", date(2027, 3, 18))
    with app.test_request_context():
        assert hole_address(hole, "spring", lambda _one: True) == f"/events/spring{organisers}"
        assert hole_address(hole, "spring", lambda _one: False) == f"/events/spring{viewers}"


def test_what_the_event_lacks_leads_there_too(app: Flask) -> None:
    with app.test_request_context():
        addresses = [
            hole_address(Hole(lack), "spring", lambda _one: True)
            for lack in (Lack.OBJECTIVES, Lack.FACILITATOR, Lack.STEPS)
        ]
        assert hole_address(Hole(Lack.FACILITATOR), "spring", lambda _one: False) == ""
    assert addresses == [f"/events/spring/{page}" for page in ("objectives", "team", "agenda")]


def test_one_button_is_filled_and_speaks_the_event_s_language(
    app: Flask, organiser: FlaskClient
) -> None:
    demo_plan(app, steps=1)
    text = organiser.get(PATH).text
    assert text.count('class="btn main"') == 1
    main = text.split('class="btn main"')[1].split("</a>")[0]
    assert ("guide.docx?lang=sq" in main, "Word, in Albanian" in main) == (True, True)
    assert '<a class="btn" href="/events/spring/guide.docx?lang=en">' in text


def test_the_form_asks_for_a_file_the_way_its_address_is_read(app: Flask, sign_in, cast) -> None:
    demo_plan(app, steps=1)
    text = sign_in("viewer").get(PATH).text
    form = text.split('action="/events/spring/guide.docx"')[1].split("</form>")[0]
    for reader in ("whole", "facilitator", "hosts", "notes", "wall"):
        assert f'name="for" value="{reader}"' in form
    for field in (
        'name="day" value="2027-03-18"',
        'name="day" value="2027-03-19"',
        'name="short" value="1"',
    ):
        assert field in form
    for field in (
        'name="paper" value="a5"',
        'name="large" value="1"',
        'name="lang" value="sq" checked',
    ):
        assert field in form
    assert [f'<option value="{one}">' in form for one in cast.members.values()] == [True] * 6
    assert "/events/spring/guide.zip?lang=sq" in form


def test_the_screen_speaks_the_visitor_s_language(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app)
    with organiser.session_transaction() as session:
        session["language"] = "sq"
    answer = organiser.get(PATH)
    assert "Hapja nga koordinatori kombëtar" in answer.text
    assert "Opening by the national coordinator" not in answer.text


def test_the_guide_is_read_in_the_other_language_inside_a_screen_that_keeps_its_own(
    app: Flask, organiser: FlaskClient
) -> None:
    demo_plan(app, steps=3)
    text = organiser.get(f"{PATH}?lang=sq").text
    book = text.split('<article class="book" lang="sq">')[1].split("</article>")[0]
    assert '<html lang="en">' in text
    assert ("Read it in English" in text, "Choose what to print" in text) == (True, True)
    assert ("Hapja nga koordinatori kombëtar" in book, "Opening by the national" in text) == (
        True,
        False,
    )
    assert ("Veprimtaria në një faqe" in book, "Thursday" in book) == (True, False)
    assert '<article class="book" lang="en">' in organiser.get(f"{PATH}?lang=xx").text


def test_all_it_tells_of_a_step(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app)
    steps = the_guide(app).steps
    text = organiser.get(f"{PATH}?day=all").text
    assert any(one.lines for one in steps)
    for one in steps:
        section = text.split(f'id="guide-{one.number.address}"')[1]
        section = section.split(f'id="guide-{one.number.following.address}"')[0]
        wordings = [one.helper, one.notes, one.close, one.transition, one.late, one.spare]
        wordings += [words for line in one.lines for words in (line.do, line.say)]
        wordings += [
            *one.etiquette,
            *(words for row in one.troubles for words in (row.trouble, row.remedy)),
        ]
        shown = section.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
        assert [
            words
            for words in (format_wall_time(one.start), one.title, *wordings)
            if words not in shown
        ] == []


def test_groups_stand_side_by_side_and_a_session_holds_its_steps(
    app: Flask, organiser: FlaskClient
) -> None:
    demo_plan(app)
    steps = the_guide(app).steps
    text = organiser.get(f"{PATH}?day=all").text
    groups = next(one for one in steps if one.groups)
    assert text.count('class="beside-group"') == len(groups.groups)
    session = next(one for one in steps if one.holds)
    part = text.split(f'<section class="session" id="guide-{session.number.address}"')[1]
    inside = [one.number.address for one in steps if one.session == session.title]
    assert len(inside) == 2
    assert all(f'<h4 id="title-{number}">' in part for number in inside)


def test_what_belongs_around_the_steps(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app)
    text = organiser.get(f"{PATH}?day=all").text
    for anchor in (
        "the-event",
        "the-team",
        "materials",
        "rooms",
        "training",
        "heads",
        "conduct",
        "anonymity",
    ):
        assert (f'href="#{anchor}"' in text, f'id="{anchor}"' in text) == (True, True)
    rooms = the_guide(app).rooms
    assert text.count("<figure") == len(rooms) == text.count("<figcaption")
    for one in rooms:
        assert f"({crowd_text(one.people, one.tables, one.layout)})" in text


def test_rooms_are_told_before_it_is_known_how_many_come(
    app: Flask, organiser: FlaskClient
) -> None:
    demo_plan(app)
    with app.app_context():
        db.session.execute(sa.update(Event).values(expected=0))
        db.session.commit()
    unknown = [one for one in the_guide(app).rooms if not one.people]
    answer = organiser.get(f"{PATH}?part=rooms")
    assert (bool(unknown), answer.status_code) == (True, 200)


@pytest.mark.parametrize(
    ("role", "writes"), [("facilitator", True), ("note_taker", False), ("viewer", False)]
)
def test_only_who_may_write_the_guide_is_offered_to_rewrite(
    app: Flask, sign_in, role: str, writes: bool
) -> None:
    demo_plan(app, steps=2)
    text = sign_in(role).get(PATH).text
    number = next(one.id for one in the_guide(app).steps if not one.rewritten)
    before = text.count("In the team’s words")
    assert (
        f"/events/spring/guide/steps/{number}/write" in text,
        "/events/spring/notes/structure" in text,
    ) == (writes, writes)
    with app.app_context():
        db.session.get(Step, number).transition = Words("And now the coffee.", "")
        db.session.commit()
    text = sign_in(role).get(PATH).text
    assert (text.count("In the team’s words"), "And now the coffee." in text) == (before + 1, True)


def test_for_whom(sign_in, client: FlaskClient) -> None:
    assert sign_in("viewer").get(PATH).status_code == 200
    assert sign_in("stranger").get(PATH).status_code == 404
    assert client.get(PATH).status_code == 302
    assert sign_in("organiser").post(PATH).status_code == 405
    assert sign_in("organiser").get("/events/winter/guide").status_code == 404


def test_a_technique_that_has_left_the_shelf(app: Flask, organiser: FlaskClient) -> None:
    demo_plan(app, steps=2)
    with app.app_context():
        one = db.session.scalars(sa.select(Step).where(Step.technique == "opening-plenary")).first()
        one.technique = "gone-since"
        db.session.commit()
    assert "The technique is no longer on the shelf: gone-since" in organiser.get(PATH).text


def test_the_same_statements_whatever_the_size(app: Flask, organiser: FlaskClient) -> None:
    counts = []
    for steps in (1, 3, None):
        demo_plan(app, steps)
        with count_statements() as sent:
            organiser.get(PATH)
        counts.append(len(sent))
    assert (
        counts[0] == counts[1] == counts[2] <= 22
    )  # the guide is put together from every room below it


def test_it_is_folded_by_step_and_what_is_long_stands_by_itself(
    app: Flask, organiser: FlaskClient
) -> None:
    """At rest a day is a line a step; its pictures of rooms and its list of materials are pages of their own."""
    demo_plan(app)
    first, second = (one for one in the_guide(app).days if one.steps)
    text = organiser.get(PATH).text
    assert text.count('class="guide-step"') + text.count('class="session"') == len(first.steps)
    assert text.count('<details class="fold" open>') == 0
    assert len(text) < 120_000
    assert f"day={second.on}" in text
    for part, other in (("rooms", "materials"), ("materials", "rooms")):
        assert f"part={part}" in text
        alone = organiser.get(f"{PATH}?part={part}").text
        shown = (f'id="{part}"', f'id="{other}"', 'class="guide-step"')
        assert [one in alone for one in shown] == [True, False, False]


def long(guide: Guide, days: int) -> Guide:
    """That many days like the guide's first."""
    first, made = guide.days[0], []
    for number in range(days):
        steps = [replace(one, number=one.number._replace(day=number + 1)) for one in first.steps]
        made.append(replace(first, number=number + 1, on=first.on + timedelta(number), steps=steps))
    return replace(guide, days=made)


def test_a_long_event_is_told_a_day_at_a_time(
    app: Flask, organiser: FlaskClient, monkeypatch
) -> None:
    demo_plan(app)
    eight = long(the_guide(app), 8)
    monkeypatch.setattr(routes, "guide_of", lambda *_args, **_more: eight)
    count = len(eight.days[0].steps)
    told = [organiser.get(f"{PATH}{query}").text for query in ("", "?day=2027-03-20", "?day=all")]
    assert [text.count('class="guide-step"') for text in told] == [count, count, 8 * count]
    assert ['id="day-1"' in text for text in told] == [True, False, True]
    assert 'href="/events/spring/guide?day=2027-03-20#day-3"' in told[0]
    assert 'href="#guide-3-1"' in told[1]


@pytest.mark.parametrize(
    ("people", "tables", "said"),
    [(110, 11, "110 people, 11 tables"), (1, 0, "1 person"), (0, 1, "1 table"), (0, 0, "")],
)
def test_people_and_tables_in_words(app: Flask, people: int, tables: int, said: str) -> None:
    with app.test_request_context():
        assert crowd_text(people, tables) == said


@pytest.mark.parametrize(
    ("kind", "layout", "said"),
    [
        ("group", RoomLayout.WALLS, "45 people, 4 stations"),
        ("group", RoomLayout.SMALL_CIRCLES, "45 people, 4 groups"),
        ("group", None, "45 people, 4 tables"),
        ("talk", RoomLayout.ROUND_TABLES, "45 people, 4 tables"),
        ("plenary", None, "45 people"),
    ],
)
def test_places_are_what_the_room_is_set_up_with(
    app: Flask, kind: str, layout: RoomLayout | None, said: str
) -> None:
    step = GuideStep(
        id=1,
        number=StepNumber(0, 1),
        kind=kind,
        start=540,
        end=585,
        minutes=45,
        title="Talk",
        people=45,
        tables=4,
        layout=layout,
    )
    with app.test_request_context():
        assert crowd_text(step.people, *step.places_said) == said
