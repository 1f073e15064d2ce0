"""The Excel and the Word file, reopened: what is in them, and no small number anywhere."""

import io
from collections import Counter, defaultdict
from random import Random
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.agenda.actions import start_agenda
from facilitate.consultation.models import Answer, Coding, Passage, Questionnaire, Reply, Theme
from facilitate.data.db import db
from facilitate.directory.models import County, Sector
from facilitate.events.models import Event, Objective
from facilitate.lib.suppression import round_to_five
from facilitate.lib.text import Words

from ...two_people import let_out
from ..large import fill_large
from .conftest import Told

pytestmark = pytest.mark.both_databases

BOOK = "/events/spring/consultation.xlsx"
WORD = "/events/spring/consultation/what-you-told-us.docx"
STATE = "/events/spring/consultation/share/state"
MATRICES = ("Themes by sector", "Themes by county", "Choices", "Themes")


def book(client: FlaskClient, lang: str = "en") -> Any:
    page = client.get(f"{BOOK}?lang={lang}")
    assert page.status_code == 200
    return load_workbook(io.BytesIO(page.data))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    """The rows below the heading."""
    return list(sheet.iter_rows(min_row=2, values_only=True))


@pytest.mark.one_database
def test_the_sheets_in_both_languages(organiser: FlaskClient, told: Told) -> None:
    names = [
        "About",
        "Answers",
        "Passages",
        "Themes",
        "Themes by sector",
        "Themes by county",
        "Choices",
        "Objectives",
    ]
    assert book(organiser).sheetnames == names
    assert len(set(book(organiser, "sq").sheetnames)) == 8
    assert len(organiser.get(f"{BOOK}?lang=xx").data) > 0


def test_no_number_of_one_or_two_people_is_in_any_table(organiser: FlaskClient, told: Told) -> None:
    """The one test that proves it for the file: each number cell of each table stands for people."""
    file = book(organiser)
    numbers = [
        value
        for name in MATRICES
        for row in file[name].iter_rows(values_only=True)
        for value in row
        if isinstance(value, int | float)
    ]
    assert len(numbers) > 60
    assert [number for number in numbers if 0 < number < 3] == []


Row = tuple[int, frozenset[int]]
"""An answer: the sector (or county) it came from, and the themes it speaks of."""


def published(answers: list[Row]) -> Counter[Any]:
    """What the file says of where answers came from: rounded, by theme and altogether."""
    return Counter({key: n for key, count in exact(answers).items() if (n := round_to_five(count))})


def exact(answers: list[Row]) -> Counter[Any]:
    return Counter(
        cell for place, themes in answers for cell in ((0, place), *((t, place) for t in themes))
    )


def small_ones_known(answers: list[Row], steps: int = 40_000) -> set[Any]:
    """Cells of one or two people for which no other number was found that goes with all that is published.

    A walk through other ways the answers may have come from: one answer moves, or two change places, as long as
    every rounded number stays. Each way is a proof that the cells in which it differs cannot be worked out.
    """
    chance, truth, now = Random(5), exact(answers), exact(answers)
    places, state = sorted({place for place, _themes in answers}), list(answers)
    left = {cell for cell, n in truth.items() if 0 < n < 3 and cell[0]}
    for _step in range(steps):
        one, other = chance.sample(range(len(state)), 2)
        swap = chance.random() < 0.7
        to = state[other][0] if swap else chance.choice(places)
        moves = [(one, to), *([(other, state[one][0])] if swap else [])]
        change = Counter[Any]()
        for at, place in moves:
            change.subtract(exact([state[at]]))
            change.update(exact([(place, state[at][1])]))
        if any(
            round_to_five(now[cell] + n) != round_to_five(now[cell]) or now[cell] + n < 0
            for cell, n in change.items()
        ):
            continue
        now.update(change)
        for at, place in moves:
            state[at] = (place, state[at][1])
        left -= {cell for cell in change if now[cell] != truth[cell]}
        if not left:
            break
    return left


