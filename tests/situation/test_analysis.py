"""From what offices sent to an analysis that leaves: looked at, asked back, approved, told without small groups, filed."""

import io
import re
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.models import Organisation
from facilitate.events.models import Event
from facilitate.forums.models import Forum, ForumDocument, ForumMember
from facilitate.participation.actions import invite_to_event
from facilitate.participation.counting.out.actions import publish_figures
from facilitate.participation.models import Standing
from facilitate.situation.analysis.sections import people_reached
from facilitate.situation.models import SituationReview, SituationSending
from facilitate.situation.period import first_day

from .. import moment
from ..directory.rows import add_office, add_worker
from ..forums.rhythm.rows import add_held_meeting
from ..statements import count_statements
from ..two_people import let_out
from .conftest import VICTIMS

pytestmark = pytest.mark.both_databases


@pytest.fixture
def everybody_sent(client, committee, links) -> None:
    """The police, the social services with other numbers, and the municipality without a split."""
    client.post(links["police"], data=committee.typed(VICTIMS))
    client.post(links["social"], data=committee.typed({"total": 11}, name="Beni Muka"))
    client.post(
        links["town"], data=committee.typed({"total": 6}, committee.children, name="Dora Kola")
    )


def answer(client, link: str, name: str, word: str = "yes", reason: str = "") -> int:
    edition = re.search(r'name="edition" value="(\d+)"', client.get(link).text)
    typed = {"answer": word, "voter": name, "reason": reason, "edition": edition and edition[1]}
    return client.post(f"{link}/vote", data=typed).status_code


def approve(keeper, client, committee, links) -> None:
    keeper.post(f"{committee.half}/approval", data={"do": "docx"})
    names = {"police": "Ana Leka", "social": "Beni Muka", "town": "Dora Kola"}
    assert [answer(client, links[key], name) for key, name in names.items()] == [302] * 3


def test_the_table_sees_what_does_not_fit_and_the_answer_stays(
    keeper, client, committee, links, everybody_sent
) -> None:
    page = keeper.get(f"{committee.half}/table").text
    assert "3 of 3 offices have sent their numbers; 2 things to look at." in page
    assert "11 here, but 14 from the office that counts (Police)." in page
    assert "The total is not split: By sex and age." in page
    asked = {"member": committee.members["social"], "line": committee.victims, "text": "Why 11?"}
    assert keeper.post(f"{committee.half}/question", data=asked).status_code == 302
    form = client.get(links["social"]).text
    [field] = re.findall(r'name="(answer-\d+)"', form)
    typed = committee.typed({"total": 14}, name="Beni Muka", seen="1")
    assert "Why 11?" in form
    assert "Why 11?" not in client.get(links["police"]).text
    assert (
        client.post(links["social"], data=typed | {field: "Three came later."}).status_code == 302
    )
    page = keeper.get(f"{committee.half}/table").text
    assert "11 here" not in page
    assert "Three came later." in page
    assert "by Beni Muka" in page


def test_an_office_is_asked_in_its_own_language(app, keeper, committee, everybody_sent) -> None:
    with app.app_context():
        social = db.session.get_one(ForumMember, committee.members["social"])
        social.person.languages = "sq"
        db.session.commit()
    page = keeper.get(f"{committee.half}/table").text
    assert ">victims-sq: 11 këtu, por 14 nga zyra që numëron (Polici). Ju lutemi" in page
    assert "11 here, but 14 from the office that counts (Police)." in page
    assert "Please check, and say what is right." not in page


