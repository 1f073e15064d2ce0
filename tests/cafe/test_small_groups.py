"""Small groups are a café of another form: said once in the agenda's line, divided by county or moving on, spoken of as groups."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as some

from facilitate.agenda.models import Step
from facilitate.cafe import engine_process
from facilitate.cafe.floor import CafeFloor
from facilitate.cafe.gathering import gather_people
from facilitate.cafe.group_words import KEPT, say_of_groups
from facilitate.cafe.models import Cafe, CafeTable
from facilitate.cafe.queries import floor_of
from facilitate.data.db import db
from facilitate.directory.models import Level
from facilitate.directory.queries import county_borders
from facilitate.events.models import Event
from facilitate.web.i18n import label_of, use_language, use_words

from ..test_translations import PLACEHOLDER, catalogue
from .conftest import found_before

EVENT = "/events/spring"
NOT_OF_GROUPS = re.compile(r"\b(?:tables?|caf[eé]|tryez\w*|kafene\w*)\b", re.IGNORECASE)


@pytest.fixture
def typed(app: Flask, organiser: FlaskClient, steps, people) -> Callable[[str], int]:
    """Types a line at the end of the second day; the id of the step it makes."""

    def type_line(line: str) -> int:
        organiser.post(f"{EVENT}/agenda/line", data={"line": line, "in": "2027-03-19"})
        with app.app_context():
            return db.session.scalars(sa.select(sa.func.max(Step.id))).one()

    return type_line


def laid(app: Flask, step_id: int) -> tuple[Cafe, list[int]]:
    """The groups of a step as they are kept, with their seats."""
    with app.app_context():
        cafe = db.session.scalars(sa.select(Cafe).filter_by(step_id=step_id)).one()
        query = sa.select(CafeTable.seats).filter_by(cafe_id=cafe.id).order_by(CafeTable.number)
        return cafe, list(db.session.scalars(query))


LINES = [
    ("Group work by county 45m", 45, (1, 45, 0, 0), [12] * 12),
    ("Punë në grupe sipas qarqeve 6 grupe 60 min", 60, (1, 60, 0, 0), [21] * 6),
    ("Speed exchange 10 rounds of 4 minutes", 50, (10, 4, 1, 0), [3] * 55),
    ("Carousel 11 stations 4x12 harvest 10", 66, (4, 12, 2, 10), [10] * 11),
    ("Peer consulting 60m", 60, (2, 30, 0, 0), [5] * 22),
    ("Peer consulting in groups of 4 60m", 60, (2, 30, 0, 0), [4] * 28),
    ("Punë në grupe me nga 6 veta 45 min", 45, (1, 45, 0, 0), [6] * 19),
    ("Group work by county in groups of 6 45m", 45, (1, 45, 0, 0), [8] * 19),
    ("Discussion in groups of 8, 45m", 45, (1, 45, 0, 0), [8] * 14),
]
"""What is typed; minutes of its step; rounds, minutes each, to move, in plenary; the seats of its groups for 110 people."""


@pytest.mark.one_database
def test_a_typed_line_is_the_groups_and_what_differs_is_settled(
    app: Flask, typed, organiser: FlaskClient
) -> None:
    for line, minutes, numbers, groups in LINES:
        step_id = typed(line)
        cafe, seats = laid(app, step_id)
        with app.app_context():
            step = db.session.get_one(Step, step_id)
            assert (step.kind, step.minutes) == ("group", minutes)
        assert (cafe.rounds, cafe.minutes, cafe.move, cafe.harvest) == numbers
        assert seats == groups
    bare = typed("Introductions by table 20m")
    with app.app_context():  # a step in groups that has none yet, while nobody is expected
        event = db.session.get_one(Event, db.session.get_one(Step, bare).event_id)
        event.expected, expected = 0, event.expected
        db.session.execute(sa.delete(CafeTable))
        db.session.execute(sa.delete(Cafe))
        db.session.commit()
    seen = organiser.get(f"{EVENT}/cafe/{bare}/tables").text
    assert "1 round of 20 min; the step has 20." in seen
    assert "-1 others" not in seen
    with app.app_context():
        db.session.get_one(Event, event.id).expected = expected
        db.session.commit()
    step_id = typed(LINES[1][0])
    page = f"{EVENT}/cafe/{step_id}"
    organiser.post(f"{page}/take-tables", data={"tables": "5", "seats": "24"})
    with app.app_context():  # one fact: the step says what its groups say
        assert db.session.get_one(Step, step_id).groups == 5
        db.session.get_one(Step, step_id).groups = 6
        db.session.commit()
    said = "The step in the agenda says 6 groups; the group work has 5."
    assert said in organiser.get(f"{page}/tables").text
    organiser.post(f"{page}/settle-step", data={"tables": "5"})
    assert said not in organiser.get(f"{page}/tables").text


def test_groups_of_a_parked_step_have_its_minutes(
    app: Flask, typed, organiser: FlaskClient
) -> None:
    step_id = typed("Peer consulting 60m")
    with app.app_context():
        db.session.get_one(Step, step_id).day_id = None
        db.session.commit()
    seen = organiser.get(f"{EVENT}/cafe/{step_id}/tables").text
    assert "2 rounds of 30 min = 60 min; the step has 60." in seen
    assert "too long" not in seen
    assert "Peer consulting" in seen
    assert "00:00" not in seen, "nobody knows when it begins"


def test_groups_of_a_parked_step_are_seated(
    app: Flask, typed, seat, organiser: FlaskClient
) -> None:
    step_id = typed("Peer consulting 60m")
    with app.app_context():
        db.session.get_one(Step, step_id).day_id = None
        db.session.commit()
    seats = f"{EVENT}/cafe?step={step_id}"
    assert "Seat everyone" in organiser.get(seats).text
    seat(step_id)
    for page in (seats, f"{EVENT}/cafe/{step_id}/change"):
        answer = organiser.get(page)
        assert (answer.status_code, "00:00" in answer.text) == (200, False), page


def test_a_step_that_is_no_group_work_has_no_seats(typed, organiser: FlaskClient) -> None:
    talk = typed("Welcome by the minister 20")
    for asked in (talk, 10**8, "1' or 1=1", "９"):
        assert organiser.get(f"{EVENT}/cafe", query_string={"step": asked}).status_code == 404


def test_group_work_without_groups_has_a_page_of_seats(
    app: Flask, typed, organiser: FlaskClient
) -> None:
    step_id = typed("Discussion in groups of 8, 45m")
    with app.app_context():
        db.session.execute(sa.delete(CafeTable))
        db.session.commit()
    assert organiser.get(f"{EVENT}/cafe?step={step_id}").status_code == 200


@pytest.fixture
def seat(app: Flask, cast, organiser: FlaskClient, monkeypatch) -> Callable[[int], CafeFloor]:
    """Seats everybody of a step by the button; its floor afterwards."""
    monkeypatch.setattr(engine_process, "search_runs", found_before)

    def press(step_id: int) -> CafeFloor:
        organiser.post(f"{EVENT}/cafe/{step_id}/seat")
        with app.app_context():
            found = floor_of(db.session.get_one(Event, cast.event_id), step_id, pairs=True)
            assert found is not None
            return found[0]

    return press


def rooms_of(floor: CafeFloor) -> list[list[set[str]]]:
    """Who is in each group, round by round."""
    assert floor.seating is not None
    return [[set(people) for people in one] for one in floor.seating.rounds]


@pytest.mark.one_database
def test_a_carousel_moves_on_in_the_same_company(typed, seat, organiser: FlaskClient) -> None:
    step_id = typed("Carousel 4 stations 3x12")
    floor = seat(step_id)
    rooms = rooms_of(floor)
    assert sorted(map(len, rooms[0])) == [6, 6, 6, 6]
    for before, after in pairwise(rooms):
        assert after == [before[-1], *before[:-1]]
    text = organiser.get(f"{EVENT}/cafe?step={step_id}").text
    assert "The same people are together in all rounds." in text
    assert floor.seating
    assert not floor.seating.why


@pytest.mark.one_database
def test_every_tab_of_groups_that_are_not_formed_yet_opens(
    app: Flask, typed, organiser: FlaskClient
) -> None:
    step_id = typed("Group work 45m")
    with app.app_context():
        db.session.execute(sa.delete(Cafe).where(Cafe.step_id == step_id))
        db.session.commit()
    tabs = [organiser.get(f"{EVENT}/cafe{page.format(step_id)}").status_code for page in PAGES]
    other = organiser.get(f"{EVENT}/cafe?step=987654").status_code
    assert (tabs, other, organiser.get(f"{EVENT}/cafe?step=x").status_code) == (
        [200] * len(PAGES),
        404,
        404,
    )


PAGES = ["?step={}", "/{}/tables", "/{}/numbers", "/{}/print", "/{}/room", "/{}/harvest"]
PAPERS = ["slips", "cards", "signs", "hosts"]
OF_OTHERS = re.compile(
    r"A second café|One table or room per county|Një tryezë ose sallë|localhost/\S+"
)
"""Another café of the event, words of a technique, addresses."""


@pytest.mark.one_database
def test_people_of_a_county_are_together_and_no_page_or_paper_speaks_of_tables(
    typed, seat, organiser: FlaskClient
) -> None:
    step_id = typed("Group work by county 45m 5 groups")
    floor = seat(step_id)
    (groups,) = rooms_of(floor)
    assert sum(map(len, groups)) == 24
    counties = [{floor.people[key].region for key in people} for people in groups if people]
    assert all(len(one) == 1 for one in counties)
    text = organiser.get(f"{EVENT}/cafe?step={step_id}").text
    assert "People are together by county: no group has people of more than one." in text
    called = floor.people[min(groups[0])].region_name
    for paper in ("slips", "cards"):
        assert called in organiser.get(f"{EVENT}/cafe/{step_id}/print/{paper}?lang=en").text
    for language in ("en", "sq"):
        organiser.post("/language", data={"language": language})
        pages = [f"{EVENT}/cafe{page.format(step_id)}" for page in PAGES]
        pages.append(f"{EVENT}/notes/steps/{step_id}")
        pages += [f"{EVENT}/cafe/{step_id}/print/{one}?lang={language}" for one in PAPERS]
        for address in pages:
            html = organiser.get(address).text.partition("<main")[2].partition("</main>")[0]
            words = OF_OTHERS.sub("", re.sub(r"<[^>]*>", " ", html))
            assert words.strip(), address
            assert NOT_OF_GROUPS.findall(words) == [], address


def test_every_message_can_be_said_of_groups() -> None:
    seen = 0
    for message in catalogue():
        for language, said in (("en", message.id), ("sq", message.string)):
            for text in said if isinstance(said, list | tuple) else (said,):
                words = say_of_groups(language, text)
                assert PLACEHOLDER.findall(words) == PLACEHOLDER.findall(text)
                if text not in KEPT:
                    assert NOT_OF_GROUPS.findall(PLACEHOLDER.sub("", words)) == [], words
                seen += words != text
    assert seen > 600


def test_a_message_with_a_context_is_said_of_groups_in_the_language_too(app: Flask) -> None:
    with app.test_request_context(), use_language("sq"), use_words(say_of_groups):
        assert (label_of(Level.COUNTY), label_of(Level.CENTRAL)) == ("Qark", "Qendror")


values_of_people = some.lists(some.sampled_from(["", "a", "b", "c", "d", "e"]), max_size=60)


@given(values_of_people, some.lists(some.integers(2, 14), min_size=1, max_size=9))
def test_people_of_one_kind_find_a_group(kinds: list[str], seats: list[int]) -> None:
    values = {f"p{number}": kind for number, kind in enumerate(kinds)}
    found = gather_people(values, seats, {})
    counts = Counter(kind for kind in kinds if kind)
    if sum(seats) >= len(kinds):
        assert set(found) == set(counts)
        for kind, count in counts.items():
            assert sum(seats[place] for place in found[kind]) >= count
    for places in found.values():
        assert places <= set(range(len(seats)))
    assert found == gather_people(values, seats, {})


@given(some.lists(some.integers(1, 9), min_size=2, max_size=12), some.integers(0, 3))
def test_nobody_is_a_group_alone_while_others_have_room(counts: list[int], spare: int) -> None:
    values = {f"{kind}-{at}": f"{kind}" for kind, count in enumerate(counts) for at in range(count)}
    groups = max(1, len(values) // 6)
    even = -(-len(values) // groups)
    found = gather_people(values, [even + spare] * groups, {})
    for kind, count in enumerate(counts):
        alone = [
            place
            for place in found[f"{kind}"]
            if sum(place in each for each in found.values()) == 1
        ]
        assert count > 2 or spare == 0 or not alone or groups == 1


def test_those_of_many_kinds_are_about_as_many_everywhere() -> None:
    values = {f"p{number}": f"office {number}" for number in range(30)}
    found = gather_people(values, [8] * 6, {})
    assert Counter(place for places in found.values() for place in places) == dict.fromkeys(
        range(6), 5
    )


def test_few_people_join_their_neighbours() -> None:
    counts = {"tirane": 9, "diber": 3, "fier": 3, "kukes": 3, "vlore": 3}
    values = {f"{county}{at}": county for county, count in counts.items() for at in range(count)}
    found = gather_people(values, [12] * 3, {}, county_borders())
    assert found["diber"] == found["kukes"]
    assert found["fier"] == found["vlore"]
    assert len(set(found.values())) == 3
