"""A committee's programme: standards looked at in municipalities, money asked for together, advice and training."""

import io
import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from facilitate.budget.models import PledgeStatus
from facilitate.budget.queries import contributions_of, currency_of
from facilitate.checklists.models import Task
from facilitate.data.db import db
from facilitate.directory.models import OfficeKind, Organisation
from facilitate.events.models import Event
from facilitate.forums.actions import set_territory
from facilitate.forums.models import Forum, ForumMember
from facilitate.forums.programme.shares import in_other_money, own_share, partner_shares
from facilitate.forums.programme.standards import known_standards
from facilitate.forums.programme_models import GuidanceEntry, GuidanceKind, StandardCheck

from ... import moment
from ...directory.importing.tables import sheet_of_rows
from ...directory.rows import add_office
from ...situation.conftest import Committee, committee, keeper
from ...two_people import let_out

__all__ = ["committee", "keeper"]


@pytest.mark.both_databases
def test_a_visit_is_written_down_mended_reported_and_leaves_as_excel(
    app: Flask, committee: Committee, keeper: FlaskClient, sign_in
) -> None:
    path, today = "/forums/korca/standards", moment.planner_today()
    assert "0 of 6 municipalities were visited." in keeper.get(path).text
    visited = date(
        committee.period // 2, 6 * (committee.period % 2) + 3, 2
    )  # in the half-year that ended last
    last = len(known_standards())
    sent = {
        "place": "Bashkia Korçë",
        "visited_on": visited.isoformat(),
        "seen_0": "kept",
        "seen_1": "not_kept",
        f"seen_{last}": "not_kept",
    }
    bad = keeper.post(f"{path}/new", data=sent)
    assert (bad.status_code, bad.text.count("Please write what was found.")) == (422, 2)
    sent |= {
        "own": "A room to talk in",
        "finding_1": "No paper says who calls whom",
        "mend_by_1": (visited + timedelta(days=1)).isoformat(),
        "mends_1": "Head of the social office",
        f"finding_{last}": "None",
    }
    early = keeper.post(
        f"{path}/new", data=sent | {"mend_by_1": (visited - timedelta(days=1)).isoformat()}
    )
    assert (early.status_code, "This is before the visit." in early.text) == (422, True)
    done = keeper.post(f"{path}/new", data=sent, follow_redirects=True).text
    assert (
        "1 of 6 municipalities was visited. 2 findings are still to be put right. 1 of them is overdue."
        in done
    )
    assert "No paper says who calls whom" in done
    with app.app_context():
        rows = db.session.scalars(sa.select(StandardCheck).order_by(StandardCheck.id)).all()
        assert [(row.standard, row.kept) for row in rows] == [
            ("contact", True),
            ("referral", False),
            ("A room to talk in", False),
        ]
        referral = rows[1]
    form = keeper.get(f"{path}/{referral.id}").text
    version = re.findall(r'name="version"[^>]*value="(\d+)"', form)[0]
    mended = {"version": version, "finding": referral.finding, "mended_on": today.isoformat()}
    early = mended | {"mended_on": (visited - timedelta(days=1)).isoformat()}
    assert "This is before the visit." in keeper.post(f"{path}/{referral.id}", data=early).text
    assert (
        "1 finding is still to be put right."
        in keeper.post(f"{path}/{referral.id}", data=mended, follow_redirects=True).text
    )
    analysis = keeper.get(committee.path, follow_redirects=True).text
    assert "Standards in municipalities" in analysis
    assert "Findings in municipalities" in analysis
    assert "No paper says who calls whom" in analysis
    # The list leaves, comes back edited, and is undone.
    book = load_workbook(io.BytesIO(keeper.get(f"{path}.xlsx").data))
    sheet = book.worksheets[0]
    for column, value in enumerate(
        ["bashkia korce", visited, "Hapat e referimit janë të shkruar dhe i ka çdo zyrë.", "kept"],
        1,
    ):
        sheet.cell(7, column, value)
    file = io.BytesIO()
    book.save(file)
    asked = keeper.post(
        f"{path}/bring-back", data={"file": (io.BytesIO(file.getvalue()), "s.xlsx")}
    )
    page = keeper.get(asked.location).text
    assert "1 new, 0 changed, 0 clashing; 3 unchanged" in page
    mark = page.split('name="fingerprint" value="')[1].split('"')[0]
    back = keeper.post(asked.location, data={"fingerprint": mark}, follow_redirects=True).text
    with app.app_context():
        assert (
            db.session.scalar(
                sa.select(sa.func.count(StandardCheck.id)).where(
                    StandardCheck.standard == "referral"
                )
            )
            == 2
        )
    keeper.post(re.findall(r'action="([^"]*undo[^"]*)"', back)[0].replace("&amp;", "&"))
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(StandardCheck.id))) == 3
    assert sign_in("viewer").get(f"{path}/new").status_code == 403
    assert sign_in("stranger").get(path).status_code in (403, 404)


