"""The national analysis: put together of what counties tell and pass up, released by two, on the shelf in both languages."""

import io
import re

import docx
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.forums.problem_models import PassedUp, Problem
from facilitate.library.models import LibraryDocument
from facilitate.release.models import Clearing
from facilitate.situation.models import NationalText, SituationReview
from facilitate.situation.period import first_day, period_key

from ..bench_situation import PANORAMA
from ..statements import count_statements
from ..two_people import let_out
from .conftest import VICTIMS

pytestmark = pytest.mark.both_databases


@pytest.fixture
def nation(client, keeper, committee, links) -> str:
    """The page of the half-year in which Korçë tells its numbers."""
    client.post(links["police"], data=committee.typed(VICTIMS))
    keeper.post(f"{committee.half}/approval/together")
    return f"{PANORAMA}/analysis/{period_key(committee.period)}"


def passed_up(app, committee, text: str = "No shelter takes boys.") -> None:
    """The committee passed a problem up, and the ministry answered."""
    with app.app_context():
        day = first_day(committee.period)
        problem = Problem(forum_id=committee.forum, text=text, theme="Shelters", raised_on=day)
        db.session.add(problem)
        db.session.flush()
        db.session.add(
            PassedUp(
                problem_id=problem.id,
                institution="The Ministry",
                on=day,
                answer="Next year’s budget has it.",
                answered_on=day,
            )
        )
        db.session.commit()


