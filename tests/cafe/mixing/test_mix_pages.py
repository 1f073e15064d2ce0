"""What is mixed at the tables is chosen on a page, holds for the next seating and is said of it."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate import clock
from facilitate.cafe.instance import engine_event
from facilitate.cafe.models import Cafe, CafeGuest, Priority, SearchKind
from facilitate.cafe.rotation import plan_seating
from facilitate.cafe.search import ways_of
from facilitate.cafe.traits import ChosenTrait, TraitWeight, engine_mix, kept_traits
from facilitate.data.db import db
from facilitate.directory.models import County, Gender, Person
from facilitate.events.models import Event, EventKind
from facilitate.lib.text import Words
from facilitate.participation.models import Participation, Standing

WOMEN = ("Albana", "Alketa", "Drita", "Teuta")


@pytest.fixture
def to(cafe: int):
    """The address of a page of the first café."""
    return lambda *parts: "/".join([f"/events/spring/cafe/{cafe}", *parts])


@pytest.fixture
def women(app: Flask, people: dict[str, int]) -> None:
    """Four of the 24 are women, the others men."""
    with app.app_context():
        for person in db.session.scalars(sa.select(Person)):
            person.gender = Gender.WOMAN if person.given_name in WOMEN else Gender.MAN
        db.session.commit()


def fields(client: FlaskClient, address: str) -> tuple[dict[str, str], dict[str, int]]:
    """The form as it stands, and the number of each trait by its name."""
    text = client.get(address).text
    numbers = dict(
        (name, int(at))
        for name, at in re.findall(r'<legend>([^<]+)</legend>.*?name="w(\d+)"', text, re.S)
    )
    chosen = dict(
        re.findall(r'<select[^>]*name="([wva]\d+)".*?<option selected value="([^"]*)"', text, re.S)
    )
    version = re.search(r'name="version"[^>]*value="(\d+)"', text)
    assert version
    return {"version": version[1], **chosen}, numbers


@pytest.mark.both_databases
def test_what_is_chosen_is_evened_and_said(
    organiser: FlaskClient, app: Flask, cafe: int, women: None, to, floor
) -> None:
    assert engine_mix(floor()) == []
    data, at = fields(organiser, to("mix"))
    assert "men 20 · women 4" in organiser.get(to("mix")).text
    n = at["Gender"]
    assert (data[f"w{n}"], data[f"w{at['Sector']}"]) == ("none", "normal")
    data |= {f"w{n}": "much", f"v{n}": "woman", f"a{n}": "one", f"m{n}": "y"}
    data[f"w{at['County']}"] = "none"
    assert organiser.post(to("mix"), data=data).status_code == 302
    assert engine_mix(floor()) == [
        {"attribute": "sector", "weight": 1},
        {
            "attribute": "gender",
            "weight": 3,
            "at_least": {"value": "woman", "share": 0.01, "hard": True},
        },
    ]
    organiser.post(to("seat"), data={"priority": "meet"})
    for one in floor().seating.rounds:
        for table in one:
            there = [floor().people[key].given for key in table]
            assert set(there) & set(WOMEN), there
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "Women: as many as you wanted at every table." in text
    assert "sectors and genders" in text
    assert "Sectors and regions are mixed" not in text


def test_a_rule_that_cannot_be_kept_is_refused_with_its_reason(
    organiser: FlaskClient, cafe: int, women: None, to
) -> None:
    data, at = fields(organiser, to("mix"))
    n = at["Gender"]
    data |= {f"v{n}": "woman", f"a{n}": "half", f"m{n}": "y"}
    organiser.post(to("mix"), data=data)
    organiser.post(to("seat"), data={"priority": "meet"})
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "Ask for fewer, or make it a wish. It is about: women." in text


def test_the_same_share_as_in_the_room_is_never_more_than_there_are(
    app: Flask, cafe: int, women: None, floor
) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(Cafe).filter_by(step_id=cafe)).one()
        row.mix = [
            {"trait": "gender", "weight": "none", "value": "man", "amount": "room", "must": False}
        ]
        db.session.commit()
    (told,) = engine_mix(floor())
    assert told["at_least"]["share"] == 0.83  # 20 of 24
    assert plan_seating(engine_event(floor()), effort="quick").metrics["violations"] == 0


@pytest.mark.both_databases
def test_a_column_of_one_s_own_is_pasted_mixed_and_removed(
    organiser: FlaskClient, app: Flask, cafe: int, people, to, floor
) -> None:
    lines = [f"{name}\t{'young' if n % 3 else 'old'}" for n, name in enumerate(people)]
    wrong = organiser.post(
        to("mix", "column"), data={"name": "Age", "people": "\n".join([*lines, "Nobody\tyoung"])}
    )
    assert wrong.status_code == 422
    assert "matches: Nobody" in wrong.text
    assert "Agim Basha" in wrong.text  # what was typed stays
    long = organiser.post(
        to("mix", "column"), data={"name": "Age", "people": f"Agim Basha;{'x' * 61}"}
    )
    assert (long.status_code, "at most 60 characters" in long.text) == (422, True)
    told = organiser.post(
        to("mix", "column"),
        data={"name": "Age", "people": "\n".join(lines).replace("\t", ";")},
        follow_redirects=True,
    ).text
    assert "“Age” was recorded for 24 people." in told
    assert "young 16 · old 8" in told
    data, at = fields(organiser, to("mix"))
    organiser.post(to("mix"), data={**data, f"w{at['Age']}": "normal"})
    assert [one["attribute"] for one in engine_mix(floor())] == ["sector", "region", "own:Age"]
    ages = [one["attributes"]["own:Age"] for one in engine_event(floor())["participants"]]
    assert sorted(set(ages)) == ["old", "young"]
    organiser.post(to("mix", "column", "remove"), data={"name": "Age"})
    assert engine_mix(floor()) == []
    with app.app_context():
        assert set(map(str, db.session.scalars(sa.select(CafeGuest.own)))) == {"{}"}


def test_tables_like_the_room_even_all_that_is_known(
    organiser: FlaskClient, app: Flask, cafe: int, women: None, to, floor
) -> None:
    assert ways_of(SearchKind.COMPARE, {}) == [*Priority]
    organiser.post(to("seat"), data={"priority": "representative"})
    evened = ["sector", "region", "level", "gender", "organisation"]
    assert [one["attribute"] for one in engine_mix(floor())] == evened
    assert list(floor().seating.metrics["mix"]["attributes"]) == evened
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "genders" in text


@pytest.mark.both_databases
def test_who_was_at_an_earlier_event_is_told_from_first_timers(
    organiser: FlaskClient, app: Flask, cast, cafe: int, people: dict[str, int], to
) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        before = Event(
            slug="before",
            kind=EventKind.CONFERENCE,
            title=Words("Before"),
            description=Words(),
            venue="",
            town="",
            zone=event.zone,
            language="en",
            first_day=event.first_day.replace(year=event.first_day.year - 1),
            last_day=event.first_day.replace(year=event.first_day.year - 1),
            expected=10,
            created_at=clock.now(),
        )
        db.session.add(before)
        db.session.flush()
        for number in list(people.values())[:5]:
            now = db.session.get_one(Participation, number)
            db.session.add(
                Participation(
                    event_id=before.id,
                    person_id=now.person_id,
                    organisation_id=now.organisation_id,
                    sector_id=now.sector_id,
                    standing=Standing.ATTENDED,
                )
            )
        db.session.commit()
    assert "here for the first time 19 · here before 5" in organiser.get(to("mix")).text


def test_no_more_than_the_engine_can_even(organiser: FlaskClient, app: Flask, cafe: int, women, to):
    for n in range(8):
        people = "Agim Basha;a\nAjkuna Çela;b"
        organiser.post(to("mix", "column"), data={"name": f"C{n}", "people": people})
    ninth = organiser.post(to("mix", "column"), data={"name": "C9", "people": people})
    assert "8 columns of its own" in ninth.text
    data, at = fields(organiser, to("mix"))
    answer = organiser.post(to("mix"), data={**data, **{f"w{n}": "normal" for n in at.values()}})
    assert (answer.status_code, "At most 8 can be mixed" in answer.text) == (422, True)


def test_two_who_choose_at_once_see_both(organiser: FlaskClient, cafe: int, women, to) -> None:
    data, at = fields(organiser, to("mix"))
    organiser.post(to("mix"), data={**data, f"w{at['Gender']}": "much"})
    late = organiser.post(to("mix"), data={**data, f"w{at['Gender']}": "little"})
    assert late.status_code == 409


def test_nothing_chosen_anew_is_nothing_kept() -> None:
    assert (
        kept_traits(
            [ChosenTrait("sector"), ChosenTrait("region"), ChosenTrait("gender", TraitWeight.NONE)]
        )
        == []
    )


@pytest.mark.both_databases
def test_who_needs_whom_holds_for_the_next_seating_and_is_said(
    organiser: FlaskClient, app: Flask, women: None, to, floor, cafe: int
) -> None:
    page = organiser.get(to("mix")).text
    assert "Who needs whom at the table" in page
    same = {"near": "gender=man", "tie": "not_alone", "other": "sector=civil_society"}
    refused = organiser.post(to("mix", "wish"), data=same)
    assert refused.status_code == 422
    assert "Choose two of the same kind" in refused.text
    assert 'value="gender=man"' in re.sub(r"<option selected ", "<option ", refused.text)
    beside = {"near": "gender=woman", "tie": "beside", "other": "sector=civil_society", "must": "y"}
    assert organiser.post(to("mix", "wish"), data=beside).status_code == 302
    alone = {"near": "region=vlore", "tie": "not_alone", "other": "region=elbasan"}
    organiser.post(to("mix", "wish"), data=alone)
    with app.app_context():
        event = engine_event(floor())
    assert event["wants"] == [
        {
            "where": [{"attribute": "gender", "value": "woman"}],
            "want": {"attribute": "sector", "value": "civil_society"},
            "hard": True,
        },
        {
            "where": [
                {"attribute": "region", "value": "vlore"},
                {"attribute": "region", "value": "elbasan"},
            ],
            "hard": False,
        },
    ]
    organiser.post(to("seat"), data={"priority": "meet"})
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "At every table with “women” there is “Civil society”." in text
    assert re.search(r"Never alone together at a table: Vlor\w+ and Elbasan\.", text)
    assert "A rule." in organiser.get(to("mix")).text
    organiser.post(to("mix", "wish", "remove"), data={"at": 0})
    assert [one["tie"] for one in floor().cafe.wants] == ["not_alone"]


def test_any_two_neighbours_are_never_alone_together(
    app: Flask, organiser: FlaskClient, people, to, floor, cafe: int
) -> None:
    both = {"near": "region=*", "tie": "not_alone", "other": "region=*", "must": "y"}
    wrong = organiser.post(to("mix", "wish"), data={**both, "tie": "beside"})
    assert wrong.status_code == 422
    assert "choose that there is somebody else too." in wrong.text
    assert organiser.post(to("mix", "wish"), data=both).status_code == 302
    said = organiser.get(to("mix")).text
    assert "Two counties that share a border are never alone together. A rule." in said
    with app.app_context():
        event = engine_event(floor())
    pairs = {tuple(one["value"] for one in want["where"]) for want in event["wants"]}
    assert {("elbasan", "korce"), ("capital", "durres")} <= pairs
    assert ("korce", "shkoder") not in pairs
    organiser.post(to("seat"), data={"priority": "meet"})
    now = floor()
    for one in now.seating.rounds:
        for table in one:
            met = {now.people[key].region for key in table}
            assert tuple(sorted(met)) not in pairs
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "Two counties that share a border are nowhere alone together." in text


@pytest.mark.parametrize("chosen", ["near", "other"])
def test_any_two_neighbours_are_chosen_in_one_list(
    organiser: FlaskClient, people, to, floor, chosen: str
) -> None:
    rule = {"near": "region=korce", "other": "region=korce", "tie": "not_alone", "must": "y"}
    assert organiser.post(to("mix", "wish"), data={**rule, chosen: "region=*"}).status_code == 302
    assert "Two counties that share a border are never alone together. A rule." in (
        organiser.get(to("mix")).text
    )
    assert [(one["near"], one["other"]) for one in floor().cafe.wants] == [
        (["region", "*"], ["region", "*"])
    ]


def test_a_name_without_a_value_is_told_from_one_that_nobody_has(
    organiser: FlaskClient, people, to
) -> None:
    said = organiser.post(to("mix", "column"), data={"name": "Role", "people": "Agim Basha"}).text
    assert "Nothing is said about: Agim Basha." in said
    said = organiser.post(to("mix", "column"), data={"name": "Role", "people": "Nobody X;a"}).text
    assert "Nobody, or more than one person, matches: Nobody X;a" in said


def test_company_that_cannot_be_is_refused_by_its_name(
    app: Flask, organiser: FlaskClient, women: None, to, cafe: int
) -> None:
    with app.app_context():
        db.session.execute(sa.update(Person).values(gender=Gender.MAN))
        db.session.execute(
            sa.update(Person).where(Person.given_name == WOMEN[0]).values(gender=Gender.WOMAN)
        )
        db.session.commit()
    rule = {"near": "gender=man", "tie": "beside", "other": "gender=woman", "must": "y"}
    assert organiser.post(to("mix", "wish"), data=rule).status_code == 302
    organiser.post(to("seat"), data={"priority": "meet"})
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    assert "Make it a wish. Where “men” sits, there is “women”. A rule." in text


def test_neighbours_that_have_to_sit_alone_are_refused_by_the_one_rule(
    app: Flask, organiser: FlaskClient, people, to, cafe: int
) -> None:
    with app.app_context():
        ids = dict(db.session.execute(sa.select(County.key, County.id)).all())
        everybody = db.session.scalars(sa.select(Participation).order_by(Participation.id)).all()
        for number, one in enumerate(everybody):
            one.district_id, one.county_id = None, ids["elbasan" if number else "korce"]
        db.session.commit()
    both = {"near": "region=*", "tie": "not_alone", "other": "region=*", "must": "y"}
    assert organiser.post(to("mix", "wish"), data=both).status_code == 302
    organiser.post(to("seat"), data={"priority": "meet"})
    text = organiser.get(f"/events/spring/cafe?step={cafe}").text
    rule = "Two counties that share a border are never alone together. A rule."
    assert text.count(f"Ask for fewer, or make it a wish. {rule}") == 1


@pytest.mark.both_databases
def test_what_nobody_is_any_more_hinders_no_change(
    organiser: FlaskClient, app: Flask, cafe: int, people, seated: int, to, floor
) -> None:
    """Those of whom a column says something do not come; at the door people change places all the same."""
    one, two, *others = (f"p{number}" for number in people.values())
    names = list(people)
    column = {"name": "Age", "people": f"{names[0]};old\n{names[1]};young"}
    organiser.post(to("mix", "column"), data=column)
    data, at = fields(organiser, to("mix"))
    organiser.post(to("mix"), data={**data, f"w{at['Age']}": "normal"})
    organiser.post(to("mark"), data={"people": [one, two], "what": "out"})
    assert [row["attribute"] for row in engine_mix(floor())] == ["sector", "region"]
    now = floor()
    other = next(key for key in others if now.seating.at(2, key) != now.seating.at(2, others[0]))
    swap = {"round": 2, "who": others[0], "with": other}
    assert organiser.get(to("change"), query_string=swap).status_code == 200
    answer = organiser.post(to("change"), data={**swap, "seating": now.seating_id, "anyway": "1"})
    assert answer.status_code == 302
    assert floor().seating_id > now.seating_id


def test_a_rule_about_a_column_with_an_equals_sign_is_about_that_column(
    organiser: FlaskClient, cafe: int, people, to, floor
) -> None:
    one, two = list(people)[:2]
    column = {"name": "a=b", "people": f"{one};x\n{two};y"}
    organiser.post(to("mix", "column"), data=column)
    rule = {"near": "own:a=b=x", "tie": "not_alone", "other": "own:a=b=y"}
    assert organiser.post(to("mix", "wish"), data=rule).status_code == 302
    (kept,) = floor().cafe.wants
    assert (kept["near"], kept["other"]) == (["own:a=b", "x"], ["own:a=b", "y"])
    rule["near"] = "nothing=there"
    assert organiser.post(to("mix", "wish"), data=rule).status_code == 422


def test_with_nothing_known_of_what_is_mixed_nothing_is(
    app: Flask, cafe: int, people, floor
) -> None:
    with app.app_context():
        row = db.session.scalars(sa.select(Cafe).filter_by(step_id=cafe)).one()
        row.mix = [
            {"trait": "own:Age", "weight": "much", "value": "", "amount": "one", "must": False}
        ]
        db.session.commit()
    assert engine_mix(floor()) == [{"attribute": "sector", "weight": 0}]
    assert plan_seating(engine_event(floor()), effort="quick").metrics["violations"] == 0


def test_a_page_that_is_old_removes_nothing_else(
    organiser: FlaskClient, app: Flask, cafe: int, people, to, floor
) -> None:
    """A rule is told by what it says, a column by a name there is."""
    rules = [
        {"near": ["sector", one], "tie": "beside", "other": ["sector", "donor"], "must": False}
        for one in ("media", "business")
    ]
    with app.app_context():
        db.session.scalars(sa.select(Cafe).filter_by(step_id=cafe)).one().wants = rules
        db.session.commit()
    first = re.search(
        r'name="at" value="(\d+)">\s*<input[^>]*name="what" value="([^"]*)"',
        organiser.get(to("mix")).text,
    )
    assert first
    old = {"at": first[1], "what": first[2]}
    assert organiser.post(to("mix", "wish", "remove"), data=old).status_code == 302
    assert organiser.post(to("mix", "wish", "remove"), data=old).status_code == 409
    assert floor().cafe.wants == rules[1:]
    assert organiser.post(to("mix", "column", "remove"), data={"name": "x"}).status_code == 409
