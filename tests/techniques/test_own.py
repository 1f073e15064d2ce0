"""Techniques of our own: made, adapted, edited, taken off, put back, and who may."""

import html as text
import io
import re
import tomllib
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.lib.text import Words
from facilitate.techniques.actions import RESERVED
from facilitate.techniques.models import OwnTechnique
from facilitate.techniques.shelf import shipped_techniques
from facilitate.techniques.table import table_to_toml, technique_to_table
from facilitate.techniques.technique import technique_from_table

LEAST = {
    "name-en": "Two words",
    "purpose-en": "Everybody says two words.",
    "family": "ideas",
    "energy": "calm",
    "layout": "circle",
    "group_min": "3",
    "group_best": "8",
    "group_max": "20",
    "minutes_min": "5",
    "minutes_usual": "10",
    "minutes_max": "20",
    "steps": ["r1", "r2"],
    "steps-r1-length": "4",
    "steps-r1-speaks": "facilitator",
    "steps-r1-do_en": "Explain.",
    "steps-r2-length": "6",
    "steps-r2-speaks": "participants",
    "steps-r2-say_en": "Two words, please.",
    "version": "0",
}


def rows(app: Flask) -> list[OwnTechnique]:
    with app.app_context():
        return list(db.session.scalars(sa.select(OwnTechnique).order_by(OwnTechnique.id)))


