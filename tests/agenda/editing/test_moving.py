"""Steps are moved, doubled, taken out and brought back; what cannot be is said, and the page shows how it is."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.models import AgendaChange, Step
from facilitate.data.db import db

from ... import moment

AGENDA = "/events/spring/agenda"
PART = {"X-Requested-With": "fetch"}
FIRST = ["Opening", "Money", "Donors", "Who pays", "Counties", "Map", "Coffee"]
SECOND, PARKING = ["Farewell"], ["A walk"]


def move(
    client: FlaskClient, step: int | list[int], to: str, after: int | None = None, **more: object
):
    data = {"step": step, "list": to, **({} if after is None else {"after": after}), **more}
    return client.post(f"{AGENDA}/move", data=data, headers=PART)


def test_up_and_down_keep_to_the_list(organiser: FlaskClient, blocks, lists) -> None:
    answer = organiser.post(f"{AGENDA}/move", data={"step": blocks["Coffee"], "to": "up"})
    assert answer.location == f"{AGENDA}?day=2027-03-18#step-{blocks['Coffee']}"
    assert lists()[0] == ["Opening", "Money", "Donors", "Who pays", "Coffee", "Counties", "Map"]
    organiser.post(f"{AGENDA}/move", data={"step": blocks["Opening"], "to": "up"})
    assert lists()[0][0] == "Opening"


@pytest.mark.parametrize(
    ("to", "after", "expected"),
    [
        ("2027-03-19", None, [FIRST[:-1], ["Farewell", "Coffee"], PARKING]),
        ("2027-03-19", 0, [FIRST[:-1], ["Coffee", "Farewell"], PARKING]),
        ("2027-03-18", 0, [["Coffee", *FIRST[:-1]], SECOND, PARKING]),
        ("parked", None, [FIRST[:-1], SECOND, ["A walk", "Coffee"]]),
        ("block-Money", 0, [["Opening", "Money", "Coffee", *FIRST[2:-1]], SECOND, PARKING]),
        ("strand-South", None, [FIRST[:-1] + ["Coffee"], SECOND, PARKING]),
    ],
)
def test_to_every_kind_of_list(
    organiser: FlaskClient, blocks, lists, to: str, after: int | None, expected
) -> None:
    kind, _dash, name = to.partition("-")
    to = f"{kind}-{blocks[name]}" if name in blocks else to
    assert move(organiser, blocks["Coffee"], to, after).status_code == 200
    assert lists() == expected


def test_several_keep_their_order_and_blocks_take_theirs_along(
    organiser: FlaskClient, blocks, lists
) -> None:
    ids = [blocks["Coffee"], blocks["Money"], blocks["Opening"]]
    assert move(organiser, ids, "2027-03-19", blocks["Farewell"]).status_code == 200
    assert lists() == [
        ["Counties", "Map"],
        ["Farewell", "Opening", "Money", "Donors", "Who pays", "Coffee"],
        PARKING,
    ]
    organiser.post(f"{AGENDA}/undo")
    assert lists() == [FIRST, SECOND, PARKING]


REFUSED = [
    ("Money", "block-Money", "A block cannot be inside itself."),
    ("Counties", "block-Money", "A block cannot be inside another block."),
    ("Money", "strand-South", "A block cannot be inside another block."),
    ("Coffee", "2027-05-01", "That slot no longer exists"),
    ("Coffee", "block-999999", "That slot no longer exists"),
    ("Coffee", "strand-999999", "That slot no longer exists"),
    ("Coffee", "nonsense", "That slot no longer exists"),
    ("Coffee", "", "That slot no longer exists"),
]


@pytest.mark.parametrize(("title", "to", "sentence"), REFUSED)
@pytest.mark.parametrize("part", [True, False])
def test_what_cannot_be_is_said_with_the_agenda_as_it_is(
    organiser: FlaskClient,
    app: Flask,
    blocks,
    lists,
    title: str,
    to: str,
    sentence: str,
    part: bool,
) -> None:
    kind, _dash, name = to.partition("-")
    to = f"{kind}-{blocks[name]}" if name in blocks else to
    headers = PART if part else {}
    answer = organiser.post(
        f"{AGENDA}/move", data={"step": blocks[title], "list": to}, headers=headers
    )
    assert answer.status_code == 409
    assert sentence in answer.text
    assert f'id="step-{blocks["Coffee"]}"' in answer.text
    assert lists() == [FIRST, SECOND, PARKING]
    with app.app_context():
        assert db.session.scalars(sa.select(AgendaChange)).all() == []


@pytest.mark.parametrize("deed", ["move", "duplicate", "remove"])
def test_a_step_that_somebody_took_out(
    organiser: FlaskClient, app: Flask, blocks, lists, deed: str
) -> None:
    with app.app_context():
        gone = sa.update(Step).where(Step.id == blocks["Coffee"]).values(removed_at=moment.now())
        db.session.execute(gone)
        db.session.commit()
    data = {"step": [blocks["Coffee"], blocks["Opening"]], "list": "parked"}
    answer = organiser.post(f"{AGENDA}/{deed}", data=data, headers=PART)
    assert answer.status_code == 409
    assert "That slot no longer exists; somebody has changed the agenda." in answer.text
    assert lists() == [FIRST[:-1], SECOND, PARKING]


@pytest.mark.parametrize("path", ["pin", "minutes"])
def test_a_card_of_a_step_that_is_gone(
    organiser: FlaskClient, app: Flask, blocks, path: str
) -> None:
    organiser.post(f"{AGENDA}/remove", data={"step": blocks["Coffee"]})
    address = f"{AGENDA}/steps/{blocks['Coffee']}/{path}"
    answer = organiser.post(address, data={"minutes": "5"}, headers=PART)
    assert answer.status_code == 409
    assert "That step is no longer in the agenda" in answer.text


@pytest.mark.parametrize("deed", ["move", "duplicate", "remove"])
@pytest.mark.parametrize("step", [None, "x", "²", "-1", str(2**63)])
def test_nothing_ticked(organiser: FlaskClient, blocks, deed: str, step: str | None) -> None:
    answer = organiser.post(f"{AGENDA}/{deed}", data={} if step is None else {"step": step})
    assert answer.status_code == 409
    assert "Tick the steps first" in answer.text


def test_an_after_that_went_elsewhere_means_the_end(organiser: FlaskClient, blocks, lists) -> None:
    move(organiser, blocks["Coffee"], "2027-03-19", blocks["Opening"])
    assert lists()[1] == ["Farewell", "Coffee"]


def test_doubled_with_what_it_holds(organiser: FlaskClient, blocks, lists) -> None:
    organiser.post(
        f"{AGENDA}/duplicate", data={"step": [blocks["Money"], blocks["Donors"], blocks["Coffee"]]}
    )
    money = ["Money", "Donors", "Who pays"]
    assert lists()[0] == ["Opening", *money, *money, "Counties", "Map", "Coffee", "Coffee"]


def test_a_block_goes_only_after_a_question(organiser: FlaskClient, blocks, lists) -> None:
    page = organiser.get(AGENDA).text
    assert "The steps inside are removed too: Donors, Who pays." in page
    question = organiser.post(
        f"{AGENDA}/remove", data={"step": [blocks["Money"], blocks["Coffee"]]}
    )
    assert question.status_code == 200
    assert re.findall(r"<li>(.+?)</li>", question.text.split("<main", 1)[1]) == [
        "Donors",
        "Who pays",
    ]
    assert lists() == [FIRST, SECOND, PARKING]
    answer = organiser.post(
        f"{AGENDA}/remove", data={"step": blocks["Money"], "sure": "1"}, headers=PART
    )
    assert "“Money” was removed. Also removed: “Donors”, “Who pays”." in answer.text
    assert lists()[0] == ["Opening", "Counties", "Map", "Coffee"]
    organiser.post(f"{AGENDA}/undo")
    assert lists() == [FIRST, SECOND, PARKING]


def test_a_plain_step_goes_at_once_and_comes_back(organiser: FlaskClient, blocks, lists) -> None:
    text = organiser.post(
        f"{AGENDA}/remove", data={"step": blocks["Coffee"]}, follow_redirects=True
    ).text
    assert "“Coffee” was removed." in text
    assert f'action="{AGENDA}/undo"' in text
    assert lists()[0] == FIRST[:-1]
    assert "Undone: “Coffee” was removed." in organiser.post(f"{AGENDA}/undo", headers=PART).text
    assert lists() == [FIRST, SECOND, PARKING]
    assert organiser.post(f"{AGENDA}/redo", headers=PART).status_code == 200
    assert lists()[0] == FIRST[:-1]
    assert "There is nothing to redo." in organiser.post(f"{AGENDA}/redo", headers=PART).text


def test_undo_is_ones_own(organiser: FlaskClient, sign_in, blocks, lists) -> None:
    move(organiser, blocks["Coffee"], "parked")
    other = sign_in("lead_facilitator")
    assert "There is nothing to undo." in other.post(f"{AGENDA}/undo", headers=PART).text
    other.post(f"{AGENDA}/steps/{blocks['Coffee']}/minutes", data={"minutes": "25"})
    move(other, blocks["Coffee"], "2027-03-19")
    answer = organiser.post(f"{AGENDA}/undo", headers=PART)
    assert answer.status_code == 409
    assert "Somebody has changed “Coffee” since; nothing was undone." in answer.text
    assert lists()[1] == ["Farewell", "Coffee"]


def test_a_pin_holds_and_comes_off(organiser: FlaskClient, blocks, plan) -> None:
    address = f"{AGENDA}/steps/{blocks['Coffee']}/pin"
    organiser.post(address)
    assert plan().steps[blocks["Coffee"]].pinned == 9 * 60 + 15 + 75 + 40
    organiser.post(address)
    assert plan().steps[blocks["Coffee"]].pinned is None
    parked = organiser.post(f"{AGENDA}/steps/{blocks['A walk']}/pin", headers=PART)
    assert "it has no start to fix" in parked.text


def test_a_group_is_added_and_taken_away(organiser: FlaskClient, blocks, lists, plan) -> None:
    typed = {
        "name-en": "East",
        "name-sq": "",
        "room": "",
        "lead": "",
        "note_taker": "",
        "people": "14",
    }
    answer = organiser.post(f"{AGENDA}/steps/{blocks['Counties']}/strands/new", data=typed)
    assert answer.status_code == 302
    assert [one.name.en for one in plan().strands_of[blocks["Counties"]]] == [
        "North",
        "South",
        "East",
    ]
    wrong = organiser.post(
        f"{AGENDA}/steps/{blocks['Counties']}/strands/new", data={**typed, "name-en": ""}
    )
    assert wrong.status_code == 422
    assert organiser.get(f"{AGENDA}/steps/{blocks['Donors']}/strands/new").status_code == 404
    organiser.post(f"{AGENDA}/strands/{blocks['North']}/remove")
    assert lists() == [[one for one in FIRST if one != "Map"], SECOND, ["A walk", "Map"]]
