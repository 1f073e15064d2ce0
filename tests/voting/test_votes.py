"""A vote in the room: asked, answered once a phone or once a code, closed, and kept as numbers that know nobody."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import permutations, product

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.agenda.actions import start_agenda
from facilitate.agenda.models import Step
from facilitate.cafe.addresses import slip_url
from facilitate.cafe.models import Cafe
from facilitate.data.db import Base, db
from facilitate.events.models import Event
from facilitate.participation.actions import invite_to_event
from facilitate.participation.door.badge import badge_token
from facilitate.release.models import Clearing, TextSource, Verdict
from facilitate.release.texts import RoomText, owner_of_event, waiting_passages
from facilitate.voting.actions import cast_ballot, close_vote, forget_ballots
from facilitate.voting.addresses import pass_codes
from facilitate.voting.models import StepVote, VoteBallot, VoteChange, VoteWord
from facilitate.voting.queries import result_of
from facilitate.web.app import create_app
from facilitate.web.refused import Refused

from .. import moment
from ..directory.rows import add_office, add_worker

VOTES = "/events/spring/votes"


def fields_of(page: str) -> dict[str, str]:
    """The hidden fields of a phone's form."""
    return dict(re.findall(r'type="hidden"\s+name="(device|key|turn)"\s+value="([^"]*)"', page))


def phone_votes(app: Flask, vote, chosen: dict[str, object], **more: object):
    """A phone that was never here opens the code and sends."""
    phone = app.test_client()
    page = phone.get(f"/vote/{vote['code']}").text
    return phone, phone.post(f"/vote/{vote['code']}", data={**fields_of(page), **chosen, **more})


def totals(app: Flask, vote) -> tuple[list[int], int, int]:
    """The numbers of the options in the order they were typed, and how many voted by phone and on paper."""
    with app.app_context():
        result = result_of(db.session.get_one(StepVote, vote["id"]))
        counted = {row.id: row.total for row in result.rows}
        return [counted[one] for one in vote["options"]], result.phones, result.slips


@pytest.mark.both_databases
def test_the_latest_form_of_a_phone_counts_once_in_whatever_order_it_comes(
    app: Flask, hold_vote
) -> None:
    vote = hold_vote()
    one, two, three = vote["options"]
    forms = [(1, "a", {one: 3}), (2, "b", {two: 2}), (3, "c", {three: 1}), (3, "b", {one: 1})]
    orders = [
        *permutations(range(4)),
        *(order for order in product(range(4), repeat=5) if set(order) == {0, 1, 2, 3}),
    ]
    with app.app_context():
        for number, order in enumerate(orders[::7]):
            for at in order:
                turn, key, chosen = forms[at]
                cast_ballot(vote["id"], f"phone {number}", turn=turn, key=key, chosen=chosen)
        db.session.commit()
    count = len(orders[::7])
    assert totals(app, vote) == ([0, 0, count], count, 0)


def test_a_phone_votes_changes_its_mind_and_is_told(app: Flask, hold_vote) -> None:
    vote = hold_vote()
    first, _second, third = (f"o{number}" for number in vote["options"])
    phone, sent = phone_votes(app, vote, {first: 2, third: 1})
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/vote/{vote['code']}?sent=1")
    page = phone.get(sent.headers["Location"]).text
    assert "Your vote counts." in page
    assert (
        phone.post(f"/vote/{vote['code']}", data={**fields_of(page), first: 1}).status_code == 302
    )
    assert totals(app, vote) == ([1, 0, 0], 1, 0)
    refused = phone.post(f"/vote/{vote['code']}", data={**fields_of(page), first: 3, third: 1})
    assert refused.status_code == 422
    assert "You gave 4 dots, but you have 3." in refused.text
    late = phone.post(f"/vote/{vote['code']}", data={**fields_of(page), "turn": 1, third: 3})
    assert (late.status_code, "This is the one that counts." in late.text) == (409, True)
    assert totals(app, vote) == ([1, 0, 0], 1, 0)


