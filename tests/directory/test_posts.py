"""A change of post keeps history; a mistake mended the same day does not."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.directory.actions import HeldPost, current_post, is_same_post, keep_post
from facilitate.directory.models import Person, Post
from facilitate.lib.text import Words

from .rows import add_office, add_worker

pytestmark = pytest.mark.both_databases

DAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Words("Officer", "Specialist"), Words("Officer", "Specialist"), True),
        (Words(), Words("Officer"), True),
        (Words("Officer"), Words("officer", "Specialist"), True),
        (Words("Officer"), Words("Director"), False),
        (Words("Officer", "Specialist"), Words("Officer", "Drejtor"), False),
        (Words("Officer"), Words("", "Drejtor"), False),
    ],
)
def test_a_post_is_the_same_unless_a_language_says_otherwise(
    one: Words, other: Words, same: bool
) -> None:
    assert is_same_post(HeldPost(1, one), HeldPost(1, other)) is same
    assert is_same_post(HeldPost(1, one), HeldPost(2, other)) is False


@pytest.fixture
def ana(app, cast):
    """Ana, who came to the first of three offices a year ago."""
    with app.app_context():
        rows = [add_office(f"Zyra {name}") for name in "ABC"]
        ana = add_worker("Ana Çela", rows[0])
        ana.since = DAY - timedelta(days=365)
        db.session.flush()
        yield ana


def move(ana: Person, name: str, day: date) -> None:
    before = current_post(ana)
    ana.organisation_id = db.session.scalar(
        sa.text("SELECT id FROM organisation WHERE name = :n").params(n=f"Zyra {name}")
    )
    keep_post(ana, before, day)


def kept(ana: Person) -> list[tuple[int, date | None, date | None]]:
    rows = db.session.scalars(sa.select(Post).where(Post.person_id == ana.id).order_by(Post.id))
    return [(row.organisation_id, row.since, row.until) for row in rows]


def test_a_change_keeps_the_earlier_post(ana) -> None:
    first, since = ana.organisation_id, ana.since
    move(ana, "B", DAY)
    assert kept(ana) == [(first, since, DAY)]
    second = ana.organisation_id
    move(ana, "C", DAY + timedelta(days=30))
    assert kept(ana) == [(first, since, DAY), (second, DAY, DAY + timedelta(days=30))]


def test_a_mistake_mended_the_same_day_leaves_no_post(ana) -> None:
    first, since = ana.organisation_id, ana.since
    move(ana, "B", DAY)
    move(ana, "C", DAY)
    assert kept(ana) == [(first, since, DAY)]
    move(ana, "A", DAY)
    assert (kept(ana), ana.since) == ([], since)


def test_who_was_added_today_leaves_no_post(app, cast, sign_in) -> None:
    with app.app_context():
        row = add_worker("Besa Gjoni", add_office("Zyra"))
        other = add_office("Tjetra")
        db.session.commit()
        key, there = row.id, other.id
    administrator = sign_in("administrator")
    facts = {
        "given_name": "Besa",
        "family_name": "Gjoni",
        "organisation_id": there,
        "position-en": "Director",
        "languages": "sq",
        "version": "1",
    }
    assert (
        administrator.post(f"/directory/people/{key}/edit", data=facts).location
        == f"/directory/people/{key}"
    )
    with app.app_context():
        assert db.session.scalars(sa.select(Post)).all() == []


@pytest.mark.parametrize("mended", [False, True])
def test_the_page_shows_posts_held_before(app, cast, sign_in, mended: bool) -> None:
    with app.app_context():
        row = add_worker("Besa Gjoni", add_office("Zyra e vjetër"))
        row.since = date(2020, 1, 1)
        other = add_office("Zyra e re")
        db.session.commit()
        key, old, there, version = row.id, row.organisation_id, other.id, row.version
    administrator = sign_in("administrator")
    facts = {
        "given_name": "Besa",
        "family_name": "Gjoni",
        "organisation_id": there,
        "position-en": "Director",
        "languages": "sq",
        "version": version,
        **({"mended": "y"} if mended else {}),
    }
    assert administrator.post(f"/directory/people/{key}/edit", data=facts).status_code == 302
    html = sign_in("viewer").get(f"/directory/people/{key}").text
    assert ("Former posts" in html, "Zyra e vjetër" in html) == (not mended, not mended)
    assert (
        "Besa Gjoni" in sign_in("viewer").get(f"/directory/organisations/{old}").text
    ) is not mended
    if not mended:
        with app.app_context():
            post = db.session.scalars(sa.select(Post.id)).one()
        path = f"/directory/people/{key}/posts/{post}/remove"
        assert sign_in("organiser").post(path).status_code == 403
        assert administrator.get(path).status_code == 405
        assert administrator.post(f"/directory/people/{key}/posts/999/remove").status_code == 404
        assert administrator.post(path).status_code == 302
        assert "Former posts" not in sign_in("viewer").get(f"/directory/people/{key}").text
    assert administrator.get("/directory/people/999").status_code == 404