def rows_of(app: Flask, place: Any) -> list[Row]:
    """The answers as they really are."""
    with app.app_context():
        spoken: defaultdict[int, set[int]] = defaultdict(set)
        coded = sa.select(Reply.answer_id, Coding.theme_id).join_from(
            Coding, Passage, Coding.passage_id == Passage.id
        )
        for answer, theme in db.session.execute(coded.join(Reply, Passage.reply_id == Reply.id)):
            spoken[answer].add(theme)
        found = db.session.execute(sa.select(Answer.id, place)).all()
        return [(where or 0, frozenset(spoken[answer])) for answer, where in found]


@pytest.mark.one_database
def test_all_tables_together_tell_no_small_group(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    """Whoever knows which answers speak of what, and all rounded numbers, finds several numbers for each small one."""
    for place in (Answer.sector_id, Answer.county_id):
        answers = rows_of(app, place)
        assert len(answers) == 39
        assert small_ones_known(answers) == set()


def test_the_tables_hold_the_rounded_numbers(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    expected, file = published(rows_of(app, Answer.sector_id)), book(organiser)
    shown = Counter(
        value
        for row in rows(file["Themes by sector"])[:13]
        for value in row[1:-1]
        if isinstance(value, int) and value
    )
    assert shown == Counter(expected.values())


@pytest.mark.one_database
def test_answers_and_passages_say_nothing_of_sector_and_county(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    file = book(organiser)
    heads = [cell.value for cell in file["Answers"][1]]
    assert heads[:2] == ["No.", "Day"]
    assert {"Sector", "County"} & set(heads) == set()
    with app.app_context():
        names = [
            *db.session.scalars(sa.select(Sector.name)),
            *db.session.scalars(sa.select(County.name)),
        ]
        names = [str(getattr(name, "en", name)) for name in names]
    for sheet in ("Answers", "Passages"):
        assert {value for row in rows(file[sheet]) for value in row} & set(names) == set()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "sectors", [["donor"], ["donor", "media"], ["donor", "media", "business"], ["donor", "donor"]]
)
def test_nor_do_themes_that_few_spoke_of(
    organiser: FlaskClient, answered, sectors: list[str]
) -> None:
    """How many they are can be counted in the passages, so nothing else may be known of them."""
    for at in range(9):
        answered(
            ("donor", "media", "business")[at % 3],
            "Many",
            "Common",
            county="fier" if at % 2 else None,
        )
    counties = ["kukes", "fier", "berat"]
    for sector, county in zip(sectors, counties, strict=False):
        answered(sector, "Few", "Rare", county=county)
    file = book(organiser)
    rare = {name: row for name in MATRICES[:2] for row in rows(file[name]) if row[0] == "Rare"}
    numbers = {value for row in rare.values() for value in row[1:] if isinstance(value, int)}
    assert numbers <= {0, 3}  # the three of "All", which the passages tell anyway


@pytest.mark.one_database
def test_where_everybody_is_the_only_one_of_a_sector_no_answer_is_listed(
    organiser: FlaskClient, answered
) -> None:
    for sector in ("donor", "media", "business", "academia"):
        answered(sector, "Alone", "Theme")
    file = book(organiser)
    assert [rows(file[name]) for name in ("Answers", "Passages")] == [[], []]


@pytest.mark.one_database
def test_all_counties_have_a_column_so_that_it_tells_nothing(
    organiser: FlaskClient, answered
) -> None:
    for county in ("kukes", "fier", "berat"):
        answered("donor", "Alone", "Theme", county=county)
    heads = [cell.value for cell in book(organiser)["Themes by county"][1]]
    assert len(heads) == 1 + 12 + 1
    assert heads[-1] == "Not given"


@pytest.mark.one_database
def test_the_chart_is_native(organiser: FlaskClient, told: Told) -> None:
    sheet = book(organiser)["Themes by sector"]
    (chart,) = sheet._charts
    assert (chart.grouping, len(chart.series)) == ("stacked", 10)
    assert chart.series[0].graphicalProperties.solidFill.srgbClr == "1F5FA8"
    assert [cell.value for cell in sheet[1]][-1] == "All"
    numbers = [value for row in rows(sheet)[:13] for value in row[1:-1]]
    assert {number % 5 for number in numbers} == {0}


def test_every_answer_is_a_row(organiser: FlaskClient, told: Told) -> None:
    sheet = book(organiser)["Answers"]
    assert [cell.value for cell in sheet[1]] == [
        "No.",
        "Day",
        "What do you want to do?",
        "To learn?",
        *(f"About {kind}" for kind in ("single", "multiple", "scale", "ranking")),
    ]
    found = rows(sheet)
    assert [row[0] for row in found] == list(range(1, 40))
    assert found[0][4] in ("Way 0", "Way 1", "Way 2")
    assert found[0][7].startswith("1. Way")


@pytest.mark.one_database
def test_fewer_than_three_anonymous_answers_are_not_listed(
    app: Flask, organiser: FlaskClient, answered
) -> None:
    answered("donor", "Only me", "Theme")
    answered("donor", "And me", "Theme")
    assert [rows(book(organiser)[name]) for name in ("Answers", "Passages")] == [[], []]
    answered("donor", "Three of us")
    with app.app_context():
        db.session.execute(sa.update(Answer).values(name="Mira Kodra", organisation="Vatra"))
        db.session.commit()
    found = rows(book(organiser)["Answers"])
    assert sorted(row[2] for row in found) == ["And me", "Only me", "Three of us"]
    assert "Mira Kodra" not in str(found)


@pytest.mark.one_database
def test_named_answers_carry_their_names_sector_and_county(
    app: Flask, organiser: FlaskClient, answered
) -> None:
    answered("donor", "=Only me", county="fier")
    with app.app_context():
        db.session.execute(sa.update(Answer).values(name="Mira Kodra", organisation="Vatra"))
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    file = book(organiser)
    assert [cell.value for cell in file["Answers"][1]][:6] == [
        "No.",
        "Day",
        "Name",
        "Organisation",
        "Sector",
        "County",
    ]
    (row,) = rows(file["Answers"])
    assert row[2:7] == ("Mira Kodra", "Vatra", "Donor", "Fier", "=Only me")
    assert any("with organisation, sector and county" in str(row) for row in rows(file["About"]))


@pytest.mark.one_database
def test_passages_carry_theme_side_coder_and_their_place(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    file = book(organiser)
    heads = [cell.value for cell in file["Passages"][1]]
    assert heads == [
        "Theme",
        "Passage",
        "For or against",
        "Question",
        "Coded by",
        "Answer",
        "From",
        "To",
    ]
    found = rows(file["Passages"])
    with app.app_context():
        assert len(found) == db.session.scalar(sa.select(sa.func.count()).select_from(Coding))
    columns = [cell.value for cell in file["Answers"][1]]
    answers = {row[0]: dict(zip(columns, row, strict=True)) for row in rows(file["Answers"])}
    for _theme, passage, _side, question, _coder, answer, first, last in found:
        assert answers[answer][question][first - 1 : last] == passage
    assert {side for _theme, _passage, side, *_more in found} == {"for it", "against it"}


@pytest.mark.one_database
def test_the_place_of_a_passage_is_that_of_its_words(
    app: Flask, organiser: FlaskClient, answered
) -> None:
    for _one in range(3):
        reply = answered("donor", "First 🙂, then money.")
    with app.test_request_context():
        theme = Theme(
            event_id=db.session.scalars(sa.select(Event.id)).one(), position=1, name=Words("Money")
        )
        db.session.add_all([theme, passage := Passage(reply_id=reply, start=8, end=19)])
        db.session.flush()
        db.session.add(Coding(passage_id=passage.id, theme_id=theme.id))
        db.session.commit()
    (row,) = rows(book(organiser)["Passages"])
    assert (row[1], *row[6:]) == ("then money", 10, 19)


@pytest.mark.one_database
def test_objectives_with_status_and_source(organiser: FlaskClient, told: Told) -> None:
    found = rows(book(organiser)["Objectives"])
    assert [(row[0], row[1], row[4], row[7]) for row in found] == [
        ("O1", "Reach agreed", "agreed", "Keep trained people in post"),
        ("O2", "Reach proposed", "proposed", "One contact list that is true"),
        ("O3", "Reach idea", "idea", "Schools see it first"),
    ]
    assert all(" of 39 answers" in row[6] for row in found)


@pytest.mark.one_database
def test_a_large_file_is_whole(app: Flask, cast, organiser: FlaskClient) -> None:
    with app.app_context():
        fill_large(db.session.get_one(Event, cast.event_id))
        db.session.commit()
    assert len(rows(book(organiser)["Passages"])) == 6000


def words_of(client: FlaskClient, lang: str) -> tuple[list[str], list[list[list[str]]]]:
    """The paragraphs of the Word file, and its tables."""
    page = client.get(f"{WORD}?lang={lang}")
    assert page.status_code == 200
    document = docx.Document(io.BytesIO(page.data))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    ]
    return [one.text for one in document.paragraphs], tables


@pytest.mark.one_database
def test_the_word_file_in_english(organiser: FlaskClient, lead: FlaskClient, told: Told) -> None:
    let_out(STATE, organiser, lead, to="published")
    texts, (who, themes, *results, aims) = words_of(organiser, "en")
    assert texts[:3] == [
        "Spring conference",
        "What you told us and what we make of it",
        "18–19 March 2027 · Pallati i Kongreseve, Tiranë",
    ]
    assert "You want people who stay." in texts
    assert who[1:] == [
        ["G", "Central government", "9"],
        ["L", "Local government", "12"],
        ["C", "Civil society", "12"],
        ["D", "Donor", "3"],
        ["M", "Media", "*"],
        ["O", "Other", "*"],
        ["", "All", "39"],
    ]
    assert themes[0] == ["Theme", "G", "L", "C", "D", "M", "O", "All"]
    assert len(themes) == 13
    assert len(results) == 4
    assert [row[0] for row in aims[1:]] == ["O1", "O2"]
    numbers = [cell for table in (who, themes, *results) for row in table for cell in row[1:]]
    assert {"1", "2"} & set(numbers) == set()


@pytest.mark.one_database
def test_the_word_file_in_albanian_and_in_the_events_language(
    organiser: FlaskClient, lead: FlaskClient, told: Told
) -> None:
    let_out(STATE, organiser, lead, to="published")
    texts, _tables = words_of(organiser, "sq")
    assert "Ju doni njerëz që qëndrojnë." in texts
    assert words_of(organiser, "") == words_of(organiser, "sq")


@pytest.mark.one_database
def test_why_an_objective_waits_is_told_only_while_no_step_serves_it(
    app: Flask, organiser: FlaskClient, told: Told
) -> None:
    with app.app_context():
        waits = db.session.scalars(sa.select(Objective).order_by(Objective.id)).first()
        assert waits is not None
        waits.unserved_why = Words("No money")
        db.session.commit()
        number = waits.id
    assert rows(book(organiser)["Objectives"])[0][8] == "No money"
    with app.app_context():
        served = db.session.get_one(Objective, number)
        steps = [{"kind": "panel", "title_en": "Panel", "minutes": 60, "objectives": ["O1"]}]
        days = [{"start": "09:00", "planned_end": "17:00", "steps": steps}]
        event = db.session.get_one(Event, served.event_id)
        start_agenda(event, {"days": days}, {}, {"O1": served})
        db.session.commit()
    assert not rows(book(organiser)["Objectives"])[0][8]