def typed(page: str) -> dict[str, Any]:
    """What a form holds, as a browser would send it."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        named, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if named and ("checkbox" not in tag or " checked" in tag):
            found.setdefault(named[1], []).append(text.unescape(value[1]) if value else "")
    for name, content in re.findall(
        r'<textarea [^>]*?name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S
    ):
        found.setdefault(name, []).append(text.unescape(content))
    for name, options in re.findall(
        r'<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'<option (?:selected )?value="([^"]*)"(?: selected)?>', options)
        picked = re.search(r'value="([^"]*)" selected|selected value="([^"]*)"', options)
        one = (picked[1] or picked[2]) if picked else chosen[1] if chosen else ""
        found.setdefault(name, []).append(one)
    return found


def test_a_new_one(organiser: FlaskClient, app: Flask, cast) -> None:
    assert organiser.get("/techniques/new").status_code == 200
    answer = organiser.post("/techniques/new", data=LEAST)
    assert answer.location == "/techniques/two-words"
    [row] = rows(app)
    assert (row.key, row.based_on, row.user_id) == ("two-words", "", cast.users["organiser"])
    one = technique_from_table(row.content)
    assert [step.share for step in one.steps] == [0.4, 0.6]
    assert one.name == Words("Two words", "")
    html = organiser.get("/techniques/two-words?lang=sq").text
    assert "created by Arta Hoxha" in html
    assert "It has not been written in Albanian yet" in html
    shelf = organiser.get("/techniques?whose=own").text
    assert 'href="/techniques/two-words"' in shelf
    assert "<b>1 technique</b>: Our own." in shelf


def test_an_adapted_one_says_what_it_comes_from(organiser: FlaskClient, app: Flask) -> None:
    page = organiser.get("/techniques/world-cafe/adapt")
    assert page.status_code == 200
    data = typed(page.text)
    assert data["name-en"] == ["World café, our way"]
    answer = organiser.post("/techniques/world-cafe/adapt", data=data)
    assert answer.location == "/techniques/world-cafe-our-way"
    [row] = rows(app)
    assert row.based_on == "world-cafe"
    copy = technique_from_table(row.content)
    cafe = shipped_techniques()["world-cafe"]
    assert (copy.steps, copy.materials, copy.troubles) == (
        cafe.steps,
        cafe.materials,
        cafe.troubles,
    )
    assert (copy.etiquette, copy.related, copy.known_after) == (
        cafe.etiquette,
        cafe.related,
        cafe.known_after,
    )
    assert 'adapted from <a href="/techniques/world-cafe">' in organiser.get(answer.location).text
    assert "adapted from World café" in organiser.get("/techniques").text


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("new", "new-2"),
        ("Bring", "bring-2"),
        ("World-cafe", "world-cafe-2"),
        ("???", "event"),
        ("Çështje & kafe", "ceshtje-kafe"),
    ],
)
def test_keys_are_made_of_the_name_and_never_taken(
    organiser: FlaskClient, app: Flask, name: str, key: str
) -> None:
    answer = organiser.post("/techniques/new", data={**LEAST, "name-en": name})
    assert answer.location == f"/techniques/{key}"
    assert organiser.get(answer.location).status_code == 200
    assert key not in {*RESERVED, *shipped_techniques()}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name-en": ""}, "Please fill this in, in at least one language."),
        (
            {"name-en": "WORLD CAFE"},
            "“World café” is already on the shelf. Give yours another name",
        ),
        ({"name-en": "=1+1"}, "A name cannot start with =, + or @."),
        ({"name-en": "x" * 121}, "This is too long: at most 120 characters."),
        ({"purpose-en": ""}, "Please fill this in, in at least one language."),
        ({"family": "magic"}, "Please choose one from the list."),
        ({"group_min": "9"}, "Each number at least as large as the one before"),
        ({"minutes_max": "7"}, "Each number at least as large as the one before"),
        ({"minutes_usual": "0"}, "Enter a number from 1 to 1440."),
        ({"group_best": "many"}, "Enter a whole number."),
        ({"steps": []}, "A technique needs at least one step."),
        (
            {"steps-r1-length": "soon"},
            "“How long” must be whole minutes like 15, or a share like 20%.",
        ),
        ({"steps-r1-do_en": ""}, "Write what to do in this step, or what to say."),
        ({"steps-r1-speaks": "dog"}, "Please choose one from the list."),
        (
            {"materials": "r1", "materials-r1-quantity": "2"},
            "Write what to bring beside its number.",
        ),
        (
            {"materials": "r1", "materials-r1-en": "pens", "materials-r1-quantity": "lots"},
            "“How many” must be a whole number, 1 or more: “lots”.",
        ),
        ({"troubles": "r1", "troubles-r1-trouble_en": "Silence."}, "Write what to do then."),
        (
            {"troubles": "r1", "troubles-r1-remedy_sq": "Prisni."},
            "Write what can go wrong, and what to do then.",
        ),
        (
            {
                "steps": [f"r{n}" for n in range(70)],
                **{f"steps-r{n}-do_en": "x" for n in range(70)},
            },
            "At most 60 rows.",
        ),
    ],
)
def test_mistakes_stay_in_the_form(
    organiser: FlaskClient, app: Flask, change: dict[str, Any], said: str
) -> None:
    answer = organiser.post("/techniques/new", data={**LEAST, **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Everybody says two words." in answer.text or "purpose-en" in change
    assert rows(app) == []


def test_a_row_says_where_it_is_wrong(organiser: FlaskClient) -> None:
    html = organiser.post("/techniques/new", data={**LEAST, "steps-r2-length": ""}).text
    assert "Look at row 2." in html
    assert html.count('<details class="fold" open>') == 1  # only where it is
    second = html[html.index('id="steps-r2"') :]
    assert second.index("“How long” must be") < second.index('id="steps-r3"')


def test_minutes_that_do_not_add_up_are_shared_out(organiser: FlaskClient, app: Flask) -> None:
    organiser.post(
        "/techniques/new", data={**LEAST, "steps-r1-length": "50 %", "steps-r2-length": "15"}
    )
    assert [step.share for step in technique_from_table(rows(app)[0].content).steps] == [0.25, 0.75]
    assert (
        "The steps took 20 minutes in total; they are now shared out over 10."
        in organiser.get("/techniques").text
    )


@pytest.mark.parametrize(
    ("button", "order"),
    [
        ({"steps-down": "r1"}, ["Two words, please.", "Explain."]),
        ({"steps-up": "r2"}, ["Two words, please.", "Explain."]),
        ({"steps-up": "r1"}, ["Explain.", "Two words, please."]),
        ({"steps-drop": "r1"}, ["Two words, please."]),
        ({"steps-more": "1"}, ["Explain.", "Two words, please."]),
        ({"steps-down": "nothing"}, ["Explain.", "Two words, please."]),
    ],
)
def test_rows_are_moved_by_buttons_and_nothing_is_kept_yet(
    organiser: FlaskClient, app: Flask, button: dict[str, str], order: list[str]
) -> None:
    answer = organiser.post("/techniques/new", data={**LEAST, "name-en": "", **button})
    assert (answer.status_code, rows(app)) == (200, [])
    assert 'class="error"' not in answer.text
    assert re.findall(r">\n(Explain\.|Two words, please\.)<", answer.text) == order
    shown = answer.text.count('<input type="hidden" name="steps" value=')
    assert shown == (7 if "steps-more" in button else 3)


@pytest.fixture
def own(organiser: FlaskClient) -> str:
    """The address of a technique of the organiser's."""
    return organiser.post("/techniques/new", data=LEAST).location


