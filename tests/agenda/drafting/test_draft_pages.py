"""Drafts on a page and as a command: three side by side, used whole or step by step, undone in one."""

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.drafting.actions import cafes_in, guess_sought, technique_pasts
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.lessons import Key, StepTiming
from facilitate.agenda.models import Step
from facilitate.agenda.plan import PlanPlace, PlanStep
from facilitate.agenda.queries import plan_of
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.events.models import Event, Objective
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import OutputKind

PAGE = "/events/spring/agenda/draft"


def objectives(app: Flask) -> list[int]:
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        rows = [
            add_objective(event, Words("Agree on one contact list", ""), Words()),
            add_objective(event, Words("Hap pas hapi: 48 orët e para", ""), Words()),
        ]
        db.session.commit()
        return [row.id for row in rows]


def forms(client: FlaskClient, address: str = PAGE) -> list[html.HtmlElement]:
    return html.fromstring(client.get(address).text).xpath("//form[contains(@class, 'draft')]")


def said(form: html.HtmlElement, what: str) -> list[str]:
    """The texts of these elements of a draft's steps."""
    return [one.text_content() for one in form.xpath(f".//li//{what}")]


def sent(form: html.HtmlElement, *leave: str) -> dict[str, list[str]]:
    """What the form sends: its hidden fields and the ticks, but those of the titles left out."""
    data: dict[str, list[str]] = {}
    for field in form.xpath(".//input"):
        titles = field.xpath("./ancestor::li//b/text()")
        if not set(titles) & set(leave):
            data.setdefault(field.get("name"), []).append(field.get("value"))
    return data


def titles(app: Flask) -> list[list[str]]:
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        plan = plan_of(event)
        return [[step.title.en for step in plan.at(PlanPlace(day.id))] for day in plan.in_order]


def test_a_draft_is_used_whole_and_undone_in_one(app: Flask, organiser: FlaskClient) -> None:
    objectives(app)
    assert "Draft it from the objectives" in organiser.get("/events/spring/agenda").text
    three = forms(organiser)
    assert [one.find("h2").text for one in three] == [
        "Talk it through",
        "Get to decisions",
        "On our feet",
    ]
    assert all(why.endswith(".") for one in three for why in said(one, "small"))
    agreeing = next(why for why in said(three[0], "small") if "degrees of agreement” is for" in why)
    assert "is for up to 80 people: here 14 groups work first, then everybody together." in agreeing
    assert agreeing.endswith(
        "Every group reads the proposal and writes down the one change it needs."
    )
    shown = said(three[1], "b")
    used = organiser.post(PAGE + "/use", data=sent(three[1]))
    assert used.location.startswith("/events/spring/agenda?day=")
    assert [title for day in titles(app) for title in day] == shown
    with app.app_context():
        steps = db.session.scalars(sa.select(Step)).all()
        assert all(step.lead_id for step in steps)
        assert [step.groups for step in steps if step.title.en == "What we can live with: O1"] == [
            14
        ]
    page = organiser.get("/events/spring/agenda?day=all").text
    assert "steps of the draft are in the agenda now" in page
    assert "to look at" not in page
    assert "What may be missing" not in page
    organiser.post("/events/spring/agenda/undo")
    assert titles(app) == [[] for _day in titles(app)]


def test_single_steps_go_where_their_time_is_beside_what_is_there(
    app: Flask, organiser: FlaskClient
) -> None:
    objectives(app)
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        rows = [{"kind": "meal", "title_en": "Our lunch", "minutes": 60, "pinned": "12:30"}]
        start_agenda(event, {"days": [{"start": "09:00", "planned_end": "17:00", "steps": rows}]})
        on = event.first_day.isoformat()
        db.session.commit()
    form = forms(organiser, f"{PAGE}?day={on}")[0]
    others = said(form, "b")[1:]
    data = sent(form, *others)
    del data["park"]
    organiser.post(PAGE + "/use", data=data)
    assert titles(app)[0] == ["Registration and coffee", "Our lunch"]
    organiser.post("/events/spring/agenda/undo")
    organiser.post(PAGE + "/use", data=sent(form))
    assert "Our lunch" not in titles(app)[0], "it waits in the parking area"


def test_what_is_sought_is_said_and_a_stale_draft_is_not_used(
    app: Flask, organiser: FlaskClient
) -> None:
    one, other = objectives(app)
    page = organiser.get(PAGE).text
    assert page.count("guessed from its words") == 2
    stale = sent(forms(organiser)[0])
    typed = {f"sought-{one}": "plan", f"sought-{other}": "nonsense"}
    organiser.post(PAGE + "/sought", data=typed)
    with app.app_context():
        rows = dict(db.session.execute(sa.select(Objective.id, Objective.sought)).all())
        assert (rows[one], rows[other]) == (OutputKind.PLAN, OutputKind.UNSAID)
    refused = organiser.post(PAGE + "/use", data=stale)
    assert refused.status_code == 409
    assert "The drafts have changed since you looked at them." in refused.text
    fresh = sent(forms(organiser)[0])
    del fresh["step"]
    assert "Tick at least one step" in organiser.post(PAGE + "/use", data=fresh).text


def test_without_objectives_it_says_what_to_do_first(organiser: FlaskClient) -> None:
    assert "Write an objective first" in organiser.get(PAGE).text


def test_words_tell_what_an_objective_seeks() -> None:
    assert [
        guess_sought(Words(text, ""))
        for text in (
            "Agree on one contact list",
            "Të hartojmë hapat dhe kush bën çfarë",
            "Choose two activities",
            "Të ushtrojmë 48 orët e para",
            "Understand the new law",
            "Something else",
        )
    ] == [
        OutputKind.AGREEMENT,
        OutputKind.PLAN,
        OutputKind.CHOICE,
        OutputKind.PRACTICE,
        OutputKind.KNOW,
        OutputKind.IDEAS,
    ]


def test_earlier_events_teach_from_two_on() -> None:
    def took(event: int, minutes: int) -> StepTiming:
        key = Key.of("dot-voting", Words("Votes"))
        return StepTiming(event, 1, 1, key, "plenary", planned=20, minutes=minutes)

    assert technique_pasts([took(1, 30)], shipped_techniques()) == {}
    found = technique_pasts([took(1, 30), took(2, 34), took(3, 20)], shipped_techniques())[
        "dot-voting"
    ]
    assert (found.minutes, found.times, found.events) == (32, 2, 3)
    assert technique_pasts([took(1, 21), took(2, 19)], shipped_techniques()) == {}


def test_a_drafted_cafe_has_rounds_that_fit() -> None:
    steps = [
        PlanStep(number, kind=kind, minutes=minutes)
        for number, (kind, minutes) in enumerate(
            [(StepKind.CAFE, 80), (StepKind.CAFE, 60), (StepKind.GROUP, 60)], 1
        )
    ]
    found = cafes_in(steps)
    assert {key: (one.rounds, one.harvest) for key, one in found.items()} == {
        1: ((3, 15), 20),
        2: ((2, 15), 20),
    }
