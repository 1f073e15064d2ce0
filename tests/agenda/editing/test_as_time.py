"""The agenda seen as time: where blocks stand, what is said of them, and a step that is dropped at a time of its own."""

import re
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from facilitate.agenda.editing.as_time import digit_words, draw_steps, picture_span
from facilitate.agenda.models import Step
from facilitate.data.db import db

AGENDA = "/events/spring/agenda"
PART = {"X-Requested-With": "fetch"}


def rows(*times: tuple[int, int]) -> list[Any]:
    return [
        SimpleNamespace(
            one=SimpleNamespace(start=start, end=end, step=SimpleNamespace(id=number)),
        )
        for number, (start, end) in enumerate(times, 1)
    ]


def lanes(*times: tuple[int, int]) -> list[tuple[int, int, int]]:
    return [(one.at, one.lane, one.lanes) for one in draw_steps(rows(*times), 540)]


def test_what_overlaps_stands_side_by_side_and_what_follows_does_not() -> None:
    assert lanes((540, 570), (570, 600)) == [(0, 0, 1), (30, 0, 1)]
    assert lanes((540, 600), (580, 620), (620, 630)) == [(0, 0, 2), (40, 1, 2), (80, 0, 1)]
    assert lanes((600, 630), (540, 610), (630, 640)) == [(60, 1, 2), (0, 0, 2), (90, 0, 1)]
    assert {lanes_ for _at, _lane, lanes_ in lanes(*[(540, 600)] * 9)} == {4}


def test_a_picture_goes_from_the_first_start_to_the_last_end() -> None:
    def day(starts: int, end: int, *times: tuple[int, int]) -> Any:
        steps = [
            SimpleNamespace(start=start, end=end, minutes=end - start, holds=False)
            for start, end in times
        ]
        return SimpleNamespace(day=SimpleNamespace(starts=starts, planned_end=end), steps=steps)

    long = picture_span([day(540, 1020, (515, 560), (560, 1050))])
    assert (long.begins, long.ends, long.scale) == (510, 1050, 2)
    assert list(long.hours) == [540, 600, 660, 720, 780, 840, 900, 960, 1020]
    assert picture_span([day(540, 600), day(480, 600, (480, 485))]).scale == 3
    assert digit_words(1545) == "k1 h5 t4 o5"


def test_each_step_is_a_block_of_its_length(sign_in, blocks) -> None:
    for role, grips in (("organiser", True), ("viewer", False)):
        text = sign_in(role).get(f"{AGENDA}?view=time").text
        found = re.findall(r'<li id="step-(\d+)"[^>]* data-len="([^"]+)" data-start="(\d+)"', text)
        shown = {int(key): (length, int(start)) for key, length, start in found}
        assert shown[blocks["Opening"]] == ("k0 h0 t1 o5", 540)
        assert shown[blocks["Who pays"]] == ("k0 h0 t3 o0", 600)
        assert ('class="grip"' in text) is grips
        assert (f'/agenda/steps/{blocks["Opening"]}"' in text) is grips
        assert "style=" not in text[text.index('class="times') :]


def test_dropped_at_a_time_of_its_own_in_one_change(organiser: FlaskClient, blocks, plan) -> None:
    there = {"step": blocks["A walk"], "list": "2027-03-18", "after": blocks["Coffee"]}
    answer = organiser.post(
        f"{AGENDA}/move", data={**there, "start": "14:05", "view": "time"}, headers=PART
    )
    assert 'class="times' in answer.text
    walk = plan().steps[blocks["A walk"]]
    assert (walk.day is not None, walk.pinned) == (True, 845)
    organiser.post(f"{AGENDA}/move", data={**there, "start": ""})
    assert plan().steps[blocks["A walk"]].pinned is None
    organiser.post(f"{AGENDA}/undo")
    assert plan().steps[blocks["A walk"]].pinned == 845
    organiser.post(f"{AGENDA}/undo")
    walk = plan().steps[blocks["A walk"]]
    assert (walk.day, walk.pinned) == (None, None)
    refused = organiser.post(f"{AGENDA}/move", data={**there, "start": "soon"}, headers=PART)
    assert refused.status_code == 409
    assert "Write the time like 9:30" in refused.text
    assert plan().steps[blocks["A walk"]].day is None


def test_a_day_of_many_long_steps_is_drawn_to_the_end_of_the_picture(organiser, app, steps) -> None:
    with app.app_context():
        db.session.execute(sa.update(Step).values(minutes=1440, pinned=None))
        db.session.commit()
    organiser.post(f"{AGENDA}/duplicate", data={"step": list(steps.values())})
    organiser.post(f"{AGENDA}/duplicate", data={"step": list(steps.values())})
    assert organiser.get(f"{AGENDA}?view=time&day=all").status_code == 200
    assert digit_words(14_940) == "k9 h9 t9 o9"
