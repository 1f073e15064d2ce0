"""Candidate presentations: what about, why, for which objective; and who of the directory could give them."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer, Questionnaire, Reply, Theme
from facilitate.data.db import db
from facilitate.directory.models import Person
from facilitate.objectives.models import Presentation
from facilitate.participation.models import ParticipantRole, Participation, Standing
from tests.statements import count_statements

from .conftest import PAGE, TALKS, add_talk, add_wordings, card_ids, card_text, page_remarks

pytestmark = pytest.mark.both_databases


def suggested(client: FlaskClient, number: int, query: str = "") -> list[tuple[str, str]]:
    """Name and reasons of everybody on the list of possible speakers, in order."""
    text = client.get(f"{TALKS}/{number}/speakers{query}").text
    rows = re.findall(r'<label for="p\d+">([^<]*)</label>.*?<td>((?:(?!<td>).)*?)</td></tr>', text)
    return [(name, re.sub(r"<[^>]*>", "", why)) for name, why in rows]


@pytest.mark.one_database
def test_a_theme_becomes_a_presentation(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "Both", "Money", "Press")
    answered("media", "One", "Press")
    [objective] = add_wordings(organiser, "Settle")
    organiser.post(f"{PAGE}/{objective}/themes", data={"put": theme_ids()["Money"]})
    path = f"{PAGE}/from-theme/{theme_ids()['Money']}?as=presentation"
    form = organiser.get(path).text
    assert 'value="Money sq"' in form
    assert f'<option selected value="{objective}">' in form
    typed = {
        "title-en": "Who pays",
        "why-en": "They ask",
        "objective_id": objective,
        "themes": [theme_ids()["Money"], theme_ids()["Press"]],
    }
    made = organiser.post(path, data=typed)
    [number] = card_ids(organiser, "presentation")
    assert made.location == f"{PAGE}?shown=presentation-{number}#presentation-{number}"
    card = card_text(organiser, "presentation", number)
    assert "P1 Who pays serves O1" in card
    assert "They ask Source from 2 of 2 answers: 1 international, 1 other Themes Money" in card


def test_without_themes_of_its_own_it_stands_on_its_objectives(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "One", "Money")
    answered("donor", "Two", "Press")
    [objective] = add_wordings(organiser, "Settle")
    organiser.post(f"{PAGE}/{objective}/themes", data={"put": theme_ids()["Money"]})
    number = add_talk(organiser, "Who pays", objective_id=objective)
    assert "from 1 of 2 answers" in card_text(organiser, "presentation", number)
    press = {"put": theme_ids()["Press"]}
    for _twice in range(2):
        assert organiser.post(f"{TALKS}/{number}/themes", data=press).status_code == 302
    assert "Themes Press" in card_text(organiser, "presentation", number)
    organiser.post(f"{TALKS}/{number}/themes", data={"take": theme_ids()["Press"]})
    assert "Themes Press" not in card_text(organiser, "presentation", number)
    checked = re.findall(
        r"<input checked[^>]*>", organiser.get(f"{TALKS}/new?objective={objective}").text
    )
    assert [f'value="{theme_ids()["Money"]}"' in box for box in checked] == [True]


def test_it_is_edited_and_two_edits_meet(organiser: FlaskClient, answered, theme_ids) -> None:
    answered("donor", "One", "Money", "Press")
    money, press = theme_ids()["Money"], theme_ids()["Press"]
    number = add_talk(organiser, "A", themes=[money])
    path, typed = f"{TALKS}/{number}", {"version": "1", "title-en": "A", "themes": [press]}
    assert organiser.post(path, data=typed).status_code == 302
    late = organiser.post(path, data={**typed, "title-en": "B", "themes": [money]})
    assert late.status_code == 409
    assert "Saved by the other person" in late.text
    assert 'name="version" type="hidden" value="2"' in late.text
    won = organiser.post(path, data={**typed, "version": "2", "title-en": "B", "themes": [money]})
    assert won.status_code == 302
    assert "P1 B" in card_text(organiser, "presentation", number)
    assert "Themes Money" in card_text(organiser, "presentation", number)
    wrong = organiser.post(
        path, data={"version": "3", "title-en": "", "why-en": "Kept", "themes": ["999"]}
    )
    assert wrong.status_code == 422
    assert "Kept</textarea>" in wrong.text
    assert organiser.post(f"{TALKS}/new", data={"title-en": "=1"}).status_code == 422


def test_themes_that_are_gone_stay_on_it_and_come_back(
    app: Flask, organiser: FlaskClient, answered, theme_ids
) -> None:
    answered("donor", "One", "Money", "Press")
    number = add_talk(organiser, "A", themes=list(theme_ids().values()))
    for gone in (True, False):
        with app.app_context():
            db.session.execute(
                sa.update(Theme).where(Theme.id == theme_ids()["Press"]).values(gone=gone)
            )
            db.session.commit()
        assert ("Press" in card_text(organiser, "presentation", number)) != gone
        if gone:
            typed = {"version": "1", "title-en": "B", "themes": [theme_ids()["Money"]]}
            assert organiser.post(f"{TALKS}/{number}", data=typed).status_code == 302


def test_presentations_move_and_are_removed(organiser: FlaskClient) -> None:
    first, second = add_talk(organiser, "A"), add_talk(organiser, "B")
    organiser.post(f"{TALKS}/{second}/move", data={"to": "up"})
    assert card_ids(organiser, "presentation") == [second, first]
    assert organiser.post(f"{TALKS}/{second}/remove").location == PAGE
    assert "P1 A" in card_text(organiser, "presentation", first)


def test_speakers_are_suggested_with_their_reasons(
    app: Flask, cast, organiser: FlaskClient, answered, theme_ids, person, autumn: int
) -> None:
    for sector, county in [("local_government", "kukes")] * 3 + [("donor", "vlore")] * 2:
        answered(sector, "Teachers see it", "Schools first", county=county)
    there = person("Ana Leka", "local_government", "Prefect", county="kukes")
    person("Besa Doda", "local_government", county="vlore")
    person("Çlirim Uka", "donor", county="vlore")
    teacher = person("Drita Hysa", "media", "School psychologist")
    number = add_talk(organiser, "Schools", themes=[theme_ids()["Schools first"]])
    with app.app_context():
        office = db.session.get_one(Person, there).organisation
        db.session.add(
            Participation(
                event_id=autumn,
                person_id=there,
                organisation_id=office.id,
                sector_id=office.sector_id,
                standing=Standing.ATTENDED,
                parts=(ParticipantRole.PRESENTER,),
                invited_on=date(2008, 1, 1),
            )
        )
        db.session.commit()
    first = (
        "Ana Leka",
        "heard in the local government sector; heard in Kukës county; presented in 2008",
    )
    besa = ("Besa Doda", "heard in the local government sector")
    drita = ("Drita Hysa", "“School” in the position or organisation")
    assert suggested(organiser, number) == [first, besa, drita]
    assert suggested(organiser, number, "?county=vlore") == [besa, ("Çlirim Uka", "–")]
    assert suggested(organiser, number, "?sector=media") == [drita]
    assert suggested(organiser, number, "?q=clirim") == [("Çlirim Uka", "–")]
    text = organiser.get(f"{TALKS}/{number}/speakers").text
    assert "@office.example" not in text.split('id="work"')[1]
    assert "+355" not in text
    chosen = organiser.post(
        f"{TALKS}/{number}/speakers?sector=media", data={"people": [there, teacher]}
    )
    assert chosen.location == f"{TALKS}/{number}/speakers?sector=media"
    assert suggested(organiser, number) == [besa]
    assert (
        "Possible speakers Ana Leka (Office of Ana Leka) · Drita Hysa (Office of Drita Hysa)"
        in card_text(organiser, "presentation", number)
    )
    organiser.post(f"{TALKS}/{number}/speakers/{there}/take-off")
    assert suggested(organiser, number) == [first, besa]
    assert organiser.post(f"{TALKS}/{number}/speakers/{there}/take-off").status_code == 302


def test_who_said_it_under_their_name_comes_first(
    app: Flask, organiser: FlaskClient, answered, theme_ids, person
) -> None:
    replies = [answered("donor", "Money!", "Money"), answered("donor", "Press!", "Press")]
    speaker, other = person("Zana Leka", "media"), person("Ana Leka", "media")
    number = add_talk(organiser, "Who pays", themes=[theme_ids()["Money"]])
    for named in (False, True):
        with app.app_context():
            db.session.scalars(sa.select(Questionnaire)).one().named = named
            for reply, someone in zip(replies, (speaker, other), strict=True):
                answer = db.session.get_one(Reply, reply).answer_id
                db.session.get_one(Answer, answer).person_id = someone
            db.session.commit()
        assert suggested(organiser, number) == (
            [("Zana Leka", "said it in the consultation")] if named else []
        )


@pytest.mark.one_database
def test_an_agreed_presentation_needs_somebody(organiser: FlaskClient, person) -> None:
    number = add_talk(organiser, "A")
    assert page_remarks(organiser) == []
    organiser.post(f"{TALKS}/{number}/status", data={"status": "agreed"})
    assert page_remarks(organiser) == ["Agreed, but without a possible speaker: P1"]
    organiser.post(f"{TALKS}/{number}/speakers", data={"people": person("Ana Leka", "donor")})
    assert page_remarks(organiser) == []


def test_choosing_nobody_or_somebody_who_is_not_there(organiser: FlaskClient) -> None:
    number = add_talk(organiser, "A")
    nobody = organiser.post(f"{TALKS}/{number}/speakers")
    assert nobody.status_code == 422
    assert "Tick at least one person." in nobody.text
    assert organiser.post(f"{TALKS}/{number}/speakers", data={"people": "x"}).status_code == 422
    assert organiser.post(f"{TALKS}/{number}/speakers", data={"people": "999"}).status_code == 409


@pytest.mark.one_database
def test_a_long_directory_comes_in_pages_with_the_same_statements(
    organiser: FlaskClient, person
) -> None:
    number = add_talk(organiser, "A")
    person("Ana Leka", "donor", office="Fund")
    with count_statements() as one:
        assert len(suggested(organiser, number, "?q=fund")) == 1
    for letters in range(54):
        person(f"Eda {chr(97 + letters // 26)}{chr(97 + letters % 26)}", "donor", office="Fund")
    with count_statements() as many:
        assert len(suggested(organiser, number, "?q=fund")) == 20
    assert len(one) == len(many) <= 16
    assert len(suggested(organiser, number, "?q=fund&page=3")) == 15
    assert len(suggested(organiser, number, "?q=fund&page=99")) == 15


@pytest.mark.one_database
def test_presentations_are_guarded(
    app: Flask, organiser: FlaskClient, sign_in, autumn: int, person
) -> None:
    number, someone = add_talk(organiser, "A"), person("Ana Leka", "donor")
    with app.app_context():
        theirs = db.session.scalars(
            sa.select(Presentation.id).where(Presentation.event_id == autumn)
        ).one()
    verbs = ("move", "themes", "status", "remove", f"speakers/{someone}/take-off")
    for name, code in (("facilitator", 403), ("viewer", 403), ("stranger", 404)):
        client = sign_in(name)
        pages = (f"{TALKS}/new", f"{TALKS}/{number}", f"{TALKS}/{number}/speakers")
        assert {client.get(path).status_code for path in pages} == {code}
        assert {client.post(f"{TALKS}/{number}/{verb}").status_code for verb in verbs} == {code}
    assert {organiser.get(f"{TALKS}/{number}/{verb}").status_code for verb in verbs} == {405}
    for wrong in (theirs, 999):
        pages = (f"{TALKS}/{wrong}", f"{TALKS}/{wrong}/speakers")
        assert {organiser.get(path).status_code for path in pages} == {404}
        assert {organiser.post(f"{TALKS}/{wrong}/{verb}").status_code for verb in verbs} == {404}
