"""Problems on the page: written down, passed to a consultation or an institution, answered, told back."""

import io
from collections.abc import Callable
from datetime import date

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.consultation.models import Answer, Origin, Reply
from facilitate.consultation.reading.actions import add_theme, apply_theme, mark_passage
from facilitate.data.db import db
from facilitate.directory.models import County
from facilitate.events.models import Event
from facilitate.forums.meetings.mailing import ItemsMailing
from facilitate.forums.members.sending import language_for_member
from facilitate.forums.models import Forum, ForumMember, ForumRole
from facilitate.forums.passing.letters import answers_mail
from facilitate.forums.problem_models import PassedUp, Problem
from facilitate.lib.text import Words
from facilitate.release.clearing import ClearedTexts
from facilitate.web.i18n import use_language

from ... import moment
from ...consultation.conftest import Asked, asked
from ...directory.rows import key_of
from ...inbox import receive_mails
from ...statements import count_statements
from ...two_people import let_out
from ..meetings.conftest import South
from .conftest import Found

__all__ = ["asked"]
pytestmark = pytest.mark.both_databases
PASS = "/forums/problems/pass"


def texts_of(file: bytes) -> list[str]:
    """The paragraphs of a Word file."""
    return [one.text for one in docx.Document(io.BytesIO(file)).paragraphs]


def selected(page: str, name: str) -> str:
    """What is chosen in a list of that name."""
    inside = page.split(f'name="{name}"', 1)[1].split("</select>", 1)[0]
    return inside.split("<option selected", 1)[1].split('value="', 1)[1].split('"', 1)[0]


def typed_in(page: str, name: str) -> str:
    """What stands in a field of that name."""
    field = next(
        one for one in page.split("<input")[1:] if f'name="{name}"' in one.split(">", 1)[0]
    )
    return field.split('value="', 1)[1].split('"', 1)[0]


def typed(**more: object) -> dict[str, object]:
    return {
        "text": "No lawyer speaks Romani.",
        "theme": "Legal aid",
        "county_id": "",
        "event_id": "",
        "raised_on": "2026-10-01",
        **more,
    }


def passings(app: Flask) -> list[PassedUp]:
    with app.app_context():
        return list(db.session.scalars(sa.select(PassedUp).order_by(PassedUp.id)))


def to_consultation(app: Flask, cast, *problems: int, **more: object) -> dict[str, object]:
    return {
        "problems": list(problems),
        "to": "consultation",
        "event_id": cast.event_id,
        "institution": "",
        "on": "2027-03-01",
        **more,
    }


def by_letter(*problems: int, **more: object) -> dict[str, object]:
    return {
        "problems": list(problems),
        "to": "letter",
        "institution": "Ministria e Drejtësisë",
        "on": "2027-03-01",
        "event_id": "",
        **more,
    }


def test_a_problem_is_written_down_changed_and_taken_out(
    app: Flask, keeper: FlaskClient, south: South
) -> None:
    path = f"{south.path}/problems"
    page = keeper.get(path).text
    assert (
        "nothing that identifies a person" in page,
        "No problem has been recorded yet." in page,
    ) == (
        True,
        True,
    )
    assert keeper.post(path, data=typed(event_id=south.held)).status_code == 302
    with app.app_context():
        row = db.session.scalars(sa.select(Problem)).one()
        assert (row.theme, row.event_id, row.county_id) == ("Legal aid", south.held, None)
    one = f"{path}/{row.id}"
    assert keeper.get(one).status_code == 200
    assert keeper.post(one, data=typed(theme="Lawyers", version=1)).status_code == 302
    assert keeper.post(one, data=typed(theme="Law", version=1)).status_code == 409
    assert "Lawyers" in keeper.get(path).text
    assert keeper.post(f"{one}/remove").status_code == 302
    assert "Lawyers" not in keeper.get(path).text


