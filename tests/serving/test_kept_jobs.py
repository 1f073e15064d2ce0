"""A kept job is done once, tried again with pauses, by another worker when its own was killed; of several servers one does what is due."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from facilitate import clock
from facilitate.data.db import db
from facilitate.data.noted import choose_first, chosen_value, claim_turn, note_value, noted_value
from facilitate.run import jobs
from facilitate.run.jobs import (
    KeptJob,
    KeptState,
    enqueue_job,
    find_kept_jobs,
    kept_job,
    retry_kept_job,
    run_kept,
)

pytestmark = pytest.mark.both_databases


@pytest.fixture
def done() -> Iterator[list[str]]:
    """What the job was given; “break” breaks it."""
    found: list[str] = []

    @kept_job
    def note_kept(what: str) -> None:
        found.append(what)
        if what == "break":
            raise LookupError("what somebody typed")

    found_by["job"] = note_kept
    yield found
    del jobs._jobs["note_kept"]
    jobs._kept.discard("note_kept")


found_by: dict[str, object] = {}


@pytest.fixture
def queued(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, int]]]:
    """What stands in the queue: nobody works it off but the test."""
    put: list[tuple[str, int]] = []
    monkeypatch.setitem(app.extensions, "run_job", lambda *what: put.append(what))
    monkeypatch.setattr(app.extensions["queue"], "immediate", False)
    with app.app_context():
        yield put


def later(monkeypatch: pytest.MonkeyPatch, **time: int) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "_source", lambda: now + timedelta(**time))


def states() -> list[tuple[KeptState, int, str]]:
    db.session.expire_all()
    return [(one.state, one.tries, one.error) for one in db.session.scalars(sa.select(KeptJob))]


def test_it_is_done_once_however_often_it_is_queued(done: list[str], queued) -> None:
    enqueue_job(found_by["job"], "a")
    ((runner, job_id),) = queued
    assert (runner, states()) == ("run_kept", [(KeptState.WAITING, 0, "")])
    run_kept(job_id)
    run_kept(job_id)
    assert (done, states()) == (["a"], [])


def test_one_that_breaks_is_tried_again_with_pauses_then_left_to_a_person(
    done: list[str], queued, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue_job(found_by["job"], "break")
    job_id = queued.pop()[1]
    for tries, minutes in enumerate((1, 5, 20), start=1):
        run_kept(job_id)
        ((state, tried, error),) = states()
        assert (state, tried) == (KeptState.WAITING, tries)
        assert error.startswith("LookupError (test_kept_jobs.py:")
        later(monkeypatch, minutes=minutes, seconds=-10)
        find_kept_jobs()
        assert queued == []
        later(monkeypatch, seconds=20)
        find_kept_jobs()
        assert queued == [("run_kept", job_id)]
        queued.clear()
    run_kept(job_id)
    assert [(state, tries) for state, tries, _error in states()] == [(KeptState.FAILED, 4)]
    later(monkeypatch, days=2)
    find_kept_jobs()
    assert (queued, done) == ([], ["break"] * 4)
    retry_kept_job(db.session.scalars(sa.select(KeptJob)).one())
    assert (queued, states()[0][:2]) == ([("run_kept", job_id)], (KeptState.WAITING, 0))


def test_one_whose_worker_was_killed_is_done_by_another(
    done: list[str], queued, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue_job(found_by["job"], "b")
    job_id = queued.pop()[1]
    db.session.execute(
        sa.update(KeptJob).values(state=KeptState.RUNNING, alive_at=clock.now(), tries=1)
    )
    db.session.commit()
    find_kept_jobs()
    run_kept(job_id)
    assert (done, queued, states()[0][0]) == ([], [], KeptState.RUNNING)
    later(monkeypatch, minutes=2)
    find_kept_jobs()
    later(monkeypatch, minutes=2)
    find_kept_jobs()
    assert queued == [("run_kept", job_id)]
    run_kept(job_id)
    assert (done, states()) == (["b"], [])


def test_one_that_the_queue_has_lost_is_found(
    done: list[str], queued, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue_job(found_by["job"], "c")
    job_id = queued.pop()[1]
    find_kept_jobs()
    assert queued == []
    later(monkeypatch, minutes=3)
    find_kept_jobs()
    find_kept_jobs()
    assert queued == [("run_kept", job_id)]


def test_of_several_servers_one_does_what_is_due(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        hour = timedelta(hours=1)
        assert [claim_turn("sweep", hour) for _ in range(3)] == [True, False, False]
        assert claim_turn("another", hour)
        later(monkeypatch, minutes=61)
        assert [claim_turn("sweep", hour) for _ in range(3)] == [True, False, False]
        note_value("a", "1")
        note_value("a", "2")
        assert (noted_value("a"), noted_value("b")) == ("2", "")


def test_what_is_due_is_done_though_something_before_it_breaks(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def breaks() -> None:
        raise RuntimeError("the first one")

    def is_done() -> None:
        done.append("the second one")

    monkeypatch.setattr(jobs, "_daily", [breaks, is_done])
    app.extensions["run_daily"]()
    assert done == ["the second one"]


def test_what_waits_in_a_queue_is_known_to_the_version_before(app: Flask) -> None:
    """Servers are brought up to date one after the other: each finds the jobs of the others by the same names."""
    named = {
        name
        for queue in ("queue", "slow_queue")
        for name in app.extensions[queue]._registry._registry
        if not name.startswith("functools.")
    }
    assert named == {
        f"facilitate.jobs.{job}" for job in ("run_job", "run_daily", "run_every_minute")
    }


def test_of_several_who_choose_at_once_the_first_ones_choice_stays(app: Flask) -> None:
    """Two servers that start together both see that nothing is chosen yet."""
    with app.app_context():
        choose_first("host", "one")
        choose_first("host", "two")
        db.session.commit()
        assert chosen_value("host") == "one"
