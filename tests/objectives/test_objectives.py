"""Objectives: made of themes, with the answers they come from and the steps that serve them; for whom."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.consultation.models import Invitation, Questionnaire, Theme
from facilitate.data.db import db
from facilitate.events.models import Event, Objective
from tests.statements import count_statements

from .conftest import PAGE, add_talk, add_wordings, card_ids, card_text, page_remarks

pytestmark = pytest.mark.both_databases

ADD = f"{PAGE}/new"


def listed(client: FlaskClient) -> list[tuple[str, str]]:
    """Code and wording of the objectives on the page."""
    return re.findall(r'<b class="code">(O\d+)</b> ([^<]*)</h3>', client.get(PAGE).text)


def lead(client: FlaskClient) -> str:
    """The sentence the page opens with."""
    found = re.search(r'<p class="lead">(.*?)</p>', client.get(PAGE).text)
    return found[1] if found else ""


@pytest.mark.one_database
def test_the_empty_page_says_where_objectives_come_from(organiser: FlaskClient, sign_in) -> None:
    assert "Objectives come from the answers" in organiser.get(PAGE).text
    assert lead(organiser) == "No objectives yet."
    assert sign_in("viewer").get(PAGE).status_code == 200
    assert sign_in("stranger").get(PAGE).status_code == 404


def test_no_theme_heard_widely_is_not_praised_as_taken_up(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "Money!", "Money")
    organiser.post(f"{PAGE}/from-theme/{theme_ids()['Money']}", data={"text-en": "Settle who pays"})
    assert lead(organiser) == "1 objective, none agreed yet."


def test_a_widely_heard_theme_becomes_an_objective_with_its_answers(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    for sector in ("central_government", "local_government", "civil_society", "donor", "media"):
        answered(sector, "Money!", "Money")
    answered("donor", "Other", "Alone")
    money = theme_ids()["Money"]
    assert (
        lead(organiser) == "No objectives yet. One theme heard in 5 sectors has no objective yet."
    )
    assert "Heard in three sectors or more, no objective yet: Money" in page_remarks(organiser)
    form = organiser.get(f"{PAGE}/from-theme/{money}")
    assert "\nMoney</textarea>" in form.text
    assert "\nMoney sq</textarea>" in form.text
    made = organiser.post(
        f"{PAGE}/from-theme/{money}", data={"text-en": "Settle who pays", "text-sq": "Kush paguan"}
    )
    [number] = card_ids(organiser)
    assert made.location == f"{PAGE}?shown=objective-{number}#objective-{number}"
    assert (
        lead(organiser)
        == "1 objective, none agreed yet. Every theme heard in three sectors or more has an objective."
    )
    line = "from 5 of 6 answers: 2 government, 1 civil society, 1 international, 1 other"
    assert line in card_text(organiser, "objective", number)
    assert listed(organiser) == [("O1", "Settle who pays")]
    answers = organiser.get(f"/events/spring/consultation/answers?objective={number}").text
    assert len(set(re.findall(r'id="(reply-\d+)"', answers))) == 5
    assert organiser.get(f"{PAGE}/from-theme/{money}").status_code == 409
    again = organiser.post(f"{PAGE}/from-theme/{money}", data={"text-en": "Twice"})
    assert again.status_code == 409
    assert "This theme has an objective already." in again.text
    assert listed(organiser) == [("O1", "Settle who pays")]


def test_an_answer_behind_two_themes_counts_once(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "Both", "Money", "Press")
    answered("media", "One", "Press")
    [number] = add_wordings(organiser, "Settle")
    assert "no answer supports it yet" in card_text(organiser, "objective", number)
    assert "Not supported by any answer yet; apply their themes: O1" in page_remarks(organiser)
    for theme in theme_ids().values():
        organiser.post(f"{PAGE}/{number}/themes", data={"put": theme})
    assert "from 2 of 2 answers: 1 international, 1 other" in card_text(
        organiser, "objective", number
    )
    organiser.post(f"{PAGE}/{number}/themes", data={"take": theme_ids()["Press"]})
    assert "from 1 of 2 answers: 1 international" in card_text(organiser, "objective", number)


@pytest.mark.one_database
def test_before_the_first_answer_nothing_is_missed(organiser: FlaskClient) -> None:
    [number] = add_wordings(organiser, "Settle")
    assert "nobody has answered yet" in card_text(organiser, "objective", number)
    assert page_remarks(organiser) == [
        "Not served by any step of the agenda yet: O1. Choose them in steps",
        "Without a goal: O1",
    ]


def test_a_theme_serves_one_objective(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    first, second = add_wordings(organiser, "First", "Second")
    money = theme_ids()["Money"]
    put = organiser.post(f"{PAGE}/{first}/themes", data={"put": money})
    assert put.location == f"{PAGE}?shown=objective-{first}#objective-{first}"
    assert organiser.post(f"{PAGE}/{second}/themes", data={"put": money}).status_code == 409
    assert organiser.post(f"{PAGE}/{second}/themes", data={"take": money}).status_code == 302
    assert organiser.get(PAGE).text.count("from 1 of 1 answer: 1 international") == 1


def test_a_theme_that_is_gone_is_no_theme(
    app: Flask, organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "One", "Money")
    [number] = add_wordings(organiser, "First")
    with app.app_context():
        db.session.execute(sa.update(Theme).values(gone=True))
        db.session.commit()
    money = theme_ids()["Money"]
    assert organiser.get(f"{PAGE}/from-theme/{money}").status_code == 404
    assert organiser.post(f"{PAGE}/{number}/themes", data={"put": money}).status_code == 404
    assert "Money" not in organiser.get(PAGE).text


def test_which_steps_serve_it_with_day_and_time(app: Flask, cast, organiser: FlaskClient) -> None:
    first, second = add_wordings(organiser, "First", "Second")
    steps = [
        {"kind": "plenary", "title_en": "Welcome", "minutes": 50},
        {"kind": "panel", "title_en": "Panel", "minutes": 60, "objectives": ["O1"]},
    ]
    days = [{"start": "09:00", "planned_end": "17:00", "steps": steps}]
    days += [
        {"start": "08:30", "planned_end": "17:00", "steps": [{**steps[1], "title_en": "Again"}]}
    ]
    with app.app_context():
        event, row = db.session.get_one(Event, cast.event_id), db.session.get_one(Objective, first)
        start_agenda(event, {"days": days}, {}, {"O1": row})
        db.session.commit()
    assert "Served by Panel Thu 09:50 · Again Fri 08:30" in card_text(organiser, "objective", first)
    assert "/events/spring/agenda?day=2027-03-18#step-" in organiser.get(PAGE).text
    assert "Served by no step yet" in card_text(organiser, "objective", second)
    assert "Not served by any step of the agenda yet: O2. Choose them in steps" in page_remarks(
        organiser
    )
    step = re.search(r"#(step-\d+)", organiser.get(PAGE).text)
    assert step is not None
    assert f'id="{step[1]}"' in organiser.get("/events/spring/agenda?day=2027-03-18").text


@pytest.mark.one_database
def test_who_has_not_answered_is_named_until_the_event(
    app: Flask, cast, organiser: FlaskClient, answered
) -> None:
    for sector in (
        "central_government",
        "local_government",
        "civil_society",
        "international_ngo",
        "donor",
    ):
        answered(sector, "One", county="kukes")
    sectors, counties = page_remarks(organiser)
    assert sectors == (
        "Nobody has answered yet from these sectors: Intergovernmental organisation, Media, Business, Academia. Invite them"
    )
    assert counties.startswith("Nobody has answered yet from these counties: Berat, Dibër, Durrës,")
    assert "Kukës" not in counties
    with app.app_context():
        db.session.get_one(Event, cast.event_id).first_day = date(2020, 1, 1)
        db.session.commit()
    assert page_remarks(organiser) == []


@pytest.mark.one_database
def test_only_who_was_invited_is_missed(
    app: Flask, organiser: FlaskClient, answered, person
) -> None:
    answered("donor", "One", county="kukes")
    someone = person("Ana Leka", "media", county="fier")
    with app.app_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire.id)).one()
        db.session.add(
            Invitation(
                questionnaire_id=questionnaire,
                person_id=someone,
                name="Ana Leka",
                email="a@b.example",
            )
        )
        db.session.commit()
    assert page_remarks(organiser) == [
        "Nobody has answered yet from these sectors: Media. Invite them",
        "Nobody has answered yet from these counties: Fier. Invite them",
    ]


@pytest.mark.one_database
def test_those_who_do_not_read_answers_see_no_small_group(
    sign_in, organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "One", "Money")
    organiser.post(f"{PAGE}/from-theme/{theme_ids()['Money']}", data={"text-en": "Settle who pays"})
    answered("media", "Two", "Ethics")
    viewer = sign_in("viewer").get(PAGE).text
    assert ("from a few of 2 answers" in viewer, "a few answers" in viewer) == (True, True)
    assert "1 international" not in viewer
    home = sign_in("viewer").get("/events/spring/consultation").text
    assert '<td class="num">*</td>' in home
    assert '<td class="num">1</td>' not in home


def test_objectives_move_and_keep_their_numbers_in_order(organiser: FlaskClient) -> None:
    _first, _second, third = add_wordings(organiser, "A", "B", "C")
    assert (
        organiser.post(f"{PAGE}/{third}/move", data={"to": "up"}).location
        == f"{PAGE}?shown=objective-{third}#objective-{third}"
    )
    assert listed(organiser) == [("O1", "A"), ("O2", "C"), ("O3", "B")]
    organiser.post(f"{PAGE}/{third}/move", data={"to": "down"})
    organiser.post(f"{PAGE}/{third}/move", data={"to": "down"})
    assert listed(organiser) == [("O1", "A"), ("O2", "B"), ("O3", "C")]


@pytest.mark.one_database
def test_removing_one_closes_the_gap_and_frees_its_themes(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    for sector in ("donor", "media", "academia"):
        answered(sector, "Money!", "Money")
    first, _second = add_wordings(organiser, "A", "B")
    organiser.post(f"{PAGE}/{first}/themes", data={"put": theme_ids()["Money"]})
    assert organiser.post(f"{PAGE}/{first}/remove").location == PAGE
    assert listed(organiser) == [("O1", "B")]
    assert (
        lead(organiser)
        == "1 objective, none agreed yet. One theme heard in 3 sectors has no objective yet."
    )


def test_an_objective_is_edited_and_two_edits_meet(organiser: FlaskClient) -> None:
    [number] = add_wordings(organiser, "A")
    typed = {
        "version": "1",
        "text-en": "B",
        "text-sq": "B sq",
        "sought": "agreement",
        "result-en": "Done",
        "result-sq": "Bërë",
    }
    assert (
        organiser.post(f"{PAGE}/{number}", data=typed).location
        == f"{PAGE}?shown=objective-{number}#objective-{number}"
    )
    assert listed(organiser) == [("O1", "B")]
    assert "What is to come out an agreement Expected result Done" in card_text(
        organiser, "objective", number
    )
    late = organiser.post(f"{PAGE}/{number}", data={**typed, "text-en": "C"})
    assert late.status_code == 409
    assert "Saved by the other person" in late.text
    assert listed(organiser) == [("O1", "B")]


def test_one_of_the_teams_own_is_postponed_and_no_step_is_missed(
    app: Flask, organiser: FlaskClient, sign_in
) -> None:
    """It says why and to whom, on the page and on the thread, and the agenda is silent; when it is removed and comes back, too."""
    [number] = add_wordings(organiser, "A")
    missed, asked = "Not served by any step of the agenda yet", "Say why it is not taken up"
    thread = f"/events/spring/thread/objectives/{number}"
    assert missed in organiser.get(PAGE).text
    assert "No step serves O1 yet" in organiser.get("/events/spring/agenda").text
    assert f'href="{PAGE}/{number}#unserved"' in organiser.get(thread).text
    assert asked not in sign_in("viewer").get(thread).text
    typed = {"version": "1", "text-en": "A", "text-sq": "A sq", "unserved_why-en": "No money"}
    assert organiser.post(f"{PAGE}/{number}", data=typed | {"passed_to-sq": "ministria"}).location
    said = "Not taken up this time: No money. Passed on to: ministria"
    assert said in card_text(organiser, "objective", number)
    assert missed not in organiser.get(PAGE).text
    assert "No step serves O1 yet" not in organiser.get("/events/spring/agenda").text
    assert "No money. Passed on to: ministria" in organiser.get(thread).text
    organiser.post(f"{PAGE}/{number}/remove")
    [change] = re.findall(r'action="([^"]*/undo[^"]*)"', organiser.get(PAGE).text)[:1]
    organiser.post(change)
    assert said in card_text(organiser, "objective", number)


def test_agreeing_is_one_press_and_no_edit(organiser: FlaskClient) -> None:
    first, second = add_wordings(organiser, "A", "B")
    assert lead(organiser) == "2 objectives, none agreed yet."
    pressed = organiser.post(f"{PAGE}/{first}/status", data={"status": "agreed"})
    assert pressed.location == f"{PAGE}?shown=objective-{first}#objective-{first}"
    assert lead(organiser) == "2 objectives, 1 agreed."
    assert organiser.post(f"{PAGE}/{second}/status", data={"status": "agreed"}).status_code == 302
    assert lead(organiser) == "2 objectives, all agreed."
    saved = organiser.post(f"{PAGE}/{first}", data={"version": "1", "text-en": "C"})
    assert saved.status_code == 302
    organiser.post(f"{PAGE}/{first}/status", data={"status": "idea"})
    assert lead(organiser) == "2 objectives, 1 agreed."
    assert organiser.post(f"{PAGE}/{first}/status", data={"status": "done"}).status_code == 400


@pytest.mark.one_database
def test_who_may_only_see_reads_the_status_as_a_word(organiser: FlaskClient, sign_in) -> None:
    [number] = add_wordings(organiser, "A")
    organiser.post(f"{PAGE}/{number}/status", data={"status": "proposed"})
    viewer = sign_in("viewer")
    assert "proposed" in card_text(viewer, "objective", number)
    work = viewer.get(PAGE).text.split('id="work"')[1].split("</main>")[0]
    assert "<form" not in work
    assert "<button" not in work


@pytest.mark.one_database
@pytest.mark.parametrize("path", [ADD, "{}"])
def test_an_objective_without_words_is_not_saved(organiser: FlaskClient, path: str) -> None:
    [number] = add_wordings(organiser, "A")
    address = ADD if path == ADD else f"{PAGE}/{number}"
    answer = organiser.post(
        address, data={"version": "1", "text-en": " ", "text-sq": "", "result-en": "Kept"}
    )
    assert answer.status_code == 422
    assert "Please fill this in, in at least one language." in answer.text
    assert "Kept</textarea>" in answer.text
    assert listed(organiser) == [("O1", "A")]


@pytest.mark.one_database
def test_objectives_are_guarded(organiser: FlaskClient, sign_in, answered, theme_ids) -> None:
    answered("donor", "One", "Money")
    [number] = add_wordings(organiser, "A")
    pages = [ADD, f"{PAGE}/{number}", f"{PAGE}/from-theme/{theme_ids()['Money']}"]
    verbs = ("move", "themes", "status", "remove")
    buttons = [f"{PAGE}/{number}/{verb}" for verb in verbs]
    for name, code in (("facilitator", 403), ("staff", 403), ("viewer", 403), ("stranger", 404)):
        assert {sign_in(name).get(path).status_code for path in pages} == {code}
        assert {sign_in(name).post(path).status_code for path in buttons} == {code}
    assert {organiser.get(path).status_code for path in buttons} == {405}
    assert organiser.get(f"{PAGE}/999").status_code == 404
    assert organiser.get(f"{PAGE}/from-theme/999").status_code == 404
    assert {organiser.post(f"{PAGE}/999/{verb}").status_code for verb in verbs} == {404}
    assert organiser.post(f"{PAGE}/{number}/themes", data={"put": "999"}).status_code == 404
    assert organiser.post(f"{PAGE}/{number}/themes").status_code == 404


def test_what_belongs_to_another_event_is_not_there(
    app: Flask, organiser: FlaskClient, autumn: int
) -> None:
    [mine] = add_wordings(organiser, "A")
    with app.app_context():
        theirs = db.session.scalars(
            sa.select(Objective.id).where(Objective.event_id == autumn)
        ).one()
        theme = db.session.scalars(sa.select(Theme.id).where(Theme.event_id == autumn)).one()
    verbs = ("move", "themes", "status", "remove")
    assert organiser.get(f"{PAGE}/{theirs}").status_code == 404
    assert {organiser.post(f"{PAGE}/{theirs}/{verb}").status_code for verb in verbs} == {404}
    assert organiser.get(f"{PAGE}/from-theme/{theme}").status_code == 404
    assert organiser.post(f"{PAGE}/{mine}/themes", data={"put": theme}).status_code == 404
    assert "Theirs" not in organiser.get(PAGE).text


@pytest.mark.one_database
def test_the_page_costs_as_many_statements_however_long_it_is(
    organiser: FlaskClient, answered, theme_ids, person
) -> None:
    answered("donor", "One", "Money")
    [first] = add_wordings(organiser, "A")
    organiser.post(f"{PAGE}/{first}/themes", data={"put": theme_ids()["Money"]})
    with count_statements() as one:
        organiser.get(PAGE)
    answered("media", "Two", "Press")
    answered("media", "Three", "Staff")
    for number, theme in zip(
        add_wordings(organiser, "B", "C")[1:], list(theme_ids().values())[1:], strict=True
    ):
        organiser.post(f"{PAGE}/{number}/themes", data={"put": theme})
    for title in ("X", "Y", "Z"):
        number = add_talk(organiser, title, themes=list(theme_ids().values()), objective_id=first)
        chosen = {"people": [person(f"Ana {title}", "donor"), person(f"Eda {title}", "media")]}
        assert (
            organiser.post(f"{PAGE}/presentations/{number}/speakers", data=chosen).status_code
            == 302
        )
        organiser.post(f"{PAGE}/goals/new", data={"text-en": title})
    organiser.get(PAGE)
    with count_statements() as three:
        organiser.get(PAGE)
    assert len(one) == len(three) <= 16


def test_the_language_of_the_page_is_written_first(organiser: FlaskClient) -> None:
    found = {}
    for language in ("en", "sq"):
        with organiser.session_transaction() as session:
            session["language"] = language
        html = organiser.get("/events/spring/objectives/new").text
        found[language] = re.findall(r'name="text-(\w\w)"', html)
    assert found == {"en": ["en", "sq"], "sq": ["sq", "en"]}