@pytest.mark.one_database
def test_it_is_passed_to_the_consultation_and_found_there(
    app: Flask, cast, keeper: FlaskClient, found: Found, asked: Asked
) -> None:
    opened = keeper.get(PASS, query_string={"problems": [found.shelter, found.money]}).text
    assert "2 problems are selected" in opened
    sent = to_consultation(app, cast, found.shelter, found.money)
    assert keeper.post(PASS, data=sent).location == "/forums/south-group/problems"
    with app.app_context():
        answers = db.session.scalars(sa.select(Answer).order_by(Answer.id)).all()
        vlore = key_of(County, "vlore")
        assert [
            (one.origin, one.county_id, one.name, one.organisation, one.person_id)
            for one in answers
        ] == [(Origin.IMPORTED, vlore, "", "", None), (Origin.IMPORTED, None, "", "", None)]
        first = db.session.scalars(sa.select(Reply).order_by(Reply.id)).first()
        assert first.question_id == asked.questions[0]
        assert first.text.startswith(
            "There is no bed for the night in Vlorë.\n\nPërcjellë nga: Grupi i Jugut, "
        )
        event = db.session.get_one(Event, cast.event_id)
        reply = db.session.get_one(Reply, first.id)
        theme = add_theme(event, Words("Beds", "Shtretër"))
        apply_theme(mark_passage(reply, 0, 5), theme)
        db.session.commit()
    themes = keeper.get("/events/spring/consultation/themes").text
    assert ("one-sided: only Forums" in themes, "s-forum" in themes) == (True, True)
    thread = keeper.get("/events/spring/thread").text
    assert ("1 answer from forums" in thread, "0 sectors" in thread) == (True, False)
    for path in ("/events/spring/consultation/answers", "/events/spring/consultation/preview"):
        assert (">Forums</option>" in keeper.get(path).text) is path.endswith("answers")
    assert [(row.problem_id, row.event_id, bool(row.answer_id)) for row in passings(app)] == [
        (found.shelter, cast.event_id, True),
        (found.money, cast.event_id, True),
    ]
    assert (
        "for the night in Vlorë." in keeper.get("/events/spring/consultation/answers?text=bed").text
    )
    page = keeper.get("/forums/south-group/problems").text
    assert "passed to the consultation of “Spring conference” on" in page


def test_passed_twice_it_is_one_answer(
    app: Flask, cast, keeper: FlaskClient, found: Found, asked: Asked
) -> None:
    sent = to_consultation(app, cast, found.shelter)
    keeper.post(PASS, data=sent)
    answer = keeper.post(PASS, data=sent, follow_redirects=True)
    assert "All of these are already in this consultation." in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Answer.id))) == 1
    assert len(passings(app)) == 1


@pytest.mark.one_database
def test_it_goes_to_an_institution_as_one_page(app: Flask, sign_in: Callable, found: Found) -> None:
    administrator = sign_in("administrator")
    sent = by_letter(found.shelter, found.north)
    assert administrator.post(PASS, data=sent).location == "/forums/problems"
    assert administrator.post(PASS, data=by_letter(found.money)).status_code == 302
    assert (
        administrator.post(PASS, data=sent).status_code == 302
    )  # the same once more changes nothing
    rows = passings(app)
    assert [row.problem_id for row in rows] == [found.shelter, found.north, found.money]
    letter = f"/forums/passed/{rows[0].id}/letter"
    assert administrator.get(f"{letter}.docx").status_code == 409
    assert let_out(letter, administrator, sign_in("organiser")) == [302, 302]
    answer = administrator.get(f"{letter}.docx")
    assert "ministria-e-drejtesise-2027-03-01-en.docx" in answer.headers["Content-Disposition"]
    texts = texts_of(answer.data)
    theme = texts.index("Shelter – named in 2 of 3 regional collaboration groups")
    assert sorted(texts[theme + 1 : theme + 3]) == [
        "Nobody takes boys in. (North group)",
        "There is no bed for the night in Vlorë. (South group, Vlorë)",
    ]
    assert texts[theme + 3] == "Money – named in 1 of 3 regional collaboration groups"