@pytest.mark.parametrize(
    ("kind", "chosen", "wrong", "counted"),
    [
        ("ranking", ["1", "2", ""], ["1", "1", ""], [3, 2, 0]),
        ("gradients", "degree", "", [0, 1, 0, 0, 0, 0]),
        ("word", "Besim", "", []),
    ],
)
def test_every_kind_is_asked_checked_and_counted(
    app: Flask, organiser: FlaskClient, hold_vote, kind: str, chosen, wrong, counted
) -> None:
    vote = hold_vote(kind)
    if kind == "ranking":
        good, bad = (
            {f"o{key}": place for key, place in zip(vote["options"], one, strict=True)}
            for one in (chosen, wrong)
        )
    elif kind == "gradients":
        good, bad = {"degree": vote["options"][1]}, {"degree": "0"}
    else:
        good, bad = {"word": chosen}, {"word": " "}
    assert phone_votes(app, vote, bad)[1].status_code == 422
    assert phone_votes(app, vote, good)[1].status_code == 302
    if kind == "word":
        assert phone_votes(app, vote, {"word": "BESIM!"})[1].status_code == 302
        with app.app_context():
            assert [one.text for one in db.session.scalars(sa.select(VoteWord))] == ["Besim"]
            vote["options"] = list(db.session.scalars(sa.select(VoteWord.id)))
        counted = [2]
    assert totals(app, vote)[0] == counted
    assert organiser.get(f"{VOTES}/{vote['id']}").status_code == 200
    assert organiser.get(f"{VOTES}/{vote['id']}/wall").status_code == 200


def test_a_closed_vote_is_frozen_and_a_stranger_finds_nothing(
    app: Flask, organiser: FlaskClient, client: FlaskClient, hold_vote
) -> None:
    vote = hold_vote()
    first = f"o{vote['options'][0]}"
    phone_votes(app, vote, {first: 2})
    late = app.test_client()
    form = fields_of(late.get(f"/vote/{vote['code']}").text)
    organiser.post(f"{VOTES}/{vote['id']}/close")
    refused = late.post(f"/vote/{vote['code']}", data={**form, first: 1})
    assert (refused.status_code, "What you chose was not counted." in refused.text) == (409, True)
    organiser.post(f"{VOTES}/{vote['id']}/papers", data={first: 5, "slips": 2, "seen": 1})
    with app.app_context():
        forget_ballots()  # closed just now: they stay
        assert db.session.scalar(sa.select(sa.func.count(VoteBallot.id))) == 1
        db.session.execute(sa.delete(VoteBallot))
        db.session.commit()
    assert totals(app, vote) == ([7, 0, 0], 1, 2)
    again = organiser.post(f"{VOTES}/{vote['id']}/open", follow_redirects=True)
    assert "The single votes are deleted already" in again.text
    assert client.get("/vote/zzzzz").status_code == 404
    assert client.get(f"{VOTES}/{vote['id']}").status_code in (302, 404)


def test_a_steps_pages_show_what_its_closed_votes_came_to(
    app: Flask, organiser: FlaskClient, sign_in, hold_vote
) -> None:
    with app.app_context():
        spring = db.session.scalars(sa.select(Event).where(Event.slug == "spring")).one()
        steps = [{"kind": "plenary", "title_en": "Choosing", "minutes": 30}]
        day = {"start": "09:00", "planned_end": "17:00", "steps": steps}
        start_agenda(spring, {"days": [day]}, {}, {})
        db.session.commit()
        step = db.session.scalars(sa.select(Step.id)).one()
    vote = hold_vote(step_id=step)
    phone_votes(app, vote, {f"o{vote['options'][0]}": 2})
    part = f"{VOTES}/of-step/{step}"
    assert organiser.get(part).text.strip() == ""  # not yet closed
    organiser.post(f"{VOTES}/{vote['id']}/close")
    shown = sign_in("viewer").get(part).text
    assert ("What the room voted" in shown, "<b>2</b>" in shown) == (True, True)
    for page in (f"agenda/steps/{step}", f"agenda/steps/{step}/comments"):
        said = organiser.get(f"/events/spring/{page}").text
        assert f'hx-get="{part}"' in said, page
        assert f'<noscript><a href="{VOTES}">' in said, page  # nothing comes in beside it
    panel = {"X-Requested-With": "fetch"}
    beside = organiser.get(f"/events/spring/agenda/steps/{step}", headers=panel).text
    assert f'hx-get="{part}"' in beside
    assert sign_in("stranger").get(part).status_code == 404


@pytest.mark.both_databases
def test_a_personal_code_votes_once_and_nothing_joins_it_with_what_was_voted(
    app: Flask, hold_vote
) -> None:
    vote = hold_vote(passes=3)
    first, second, _third = (f"o{number}" for number in vote["options"])
    with app.app_context():
        codes = pass_codes(vote["id"], 3)
    phone, sent = phone_votes(app, vote, {first: 1}, **{"pass": codes[0].upper()})
    assert sent.status_code == 302
    again = phone.post(
        f"/vote/{vote['code']}",
        data={**fields_of(phone.get(f"/vote/{vote['code']}").text), second: 1},
    )
    assert again.status_code == 302  # its own vote, changed
    for code in (codes[0], "zzzzzz", ""):
        assert phone_votes(app, vote, {second: 2}, **{"pass": code})[1].status_code == 409
    assert phone_votes(app, vote, {second: 2}, **{"pass": codes[2]})[1].status_code == 302
    assert totals(app, vote) == ([0, 3, 0], 2, 0)
    with app.app_context():
        ballots = db.session.execute(sa.select(Base.metadata.tables["vote_ballot"])).all()
        used = db.session.scalar(sa.select(Base.metadata.tables["used_passes"].c.marks))
    assert used == sorted(used)
    held = {str(value) for row in ballots for value in row}
    assert not held & {*codes, *used}
    columns = set(Base.metadata.tables["vote_ballot"].c.keys())
    assert columns == {"id", "vote_id", "mark", "turn", "key", "chosen"}, "a ballot knows nobody"