def test_every_municipality_of_the_territory_is_visited_whether_or_not_the_directory_has_it(
    app: Flask, committee: Committee, keeper: FlaskClient
) -> None:
    path = "/forums/korca/standards"
    named = re.findall(r'<th scope="row">(Bashkia [^<]*)</th>', keeper.get(path).text)
    assert named == [
        f"Bashkia {name}" for name in ("Devoll", "Kolonjë", "Korçë", "Maliq", "Pogradec", "Pustec")
    ]
    for standard in ("seen_0", "seen_1"):
        sent = {
            "place": "Bashkia Maliq",
            "visited_on": moment.planner_today().isoformat(),
            standard: "kept",
        }
        keeper.post(f"{path}/new", data=sent)
    assert "1 of 6 municipalities was visited." in keeper.get(path).text
    with app.app_context():
        office = db.session.scalars(
            sa.select(Organisation).where(Organisation.name == "Bashkia Maliq")
        ).one()
        assert office.county
        assert office.district
        assert (office.kind, office.county.key, office.district.key) == (
            OfficeKind.MUNICIPALITY,
            "korce",
            "korce",
        )
    for elsewhere, said in (
        ("Bashkia Berat", "Please choose one from the list."),
        ("", "Please fill this in."),
    ):
        refused = keeper.post(f"{path}/new", data=sent | {"place": elsewhere})
        assert (refused.status_code, said in refused.text) == (422, True)


def test_what_partners_bring_is_added_up() -> None:
    text = "Qendra Drita: 200 000 lekë\nBashkia Korçë: the hall\n\nVatra: 50.000,50"
    assert [(one.name, one.cents) for one in partner_shares(text)] == [
        ("Qendra Drita", 20_000_000),
        ("Bashkia Korçë", None),
        ("Vatra", 5_000_050),
    ]
    assert own_share(text) == 25_000_050
    apart = "Bashkia Has 500 000 ALL\nQendra – 1 200\nQendra 2000\nVatra: 900 EUR"
    assert [(one.name, one.cents) for one in partner_shares(apart)] == [
        ("Bashkia Has", 50_000_000),
        ("Qendra", 120_000),
        ("Qendra 2000", None),
        ("Vatra", None),
    ]
    assert in_other_money(apart) == ["900 EUR"]


def test_a_granted_request_is_taken_into_budget_and_checklist_once(
    app: Flask, committee: Committee, keeper: FlaskClient, cast
) -> None:
    path, today = "/forums/korca/requests", moment.planner_today()
    due = today + timedelta(days=90)
    typed = {
        "title": "A safe room in Korçë",
        "description": "For whom, and what for.",
        "partners": "Qendra Drita: 200 000\nBashkia Korçë: the hall",
        "asked": "1 000 000",
        "sent_to": "A foundation",
        "how_far": "granted",
        "report_due": due.isoformat(),
    }
    refused = keeper.post(f"{path}/new", data=typed)
    assert (refused.status_code, refused.text.count("Please fill this in.")) == (422, 2)
    refused = keeper.post(f"{path}/new", data={**typed, "partners": "Vatra: 900 EUR"})
    assert "Please write the amount in lekë: “900 EUR”." in refused.text
    typed |= {"sent_on": today.isoformat(), "granted": "800 000", "answered_on": today.isoformat()}
    page = keeper.post(f"{path}/new", data=typed, follow_redirects=True).text
    take = re.findall(r'href="([^"]*/take)"', page)[0]
    nothing = keeper.post(take, data={"event_id": ""})
    assert (nothing.status_code, "Please fill this in." in nothing.text) == (422, True)
    for _twice in range(2):
        keeper.post(take, data={"event_id": "Spring conference"})
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        assert [
            (one.giver, one.unit_cents, one.currency, one.pledge) for one in contributions_of(event)
        ] == [
            ("A foundation", 80_000_000, "ALL", PledgeStatus.CONFIRMED),
            ("Qendra Drita", 20_000_000, "ALL", PledgeStatus.PLEDGED),
        ]
        assert currency_of(event) == "ALL", "nothing was in another currency yet"
        [task] = db.session.scalars(sa.select(Task).where(Task.event_id == event.id))
        assert (task.title.en, task.due_on) == ("Report to A foundation: A safe room in Korçë", due)
    assert "In the budget of “Spring conference”." in keeper.get(path).text


