"""A success story: nobody reads it before two release it, nobody reads it after the consent ended, everybody only where it says so."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.accounts.audit import AuditAct, AuditEntry
from facilitate.data.db import db
from facilitate.library.models import LibraryDocument
from facilitate.library.shelf import LibraryReaders
from facilitate.library.stories import withdraw_ended_stories
from facilitate.library.story_models import EthicsPoint, LibraryStory

from .. import moment
from .test_documents import typed as document
from .test_documents import word_file

STORY, PUBLIC = "/library/stories/1", "/library/public/stories/1"


def typed(**more: object) -> dict[str, object]:
    """What the form for a story sends; every point is checked."""
    today = moment.planner_today()
    return {
        "title-en": "One number instead of seven",
        "title-sq": "Një numër në vend të shtatë",
        "told_by": "Drejtoria Arsimore",
        "text-en": "We agreed on one telephone number.",
        "text-sq": "Caktuam një numër telefoni.",
        "consent_of": "Drejtoria Arsimore",
        "consent_for": ["library", "public"],
        "consent_on": today.isoformat(),
        "consent_until": (today + timedelta(days=100)).isoformat(),
        "ethics": [one.value for one in EthicsPoint],
        **more,
    }


@pytest.mark.both_databases
def test_two_release_it_and_it_goes_with_the_consent(app: Flask, sign_in, lead, client) -> None:
    admin, stranger = sign_in("administrator"), sign_in("stranger")
    assert lead.get("/library/stories/new").status_code == 403
    wrong = admin.post("/library/stories/new", data=typed(consent_for=[]))
    assert (wrong.status_code, "Tick at least one" in wrong.text) == (422, True)
    sent = typed(ethics=["sober"], **{"text-sq": "Pastaj erdhi Qzwxabxv."})
    assert admin.post("/library/stories/new", data=sent).headers["Location"] == STORY
    assert admin.post(f"{STORY}/release").status_code == 409
    version = re.search(r'name="version"[^>]*value="(\d+)"', admin.get(f"{STORY}/edit").text)[1]
    sent = typed(version=version, **{"text-sq": "Pastaj erdhi Qzwxabxv."})
    assert admin.post(f"{STORY}/edit", data=sent).status_code == 302
    assert admin.post(f"{STORY}/release").status_code == 409
    found = admin.get(STORY).text.split('name="found" value="')[1].split('"')[0]
    admin.post(f"{STORY}/keep", data={"found": found})
    assert [one.get(STORY).status_code for one in (lead, stranger)] == [404, 404]
    assert admin.post(f"{STORY}/release").status_code == 302
    assert (stranger.get(STORY).status_code, client.get(PUBLIC).status_code) == (404, 404)
    assert "One number" not in stranger.get("/library").text
    assert lead.post(f"{STORY}/release").status_code == 302
    assert "Qzwxabxv" in stranger.get("/library?q=qzwxabxv").text
    assert "One number" in stranger.get(STORY).text
    assert "One number" in client.get("/library/public/en").text
    assert "one telephone number" in client.get(PUBLIC).text
    assert admin.post(f"{STORY}/edit", data=sent).status_code == 409
    with app.app_context():
        story = db.session.scalars(sa.select(LibraryStory)).one()
        story.consent_on = story.consent_until = moment.planner_today() - timedelta(days=1)
        db.session.commit()
    for when in ("before the night", "after it"):
        answers = [one.get(PUBLIC).status_code for one in (client, stranger)]
        assert (answers, stranger.get(STORY).status_code) == ([404, 404], 404), when
        assert "One number" not in client.get("/library/public/en").text, when
        assert "One number" not in stranger.get("/library?q=one").text, when
        with app.app_context():
            withdraw_ended_stories()
    with app.app_context():
        row = db.session.scalars(sa.select(LibraryDocument)).one()
        assert row.readers is LibraryReaders.ADMINISTRATORS
        acts = sa.select(AuditEntry.about).where(AuditEntry.act == AuditAct.SWEPT)
        assert db.session.scalars(acts).all() == ["Një numër në vend të shtatë"]
    assert "the consent ended on" in admin.get("/library").text


def test_an_undone_edit_is_released_again_and_narrow_consent_stays_inside(
    app: Flask, sign_in, lead, client
) -> None:
    admin = sign_in("administrator")
    admin.post("/library/stories/new", data=typed(consent_for=["library"]))
    version = re.search(r'name="version"[^>]*value="(\d+)"', admin.get(f"{STORY}/edit").text)[1]
    sent = typed(consent_for=["library"], version=version, **{"title-en": "Seven numbers"})
    told = admin.post(f"{STORY}/edit", data=sent, follow_redirects=True).text
    for one in (admin, lead):
        assert one.post(f"{STORY}/release").status_code == 302
    assert "Seven numbers" in sign_in("stranger").get("/library").text
    assert client.get(PUBLIC).status_code == 404
    assert admin.post(re.search(r'action="([^"]+/undo[^"]*)"', told)[1]).status_code == 302
    assert "numbers" not in sign_in("stranger").get("/library").text
    assert "One number" in admin.get(STORY).text


def test_undoing_an_edit_of_one_story_withdraws_no_other(app: Flask, sign_in, lead, client) -> None:
    """The number of a story is another than that of its document."""
    admin = sign_in("administrator")
    admin.post("/library/documents/new", data=document(word_file("Law")))
    other = {"title-en": "Two numbers", "title-sq": "Dy numra"}
    for words in ({}, other):
        admin.post("/library/stories/new", data=typed(**words))
    for one in (admin, lead):
        assert one.post("/library/stories/2/release").status_code == 302
    page = admin.get("/library/stories/3/edit").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    changed = {**other, "version": version, "text-en": "Zzyzx was agreed."}
    told = admin.post("/library/stories/3/edit", data=typed(**changed), follow_redirects=True).text
    undo = re.search(r'action="([^"]+/undo[^"]*)"', told)[1].replace("&amp;", "&")
    assert admin.post(undo).status_code == 302
    assert "one telephone number" in client.get("/library/public/stories/2").text
    assert "Zzyzx" not in admin.get("/library/stories/3").text
    assert "Two numbers" not in admin.get("/library?q=zzyzx").text
