"""The structure of the notes: agreed for an event by kind of step, in both languages, on every blank sheet."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.lib.text import Words
from facilitate.notes.models import NoteKind
from facilitate.notes.structure.agreement import agreed_headings_of
from facilitate.notes.structure.usual import (
    OTHERS,
    USUAL,
    AgreedHeadings,
    NoteHeading,
    usual_headings,
)
from tests.notes.conftest import notes_event
from tests.statements import count_statements

PAGE = "/events/spring/notes/structure"
EN, SQ = (
    [one.words.en for one in usual_headings(OTHERS)],
    [one.words.sq for one in usual_headings(OTHERS)],
)
KINDS = [one.kind.value for one in usual_headings(OTHERS)]
OWN = {
    "heads": "1",
    "version": "0",
    "heads-en": ["Said", "Agreed"],
    "heads-sq": ["U tha", "U ra dakord"],
    "heads-kind": ["quote", "decision"],
}
HEADS = (
    NoteHeading(NoteKind.QUOTE, Words("Said", "U tha")),
    NoteHeading(NoteKind.DECISION, Words("Agreed", "U ra dakord")),
)


@pytest.fixture
def agreed(app: Flask, cast):
    """The headings as a new request finds them, and whether they are the event's own."""

    def now(kind: str = OTHERS) -> tuple[tuple[NoteHeading, ...], bool]:
        with app.app_context():
            found = agreed_headings_of(notes_event())
            return found.heads(kind), kind in found.own

    return now


def shown(page: str) -> tuple[list[str], list[str]]:
    en, sq = (
        re.findall(rf'name="heads-{code}"[^>]* value="([^"]*)"', page) for code in ("en", "sq")
    )
    return en, sq


def test_the_usual_ones_hold_until_the_team_agrees_on_others(
    organiser: FlaskClient, agreed
) -> None:
    page = organiser.get(PAGE).text
    assert shown(page) == (EN, SQ)
    assert "Restore the usual headings" not in page
    assert agreed() == (usual_headings(OTHERS), False)


def test_agreed(organiser: FlaskClient, agreed) -> None:
    answer = organiser.post(PAGE, data=OWN, follow_redirects=True)
    assert "Saved. The blank note sheets" in answer.text
    assert agreed() == (HEADS, True)
    assert "Restore the usual headings" in answer.text


def test_the_usual_ones_are_not_kept(organiser: FlaskClient, agreed) -> None:
    organiser.post(PAGE, data=OWN)
    back = organiser.post(PAGE, data={**OWN, "version": "1", "back": "1"})
    assert back.status_code == 200
    assert shown(back.text) == (EN, SQ)
    assert agreed()[1]
    organiser.post(
        PAGE,
        data={"heads": "1", "version": "1", "heads-en": EN, "heads-sq": SQ, "heads-kind": KINDS},
    )
    assert agreed() == (usual_headings(OTHERS), False)


def test_rows_move_without_javascript(organiser: FlaskClient, agreed) -> None:
    form = {"heads": "1", "version": "0", "heads-en": EN, "heads-sq": SQ, "heads-kind": KINDS}
    answer = organiser.post(PAGE, data={**form, "heads-act": "up-4"})
    assert answer.status_code == 200
    assert shown(answer.text)[0] == [EN[0], EN[1], EN[3], EN[2]]
    assert shown(organiser.post(PAGE, data={**form, "heads-act": "drop-1"}).text)[1] == SQ[1:]
    assert shown(organiser.post(PAGE, data={**form, "heads-act": "add-4"}).text)[0] == [*EN, ""]
    full = {"heads": "1", "heads-en": list("abcdefgh"), "heads-sq": [""] * 8, "heads-act": "add-8"}
    answer = organiser.post(PAGE, data=full)
    assert shown(answer.text)[0] == list("abcdefgh")
    assert "Add a heading" not in answer.text
    assert agreed() == (usual_headings(OTHERS), False)


