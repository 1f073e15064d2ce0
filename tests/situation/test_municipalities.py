"""Numbers by municipality: asked, added up, protected, shown side by side, and open data."""

import csv
import io
import zipfile
from types import SimpleNamespace

import openpyxl
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import OfficeKind
from facilitate.situation.cells import PlaceSplit, SplitKind
from facilitate.situation.models import SituationIndicator, SituationSending
from facilitate.situation.panorama.splits import place_numbers
from facilitate.situation.protecting import FEW
from facilitate.situation.queries import places_for
from facilitate.situation.tables.count_checks import CheckedLine, CheckedOffice, count_findings
from facilitate.situation.telling_words import HIDDEN, NONE

from ..bench_situation import PANORAMA
from .test_years import brought

pytestmark = pytest.mark.both_databases
BY_TOWN = {"total": 14, "place:korce": 6, "place:maliq": 5, "place:pogradec": 1, "place:-": 2}


@pytest.fixture(autouse=True)
def by_municipality(app, committee) -> None:
    with app.app_context():
        for line in (committee.victims, committee.children):
            db.session.get_one(SituationIndicator, line).place = PlaceSplit.MUNICIPALITY
        db.session.commit()


def test_the_parts_of_municipalities_add_up_and_one_answers_for_itself(
    client, committee, links
) -> None:
    page = client.get(links["police"]).text
    assert page.count(f'name="n-{committee.victims}-place:') == 7  # six municipalities, not known
    assert "<summary>By municipality</summary>" in page
    wrong = client.post(links["police"], data=committee.typed({**BY_TOWN, "place:maliq": 4}))
    assert wrong.status_code == 422
    assert "These add up to 13, the total is 14: 1 is missing." in wrong.text
    assert client.post(links["police"], data=committee.typed(BY_TOWN)).status_code == 302
    assert "place:" not in client.get(links["town"]).text  # its total is its part
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{links['police']}/counts.xlsx").data))
    rows = {row[1]: row[2] for row in book.active.iter_rows(min_row=4, values_only=True)}
    assert (rows["By municipality: Maliq"], rows["By municipality: Devoll"]) == (5, None)


@pytest.mark.one_database
def test_what_is_told_of_municipalities_points_to_nobody(
    app, client, keeper, sign_in, committee, links
) -> None:
    client.post(links["police"], data=committee.typed(BY_TOWN))
    client.post(links["town"], data=committee.typed({"total": 4}, committee.children))
    keeper.post(f"{committee.half}/approval/together")
    path = f"{PANORAMA}?indicator={committee.victims}"
    section = keeper.get(path).text.partition("<h2>By municipality</h2>")[2]
    assert '<th scope="col">Municipality</th>' in section
    told = {
        name.partition("</th>")[0].strip(): name.partition('class="num">')[2].partition("<")[0]
        for name in section.split('<th scope="row">')[1:]
    }
    hidden = {name for name, number in told.items() if number == "*"}
    assert told["Korçë: Pogradec"] == "*"
    assert len(hidden) >= 2  # one alone would be the rest of the total
    assert told["Korçë: Devoll"] == "0"
    book = openpyxl.load_workbook(
        io.BytesIO(keeper.get(f"{PANORAMA}.xlsx?indicator={committee.victims}").data)
    )
    sheet = {row[0]: row[1] for row in book["By municipality"].iter_rows(values_only=True)}
    assert sheet["Korçë: Pogradec"] == "*"
    assert sheet["Municipality"] == "Number"
    half = committee.half.rpartition("/")[2]
    file = zipfile.ZipFile(
        io.BytesIO(sign_in("staff").get(f"{PANORAMA}/open-data/{half}.zip").data)
    )
    rows, columns = (
        list(csv.DictReader(io.StringIO(file.read(name).decode("utf-8-sig"))))
        for name in ("municipalities.csv", "columns.csv")
    )
    assert set(rows[0]) == {one["column"] for one in columns if one["file"] == "municipalities.csv"}
    numbers = {(one["indicator"], one["municipality"]): one["number"] for one in rows}
    assert numbers["victims", "pogradec"] == ""
    assert numbers["children", "korce"] == "4"
    assert ("children", "-") not in numbers  # nobody whose municipality is not known
    analysis = keeper.get(committee.path).text
    assert "By municipality" in analysis


@pytest.mark.one_database
def test_of_what_nobody_told_open_data_has_no_municipality(
    client, keeper, sign_in, committee, links
) -> None:
    client.post(links["police"], data=committee.typed(BY_TOWN))
    keeper.post(f"{committee.half}/approval/together")
    page = f"{PANORAMA}/open-data/{committee.half.rpartition('/')[2]}.zip"
    file = zipfile.ZipFile(io.BytesIO(sign_in("staff").get(page).data))
    rows = csv.DictReader(io.StringIO(file.read("municipalities.csv").decode("utf-8-sig")))
    assert {one["indicator"] for one in rows} == {"victims"}