def test_nothing_comes_before_the_request_and_what_was_refused_gets_no_report(
    committee: Committee, keeper: FlaskClient
) -> None:
    path, sent = "/forums/korca/requests", moment.planner_today() - timedelta(days=60)
    early = (sent - timedelta(days=1)).isoformat()
    typed = {
        "title": "A safe room in Korçë",
        "description": "For whom, and what for.",
        "asked": "1 000 000",
        "sent_to": "A foundation",
        "sent_on": sent.isoformat(),
        "how_far": "refused",
    }
    days = dict.fromkeys(("answered_on", "report_due", "reported_on"), early)
    bad = keeper.post(f"{path}/new", data=typed | days)
    assert (bad.status_code, bad.text.count("This is before the request was sent.")) == (422, 3)
    due = {"report_due": (sent + timedelta(days=1)).isoformat()}
    page = keeper.post(f"{path}/new", data=typed | due, follow_redirects=True).text
    assert "Nothing has been granted yet." in page
    assert "Report due on" not in page


def test_a_grant_of_more_than_was_asked_is_asked_back_once(
    committee: Committee, keeper: FlaskClient
) -> None:
    path, today = "/forums/korca/requests", moment.planner_today().isoformat()
    typed = {
        "title": "A safe room",
        "description": "For whom.",
        "asked": "10 000",
        "sent_to": "A foundation",
        "sent_on": today,
        "how_far": "granted",
        "granted": "12 000",
    }
    said, tick = "More was granted than asked: 12,000 of 10,000. Is that right?", 'name="sure"'
    assert tick not in keeper.get(f"{path}/new").text
    asked = keeper.post(f"{path}/new", data=typed)
    assert (asked.status_code, said in asked.text, tick in asked.text) == (422, True, True)
    page = keeper.post(f"{path}/new", data=typed | {"sure": "y"}, follow_redirects=True).text
    assert "12,000.00 have been granted." in page
    edit = re.findall(rf'href="({path}/\d+)"', page)[0]
    again = typed | {"title": "Another name", "version": "1"}
    assert keeper.post(edit, data=again).status_code == 302
    more = again | {"version": "2", "granted": "13 000"}
    assert keeper.post(edit, data=more).status_code == 422


def test_the_letter_of_a_request_leaves_once_two_people_released_it(
    committee: Committee, keeper: FlaskClient, sign_in
) -> None:
    path = "/forums/korca/requests"
    typed = {
        "title": "A safe room in Korçë",
        "description": "For whom.\nWhat for.",
        "partners": "Qendra Drita: 200 000\nBashkia Korçë: the hall",
        "asked": "1 000 000",
        "sent_to": "Ministria e Financave",
        "how_far": "draft",
        "language": "sq",
        "place": "Korçë",
        "office": "Prefektura Korçë",
        "signed": "Ana Leka\nPrefekte",
        "annexes": "Plani i dhomës\nMarrëveshja",
    }
    assert 'name="signed"' in keeper.get(f"{path}/new").text
    page = keeper.post(f"{path}/new", data=typed, follow_redirects=True).text
    letter = re.findall(r'href="([^"]*/letter)"', page)[0]
    assert keeper.get(f"{letter}.docx").status_code == 409
    assert sign_in("viewer").post(letter).status_code == 403
    assert let_out(letter, keeper, sign_in("administrator")) == [302, 302]
    whole = {}
    for asked in ("", "?lang=both", "?lang=en"):
        file = Document(io.BytesIO(keeper.get(f"{letter}.docx{asked}").data))
        cells = [cell.text for one in file.tables for row in one.rows for cell in row.cells]
        text = "\n".join([*(one.text for one in file.paragraphs), *cells])
        whole[asked] = text.replace("\xa0", " ")
    for said in (
        "Ministrisë së Financave",
        "Qendra Drita\n200 000,00 lekë",
        "Bashkia Korçë\nthe hall",
        "1. Plani i dhomës\n2. Marrëveshja",
        "Prefekte",
    ):
        assert said in whole[""]
    assert "We ask you for" not in whole[""]
    assert "We ask you for" in whole["?lang=both"]
    assert ("We ask you for" in whole["?lang=en"], "Lënda" in whole["?lang=en"]) == (True, False)


