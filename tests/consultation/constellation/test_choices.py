"""What was chosen in questions that are not open: counted truly, by sector too, for the team only."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.consultation.constellation.choices import (
    ANYTHING,
    ChoiceLine,
    ChoiceTally,
    Picked,
    split_by_sector,
    tally_choices,
)
from facilitate.consultation.constellation.queries import picks_by_question, picks_by_sector
from facilitate.consultation.models import (
    Answer,
    Choice,
    Pick,
    Question,
    QuestionKind,
    Questionnaire,
)
from facilitate.data.db import db
from facilitate.directory.models import Sector
from facilitate.events.models import Event
from facilitate.lib.text import Words
from tests.statements import count_statements

from ...scenes import keep_scene

CHOICES = "/events/spring/consultation/choices"
both = pytest.mark.both_databases
answers = st.lists(
    st.tuples(st.sampled_from(["donor", "media"]), st.permutations([1, 2, 3])), max_size=12
)


def ranked(rows: list[tuple[str, list[int]]]) -> dict[str, Picked]:
    """What people picked who put choices in this order."""
    found: dict[str, Picked] = {}
    for sector, order in rows:
        picked = found.setdefault(sector, Picked())
        picked.update([ANYTHING, *((choice, rank) for rank, choice in enumerate(order, 1))])
    return found


def test_a_choice_counts_those_who_took_it() -> None:
    picked = Picked({(7, None): 3, (8, None): 1, ANYTHING: 3})
    assert tally_choices({(7, None): "A", (8, None): "B", (9, None): "C"}, picked) == ChoiceTally(
        3, [ChoiceLine("A", 3), ChoiceLine("B", 1), ChoiceLine("C", 0)]
    )


def test_a_scale_has_a_mean_where_anybody_answered() -> None:
    steps = {(None, step): str(step) for step in range(1, 6)}
    found = tally_choices(steps, Picked({(None, 2): 1, (None, 5): 3, ANYTHING: 4}))
    assert (found.mean, [line.number for line in found.lines]) == (4.25, [0, 1, 0, 0, 3])
    assert tally_choices(steps, Picked()).mean is None


def test_a_ranking_stands_in_the_order_of_its_mean_ranks() -> None:
    found = split_by_sector(
        {(1, 1): "A", (2, 1): "B", (3, 1): "C", (4, 1): "Nobody ranks it"},
        ranked([("donor", [2, 1, 3]), ("donor", [2, 3, 1]), ("media", [1, 2, 3])]),
    )
    assert found.whole.lines == [
        ChoiceLine("B", 2, 4 / 3),
        ChoiceLine("A", 1, 2.0),
        ChoiceLine("C", 0, 8 / 3),
        ChoiceLine("Nobody ranks it", 0, None),
    ]
    assert [line.name for line in found.sectors["media"].lines] == [
        "B",
        "A",
        "C",
        "Nobody ranks it",
    ]
    assert found.sectors["media"].lines[0] == ChoiceLine("B", 0, 2.0)


@given(answers)
def test_sectors_add_up_to_all(rows: list[tuple[str, list[int]]]) -> None:
    found = split_by_sector({(choice, 1): str(choice) for choice in (1, 2, 3)}, ranked(rows))
    assert found.whole.answers == len(rows) == sum(one.answers for one in found.sectors.values())
    for at, line in enumerate(found.whole.lines):
        assert line.number == sum(order[0] == int(line.name) for _sector, order in rows)
        assert line.number == sum(one.lines[at].number for one in found.sectors.values())
    ranks = [line.rank or 9 for line in found.whole.lines]
    assert ranks == sorted(ranks)


@pytest.fixture
@keep_scene
def chosen(app: Flask, answered) -> dict[QuestionKind, int]:
    """Three answers (two donors, one media) to a question of each kind that is not open; ids of the questions."""
    for sector in ("donor", "donor", "media"):
        answered(sector, "Words")
    with app.test_request_context():
        asked = db.session.scalars(sa.select(Questionnaire)).one()
        given_by = db.session.scalars(sa.select(Answer.id).order_by(Answer.id)).all()
        ids = {}
        for position, kind in enumerate(list(QuestionKind)[1:], 10):
            question = Question(
                questionnaire_id=asked.id,
                position=position,
                kind=kind,
                text=Words(f"About {kind}"),
                help=Words(),
                low=Words("low"),
                high=Words("high"),
            )
            db.session.add(question)
            db.session.flush()
            ids[kind] = question.id
            ways = [
                Choice(
                    question_id=question.id, position=at, text=Words(f"Way {at}"), hidden=at == 3
                )
                for at in range(4 if kind.has_choices else 0)
            ]
            db.session.add_all(ways)
            db.session.flush()
            for at, answer in enumerate(given_by):
                for way, number in picks(kind, [way.id for way in ways[:3]], at):
                    db.session.add(
                        Pick(
                            answer_id=answer, question_id=question.id, choice_id=way, number=number
                        )
                    )
        db.session.commit()
        return ids


def picks(kind: QuestionKind, ways: list[int], at: int) -> list[tuple[int | None, int | None]]:
    """What the answer at this place takes."""
    if kind is QuestionKind.SCALE:
        return [(None, at + 2)]
    if kind is QuestionKind.SINGLE:
        return [(ways[0], None)]
    if kind is QuestionKind.RANKING:
        return [(way, rank) for rank, way in enumerate([ways[1], *ways[:1], ways[2]], 1)]
    return [(way, None) for way in ways[: at + 1]]


def tables(client: FlaskClient) -> list[list[list[str]]]:
    """The cells of every table of the page, row by row, without the heading."""
    page = client.get(CHOICES).text
    found = []
    for table in re.findall(r"<table.*?</table>", page, re.S):
        body = table[table.index("<tbody>") :]
        found.append(
            [
                [
                    re.sub(r"<[^>]+>", " ", cell).strip()
                    for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
                ]
                for row in re.findall(r"<tr>.*?</tr>", body, re.S)
            ]
        )
    return found


@both
def test_choices_are_for_those_who_read_answers(sign_in, chosen) -> None:
    codes = [
        sign_in(name).get(CHOICES).status_code for name in ("facilitator", "note_taker", "stranger")
    ]
    assert codes == [200, 403, 404]
    assert sign_in("organiser").post(CHOICES).status_code == 405
    assert sign_in("organiser").get("/events/nowhere/consultation/choices").status_code == 404


@both
def test_every_kind_of_question_is_counted_with_small_groups(
    organiser: FlaskClient, chosen
) -> None:
    single, single_by, many, many_by, scale, scale_by, ranking, ranking_by, *_ = tables(organiser)
    assert single == [
        ["Way 0", "3", "100.0%"],
        ["Way 1", "–", "0.0%"],
        ["Way 2", "–", "0.0%"],
    ]
    assert single_by[0] == ["Way 0", "2", "1", "3"]
    assert single_by[-1] == ["Answers", "2", "1", "3"]
    assert [row[:2] for row in many] == [["Way 0", "3"], ["Way 1", "2"], ["Way 2", "1"]]
    assert many_by[2] == ["Way 2", "–", "1", "1"]
    assert [row[:2] for row in scale] == [
        ["1 – low", "–"],
        ["2", "1"],
        ["3", "1"],
        ["4", "1"],
        ["5 – high", "–"],
    ]
    assert scale_by[-2:] == [["Answers", "2", "1", "3"], ["On average", "2.5", "4.0", "3.0"]]
    assert [row[:3] for row in ranking] == [
        ["Way 1", "3", "1.0"],
        ["Way 0", "–", "2.0"],
        ["Way 2", "–", "3.0"],
    ]
    assert [" ".join(cell.split()) for cell in ranking_by[0]] == [
        "Way 1",
        "2 1.0",
        "1 1.0",
        "3 1.0",
    ]
    page = organiser.get(CHOICES).text
    assert f"{len(chosen)} questions with choices or a scale." in page
    assert "On average: 3.0." in page
    assert "they are left out of what is sent back" in page


@both
def test_a_hidden_question_is_there_as_long_as_it_has_answers(
    app: Flask, organiser: FlaskClient, chosen
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Question).values(hidden=True))
        db.session.execute(sa.delete(Pick).where(Pick.question_id == chosen[QuestionKind.SINGLE]))
        db.session.commit()
    page = organiser.get(CHOICES).text
    assert ["About single" in page, "About multiple" in page] == [False, True]
    with app.app_context():
        db.session.execute(sa.update(Question).values(hidden=False))
        db.session.commit()
    assert "Nobody has answered it yet." in organiser.get(CHOICES).text


@both
def test_the_tab_is_there_where_something_can_be_chosen(
    organiser: FlaskClient, answered, request
) -> None:
    answered("donor", "Words")
    link = f'href="{CHOICES}"'
    assert link not in organiser.get("/events/spring/consultation/answers").text
    assert "There are only open questions." in organiser.get(CHOICES).text
    request.getfixturevalue("chosen")
    assert link in organiser.get("/events/spring/consultation/answers").text
    assert f'{link} aria-current="page"' in organiser.get(CHOICES).text


@both
def test_before_anything_is_asked(organiser: FlaskClient) -> None:
    assert organiser.get(CHOICES).status_code == 200


@both
def test_sectors_and_questions_cost_no_more_statements(
    app: Flask, organiser: FlaskClient, chosen
) -> None:
    costs = []
    for _time in range(2):
        organiser.get(CHOICES)
        with count_statements() as statements:
            organiser.get(CHOICES)
        costs.append(len(statements))
        with app.app_context():
            db.session.execute(
                sa.delete(Question).where(Question.id != chosen[QuestionKind.RANKING])
            )
            db.session.commit()
    assert costs[0] == costs[1] <= 12


@both
def test_all_is_the_sum_of_the_sectors(app: Flask, cast, chosen) -> None:
    with app.test_request_context():
        event = db.session.get_one(Event, cast.event_id)
        by_sector, whole = picks_by_sector(event), picks_by_question(event)
        assert set(by_sector) == set(whole) == set(chosen.values())
        keys = set(db.session.scalars(sa.select(Sector.key)))
        for question, found in by_sector.items():
            assert set(found) <= keys
            assert {sector: some[ANYTHING] for sector, some in found.items()} == {
                "donor": 2,
                "media": 1,
            }
            assert whole[question] == found["donor"] + found["media"]