def test_approved_by_every_member_it_is_told_filed_and_closed(
    app, keeper, sign_in, client, committee, links, everybody_sent
) -> None:
    assert keeper.get(f"{committee.half}/analysis.docx").status_code == 409
    assert answer(client, links["town"], "Dora Kola") == 409  # nothing was sent round
    approve(keeper, client, committee, links)
    late = client.post(links["police"], data=committee.typed(VICTIMS, seen="1"))
    assert late.status_code == 409
    path = f"{committee.half}/texts/summary"
    typed = {"text-en": "More girls than before.", "text-sq": "Më shumë vajza.", "version": "0"}
    assert keeper.post(path, data=typed).status_code == 302
    assert keeper.get(f"{committee.half}/analysis.docx").status_code == 409
    boss = sign_in("administrator")
    assert let_out(f"{committee.half}/release", keeper, boss) == [302, 302]
    files = {code: keeper.get(f"{committee.half}/analysis.docx?in={code}") for code in ("en", "sq")}
    text = {code: _text(one.data) for code, one in files.items()}
    assert "More girls than before." in text["en"]
    assert "Më shumë vajza." in text["sq"]
    assert "Boys 1" not in text["en"]
    assert "Boys *" in text["en"]
    assert "Djem *" in text["sq"]
    assert [one.count("* Groups of fewer than three") for one in text.values()] == [1, 0]
    assert text["sq"].count("* Grupet me më pak se tre veta") == 1
    assert keeper.post(f"{committee.half}/file").status_code == 302
    with app.app_context():
        filed = db.session.scalars(sa.select(ForumDocument.duty_id)).all()
        assert len(filed) == len({*filed} - {None}) == 2  # the analysis and the report
    page = sign_in("administrator").get("/forums/situation/regional_committee").text
    assert "1 of 1 forum has approved its numbers" in page
    with count_statements() as asked:
        keeper.get(committee.path)
    assert len(asked) <= 22


def test_a_reopened_half_year_is_approved_anew_and_tells_nobody_apart(
    app, keeper, client, committee, links, everybody_sent
) -> None:
    approve(keeper, client, committee, links)
    assert keeper.post(f"{committee.half}/approval/reopen").status_code == 302
    one_more = {**VICTIMS, "total": 15, "people:m child": 2}
    sent = client.post(links["police"], data=committee.typed(one_more, seen="1"))
    assert sent.status_code == 302
    approve(keeper, client, committee, links)
    with app.app_context():
        review = db.session.scalars(sa.select(SituationReview)).one()
        first, second = (told[str(committee.victims)] for told in review.told)
        assert first == second
        assert first["total"] == 14
        assert db.session.scalar(sa.select(sa.func.count(SituationSending.id))) == 4


@pytest.mark.one_database
def test_only_keepers_see_numbers_before_they_leave(
    client, keeper, sign_in, committee, everybody_sent
) -> None:
    table = f"{committee.half}/table"
    assert client.get(table).status_code in (302, 404)
    assert sign_in("staff").get(table).status_code == 403
    assert sign_in("staff").get(committee.path).status_code == 200
    assert keeper.get(f"{committee.path}/1999-1/table").status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("people", "came", "said"),
    [
        (30, [28, 25, 25], ["78 attendances at 3 meetings."]),
        (30, [27, 26, 25], ["30 people came 78 times to 3 meetings."]),
        (9, [9, 9], ["9 people came 18 times to 2 meetings."]),
        (9, [9], []),
        (9, [9, 2], []),  # two people are not told
        (7, [5, 5], ["10 attendances at 2 meetings."]),  # nor that two came to the second alone
    ],
)
def test_different_people_and_attendances_are_told_apart(app, people, came, said) -> None:
    with app.test_request_context():
        told = people_reached(people, came)
    assert [told] == (said or [""])


def _text(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_who_came_to_a_meeting_is_told_beside_its_published_figures(app, keeper, committee) -> None:
    """One who was added since would be told by the difference."""
    with app.app_context():
        row = db.session.get_one(Forum, committee.forum)
        held = add_held_meeting(row, first_day(committee.period) + timedelta(days=40))
        office = add_office("Qendra e Re", district="korce")
        for name in ("Ana", "Beni", "Dora", "Era", "Goni"):
            invite_to_event(held, add_worker(f"{name} Leka", office), Standing.ATTENDED)
        publish_figures(held, moment.now())
        db.session.commit()
        event_id, office_id = held.id, office.id
    told = re.compile(r"Meeting</td>.*?<td[^>]*>[^<]*</td>\s*<td[^>]*>\s*([^<]*?)\s*</td>", re.S)
    page = keeper.get(committee.path, follow_redirects=True).text
    assert told.findall(page) == ["5"]
    with app.app_context():
        late = add_worker("Jona Leka", db.session.get_one(Organisation, office_id))
        invite_to_event(db.session.get_one(Event, event_id), late, Standing.ATTENDED)
        db.session.commit()
    page = keeper.get(committee.path, follow_redirects=True).text
    assert told.findall(page) == ["5"]
