"""An office fills in its part by link: sums are told, nothing that was sent is changed, Excel goes out and comes back."""

import io

import openpyxl
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.situation.models import SituationSending

from ..consultation.test_at_once import at_once
from .conftest import VICTIMS

pytestmark = pytest.mark.both_databases


def sent(app) -> list[tuple[str, dict]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(SituationSending).order_by(SituationSending.id))
        return [(one.name, one.counts) for one in rows]


def test_an_office_sees_its_own_indicators_and_is_told_what_does_not_add_up(
    app, client, committee, links
) -> None:
    town = client.get(links["town"]).text
    assert "Children" in town
    assert "What victims means" not in town
    page = client.get(links["police"]).text
    assert "Victims" in page
    assert "What children means" not in page
    wrong = {**VICTIMS, "total": 16}
    told = client.post(links["police"], data=committee.typed(wrong))
    assert told.status_code == 422
    assert "These add up to 14, the total is 16: 2 are missing." in told.text
    assert f'name="n-{committee.victims}-people:f child" value="5"' in told.text
    assert sent(app) == []
    silly = client.post(links["police"], data=committee.typed(VICTIMS) | {"name": " "})
    assert (silly.status_code, "Please write who sends this." in silly.text) == (422, True)
    assert client.get("/s/nobody").status_code == 404


def test_what_was_sent_is_never_changed_without_the_name_beside_it(
    app, client, committee, links
) -> None:
    assert client.post(links["police"], data=committee.typed(VICTIMS)).status_code == 302
    first = sent(app)[0]
    stale = client.post(links["police"], data=committee.typed(VICTIMS, name="Eva Prifti"))
    assert stale.status_code == 409
    assert "Ana Leka" in stale.text
    less = {**VICTIMS, "total": 13, "people:f adult": 7}
    again = committee.typed(less, name="Eva Prifti", seen="1")
    assert client.post(links["police"], data=again).status_code == 302
    assert sent(app) == [first, ("Eva Prifti", {str(committee.victims): less})]
    page = client.get(links["police"]).text
    assert "by Eva Prifti" in page
    assert "by Ana Leka" in page


def test_an_office_without_a_number_is_not_thanked_for_one(client, committee, links) -> None:
    said = client.post(links["police"], data=committee.typed({}), follow_redirects=True).text
    assert ("Sent without a number" in said, "Your numbers were sent" in said) == (True, False)
    numbers = committee.typed(VICTIMS, seen="1")
    said = client.post(links["police"], data=numbers, follow_redirects=True).text
    assert ("Sent without a number" in said, "Your numbers were sent" in said) == (False, True)


def test_of_colleagues_who_send_at_the_same_moment_one_sends_the_others_are_shown_it(
    app, committee, links
) -> None:
    colleagues = [app.test_client() for _number in range(4)]
    codes = at_once(colleagues, links["police"], committee.typed(VICTIMS))
    assert sorted(codes) == [302, 409, 409, 409]
    assert sent(app) == [("Ana Leka", {str(committee.victims): VICTIMS})]


def test_a_municipality_answers_for_its_own_district_and_is_not_asked_twice(
    app, client, committee, links
) -> None:
    typed = committee.typed({"total": 6}, committee.children, reported_on="2026-01-15")
    assert client.post(links["town"], data=typed).status_code == 302
    [(_name, counts)] = sent(app)
    [(cell, number)] = [
        pair for pair in counts[str(committee.children)].items() if pair[0] != "total"
    ]
    assert (cell.startswith("place:"), number) == (True, 6)
    assert 'value="2026-01-15"' in client.get(links["town"]).text


@pytest.mark.one_database
def test_excel_goes_out_and_comes_back_into_the_page(app, client, committee, links) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{links['police']}/counts.xlsx").data))
    sheet = book.active
    codes = {sheet.cell(row, 6).value: row for row in range(4, sheet.max_row + 1)}
    for cell, number in VICTIMS.items():
        sheet.cell(codes[f"n-{committee.victims}-{cell}"], 3).value = number
    filled = io.BytesIO()
    book.save(filled)
    filled.seek(0)
    answer = client.post(f"{links['police']}/counts", data={"file": (filled, "counts.xlsx")})
    assert "4 numbers were read from the file" in answer.text
    assert f'name="n-{committee.victims}-total" value="14"' in answer.text
    assert sent(app) == []
    other = client.post(f"{links['police']}/counts", data={"file": (io.BytesIO(b"a;b"), "x.csv")})
    assert (other.status_code, "are missing" in other.text) == (422, True)


@pytest.mark.one_database
def test_a_file_of_any_kind_says_what_was_sent_and_nobody_elses_numbers(
    app, client, committee, links
) -> None:
    page = links["police"]
    assert client.post(page, data=committee.typed(VICTIMS)).status_code == 302
    files = {end: client.get(f"{page}/counts.{end}").data for end in ("xlsx", "ods", "csv")}
    lines = [line.rsplit(",", 2)[0] for line in files["csv"].decode("utf-8-sig").splitlines()]
    files["without-codes.csv"] = "\n".join(lines).replace(",8,", ",9,").encode()
    for name, content in files.items():
        sent_back = {"file": (io.BytesIO(content), f"counts.{name}")}
        answer = client.post(f"{page}/counts", data=sent_back)
        assert (answer.status_code, "4 numbers were read" in answer.text) == (200, True), name
        assert "cannot be changed" not in answer.text, name
        adults = 9 if name == "without-codes.csv" else 8
        assert f'name="n-{committee.victims}-people:f adult" value="{adults}"' in answer.text, name
    other = {"file": (io.BytesIO(files["xlsx"]), "counts.xlsx")}
    refused = client.post(f"{links['town']}/counts", data=other)
    assert (refused.status_code, "exported from somewhere else" in refused.text) == (422, True)
