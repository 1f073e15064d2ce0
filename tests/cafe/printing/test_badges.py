"""Badges: names that fit, whose are printed, the way through the café, the code; what the code opens."""

import io

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from facilitate.cafe.printing.badges import LINES, ROOM, SIZES, entries_between, fit_name, way_lines
from facilitate.cafe.printing.look import text_width
from facilitate.cafe.printing.papers import SlipStop
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_to_event
from facilitate.participation.door.actions import create_door_link
from facilitate.participation.door.badge import (
    badge_token,
    badge_url,
    is_scanned_code,
    participation_of_badge,
)
from facilitate.participation.door.roll import DoorEntry
from facilitate.participation.models import ParticipantRole, Standing

from ...directory.rows import add_office, add_worker
from ...scenes import keep_scene

LONGEST = "Aleksandra-Margarita Konstandinopolitane-Papadhimitriou"
BADGES = "/events/spring/badges"


@pytest.fixture
@keep_scene
def wearers(app: Flask, cast) -> dict[str, int]:
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        where = add_office(
            "Drejtoria e Përgjithshme e Shërbimit Social Shtetëror dhe Koordinimit Rajonal, Shkodër"
        )
        found = {
            name: invite_to_event(event, add_worker(name, where), standing, parts).id
            for name, standing, parts in (
                ("Ana Kola", Standing.COMING, (ParticipantRole.SPEAKER, ParticipantRole.PANELLIST)),
                (LONGEST, Standing.COMING, ()),
                ("Gjergj Doçi", Standing.WAITING, ()),
                ("Zana Hoxha", Standing.DECLINED, ()),
            )
        }
        db.session.commit()
    return found


def text_of(content: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(content))
    return [
        "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in document.element.body.iter(qn("w:p"))
    ]


@given(st.text(alphabet="AbçËmWil -", min_size=1, max_size=120))
def test_every_name_fits_on_two_lines(name: str) -> None:
    broken, size = fit_name(name)
    assert size in SIZES
    assert len(broken) <= 2
    assert all(text_width(line, size) <= ROOM for line in broken)


@pytest.mark.parametrize(
    ("name", "lines_", "size"),
    [("Ana Kola", 1, 26), ("Konstandina Papadhimitriou", 2, 20), (LONGEST, 2, 12)],
)
def test_a_name_is_as_large_as_it_fits(name: str, lines_: int, size: int) -> None:
    broken, points = fit_name(name)
    assert (len(broken), points) == (lines_, size)
    assert " ".join(broken).replace("- ", "-") == name


def entry(number: int, name: str) -> DoorEntry:
    given, family = name.split(" ")
    return DoorEntry(number, given, family, "", "", "", Standing.COMING)


def test_a_range_of_letters_is_albanian() -> None:
    people = [
        entry(n, name)
        for n, name in enumerate(("Ana A", "Cen B", "Çlirim C", "Dora D", "Dhimitër E"))
    ]
    assert [one.given for one in entries_between(people, "Ç", "D")] == ["Çlirim", "Dora"]
    assert [one.given for one in entries_between(people, "", "C")] == ["Ana", "Cen"]
    assert [one.given for one in entries_between(people, "DH", "")] == ["Dhimitër"]


def test_many_rounds_stand_two_beside_each_other(app: Flask) -> None:
    stops = [SlipStop(number, f"1{number}:00", number) for number in range(1, 9)]
    with app.test_request_context():
        assert way_lines(stops[:2], {}) == ["Round 1 11:00 → Table 1", "Round 2 12:00 → Table 2"]
        assert way_lines(stops[1:2], {}, "2 Apr") == ["2 Apr 12:00 → Table 2"]
        late = [SlipStop(1, "09:00", None), SlipStop(2, "09:30", 2)]
        assert way_lines(late, {})[0] == "Round 1 09:00 → no seat"
        assert way_lines(stops, {})[0] == "1 → 1   5 → 5"
        assert len(way_lines(stops, {})) <= LINES


