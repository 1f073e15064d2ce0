"""The page of looks: an own one is added, worn, downloaded, removed and put back."""

import io
import re
from base64 import b64decode
from collections.abc import Callable

import docx
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.content import content_folder
from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.guides.looks.queries import chosen_look_file, known_looks, planners_look
from facilitate.guides.models import GuideLook, GuideSetting
from facilitate.guides.queries import guide_setting_of
from tests.statements import count_statements

from .letters import colour_png, file_parts, make_letterhead

LOOK = "/events/spring/guide/look"
LOOKS = "/events/spring/guide/looks"


def add(client: FlaskClient, name: str = "Bashkia", content: bytes | None = None, **more):
    file = (io.BytesIO(make_letterhead(footer=name) if content is None else content), "letter.docx")
    return client.post(f"{LOOK}/new", data={"name": name, "file": file}, **more)


def lead(page: str) -> str:
    """The first sentence of a page."""
    found = re.search(r'class="lead">(.*?)</p>', page)
    return found[1] if found else ""


def worn(app: Flask, slug: str = "spring") -> str | None:
    """The name of the look an event wears; None for the planner's."""
    with app.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
        look = chosen_look_file(guide_setting_of(event))
        if look == planners_look():
            return None
        assert isinstance(look, bytes)
        return next(
            one.name
            for one in db.session.scalars(sa.select(GuideLook))
            if b64decode(one.file) == look
        )


def test_the_planner_s_look_is_the_usual_one(organiser: FlaskClient, app: Flask) -> None:
    page = organiser.get(LOOK)
    assert (page.status_code, worn(app)) == (200, None)
    assert lead(page.text).startswith("The guide uses the planner’s style.")


def test_a_new_look_is_worn_at_once(organiser: FlaskClient, app: Flask) -> None:
    answer = add(organiser)
    assert (answer.status_code, answer.location) == (302, LOOK)
    page = organiser.get(LOOK).text
    assert lead(page) == "The guide uses the style “Bashkia”."
    assert "“Bashkia” was added" in page
    assert worn(app) == "Bashkia"
    assert re.search(r"\d+ Word styles are missing from the file", page)
    assert "Step Heading, Step Line, TOC 1, TOC 2, Picture" in page


def test_what_is_kept_holds_no_text(organiser: FlaskClient, app: Flask) -> None:
    add(organiser)
    with app.app_context():
        row = db.session.scalars(sa.select(GuideLook)).one()
        files = file_parts(b64decode(row.file))
    assert [name for name, content in files.items() if b"secret" in content.lower()] == []
    assert files["word/media/logo1.png"] == colour_png()


def test_the_way_back_and_forth(organiser: FlaskClient, app: Flask) -> None:
    add(organiser)
    add(organiser, "Kryqi i Kuq")
    assert worn(app) == "Kryqi i Kuq"
    version = re.search(r'name="version" value="(\d+)"', organiser.get(LOOK).text)[1]
    assert organiser.post(LOOK, data={"look_id": 1, "version": version}).status_code == 302
    assert worn(app) == "Bashkia"
    assert organiser.post(LOOK, data={"look_id": 0, "version": int(version) + 1}).status_code == 302
    assert worn(app) is None


def test_two_people_choose_at_once(organiser: FlaskClient, app: Flask) -> None:
    add(organiser)
    add(organiser, "Kryqi i Kuq")
    stale = organiser.post(LOOK, data={"look_id": 0, "version": "1"})
    assert (stale.status_code, worn(app)) == (409, "Kryqi i Kuq")
    assert "Somebody else changed this" in stale.text
    assert re.search(
        r'<td class="pre">Kryqi i Kuq</td><td class="pre">The planner’s style</td>', stale.text
    )


def test_what_is_wrong_stays_in_the_form(organiser: FlaskClient, app: Flask) -> None:
    add(organiser)
    organiser.post(LOOK, data={"look_id": 0, "version": "1"})
    wrong: dict[tuple[str, str], tuple[bytes, str]] = {
        ("", "Please fill this in."): (make_letterhead(), "x.docx"),
        ("x" * 61, "This is too long: at most 60 characters."): (make_letterhead(), "x.docx"),
        ("=cmd()", "A name cannot start with =, + or @."): (make_letterhead(), "x.docx"),
        ("bashkia", "There is already a style with this name."): (make_letterhead(), "x.docx"),
        ("B", "Please choose a file."): (b"", ""),
        ("B", "This file is empty."): (b"", "x.docx"),
        ("B", "This is a picture."): (colour_png(), "x.docx"),
    }
    said = {}
    for (name, mistake), (content, file) in wrong.items():
        answer = organiser.post(
            f"{LOOK}/new", data={"name": name, "file": (io.BytesIO(content), file)}
        )
        stays = f'value="{name}"' in answer.text
        said[name, mistake] = (answer.status_code, mistake in answer.text, stays, worn(app))
    assert said == dict.fromkeys(wrong, (422, True, True, None))


def test_in_albanian_too(organiser: FlaskClient) -> None:
    organiser.post("/language", data={"language": "sq", "next": LOOK})
    page = organiser.get(LOOK)
    assert (
        page.status_code,
        '<html lang="sq"' in page.text,
        "Style of the guide" in page.text,
    ) == (
        200,
        True,
        False,
    )


