"""Jobs: said once who does one, its tasks follow; added, renamed, merged, taken away, undone."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.checklists.models import Task, TaskRole
from facilitate.data.db import db
from facilitate.lib.text import Words

from ...people import Cast
from .facts import LIST

JOBS = f"{LIST}/jobs"


@pytest.fixture
def jobs(app: Flask, started: FlaskClient) -> list[int]:
    """The jobs, by how many tasks they have, most first."""
    with app.app_context():
        query = (
            sa.select(Task.role_id)
            .group_by(Task.role_id)
            .order_by(sa.func.count().desc(), Task.role_id)
        )
        return [key for key in db.session.scalars(query) if key]


def typed(app: Flask, **change: str) -> dict[str, str]:
    """The whole form as the page shows it, some of it changed."""
    data = {}
    with app.app_context():
        for role in db.session.scalars(sa.select(TaskRole).where(TaskRole.removed_at.is_(None))):
            member = str(role.member_id or "")
            data |= {
                f"job-{role.id}-name-en": role.name.en,
                f"job-{role.id}-was-en": role.name.en,
                f"job-{role.id}-name-sq": role.name.sq,
                f"job-{role.id}-was-sq": role.name.sq,
                f"job-{role.id}-member_id": member,
                f"job-{role.id}-was": member,
            }
    return data | {
        name.replace("_of_", "-").replace("job_", "job-"): value for name, value in change.items()
    }


def owners(app: Flask, role: int) -> list[Any]:
    with app.app_context():
        query = (
            sa.select(Task.owner_id, Task.owner_by_hand)
            .where(Task.role_id == role)
            .order_by(Task.position)
        )
        return [tuple(row) for row in db.session.execute(query)]


def test_the_page_shows_every_job(
    started: FlaskClient, jobs: list[int], sign_in: Callable[[str], FlaskClient]
) -> None:
    text = started.get(JOBS).text
    assert text.count('<tr id="job-') == len(jobs)
    assert f'href="{LIST}?job={jobs[0]}"' in text
    assert "<select" not in sign_in("viewer").get(JOBS).text
    assert sign_in("stranger").get(JOBS).status_code == 404


def test_tasks_follow_but_those_given_by_hand(
    app: Flask, started: FlaskClient, jobs: list[int], cast: Cast
) -> None:
    number = len(owners(app, jobs[0]))
    with app.app_context():
        task = db.session.scalars(
            sa.select(Task).where(Task.role_id == jobs[0]).order_by(Task.position)
        ).first()
        assert task
        task.owner_id, task.owner_by_hand = cast.members["facilitator"], True
        db.session.commit()
    before = owners(app, jobs[0])
    data = typed(app) | {f"job-{jobs[0]}-member_id": str(cast.members["viewer"])}
    text = started.post(JOBS, data=data, follow_redirects=True).text
    assert f"{number - 1} tasks follow. 1 assigned by hand stays." in text
    expected = [
        (cast.members["facilitator"], True),
        *[(cast.members["viewer"], False)] * (number - 1),
    ]
    assert owners(app, jobs[0]) == expected
    started.post(f"{LIST}/undo?on=jobs")
    assert owners(app, jobs[0]) == before
    data = typed(app) | {f"job-{jobs[0]}-member_id": ""}
    started.post(JOBS, data=data)
    assert owners(app, jobs[0])[1:] == [(None, False)] * (number - 1)


def test_what_was_not_changed_on_the_page_stays_as_others_have_it(
    app: Flask, started: FlaskClient, jobs: list[int], cast: Cast
) -> None:
    data = typed(app)
    started.post(JOBS, data=data | {f"job-{jobs[0]}-member_id": str(cast.members["viewer"])})
    started.post(JOBS, data=data | {f"job-{jobs[1]}-name-en": "Renamed"})  # opened before
    with app.app_context():
        assert db.session.get_one(TaskRole, jobs[0]).member_id == cast.members["viewer"]
        assert db.session.get_one(TaskRole, jobs[1]).name.en == "Renamed"


def test_names_in_both_languages_and_no_name_twice(
    app: Flask, started: FlaskClient, jobs: list[int]
) -> None:
    data = typed(app) | {f"job-{jobs[0]}-name-en": "Post", f"job-{jobs[0]}-name-sq": "Posta"}
    started.post(JOBS, data=data)
    with app.app_context():
        assert db.session.get_one(TaskRole, jobs[0]).name == Words("Post", "Posta")
    again = typed(app) | {f"job-{jobs[1]}-name-en": "post"}
    assert started.post(JOBS, data=again).status_code == 409
    empty = typed(app) | {f"job-{jobs[1]}-name-en": "", f"job-{jobs[1]}-name-sq": ""}
    answer = started.post(JOBS, data=empty)
    assert answer.status_code == 422
    assert "Please fill this in" in answer.text
    assert (
        started.post(JOBS, data=typed(app) | {f"job-{jobs[1]}-member_id": "999"}).status_code == 422
    )


def test_a_job_is_added_and_chosen_for_a_task(app: Flask, started: FlaskClient, cast: Cast) -> None:
    data = {
        "new-name-en": "Flowers",
        "new-name-sq": "Lule",
        "new-member_id": str(cast.members["viewer"]),
    }
    assert (
        "“Flowers” was added to the jobs."
        in started.post(f"{JOBS}/new", data=data, follow_redirects=True).text
    )
    twice = started.post(f"{JOBS}/new", data=data | {"new-name-sq": ""})
    assert (twice.status_code, "There is already a job with that name." in twice.text) == (
        422,
        True,
    )
    assert started.post(f"{JOBS}/new", data={}).status_code == 422
    assert ">Flowers</option>" in started.get(f"{LIST}/tasks/new").text
    started.post(f"{LIST}/undo")
    assert ">Flowers</option>" not in started.get(f"{LIST}/tasks/new").text


def test_two_jobs_become_one_and_two_again(
    app: Flask, started: FlaskClient, jobs: list[int], cast: Cast
) -> None:
    first, second = owners(app, jobs[0]), owners(app, jobs[1])
    data = typed(app) | {f"job-{jobs[1]}-member_id": str(cast.members["viewer"])}
    started.post(JOBS, data=data)
    text = started.post(
        f"{JOBS}/{jobs[0]}/merge", data={f"into-{jobs[0]}": str(jobs[1])}, follow_redirects=True
    ).text
    assert f"{len(first)} tasks were moved to" in text
    assert owners(app, jobs[1]) == [(cast.members["viewer"], False)] * (len(first) + len(second))
    assert f'id="job-{jobs[0]}"' not in text
    started.post(f"{LIST}/undo")
    assert owners(app, jobs[0]) == first
    assert f'id="job-{jobs[0]}"' in started.get(JOBS).text
    for into in ("", str(jobs[0]), "999", "x"):
        assert (
            started.post(f"{JOBS}/{jobs[0]}/merge", data={f"into-{jobs[0]}": into}).status_code
            == 409
        )
    assert started.post(f"{JOBS}/999/merge").status_code == 404


def test_a_job_goes_and_its_tasks_keep_their_person(
    app: Flask, started: FlaskClient, jobs: list[int]
) -> None:
    before = owners(app, jobs[0])
    text = started.post(f"{JOBS}/{jobs[0]}/remove", follow_redirects=True).text
    assert f"{len(before)} tasks now have no job." in text
    with app.app_context():
        left = db.session.execute(
            sa.select(Task.owner_id, Task.owner_by_hand).where(Task.role_id.is_(None))
        )
        assert [tuple(row) for row in left] == [
            (owner, owner is not None) for owner, _by_hand in before
        ]
    assert started.post(f"{JOBS}/{jobs[0]}/remove").status_code == 404
    started.post(f"{LIST}/undo")
    assert owners(app, jobs[0]) == before


@pytest.mark.parametrize("path", ["", "/new", "/1/merge", "/1/remove"])
def test_only_who_edits_the_list_changes_jobs(
    sign_in: Callable[[str], FlaskClient], path: str
) -> None:
    assert sign_in("note_taker").post(JOBS + path).status_code == 403