@pytest.mark.both_databases
def test_a_question_waits_is_advised_found_again_counted_and_leaves_as_excel(
    app: Flask, committee: Committee, keeper: FlaskClient, sign_in
) -> None:
    path = "/forums/korca/advice"
    assert "It is kept here once, for all." in keeper.get(path).text
    asked_on = date(committee.period // 2, 6 * (committee.period % 2) + 3, 2)
    question = {
        "kind": "advice_given",
        "asked_on": asked_on.isoformat(),
        "other": "Bashkia Korçë",
        "topic": "Who is told first at night?",
        "people": "0",
    }
    bad = keeper.post(f"{path}/new", data=question | {"other": "", "topic": ""})
    assert (bad.status_code, bad.text.count("Please fill this in.")) == (422, 2)
    done = keeper.post(f"{path}/new", data=question, follow_redirects=True).text
    assert "1 question of procedure. 1 waits for advice." in done
    edit = re.findall(r'href="([^"]*/advice/\d+)"', done)[0]
    version = re.findall(r'name="version"[^>]*value="(\d+)"', keeper.get(edit).text)[0]
    answer = question | {
        "version": version,
        "answer": "The child protection officer.",
        "answered_on": (asked_on - timedelta(days=1)).isoformat(),
    }
    assert "This is before the question." in keeper.post(edit, data=answer).text
    answer["answered_on"] = asked_on.isoformat()
    keeper.post(edit, data=answer)
    training = question | {"kind": "training_given", "topic": "Early signs", "people": "24"}
    keeper.post(f"{path}/new", data=training)
    page = keeper.get(f"{path}?q=protection").text
    assert "1 question of procedure. 1 training." in page
    assert ("Who is told first" in page, "Early signs" in page) == (True, False)
    analysis = keeper.get(committee.path, follow_redirects=True).text
    assert ("advice given" in analysis, "Who is told first" in analysis) == (True, False)
    # The list leaves, comes back with a row more, and is undone.
    book = load_workbook(io.BytesIO(keeper.get(f"{path}.xlsx").data))
    for column, value in enumerate(["training received", asked_on, "Ministry", "Roles"], 1):
        book.worksheets[0].cell(6, column, value)
    file = io.BytesIO()
    book.save(file)
    sent = {"file": (io.BytesIO(file.getvalue()), "advice.xlsx")}
    preview = keeper.post(f"{path}/bring-back", data=sent).location
    shown = keeper.get(preview).text
    assert "1 new, 0 changed, 0 clashing; 2 unchanged" in shown
    mark = shown.split('name="fingerprint" value="')[1].split('"')[0]
    back = keeper.post(preview, data={"fingerprint": mark}, follow_redirects=True).text
    kinds = sa.select(GuidanceEntry.kind).order_by(GuidanceEntry.id)
    with app.app_context():
        assert db.session.scalars(kinds).all()[2] is GuidanceKind.TRAINING_RECEIVED
    keeper.post(re.findall(r'action="([^"]*undo[^"]*)"', back)[0].replace("&amp;", "&"))
    with app.app_context():
        assert len(db.session.scalars(kinds).all()) == 2
    assert sign_in("viewer").get(f"{path}/new").status_code == 403
    assert sign_in("stranger").get(path).status_code in (403, 404)


def imported(keeper: FlaskClient, path: str, rows: list[list[str]]) -> str:
    """What the preview says of a file of these rows; then it is taken over."""
    sent = {"file": (io.BytesIO(sheet_of_rows(rows)), "list.xlsx")}
    preview = keeper.post(f"{path}/bring-back", data=sent).location
    shown = keeper.get(preview).text
    mark = shown.split('name="fingerprint" value="')[1].split('"')[0]
    keeper.post(preview, data={"fingerprint": mark})
    return shown


def test_undoing_a_file_of_visits_leaves_no_office_that_it_brought(
    app: Flask, committee: Committee, keeper: FlaskClient
) -> None:
    path, today = "/forums/korca/standards", moment.planner_today()
    head = ["Municipality", "Day of the visit", "Standard", "Kept?"]
    known = "Bashkia Pogradec"  # in the directory, with nothing that points to it
    towns = ("Bashkia Maliq", "Bashkia Maliq", "Bashkia Devoll", "Bashkia Korçë", known)
    rows = [[town, "2.3.2025", f"Room {at}", "kept"] for at, town in enumerate(towns)]
    with app.app_context():
        add_office(known, district="pogradec").kind = OfficeKind.MUNICIPALITY
        db.session.commit()
        offices = sa.select(Organisation.name).order_by(Organisation.name)
        before = db.session.scalars(offices).all()
    file = {"file": (io.BytesIO(sheet_of_rows([head, *rows])), "list.xlsx")}
    preview = keeper.post(f"{path}/bring-back", data=file).location
    mark = keeper.get(preview).text.split('name="fingerprint" value="')[1].split('"')[0]
    done = keeper.post(preview, data={"fingerprint": mark}, follow_redirects=True).text
    assert "5 checks were changed, added or removed." in done
    with app.app_context():
        after = db.session.scalars(offices).all()
    assert set(after) - set(before) >= {"Bashkia Maliq", "Bashkia Devoll"}
    undo = re.findall(r'action="([^"]*undo[^"]*)"', done)[0].replace("&amp;", "&")
    keeper.post(undo)
    with app.app_context():
        assert db.session.scalars(offices).all() == before
        assert db.session.scalars(sa.select(StandardCheck)).all() == []
    keeper.post(undo.replace("undo", "redo"))
    with app.app_context():
        assert db.session.scalars(offices).all() == after
    keeper.post(
        f"{path}/new",
        data={"place": "Bashkia Maliq", "visited_on": today.isoformat(), "seen_0": "kept"},
    )
    keeper.post(undo)
    with app.app_context():
        left = db.session.scalars(offices).all()
        assert set(left) - set(before) == {"Bashkia Maliq"}


def test_a_file_brings_nothing_that_the_forms_refuse(
    app: Flask, committee: Committee, keeper: FlaskClient
) -> None:
    town, asked = "bashkia korce", "2.3.2025"
    shown = imported(
        keeper,
        "/forums/korca/standards",
        [
            ["Municipality", "Day of the visit", "Standard", "Kept?", "Finding", "Put right on"],
            [town, asked, "A room to talk in", "not kept", "", ""],
            [town, asked, "A second door", "not kept", "Locked", "1.3.2025"],
        ],
    )
    assert "1 new, 0 changed, 0 clashing" in shown
    assert "Please write what was found." in shown
    assert "This is before the visit." in shown
    shown = imported(
        keeper,
        "/forums/korca/advice",
        [
            [
                "What it is",
                "Asked or held on",
                "Office or organisation",
                "Question or subject",
                "What was advised",
                "Advised on",
            ],
            ["advice given", asked, "Ministry", "Who is told?", "The officer.", "1.3.2025"],
            ["training received", asked, "Ministry", "Roles", "", "3.3.2025"],
        ],
    )
    assert "2 new, 0 changed, 0 clashing" in shown
    assert "This is before the question." in shown
    assert "Nothing is advised here, so it has no day." in shown
    with app.app_context():
        check = db.session.scalars(sa.select(StandardCheck)).one()
        assert (check.standard, check.mended_on) == ("A second door", None)
        days = sa.select(GuidanceEntry.topic, GuidanceEntry.answered_on).order_by(GuidanceEntry.id)
        assert db.session.execute(days).all() == [("Who is told?", None), ("Roles", None)]
    book = load_workbook(io.BytesIO(keeper.get("/forums/korca/standards.xlsx").data))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[3]]
    sheet.cell(4, heads.index("Put right on") + 1, date(2025, 3, 1))
    file = io.BytesIO()
    book.save(file)
    sent = {"file": (io.BytesIO(file.getvalue()), "list.xlsx")}
    page = keeper.get(keeper.post("/forums/korca/standards/bring-back", data=sent).location).text
    assert "This is before the visit." in page
    assert "Nothing in this file is different from what is saved." in page


def test_a_committee_without_districts_is_led_to_them(
    app: Flask, committee: Committee, keeper: FlaskClient, sign_in
) -> None:
    with app.app_context():
        set_territory(db.session.get_one(Forum, committee.forum), [])
        town = db.session.get_one(ForumMember, committee.members["town"])
        town.organisation.kind = OfficeKind.OTHER
        db.session.commit()
    page = keeper.get("/forums/korca/standards").text
    assert "No municipality is in the forum’s territory yet." in page
    assert 'href="/forums/korca/edit"' in page
    assert "Choose the territory" not in sign_in("viewer").get("/forums/korca/standards").text
