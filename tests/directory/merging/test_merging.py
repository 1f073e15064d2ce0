"""Merging moves everything that points to the one that goes, and undoing puts everything back exactly."""

import re
from itertools import chain

import pytest
import sqlalchemy as sa

from facilitate.data.db import Base, db
from facilitate.data.row_cells import columns_pointing_at
from facilitate.directory.merging.actions import merge_entries
from facilitate.directory.merging.sides import compare_people
from facilitate.directory.models import Organisation, Person, Post, ToldApart
from facilitate.events.models import Event
from facilitate.history.merges import MERGE_HISTORY, merge_and_remember
from facilitate.history.models import MergeChange
from facilitate.participation.actions import invite_all_to_event
from facilitate.participation.models import Attendance, Participation, Registration, Standing
from facilitate.persons.erasing import erase_person
from facilitate.persons.subjects import subject_of_person
from facilitate.web.refused import Refused

from ... import moment
from ..rows import add_office, add_worker
from .world import dump_tables, make_world

pytestmark = pytest.mark.both_databases


def pointing(table: str, key: int) -> dict[str, int]:
    """How many rows point to a row, by table and column."""
    found = {}
    for column, _rule in columns_pointing_at(Base.metadata.tables[table]):
        number = db.session.scalar(sa.select(sa.func.count()).where(column == key))
        if number:
            found[str(column)] = number
    return found


def take_back(change: MergeChange, again: bool = False) -> None:
    """Undo a merge, or do it again."""
    MERGE_HISTORY.take_back(None, change.id, 1, again)


@pytest.mark.parametrize("seed", range(4))
def test_merge_then_undo_restores_every_reference(app, cast, seed: int) -> None:
    merge_and_undo(app, cast, seed)


@pytest.mark.one_database
@pytest.mark.parametrize("seed", range(4, 12))
def test_so_it_is_in_other_worlds(app, cast, seed: int) -> None:
    merge_and_undo(app, cast, seed)


def merge_and_undo(app, cast, seed: int) -> None:
    with app.app_context():
        people, offices = make_world(db.session.get_one(Event, cast.event_id), seed)
        before = dump_tables()
        ids = [row.id for row in people]
        taken, early = ["post", "email", "name"][: seed % 4], seed % 2 == 0
        merges = [merge_and_remember(people[0], people[3], taken, by=None, earlier=early)]
        assert pointing("person", ids[3]) == {}
        places = ["name", "place"][: seed % 3]
        merges.append(merge_and_remember(offices[0], offices[1], places, by=None))
        merges.append(merge_and_remember(people[1], people[0], [], by=None))
        assert [db.session.get(Person, key) is None for key in ids] == [True, False, False, True]
        assert f'"person": {ids[3]}' not in "".join(chain(*dump_tables().values())).replace(
            "'", '"'
        )
        after = dump_tables()
        for one in reversed(merges):
            take_back(one)
        assert dump_tables() == before
        for one in merges:
            take_back(one, again=True)
        assert dump_tables() == after


