"""Importing anybody's agenda on its pages: pasted or as a file, previewed, put right, applied as one change."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import plan_to_change
from facilitate.agenda.kinds import StepKind
from facilitate.agenda.models import Step
from facilitate.agenda.plan import PlanPlace
from facilitate.agenda.publishing.sheet_exchange import export_running_order
from facilitate.agenda.queries import plan_of
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.data.db import db
from facilitate.events.queries import event_by_slug
from facilitate.participation.models import Standing

from ...participation.invited import make_listed

HERE = "/events/spring/agenda/import"
MAIL = """18 March 2027
9:00 Arrival and coffee
9:30 Opening (Jane Roe)
10:00 Panel: what lasts, Main hall
11:00 Coffee break
11:20 Working groups in parallel
a) North – Tomas Berg, Room 1
b) South, Room 2
12:30 Lunch
1.30 Plan for 2028
15:00 End
19 March 2027
9:00 - 10:00 Site visit
Total: 7 hours
"""


def pasted(client: FlaskClient, text: str = MAIL) -> str:
    """Paste a text; gives the address of the preview."""
    answer = client.post(HERE, data={"text": text})
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def revision(page: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page)
    assert found
    return found[1]


def apply(client: FlaskClient, address: str, **more: Any) -> Any:
    return client.post(address, data={"revision": revision(client.get(address).text), **more})


def programme(app: Flask) -> list[tuple[str, str, int, str]]:
    """Date, start, minutes and title of every step, in the order of the days."""
    with app.app_context():
        plan = plan_of(event_by_slug("spring"))
        return [
            (
                day.on.isoformat(),
                f"{one.start // 60:02}:{one.start % 60:02}",
                one.end - one.start,
                plan.steps[one.id].title.to("en"),
            )
            for day in plan.in_order
            for one in plan.timed(day.id)
        ]


def test_what_is_doubtful_says_so_at_its_row(organiser: FlaskClient, cast) -> None:
    page = organiser.get(
        pasted(
            organiser, "18 March 2027\n11:00 Welcome\n1.30 Panel\n2.30-2.00 Walk\n3.00 Closing\n"
        )
    ).text
    first, after = page.split("Check these", 1)[1].split("<section>", 1)
    asked = {
        re.sub("<.*?>", "", title): re.findall(r'class="asks">(.*?)</p>', said)
        for title, said in re.findall(r"<b>(.*?)</b>(.*?)</tr>", first, re.DOTALL)
    }
    assert set(asked) == {"Panel", "Walk", "Closing"}
    assert all(asked.values())
    assert "<b>Welcome</b>" in after


def test_times_that_were_calculated_from_utc_say_so(organiser: FlaskClient, cast) -> None:
    page = organiser.get(
        pasted(organiser, "18 March 2027\n8:00–8:30 UTC Welcome\n8:30–9:30 UTC Panel\n")
    ).text
    assert page.count("Calculated from the time zone that the file names") == 2


TAKEN = [
    ("2027-03-18", "09:00", 30, "Arrival and coffee"),
    ("2027-03-18", "09:30", 30, "Opening"),
    ("2027-03-18", "10:00", 60, "Panel: what lasts"),
    ("2027-03-18", "11:00", 20, "Coffee break"),
    ("2027-03-18", "11:20", 70, "Working groups in parallel"),
    ("2027-03-18", "11:20", 70, "North"),
    ("2027-03-18", "11:20", 70, "South"),
    ("2027-03-18", "12:30", 60, "Lunch"),
    ("2027-03-18", "13:30", 90, "Plan for 2028"),
    ("2027-03-19", "09:00", 60, "Site visit"),
]


def test_the_door_of_before_leads_here(organiser: FlaskClient) -> None:
    before, here = "/events/spring/agenda/bring-back", "/events/spring/agenda/import"
    answers = [organiser.get(before), organiser.post(before)]
    assert [(one.status_code, one.location) for one in answers] == [(302, here), (307, here)]


def test_a_text_in_the_other_language_is_told_in_it(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    apply(organiser, pasted(organiser, "9:00 Hapja e ditës\n9:30 Çfarë dimë\n10:00 Mbyllja\n"))
    with app.app_context():
        plan = plan_of(event_by_slug("spring"))
        titles = [plan.steps[one.id].title for day in plan.in_order for one in plan.timed(day.id)]
    assert [(one.en, one.sq) for one in titles] == [
        ("", "Hapja e ditës"),
        ("", "Çfarë dimë"),
        ("", "Mbyllja"),
    ]


def test_a_pasted_mail_becomes_the_agenda_in_one_change(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    address = pasted(organiser)
    page = organiser.get(address).text
    assert "Which half" not in page
    assert "Total: 7 hours" in page
    assert "Plan for 2028" in page
    assert page.count('name="day-0"') == 1
    assert "18–19 March" in page
    apply(organiser, address)
    assert programme(app) == TAKEN
    organiser.post("/events/spring/agenda/undo")
    assert programme(app) == []


def test_the_same_text_twice_offers_nothing_new(app: Flask, organiser: FlaskClient, cast) -> None:
    apply(organiser, pasted(organiser))
    again = pasted(organiser)
    assert "there is nothing new" in organiser.get(again).text
    apply(organiser, again)
    assert programme(app) == TAKEN


def test_times_put_right_and_steps_left_out(app: Flask, organiser: FlaskClient, cast) -> None:
    address = pasted(organiser, "9:00 Opening\n9:30 Talk\n10:00 Close")
    answer = apply(organiser, address, **{"minutes-2": "15", "not-1": "1", "start-0": "9:10"})
    assert answer.status_code == 302
    assert programme(app) == [
        ("2027-03-18", "09:10", 30, "Opening"),
        ("2027-03-18", "10:00", 15, "Close"),
    ]


def test_what_was_typed_wrong_stays_and_nothing_is_written(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    address = pasted(organiser, "9:00 Opening\n9:30 Close")
    answer = apply(organiser, address, **{"minutes-1": "soon"})
    assert answer.status_code == 422
    assert 'value="soon"' in answer.text
    assert programme(app) == []


def test_a_day_goes_where_one_says_and_lines_left_out_can_be_kept(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    address = pasted(organiser, "9:00 Opening\n10:00 Close\nTotal: 1 hour")
    apply(organiser, address, **{"day-0": "2027-03-19", "left-0": "1"})
    assert [(on, title) for on, _start, _minutes, title in programme(app)] == [
        ("2027-03-19", "Opening"),
        ("2027-03-19", "Close"),
    ]
    with app.app_context():
        parked = plan_of(event_by_slug("spring")).at(PlanPlace())
        assert [step.title.to("en") for step in parked] == ["Total: 1 hour"]


def test_a_left_over_line_too_long_for_a_title_is_kept_whole(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    long = "Total: 1 hour " + "and more " * 30 + "till the end"
    for _twice in range(2):
        apply(organiser, pasted(organiser, f"9:00 Opening\n10:00 Close\n{long}"), **{"left-0": "1"})
    with app.app_context():
        [parked] = plan_of(event_by_slug("spring")).at(PlanPlace())
        assert parked.title.to("en") == long[:200]
        assert parked.do.to("en") == long


def test_the_end_of_a_day_is_no_step(app: Flask, organiser: FlaskClient, cast) -> None:
    text = "18 March 2027\n9:00 Hapja\n10:00 Panel\n12:15 {}\n19:00 Darkë"
    for said in ("end", "Përfundon", "Fundi i punimeve"):
        waiting = pasted(organiser, text.format(said))
        assert f"12:15 {said}" in organiser.get(waiting).text
        apply(organiser, waiting, how="replace")
        assert programme(app) == [
            ("2027-03-18", "09:00", 60, "Hapja"),
            ("2027-03-18", "10:00", 135, "Panel"),
            ("2027-03-18", "19:00", 0, "Darkë"),
        ]


def test_an_agenda_that_is_there_stays_or_is_replaced(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    before = programme(app)
    apply(organiser, pasted(organiser, "18 March 2027\n16:00 Farewell\n16:30 End"))
    assert [one for one in programme(app) if one not in before] == [
        ("2027-03-18", "16:00", 30, "Farewell"),
    ]
    assert [one for one in before if one not in programme(app)] == []
    other = [one for one in before if one[0] != "2027-03-18"]
    assert other
    apply(organiser, pasted(organiser, "18 March 2027\n16:00 Farewell\n16:30 End"), how="replace")
    assert [one[3] for one in programme(app)] == ["Farewell", *(one[3] for one in other)]
    said = "1 step was imported. The steps of Thursday 18 March are replaced; other days stay."
    assert said in organiser.get("/events/spring/agenda").text
    assert "Before the import" in organiser.get("/events/spring/agenda/versions").text


def test_a_pasted_cafe_has_its_tables_and_rounds(app: Flask, organiser: FlaskClient, cast) -> None:
    text = "18 March 2027\n15:00 World café, 6 tables, 3 rounds of 20 minutes\n16:30 End"
    apply(organiser, pasted(organiser, text))
    with app.app_context():
        step = db.session.scalars(sa.select(Step).where(Step.kind == StepKind.CAFE)).one()
        cafe = db.session.scalars(sa.select(Cafe)).one()
        tables = db.session.scalar(sa.select(sa.func.count()).select_from(CafeTable))
        assert (step.title.to("en"), step.minutes, step.groups) == ("World café", 90, 6)
        assert (step.technique, cafe.step_id) == ("world-cafe", step.id)
        assert (cafe.rounds, cafe.minutes, cafe.harvest, tables) == (3, 20, 15, 6)
    organiser.post("/events/spring/agenda/undo")
    assert programme(app) == []
    with app.app_context():
        assert db.session.scalars(sa.select(Cafe)).all() == []


def test_a_pasted_line_says_how_large_its_groups_are(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    """110 people are expected."""
    apply(organiser, pasted(organiser, "18 March 2027\n15:00 Punë në grupe nga 4\n16:30 Fund"))
    with app.app_context():
        step = db.session.scalars(sa.select(Step).where(Step.kind == StepKind.GROUP)).one()
        seats = db.session.scalars(sa.select(CafeTable.seats)).all()
    assert (step.title.to("sq"), step.groups) == ("Punë në grupe", 28)
    assert seats == [4] * 28


def test_a_pasted_line_is_known_again_without_the_size_of_its_groups(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    text = "18 March 2027\n15:00 Mapping our year in groups of 6\n16:30 End"
    apply(organiser, pasted(organiser, text))
    there = programme(app)
    apply(organiser, pasted(organiser, text))
    assert programme(app) == there


def test_somebody_else_changed_the_agenda_meanwhile(
    app: Flask, organiser: FlaskClient, steps
) -> None:
    address = pasted(organiser)
    seen = revision(organiser.get(address).text)
    organiser.post("/events/spring/agenda/remove", data={"step": str(steps["Coffee"])})
    before = programme(app)
    assert organiser.post(address, data={"revision": seen}).status_code == 409
    assert programme(app) == before


def test_our_own_sheet_goes_its_exact_way_back(app: Flask, organiser: FlaskClient, steps) -> None:
    with app.app_context():
        content = export_running_order(event_by_slug("spring"), "en", date(2027, 3, 1))
    answer = organiser.post(HERE, data={"file": (io.BytesIO(content), "ours.xlsx")})
    assert "/agenda/bring-back/" in answer.location
    assert (
        "Nothing in this file is different from its export." in organiser.get(answer.location).text
    )


def test_people_of_the_team_and_the_directory_are_found(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    with app.app_context():
        plan = plan_to_change(event_by_slug("spring"))
        assert plan.steps == {}
    names = re.findall(
        r'<option value="(m\d+)"[^>]*>([^<]+) – in the team',
        organiser.get(pasted(organiser, "9:00 A (Ann Other)\n10:00 B")).text,
    )
    assert names == []


def test_a_name_alone_is_the_one_of_the_event_and_who_facilitates_does_not_speak(
    app: Flask, organiser: FlaskClient, cast
) -> None:
    """Arta Hoxha is of the team; Drita alone is on the list, and two are called Ilir."""
    names = ("Drita Prenga", "Ilir Kola", "Ilir Leka")
    make_listed(app, cast.event_id, [(name, Standing.LISTED) for name in names])
    text = """18 March 2027
