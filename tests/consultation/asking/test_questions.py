"""Questions of every kind, with their choices: added, edited, moved, hidden, removed; what answers change about that."""

import re
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Choice, Question
from facilitate.data.db import db
from tests.statements import count_statements

from ...scenes import keep_scene
from ..conftest import Asked

pytestmark = pytest.mark.both_databases

HOME, EDIT = "/events/spring/consultation", "/events/spring/consultation/edit"
NEW = f"{HOME}/questions/new"


def typed(
    kind: str, *choices: tuple[str, str], keys: list[str] | None = None, **more: str
) -> dict[str, object]:
    """A question as its form sends it; `choices` are (English, Albanian)."""
    keys = keys or [f"new{number}" for number in range(1, len(choices) + 1)]
    rows = {}
    for key, (en, sq) in zip(keys, choices, strict=True):
        rows |= {f"choices-{key}-en": en, f"choices-{key}-sq": sq}
    return {
        "kind": kind,
        "text-en": "What first?",
        "text-sq": "Çfarë së pari?",
        "choices": keys,
        **rows,
        **more,
    }


SHELTER, SCHOOL, WORK = ("Shelter", "Strehë"), ("School", "Shkollë"), ("Work", "Punë")


def questions(app: Flask) -> list[tuple[int, str, int]]:
    """Each question: id, English text, position."""
    with app.app_context():
        rows = db.session.execute(
            sa.select(Question.id, Question.text, Question.position).order_by(Question.position)
        )
        return [(key, text.en, place) for key, text, place in rows]


def choices(app: Flask) -> list[tuple[int, str, bool]]:
    """Each choice in order: id, English text, whether it is hidden."""
    with app.app_context():
        rows = db.session.execute(
            sa.select(Choice.id, Choice.text, Choice.hidden).order_by(
                Choice.question_id, Choice.position
            )
        )
        return [(key, text.en, hidden) for key, text, hidden in rows]


@pytest.fixture
@keep_scene
def ranking(app: Flask, organiser: FlaskClient, asked: Asked) -> str:
    """The address of a ranking of three."""
    assert organiser.post(NEW, data=typed("ranking", SHELTER, SCHOOL, WORK)).status_code == 302
    return f"{HOME}/questions/{questions(app)[-1][0]}"


@pytest.mark.one_database
@pytest.mark.parametrize("path", [NEW, f"{HOME}/questions/1"])
def test_editing_is_for_those_who_may(sign_in, asked: Asked, path: str) -> None:
    path = path.replace("/1", f"/{asked.questions[0]}")
    assert [
        sign_in(name).get(path).status_code
        for name in ("lead_facilitator", "facilitator", "stranger")
    ] == [200, 403, 404]


@pytest.mark.one_database
@pytest.mark.parametrize("what", ["move", "hide", "remove"])
def test_buttons_only_post(organiser: FlaskClient, sign_in, asked: Asked, what: str) -> None:
    path = f"{HOME}/questions/{asked.questions[0]}/{what}"
    assert organiser.get(path).status_code == 405
    assert sign_in("facilitator").post(path).status_code == 403
    assert sign_in("stranger").post(path).status_code == 404
    assert organiser.post(f"{HOME}/questions/999/{what}").status_code == 404
    assert organiser.get(f"{HOME}/questions/999").status_code == 404