@pytest.mark.one_database
def test_an_office_can_send_the_letter_in_the_language_chosen(
    app: Flask, keeper: FlaskClient, sign_in: Callable, found: Found, south: South
) -> None:
    sent = by_letter(
        found.money,
        language="sq",
        place="Vlorë",
        office="Bashkia Vlorë",
        signed="Ana Hoxha",
        on="2027-03-01",
    )
    assert keeper.post(PASS, data=sent).status_code == 302
    (row,) = passings(app)
    path = f"/forums/passed/{row.id}/letter.docx"
    let_out(path.removesuffix(".docx"), keeper, sign_in("administrator"))
    texts = texts_of(keeper.get(path).data)
    assert texts[:7] == [
        "Bashkia Vlorë",
        "Grupi i Jugut",
        "Nr. prot.: ……………………",
        "Vlorë, më 1 mars 2027",
        "Drejtuar Ministrisë së Drejtësisë",
        "Lënda: Probleme dhe nevoja për të cilat kërkojmë ndërhyrjen tuaj",
        "Të nderuar zonja dhe zotërinj,",
    ]
    assert texts[-2:] == ["Me respekt,", ""]
    signature = docx.Document(io.BytesIO(keeper.get(path).data)).tables[0]
    assert [cell.text.splitlines()[-2:] for cell in signature.rows[0].cells] == [
        ["Ana Hoxha", "Bashkia Vlorë"],
        ["Vendi i vulës"],
    ]
    # the same letter, written anew
    assert keeper.post(PASS, data=sent | {"language": "en"}).status_code == 302
    assert [(one.id, one.language) for one in passings(app)] == [(row.id, "en")]
    assert keeper.get(path).status_code == 409  # other words: two people again
    let_out(path.removesuffix(".docx"), keeper, sign_in("administrator"))
    texts = texts_of(keeper.get(path).data)
    expected = ("Vlorë, 1 March 2027", "Dear Sir or Madam,", "Yours faithfully,")
    assert (texts[3], texts[6], texts[-2]) == expected
    halves = docx.Document(io.BytesIO(keeper.get(f"{path}?lang=both").data)).tables[0]
    beside = [[cell.text for cell in row.cells] for row in halves.rows]
    assert beside[2:4] == [
        ["Our reference: ……………………", "Nr. prot.: ……………………"],
        ["Vlorë, 1 March 2027", "Vlorë, më 1 mars 2027"],
    ]
    alone = keeper.get(f"{path}?lang=sq")
    assert texts_of(alone.data)[3] == "Vlorë, më 1 mars 2027"
    assert "-2027-03-01-sq.docx" in alone.headers["Content-Disposition"]
    assert keeper.post(PASS, data=sent | {"language": "it"}).status_code == 422


@pytest.mark.one_database
def test_two_offices_write_two_letters(app: Flask, cast, sign_in: Callable, found: Found) -> None:
    administrator, second = sign_in("administrator"), sign_in("lead_facilitator")
    with app.app_context():
        db.session.execute(
            sa.update(User)
            .where(User.id == cast.users["lead_facilitator"])
            .values(administrator=True)
        )
        db.session.commit()
    administrator.post(PASS, data=by_letter(found.shelter, office="Bashkia Vlorë"))
    administrator.post(PASS, data=by_letter(found.north, office="Këshilli i Qarkut Lezhë"))
    for row, mine, other in zip(passings(app), ("no bed", "boys"), ("boys", "no bed"), strict=True):
        let_out(f"/forums/passed/{row.id}/letter", administrator, second)
        texts = " ".join(texts_of(administrator.get(f"/forums/passed/{row.id}/letter.docx").data))
        assert (mine in texts, other in texts) == (True, False)


@pytest.mark.one_database
def test_whoever_calls_the_meetings_is_proposed_as_sender(
    app: Flask, keeper: FlaskClient, found: Found, south: South
) -> None:
    page = keeper.get(PASS, query_string={"problems": found.money}).text
    assert selected(page, "language") == "en"
    with app.app_context():
        db.session.get_one(ForumMember, south.members["Bashkia Vlorë"]).role = ForumRole.CHAIR
        db.session.commit()
    page = keeper.get(PASS, query_string={"problems": found.money}).text
    assert [typed_in(page, name) for name in ("office", "signed", "place")] == [
        "Bashkia Vlorë",
        "Ana Hoxha",
        "Vlorë",
    ]
    with keeper.session_transaction() as session:
        session["language"] = "sq"
    assert (
        selected(keeper.get(PASS, query_string={"problems": found.money}).text, "language") == "sq"
    )


