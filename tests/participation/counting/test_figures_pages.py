"""The published figures come out exactly: on the page of an event, across events, and in Excel."""

import io
import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.accounts.models import User
from facilitate.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_all
from facilitate.participation.counting.queries import chain, figures_of
from facilitate.participation.models import Standing

from ...directory.rows import office, person
from ...statements import counted
from ..rows import EDITIONS, event, hold

pytestmark = pytest.mark.both_databases

SECTORS = (
    "central_government local_government civil_society international_ngo intergovernmental donor media "
    "business academia other"
)
PUBLISHED = {
    "Civil society": ["43.2", "60.9", "37.8", "35.2"],
    "International NGO": ["25.0", "0.0", "0.0", "0.0"],
    "Local government": ["4.5", "6.5", "26.1", "37.0"],
    "Government together": ["13.6", "16.3", "42.9", "48.1"],
}


@pytest.fixture
def held(app, cast) -> None:
    """The four conferences, each building on the one before; `spring` builds on the last."""
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.email == "viewer@office.example")).one()
        before = None
        for edition in EDITIONS:
            before = hold(edition, before, user.id).id
        db.session.get_one(Event, cast.event_id).builds_on_id = before
        db.session.commit()


def row_of(html: str, name: str) -> list[str]:
    """The cells of the line of the big table that is called so."""
    table = html[html.index('class="figures"') :]
    line = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', table, re.DOTALL)
    return re.findall(r"<td[^>]*>(.*?)</td>", line[1])


def shares(html: str, name: str) -> list[str]:
    return [cell.replace("\u00a0%", "") for cell in row_of(html, name)[1::2]]


@pytest.mark.parametrize("path", ["/events/annual-2008/figures", "/figures"])
def test_the_published_shares_are_on_the_page(sign_in, held, path: str) -> None:
    html = sign_in("viewer").get(path).text
    assert {name: shares(html, name) for name in PUBLISHED} == PUBLISHED
    assert row_of(html, "Participants")[::2] == ["88", "92", "119", "108"]
    assert row_of(html, "From outside the capital")[::2] == ["40", "50", "83", "60"]
    assert row_of(html, "Presenters")[::2] == ["0", "18", "44", "11"]
    assert row_of(html, "Tiranë")[::2] == ["88", "92", "119", "108"]


def test_the_page_opens_with_what_matters(sign_in, held) -> None:
    html = sign_in("viewer").get("/events/annual-2006/figures").text
    assert (
        "119 people came: 42.9\u00a0% government, 37.8\u00a0% civil society; 83 from outside the capital."
        in html
    )


def test_albanian_has_a_comma(sign_in, held) -> None:
    viewer = sign_in("viewer")
    viewer.post("/language", data={"language": "sq"})
    assert "42,9\u00a0%" in viewer.get("/events/annual-2006/figures").text


def test_a_coming_event_is_shown_beside_those_it_builds_on(sign_in, held) -> None:
    html = sign_in("viewer").get("/events/spring/figures").text
    assert row_of(html, "Participants")[::2] == ["88", "92", "119", "108", "–"]


def test_the_contract_of_figures_of(app, held) -> None:
    with app.app_context():
        events = chain(db.session.scalars(sa.select(Event).where(Event.slug == "annual-2006")).one())
        with counted() as statements:
            figures = figures_of(events)
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
        first = event("first", 2001)
        second = event("second", 2002, first.id)
        first.builds_on_id = second.id
        db.session.flush()
        assert [one.slug for one in chain(first)] == ["first", "second"]


def in_excel(client: FlaskClient, path: str) -> dict[str, list]:
    """The lines of the file by their name, shares rounded to a tenth of a percent."""
    sheet = load_workbook(io.BytesIO(client.get(path).data)).active
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return {row[0]: [round(n, 3) if isinstance(n, float) else n for n in row[1:]] for row in rows}


@pytest.mark.parametrize(
    ("path", "everybody", "government", "civil", "outside"),
    [
        ("/events/annual-2008/figures.xlsx", "Pjesëmarrësit", "Qeveria, gjithsej", "Shoqëri civile", "Nga jashtë kryeqytetit"),
        ("/figures.xlsx", "Participants", "Government together", "Civil society", "From outside the capital"),
    ],
)  # fmt: skip
def test_excel_holds_the_same(
    sign_in, held, path: str, everybody: str, government: str, civil: str, outside: str
) -> None:
    rows = in_excel(sign_in("viewer"), path)
    assert rows[everybody] == [88, 1, 92, 1, 119, 1, 108, 1]
    assert rows[government] == [12, 0.136, 15, 0.163, 51, 0.429, 52, 0.481]
    assert rows[civil] == [38, 0.432, 56, 0.609, 45, 0.378, 38, 0.352]
    assert rows[outside][::2] == [40, 50, 83, 60]


def test_excel_leaves_small_groups_out(sign_in, app, cast) -> None:
    with app.app_context():
        spring = db.session.get_one(Event, cast.event_id)
        for sector, people in {"donor": 1, "media": 3, "civil_society": 9}.items():
            at = office(sector, sector, "vlore")
            invite_all(spring, [person(f"Ana {sector}{n}", at) for n in range(people)], Standing.COMING)
        db.session.commit()
    rows = in_excel(sign_in("administrator"), "/figures.xlsx?event=spring")
    names = ["Participants", "Donor", "Media", "Civil society", "Academia", "Vlorë"]
    assert [rows[name] for name in names] == [
        [13, 1], ["*", "*"], ["*", "*"], [9, 0.692], [0, 0], [13, 1],
    ]  # fmt: skip
    assert list(rows)[-1].startswith("* Groups of fewer than three people")


def test_events_are_chosen_in_the_address(sign_in, held) -> None:
    html = sign_in("viewer").get("/figures?event=annual-2006&event=launch-2004&event=nowhere").text
    assert row_of(html, "Participants")[::2] == ["88", "119"]
    assert "207 people counted at 2 events." in html


def test_across_events_only_those_one_may_see(sign_in, held) -> None:
    html = sign_in("organiser").get("/figures?event=annual-2006").text
    assert "Nobody is counted yet." in html
    assert "Conference 2006" not in html


def test_who_may_open_the_figures(sign_in, client: FlaskClient, held) -> None:
    paths = ["/events/spring/figures", "/events/spring/figures.xlsx"]
    assert [sign_in("viewer").get(path).status_code for path in paths] == [200, 200]
    assert [sign_in("stranger").get(path).status_code for path in paths] == [404, 404]
    assert client.get("/figures").status_code == 302
    assert sign_in("viewer").get("/events/nowhere/figures").status_code == 404


@pytest.mark.parametrize("path", ["/events/annual-2008/figures", "/figures?event=annual-2008"])
def test_more_events_ask_no_more(sign_in, held, path: str) -> None:
    viewer = sign_in("viewer")
    wide = path.replace("?event=annual-2008", "")
    narrow = path.replace("/events/annual-2008/", "/events/launch-2004/")
    with counted() as one:
        assert viewer.get(narrow).status_code == 200
    with counted() as many:
        assert viewer.get(wide).status_code == 200
    assert len(many) - len(one) == (0 if "events" in path else 1)
    assert len(many) <= 7