def test_a_question_of_each_kind_is_added(app: Flask, organiser: FlaskClient, asked: Asked) -> None:
    ends = {"low-en": "not at all", "low-sq": "aspak", "high-en": "very much", "high-sq": "shumë"}
    sent = [
        typed("open"),
        typed("single", SHELTER, SCHOOL),
        typed("multiple", SHELTER, SCHOOL, required="y"),
        typed("scale", **ends),
        typed("ranking", SHELTER, WORK),
    ]
    for number, question in enumerate(sent, 3):
        key = max(asked.questions) + number - 2
        assert organiser.post(NEW, data=question).location == f"{EDIT}#question-{key}"
    with app.app_context():
        rows = db.session.scalars(sa.select(Question).order_by(Question.position)).all()[2:]
        assert [(row.kind.value, row.position, row.required) for row in rows] == [
            ("open", 3, False),
            ("single", 4, False),
            ("multiple", 5, True),
            ("scale", 6, False),
            ("ranking", 7, False),
        ]
        assert (rows[3].low.sq, rows[3].high.en) == ("aspak", "very much")
    assert [text for _id, text, _hidden in choices(app)] == [
        "Shelter",
        "School",
        "Shelter",
        "School",
        "Shelter",
        "Work",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (typed("single", SHELTER, ("", "")), "Offer at least two choices that are not hidden."),
        (typed("single", SHELTER, ("shelter", "")), "Two choices are the same."),
        (
            typed("ranking", SHELTER, ("x" * 201, "")),
            "One of the choices is too long: at most 200 characters.",
        ),
        (
            typed("multiple", *[(str(n), "") for n in range(31)]),
            "That is too many choices: the limit is 30.",
        ),
        (
            typed("scale", **{"low-en": "little"}),
            "Say in a word or two what this end of the scale means.",
        ),
        (typed("telepathy"), "Please choose one from the list."),
        (
            typed("open", **{"text-en": "", "text-sq": "", "help-en": "Help"}),
            "Please fill this in, in at least one language.",
        ),
        (typed("open", **{"text-en": "x" * 501}), "This is too long: at most 500 characters."),
    ],
)
def test_what_makes_no_sense_stays_in_the_form(
    app: Flask, organiser: FlaskClient, asked: Asked, question: dict[str, object], sentence: str
) -> None:
    answer = organiser.post(NEW, data=question)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    typed_in = [
        str(value) for key, value in question.items() if key.startswith("choices-") and value
    ]
    assert [value for value in typed_in if f'value="{value}"' not in answer.text] == []
    assert len(questions(app)) == 2


def rows_of(page: str) -> list[tuple[str, str]]:
    """The rows for choices: key and English text."""
    keys = re.findall(r'name="choices" value="(\w+)"', page)
    return [
        (key, re.findall(rf'name="choices-{key}-en" lang="en" value="([^"]*)"', page)[0])
        for key in keys
    ]


def test_rows_are_rearranged_without_saving(
    app: Flask, organiser: FlaskClient, asked: Asked
) -> None:
    assert [text for _key, text in rows_of(organiser.get(NEW).text)] == [""] * 4
    three = typed("single", SHELTER, SCHOOL, WORK)

    def after(**pressed: str) -> list[str]:
        answer = organiser.post(NEW, data={**three, **pressed})
        assert answer.status_code == 200
        assert "What first?" in answer.text
        return [text for _key, text in rows_of(answer.text)]

    assert after(**{"choices-more": "1"}) == ["Shelter", "School", "Work"] + [""] * 6
    assert (
        after(**{"choices-more": "1", "choices-rows": "4"})
        == ["Shelter", "School", "Work"] + [""] * 10
    )
    assert (
        after(**{"choices-more": "1", "choices-rows": "9999999"})
        == ["Shelter", "School", "Work"] + [""] * 6
    )
    assert after(**{"choices-up": "new3"})[:3] == ["Shelter", "Work", "School"]
    assert after(**{"choices-up": "new1"})[:3] == ["Shelter", "School", "Work"]
    assert after(**{"choices-down": "new1"})[:3] == ["School", "Shelter", "Work"]
    assert after(**{"choices-down": "nobody"})[:3] == ["Shelter", "School", "Work"]
    assert after(**{"choices-drop": "new2"})[:3] == ["Shelter", "Work", ""]
    assert (len(questions(app)), choices(app)) == (2, [])


def test_choices_are_reordered_reworded_added_and_removed(
    app: Flask, organiser: FlaskClient, ranking: str
) -> None:
    a, b, c = [key for key, _text, _hidden in choices(app)]
    assert [text for _key, text in rows_of(organiser.get(ranking).text)] == [
        "Shelter",
        "School",
        "Work",
        "",
        "",
    ]
    changed = typed(
        "ranking",
        ("Jobs", "Punë"),
        ("Health", ""),
        ("", ""),
        SHELTER,
        keys=[str(c), "new1", str(b), str(a)],
        version="1",
    )
    assert organiser.post(ranking, data=changed).status_code == 302
    now = choices(app)
    assert [text for _key, text, _hidden in now] == ["Jobs", "Health", "Shelter"]
    assert (now[0][0], now[2][0]) == (c, a)


@pytest.mark.one_database
def test_a_question_that_becomes_open_loses_its_choices(
    app: Flask, organiser: FlaskClient, ranking: str
) -> None:
    assert organiser.post(ranking, data={**typed("open"), "version": "1"}).status_code == 302
    assert choices(app) == []