@pytest.mark.one_database
def test_a_sheet_with_a_column_for_each_municipality_is_read_as_their_numbers(
    app, committee, sign_in
) -> None:
    year = committee.period // 2 - 3
    sheet = [["Treguesi", "Korçë", "Maliq", "Pogradec"], ["Victims", 3, 4, 5]]
    keeper = sign_in("organiser")
    page = brought(keeper, f"{committee.path}/years", {f"Viti {year}": sheet})
    mark = page.text.split('name="fingerprint" value="')[1].split('"')[0]
    keeper.post(page.request.path, data={"fingerprint": mark})
    with app.app_context():
        [row] = db.session.scalars(sa.select(SituationSending))
        assert row.counts[str(committee.victims)] == {
            "total": 12,
            "place:korce": 3,
            "place:maliq": 4,
            "place:pogradec": 5,
        }


def checked(office: str, town: str = "", **counts: int) -> CheckedOffice:
    cells = {name if name == "total" else f"place:{name}": n for name, n in counts.items()}
    return CheckedOffice(1, office, {"1": cells}, town=town)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("split", "county", "towns", "apart"),
    [
        (True, {"total": 9, "korce": 6, "maliq": 3}, {"korce": 6}, []),
        (True, {"total": 9, "korce": 6, "maliq": 3}, {"korce": 5}, [(5, 6)]),
        (True, {"total": 9}, {"korce": 5}, []),  # of the town alone nothing is known
        (False, {"total": 9}, {"korce": 5}, []),
        (True, {"total": 9, "korce": 5, "maliq": 4}, {"korce": 5, "maliq": 4}, []),
        (False, {"total": 9}, {"korce": 5, "maliq": 3}, [(8, 9)]),
        (True, {"total": 9, "korce": 6, "maliq": 3}, {"korce": 5, "": 4}, []),  # of "" nobody knows
    ],
)
def test_one_municipality_does_not_contradict_the_whole_county(split, county, towns, apart) -> None:
    places = ("korce", "maliq")
    cells = {SplitKind.PLACE: [f"place:{town}" for town in places]} if split else {}
    offices = [
        checked("social_services", **county),
        *(checked("municipality", town, total=n, **{town: n}) for town, n in towns.items()),
    ]
    line = CheckedLine(1, ("social_services", "municipality"), cells)
    found = count_findings([line], offices, places)
    assert [(one.now, one.other) for one in found if one.kind == "apart"] == apart


@pytest.mark.one_database
def test_a_forum_whose_places_are_not_told_says_whether_they_are_hidden_or_missing(app) -> None:
    split = {"splits": {"place": [[["place:korce"], 6], [["place:maliq"], 3]]}}
    tellings = {1: {"total": 9, **split}, 2: {"total": 9, "splits": {}}, 3: FEW}
    found = SimpleNamespace(forums=[SimpleNamespace(id=number) for number in (1, 2, 3, 4)])
    line = SimpleNamespace(place=PlaceSplit.MUNICIPALITY)
    places = {1: {PlaceSplit.MUNICIPALITY: {"korce": "Korçë", "maliq": "Maliq"}}}
    with app.app_context():
        rows = place_numbers(found, line, tellings, places)
    assert rows == [
        (1, "korce", "Korçë", 6),
        (1, "maliq", "Maliq", 3),
        (2, "", "", NONE),
        (3, "", "", HIDDEN),
        (4, "", "", NONE),
    ]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("office", "district", "districts", "towns"),
    [
        ("Bashkia Maliq", 7, ["7"], ["maliq"]),
        ("Bashkia Tiranë", 9, ["7", "8"], ["korce", "maliq"]),
        ("Bashkia Maliq", 9, ["7", "8"], ["maliq"]),
    ],
)
def test_a_municipality_is_asked_of_itself_and_one_from_elsewhere_of_all_places(
    app, office, district, districts, towns
) -> None:
    places = {
        PlaceSplit.DISTRICT: {"7": "Korçë", "8": "Devoll"},
        PlaceSplit.MUNICIPALITY: {"korce": "Korçë", "maliq": "Maliq"},
    }
    kind = OfficeKind.MUNICIPALITY
    who = SimpleNamespace(kind=kind, name=office, district_id=district)
    with app.app_context():
        asked = places_for(SimpleNamespace(organisation=who), places)
    assert {split: list(names) for split, names in asked.items()} == {
        PlaceSplit.DISTRICT: districts,
        PlaceSplit.MUNICIPALITY: towns,
    }
