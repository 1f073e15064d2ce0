"""The personal link: a draft that waits on any device, one answer, what is filled in beforehand."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.answered import who_answered
from facilitate.consultation.answering.actions import forget_drafts
from facilitate.consultation.answering.queries import personal_draft
from facilitate.consultation.links import make_links
from facilitate.consultation.models import Answer, Draft, Invitation, Questionnaire, Reply
from facilitate.data.db import db
from tests.statements import count_statements

from ... import moment
from ..conftest import Asked
from .conftest import Invited, Kinds, invite_person
from .test_kinds import everything, ticked

pytestmark = pytest.mark.both_databases
USED = "This link has been used; your answer has arrived."
QUIET = {"X-Requested-With": "fetch"}


def change(app: Flask, **values: object) -> None:
    """Change the questionnaire."""
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(**values))
        db.session.commit()


def counts(app: Flask) -> tuple[int, int, int]:
    """Answers, drafts, invitations that were answered."""
    with app.app_context():
        count = sa.func.count
        return (
            db.session.scalar(sa.select(count(Answer.id))) or 0,
            db.session.scalar(sa.select(count(Draft.mark))) or 0,
            sum(len(who_answered(one)) for one in db.session.scalars(sa.select(Questionnaire))),
        )


@pytest.mark.one_database
def test_it_opens_in_the_language_of_the_invitation(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited
) -> None:
    with count_statements() as statements:
        page = client.get(invited.path, headers={"Accept-Language": "sq"})
    assert (page.status_code, '<html lang="en">' in page.text, len(statements)) == (200, True, 6)
    assert "Your answer cannot be traced to your link" in page.text
    assert 'name="later"' in page.text
    open_link = app.test_client().get(asked.path, headers={"Accept-Language": "en"}).text
    assert "Nothing is kept before you press “Send”." in open_link
    assert 'name="later"' not in open_link


@pytest.mark.one_database
def test_a_draft_waits_on_every_device_and_goes_when_it_is_sent(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds, invited: Invited
) -> None:
    typed = everything(asked, kinds)
    saved = client.post(invited.path, data={**typed, "sector": "", "later": "1"})
    assert (saved.status_code, saved.location) == (302, invited.path)
    assert "Your draft is saved." in client.get(invited.path).text
    assert counts(app) == (0, 1, 0)
    other = app.test_client().get(invited.path).text
    assert "Here is what you have written so far. It is not sent yet." in other
    assert "Çështje e hapur</textarea>" in other
    assert (kinds.name("ranking", "Data"), "1") in ticked(other)
    assert (kinds.name("scale"), "4") in ticked(other)
    assert (
        app.test_client().post(invited.path, data=typed).location
        == f"{asked.path}/thanks?once=True"
    )
    assert counts(app) == (1, 0, 1)


def test_it_is_saved_quietly_while_somebody_types(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited
) -> None:
    for text in ("One", "One two"):
        typed = asked.typed(**{f"question_{asked.questions[0]}": text, "later": "1"})
        answer = client.post(invited.path, data=typed, headers=QUIET)
        assert (answer.status_code, answer.text) == (204, "")
    with app.app_context():
        draft = personal_draft(invited.path.removeprefix("/i/"))
    assert draft is not None
    assert draft.getlist(f"question_{asked.questions[0]}") == ["One two"]
    assert set(draft) <= {"sector", "place", *(f"question_{key}" for key in asked.questions)}


@pytest.mark.parametrize(("named", "status"), [(False, 204), (True, 409)])
def test_a_draft_that_comes_after_its_answer_is_not_kept(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited, named: bool, status: int
) -> None:
    change(app, named=named)
    client.post(invited.path, data=asked.typed(name="Zamira"))
    late = client.post(invited.path, data=asked.typed(name="Zamira", later="1"), headers=QUIET)
    assert late.status_code == status
    assert counts(app) == (1, 0, 1)


@pytest.mark.one_database
def test_the_other_language_saves_the_draft(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds, invited: Invited
) -> None:
    page = client.post(invited.path, data={**everything(asked, kinds), "switch": "sq"})
    assert ('<html lang="sq">' in page.text, "Çështje e hapur</textarea>" in page.text) == (
        True,
        True,
    )
    assert counts(app) == (0, 1, 0)
    assert '<html lang="sq">' in client.get(invited.path).text


@pytest.mark.one_database
def test_a_draft_that_is_too_long_stays_typed(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited
) -> None:
    text = "ë" * 50_000
    page = client.post(
        invited.path,
        data=asked.typed(**{f"question_{asked.questions[0]}": text, "later": "1", "sector": ""}),
    )
    assert (page.status_code, page.text.count('class="error"')) == (422, 1)
    assert "This is too long: at most 20000 characters." in page.text
    assert f"{text}</textarea>" in page.text
    assert counts(app) == (0, 0, 0)


def test_a_double_click_leads_to_thanks(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds, invited: Invited
) -> None:
    typed = everything(asked, kinds)
    places = {client.post(invited.path, data=typed).location for _ in range(3)}
    assert places == {f"{asked.path}/thanks?once=True"}
    assert counts(app) == (1, 0, 1)


def work(text: str) -> str:
    """A page without what is drawn by chance for each form."""
    return re.sub(r'name="(receipt|csrf_token)" value="[^"]+"', "", text)


@pytest.mark.one_database
def test_a_used_link_opens_like_one_that_is_not(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited
) -> None:
    waits, first = invite_person(app, "Mirela Testi"), f"question_{asked.questions[0]}"
    client.post(invited.path, data=asked.typed(receipt="a" * 22))

    def looked_at(path: str, letter: str) -> list[tuple[int, str, str]]:
        """Everything that somebody who comes by a link can try: look, save a draft, send what is wrong, look after it closed, send."""
        visitor, typed = (
            app.test_client(),
            asked.typed(receipt=letter * 22, **{first: "Not theirs"}),
        )
        tries = [
            visitor.get(path),
            visitor.post(path, data={**typed, "later": "1"}, headers=QUIET),
            visitor.get(path),
        ]
        tries += [
            visitor.post(path, data={**typed, "sector": ""}),
            visitor.post(path, data={**typed, "switch": "sq"}),
        ]
        change(app, closed=True)
        tries += [visitor.get(path), visitor.post(path, data=typed)]
        change(app, closed=False)
        tries += [visitor.post(path, data=typed), visitor.get(path)]
        return [
            (one.status_code, one.location or "", work(one.text).replace(path, "/i/…"))
            for one in tries
        ]

    assert looked_at(invited.path, "b") == looked_at(waits.path, "c")
    assert counts(app) == (2, 0, 2)
    thanks = client.get(f"{asked.path}/thanks?once=True").text
    assert "Each personal link counts for one answer" in thanks
    assert "Each personal link counts" not in client.get(f"{asked.path}/thanks").text


def test_two_tabs_of_a_named_one_give_one_answer_and_the_other_text_is_shown_back(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited
) -> None:
    change(app, named=True)
    client.post(invited.path, data=asked.typed(receipt="a" * 22, name="Zamira"))
    assert USED in client.get(invited.path).text
    first = f"question_{asked.questions[0]}"
    second = client.post(
        invited.path, data=asked.typed(receipt="b" * 22, **{first: "Another thought"})
    )
    assert second.status_code == 409
    assert USED in second.text
    assert "Another thought</textarea>" in second.text
    wrong = client.post(invited.path, data=asked.typed(sector="", **{first: "A third"}))
    assert (wrong.status_code, USED in wrong.text, "A third</textarea>" in wrong.text) == (
        409,
        True,
        True,
    )
    assert counts(app) == (1, 0, 1)


def test_many_tabs_at_the_same_moment_give_one_answer(
    app: Flask, asked: Asked, invited: Invited
) -> None:
    def send(number: int) -> int:
        data = (
            asked.typed(receipt=f"{number:022}", later="1")
            if number % 4 == 0
            else asked.typed(receipt=f"{number:022}")
        )
        return app.test_client().post(invited.path, data=data).status_code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(send, range(16)))
    assert set(codes) == {302}
    answers, drafts, used = counts(app)
    assert (answers, used, drafts in (0, 1)) == (1, 1, True)


def test_a_receipt_of_somebody_else_takes_no_answer_away(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited
) -> None:
    client.post(asked.path, data=asked.typed())
    assert client.post(invited.path, data=asked.typed()).status_code == 302
    assert counts(app) == (2, 0, 1)


@pytest.mark.one_database
def test_closed_with_a_draft_shows_it_back(
    app: Flask, client: FlaskClient, asked: Asked, kinds: Kinds, invited: Invited
) -> None:
    client.post(invited.path, data={**everything(asked, kinds), "later": "1"})
    change(app, closed=True)
    page = client.get(invited.path)
    assert (page.status_code, "It closed before you sent your draft" in page.text) == (200, True)
    assert "Çështje e hapur</textarea>" in page.text
    for more in ({}, {"later": "1"}, {"switch": "sq"}):
        late = client.post(invited.path, data={**asked.typed(), **more})
        assert (late.status_code, "Çështje e hapur</textarea>" in late.text) == (409, True)
    assert counts(app) == (0, 1, 0)


def test_closing_by_hand_deletes_the_drafts_at_once(
    app: Flask, client: FlaskClient, organiser: FlaskClient, asked: Asked, invited: Invited
) -> None:
    client.post(invited.path, data=asked.typed(later="1"))
    assert counts(app) == (0, 1, 0)
    organiser.post("/events/spring/consultation/state", data={"to": "closed"})
    assert counts(app) == (0, 0, 0)
    assert "Çështje e hapur" not in client.get(invited.path).text
    organiser.post("/events/spring/consultation/state", data={"to": "open"})
    assert client.post(invited.path, data=asked.typed()).status_code == 302


@pytest.mark.one_database
@pytest.mark.parametrize("path", ["/i/nothing", "/i/{token}x", "/i/MQ.x"])
def test_a_wrong_link_is_404(
    client: FlaskClient, asked: Asked, invited: Invited, path: str
) -> None:
    path = path.format(token=invited.path.removeprefix("/i/"))
    assert client.get(path).status_code == 404
    assert client.post(path, data=asked.typed()).status_code == 404


@pytest.mark.one_database
def test_an_invitation_that_was_taken_back_is_404(
    app: Flask, client: FlaskClient, invited: Invited
) -> None:
    with app.app_context():
        db.session.execute(sa.delete(Invitation))
        db.session.commit()
    assert client.get(invited.path).status_code == 404


@pytest.mark.one_database
def test_an_anonymous_consultation_fills_nothing_in(
    client: FlaskClient, from_directory: Invited, asked: Asked
) -> None:
    page = client.get(from_directory.path).text
    assert "Ylli" not in page
    assert ticked(page) <= {("sector", ""), ("place", "")}


@pytest.mark.one_database
def test_a_named_consultation_fills_in_what_the_directory_knows(
    app: Flask, client: FlaskClient, from_directory: Invited, asked: Asked
) -> None:
    change(app, named=True)
    page = unescape(client.get(from_directory.path).text)
    assert "Your answer is kept with your name." in page
    assert "Your answer is anonymous." not in page
    assert 'value="Ylli Provë"' in page
    assert 'value="Ministria e Provës"' in page
    assert ticked(page) == {
        ("sector", str(asked.sectors["central_government"])),
        ("place", f"{asked.counties['tirane']}-capital"),
    }
    sent = client.post(
        from_directory.path, data=asked.typed(name="ylli prove", organisation="Ministria", place="")
    )
    assert sent.status_code == 302
    with app.app_context():
        row = db.session.scalars(sa.select(Answer)).one()
        assert (row.name, row.organisation, row.person_id) == (
            "ylli prove",
            "Ministria",
            from_directory.person,
        )
        assert db.session.scalars(sa.select(Reply.text)).all() == ["Çështje e hapur"]


@pytest.mark.one_database
def test_a_colleague_who_answers_instead_is_not_taken_for_the_invited(
    app: Flask, client: FlaskClient, from_directory: Invited, asked: Asked
) -> None:
    change(app, named=True)
    client.post(from_directory.path, data=asked.typed(name="Besa Doda"))
    with app.app_context():
        row = db.session.scalars(sa.select(Answer)).one()
        assert (row.name, row.person_id) == ("Besa Doda", None)


@pytest.mark.any_day
def test_a_draft_goes_after_the_last_day(
    app: Flask, client: FlaskClient, invited: Invited, asked: Asked
) -> None:
    client.post(invited.path, data={"later": "1", "sector": str(asked.sectors["donor"])})
    for days, left in ((0, 1), (1, 0)):
        change(app, closes_on=moment.planner_today() - timedelta(days=days))
        with app.app_context():
            forget_drafts()
            assert len(db.session.scalars(sa.select(Draft)).all()) == left


@pytest.mark.one_database
def test_a_draft_goes_when_it_is_closed_by_hand(
    app: Flask, client: FlaskClient, invited: Invited, asked: Asked
) -> None:
    client.post(invited.path, data={"later": "1", "sector": str(asked.sectors["donor"])})
    change(app, closed=True)
    with app.app_context():
        forget_drafts()
        assert db.session.scalars(sa.select(Draft)).all() == []


def test_a_link_in_whose_place_another_was_made_says_so_and_shows_back_what_was_typed(
    app: Flask, client: FlaskClient, asked: Asked, invited: Invited
) -> None:
    client.post(invited.path, data=asked.typed(later="1"))
    with app.test_request_context():
        row = db.session.get_one(Invitation, invited.invitation)
        newer = make_links([row], replacing=True)[row.id].removeprefix("http://localhost")
        db.session.commit()
    old = client.get(invited.path)
    assert (old.status_code, "You have been given a newer link" in old.text) == (410, True)
    assert "Çështje e hapur</textarea>" in old.text
    late = client.post(
        invited.path, data=asked.typed(**{f"question_{asked.questions[0]}": "Sent to the old one"})
    )
    assert (late.status_code, "Sent to the old one</textarea>" in late.text) == (410, True)
    assert client.post(newer, data=asked.typed()).status_code == 302
    assert counts(app) == (1, 1, 1)


@pytest.mark.one_database
def test_nothing_typed_is_no_draft(app: Flask, client: FlaskClient, invited: Invited) -> None:
    client.post(invited.path, data={"later": "1", "sector": "", "place": ""})
    with app.app_context():
        assert db.session.scalars(sa.select(Draft)).all() == []


@pytest.mark.one_database
def test_a_link_that_was_taken_back_stays_dead(
    app: Flask, client: FlaskClient, invited: Invited
) -> None:
    with app.app_context():
        db.session.execute(sa.delete(Invitation))
        db.session.commit()
    assert invite_person(app, "Mira Testi").path != invited.path
    assert client.get(invited.path).status_code == 404


def test_a_named_consultation_fills_in_what_a_list_said(
    app: Flask, client: FlaskClient, invited: Invited, asked: Asked
) -> None:
    change(app, named=True)
    page = unescape(client.get(invited.path).text)
    assert ('value="Zamira Testi"' in page, 'value="Shtëpia e Hapur"' in page) == (True, True)


@pytest.mark.one_database
def test_a_named_consultation_wants_a_name_at_the_open_link_too(
    app: Flask, client: FlaskClient, asked: Asked
) -> None:
    change(app, named=True)
    page = client.post(asked.path, data=asked.typed(name=" "))
    assert (page.status_code, "Please fill this in." in page.text) == (422, True)
    assert client.post(asked.path, data=asked.typed(name="Drita")).status_code == 302
    with app.app_context():
        row = db.session.scalars(sa.select(Answer)).one()
        assert (row.name, row.organisation, row.person_id) == ("Drita", "", None)


@pytest.mark.one_database
def test_one_link_cannot_be_knocked_at_without_end(
    app: Flask, asked: Asked, invited: Invited, database: str, tmp_path, same_second: None
) -> None:
    from facilitate.web.app import create_app  # noqa: PLC0415
    from tests.conftest import settings_for  # noqa: PLC0415

    second = invite_person(app, "Agim Testi")
    strict = create_app(settings_for(tmp_path, database, extra={"RATELIMIT_ENABLED": True}))
    client = strict.test_client()
    data = asked.typed(later="1")
    codes = [client.post(invited.path, data=data, headers=QUIET).status_code for _ in range(42)]
    assert codes == [204] * 40 + [429] * 2
    full = client.post(invited.path, data=data)
    assert "Çështje e hapur</textarea>" in full.text
    assert client.post(second.path, data=asked.typed()).status_code == 302
    with strict.app_context():
        db.engine.dispose()
