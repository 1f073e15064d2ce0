"""The pages of an archive: who may take it out, and reading one in step by step."""

import io
import re

import pytest
import sqlalchemy as sa

from facilitate.accounts.audit import AuditEntry
from facilitate.data.db import db
from facilitate.events.models import Event, Member, Role
from facilitate.release.models import FoundPassages
from facilitate.report.archive import leaving_texts
from facilitate.report.clearing import looking
from facilitate.report.clearing.looking import look_through_all
from facilitate.report.models import Proceedings
from facilitate.report.released_report import released_edition

from ...statements import count_statements
from ..clearing.looked import texts_left
from .conftest import unzip_parts

PAGE, FILE, BRING = (
    "/events/spring/report/archive",
    "/events/spring/report/archive.zip",
    "/events/read-in",
)


@pytest.mark.parametrize(
    ("who", "page", "file"),
    [
        ("organiser", 200, 200),
        ("lead_facilitator", 200, 200),
        ("staff", 200, 200),
        ("administrator", 200, 200),
        ("facilitator", 200, 403),
        ("note_taker", 200, 403),
        ("viewer", 403, 403),
        ("stranger", 404, 404),
    ],
)
def test_who_may_take_it_out(filled, sign_in, who: str, page: int, file: int) -> None:
    client = sign_in(who)
    assert (client.get(PAGE).status_code, client.get(FILE).status_code) == (page, file)
    assert ("archive.zip" in client.get(PAGE).text) is (file == 200)


def test_the_answers_go_only_sealed_and_it_is_noted_who_took_them(filled, sign_in) -> None:
    organiser = sign_in("organiser")
    key = re.search(r'value="([\w-]{22})"', organiser.get(PAGE).text)
    assert key
    assert organiser.post(f"{PAGE}/answers", data={"key": key[1]}).mimetype == "application/zip"
    assert organiser.post(f"{PAGE}/answers", data={"key": "short"}).status_code == 422
    others = ("staff", "facilitator", "stranger")
    codes = [sign_in(who).post(f"{PAGE}/answers").status_code for who in others]
    assert codes == [403, 403, 404]
    with filled.app_context():
        noted = db.session.scalars(sa.select(AuditEntry.about)).all()
    assert [about for about in noted if "answers" in about] == ["spring · answers.sealed"]


def test_the_page_says_what_is_not_in_it_yet(filled, organiser, let_out) -> None:
    with count_statements() as asked:
        before = organiser.get(PAGE).text
    assert len(asked) <= 16
    assert before.count("not released yet") == 2
    assert "1 more is not for others and stays here" in before
    let_out()
    after = organiser.get(PAGE).text
    assert "not released yet" not in after
    assert "edition 1, in both languages" in after


def test_the_file(filled, organiser) -> None:
    answer = organiser.get(FILE)
    assert answer.headers["Content-Disposition"] == "attachment; filename=spring-arkivi.zip"
    assert answer.mimetype == "application/zip"
    assert "event.json" in unzip_parts(answer.data)
    assert organiser.post(FILE).status_code == 405
    assert organiser.get("/events/nowhere/report/archive.zip").status_code == 404


def test_no_file_is_made_before_everything_in_it_was_looked_through(
    filled, organiser, let_out, monkeypatch
) -> None:
    let_out()
    whole = set(unzip_parts(organiser.get(FILE).data))
    with filled.app_context():
        db.session.execute(sa.delete(FoundPassages))
        db.session.commit()
    monkeypatch.setattr(looking, "AT_ONCE", 0)
    monkeypatch.setattr(leaving_texts, "BESIDE", 0)
    said, beside = organiser.get(FILE), organiser.get(FILE)
    assert [(one.status_code, "still being checked" in one.text) for one in (said, beside)] == [
        (409, True)
    ] * 2
    assert set(unzip_parts(organiser.get(FILE).data)) == whole


