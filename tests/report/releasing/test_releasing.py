"""Two different people let an edition out; what has changed since needs a new one; withdrawn is withdrawn."""

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from facilitate.data.db import db
from facilitate.release.models import Verdict
from facilitate.report.models import Edition, Proceedings, Release
from facilitate.report.released_report import released_by, released_edition

from ...moment import stand_at
from ...statements import count_statements
from ..conftest import NOW, REPORT, report_event

PAGE = f"{REPORT}/release"


def editions(app) -> list[tuple[int, bool, int]]:
    """Number, whether it was released, by how many."""
    with app.app_context():
        rows = db.session.scalars(sa.select(Edition).order_by(Edition.number)).all()
        by = [
            db.session.scalar(sa.select(sa.func.count()).where(Release.edition_id == one.id))
            for one in rows
        ]
        return [
            (one.number, one.released_at is not None, number)
            for one, number in zip(rows, by, strict=True)
        ]


def out(app) -> int:
    """The number of the edition that is out; 0 for none."""
    with app.app_context():
        edition = released_edition(report_event())
        return edition.number if edition else 0


@pytest.mark.both_databases
def test_it_takes_two_different_people(app, sign_in, say) -> None:
    say("Referimi zgjat gjashtë muaj.")
    first, second = sign_in("organiser"), sign_in("facilitator")
    assert "Nothing has gone out yet. Two people in the team" in first.get(PAGE).text
    assert first.post(PAGE).status_code == 302
    assert (editions(app), out(app)) == ([(1, False, 0)], 0)
    with app.app_context():
        edition_id = db.session.scalars(sa.select(Edition.id)).one()
    assert first.post(f"{PAGE}/{edition_id}").status_code == 302
    asked = second.get(PAGE).text
    assert "Edition 1 is waiting for a second person; Arta Hoxha has released it." in asked
    assert "Two people are needed" not in asked
    again = first.post(f"{PAGE}/{edition_id}")
    assert (again.status_code, "You have already released this edition." in again.text) == (
        409,
        True,
    )
    assert (editions(app), out(app)) == ([(1, False, 1)], 0)
    assert second.post(f"{PAGE}/{edition_id}").status_code == 302
    assert (editions(app), out(app)) == ([(1, True, 2)], 1)
    text = first.get(PAGE).text
    assert "Edition 1 has been public since" in text
    assert "Arta Hoxha and Çeljeta Doçi" in text
    third = sign_in("lead_facilitator").post(f"{PAGE}/{edition_id}")
    assert (third.status_code, "This edition is already public." in third.text) == (409, True)
    answer = first.post(PAGE, follow_redirects=True)
    assert "Nothing has changed since edition 1, which is public." in answer.text
    assert editions(app) == [(1, True, 2)]


def test_nothing_is_made_while_a_passage_waits(app, organiser, say, verdict) -> None:
    line = say("Elira ishte aty.")
    refused = organiser.post(PAGE)
    assert (
        refused.status_code,
        "Nobody has decided about 1 passage in 1 line yet." in refused.text,
    ) == (
        409,
        True,
    )
    assert "Until then no edition can be created." in organiser.get(PAGE).text
    assert editions(app) == []
    verdict(line, "Elira", Verdict.REMOVE)
    assert organiser.post(PAGE).status_code == 302


def test_what_changed_meanwhile_is_told_and_needs_a_new_edition(
    app, sign_in, say, make_edition
) -> None:
    say("Referimi zgjat gjashtë muaj.")
    edition_id = make_edition()
    first, second = sign_in("organiser"), sign_in("facilitator")
    first.post(f"{PAGE}/{edition_id}")
    say("Duhen më shumë strehëza.")
    refused = second.post(f"{PAGE}/{edition_id}")
    assert refused.status_code == 409
    assert "The report has changed since this edition was created (" in refused.text
    assert (editions(app), out(app)) == ([(1, False, 1)], 0)
    second.post(PAGE)
    assert editions(app) == [
        (1, False, 0)
    ]  # the one that only waited gave way, and its release with it


def test_the_one_that_is_out_stays_out_until_the_next_is_released(
    app, sign_in, say, let_out
) -> None:
    say("Referimi zgjat gjashtë muaj.")
    let_out()
    say("Duhen më shumë strehëza.")
    first, second = sign_in("organiser"), sign_in("facilitator")
    first.post(PAGE)
    with app.app_context():
        edition_id = db.session.scalar(sa.select(sa.func.max(Edition.id)))
    first.post(f"{PAGE}/{edition_id}")
    assert (editions(app), out(app)) == ([(1, True, 2), (2, False, 1)], 1)
    assert "Until then edition 1 stays public." in first.get(PAGE).text
    second.post(f"{PAGE}/{edition_id}")
    assert (editions(app), out(app)) == ([(1, True, 2), (2, True, 2)], 2)


def test_withdrawn_closes_every_edition_at_once(app, sign_in, say, let_out) -> None:
    say("Referimi zgjat gjashtë muaj.")
    let_out()
    say("Duhen më shumë strehëza.")
    let_out()
    client = sign_in("organiser")
    with app.app_context():
        token = db.session.scalars(sa.select(Proceedings.token)).one()
        assert released_by(token) is not None
    assert client.post(f"{REPORT}/withdraw").status_code == 302
    with app.app_context():
        assert released_by(token) is None
    assert out(app) == 0
    edition_id = let_out()  # the same content may go out anew
    assert out(app) == 3
    with app.app_context():
        db.session.get_one(Edition, edition_id).withdrawn_at = NOW
        db.session.commit()
    refused = client.post(f"{PAGE}/{edition_id}")
    assert (refused.status_code, "This edition was withdrawn." in refused.text) == (409, True)