@pytest.mark.one_database
def test_answers_are_mailed_in_the_language_of_all_other_mail(
    app: Flask, keeper: FlaskClient, found: Found, south: South
) -> None:
    with app.app_context():
        forum, row = (
            db.session.get_one(Forum, south.forum),
            db.session.get_one(Problem, found.money),
        )
        passed = PassedUp(
            problem=row,
            institution="Ministria",
            on=date(2027, 3, 1),
            answered_on=date(2027, 4, 1),
            answer="Po.",
        )
        member = db.session.get_one(ForumMember, south.members["Bashkia Vlorë"])
        event = db.session.get_one(Event, south.coming)
        for languages, hello in (
            ("", "I/E nderuar Ana Hoxha,"),
            ("sq en", "I/E nderuar Ana Hoxha,"),
            ("en", "Dear Ana Hoxha,"),
        ):
            member.person.languages = languages
            with use_language(language_for_member(member)):
                items = ItemsMailing(forum, event).say(member, "…")
            mails = [answers_mail(forum, [passed], member, ClearedTexts()), items]
            assert [body.splitlines()[0] for _subject, body in mails] == [hello] * 2
        db.session.rollback()


def test_all_forums_are_counted_by_theme(keeper: FlaskClient, found: Found) -> None:
    page = keeper.get("/forums/problems").text
    assert "named in 2 of 3 regional collaboration groups" in page
    assert page.index("Shelter") < page.index("Money")
    assert (
        page.count('name="problems"') == 2
    )  # the keeper of the South passes up what the South found
    assert "named in 2 of 3" in keeper.get("/forums/south-group/problems").text
    assert keeper.get("/forums/problems?all=1").status_code == 200


def test_the_answer_finds_its_way_back(
    app: Flask, keeper: FlaskClient, sign_in: Callable, south: South, found: Found
) -> None:
    keeper.post(
        PASS, data=by_letter(found.shelter, found.money, on=moment.planner_today().isoformat())
    )
    first = passings(app)[0]
    path = f"{south.path}/passed/{first.id}"
    assert "The bus to the hearing is not paid." in keeper.get(path).text
    on = moment.planner_today().isoformat()
    answer = {"answer": "Ten beds from June.", "answered_on": on, "version": "1", "whole": "y"}
    assert keeper.post(path, data=answer).status_code == 302
    assert [(row.answer, row.told_on) for row in passings(app)] == [
        ("Ten beds from June.", None)
    ] * 2
    assert "Ten beds from June." in keeper.get(south.meeting).text  # before the next meeting
    release = f"{south.path}/problems/tell/release"
    with receive_mails(app) as inbox:
        assert "Send 3 e-mails" not in keeper.get(f"{south.path}/problems/tell").text
        assert keeper.post(release).status_code == 302
        assert keeper.post(release).status_code == 409  # the same person twice
        assert (
            keeper.post(f"{south.path}/problems/tell").status_code == 409
        )  # two people release it first
        keeper.post(release, data={"to": "back"})
        assert let_out(release, keeper, sign_in("administrator")) == [302, 302]
        page = keeper.get(f"{south.path}/problems/tell").text
        assert ("Send 3 e-mails" in page, "Ten beds from June." in page) == (True, True)
        assert (
            keeper.post(f"{south.path}/problems/tell", data={"fingerprint": "old"}).status_code
            == 409
        )
        mark = page.split('name="fingerprint" value="')[1].split('"')[0]
        assert (
            keeper.post(f"{south.path}/problems/tell", data={"fingerprint": mark}).status_code
            == 302
        )
        assert sorted(inbox.to) == [
            "ana@office.example",
            "ben@office.example",
            "drita@office.example",
        ]
        assert "Ten beds from June." in inbox.received[0][1].get_content()
        assert keeper.post(f"{south.path}/problems/tell").status_code == 409  # nobody is told twice
        assert keeper.post(release).status_code == 409  # nothing is left to release
        assert len(inbox.received) == 3
    assert [row.told_on for row in passings(app)] == [moment.planner_today()] * 2
    keeper.post(path, data=answer | {"answer": "Twelve beds.", "version": "3", "whole": ""})
    assert [(row.answer, row.told_on is None) for row in passings(app)] == [
        ("Twelve beds.", True),
        ("Ten beds from June.", False),
    ]
    assert keeper.post(f"{south.path}/problems/tell").status_code == 409  # no mail server any more
    assert keeper.post(f"{south.path}/problems/tell", data={"told": "1"}).status_code == 302
    assert all(row.told_on for row in passings(app))


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"text": ""}, "Please fill this in."),
        ({"theme": "x" * 81}, "This is too long: at most 80 characters."),
        ({"county_id": "99999"}, "Please choose one from the list."),
        ({"raised_on": "yesterday"}, 'class="error"'),
    ],
)
def test_bad_input_stays_in_the_form(keeper: FlaskClient, south: South, bad, sentence: str) -> None:
    answer = keeper.post(f"{south.path}/problems", data=typed(**{"text": "Kept words", **bad}))
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.one_database
def test_passing_wants_to_know_where_to(
    app: Flask, cast, keeper: FlaskClient, found: Found, asked: Asked
) -> None:
    for bad, sentence in (
        (
            to_consultation(app, cast, found.shelter, event_id=""),
            "Choose the consultation they go to.",
        ),
        (
            to_consultation(app, cast, found.shelter, event_id="99999"),
            "Please choose one from the list.",
        ),
        (by_letter(found.shelter, institution=""), "Say who the letter is addressed to."),
        (by_letter(found.shelter, institution="=1+1"), "A name cannot start with"),
        (by_letter(found.shelter, on=""), "Please choose a date."),
    ):
        answer = keeper.post(PASS, data=bad)
        assert (answer.status_code, sentence in answer.text) == (422, True)
    assert keeper.post(PASS, data=by_letter()).status_code == 422
    assert passings(app) == []


