"""The published figures come out exactly: on the page of an event, across events, in words."""

import html as html_lib
import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.counting.queries import chain_of_events, figures_of_events
from facilitate.participation.models import Standing

from ... import moment
from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene
from ...statements import count_statements
from ..rows import EDITIONS, add_conference, hold_edition

pytestmark = pytest.mark.both_databases

SECTORS = (
    "central_government local_government civil_society international_ngo intergovernmental donor media "
    "business academia other"
)
PUBLISHED = {
    "Civil society": ["43.2", "60.9", "37.8", "35.2"],
    "International NGO": ["25.0", "0.0", "0.0", "0.0"],
    "Local government": ["4.5", "6.5", "26.1", "37.0"],
    "Government (total)": ["13.6", "16.3", "42.9", "48.1"],
}


@pytest.fixture
@keep_scene
def held(app, cast) -> None:
    """The four conferences, each building on the one before; `spring` builds on the last."""
    with app.app_context():
        user = db.session.scalars(
            sa.select(User).where(User.email == "viewer@office.example")
        ).one()
        before = None
        for edition in EDITIONS:
            before = hold_edition(edition, before, user.id).id
        db.session.get_one(Event, cast.event_id).builds_on_id = before
        db.session.commit()


def table_of(html: str, name: str) -> str:
    """The last table of that name on the page."""
    found = re.findall(
        rf'aria-label="{name}"><table class="figures[^>]*>(.*?)</table>', html, re.DOTALL
    )
    return str(found[-1])


def row_of(table: str, name: str) -> list[str]:
    """The cells of the line of a table that is called so: number and share of each column."""
    line = re.search(rf'<th scope="row">{re.escape(name)}</th>(.*?)</tr>', table, re.DOTALL)
    assert line is not None
    return [cell.replace("%", "") for cell in re.findall(r"<td[^>]*>(.*?)</td>", line[1])]


def short_of(html: str) -> list[list[str]]:
    """Every event's one line."""
    table = re.search(r'<table class="fig-short">.*?<tbody>(.*?)</tbody>', html, re.DOTALL)
    assert table is not None
    cells = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table[1].split("</tr>")
    ]
    return [
        [re.sub(r"<[^>]*>", "", cell).replace("\u00a0", " ") for cell in row]
        for row in cells
        if row
    ]


@pytest.mark.parametrize("path", ["/events/annual-2008/figures", "/figures"])
def test_the_published_shares_are_on_the_page(sign_in, held, path: str) -> None:
    table = table_of(sign_in("viewer").get(path).text, "By sector")
    assert {name: row_of(table, name)[1::2] for name in PUBLISHED} == PUBLISHED
    assert row_of(table, "Participants")[::2] == ["88", "92", "119", "108"]


@pytest.mark.parametrize("path", ["/events/annual-2008/figures", "/figures"])
def test_every_event_has_one_line(sign_in, held, path: str) -> None:
    assert [line[:3] for line in short_of(sign_in("viewer").get(path).text)] == [
        ["Conference 2004", "–", "88"],
        ["Conference 2005", "2", "92"],
        ["Conference 2006", "–", "119"],
        ["Conference 2008", "–", "108"],
    ]
    assert [" | ".join(line[3:]) for line in short_of(sign_in("viewer").get(path).text)] == [
        "Civil society 43.2% · International NGO 25% · Donor 18.2% · Government "
        "(total) 13.6% | 40 from outside the capital",
        "Civil society 60.9% · Media 22.8% · Government (total) 16.3% | 50 from outside "
        "the capital · 18 presenters",
        "Government (total) 42.9% · Civil society 37.8% · Local government 26.1% · "
        "Intergovernmental organisation 19.3% | 83 from outside the capital · 44 presenters",
        "Government (total) 48.1% · Local government 37% · Civil society 35.2% · "
        "Donor 16.7% | 60 from outside the capital · 11 presenters",
    ]


def test_what_changed_is_said_in_words(sign_in, held) -> None:
    html = sign_in("viewer").get("/figures").text.replace("\u00a0", " ")
    assert "Conference 2005 → Conference 2006: Government (total) 16.3% → 42.9% · " in html


def test_tables_are_chosen_in_the_address(sign_in, held) -> None:
    html = sign_in("viewer").get("/figures?table=county&table=role").text
    assert re.findall(r'id="fig-(\w+)"', html) == ["county", "role"]
    assert row_of(table_of(html, "By county"), "Tiranë")[::2] == ["88", "92", "119", "108"]
    assert row_of(table_of(html, "By role"), "Presenter")[::2] == ["0", "18", "44", "11"]


def test_what_government_is_can_be_chosen(sign_in, held) -> None:
    viewer = sign_in("viewer")
    found = {
        key: row_of(
            table_of(viewer.get(f"/figures?government={key}").text, "By sector"),
            f"Government ({name} only)",
        )
        for key, name in (("central_government", "central"), ("local_government", "local"))
    }
    assert found["central_government"] == ["8", "9.1", "9", "9.8", "20", "16.8", "12", "11.1"]
    assert found["local_government"] == ["4", "4.5", "6", "6.5", "31", "26.1", "40", "37.0"]


