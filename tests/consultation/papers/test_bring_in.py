"""Answers collected elsewhere: file, columns, preview, confirm; nothing is kept before, everything or nothing then."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.consultation.models import Answer, Passage, Pick, Questionnaire, Reply
from facilitate.data.db import db

from ...lib.test_uploads import WRONG
from ...statements import count_statements
from ..conftest import planner_today
from .conftest import BRING_IN, Every, fields_of, look_at, upload_papers
from .tables import FIRST, FIRST_SQ, MICROSOFT, MONKEY, large_export, rows_as_csv, rows_as_xlsx

pytestmark = pytest.mark.both_databases
NO_TOKEN = f"{BRING_IN}/{'0' * 32}"


def waiting_files(app: Flask) -> list[Path]:
    return list((app.extensions["settings"].uploads / "consultation").glob("*"))


def number(app: Flask) -> tuple[int, ...]:
    with app.app_context():
        return tuple(
            db.session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (Answer, Reply, Pick)
        )


@pytest.mark.one_database
def test_an_export_of_microsoft_forms(
    app: Flask, organiser: FlaskClient, every: Every, kept: Any
) -> None:
    address = upload_papers(organiser, rows_as_xlsx(MICROSOFT)).location
    columns = organiser.get(address)
    assert columns.status_code == 200
    assert "3 rows and 9 columns were found." in columns.text
    assert "a@x.example" not in columns.text
    looked = look_at(organiser, address, fields_of(columns.text))
    preview = looked.request.path
    assert "1 new answer, 2 rows left out. Nothing is kept until you confirm." in looked.text
    assert "Qeveria lokale" in looked.text
    assert number(app) == (0, 0, 0)
    fields = fields_of(looked.text)
    [value] = [name for name in fields if name.startswith("value-")]
    local = str(every.asked.sectors["local_government"])
    again = organiser.post(preview, data={**fields, value: local, "look": "1"})
    assert "2 new answers, 1 row left out." in again.text
    done = organiser.post(preview, data=fields_of(again.text))
    assert (done.status_code, done.location) == (302, "/events/spring/consultation")
    topics = [
        (every.questions["multiple"], every.choices[name], None)
        for name in ("Time", "Money", "People")
    ]
    first = every.questions["open"]
    assert kept() == [
        (
            "civil_society",
            "diber",
            False,
            date(2026, 3, 2),
            "sq",
            "imported",
            "",
            [(first, "Tryeza në çdo qark", "tryeza ne cdo qark")],
            topics[:2],
        ),
        (
            "local_government",
            "shkoder",
            False,
            date(2026, 3, 3),
            "sq",
            "imported",
            "",
            [(first, "Më shumë kohë", "me shume kohe")],
            topics[2:],
        ),
    ]
    assert waiting_files(app) == []


@pytest.mark.one_database
def test_survey_monkey_with_two_rows_of_headings(
    organiser: FlaskClient, every: Every, kept: Any, bring: Any
) -> None:
    assert bring(organiser, rows_as_xlsx(MONKEY)).status_code == 302
    scale = every.questions["scale"]
    assert [(row[0], row[3], row[8][-1]) for row in kept()] == [
        ("local_government", date(2026, 3, 22), (scale, None, 5)),
        ("media", date(2026, 3, 5), (scale, None, 2)),
    ]


@pytest.mark.one_database
def test_merged_cells(organiser: FlaskClient, every: Every, kept: Any, bring: Any) -> None:
    rows = [
        ["Results of spring", None, None, None],
        ["Sektori", "Cilat tema?", None, "What comes first?"],
        [None, "Koha", "Paratë", None],
        ["Media", "x", None, "Food; Talk"],
        [None, None, "x", "Talk"],
    ]
    content = rows_as_xlsx(rows, "A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5")
    assert bring(organiser, content).status_code == 302
    multiple, ranking = every.questions["multiple"], every.questions["ranking"]
    talk, food = every.choices["Talk"], every.choices["Food"]
    assert [(row[0], row[8]) for row in kept()] == [
        (
            "media",
            [(multiple, every.choices["Time"], None), (ranking, talk, 2), (ranking, food, 1)],
        ),
        ("media", [(multiple, every.choices["Money"], None), (ranking, talk, 1)]),
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_in_any_encoding(
    organiser: FlaskClient, every: Every, kept: Any, bring: Any, encoding: str
) -> None:
    rows = [["Sektori", "Qarku", FIRST_SQ], ["Shoqëri civile", "Korçë", "Çështje të hapura"]]
    assert bring(organiser, rows_as_csv(rows, encoding=encoding)).status_code == 302
    assert [(row[0], row[1], row[7][0][1]) for row in kept()] == [
        ("civil_society", "korce", "Çështje të hapura")
    ]


@pytest.mark.one_database
@pytest.mark.parametrize(
    "written", ["12.3.2026", "2026-03-12", "12/03/2026 10:11:12", 46093, datetime(2026, 3, 12, 9)]
)
def test_days_in_any_form(
    organiser: FlaskClient, every: Every, kept: Any, bring: Any, written: Any
) -> None:
    rows = [["Sektori", "Dita", FIRST], ["Media", written, "Yes"]]
    assert bring(organiser, rows_as_xlsx(rows)).status_code == 302
    assert [row[3] for row in kept()] == [date(2026, 3, 12)]


@pytest.mark.one_database
def test_a_missing_sector_column_asks_for_one(
    app: Flask, organiser: FlaskClient, every: Every, kept: Any, bring: Any
) -> None:
    content = rows_as_xlsx([[FIRST, "Other things"], ["Yes", "no"]])
    refused = bring(organiser, content)
    assert refused.status_code == 422
    assert "No column gives the sector. Choose a sector for all rows." in refused.text
    assert bring(organiser, content, sector=str(every.asked.sectors["donor"])).status_code == 302
    assert [(row[0], row[3]) for row in kept()] == [("donor", planner_today())]


@pytest.mark.one_database
def test_a_table_without_any_question_says_so(
    organiser: FlaskClient, every: Every, bring: Any
) -> None:
    refused = bring(organiser, rows_as_xlsx([["Sektori", "Colour"], ["Media", "red"]]))
    assert refused.status_code == 422
    assert "No column has answers to a question yet." in refused.text


@pytest.mark.one_database
def test_one_thing_in_two_columns_is_refused(
    organiser: FlaskClient, every: Every, bring: Any
) -> None:
    refused = bring(
        organiser,
        rows_as_xlsx([["Sektori", "Tjetra", FIRST], ["Media", "Media", "Yes"]]),
        column_1="sector",
    )
    assert refused.status_code == 422
    assert "Another column already has this." in refused.text


@pytest.mark.one_database
def test_two_columns_for_one_open_question_are_put_together(
    organiser: FlaskClient, every: Every, kept: Any, bring: Any
) -> None:
    content = rows_as_xlsx([["Sektori", FIRST, "And more"], ["Media", "Yes", "Indeed"]])
    assert (
        bring(organiser, content, column_2=f"question-{every.questions['open']}").status_code == 302
    )
    assert [row[7][0][1] for row in kept()] == ["Yes\nIndeed"]


@pytest.mark.one_database
def test_what_is_private_cannot_be_mapped_by_force(
    app: Flask, organiser: FlaskClient, every: Every, kept: Any, bring: Any
) -> None:
    """Posting a purpose for a private column changes nothing; for times of day only the day is on offer."""
    first = f"question-{every.questions['open']}"
    rows = [
        ["Email", "Koha e fillimit", "Timestamp", "Sektori", FIRST],
        ["a@x.example", "9:01", "2026-03-02 10:11:12", "Media", "Yes"],
    ]
    assert bring(organiser, rows_as_csv(rows), column_0=first, column_1=first).status_code == 302
    assert [(row[3], row[7][0][1]) for row in kept()] == [(date(2026, 3, 2), "Yes")]
    assert bring(organiser, rows_as_csv(rows), column_2=first).status_code == 422


def test_nothing_that_says_who_or_when_is_in_any_table(
    app: Flask, organiser: FlaskClient, every: Every, bring: Any
) -> None:
    assert bring(organiser, rows_as_xlsx(MONKEY)).status_code == 302
    with app.app_context():
        everything = []
        for table in sorted(db.metadata.tables):
            everything += [
                repr(tuple(row)) for row in db.session.execute(sa.text(f'SELECT * FROM "{table}"'))
            ]
    for private in ("10.0.0.", "09:01", "09:07", "7:00"):
        assert [row for row in everything if private in row and "imported" in row] == []


@pytest.mark.one_database
def test_in_a_named_consultation_names_are_kept(
    app: Flask, organiser: FlaskClient, every: Every, kept: Any, bring: Any
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Questionnaire).values(named=True))
        db.session.commit()
    assert bring(organiser, rows_as_xlsx(MICROSOFT)).status_code == 302
    assert [row[6] for row in kept()] == ["Arta H."]


def test_the_same_file_twice_adds_nothing(
    app: Flask, organiser: FlaskClient, every: Every, bring: Any
) -> None:
    assert bring(organiser, rows_as_xlsx(MONKEY)).status_code == 302
    before = number(app)
    address = upload_papers(organiser, rows_as_xlsx(MONKEY)).location
    looked = look_at(organiser, address, fields_of(organiser.get(address).text))
    assert "0 new answers, 2 already imported." in looked.text
    assert 'class="btn main"' not in looked.text
    assert number(app) == before
    rows = [
        *MONKEY,
        [13, 7, "03/06/2026", "03/06/2026", "", "", "Donor", None, None, None, "One more", "1"],
    ]
    assert bring(organiser, rows_as_xlsx(rows)).status_code == 302
    assert number(app)[0] == before[0] + 1


def test_confirmed_twice(app: Flask, organiser: FlaskClient, every: Every) -> None:
    address = upload_papers(organiser, rows_as_xlsx(MONKEY)).location
    shown = look_at(organiser, address, fields_of(organiser.get(address).text))
    preview, looked = shown.request.path, fields_of(shown.text)
    assert organiser.post(preview, data=looked).status_code == 302
    assert organiser.post(preview, data=looked).status_code == 404
    assert number(app)[0] == 2


@pytest.mark.one_database
def test_what_changed_since_the_preview_is_shown_first(
    app: Flask, organiser: FlaskClient, every: Every, bring: Any
) -> None:
    address = upload_papers(organiser, rows_as_xlsx(MONKEY)).location
    shown = look_at(organiser, address, fields_of(organiser.get(address).text))
    assert bring(organiser, rows_as_xlsx(MONKEY)).status_code == 302
    late = organiser.post(shown.request.path, data=fields_of(shown.text))
    assert late.status_code == 409
    assert "0 new answers, 2 already imported." in late.text
    assert number(app)[0] == 2


@pytest.mark.one_database
def test_the_columns_can_be_changed_once_more(organiser: FlaskClient, every: Every) -> None:
    address = upload_papers(organiser, rows_as_xlsx(MONKEY)).location
    columns = fields_of(organiser.get(address).text)
    look_at(organiser, address, {**columns, "column_10": ""})
    again = organiser.get(address)
    assert again.status_code == 200
    shown = fields_of(again.text)
    assert {**shown, "csrf_token": ""} == {**columns, "column_10": "", "csrf_token": ""}


@pytest.mark.one_database
def test_headings_can_be_read_elsewhere(organiser: FlaskClient, every: Every) -> None:
    rows = [["a", "b"], ["x", "y"], ["Sektori", FIRST], ["Media", "Yes"]]
    address = upload_papers(organiser, rows_as_xlsx(rows)).location
    assert "3 rows and 2 columns" in organiser.get(address).text
    moved = organiser.get(f"{address}?row=3&rows=1")
    assert "1 row and 2 columns" in moved.text
    looked = look_at(organiser, address, fields_of(moved.text))
    assert "1 new answer" in looked.text


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("asked_for", "sentence"),
    [
        ("row=9&rows=1", "There is nothing in this row."),
        ("row=x&rows=1", ""),
        ("row=1&rows=7", "Enter a number from 1 to 3."),
    ],
)
def test_headings_where_there_are_none(
    organiser: FlaskClient, every: Every, asked_for: str, sentence: str
) -> None:
    address = upload_papers(
        organiser, rows_as_xlsx([["Sektori", FIRST], ["Media", "Yes"]])
    ).location
    refused = organiser.get(f"{address}?{asked_for}")
    assert refused.status_code == 422
    assert sentence in refused.text


@pytest.mark.one_database
@pytest.mark.parametrize("name", [name for name in WRONG if name not in ("text", "heavy")])
def test_wrong_kinds_of_files_are_named(
    app: Flask, organiser: FlaskClient, every: Every, name: str
) -> None:
    refused = upload_papers(organiser, WRONG[name][0])
    assert refused.status_code == 422
    assert 'class="error"' in refused.text
    assert waiting_files(app) == []


@pytest.mark.one_database
def test_no_file_at_all(organiser: FlaskClient, every: Every) -> None:
    refused = organiser.post(BRING_IN, data={})
    assert refused.status_code == 422
    assert "Please choose a file." in refused.text


@pytest.mark.one_database
def test_thrown_away(app: Flask, organiser: FlaskClient, every: Every) -> None:
    address = upload_papers(organiser, rows_as_xlsx(MONKEY)).location
    assert len(waiting_files(app)) == 1
    assert organiser.post(address.replace("/columns", "/cancel")).status_code == 302
    assert waiting_files(app) == []
    assert organiser.get(address).status_code == 404


@pytest.mark.one_database
def test_html_and_formulas_stay_text(
    organiser: FlaskClient, every: Every, kept: Any, bring: Any
) -> None:
    rows = [["Sektori", FIRST], ["Media", "<script>alert(1)</script>"], ["Media", "=1+1 שלום 🎉"]]
    address = upload_papers(organiser, rows_as_csv(rows)).location
    assert "<script>alert" not in organiser.get(address).text
    assert bring(organiser, rows_as_csv(rows)).status_code == 302
    assert [row[7][0][1] for row in kept()] == ["<script>alert(1)</script>", "=1+1 שלום 🎉"]


@pytest.mark.one_database
def test_statements_do_not_grow(organiser: FlaskClient, every: Every) -> None:
    numbers = []
    for rows in (1, 3):
        address = upload_papers(organiser, large_export(rows)).location
        with count_statements() as columns:
            page = organiser.get(address)
        preview = organiser.post(address, data=fields_of(page.text)).location
        with count_statements() as looked:
            organiser.get(preview)
        numbers.append((len(columns), len(looked)))
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 12


POSTS = [BRING_IN, NO_TOKEN, f"{NO_TOKEN}/columns", f"{NO_TOKEN}/cancel"]


@pytest.mark.one_database
@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    ("who", "status"),
    [("viewer", 403), ("facilitator", 403), ("note_taker", 403), ("stranger", 404)],
)
def test_for_whom(
    sign_in: Callable[[str], FlaskClient], every: Every, path: str, who: str, status: int
) -> None:
    assert sign_in(who).post(path).status_code == status


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["staff", "lead_facilitator", "administrator"])
def test_these_may(sign_in: Callable[[str], FlaskClient], every: Every, who: str) -> None:
    assert sign_in(who).get(BRING_IN).status_code == 200


@pytest.mark.one_database
@pytest.mark.parametrize("path", [NO_TOKEN, f"{BRING_IN}/nonsense"])
def test_a_token_nobody_gave(organiser: FlaskClient, every: Every, path: str) -> None:
    assert organiser.get(path).status_code == 404
    assert organiser.post(f"{path}/columns").status_code == 404


@pytest.mark.one_database
def test_get_on_a_post(organiser: FlaskClient, every: Every) -> None:
    assert organiser.get(f"{NO_TOKEN}/cancel").status_code == 405


@pytest.mark.one_database
def test_without_a_questionnaire(organiser: FlaskClient) -> None:
    assert organiser.get(BRING_IN).status_code == 404


@pytest.mark.one_database
def test_nothing_of_it_is_coded(
    app: Flask, organiser: FlaskClient, every: Every, bring: Any
) -> None:
    bring(organiser, rows_as_xlsx(MONKEY))
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Passage.id))) == 0


def test_it_says_how_many_answers_could_identify_somebody(
    sign_in: Callable[[str], FlaskClient], organiser: FlaskClient, every: Every, bring: Any
) -> None:
    """With a way to them for who may read answers; who only types them in is told to tell somebody."""
    rows = [
        ["Sektori", FIRST],
        ["Media", "Pastaj erdhi Elira, 16 vjeçe."],
        ["Media", "Duam trajnim."],
    ]
    bring(organiser, rows_as_xlsx(rows))
    page = organiser.get("/events/spring/consultation").text
    assert "1 line could identify somebody." in page
    assert (
        '<a class="btn small" href="/events/spring/consultation/answers">Look through them</a>'
        in page
    )
    staff = sign_in("staff")
    bring(staff, rows_as_xlsx([["Sektori", FIRST], ["Media", "Erdhi edhe Elira me vëllanë."]]))
    page = staff.get("/events/spring/consultation").text
    assert "1 line could identify somebody. Tell somebody in the team who may review it." in page
    assert "Look through them" not in page


@pytest.mark.one_database
def test_a_question_that_was_removed_since_is_left_out(
    app: Flask, organiser: FlaskClient, every: Every
) -> None:
    address = upload_papers(organiser, rows_as_xlsx(MONKEY)).location
    columns = fields_of(organiser.get(address).text)
    shown = look_at(organiser, address, columns)
    gone = next(value for value in columns.values() if value.startswith("question-"))
    number = gone.partition("-")[2]
    removed = f"/events/spring/consultation/questions/{number}/remove"
    assert organiser.post(removed).status_code == 302
    assert organiser.get(shown.request.path).status_code == 200
