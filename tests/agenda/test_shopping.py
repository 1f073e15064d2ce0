"""What to bring: counted out, added up, on the page and in Excel."""

import io
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitate.agenda.models import Step
from facilitate.agenda.plan import Plan, PlanDay, PlanMaterial, PlanStep, PlanStrand
from facilitate.agenda.shopping import shopping_list
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.technique import QuantityBasis

from ..statements import count_statements

PAGE = "/events/spring/agenda/shopping"
DAY = PlanDay(1, date(2027, 3, 18))


def plan(*rows: object) -> Plan:
    return Plan({1: DAY}).with_rows(*rows)  # type: ignore[arg-type]


def step(key: int, *materials: PlanMaterial, **more: object) -> PlanStep:
    return PlanStep(
        key, day=None if "block" in more else 1, rank=str(key), materials=materials, **more
    )  # type: ignore[arg-type]


def thing(
    en: str, quantity: int, per: QuantityBasis = QuantityBasis.EVENT, sq: str = ""
) -> PlanMaterial:
    return PlanMaterial(Words(en, sq), quantity, per)


def lines(*rows: object, expected: int = 110) -> list[tuple[str, int, int]]:
    return [
        (line.text.en, line.total, line.most)
        for line in shopping_list(plan(*rows), expected, {}).counted
    ]


def test_quantities_are_counted_by_people_tables_and_groups() -> None:
    assert lines(
        step(
            1,
            thing("badges", 1, QuantityBasis.PERSON),
            thing("markers", 4, QuantityBasis.TABLE),
            thing("sheets", 2, QuantityBasis.GROUP),
        ),
        step(2, thing("markers", 4, QuantityBasis.TABLE), groups=6),
        step(3, thing("bell", 1), people=20),
    ) == [("badges", 110, 110), ("markers", 68, 44), ("sheets", 22, 22), ("bell", 1, 1)]


def test_the_same_thing_is_one_line_however_it_is_written() -> None:
    found = shopping_list(
        plan(
            step(1, PlanMaterial(Words("Flip chart", "Flipçart"), 2)),
            step(
                2,
                PlanMaterial(Words("", "flipcart"), 1),
                PlanMaterial(Words("FLIP CHART", ""), 1, QuantityBasis.PERSON),
                people=3,
            ),
            step(3, PlanMaterial(Words("Flip chart", "letër"), 1)),
        ),
        110,
        {},
    )
    assert [(line.text, line.total) for line in found.counted] == [
        (Words("Flip chart", "Flipçart"), 7)
    ]
    assert [use.step.id for use in found.counted[0].uses] == [1, 2, 2, 3]


def test_other_wordings_are_other_things() -> None:
    assert lines(step(1, thing("cards", 1, sq="kartonë"), thing("notes", 1, sq="kartonë"))) == [
        ("cards", 1, 1),
        ("notes", 1, 1),
    ]


def test_a_step_without_materials_needs_those_of_its_technique() -> None:
    key = "world-cafe"
    own = shopping_list(plan(step(1, thing("paper", 3), technique=key)), 110, shipped_techniques())
    assert [line.text.en for line in own.counted] == ["paper"]
    taken = shopping_list(plan(step(1, technique=key, groups=11)), 110, shipped_techniques())
    first = shipped_techniques()[key].materials[0]
    assert (taken.counted[0].text, taken.counted[0].total) == (first.text, first.quantity * 11)


def test_parallel_strands_need_it_at_once_and_what_is_parked_is_not_needed() -> None:
    rows = [
        step(1),
        *(PlanStrand(key, 1, str(key)) for key in (1, 2)),
        *(step(key + 1, thing("bell", 1), block=1, strand=key) for key in (1, 2)),
        step(4, thing("bell", 1)),
        PlanStep(5, materials=(thing("bell", 9),)),
    ]
    assert lines(*rows) == [("bell", 3, 2)]


def test_what_nobody_counted_stands_apart() -> None:
    found = shopping_list(plan(step(1, thing("sound system", 0), thing("pens", 2))), 110, {})
    assert [line.text.en for line in found.uncounted] == ["sound system"]
    assert [line.text.en for line in found.counted] == ["pens"]


@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["a", "á", "B", "b", "c"]),
                st.integers(1, 9),
                st.sampled_from(list(QuantityBasis)),
            ),
            max_size=4,
        ),
        max_size=6,
    )
)
def test_nothing_is_lost_in_adding_up(steps: list[list[tuple[str, int, QuantityBasis]]]) -> None:
    rows = [step(n, *(thing(*one) for one in materials)) for n, materials in enumerate(steps, 1)]
    found = shopping_list(plan(*rows), 30, {}).counted
    often = {
        QuantityBasis.EVENT: 1,
        QuantityBasis.PERSON: 30,
        QuantityBasis.TABLE: 3,
        QuantityBasis.GROUP: 3,
    }
    assert sum(line.total for line in found) == sum(
        n * often[per] for row in steps for _text, n, per in row
    )
    assert len(found) <= 3
    assert all(0 < line.most <= line.total for line in found)