def test_pictures_of_what_is_folded_come_when_it_is_opened(sign_in, held) -> None:
    viewer, page = sign_in("viewer"), "/events/annual-2006/figures"
    drawn = re.compile(r'<svg[^>]*aria-label="(By sector)')

    at_rest = viewer.get(page).text
    assert drawn.findall(at_rest) == []
    [address] = set(re.findall(r'hx-get="([^"]*block=sector[^"]*)"', at_rest))
    address = html_lib.unescape(address)

    part = viewer.get(address, headers={"HX-Request": "true"}).text
    assert len(drawn.findall(part)) == part.count("<svg") == 4
    assert "<html" not in part

    without_script = viewer.get(address).text
    assert len(drawn.findall(without_script)) == 4

    compared = viewer.get(f"{page}?block=before", headers={"HX-Request": "true"}).text
    assert drawn.findall(compared) != []
    assert "<html" not in compared
    assert viewer.get(f"{page}?block=nothing").status_code == 200


def test_the_page_opens_with_what_matters(sign_in, held) -> None:
    html = sign_in("viewer").get("/events/annual-2006/figures").text
    assert (
        "119 people came: 42.9% government, 37.8% civil society; 83 from outside the capital."
        in html
    )


@pytest.mark.one_database
def test_albanian_has_a_comma(sign_in, held) -> None:
    viewer = sign_in("viewer")
    viewer.post("/language", data={"language": "sq"})
    assert "42,9\u00a0%" in viewer.get("/events/annual-2006/figures").text


def test_the_stages_of_one_event_stand_side_by_side(sign_in, app, cast) -> None:
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        spring.first_day = spring.last_day = date(2026, 3, 18)
        at = add_office("Bashkia", "local_government", "vlore")
        for standing, number in {
            Standing.ATTENDED: 6,
            Standing.COMING: 2,
            Standing.DECLINED: 4,
            Standing.LISTED: 9,
        }.items():
            invite_all_to_event(
                spring, [add_worker(f"Ana {standing}{n}", at) for n in range(number)], standing
            )
        db.session.commit()
    html = sign_in("organiser").get("/events/spring/figures").text
    assert row_of(table_of(html, "By sector"), "Local government")[::2] == ["12", "8", "6"]
    assert [
        row_of(table_of(html, "From invited to attended"), name)
        for name in ("Invited", "Declined", "Did not come")
    ] == [
        ["12"],
        ["4"],
        ["2"],
    ]
    assert "Nobody from these 11 counties:" in html


def test_the_contract_of_figures_of(app, held) -> None:
    with app.app_context():
        events = chain_of_events(
            db.session.scalars(sa.select(Event).where(Event.slug == "annual-2006")).one()
        )
        with count_statements() as statements:
            figures = figures_of_events(events, moment.planner_today())
        assert len(statements) == 3
        assert [(one.event, one.total, one.outside_capital, one.presenters) for one in figures] == [
            ("launch-2004", 88, 40, 0),
            ("annual-2005", 92, 50, 18),
            ("annual-2006", 119, 83, 44),
        ]
        assert " ".join(figures[0].sectors) == SECTORS
        assert figures[0].standing == {"attended": 88, "declined": 2}
        assert len(figures[0].counties) == 12


def test_a_circle_of_events_ends(app, cast) -> None:
    with app.app_context():
        first = add_conference("first", 2001)
        second = add_conference("second", 2002, first.id)
        first.builds_on_id = second.id
        db.session.flush()
        assert [one.slug for one in chain_of_events(first)] == ["first", "second"]


def test_events_are_chosen_in_the_address(sign_in, held) -> None:
    html = sign_in("viewer").get("/figures?event=annual-2006&event=launch-2004&event=nowhere").text
    assert row_of(table_of(html, "By sector"), "Participants")[::2] == ["88", "119"]
    assert "people came 207 times to 2 events." in html


def test_across_events_only_those_one_may_see(sign_in, held) -> None:
    html = sign_in("organiser").get("/figures?event=annual-2006").text
    assert "Nobody has been counted yet." in html
    assert "Conference 2006" not in html


@pytest.mark.one_database
def test_who_may_open_the_figures(sign_in, client: FlaskClient, held) -> None:
    paths = ["/events/spring/figures", "/events/spring/figures.xlsx"]
    assert [sign_in("viewer").get(path).status_code for path in paths] == [200, 200]
    assert [sign_in("stranger").get(path).status_code for path in paths] == [404, 404]
    assert client.get("/figures").status_code == 302
    assert sign_in("viewer").get("/events/nowhere/figures").status_code == 404
    assert sign_in("viewer").post("/events/spring/figures").status_code == 405


@pytest.mark.one_database
@pytest.mark.parametrize("path", ["/events/annual-2008/figures", "/figures?event=annual-2008"])
def test_more_events_ask_no_more(sign_in, held, path: str) -> None:
    viewer = sign_in("viewer")
    wide = path.replace("?event=annual-2008", "")
    narrow = path.replace("/events/annual-2008/", "/events/launch-2004/")
    with count_statements() as one:
        assert viewer.get(narrow).status_code == 200
    with count_statements() as many:
        assert viewer.get(wide).status_code == 200
    assert len(many) - len(one) == (0 if "events" in path else 1)
    assert len(many) <= 12