def test_two_participations_become_one(app, cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        people, _offices = make_world(event, 3)
        kept, gone = people[0], people[1]
        there = sa.select(Participation).where(Participation.event_id == event.id)
        rows = {row.person_id: row for row in db.session.scalars(there)}
        for one in (kept, gone):
            if one.id not in rows:
                row = Participation(
                    event_id=event.id,
                    person_id=one.id,
                    organisation_id=one.organisation_id,
                    sector_id=one.organisation.sector_id,
                    standing=Standing.INVITED,
                )
                db.session.add(row)
                rows[one.id] = row
        db.session.flush()
        rows[kept.id].standing, rows[gone.id].standing = Standing.INVITED, Standing.ATTENDED
        rows[gone.id].organisation_id = people[2].organisation_id
        parts = set(rows[kept.id].parts) | set(rows[gone.id].parts)
        place, key = people[2].organisation_id, kept.id
        total = db.session.scalar(
            sa.select(sa.func.count(Participation.id)).where(Participation.event_id == event.id)
        )
        merge_entries(kept, gone, [])
        row = db.session.scalars(there.where(Participation.person_id == key)).one()
        assert (row.standing, set(row.parts), row.organisation_id) == (
            Standing.ATTENDED,
            parts,
            place,
        )
        assert (
            db.session.scalar(
                sa.select(sa.func.count(Participation.id)).where(Participation.event_id == event.id)
            )
            == total - 1
        )
        for model in (Registration, Attendance):
            held = sa.select(sa.func.count(model.id)).where(model.participation_id == row.id)
            assert db.session.scalar(held) <= 1


def test_a_walk_in_who_turns_out_to_be_on_the_list_came_as_they_had_said(app, cast) -> None:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        zyra = add_office("Zyra")
        ana, anna = add_worker("Ana Çela", zyra), add_worker("Anna Cela", zyra)
        invite_all_to_event(event, [ana], Standing.COMING)
        invite_all_to_event(event, [anna], Standing.ATTENDED)[0].walk_in = True
        merge_entries(ana, anna, [])
        row = db.session.scalars(sa.select(Participation)).one()
        assert (row.standing, row.was, row.walk_in) == (Standing.ATTENDED, Standing.COMING, False)


def test_undo_is_refused_where_the_world_moved_on(app, cast) -> None:
    with app.app_context():
        zyra = add_office("Zyra")
        ana, anna, hana = (
            add_worker("Ana Çela", zyra),
            add_worker("Anna Cela", zyra),
            add_worker("Hana Çela", zyra),
        )
        first = merge_and_remember(ana, anna, ["email"], by=None)
        db.session.get_one(Person, ana.id).email = "other@office.example"
        db.session.flush()
        before = dump_tables()
        with pytest.raises(Refused, match="Somebody has changed “Ana Çela” since"):
            take_back(first)
        assert (dump_tables(), first.undone) == (before, False)
        kept = db.session.get_one(Person, ana.id)
        second = merge_and_remember(hana, kept, [], by=None)
        with pytest.raises(Refused, match="Somebody has changed “Anna Cela” since"):
            take_back(first)
        take_back(second)
        with pytest.raises(Refused, match="already been undone"):
            take_back(second)


def test_nothing_of_a_merge_is_left_once_the_person_is_erased(app, cast) -> None:
    with app.app_context():
        zyra = add_office("Zyra")
        names = ("Ana Çela", "Anna Cela", "Hana Kola", "Hanna Kola")
        ana, anna, hana, hanna = (add_worker(name, zyra) for name in names)
        merge_and_remember(ana, anna, [], by=None)
        other = merge_and_remember(hana, hanna, [], by=None).id
        erase_person(subject_of_person(db.session.get_one(Person, ana.id)))
        assert list(db.session.scalars(sa.select(MergeChange.id))) == [other]


def test_an_earlier_post_is_kept_of_two_different_ones(app, cast) -> None:
    with app.app_context():
        old, now = add_office("Zyra e vjetër"), add_office("Zyra e re")
        one, two = add_worker("Ana Çela", old), add_worker("Ana Çela", now)
        merge_entries(one, two, ["post"])
        row = db.session.get_one(Person, one.id)
        post = db.session.scalars(sa.select(Post)).one()
        assert (row.organisation_id, post.organisation_id, post.until) == (now.id, old.id, None)


def test_whether_somebody_has_left_goes_with_the_post(app, cast) -> None:
    with app.app_context():
        old, now = add_office("Zyra e vjetër"), add_office("Zyra e re")
        one, two, three = (add_worker("Ana Çela", office) for office in (old, now, now))
        one.left_on = three.left_on = moment.planner_today()
        told = {field.key: (field.one, field.two) for field in compare_people(two, three)}
        assert told["post"] == ("Officer, Zyra e re", "Officer, Zyra e re, has left")
        merge_entries(one, two, ["post"])
        assert db.session.get_one(Person, one.id).left_on is None


@pytest.fixture
def pair(app, cast) -> dict[str, int]:
    with app.app_context():
        zyra, other = add_office("Bashkia Tiranë"), add_office("Bashkia e Tiranës")
        one, two = add_worker("Ana Çela", zyra), add_worker("Çela Ana", other)
        two.email = "ana@tjeter.example"
        add_worker("Besa Gjoni", zyra)
        db.session.commit()
        return {"one": one.id, "two": two.id, "zyra": zyra.id, "other": other.id}


def test_the_pages_lead_from_a_suspicion_to_a_merge_and_back(app, sign_in, pair) -> None:
    administrator = sign_in("administrator")
    html = administrator.get("/directory/duplicates").text
    path = f"/directory/people/{pair['one']}/merge/{pair['two']}"
    assert ("1 pair looks alike." in html, path in html, "Besa" in html) == (True, True, False)
    assert (
        f"/directory/organisations/{pair['zyra']}/merge/{pair['other']}"
        in administrator.get("/directory/duplicates?of=organisations").text
    )
    page = administrator.get(path).text
    assert [name in page for name in ("of-name", "of-post", "of-email", "of-phone")] == [
        True,
        True,
        True,
        False,
    ]
    answer = administrator.post(path, data={"of-email": "two", "of-name": "one", "of-post": "one"})
    assert answer.location == f"/directory/people/{pair['one']}"
    flashed = administrator.get(answer.location).text
    assert administrator.get(path).status_code == 404
    with app.app_context():
        rows = [
            (row.name, row.email)
            for row in db.session.scalars(sa.select(Person).order_by(Person.id))
        ]
        key = db.session.scalars(sa.select(MergeChange.id)).one()
    assert rows == [("Ana Çela", "ana@tjeter.example"), ("Besa Gjoni", "besa@office.example")]
    undo = f"/planner/history/merges/{key}/undo"
    assert "Çela Ana" in administrator.get("/planner/history?where=merges").text
    assert f'action="{undo}?next=/directory/people/' in flashed
    assert administrator.post(undo).status_code == 302
    with app.app_context():
        assert db.session.get_one(Person, pair["one"]).email == "ana@office.example"
        assert db.session.get_one(Person, pair["two"]).name == "Çela Ana"
    assert administrator.post(undo).status_code == 409
    assert administrator.post(undo.replace("/undo", "/redo")).status_code == 302
    with app.app_context():
        assert db.session.get(Person, pair["two"]) is None


def test_organisations_are_merged_by_hand(app, sign_in, pair) -> None:
    administrator = sign_in("administrator")
    start = f"/directory/organisations/{pair['zyra']}/merge"
    assert re.search(rf"{start}/{pair['other']}\b", administrator.get(f"{start}?q=tirane").text)
    assert (
        administrator.post(f"{start}/{pair['other']}", data={"of-name": "two"}).status_code == 302
    )
    with app.app_context():
        row = db.session.scalars(sa.select(Organisation)).one()
        assert (row.id, row.name, row.plain) == (
            pair["zyra"],
            "Bashkia e Tiranës",
            "bashkia e tiranes",
        )
        assert {one.organisation_id for one in db.session.scalars(sa.select(Person))} == {row.id}


def test_told_apart_they_are_suspected_no_more(app, sign_in, pair) -> None:
    administrator = sign_in("administrator")
    sent = {"table": "person", "one": pair["two"], "other": pair["one"]}
    assert [
        administrator.post("/directory/duplicates/apart", data=sent).status_code for _ in range(2)
    ] == [
        302,
        302,
    ]
    assert "No duplicates found." in administrator.get("/directory/duplicates").text
    with app.app_context():
        row = db.session.scalars(sa.select(ToldApart)).one()
        assert (row.one_id, row.other_id) == (pair["one"], pair["two"])
    for bad in (
        {**sent, "table": "event"},
        {**sent, "one": "x"},
        {"table": "person"},
        {**sent, "one": pair["one"]},
    ):
        assert administrator.post("/directory/duplicates/apart", data=bad).status_code == 400


def test_merging_is_for_administrators(sign_in, client, pair) -> None:
    organiser, administrator = sign_in("organiser"), sign_in("administrator")
    pages = [
        "/directory/duplicates",
        f"/directory/people/{pair['one']}/merge",
        f"/directory/people/{pair['one']}/merge/{pair['two']}",
        f"/directory/organisations/{pair['zyra']}/merge/{pair['other']}",
    ]
    assert [organiser.get(page).status_code for page in pages] == [403] * 4
    assert [client.get(page).status_code for page in pages] == [302] * 4
    assert [administrator.get(page).status_code for page in pages] == [200] * 4
    wrong = [f"/directory/people/{pair['one']}/merge/{key}" for key in (pair["one"], 999)]
    assert [administrator.get(page).status_code for page in wrong] == [404, 404]
    assert administrator.get("/directory/duplicates/apart").status_code == 405
    assert administrator.post("/planner/history/merges/999/undo").status_code == 404