# ---------------------------------------------------------------------------------------------------- the page


@pytest.mark.parametrize("path", ["", ".xlsx"])
def test_doors(sign_in, steps, path: str) -> None:
    assert sign_in("viewer").get(PAGE + path).status_code == 200
    assert sign_in("stranger").get(PAGE + path).status_code == 404
    assert sign_in("organiser").get(f"/events/none/agenda/shopping{path}").status_code == 404
    assert sign_in("organiser").post(PAGE + path).status_code == 405


def test_the_page_says_what_where_and_for_how_many(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    with app.app_context():
        db.session.execute(
            sa.update(Step)
            .where(Step.id == steps["Coffee"])
            .values(
                materials=[
                    {"text": {"en": "cups", "sq": "filxhanë"}, "quantity": 1, "per": "person"}
                ]
            )
        )
        db.session.commit()
    text = organiser.get(PAGE).text
    assert "2 things to bring, counted for 110 people." in text
    assert '<th scope="row">cups</th><td class="num"><b>110</b></td>' in text
    assert f'href="/events/spring/agenda?day=2027-03-19#step-{steps["Coffee"]}">Coffee</a>' in text
    assert "Not counted" in text  # 11 sheets, as the text says itself


def test_an_empty_list_says_what_to_do(organiser: FlaskClient, app: Flask, steps) -> None:
    with app.app_context():
        db.session.execute(sa.update(Step).values(materials=[], technique=""))
        db.session.commit()
    assert "Nothing to bring yet" in organiser.get(PAGE).text


def test_without_a_number_of_people_nothing_is_guessed(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Event).values(expected=0))
        db.session.commit()
    assert "The number of people expected is not set yet" in organiser.get(PAGE).text


def test_the_excel_file_speaks_the_language_of_the_event(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    with app.app_context():
        rows = [{"text": {"en": "=cups", "sq": "=filxhanë"}, "quantity": 2, "per": "person"}]
        db.session.execute(sa.update(Step).where(Step.id == steps["Coffee"]).values(materials=rows))
        db.session.commit()
    answer = organiser.get(f"{PAGE}.xlsx")
    named = answer.headers["Content-Disposition"]
    assert named == "attachment; filename=spring-cfare-duhet-sjelle.xlsx"
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == ["=filxhanë", 220, 220, "2·2 Coffee (220)", None]
    assert rows[1] == ["11 sheets", None, None, "2·1 World café", None]
    assert sheet["A4"].data_type == "s"


def test_the_excel_file_counts_nothing_that_nobody_knows(
    organiser: FlaskClient, app: Flask, steps
) -> None:
    """Neither “0 to bring” nor a row cut off: what is not known yet stays blank."""
    with app.app_context():
        row = {"text": {"en": "cups", "sq": "filxhanë"}, "quantity": 2, "per": "person"}
        db.session.execute(sa.update(Step).values(materials=[row]))
        db.session.execute(sa.update(Event).values(expected=0))
        db.session.commit()
    sheet = load_workbook(io.BytesIO(organiser.get(f"{PAGE}.xlsx").data)).active
    assert [sheet.cell(4, column).value for column in (1, 2, 3)] == ["filxhanë", None, None]


def test_it_asks_the_database_as_much_however_long_it_is(organiser: FlaskClient, steps) -> None:
    organiser.get(PAGE)
    with count_statements() as asked:
        organiser.get(PAGE)
    assert len(asked) <= 16


def test_one_and_many_are_one_row_and_what_is_used_again_is_brought_once() -> None:
    found = shopping_list(
        plan(
            step(1, thing("Microphone", 2, sq="mikrofon"), thing("flip-chart sheet", 5)),
            step(2, thing("microphones", 3, sq="mikrofona"), thing("Flip chart sheets", 7)),
            step(3, thing("boxes for cards", 2), thing("copies of the plan", 30)),
            step(4, thing("box for cards", 1), thing("copies of the plan", 20)),
            step(5, thing("", 1, sq="stilolaps"), thing("glasses", 9)),
            step(6, thing("", 4, sq="stilolapsa"), thing("glass", 1)),
        ),
        110,
        {},
    )
    assert [
        (line.text.en or line.text.sq, line.total, line.most, line.bring) for line in found.counted
    ] == [
        ("Microphone", 5, 3, 3),
        ("flip-chart sheet", 12, 7, 12),
        ("boxes for cards", 3, 2, 2),
        ("copies of the plan", 50, 30, 50),
        ("stilolapsa", 5, 4, 4),
        ("glasses", 10, 9, 9),
    ]