9:00 Opening (Drita)
10:00 Exercise
Lehtëson: Arta
11:00 Panel (Ilir)
12:00 Closing (facilitator: Nobody Known)
"""
    address = pasted(organiser, text)
    page = organiser.get(address).text
    assert "Facilitates, but is not in the team" in page
    assert apply(organiser, address).status_code == 302
    with app.app_context():
        plan = plan_of(event_by_slug("spring"))
        told = {
            step.title.to("en"): (
                step.lead,
                [(one.name, one.person is not None) for one in step.speakers],
                step.do.to("en"),
            )
            for step in plan.steps.values()
        }
    lead = cast.members["organiser"]
    assert told == {
        "Opening": (None, [("Drita Prenga", True)], ""),
        "Exercise": (lead, [], "Lehtëson: Arta"),
        "Panel": (None, [("Ilir", False)], ""),
        "Closing": (None, [], "Lehtëson: Nobody Known"),
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There is nothing in it."),
        (b"%PDF-1.7", "This is a PDF"),
        (b"just a letter without any time", "No step was found in it"),
        (b"9:00 " + b"x" * 300_000, "One of its lines is too long"),
    ],
)
def test_a_file_that_cannot_be_taken_is_a_plain_sentence(
    organiser: FlaskClient, cast, content: bytes, sentence: str
) -> None:
    answer = organiser.post(HERE, data={"file": (io.BytesIO(content), "a.txt")})
    assert (answer.status_code, sentence in answer.text) == (422, True), re.sub(
        r"<[^>]+>|\s+", " ", answer.text
    )


def test_columns_can_be_put_right(organiser: FlaskClient, cast) -> None:
    rows = "A;B;C\n9:00;Hall;Opening of the day\n10:00;Lobby;Coffee for all\n11:00;Hall;Close of the day\n"
    answer = organiser.post(HERE, data={"file": (io.BytesIO(rows.encode()), "a.csv")})
    asked = {"column-0": "start", "column-1": "title", "column-2": "description"}
    page = organiser.get(answer.location, query_string=asked).text
    assert "<b>Lobby</b>" in page
    assert "<b>Coffee for all</b>" not in page


def test_each_sample_can_be_previewed_and_applied(app: Flask, organiser: FlaskClient, cast) -> None:
    samples = Path(__file__).parents[2] / "samples" / "agendas"
    for name in ("02-eu-workshop.docx", "13-calendar.ics", "14-schedule.xml"):
        answer = organiser.post(
            HERE, data={"file": (io.BytesIO((samples / name).read_bytes()), name)}
        )
        assert apply(organiser, answer.location).status_code == 302
        again = organiser.post(
            HERE, data={"file": (io.BytesIO((samples / name).read_bytes()), name)}
        )
        assert "there is nothing new" in organiser.get(again.location).text, name


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize(
    "name", ["01-ministria.docx", "11-grid.html", "24-lista.odt", "26-nata.txt"]
)
def test_any_agenda_out_and_in_again_is_nothing_changed(
    organiser: FlaskClient, cast, name: str, ending: str
) -> None:
    content = (Path(__file__).parents[2] / "samples" / "agendas" / name).read_bytes()
    apply(organiser, organiser.post(HERE, data={"file": (io.BytesIO(content), name)}).location)
    out = organiser.get(f"/events/spring/agenda.{ending}?lang=en").data
    answer = organiser.post(HERE, data={"file": (io.BytesIO(out), f"out.{ending}")})
    assert (
        "Nothing in this file is different from its export." in organiser.get(answer.location).text
    )