@pytest.mark.one_database
def test_a_choice_of_another_question_is_none_of_this(
    app: Flask, organiser: FlaskClient, ranking: str
) -> None:
    first = choices(app)[0][0]
    assert (
        organiser.post(
            NEW, data=typed("single", ("Mine", ""), SCHOOL, keys=[str(first), "²"])
        ).status_code
        == 302
    )
    assert [text for _key, text, _hidden in sorted(choices(app))] == [
        "Shelter",
        "School",
        "Work",
        "Mine",
        "School",
    ]


def test_two_who_change_the_choices_see_both(
    app: Flask, organiser: FlaskClient, ranking: str
) -> None:
    a, b, c = [str(key) for key, _text, _hidden in choices(app)]
    hers = typed("ranking", ("Hers", ""), SCHOOL, WORK, keys=[a, b, c], version="1")
    assert organiser.post(ranking, data=hers).status_code == 302
    met = organiser.post(
        ranking, data=typed("ranking", ("His", ""), SCHOOL, WORK, keys=[a, b, c], version="1")
    )
    assert (
        met.status_code,
        "Hers, School / Shkollë" in met.text,
        "His, School / Shkollë" in met.text,
    ) == (
        409,
        True,
        True,
    )
    # while rows are rearranged somebody may save too: that is noticed at the end
    moved = organiser.post(
        ranking,
        data={
            **typed("ranking", ("His", ""), SCHOOL, WORK, keys=[a, b, c], version="1"),
            "choices-down": a,
        },
    )
    assert 'name="version" type="hidden" value="1"' in moved.text


def test_two_who_reword_a_question_see_both_texts(organiser: FlaskClient, asked: Asked) -> None:
    path = f"{HOME}/questions/{asked.questions[0]}"
    assert organiser.post(path, data={"version": "1", "text-en": "Hers?"}).status_code == 302
    met = organiser.post(path, data={"version": "1", "text-en": "His?"})
    assert (met.status_code, "Hers?" in met.text, "His?" in met.text) == (409, True, True)
    assert organiser.post(path, data={"version": "2", "text-en": "His?"}).status_code == 302


def test_a_question_is_moved_by_button_and_to_a_place(
    app: Flask, organiser: FlaskClient, ranking: str
) -> None:
    first, second, third = [key for key, _text, _place in questions(app)]

    def order(to: str) -> list[int]:
        assert (
            organiser.post(f"{ranking}/move", data={"to": to}).location
            == f"{EDIT}#question-{third}"
        )
        rows = questions(app)
        assert [place for _key, _text, place in rows] == [1, 2, 3]
        return [key for key, _text, _place in rows]

    assert order("up") == [first, third, second]
    assert order("1") == [third, first, second]
    assert order("up") == [third, first, second]
    assert order("99") == [first, second, third]
    assert order("2") == [first, third, second]
    assert order("somewhere") == [first, third, second]


def test_moving_is_no_edit(app: Flask, organiser: FlaskClient, ranking: str) -> None:
    organiser.post(f"{ranking}/move", data={"to": "1"})
    with app.app_context():
        assert db.session.scalars(sa.select(Question.version)).all() == [1, 1, 1]


def test_many_who_move_at_once_leave_one_order(
    app: Flask, sign_in: Callable[[str], FlaskClient], ranking: str
) -> None:
    keys = [key for key, _text, _place in questions(app)]
    moves = [
        (sign_in("organiser"), f"{HOME}/questions/{key}/move", to)
        for key in keys
        for to in ("up", "1", "down")
    ]
    ready, statuses = Barrier(len(moves)), []

    def move(client: FlaskClient, path: str, to: str) -> None:
        ready.wait()
        statuses.append(client.post(path, data={"to": to}).status_code)

    threads = [Thread(target=move, args=one) for one in moves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302] * len(moves)
    assert [place for _key, _text, place in questions(app)] == [1, 2, 3]


@pytest.mark.one_database
def test_a_hidden_question_is_not_asked(
    organiser: FlaskClient, client: FlaskClient, asked: Asked
) -> None:
    first, second = asked.questions
    organiser.post(f"{HOME}/questions/{first}/hide", data={"to": "hidden"})
    assert f"question_{first}" not in client.get(asked.path).text
    assert "Stakeholders see 1 question. 1 more is hidden." in organiser.get(EDIT).text
    refused = organiser.post(f"{HOME}/questions/{second}/hide", data={"to": "hidden"})
    assert (refused.status_code, "A questionnaire needs a question." in refused.text) == (409, True)
    organiser.post(f"{HOME}/questions/{first}/hide", data={"to": "shown"})
    assert f"question_{first}" in client.get(asked.path).text


