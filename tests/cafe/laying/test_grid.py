"""Questions, hosts and note-takers of all tables are typed in one grid, pasted, or taken from objectives and themes."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import StepObjective
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.cafe.queries import floor_of
from facilitate.consultation.models import Theme
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Objective
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing


@pytest.fixture
def grid(cafe: int) -> str:
    """The address of the grid of the first café."""
    return f"/events/spring/cafe/{cafe}/grid"


@pytest.fixture
def typed(app: Flask, tables: list[int]):
    """The fields of the grid as it stands, with some of them typed over: `typed({1: {"host": "…"}})`, by number of the table."""

    def fields(changed: dict[int, dict[str, str]]) -> dict[str, str]:
        data: dict[str, str] = {}
        with app.app_context():
            for number, row in enumerate(
                map(lambda key: db.session.get(CafeTable, key), tables), 1
            ):
                kept = {
                    "version": str(row.version),
                    "question-en": row.question.en,
                    "question-sq": row.question.sq,
                    "host": row.host.name if row.host else row.host_name,
                    "note_taker": row.note_taker_name,
                    "seats": str(row.seats),
                    **changed.get(number, {}),
                }
                data |= {f"t{row.id}-{name}": value for name, value in kept.items()}
        return data

    return fields


def rows(app: Flask) -> list[CafeTable]:
    with app.app_context():
        return list(db.session.scalars(sa.select(CafeTable).order_by(CafeTable.number)))


def test_all_tables_are_typed_at_once(
    organiser: FlaskClient, app: Flask, cast, grid: str, typed, people: dict[str, int]
) -> None:
    with app.app_context():
        lead = db.session.get_one(Member, cast.members["lead_facilitator"]).name
    data = typed(
        {
            1: {"host": "agim basha", "seats": "8"},
            2: {"question-sq": "Kush paguan?", "host": lead, "note_taker": "Ilir Stafa"},
            3: {"host": "Somebody Else", "note_taker": lead},
        }
    )
    assert organiser.post(grid, data=data).status_code == 302
    one, two, three = rows(app)
    assert (one.host_participation_id, one.host_id, one.seats) == (people["Agim Basha"], None, 8)
    assert (two.host_id, two.note_taker_name) == (cast.members["lead_facilitator"], "Ilir Stafa")
    assert two.question == Words("Who pays?", "Kush paguan?")
    assert (three.host_name, three.note_taker_id) == (
        "Somebody Else",
        cast.members["lead_facilitator"],
    )


def test_one_mistake_takes_nothing_and_keeps_what_was_typed(
    organiser: FlaskClient, app: Flask, grid: str, typed, people
) -> None:
    data = typed(
        {
            1: {"host": "Agim Basha", "note_taker": "agim basha"},
            2: {"host": "Agim Basha", "question-en": "Typed"},
            3: {"seats": "1"},
        }
    )
    answer = organiser.post(grid, data=data)
    assert answer.status_code == 422
    for words in (
        "already the host of table 1",
        "The host listens and asks",
        ">\nTyped</textarea>",
        "Table 3: Seats",
    ):
        assert words in answer.text
    assert rows(app)[0].host_participation_id is None


def test_two_who_type_at_once_are_shown_both(
    organiser: FlaskClient, lead: FlaskClient, app: Flask, grid: str, typed
) -> None:
    mine, theirs = typed({1: {"question-en": "Mine"}}), typed({1: {"question-en": "Theirs"}})
    lead.post(grid, data=theirs)
    answer = organiser.post(grid, data=mine)
    assert (answer.status_code, "Theirs" in answer.text, "Mine" in answer.text) == (409, True, True)
    assert rows(app)[0].question.en == "Theirs"


def test_lines_of_excel_fill_tables_and_make_more(
    organiser: FlaskClient, app: Flask, grid: str, tables, people
) -> None:
    lines = (
        "What keeps people?\tAgim Basha\t\t9\r\n\tNew Host\nWho comes?\n\nA fourth one\tX Y\tZ\t12"
    )
    told = organiser.post(f"{grid}/paste", data={"lines": lines}, follow_redirects=True).text
    assert "4 tables were filled in. 1 is new." in told
    one, two, three, four = rows(app)
    assert (one.question.en, one.question.sq) == ("What keeps people?", "Si i mbajmë njerëzit?")
    assert (one.host_participation_id, one.seats) == (people["Agim Basha"], 9)
    assert (two.question.en, two.host_name) == ("Who pays?", "New Host")
    assert (three.question.en, four.question.en, four.host_name, four.seats) == (
        "Who comes?",
        "A fourth one",
        "X Y",
        12,
    )
    assert organiser.post(f"{grid}/paste", data={"lines": " \n"}).status_code == 409


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("x" * 501, "Table 1: Question or topic: This is too long"),
        ("A\tAgim Basha\nB\tAgim Basha", "Table 2: Host: already the host of table 1"),
        ("A\tAgim Basha\tAgim Basha", "The host listens and asks; somebody else writes."),
        ("A\t\t\tmany", "Table 1: Seats:"),
        ("A\t\t\t9\tand more", "the fifth says “and more”"),
        ("A\n" * 501, "A café has at most 500 tables."),
    ],
)
def test_lines_that_cannot_be_taken_stay_with_the_reason(
    organiser: FlaskClient, app: Flask, grid: str, tables, people, lines: str, said: str
) -> None:
    before = [(row.question, row.host_participation_id) for row in rows(app)]
    answer = organiser.post(f"{grid}/paste", data={"lines": lines})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert lines.strip() in answer.text  # what was pasted stays
    assert [(row.question, row.host_participation_id) for row in rows(app)] == before


def test_empty_questions_come_from_objectives_and_themes(
    organiser: FlaskClient, app: Flask, cast, cafe: int, grid: str, tables
) -> None:
    with app.app_context():
        for table in db.session.scalars(sa.select(CafeTable)):
            table.question = Words()
        one = db.session.scalars(sa.select(Objective)).first()
        one = one or Objective(event_id=cast.event_id, text=Words("Agree who pays"), position=1)
        db.session.add_all([one, Theme(event_id=cast.event_id, position=1, name=Words("Shelters"))])
        db.session.flush()
        db.session.add(StepObjective(step_id=cafe, objective_id=one.id))
        text = one.text.en
        db.session.commit()
    told = organiser.post(f"{grid}/questions", follow_redirects=True).text
    assert "2 tables have a question now." in told
    asked = [row.question.en for row in rows(app)]
    assert asked == [
        f"“{text.rstrip('.')}”: what will it take?",
        "“Shelters”: what works, and what should we do next?",
        "",
    ]
    assert rows(app)[0].objective_id is not None
    assert organiser.post(f"{grid}/questions").status_code == 409  # no further theme


def test_a_café_without_tables_says_where_to_begin(
    organiser: FlaskClient, app: Flask, grid: str
) -> None:
    with app.app_context():
        db.session.execute(sa.delete(CafeTable))
        db.session.commit()
    assert "Set up the tables first" in organiser.get(grid).text
    organiser.post(f"{grid}/paste", data={"lines": "Only one"})
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(CafeTable.id)).join(Cafe)) == 1


def test_a_host_of_the_list_is_found_before_they_say_that_they_come(
    organiser: FlaskClient, app: Flask, cafe: int, grid: str, typed, people: dict[str, int]
) -> None:
    def answered(standing: Standing) -> None:
        with app.app_context():
            db.session.get_one(Participation, people["Agim Basha"]).standing = standing
            db.session.commit()

    answered(Standing.INVITED)
    assert organiser.post(grid, data=typed({1: {"host": "agim basha"}})).status_code == 302
    table = rows(app)[0]
    assert (table.host_participation_id, table.host_name) == (people["Agim Basha"], "Agim Basha")
    page = f"/events/spring/cafe/{cafe}/tables"
    assert "Agim Basha" in organiser.get(page).text
    form = organiser.get(f"{page}/{table.id}").text
    assert f'selected value="{people["Agim Basha"]}"' in form
    answered(Standing.COMING)
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        found = floor_of(event, cafe)
        assert found
        assert found[0].host_at == {f"p{people['Agim Basha']}": table.id}


def test_a_host_who_is_not_touched_stays_who_they_are(
    organiser: FlaskClient, app: Flask, grid: str, cafe: int, typed, people: dict[str, int]
) -> None:
    """Also one who is marked as not coming for now, whom nobody could choose."""
    host = people["Drita Jaku"]
    with app.app_context():
        db.session.execute(
            sa.update(CafeTable)
            .where(CafeTable.number == 3)
            .values(host_participation_id=host, host_name="")
        )
        db.session.commit()
    organiser.post(f"/events/spring/cafe/{cafe}/mark", data={"people": f"p{host}", "what": "out"})
    data = typed({2: {"seats": "12"}, 3: {"host": "Drita Jaku, Ministry of Interior"}})
    assert organiser.post(grid, data=data).status_code == 302
    assert [(row.host_participation_id, row.host_name, row.seats) for row in rows(app)[1:]] == [
        (None, "", 12),
        (host, "", 10),
    ]
