"""The draft on screen is put together once and kept until anybody saves anything: in this process, another one, or a command."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate.data.db import db
from facilitate.data.state import state_of_data
from facilitate.notes.models import NoteLine
from facilitate.web.kept_pieces import ROOM, KeptPieces, Piece

from ...bench_demo import signed_in
from ...statements import count_statements

PAGE = "/events/spring/report/read"
pytestmark = pytest.mark.both_databases


def article_of(page: str) -> str:
    """The report in a page, without what the page says around it."""
    return page.partition("<article")[2].partition("</article>")[0]


def test_asked_again_it_costs_little_and_says_the_same(request, organiser, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    first = organiser.get(PAGE)
    with count_statements() as asked:
        second = organiser.get(PAGE)
    assert article_of(second.text) == article_of(first.text)
    assert "Referimi zgjat gjashtë muaj." in second.text
    assert len(asked) <= 8 or "postgresql" in request.node.callspec.id  # others write meanwhile


def test_whatever_is_saved_elsewhere_is_in_it_at_once(app: Flask, organiser, say) -> None:
    """By another connection, as another process has it: the session of this one knows nothing of it."""
    line = say("Referimi zgjat gjashtë muaj.")
    organiser.get(PAGE)
    with app.app_context():
        other = sa.create_engine(db.engine.url)
        with other.begin() as connection:
            wanted = sa.update(NoteLine).where(NoteLine.id == line)
            connection.execute(wanted.values(text="Referimi zgjat një javë."))
        other.dispose()
    page = organiser.get(PAGE).text
    assert "Referimi zgjat një javë." in page
    assert "gjashtë muaj" not in page


def test_each_language_and_each_role_has_its_own(sign_in, organiser, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    assert 'lang="sq"' in organiser.get(f"{PAGE}?language=sq").text
    assert 'class="proc" lang="en"' in organiser.get(f"{PAGE}?language=en").text
    assert 'class="proc" lang="sq"' in organiser.get(f"{PAGE}?language=sq").text
    assert sign_in("viewer").get(PAGE).status_code == 409
    assert sign_in("stranger").get(PAGE).status_code == 404


@pytest.mark.one_database
def test_photos_come_by_an_address_of_their_own(app: Flask, sign_in, demo) -> None:
    team = signed_in(app)
    page = team.get("/events/annual-2008/report/read").text
    assert "data:image/jpeg" not in page
    photos = re.findall(r'<img src="(/events/annual-2008/report/read/sq/photos/[^"]+)"', page)
    assert [team.get(one).mimetype for one in photos] == ["image/jpeg"] * 2
    assert "private" in team.get(photos[0]).headers["Cache-Control"]
    address = photos[0].partition("?")[0].removesuffix("1")
    assert [team.get(f"{address}{number}").status_code for number in (0, 3)] == [404, 404]
    assert sign_in("stranger").get(photos[0]).status_code == 404


def test_a_state_is_another_after_each_commit_and_none_within_a_change(app: Flask, say) -> None:
    line = say("Referimi zgjat gjashtë muaj.")
    with app.app_context():
        states = [state_of_data()]
        assert states[0] != ""
        for text in ("a", "b", "a"):
            db.session.get_one(NoteLine, line).text = text
            db.session.flush()
            assert state_of_data() == ""
            db.session.commit()
            states.append(state_of_data())
    assert len(set(states)) == 4


def test_what_takes_much_room_is_not_kept_and_the_oldest_goes_first() -> None:
    pieces = KeptPieces()
    third = Piece("x" * (ROOM // 3))
    for number in (1, 2, 3):
        pieces.keep((number,), "state", third)
    pieces.of((1,), "state")
    pieces.keep((4,), "state", third)
    pieces.keep((5,), "state", Piece("x" * (ROOM // 2 + 1)))
    kept = [number for number in range(1, 6) if pieces.of((number,), "state")]
    assert kept == [1, 3, 4]
    assert pieces.of((1,), "another") is None