def test_it_is_edited(organiser: FlaskClient, app: Flask, own: str) -> None:
    data = typed(organiser.get(f"{own}/edit").text)
    assert data["steps-r1-length"] == ["4"]
    answer = organiser.post(
        f"{own}/edit", data={**data, "name-en": "Three words", "late-sq": "Një fjalë."}
    )
    assert answer.location == own
    one = technique_from_table(rows(app)[0].content)
    assert (one.name.en, one.key, one.late) == ("Three words", "two-words", Words("", "Një fjalë."))
    assert "Three words" in organiser.get("/techniques").text


def test_two_edits_at_once_lose_nothing(organiser: FlaskClient, app: Flask, own: str) -> None:
    first, second = (typed(organiser.get(f"{own}/edit").text) for _n in range(2))
    organiser.post(f"{own}/edit", data={**first, "purpose-en": "First."})
    answer = organiser.post(
        f"{own}/edit", data={**second, "purpose-en": "Second.", "steps-r1-do_en": "Mine."}
    )
    assert answer.status_code == 409
    assert '<td class="pre">First.</td><td class="pre">Second.</td>' in answer.text
    assert '<th scope="row">Steps</th>' in answer.text
    organiser.post(f"{own}/edit", data=typed(answer.text))
    assert technique_from_table(rows(app)[0].content).purpose.en == "Second."


@pytest.mark.parametrize(
    ("who", "status"),
    [("organiser", 200), ("administrator", 200), ("lead_facilitator", 403), ("stranger", 403)],
)
def test_only_its_maker_and_administrators_may(
    sign_in, app: Flask, own: str, who: str, status: int
) -> None:
    client = sign_in(who)
    assert client.get(own).status_code == 200
    assert client.get(f"{own}/edit").status_code == status
    assert (f'href="{own}/edit"' in client.get(own).text) == (status == 200)
    assert client.get(f"{own}/adapt").status_code == 200
    done = {200: 302, 403: 403}[status]
    assert client.post(f"{own}/remove").status_code == done
    assert client.get(own).status_code == (404 if status == 200 else 200)
    assert client.post(f"{own}/restore").status_code == done
    assert client.get(own).status_code == 200


@pytest.mark.parametrize("path", ["edit", "remove", "restore"])
def test_the_shipped_ones_stay_intact(sign_in, path: str) -> None:
    for who in ("organiser", "administrator"):
        assert sign_in(who).post(f"/techniques/world-cafe/{path}").status_code == 403
    assert sign_in("organiser").post(f"/techniques/no-such/{path}").status_code == 404


@pytest.mark.parametrize("path", ["remove", "restore"])
def test_nothing_goes_by_looking(organiser: FlaskClient, own: str, path: str) -> None:
    assert organiser.get(f"{own}/{path}").status_code == 405


@pytest.mark.parametrize(
    "path", ["new", "bring", "world-cafe/adapt", "world-cafe/edit", "world-cafe.toml"]
)
def test_others_are_asked_to_sign_in(client: FlaskClient, cast, path: str) -> None:
    assert client.get(f"/techniques/{path}").status_code == 302


def test_off_the_shelf_and_back(organiser: FlaskClient, sign_in, app: Flask, own: str) -> None:
    organiser.post(f"{own}/remove")
    html = organiser.get("/techniques").text
    assert f'action="{own}/restore"' in html
    assert "Removed from the shelf" in html
    assert "Removed from the shelf" not in sign_in("stranger").get("/techniques").text
    assert organiser.get(f"{own}/edit").status_code == 404
    assert organiser.post("/techniques/new", data=LEAST).location == "/techniques/two-words-2"
    organiser.post(f"{own}/restore")
    assert rows(app)[0].removed_at is None
    assert organiser.get(own).status_code == 200