def _bring(client, content: bytes, name: str = "spring.zip") -> str:
    answer = client.post(BRING, data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 302
    return answer.location


def test_reading_one_in_step_by_step(filled, taken, sign_in, without_papers) -> None:
    client = sign_in("stranger")
    assert BRING in client.get("/events/new").text
    assert client.get(BRING).status_code == 200
    preview = _bring(client, taken())
    with filled.app_context():
        look_through_all()
    with count_statements() as asked:
        page = client.get(preview)
    assert len(asked) <= 16
    assert "This event is already here." in page.text
    assert "/events/spring" not in re.sub(BRING, "", page.text)  # it is none of theirs
    assert "4 people in the directory" in page.text
    assert "4 are already here" in page.text
    assert "Spring conference (2)" in page.text
    assert "Arta Hoxha" in page.text
    done = client.post(preview, data={"title-en": "Spring again", "title-sq": "", "me": "0"})
    assert (done.status_code, done.location) == (302, "/events/spring-2/")
    assert texts_left(filled) == [], "what came in is looked through"
    assert client.get("/events/spring-2/").status_code == 200
    assert client.get(preview).status_code == 404
    with filled.app_context():
        event = db.session.scalars(sa.select(Event).where(Event.slug == "spring-2")).one()
        active = [
            one
            for one in db.session.scalars(sa.select(Member).where(Member.event_id == event.id))
            if one.user.active
        ]
        assert [(one.name, one.role) for one in active] == [("Hana Prifti", Role.ORGANISER)]


def test_whoever_has_it_is_offered_to_open_it(taken, sign_in, without_papers) -> None:
    client = sign_in("viewer")
    page = client.get(_bring(client, taken())).text
    assert 'href="/events/spring/"' in page
    assert re.search(r'<option selected value="\d+">Fatos Zeka', page)


def test_what_is_typed_wrongly_stays(taken, sign_in, without_papers) -> None:
    client = sign_in("stranger")
    preview = _bring(client, taken())
    answer = client.post(preview, data={"title-en": "", "title-sq": "", "me": "0"})
    assert answer.status_code == 422
    assert "Please fill this in, in at least one language." in answer.text
    assert (
        client.post(preview, data={"title-en": "A", "title-sq": "", "me": "99"}).status_code == 422
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Nothing was imported."),
        (b"text", "This is not the archive of an event."),
        (b"PK\x03\x04broken", "The archive is damaged."),
    ],
)
def test_a_wrong_file_is_one_sentence(app, cast, sign_in, content: bytes, sentence: str) -> None:
    answer = sign_in("stranger").post(BRING, data={"file": (io.BytesIO(content), "a.zip")})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_no_file_at_all(app, cast, sign_in) -> None:
    answer = sign_in("stranger").post(BRING, data={})
    assert answer.status_code == 422
    assert "Please choose a file." in answer.text


def test_a_waiting_archive_is_whose_it_is(taken, sign_in, without_papers) -> None:
    preview = _bring(sign_in("stranger"), taken())
    assert sign_in("organiser").get(preview).status_code == 404
    assert sign_in("stranger").post(f"{preview}/cancel").location == "/events/new"
    assert sign_in("stranger").get(preview).status_code == 404


def test_nobody_reads_in_without_an_account(app, client) -> None:
    assert "/sign-in" in client.get(BRING).location
    assert client.get(f"{BRING}/0123").status_code == 302


def test_what_an_archive_says_was_released_is_out_once_two_people_here_have_released_it(
    filled, taken, released, sign_in, without_papers
) -> None:
    """An archive can be made by hand: the word of one account does not publish a report, that of an administrator does."""
    content = taken()
    for who, slug, out in (("stranger", "spring-2", 0), ("administrator", "spring-3", 1)):
        client = sign_in(who)
        data = {"title-en": "Spring again", "title-sq": "", "me": "0"}
        done = client.post(_bring(client, content), data=data, follow_redirects=True).text
        assert ("Its report is not public here yet" in done) is (not out)
        with filled.app_context():
            event = db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()
            assert (released_edition(event) is not None) == out
            token = db.session.scalars(
                sa.select(Proceedings.token).where(Proceedings.event_id == event.id)
            ).one()
        assert (client.get(f"/report/{token}/sq").status_code == 200) == out
        assert (f"/report/{token}" in client.get("/library").text) == out
    page = sign_in("stranger").get("/events/spring-2/report/release").text
    assert "Edition 1 is waiting for two people to release it." in page