def text_of(content: bytes) -> str:
    """All a Word file says."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_it_assembles_itself_is_released_by_two_and_stands_in_the_library(
    app, nation, committee, sign_in
) -> None:
    boss, staff = sign_in("administrator"), sign_in("staff")
    passed_up(app, committee)
    typed = {"text-en": "More girls.", "text-sq": "Më shumë vajza.", "version": "0"}
    assert boss.post(f"{nation}/texts/summary", data=typed).status_code == 302
    page = staff.get(nation).text
    for said in ("1 of 1 forum has approved", "More girls.", "No shelter takes boys."):
        assert said in page
    assert staff.get(f"{nation}.docx").status_code == 409
    assert boss.post("/library/analyses/regional_committee/2026-3").status_code == 404
    assert staff.post(f"{nation}/release").status_code == 403  # an administrator is the first
    assert let_out(f"{nation}/release", boss, staff) == [302, 302]
    told = {code: text_of(staff.get(f"{nation}.docx?in={code}").data) for code in ("en", "sq")}
    assert "Më shumë vajza." in told["sq"]
    for said in ("No shelter takes boys.", "Next year’s budget has it.", "Victims", "14", "1 of 1"):
        assert said in told["en"]
    assert "Boys *" in told["en"]
    assert "Djem *" in told["sq"]
    shelve = f"/library/analyses/regional_committee/{period_key(committee.period)}"
    assert staff.post(shelve).status_code == 403
    assert boss.post(shelve).status_code == 302
    shelf = staff.get("/library?q=shelter").text
    assert "National situation analysis" in shelf
    assert boss.post(shelve).status_code == 302  # once more: the first ones are earlier versions
    with app.app_context():
        rows = db.session.scalars(sa.select(LibraryDocument).order_by(LibraryDocument.id)).all()
        assert [row.replaced_by_id is None for row in rows] == [False, False, True, True]


@pytest.mark.one_database
def test_who_has_not_approved_is_named_once(keeper, committee) -> None:
    page = keeper.get(f"{PANORAMA}/analysis/{period_key(committee.period)}").text
    assert page.count("not approved yet") == 1
    assert "Missing: " not in page


@pytest.mark.one_database
def test_another_number_or_answer_needs_both_again(app, nation, committee, sign_in) -> None:
    boss, staff = sign_in("administrator"), sign_in("staff")
    assert let_out(f"{nation}/release", boss, staff) == [302, 302]
    assert staff.get(f"{nation}.docx").status_code == 200
    with app.app_context():
        review = db.session.scalars(sa.select(SituationReview)).one()
        review.totals = {key: 15 for key in review.totals}
        db.session.commit()
    assert staff.get(f"{nation}.docx").status_code == 409
    assert let_out(f"{nation}/release", boss, staff) == [302, 302]
    passed_up(app, committee)
    assert staff.get(f"{nation}.docx").status_code == 409


@pytest.mark.one_database
def test_words_that_could_identify_somebody_wait_to_be_decided(app, nation, sign_in) -> None:
    boss = sign_in("administrator")
    typed = {"text-en": "Write to ana@example.org for more.", "text-sq": "", "version": "0"}
    boss.post(f"{nation}/texts/next", data=typed)
    assert "ana@example.org</b>" in boss.get(nation).text
    assert boss.post(f"{nation}/release").status_code == 409
    with app.app_context():
        row = db.session.scalars(sa.select(NationalText.id)).one()
    kept = boss.post(f"{nation}/keep", data={"row": str(row), "found": "ana@example.org"})
    assert kept.status_code == 302
    with app.app_context():
        assert db.session.scalars(sa.select(Clearing.found)).all() == ["ana@example.org"]
    assert boss.post(f"{nation}/release").status_code == 302


@pytest.mark.one_database
def test_what_a_county_has_not_decided_stays_there_and_is_named(
    app, nation, committee, sign_in
) -> None:
    boss = sign_in("administrator")
    passed_up(app, committee, "Write to ana@example.org for more.")
    assert "/forums/korca/" in boss.get(nation).text
    assert boss.post(f"{nation}/release").status_code == 409


@pytest.mark.one_database
def test_nothing_leaves_where_nobody_tells_a_number_and_only_a_team_reads(
    app, committee, sign_in, client
) -> None:
    page = f"{PANORAMA}/analysis/{period_key(committee.period)}"
    assert [client.get(page).status_code, sign_in("stranger").get(page).status_code] == [302, 403]
    boss = sign_in("administrator")
    assert "0 of 1 forum" in boss.get(page).text
    assert boss.post(f"{page}/release").status_code == 409
    assert sign_in("staff").get(f"{page}/texts/summary").status_code == 403
    assert boss.get(f"{page}/texts/poem").status_code == 404
    assert boss.get(f"{PANORAMA}/analysis/2026-3").status_code == 404
    with count_statements() as asked:
        assert boss.get(page).status_code == 200
    assert len(asked) <= 12


@pytest.mark.one_database
def test_an_unusual_number_is_asked_back_once_approved_and_the_answer_is_kept(
    app, nation, committee, links, client, keeper, sign_in
) -> None:
    boss, half = sign_in("administrator"), period_key(committee.period)
    with app.app_context():
        earlier = SituationReview(forum_id=committee.forum, period=committee.period - 1)
        earlier.totals = {str(committee.victims): 40}
        db.session.add(earlier)
        db.session.commit()
    panorama = boss.get(f"{PANORAMA}?period={half}").text
    assert "14, last time 40." in panorama
    assert f'href="{committee.half}/table#look"' in panorama
    assert "/table#look" not in sign_in("staff").get(f"{PANORAMA}?period={half}").text
    assert "Ask about another number" in boss.get(f"{committee.half}/table").text
    asked = {"member": committee.members["police"], "line": committee.victims}
    question = asked | {"text": "Why so few?"}
    assert boss.post(f"{committee.half}/question", data=question).status_code == 302
    page = client.get(links["police"]).text
    [field] = re.findall(r'name="(answer-\d+)"', page)
    assert "Send the answer" in page
    nameless = client.post(links["police"], data={"name": "", field: "A road was closed."})
    assert (nameless.status_code, "Please write who sends this." in nameless.text) == (422, True)
    typed = committee.typed({**VICTIMS, "total": 13}, **{field: "A road was closed."})
    said = client.post(links["police"], data=typed, follow_redirects=True).text
    assert ("the approved numbers stay as they are" in said, "Send the answer" in said) == (
        True,
        False,
    )
    assert "A road was closed." in boss.get(nation).text
    assert ">14</td>" in keeper.get(f"{committee.half}/table").text
    assert client.post(links["police"], data=typed).status_code == 409