def test_a_badge_or_slip_that_a_phone_has_opened_votes_once(app: Flask, hold_vote, cast) -> None:
    vote = hold_vote(badges=True)
    with app.app_context():
        event = db.session.get_one(Event, cast.event_id)
        guest = invite_to_event(event, add_worker("Ana Çela", add_office("Qendra e Grave")))
        db.session.commit()
        token, slip = badge_token(guest.id), slip_url(Cafe(id=1), f"p{guest.id}")
    found_by_name = app.test_client()
    found_by_name.get(slip.partition("?")[0])
    assert token not in found_by_name.get(f"/vote/{vote['code']}").text
    answers = []
    for carried in (slip, f"/b/{token}"):
        phone = app.test_client()
        phone.get(carried)
        page = phone.get(f"/vote/{vote['code']}").text
        assert f'value="{token}"' in page
        sent = {**fields_of(page), "pass": token, f"o{vote['options'][0]}": 1}
        answers.append(phone.post(f"/vote/{vote['code']}", data=sent).status_code)
    assert answers == [302, 409]
    assert totals(app, vote) == ([1, 0, 0], 1, 0)


def test_phones_behind_one_router_do_not_use_up_each_others_patience(app: Flask, hold_vote) -> None:
    vote = hold_vote("gradients")
    settings = app.extensions["settings"]
    strict = create_app(replace(settings, extra={"RATELIMIT_ENABLED": True}))
    phone = strict.test_client(use_cookies=False)
    answers = []
    for _number in range(44):  # more than one phone may send in a minute
        own = fields_of(phone.get(f"/vote/{vote['code']}").text)
        sent = {**own, "degree": vote["options"][0]}
        answers.append(phone.post(f"/vote/{vote['code']}", data=sent).status_code)
    assert set(answers) == {302}
    again = [phone.post(f"/vote/{vote['code']}", data=sent).status_code for _number in range(42)]
    assert again[-1] == 429, "one phone alone is held back"
    assert totals(app, vote)[1] == 44
    with strict.app_context():
        db.engine.dispose()


def test_the_wall_is_asked_cheaply_and_keeps_a_hidden_result(
    app: Flask, organiser: FlaskClient, hold_vote
) -> None:
    vote = hold_vote(hidden=True)
    now = f"{VOTES}/{vote['id']}/wall/now?lang=en"
    seen = re.search(r'data-seen="([^"]+)"', organiser.get(now).text)[1]
    assert organiser.get(f"{now}&seen={seen}").status_code == 204
    phone_votes(app, vote, {f"o{vote['options'][0]}": 3})
    page = organiser.get(f"{now}&seen={seen}")
    assert (page.status_code, "Training" in page.text, "1 vote:" in page.text) == (200, False, True)
    organiser.post(f"{VOTES}/{vote['id']}/close")
    assert "Training" in organiser.get(now).text


def test_slips_typed_by_two_people_meet(app: Flask, organiser: FlaskClient, hold_vote) -> None:
    vote = hold_vote("ranking")
    one, two, three = vote["options"]
    slip = {f"o{one}": 2, f"o{two}": 1, f"o{three}": ""}
    assert organiser.post(f"{VOTES}/{vote['id']}/slip", data=slip).status_code == 302
    assert totals(app, vote) == ([2, 3, 0], 0, 1)
    typed = {f"o{one}": 9, f"o{two}": 3, "slips": 3, "seen": 0}
    met = organiser.post(f"{VOTES}/{vote['id']}/papers", data=typed)
    assert (met.status_code, "1: 2, 2: 3, 3: 0" in met.text, 'value="9"' in met.text) == (
        409,
        True,
        True,
    )
    assert totals(app, vote) == ([2, 3, 0], 0, 1)