@pytest.mark.parametrize("number", ["7", "", "x", "-1"])
def test_a_look_that_is_not_there_cannot_be_worn(
    organiser: FlaskClient, app: Flask, number: str
) -> None:
    answer = organiser.post(LOOK, data={"look_id": number, "version": "0"})
    assert (answer.status_code, worn(app)) == (422, None)


def test_the_planner_s_look_is_the_start_of_an_own_one(organiser: FlaskClient) -> None:
    answer = organiser.get(f"{LOOKS}/0.docx")
    assert answer.data == (content_folder("guides") / "guide.docx").read_bytes()
    assert add(organiser, content=answer.data).status_code == 302
    again = organiser.get(f"{LOOKS}/1.docx")
    assert (
        again.headers["Content-Disposition"] == "attachment; filename=document-style-bashkia.docx"
    )
    assert docx.Document(io.BytesIO(again.data)).styles["Script"].font.italic is True


def test_a_removed_look_can_be_put_back(organiser: FlaskClient, app: Flask) -> None:
    add(organiser)
    page = organiser.post(f"{LOOKS}/1/remove", follow_redirects=True)
    assert "“Bashkia” was removed." in page.text
    assert f'action="{LOOKS}/1/restore"' in page.text
    assert worn(app) is None
    assert organiser.get(f"{LOOKS}/1.docx").status_code == 404
    assert organiser.post(f"{LOOKS}/1/remove").status_code == 302
    organiser.post(f"{LOOKS}/1/restore")
    assert worn(app) == "Bashkia"
    organiser.post(f"{LOOKS}/1/remove")
    bin_of_planner = "/planner/history/bin"
    assert "Bashkia" in organiser.get(bin_of_planner).text
    organiser.post(f"{bin_of_planner}/document_styles/1/restore")
    assert "Nothing to restore" in organiser.get(bin_of_planner).text
    assert worn(app) == "Bashkia"


def test_a_look_that_another_event_wears_stays(organiser: FlaskClient, app: Flask) -> None:
    add(organiser)
    with app.app_context():
        spring = db.session.scalars(sa.select(Event)).first()
        other = Event(
            **{
                column.key: getattr(spring, column.key)
                for column in sa.inspect(Event).column_attrs
                if column.key not in ("id", "slug", "version")
            },
            slug="other",
        )
        db.session.add(other)
        db.session.flush()
        db.session.add(GuideSetting(event_id=other.id, look_id=1))
        db.session.commit()
    answer = organiser.post(f"{LOOKS}/1/remove")
    assert (answer.status_code, worn(app)) == (409, "Bashkia")
    assert "1 other event uses this style." in answer.text


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("organiser", 200),
        ("lead_facilitator", 200),
        ("facilitator", 200),
        ("administrator", 200),
        ("note_taker", 403),
        ("staff", 403),
        ("viewer", 403),
        ("stranger", 404),
    ],
)
def test_who_may(sign_in: Callable[[str], FlaskClient], name: str, status: int) -> None:
    client = sign_in(name)
    assert client.get(LOOK).status_code == status
    assert client.get(f"{LOOKS}/0.docx").status_code == status
    changed = {200: 302}.get(status, status)
    assert add(client).status_code == changed
    gone = {200: 302}.get(status, status)
    assert client.post(f"{LOOKS}/1/remove").status_code == gone
    assert client.post(f"{LOOKS}/1/restore").status_code == gone


@pytest.mark.parametrize("address", [f"{LOOK}/new", f"{LOOKS}/1/remove", f"{LOOKS}/1/restore"])
def test_what_changes_something_is_posted(organiser: FlaskClient, address: str) -> None:
    assert organiser.get(address).status_code == 405


@pytest.mark.parametrize("address", [f"{LOOKS}/9/remove", f"{LOOKS}/9/restore"])
def test_a_look_that_was_never_there(organiser: FlaskClient, address: str) -> None:
    assert organiser.post(address).status_code == 404
    assert organiser.get(f"{LOOKS}/9.docx").status_code == 404


def test_files_are_not_read_to_list_the_looks(organiser: FlaskClient, app: Flask) -> None:
    add(organiser)
    with count_statements() as one:
        organiser.get(LOOK)
    for number in range(3):
        add(organiser, f"Look {number}")
    with count_statements() as four:
        organiser.get(LOOK)
    assert len(one) == len(four) <= 12
    assert [statement for statement in four if "guide_look.file" in statement] == []
    with app.app_context():
        assert [look.name for look in known_looks()] == ["Bashkia", "Look 0", "Look 1", "Look 2"]


def test_the_planner_s_look_asks_nothing(app: Flask) -> None:
    with app.app_context(), count_statements() as statements:
        assert chosen_look_file(None) == planners_look()
    assert statements == []


def test_a_look_comes_back_only_where_no_other_has_its_name(
    organiser: FlaskClient, app: Flask
) -> None:
    add(organiser)
    organiser.post(f"{LOOKS}/1/remove")
    add(organiser)
    for address in (f"{LOOKS}/1/restore", "/planner/history/bin/document_styles/1/restore"):
        answer = organiser.post(address)
        assert (answer.status_code, "There is already a style with this name." in answer.text) == (
            409,
            True,
        )
    with app.app_context():
        there = sa.select(GuideLook.id).where(GuideLook.removed_at.is_(None))
        assert list(db.session.scalars(there)) == [2]