@pytest.mark.parametrize(
    ("heads", "sentence"),
    [
        (["One", ""], "Enter 2 to 8 headings."),
        ([], "Enter 2 to 8 headings."),
        ([str(number) for number in range(9)], "Enter 2 to 8 headings."),
        (["One", "x" * 201], "Line 2: This is too long: at most 200 characters."),
    ],
)
def test_mistakes_stay_in_the_form(organiser: FlaskClient, agreed, heads, sentence) -> None:
    answer = organiser.post(
        PAGE, data={"heads": "1", "version": "0", "heads-en": heads, "heads-sq": []}
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert shown(answer.text)[0] == heads
    assert not agreed()[1]


def test_two_people_agree_on_different_ones(organiser: FlaskClient, sign_in, agreed) -> None:
    sign_in("facilitator").post(PAGE, data=OWN)
    answer = organiser.post(PAGE, data={**OWN, "heads-en": ["Heard", "Promised"]})
    assert answer.status_code == 409
    for text in ("Said", "U tha", "Heard", "Promised"):
        assert text in answer.text
    assert agreed()[0][0].words.en == "Said"
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert version is not None
    again = organiser.post(
        PAGE, data={**OWN, "heads-en": ["Heard", "Promised"], "version": version[1]}
    )
    assert again.status_code == 302
    assert agreed()[0][0].words.en == "Heard"


def test_each_kind_of_step_has_its_own_until_it_goes_by_the_others(
    organiser: FlaskClient, agreed
) -> None:
    panel = f"{PAGE}?kind=panel"
    assert "Where they see it differently" in organiser.get(panel).text
    organiser.post(panel, data=OWN)
    assert (agreed("panel"), agreed("talk")) == ((HEADS, True), (usual_headings("talk"), False))
    others = {**OWN, "heads-en": ["Heard", "Promised"], "heads-kind": ["point", "action"]}
    organiser.post(PAGE, data=others)
    assert agreed("panel") == (HEADS, True)
    assert [one.words.en for one in agreed("talk")[0]] == ["Heard", "Promised"]
    shown_now = organiser.post(panel, data={**OWN, "version": "1", "back": "1"})
    assert shown(shown_now.text)[0] == ["Heard", "Promised"]


def test_no_notes_are_taken_in_a_break(organiser: FlaskClient) -> None:
    for kind in ("break", "nothing", "nothing\0"):
        assert organiser.get(PAGE, query_string={"kind": kind}).status_code == 404
        assert organiser.post(PAGE, query_string={"kind": kind}, data=OWN).status_code == 404


def test_what_a_line_is_that_nobody_knows_is_a_key_point(organiser: FlaskClient, agreed) -> None:
    organiser.post(PAGE, data={**OWN, "heads-kind": ["poem"]})
    assert [one.kind for one in agreed()[0]] == [NoteKind.POINT, NoteKind.POINT]


def test_the_usual_headings_are_complete_in_both_languages() -> None:
    for heads in USUAL.values():
        assert 2 <= len(heads) <= 8
        assert all(one.words.en and one.words.sq for one in heads)
    assert AgreedHeadings().heads("session") == usual_headings(OTHERS)


def test_the_note_taker_sees_them_beside_the_kinds(organiser: FlaskClient, places) -> None:
    organiser.post(f"{PAGE}?kind=plenary", data=OWN)
    page = organiser.get(f"/events/spring/notes/steps/{places['Opening']}").text
    assert "<small>Said</small>" in page
    assert "<small>Agreed</small>" in page


def test_the_door(sign_in, client: FlaskClient) -> None:
    for name, status in (
        ("lead_facilitator", 200),
        ("facilitator", 200),
        ("viewer", 403),
        ("staff", 403),
        ("stranger", 404),
    ):
        assert sign_in(name).get(PAGE).status_code == status
        if status != 200:
            assert sign_in(name).post(PAGE, data=OWN).status_code == status
    assert client.get(PAGE).status_code == 302


def test_few_statements(organiser: FlaskClient) -> None:
    with count_statements() as statements:
        organiser.get(PAGE)
    assert len(statements) <= 16
