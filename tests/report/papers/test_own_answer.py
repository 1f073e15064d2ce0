"""Somebody who answered sees what became of it, by a code nobody else has; a letter tells those who answered by name."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.agenda.models import StepObjective
from facilitate.consultation.models import (
    Answer,
    Passage,
    PersonalLink,
    Questionnaire,
    Reply,
    Theme,
)
from facilitate.consultation.reading.actions import (
    add_theme,
    allow_quote,
    apply_theme,
    mark_passage,
)
from facilitate.consultation.sharing.actions import page_to_leave
from facilitate.data.db import db
from facilitate.events.actions import add_objective
from facilitate.lib.text import Words
from facilitate.report.sending.actions import ReportMailing
from tests.consultation.answering.conftest import invite_person, invited
from tests.consultation.conftest import Asked, asked

from ...directory.rows import add_office, add_worker
from ..conftest import report_event

__all__ = ["asked", "invited"]
CODE = re.compile(r"own-code\"><b>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</b>")
THEME = "Referral in one day"


def send(app: Flask, path: str, data: dict[str, str]) -> str:
    """Send an answer from a device of its own; the code its thanks show, and only once."""
    client = app.test_client()
    thanks = client.post(path, data=data).location
    code = CODE.search(client.get(thanks).text)
    assert code
    assert not CODE.search(client.get(thanks).text)
    return code[1]


def put_under_theme(text: str) -> Theme:
    """The whole of an answer, under a theme of its own."""
    reply = db.session.scalars(sa.select(Reply).where(Reply.text == text)).one()
    theme = add_theme(report_event(), Words(THEME, f"{THEME} sq"))
    apply_theme(mark_passage(reply, 0, len(text)), theme)
    return theme


def sort_answer(text: str, step_id: int) -> None:
    """The answer that says this is read, and gets a theme that becomes an objective on the agenda."""
    theme = put_under_theme(text)
    one = add_objective(report_event(), Words("One form", "Një formular"), Words())
    db.session.flush()
    theme.objective_id = one.id
    db.session.add(StepObjective(step_id=step_id, objective_id=one.id))
    db.session.commit()


def test_the_code_shows_what_is_released_and_nothing_before(
    app: Flask, client, asked: Asked, opening, let_out
) -> None:
    typed = asked.typed(receipt="q" * 22)
    code, page = send(app, asked.path, typed), f"{asked.path}/own"
    with app.app_context():
        kept = db.session.scalars(sa.select(Answer.receipt)).one()
        assert (len(kept), "q" * 22 in kept) == (64, False)
    assert send(app, asked.path, typed) == code  # a double click

    def look(typed_code: str = code.lower().replace("-", " ")) -> tuple[int, str]:
        answer = client.post(page, data={"code": typed_code})
        return answer.status_code, answer.text

    assert client.get(page).status_code == 200
    assert [look(wrong)[0] for wrong in ("", "K7QM", f"{code[:-1]}!", "0000-0000-0000-0000")] == [
        422, 404, 404, 404
    ]  # fmt: skip
    assert client.post("/a/nothing/own", data={"code": code}).status_code == 404
    assert "Not all answers have been read yet." in look()[1]
    with app.app_context():
        sort_answer(typed[f"question_{asked.questions[0]}"], opening)
    status, text = look()
    assert "It speaks of 1 theme; its name is not public yet." in text
    assert (status, THEME in text, "One form" in text) == (200, False, False)
    let_out()
    status, text = look()
    assert "as the report tells it" in text
    assert (THEME in text, "One form" in text, "/report/" in text) == (True, True, True)
    assert typed[f"question_{asked.questions[0]}"] not in text  # the paper it was on may be found


def test_a_used_link_gives_a_code_that_tells_no_more_than_an_unread_answer(
    app: Flask, client, asked: Asked, invited
) -> None:
    other = invite_person(app, "Mirela Testi")
    send(app, invited.path, asked.typed(receipt="a" * 22))
    codes = [
        send(app, link.path, asked.typed(receipt=letter * 22, place=""))
        for link, letter in ((invited, "b"), (other, "c"))
    ]
    pages = [client.post(f"{asked.path}/own", data={"code": code}) for code in codes]
    assert pages[0].status_code == pages[1].status_code == 200
    assert [len(set(one)) for one in (codes, [page.text for page in pages])] == [2, 1]
    with app.app_context():
        assert len(db.session.scalars(sa.select(Answer)).all()) == 2
        traces = {*db.session.scalars(sa.select(PersonalLink.mark)), invited.path, *codes}
        kept = set(db.session.scalars(sa.select(Answer.receipt)))
        assert not {trace for trace in traces for one in kept if trace in one or one in trace}


def test_a_slip_of_paper_leads_to_the_answer_that_it_came_with(
    app: Flask, client, organiser, asked: Asked, opening
) -> None:
    home = "/events/spring/consultation"
    drawn = re.findall(
        r"<b>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</b>", organiser.get(f"{home}/codes").text
    )
    assert (len(drawn), len(set(drawn)), drawn[0::2]) == (48, 24, drawn[1::2])  # two halves each
    code, paper = drawn[0], {"given_on": "2026-03-02", "language": "sq"}
    typed = asked.typed(receipt="p" * 22) | paper

    def enter(code: str, **more: str) -> tuple[int, str]:
        answer = organiser.post(f"{home}/enter", data=typed | {"code": code} | more)
        return answer.status_code, answer.text

    waiting = client.post(f"{asked.path}/own", data={"code": code})
    assert (
        waiting.status_code,
        "Your answer has arrived" in waiting.text,
        "An answer on paper appears here once the team has typed it in." in waiting.text,
    ) == (200, False, True)
    status, text = enter(f"{code[:-1]}!")
    assert (status, "No slip has this code." in text) == (422, True)
    assert [enter(code.lower())[0] for _twice in range(2)] == [302, 302]  # a double click
    question = f"question_{asked.questions[0]}"
    status, text = enter(code, receipt="o" * 22, **{question: "Another paper"})
    assert (status, "already been typed in" in text, "Another paper" in text) == (422, True, True)
    with app.app_context():
        kept = db.session.scalars(sa.select(Answer)).one()
        assert (kept.origin, code in kept.receipt) == ("paper", False)
        sort_answer(typed[question], opening)
    look = client.post(f"{asked.path}/own", data={"code": code})
    assert "It speaks of 1 theme" in look.text


def test_who_answered_by_name_is_told_in_the_letter_of_the_report_once(
    app: Flask, asked: Asked, opening, let_out
) -> None:
    with app.app_context():
        person = add_worker("Zamira Testi", add_office("Bashkia Krujë", "local_government"))
        db.session.scalars(sa.select(Questionnaire)).one().named = True
        db.session.commit()
        link = invite_person(app, "Zamira Testi", person=person.id)
        address = person.email
    code = send(app, link.path, asked.typed(name="Zamira Testi", place=""))
    page = app.test_client().post(f"{asked.path}/own", data={"code": code}).text
    assert "It has not been read yet." in page
    with app.app_context():
        sort_answer("Çështje e hapur", opening)
    let_out()
    with app.test_request_context():
        letters = ReportMailing(report_event()).write_letters().to
        mine = [one for one in letters if one.email == address]
        assert (len(mine), mine[0].language) == (1, "sq")
        assert "Një formular" in mine[0].body
        assert f"{THEME} sq" in mine[0].body
        assert "Çështje e hapur" not in mine[0].body
        again = ReportMailing(report_event())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("facilitate.mailing.mailings.can_mail", lambda: True)
            assert len(again.send(again.write_letters().fingerprint) or []) == len(letters)
        db.session.commit()
        assert ReportMailing(report_event()).write_letters().to == []


def test_who_asked_for_what_is_not_taken_up_reads_why(
    app: Flask, client, asked: Asked, let_out
) -> None:
    typed = asked.typed(receipt="q" * 22)
    code = send(app, asked.path, typed)
    with app.app_context():
        theme = put_under_theme(typed[f"question_{asked.questions[0]}"])
        theme.unserved_why = Words("The law comes first", "Ligji vjen i pari")
        theme.passed_to = Words("the next conference", "konferenca e ardhshme")
        db.session.commit()
    said = "The law comes first. Passed on to: the next conference"
    page = f"{asked.path}/own"
    assert said not in client.post(page, data={"code": code}).text
    let_out()
    told = " ".join(client.post(page, data={"code": code}).text.split())
    assert "What it asks for was not taken up this time." in told
    assert f'not taken up this time: <span dir="auto">{said}</span>' in told


def test_a_theme_reads_its_own_reason_where_another_is_called_nearly_alike(
    app: Flask, client, asked: Asked, let_out
) -> None:
    reasons = {f"{THEME} (by night)": "No driver", THEME: "The law comes first"}
    sent = []
    for letter, (name, why) in zip("st", reasons.items(), strict=True):
        typed = asked.typed(receipt=letter * 22)
        text = typed[f"question_{asked.questions[0]}"] = f"Said by {letter}"
        sent.append((send(app, asked.path, typed), why))
        with app.app_context():
            theme = put_under_theme(text)
            theme.name, theme.unserved_why = Words(name, f"{name} sq"), Words(why, f"{why} sq")
            db.session.commit()
    let_out()
    pages = [client.post(f"{asked.path}/own", data={"code": code}).text for code, _why in sent]
    told = [" ".join(page.split()) for page in pages]
    said = [f'not taken up this time: <span dir="auto">{why}</span>' for _code, why in sent]
    assert [one in page for one, page in zip(said, told, strict=True)] == [True, True]


def test_a_reason_that_the_page_tells_after_the_report_is_read_too(
    app: Flask, client, asked: Asked, let_out
) -> None:
    typed = asked.typed(receipt="r" * 22)
    code = send(app, asked.path, typed)
    with app.app_context():
        theme = put_under_theme(typed[f"question_{asked.questions[0]}"])
        db.session.commit()
    let_out()
    with app.test_request_context():
        questionnaire = db.session.scalars(sa.select(Questionnaire)).one()
        theme = db.session.scalars(sa.select(Theme)).one()
        theme.unserved_why = Words("The law comes first", "Ligji vjen i pari")
        allow_quote(db.session.scalars(sa.select(Passage)).one())
        db.session.flush()
        pages = page_to_leave(report_event(), questionnaire).pages
        questionnaire.told = {"on": "2026-03-05", **pages}
        db.session.commit()
    told = " ".join(client.post(f"{asked.path}/own", data={"code": code}).text.split())
    assert 'not taken up this time: <span dir="auto">The law comes first</span>' in told