def test_the_group_somebody_stays_in_is_named(app: Flask) -> None:
    stops = [SlipStop(1, "09:00", 10, "Berat · Gjirokastër")]
    moving = [SlipStop(1, "09:00", 1, "Berat"), SlipStop(2, "09:30", 2, "Korçë")]
    with app.test_request_context():
        assert way_lines(stops, {}, "2 Apr") == ["2 Apr 09:00 → Table 10", "Berat · Gjirokastër"]
        assert way_lines(moving, {}) == ["Round 1 09:00 → Table 1", "Round 2 09:30 → Table 2"]


def test_a_code_is_signed(app: Flask) -> None:
    with app.test_request_context():
        code = badge_token(345)
        assert (
            participation_of_badge(code),
            participation_of_badge(badge_url(345)),
            participation_of_badge(code[:-1] + "?"),
        ) == (345, 345, None)
        assert participation_of_badge("346" + code[3:]) is None
        assert (
            is_scanned_code(code),
            is_scanned_code("Ana Kola"),
            is_scanned_code("https://x.example"),
        ) == (
            True,
            False,
            True,
        )


def test_badges_name_everybody_who_is_expected(
    app: Flask, organiser: FlaskClient, wearers: dict[str, int]
) -> None:
    text = text_of(organiser.get(f"{BADGES}.docx?lang=en").data)
    assert "Ana Kola" in text
    assert LONGEST in text
    assert "Speaker, panellist" in text
    assert "Spring conference" in text
    assert "Gjergj Doçi" not in text
    assert "Gjergj Doçi" in text_of(organiser.get(f"{BADGES}.docx?waiting=1").data)


def test_a_badge_for_one_person_whatever_their_standing(
    organiser: FlaskClient, wearers: dict[str, int]
) -> None:
    text = text_of(organiser.get(f"{BADGES}.docx?who={wearers['Zana Hoxha']}").data)
    assert [line for line in text if line in ("Zana Hoxha", "Ana Kola")] == ["Zana Hoxha"]
    assert "Pjesëmarrës" in text


def test_the_page_to_print_has_the_same_badges(
    organiser: FlaskClient, wearers: dict[str, int]
) -> None:
    page = organiser.get(f"{BADGES}/print?lang=en&from=A&to=A").text
    assert page.count('class="badge-card') == 2
    assert page.count("data:image/png;base64,") == 2


def test_badges_of_nobody_say_so(organiser: FlaskClient, wearers: dict[str, int]) -> None:
    for query in ("who=999999", "from=Z&to=Z", "who=nobody&from=Q"):
        assert organiser.get(f"{BADGES}.docx?{query}").status_code == 409
    assert "Several fit “a”: " in organiser.get(f"{BADGES}/print?lang=en&who=a").text


@pytest.mark.parametrize("page", ["", ".docx", "/print"])
def test_who_may_print_badges(sign_in, wearers: dict[str, int], page: str) -> None:
    assert sign_in("facilitator").get(BADGES + page).status_code == 200
    assert sign_in("viewer").get(BADGES + page).status_code == 403
    assert sign_in("stranger").get(BADGES + page).status_code == 404


def test_a_badge_read_by_anybody_tells_nothing_personal(
    app: Flask, client: FlaskClient, wearers: dict[str, int]
) -> None:
    with app.app_context():
        code = badge_token(wearers["Ana Kola"])
    page = client.get(f"/b/{code}", headers={"Accept-Language": "en"})
    assert "Spring conference" in page.text
    assert "Kola" not in page.text
    assert client.get("/b/12-aaaaaaaaaaa").status_code == 404


def test_a_badge_read_by_the_team_checks_in(app: Flask, sign_in, wearers: dict[str, int]) -> None:
    with app.app_context():
        code = badge_token(wearers["Ana Kola"])
    page = sign_in("facilitator").get(f"/b/{code}").text
    assert "Ana Kola" in page
    assert "/events/spring/door/press" in page
    assert "/events/spring/door" not in sign_in("viewer").get(f"/b/{code}").text


def test_a_badge_read_by_a_helpers_phone_checks_in_at_that_door(
    app: Flask, client: FlaskClient, wearers: dict[str, int]
) -> None:
    with app.app_context():
        code = badge_token(wearers["Ana Kola"])
        token = create_door_link(db.session.get_one(Event, 1), "Main entrance").token
        db.session.commit()
    client.get(f"/d/{token}")
    assert f"/d/{token}/press" in client.get(f"/b/{code}").text