def test_a_question_is_removed_and_the_others_close_up(
    app: Flask, organiser: FlaskClient, ranking: str
) -> None:
    first = questions(app)[0][0]
    assert organiser.post(f"{HOME}/questions/{first}/remove").location == EDIT
    assert [place for _key, _text, place in questions(app)] == [1, 2]
    assert len(choices(app)) == 3
    assert organiser.post(f"{ranking}/remove").status_code == 302
    assert choices(app) == []
    last = questions(app)[0][0]
    assert organiser.post(f"{HOME}/questions/{last}/remove").status_code == 409


@pytest.mark.one_database
def test_with_answers_questions_are_reworded_hidden_and_added(
    app: Flask, organiser: FlaskClient, client: FlaskClient, asked: Asked, answered, ranking: str
) -> None:
    answered("donor", "One")
    path = f"{HOME}/questions/{asked.questions[0]}"
    refused = organiser.post(f"{path}/remove")
    assert (refused.status_code, "you can hide a question but not remove it" in refused.text) == (
        409,
        True,
    )
    page = organiser.get(EDIT).text
    assert ("Yes, remove" in page, "Answers have come in." in page) == (False, True)
    assert (
        organiser.post(path, data={"kind": "scale", "version": "1", "text-en": "x"}).status_code
        == 422
    )
    assert organiser.get(path).text.count(" disabled") == 5
    anew = {"version": "1", "text-en": "Said anew?", "text-sq": "E thënë sërish?"}
    assert organiser.post(path, data=anew).status_code == 302
    assert "Said anew?" in client.get(asked.path).text
    assert organiser.post(f"{path}/hide", data={"to": "hidden"}).status_code == 302
    assert organiser.post(NEW, data=typed("single", SHELTER, SCHOOL)).status_code == 302
    assert len(questions(app)) == 4


def test_with_answers_choices_are_reworded_hidden_and_added(
    app: Flask, organiser: FlaskClient, asked: Asked, answered, ranking: str
) -> None:
    answered("donor", "One")
    a, b, c = [str(key) for key, _text, _hidden in choices(app)]
    emptied = organiser.post(
        ranking, data=typed("ranking", ("", ""), SCHOOL, WORK, keys=[a, b, c], version="1")
    )
    assert (emptied.status_code, "Restore its text and hide it." in emptied.text) == (422, True)
    hidden = typed(
        "ranking",
        ("New", ""),
        ("Jobs", "Punë"),
        SHELTER,
        keys=["new1", c, a],
        version="1",
        **{f"choices-{a}-hidden": "y"},
    )
    assert organiser.post(ranking, data=hidden).status_code == 302
    assert [(text, off) for _key, text, off in choices(app)] == [
        ("New", False),
        ("Jobs", False),
        ("Shelter", True),
        ("School", False),
    ]


@pytest.mark.one_database
def test_the_list_costs_the_same_with_more_questions(organiser: FlaskClient, asked: Asked) -> None:
    with count_statements() as two:
        organiser.get(EDIT)
    for kind in ("single", "multiple", "ranking"):
        organiser.post(NEW, data=typed(kind, SHELTER, SCHOOL))
    organiser.get(EDIT)
    with count_statements() as five:
        page = organiser.get(EDIT)
    assert page.text.count("data-order-row") == 5
    assert len(two) == len(five) == 8


@pytest.mark.one_database
def test_what_is_missing_in_a_language_is_shown(organiser: FlaskClient, asked: Asked) -> None:
    assert "is missing" not in organiser.get(EDIT).text
    organiser.post(NEW, data=typed("single", ("Shelter", ""), SCHOOL))
    page = organiser.get(EDIT).text
    assert (page.count("Albanian is missing"), page.count("English is missing")) == (1, 0)


@pytest.mark.one_database
def test_html_in_a_choice_stays_text(organiser: FlaskClient, asked: Asked) -> None:
    organiser.post(NEW, data=typed("single", ("<b>&", "\x00<script>"), SCHOOL))
    page = organiser.get(EDIT).text
    assert ("<b>&" in page, "&lt;b&gt;&amp;" in page) == (False, True)