def test_what_went_up_is_not_taken_out(
    app: Flask, keeper: FlaskClient, south: South, found: Found
) -> None:
    keeper.post(PASS, data=by_letter(found.shelter))
    assert keeper.post(f"{south.path}/problems/{found.shelter}/remove").status_code == 409
    row = passings(app)[0]
    bad = {"answer": "", "answered_on": "", "version": "1"}
    assert keeper.post(f"{south.path}/passed/{row.id}", data=bad).status_code == 422


@pytest.mark.one_database
def test_for_whom_these_pages_are(
    app: Flask,
    sign_in: Callable,
    client: FlaskClient,
    keeper: FlaskClient,
    south: South,
    found: Found,
) -> None:
    seen = [f"{south.path}/problems", "/forums/problems", PASS]
    assert [client.get(path).status_code for path in seen] == [302] * 3
    viewer, administrator = sign_in("viewer"), sign_in("administrator")
    assert [viewer.get(path).status_code for path in seen] == [200] * 3
    assert keeper.get(PASS, query_string={"problems": [found.north]}).status_code == 403
    assert keeper.post(PASS, data=by_letter(found.north)).status_code == 403
    keeper.post(PASS, data=by_letter(found.shelter))
    passed = f"{south.path}/passed/{passings(app)[0].id}"
    one = f"{south.path}/problems/{found.shelter}"
    closed = [one, passed, f"{south.path}/problems/tell"]
    assert [viewer.get(path).status_code for path in closed] == [403] * 3
    tell = f"{south.path}/problems/tell"
    posts = [f"{south.path}/problems", one, f"{one}/remove", passed, tell, f"{tell}/release"]
    assert [viewer.post(path).status_code for path in posts] == [403] * 6
    missing = [
        "/forums/nowhere/problems",
        f"{south.path}/problems/99999",
        f"{south.path}/problems/{found.north}",
        f"{south.path}/passed/99999",
        "/forums/passed/99999/letter.docx",
        "/forums/north-group/passed/1",
    ]
    assert [administrator.get(path).status_code for path in missing] == [404] * 6
    assert administrator.get(f"{one}/remove").status_code == 405


@pytest.mark.one_database
def test_more_rows_ask_no_more(app: Flask, keeper: FlaskClient, south: South, found: Found) -> None:
    def ask() -> list[int]:
        numbers = []
        for path in (f"{south.path}/problems", "/forums/problems"):
            with count_statements() as statements:
                assert keeper.get(path).status_code == 200
            numbers.append(len(statements))
        return numbers

    keeper.post(PASS, data=by_letter(found.shelter))
    before = ask()
    keeper.post(
        PASS, data=by_letter(found.shelter, found.money, institution="Ministria e Financave")
    )
    for number in range(3):
        keeper.post(
            f"{south.path}/problems", data=typed(theme=f"Theme {number}", event_id=south.held)
        )
    assert ask() == before
    assert max(before) <= 12