def test_what_was_withdrawn_is_said_inside_and_outside(app, sign_in, let_out) -> None:
    let_out()
    inside, outside = sign_in("organiser"), app.test_client()
    with app.app_context():
        token = db.session.scalars(sa.select(Proceedings.token)).one()
    for path in (f"/report/{token}", f"/report/{token}/sq", f"/report/{token}/en.docx"):
        assert outside.get(path).status_code == 200
    inside.post(f"{REPORT}/withdraw")
    for path in (f"/report/{token}", f"/report/{token}/sq", f"/report/{token}/en.docx"):
        answer = outside.get(path)
        assert (answer.status_code, "This has been withdrawn" in answer.text) == (410, True)
    assert outside.get("/report/nobody-has-this").status_code == 404
    assert "Edition 1 was withdrawn on" in inside.get(PAGE).text


def test_a_refusal_leads_back_to_where_it_was_pressed(app, sign_in, let_out) -> None:
    edition_id = let_out()
    client = sign_in("organiser")
    refused = client.post(
        f"{PAGE}/{edition_id}", headers={"Referer": f"http://localhost{PAGE}?x=1"}
    )
    assert (refused.status_code, f'href="{PAGE}?x=1"' in refused.text) == (409, True)
    elsewhere = client.post(
        f"{PAGE}/{edition_id}", headers={"Referer": "https://elsewhere.example/trap"}
    )
    assert "Back to the previous page" not in elsewhere.text


def test_the_way_to_the_release_is_shown_to_who_may_go_it(sign_in) -> None:
    ways = {
        who: f'href="{PAGE}"' in sign_in(who).get(f"{REPORT}/privacy").text
        for who in ("organiser", "note_taker")
    }
    assert ways == {"organiser": True, "note_taker": False}


def test_a_release_can_be_taken_back_while_it_waits(app, sign_in, make_edition) -> None:
    edition_id = make_edition()
    client = sign_in("organiser")
    client.post(f"{PAGE}/{edition_id}")
    assert client.post(f"{PAGE}/{edition_id}/back").status_code == 302
    assert editions(app) == [(1, False, 0)]
    client.post(f"{PAGE}/{edition_id}")
    sign_in("facilitator").post(f"{PAGE}/{edition_id}")
    assert client.post(f"{PAGE}/{edition_id}/back").status_code == 409
    assert out(app) == 1


def test_who_may(app, sign_in, client, make_edition) -> None:
    edition_id = make_edition()
    for name, status in (("note_taker", 403), ("staff", 403), ("viewer", 403), ("stranger", 404)):
        person = sign_in(name)
        assert person.get(PAGE).status_code == status
        for address in (
            PAGE,
            f"{PAGE}/{edition_id}",
            f"{PAGE}/{edition_id}/back",
            f"{REPORT}/withdraw",
        ):
            assert person.post(address).status_code == status
    assert client.post(f"{PAGE}/{edition_id}").status_code == 302
    organiser = sign_in("organiser")
    assert organiser.post(f"{PAGE}/999").status_code == 404
    for address in (f"{PAGE}/{edition_id}", f"{PAGE}/{edition_id}/back", f"{REPORT}/withdraw"):
        assert organiser.get(address).status_code == 405
    assert editions(app) == [(1, False, 0)]


def test_an_edition_keeps_what_was_read(app, say, let_out) -> None:
    line = say("Referimi zgjat gjashtë muaj.")
    edition_id = let_out()
    with app.app_context():
        before = db.session.get_one(Edition, edition_id).content
        assert set(before) == {"en", "sq"}
    say("Duhen më shumë strehëza.")
    with app.app_context():
        assert db.session.get_one(Edition, edition_id).content == before
    assert line


def test_as_many_questions_for_one_edition_as_for_two(organiser, say, let_out) -> None:
    asked = []
    for _turn in range(2):
        say("Referimi zgjat gjashtë muaj.")
        let_out()
        with count_statements() as statements:
            organiser.get(PAGE)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 16


def test_an_edition_of_an_event_that_is_not_over_says_so_beside_the_act(
    app, cast, sign_in, say
) -> None:
    say("Referimi zgjat gjashtë muaj.")
    with app.app_context():
        first = report_event().first_day
    before, during = "The event has not begun: it starts on", "The event is not over: it ends on"
    after = "Edition 1 was created before the event was over."

    def stand_on(day: int) -> None:
        stand_at(datetime.combine(first, time(9), UTC) + timedelta(days=day))

    def told(day: int) -> tuple[int, int, int]:
        stand_on(day)
        html = organiser.get(PAGE).text
        return html.count(before), html.count(during), html.count(after)

    stand_on(-1)
    organiser = sign_in("organiser")
    assert (told(-1), told(0), told(2)) == ((1, 0, 0), (0, 1, 0), (0, 0, 0))
    stand_on(1)
    assert organiser.post(PAGE).status_code == 302
    assert (told(1), told(2)) == ((0, 1, 0), (0, 0, 1))
