"""Reading answers: the ways to put them together, the sieve, pages that keep their place; for whom, and at what cost."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import (
    Answer,
    Choice,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
    Reply,
)
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from tests.statements import count_statements

from ..conftest import Asked
from ..large import fill_large
from .test_offsets import as_a_browser

pytestmark = pytest.mark.both_databases

ANSWERS = "/events/spring/consultation/answers"


def texts(client: FlaskClient, **sieve: object) -> list[str]:
    """The replies that the page shows, as a browser reads them."""
    answer = client.get(ANSWERS, query_string=sieve)
    assert answer.status_code == 200
    return [
        as_a_browser(html)
        for html in re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", answer.text, re.S)
    ]


def headings(client: FlaskClient, **sieve: object) -> list[str]:
    """The headings of groups."""
    html = client.get(ANSWERS, query_string=sieve).text
    found = re.findall(r'<h2 class="group">(.*?)</h2>', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", heading).split()) for heading in found]


@pytest.mark.one_database
def test_reading_is_for_those_who_may(sign_in, asked: Asked) -> None:
    for path in (ANSWERS, f"{ANSWERS}/newer"):
        codes = [
            sign_in(name).get(path).status_code
            for name in ("facilitator", "note_taker", "stranger")
        ]
        assert codes == [200, 403, 404]


@pytest.mark.one_database
def test_before_anything_is_asked_the_page_says_so(organiser: FlaskClient) -> None:
    assert "Nothing to read yet" in organiser.get(ANSWERS).text


def test_the_sieve(organiser: FlaskClient, asked: Asked, answered, theme_ids) -> None:
    answered("donor", "Një çështje për Kukësin", "Money", county="kukes")
    answered("media", "Ethics", "Press", "Money")
    answered("media", "Nothing said")
    money = theme_ids()["Money"]
    assert set(texts(organiser)) == {"Ethics", "Nothing said", "Një çështje për Kukësin"}
    assert texts(organiser, text="CESHTJE kukesin") == ["Një çështje për Kukësin"]
    assert texts(organiser, text="%") == []
    assert set(texts(organiser, sector=asked.sectors["media"])) == {"Ethics", "Nothing said"}
    assert texts(organiser, county=asked.counties["kukes"]) == ["Një çështje për Kukësin"]
    assert set(texts(organiser, theme=money)) == {"Ethics", "Një çështje për Kukësin"}
    assert texts(organiser, theme=money, sector=asked.sectors["media"]) == ["Ethics"]
    assert texts(organiser, question=asked.questions[1]) == []
    assert len(texts(organiser, question=asked.questions[0])) == 3
    assert texts(organiser, without="1") == ["Nothing said"]
    assert texts(organiser, theme=money, stance="against") == []
    assert len(texts(organiser, theme=money, stance="for")) == 2
    assert texts(organiser, sector="abc", page="x", county="999999") == []


def test_what_nobody_has_read(organiser: FlaskClient, app: Flask, answered) -> None:
    answered("donor", "One")
    with app.app_context():
        first = db.session.scalars(sa.select(Answer.id)).one()
    answered("donor", "Two")
    assert organiser.post(f"{ANSWERS}/{first}/read", data={"to": "read"}).status_code == 302
    assert texts(organiser, unread=1) == ["Two"]
    assert (
        "1 of 2 answers read, 2 without a theme; 0 passages with a theme."
        in organiser.get(ANSWERS).text
    )


@pytest.mark.one_database
def test_read_is_guarded(organiser: FlaskClient, sign_in, app: Flask, answered) -> None:
    answered("donor", "One")
    with app.app_context():
        first = db.session.scalars(sa.select(Answer.id)).one()
    path = f"{ANSWERS}/{first}/read"
    assert sign_in("note_taker").post(path).status_code == 403
    assert sign_in("stranger").post(path).status_code == 404
    assert organiser.post(f"{ANSWERS}/999/read").status_code == 404
    assert organiser.get(path).status_code == 405
    page = organiser.get(
        ANSWERS
    ).text  # a form in a paragraph would stand beside its mark, not in it
    assert re.search(rf'<div class="read-line">\s*<span class="readmark" id="read-{first}"', page)
    assert "1 unread" in page
    quick = organiser.post(path, data={"to": "read"}, headers={"HX-Request": "true"})
    assert (quick.text.count(f'id="read-{first}"'), quick.text.count('id="progress"')) == (1, 1)
    assert 'id="stop-consultation"' in quick.text
    assert "1 unread" not in quick.text
    again = sign_in("facilitator").post(path, data={"to": "read"}, headers={"HX-Request": "true"})
    assert "Arta Hoxha" in again.text  # whoever was first stays
    undone = organiser.post(path, data={"to": "unread"}, headers={"HX-Request": "true"})
    assert "Mark as read" in undone.text


def test_an_answer_is_shown_whole(
    organiser: FlaskClient, app: Flask, asked: Asked, answered
) -> None:
    answered("donor", "First")
    with app.app_context():
        row = db.session.scalars(sa.select(Answer)).one()
        db.session.add(
            Reply(answer_id=row.id, question_id=asked.questions[1], text="Second", folded="second")
        )
        ranking, scale = (
            Question(
                questionnaire_id=row.questionnaire_id,
                position=place,
                kind=kind,
                text=text,
                help=Words(),
            )
            for place, kind, text in (
                (8, QuestionKind.RANKING, Words("What first?")),
                (9, QuestionKind.SCALE, Words("How well?")),
            )
        )
        db.session.add_all([ranking, scale])
        db.session.flush()
        for place, name in enumerate(("Money", "Data"), 1):
            choice = Choice(question_id=ranking.id, position=place, text=Words(name))
            db.session.add(choice)
            db.session.flush()
            db.session.add(
                Pick(
                    answer_id=row.id, question_id=ranking.id, choice_id=choice.id, number=3 - place
                )
            )
        db.session.add(Pick(answer_id=row.id, question_id=scale.id, number=4))
        db.session.commit()
    html = organiser.get(f"{ANSWERS}?text=second").text.split("</main>")[0]
    assert texts(organiser, text="second") == ["First", "Second"]
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html, re.S) == [
        ("What first?", "1. Data; 2. Money"),
        ("How well?", "4 of 5"),
    ]
    assert texts(organiser, by="question") == ["First"]
    assert texts(organiser, question=asked.questions[1]) == ["Second"]
    by_question = organiser.get(f"{ANSWERS}?by=question").text.split("</main>")[0]
    assert "<dt>" not in by_question


def test_groups_by_sector_and_county(organiser: FlaskClient, answered) -> None:
    answered("media", "M", county="vlore")
    answered("donor", "D1", county="berat")
    answered("donor", "D2")
    assert headings(organiser, by="sector") == ["D Donor · 2 answers", "M Media · 1 answer"]
    assert headings(organiser, by="county") == [
        "Berat · 1 answer",
        "Vlorë · 1 answer",
        "County not given · 1 answer",
    ]
    assert headings(organiser) == []
    assert texts(organiser, by="county") == ["D1", "M", "D2"]


@pytest.mark.one_database
def test_names_stand_in_named_consultations_only(
    organiser: FlaskClient, app: Flask, answered
) -> None:
    answered("donor", "One")
    with app.app_context():
        db.session.execute(sa.update(Answer).values(name="Mira Kodra", organisation="Vatra"))
        db.session.commit()
    assert "Mira Kodra" not in organiser.get(ANSWERS).text
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    assert "Mira Kodra · Vatra" in organiser.get(ANSWERS).text


def test_answers_come_20_at_a_time_and_the_list_does_not_move(
    organiser: FlaskClient, app: Flask, answered
) -> None:
    for number in range(27):
        answered("donor", f"Answer {number}")
    first, second = texts(organiser), texts(organiser, page=2)
    assert (len(first), len(second), len({*first, *second})) == (20, 7, 27)
    assert texts(organiser, page=99) == second
    html = organiser.get(f"{ANSWERS}?page=2").text
    assert "Page 2 of 2" in html
    back = re.search(r'rel="prev" href="([^"]+)"', html)[1].replace("&amp;", "&")
    answered("donor", "Later")
    assert "Later" not in organiser.get(back).text
    assert "Later" in texts(organiser) + texts(organiser, page=2)


def test_new_answers_are_told_quietly(organiser: FlaskClient, app: Flask, answered) -> None:
    answered("donor", "One")
    html = organiser.get(f"{ANSWERS}?theme=").text
    poll = re.search(r'hx-get="([^"]+)" hx-trigger="every 20s"', html)[1].replace("&amp;", "&")
    assert organiser.get(poll).text.strip() == ""
    answered("media", "Two")
    answered("media", "Three")
    assert "2 new answers" in organiser.get(poll).text
    with app.app_context():
        row = db.session.scalars(sa.select(Questionnaire)).one()
        row.closes_on -= timedelta(days=30)
        row.opens_on -= timedelta(days=60)
        db.session.commit()
    assert "every 20s" not in organiser.get(ANSWERS).text


@pytest.mark.one_database
@pytest.mark.parametrize("query", ["", "?by=question", "?by=county", "?theme=1&stance=for&text=o"])
def test_three_cost_as_many_statements_as_one(organiser: FlaskClient, answered, query: str) -> None:
    answered("donor", "One", "Money", county="kukes")
    with count_statements() as one:
        organiser.get(ANSWERS + query)
    answered("media", "Two", "Money", "Press", county="fier")
    answered("academia", "Three", "Data")
    with count_statements() as three:
        organiser.get(ANSWERS + query)
    assert len(one) == len(three)
    assert len(three) <= 12


WEIRD = "  <b>&amp;</b>\n\n\t🙂 “x”  y\r\nשלום ‏ e\u0301 \u00a0 end "


@pytest.mark.one_database
def test_what_is_on_the_page_is_the_text_to_the_character(
    organiser: FlaskClient, app: Flask, answered, theme_ids
) -> None:
    reply = answered("donor", "placeholder", "Money")
    with app.app_context():
        db.session.execute(sa.update(Reply).where(Reply.id == reply).values(text=WEIRD))
        db.session.commit()
    assert texts(organiser) == [WEIRD]
    at = WEIRD.index("🙂")
    organiser.post(
        f"/events/spring/consultation/replies/{reply}",
        data={"start": at, "end": at + 5, "put": theme_ids()["Money"]},
    )
    assert texts(organiser) == [WEIRD]
    assert "🙂 “x”</mark>" in organiser.get(ANSWERS).text


def test_words_of_the_search_are_marked_and_the_text_stays(
    organiser: FlaskClient, answered, theme_ids
) -> None:
    reply = answered("donor", "Çështja ÇËSHTJE dhe <b>paratë</b>", "Money")
    path = f"/events/spring/consultation/replies/{reply}?text=ceshtj+parat"
    marked = ["Çështj", "ÇËSHTJ", "parat"]
    for html in (
        organiser.get(f"{ANSWERS}?text=ceshtj+parat").text,
        organiser.post(
            path, data={"start": 0, "end": 7, "new": "First"}, headers={"HX-Request": "true"}
        ).text,
    ):
        assert re.findall(r'<span class="hit">(.*?)</span>', html) == marked
        assert as_a_browser(re.search(r"<blockquote[^>]*>(.*?)</blockquote>", html, re.S)[1]) == (
            "Çështja ÇËSHTJE dhe <b>paratë</b>"
        )
    assert 'class="hit"' not in organiser.get(ANSWERS).text


@pytest.mark.one_database
def test_marks_know_their_passages_and_answers_their_direction(
    organiser: FlaskClient, sign_in, answered, theme_ids, passages
) -> None:
    reply = answered("donor", "One two", "Money")
    organiser.post(
        f"/events/spring/consultation/replies/{reply}",
        data={"start": 4, "end": 7, "put": theme_ids()["Money"]},
    )
    first, second = passages()
    html = organiser.get(ANSWERS).text
    assert re.findall(r'data-on="([^"]*)"', html) == [f"{first}", f"{first} {second}"]
    assert re.findall(r'<li [^>]*data-passage="(\d+)"', html) == [f"{first}", f"{second}"]
    assert re.findall(r"<blockquote[^>]*>", html) == [
        f'<blockquote class="reply-text" data-reply="{reply}" dir="auto">'
    ]


@pytest.mark.one_database
def test_answers_of_another_event_are_not_there(
    organiser: FlaskClient, app: Flask, cast, answered: Callable[..., int]
) -> None:
    reply = answered("donor", "One")
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        columns = {
            column.name: getattr(event, column.key)
            for column in Event.__table__.columns
            if column.name not in ("id", "slug")
        }
        other = Event(slug="other", **columns)
        db.session.add(other)
        db.session.flush()
        db.session.execute(sa.update(Questionnaire).values(event_id=other.id))
        db.session.commit()
    assert texts(organiser) == []
    assert (
        organiser.post(
            f"/events/spring/consultation/replies/{reply}", data={"new": "X"}
        ).status_code
        == 404
    )


@pytest.mark.one_database
def test_a_large_consultation_asks_no_more(organiser: FlaskClient, app: Flask, cast) -> None:
    with app.app_context():
        fill_large(db.session.get_one(Event, cast.event_id))
        db.session.commit()
    for query in (
        "",
        "?by=question&page=3",
        "?by=county",
        "?text=ceshtje&without=1",
        "?stance=against&unread=1",
    ):
        with count_statements() as asked_for:
            assert organiser.get(ANSWERS + query).status_code == 200
        assert len(asked_for) <= 12
    assert (
        "750 of 1000 answers read, none without a theme; 6000 passages with a theme."
        in organiser.get(ANSWERS).text
    )
    with count_statements() as asked_for:
        html = organiser.get("/events/spring/consultation/themes/1/suggestions").text
    assert (len(asked_for) <= 12, html.count("Apply theme")) == (True, 20)