def test_options_stay_once_somebody_has_voted(
    app: Flask, organiser: FlaskClient, hold_vote
) -> None:
    vote = hold_vote()
    phone_votes(app, vote, {f"o{vote['options'][0]}": 1})
    page = organiser.get(f"{VOTES}/{vote['id']}/edit").text
    form = {
        "version": re.search(r'name="version"[^>]*value="(\d+)"', page)[1],
        "question-en": "Other?",
        "dots": 3,
        "passes": 0,
        "kind": "dots",
        "lines": "Only one\nAnd two",
    }
    refused = organiser.post(f"{VOTES}/{vote['id']}/edit", data=form, follow_redirects=True)
    assert "People have already voted" in refused.text
    removed = organiser.post(f"{VOTES}/{vote['id']}/remove", follow_redirects=True)
    undo = re.search(r'action="(/events/spring/history/[^"]+)"', removed.text)[1].replace(
        "&amp;", "&"
    )
    assert organiser.post(undo).status_code == 302
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(VoteBallot.id))) == 1


def test_nobody_votes_in_a_vote_that_is_not_open(app: Flask, hold_vote, cast) -> None:
    vote = hold_vote(opened=False)
    with app.app_context():
        with pytest.raises(Refused):
            cast_ballot(vote["id"], "m", turn=1, key="k", chosen={})
        row = db.session.get_one(StepVote, vote["id"])
        close_vote(db.session.get_one(Event, cast.event_id), row)
        assert row.status == "prepared"


@pytest.mark.both_databases
def test_a_word_nobody_stands_by_any_more_is_not_counted_when_the_vote_is_closed_again(
    app: Flask, organiser: FlaskClient, hold_vote
) -> None:
    vote = hold_vote("word")
    phone, _answer = phone_votes(app, vote, {}, word="Trust")
    organiser.post(f"{VOTES}/{vote['id']}/close")
    organiser.post(f"{VOTES}/{vote['id']}/open")
    fields = fields_of(phone.get(f"/vote/{vote['code']}").text)
    phone.post(f"/vote/{vote['code']}", data={**fields, "word": "Hope"})
    organiser.post(f"{VOTES}/{vote['id']}/close")
    with app.app_context():
        result = result_of(db.session.get_one(StepVote, vote["id"]))
        assert [(row.text.en, row.total) for row in result.rows] == [("Hope", 1)]


def test_the_wall_shows_a_word_as_soon_as_it_is_released(
    app: Flask, organiser: FlaskClient, hold_vote, cast
) -> None:
    vote, name = hold_vote("word"), "Arben Hoxha"
    phone_votes(app, vote, {}, word=name)
    now = f"{VOTES}/{vote['id']}/wall/now?lang=en"
    page = organiser.get(now).text
    assert (name in page, "1 word waits" in page) == (False, True)
    seen = re.search(r'data-seen="([^"]+)"', page)[1]
    assert organiser.get(f"{now}&seen={seen}").status_code == 204
    with app.app_context():
        word = db.session.scalars(sa.select(VoteWord)).one()
        text = RoomText(TextSource.VOTE_WORD, word.id, "text", name)
        whose = owner_of_event(db.session.get_one(Event, cast.event_id))
        for row_id, found in waiting_passages(whose, [text]):
            kept = {"found": found, "verdict": Verdict.KEEP, "at": moment.now()}
            db.session.add(Clearing(**whose._asdict(), source=text.source, row_id=row_id, **kept))
        db.session.commit()
    page = organiser.get(f"{now}&seen={seen}").text
    assert (name in page, "waits" in page) == (True, False)
    seen = re.search(r'data-seen="([^"]+)"', page)[1]
    assert organiser.get(f"{now}&seen={seen}").status_code == 204


@pytest.mark.both_databases
def test_the_bin_keeps_no_single_vote_longer_than_the_vote_itself(
    app: Flask, organiser: FlaskClient, hold_vote
) -> None:
    vote = hold_vote()
    phone_votes(app, vote, {f"o{vote['options'][0]}": 3})
    organiser.post(f"{VOTES}/{vote['id']}/close")
    with app.app_context():
        db.session.get_one(StepVote, vote["id"]).closed_at = moment.now() - timedelta(days=2)
        db.session.commit()
    removed = organiser.post(f"{VOTES}/{vote['id']}/remove", follow_redirects=True)
    with app.app_context():
        forget_ballots()
        kept = db.session.scalars(sa.select(VoteChange)).one().cells
        assert {cell[0] for cell in kept} == {"step_vote", "vote_option"}
    undo = re.search(r'action="(/events/spring/history/[^"]+)"', removed.text)[1]
    assert organiser.post(undo.replace("&amp;", "&")).status_code == 302
    assert totals(app, vote) == ([3, 0, 0], 1, 0)


def test_a_made_up_cookie_is_a_new_phone(app: Flask, hold_vote) -> None:
    vote, phone = hold_vote("word"), app.test_client()
    sent = phone.post(f"/vote/{vote['code']}", data={"device": "abc.ç", "word": "Trust"})
    assert sent.status_code == 302