def test_it_may_be_used_in_an_agenda(organiser: FlaskClient, app: Flask, own: str) -> None:
    page = "/events/spring/agenda/insert"
    organiser.post("/events/spring/agenda/templates/conference/use")
    html = organiser.get(page, query_string={"technique": "two-words"}).text
    assert "Insert “Two words”" in html
    answer = organiser.post(
        page, data={"technique": "two-words", "minutes": "10", "in": "2027-03-18"}
    )
    assert answer.status_code == 302


def test_the_text_file_goes_out_and_comes_back(
    organiser: FlaskClient, sign_in, app: Flask, own: str
) -> None:
    file = organiser.get(f"{own}.toml")
    assert file.headers["Content-Disposition"] == "attachment; filename=two-words.toml"
    assert file.mimetype == "application/toml"
    assert technique_from_table(tomllib.loads(file.get_data(as_text=True))).name.en == "Two words"
    other = sign_in("stranger")
    again = other.post(
        "/techniques/bring", data={"file": (io.BytesIO(file.data), "two-words.toml")}
    )
    assert again.location == own
    changed = file.data.replace(b'Two words"', b'Four words"')
    answer = other.post(
        "/techniques/bring", data={"file": (io.BytesIO(changed), "from-a-colleague.toml")}
    )
    assert answer.location == "/techniques/four-words"
    assert [row.key for row in rows(app)] == ["two-words", "four-words"]
    assert 'action="/techniques/four-words/remove"' in other.get("/techniques").text


def test_a_shipped_one_comes_back_as_itself(organiser: FlaskClient, app: Flask) -> None:
    file = organiser.get("/techniques/fishbowl.toml")
    assert tomllib.loads(file.get_data(as_text=True)) == technique_to_table(
        shipped_techniques()["fishbowl"]
    )
    answer = organiser.post(
        "/techniques/bring", data={"file": (io.BytesIO(file.data), "fishbowl.toml")}
    )
    assert (answer.location, rows(app)) == ("/techniques/fishbowl", [])


def as_file(drawing: str = "", **texts: str) -> bytes:
    """A technique of our own as a text file, complete but for what is said otherwise in English."""
    table = technique_to_table(shipped_techniques()["world-cafe"])
    names = {"en": {"name": "Our own café"}, "sq": {"name": "Kafeneja jonë"}}
    table |= {code: {**table[code], **names[code]} for code in names}
    table["en"] |= texts
    return table_to_toml({**table, "drawing": drawing or table["drawing"]}).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Choose a file first."),
        (b"", "The file is empty."),
        (b"PK\x03\x04", "The file cannot be read from line 1 on"),
        (b"\xff\xfe\x00", "The file is not saved as UTF-8 text."),
        (b'family = "plan"', "energy has to be one of: calm, lively, moving."),
        (as_file(name="=1+1"), "A name cannot start with =, + or @."),
        (as_file(name="Mine " * 30), "[en] name: This is too long: at most 120 characters."),
        (as_file(purpose="x" * 1001), "[en] purpose: This is too long: at most 1000 characters."),
        (as_file(room="x" * 20_001), "This is too long: at most 20000 characters."),
        (as_file(name="Fishbowl"), "“Fishbowl” is already on the shelf. Give yours another name"),
        (as_file(drawing="chair --5 3"), "cannot be drawn: chair --5 3."),
    ],
)
def test_a_file_that_is_no_technique_is_explained(
    organiser: FlaskClient, app: Flask, content: bytes | None, said: str
) -> None:
    data = {} if content is None else {"file": (io.BytesIO(content), "x.toml")}
    answer = organiser.post("/techniques/bring", data=data)
    assert answer.status_code == 422
    assert said in answer.text
    assert rows(app) == []


def test_a_damaged_one_is_not_on_the_shelf_and_takes_nothing_with_it(
    organiser: FlaskClient, app: Flask
) -> None:
    key = organiser.post("/techniques/new", data=LEAST).location.rsplit("/", 1)[1]
    with app.app_context():
        row = db.session.scalars(sa.select(OwnTechnique)).one()
        row.content = {**row.content, "layout": "hammocks"}
        db.session.commit()
    shelf = organiser.get("/techniques")
    assert (shelf.status_code, f'/techniques/{key}"' in shelf.text) == (200, False)
    assert organiser.get(f"/techniques/{key}").status_code == 404
    assert organiser.get("/events/spring/guide").status_code == 200
