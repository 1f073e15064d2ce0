"""What is counted is data: a ready set in both languages, and a changed definition begins a new line of numbers."""

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.situation.models import SituationIndicator
from facilitate.situation.panorama.comparison import forum_series, line_change
from facilitate.situation.tables.count_checks import CountFinding, CountFindingKind
from facilitate.situation.tables.wording import table_said
from facilitate.situation.usual import usual_indicators
from facilitate.web.i18n import LANGUAGES, use_language

from .conftest import VICTIMS

pytestmark = pytest.mark.both_databases
LIST = "/forums/situation/regional_committee/indicators"


def lines(app, key: str) -> list[tuple[int, int, int | None]]:
    with app.app_context():
        one = SituationIndicator
        rows = db.session.scalars(sa.select(one).where(one.key == key).order_by(one.line))
        return [(row.line, row.first, row.last) for row in rows]


def form(**changed: str) -> dict[str, str]:
    return {
        "name-en": "Victims",
        "name-sq": "victims-sq",
        "unit-en": "people",
        "unit-sq": "persona",
        "definition-en": "What victims means",
        "definition-sq": "Çfarë do të thotë victims",
        "people": "sex_age",
        "source": "police",
        "compared": "social_services",
        "version": "1",
        **changed,
    }


@pytest.mark.one_database
def test_the_ready_set_is_whole_in_both_languages() -> None:
    rows = usual_indicators("regional_committee", 4052)
    assert len(rows) >= 25
    assert len({one.key for one in rows}) == len(rows)
    texts = [text for one in rows for text in (one.name, one.unit, one.definition, one.counted)]
    assert all(getattr(text, code) for text in texts for code in LANGUAGES)
    assert all(isinstance(text, Words) for text in texts)
    assert usual_indicators("free", 4052) == []


@pytest.mark.one_database
def test_a_split_by_sex_speaks_of_children_too(sign_in, committee) -> None:
    admin = sign_in("administrator")
    admin.post(f"{LIST}/usual")
    row = admin.get(LIST).text.split("Children who left school", 1)[1].partition("</tr>")[0]
    assert "women and girls, men and boys" in row


@pytest.mark.one_database
def test_the_ready_set_has_every_factor_that_makes_people_vulnerable() -> None:
    keys = {one.key for one in usual_indicators("regional_committee", 4052)}
    factors = {"violence", "left_school", "social_aid", "unemployed", "networks", "communities"}
    services = {"accommodation", "counselling", "health_care", "legal_aid", "back_to_school"}
    assert factors | services | {"vocational", "employed"} <= keys


def test_a_changed_definition_begins_a_new_line_and_a_name_does_not(
    app, client, sign_in, committee, links
) -> None:
    admin, path = sign_in("administrator"), f"{LIST}/{committee.victims}"
    assert sign_in("staff").post(path, data=form()).status_code == 403
    admin.post(path, data=form(**{"definition-en": "Before any number"}))
    assert lines(app, "victims") == [(1, committee.period, None)]
    client.post(links["police"], data=committee.typed(VICTIMS))
    admin.post(
        path,
        data=form(
            **{"name-en": "Victims found", "definition-en": "Before any number", "version": "2"}
        ),
    )
    assert lines(app, "victims") == [(1, committee.period, None)]
    stale = admin.post(path, data=form(**{"name-en": "Other"}))
    assert stale.status_code == 409
    answer = admin.post(path, data=form(**{"definition-en": "Wider than before", "version": "3"}))
    assert answer.status_code == 302
    assert lines(app, "victims") == [
        (1, committee.period, committee.period),
        (2, committee.period + 1, None),
    ]
    assert admin.post(path, data=form(version="4")).status_code == 409  # the old line has ended


def test_what_an_indicator_is_to_equal_is_chosen_and_begins_no_new_line(
    app, client, keeper, sign_in, committee, links
) -> None:
    admin, path = sign_in("administrator"), f"{LIST}/{committee.children}"
    client.post(links["police"], data=committee.typed({"total": 14}))
    client.post(links["town"], data=committee.typed({"total": 3}, committee.children))
    said = "All offices together give 3 here, but 14 under “Victims”."
    assert said not in keeper.get(f"{committee.half}/table").text
    page = admin.get(path).text
    assert ">Victims</option>" in page
    assert ">Children</option>" not in page
    asked = {"name-en": "Children", "people": "none", "place": "district", "compared": ""}
    asked |= {"definition-en": "What children means", "source": "municipality"}
    asked |= {"definition-sq": "Çfarë do të thotë children", "name-sq": "children-sq"}
    assert admin.post(path, data=form(**asked, mirrors="nothing")).status_code == 422
    assert admin.post(path, data=form(**asked, mirrors="victims")).status_code == 302
    assert lines(app, "children") == [(1, committee.period, None)]
    assert said in keeper.get(f"{committee.half}/table").text
    wider = asked | {"definition-en": "Wider than before"}
    assert admin.post(path, data=form(**wider, mirrors="victims", version="2")).status_code == 302
    with app.app_context():
        newest = sa.select(SituationIndicator).filter_by(key="children", last=None)
        assert db.session.scalars(newest).one().mirrors == "victims"


@pytest.mark.one_database
def test_two_lines_are_never_compared_and_no_line_is_drawn_over_a_gap() -> None:
    old, new = 1, 2
    totals = {(7, 10): {"1": 40}, (7, 11): {"2": 90}, (7, 12): {"2": None}, (7, 13): {"2": 95}}
    assert line_change(new, totals, [7], 11) is None
    assert line_change(new, totals, [7], 13) is None
    assert forum_series(old, totals, 7, range(10, 14)).runs == [[(0, 40)]]
    assert forum_series(new, totals, 7, range(10, 14)).runs == [[(1, 90)], [(3, 95)]]


@pytest.mark.one_database
def test_what_nobody_counts_is_one_thing_to_look_at(app) -> None:
    nobody = [CountFinding(CountFindingKind.NOBODY, line) for line in (1, 2, 3)]
    hole = CountFinding(CountFindingKind.HOLE, 1, 7)
    with app.test_request_context(), use_language("en"):
        assert table_said(2, 2, [*nobody, hole]).endswith("; 2 things to look at.")
        assert table_said(2, 2, nobody).endswith("; 1 thing to look at.")
        assert table_said(2, 2, []).endswith("have sent their numbers.")
