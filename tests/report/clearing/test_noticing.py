"""Whatever leaves is looked through when it is written: every column, by whatever way it came, by one job and without a page."""

import random
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from facilitate.accounts.models import User
from facilitate.data.db import Base, WordsType, db
from facilitate.events.models import Event
from facilitate.forums.models import Forum
from facilitate.lib.text import Words
from facilitate.notes.models import NoteLine
from facilitate.release.clearing import texts_of_rooms
from facilitate.release.models import FoundPassages, Verdict
from facilitate.release.texts import TextOwner
from facilitate.report.clearing import looking, noticing
from facilitate.report.clearing.finding import find_passages
from facilitate.report.clearing.looking import keep_found, look_through_all
from facilitate.report.clearing.names import known_names
from facilitate.report.clearing.noticing import (
    look_at,
    owners_of_rows,
    table_of_class,
    watched_columns,
)
from facilitate.report.clearing.texts import names_known_to_event
from facilitate.setup.demo.load import OFFICIAL
from facilitate.web.app import create_app

from ...browser.pages import page_addresses
from ...databases import free_port
from ...fuzz.routes import forms_of
from ...planner_settings import settings_for
from ...privacy_corpus import read_corpus
from ...processes import run_at_once, wait_until
from ..conftest import REPORT, report_event
from .looked import forget_findings, texts_left

pytestmark = pytest.mark.looks_through

SAID = "Elira nga Gurasi ishte 16 vjeç."
LONG_AGO = date(2001, 1, 1)


def is_prose(column: sa.Column[Any]) -> bool:
    """Whether people may write sentences into it."""
    own = column.unique or column.primary_key or column.foreign_keys
    return not own and (isinstance(column.type, WordsType) or type(column.type) is sa.Text)


def with_sign(value: Any, sign: str) -> Any:
    """What somebody wrote with a sign behind it; None where nobody wrote anything."""
    if isinstance(value, Words):
        return (
            Words(*(f"{text} {sign}" if text else "" for text in (value.en, value.sq)))
            if value
            else None
        )
    return f"{value} {sign}" if value and " " in value else None


def test_one_job_looks_through_whatever_was_written(demo) -> None:
    """As once the demo has been loaded: every row of every table that is watched."""
    forget_findings(demo)
    with demo.app_context():
        rows = {
            name: list(db.session.scalars(sa.select(table_of_class(name).c.id)))
            for name in watched_columns()
        }
        db.session.commit()
        look_at(rows)
    assert texts_left(demo) == []


def test_every_column_that_leaves_is_watched(demo) -> None:
    """Each column gets a sign of its own; those that come out again in what the rooms let leave are known."""
    signs: dict[str, str] = {}
    with demo.app_context():
        for table in Base.metadata.sorted_tables:
            for column in table.c if "id" in table.c else ():
                if not is_prose(column):
                    continue
                sign = f"Zq{len(signs)}x"
                for key, value in db.session.execute(sa.select(table.c.id, column)).all():
                    if (said := with_sign(value, sign)) is not None:
                        signs[sign] = f"{table.name}.{column.name}"
                        db.session.execute(
                            sa.update(table).where(table.c.id == key).values({column: said})
                        )
        db.session.commit()
        whose = [TextOwner(key) for key in db.session.scalars(sa.select(Event.id))]
        whose += [TextOwner(forum_id=key) for key in db.session.scalars(sa.select(Forum.id))]
        texts = " ".join(one.text for each in whose for one in texts_of_rooms(each))
        known = {
            f"{table_of_class(name).name}.{field}"
            for name, fields in watched_columns().items()
            for field in fields
        }
    met = {signs[sign] for sign in re.findall(r"Zq\d+x", texts)}
    assert met - known == set()
    assert len(met) > 30


def test_every_watched_column_is_noticed(demo, monkeypatch) -> None:
    """A row of each is changed by its class alone, as any page, command or import does; and one job is asked for."""
    asked: list[Any] = []
    monkeypatch.setattr(noticing, "enqueue_job", lambda *given: asked.append(given))
    missed = []
    with demo.app_context():
        models = {one.class_.__name__: one.class_ for one in Base.registry.mappers}
        for name, fields in watched_columns().items():
            for field in sorted(fields):
                row, column = (
                    db.session.scalar(sa.select(models[name]).limit(1)),
                    table_of_class(name).c[field],
                )
                if row is None or not is_prose(column):
                    continue
                old = getattr(row, field)
                setattr(row, field, Words(SAID, SAID) if isinstance(old, Words) else SAID)
                key = row.id
                db.session.commit()
                missed += [(name, field)] if asked != [(look_at, {name: [key]}, [])] else []
                assert owners_of_rows(table_of_class(name), [key]) != set() or name == "Clearing", (
                    name
                )
                asked.clear()
    assert missed == []


PAGES = {
    "agenda.create_strand": ["name-en", "name-sq"],
    "checklists.create_task": ["title-en", "title-sq", "benchmark-en", "benchmark-sq"],
    "checklists.show_task": ["benchmark-en", "benchmark-sq"],
    "consultation.edit_share_text": ["summary-en", "summary-sq"],
    "consultation.edit_theme": ["description-en", "description-sq", "name-en", "name-sq"],
    "events.edit_event": ["description-en", "description-sq"],
    "forums.edit_activity": ["text"],
    "forums.edit_forum": ["purpose-en", "purpose-sq"],
    "forums.edit_position": ["text"],
    "forums.propose_items": ["text", "why"],
    "bulletin.create_item": ["heading-en", "heading-sq", "text-en", "text-sq"],
    "bulletin.edit_item": ["heading-en", "heading-sq", "text-en", "text-sq"],
    "forums.edit_answer": ["answer"],
    "forums.edit_plan_aims": ["aims"],
    "forums.edit_point": ["outcome"],
    "forums.edit_problem": ["text", "theme"],
    "notes.edit_action": ["text", "owner"],
    "notes.edit_decision": ["text", "objections"],
    "notes.edit_line": ["text", "who"],
    "notes.edit_photo": ["alt"],
    "objectives.create_objective": ["text-en", "text-sq", "result-en", "result-sq"],
    "objectives.edit_objective": ["text-en", "text-sq", "result-en", "result-sq"],
    "practice.edit_sheet": [
        "results-en",
        "results-sq",
        "lessons-en",
        "lessons-sq",
        "questions-en",
        "questions-sq",
    ],
    "practice.edit_lesson": ["text-en", "text-sq"],
    "practice.answer_start_question": ["text"],
    "practice.tell_lesson": ["keep", "otherwise"],
    "report.close_action": ["outcome"],
    "report.edit_section": ["text"],
}
"""Pages with a form into which people write what may leave, and the fields of it."""


def test_what_is_written_on_a_page_is_looked_through(demo, monkeypatch) -> None:
    monkeypatch.setattr(looking, "enqueue_job", lambda *_given: None)  # no page asks for it
    with demo.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    client = demo.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    refused, written = [], []
    for endpoint, address in page_addresses(demo).items():
        for form in forms_of(demo, token, address) if endpoint in PAGES else ():
            mine = [name for name in PAGES[endpoint] if name in form.fields]
            if form.method != "POST" or not mine:
                continue
            written.append(endpoint)
            typed = {**form.fields, **{name: f"{SAID} {endpoint}" for name in mine}}
            if client.post(form.path, data=typed).status_code != 302:
                refused.append((endpoint, form.path))
    assert refused == []
    assert {*written} == {*PAGES}
    assert texts_left(demo) == []


def look(app: Flask) -> None:
    with app.app_context():
        look_through_all()


@pytest.mark.both_databases
def test_what_a_device_and_the_agenda_send_is_looked_through(app, organiser, say, opening) -> None:
    forget_findings(app)
    look(app)
    line = {
        "key": "op-00001",
        "line": "line-a",
        "do": "add",
        "at": 1_800_000_000_000,
        "spot": {"step": opening},
        "called": "Opening",
        "fields": {"kind": "point", "text": SAID, "who": "Valbona", "sector": None, "county": None},
    }
    sent = {"operations": [line], "sent": line["at"], "spot": {"step": opening}, "since": 0}
    assert organiser.post("/events/spring/notes/sync", json=sent).status_code == 200
    with app.app_context():
        assert db.session.scalars(sa.select(NoteLine.text)).all() == [SAID]
        day = report_event().first_day.isoformat()
    step = {
        "title-en": f"{SAID} – welcome",
        "title-sq": f"{SAID} – hapja",
        "kind": "group",
        "minutes": "1h30",
        "pinned": "",
        "where": day,
        "technique": "",
        "room": "",
        "lead": "",
        "note_taker": "",
        "people": "0",
        "groups": "0",
    }
    assert organiser.post("/events/spring/agenda/steps/new", data=step).status_code == 302
    assert texts_left(app) == []


@pytest.mark.both_databases
def test_what_may_leave_of_a_line_is_looked_through_when_that_is_decided(app, say, verdict) -> None:
    line = say(SAID)
    verdict(line, "Elira", Verdict.REMOVE)
    with app.app_context():
        seal, names = looking.seal_of(), names_known_to_event(report_event())
        mark = looking.mark_of(SAID.replace("Elira", "[…]"), seal, names)
        assert db.session.get(FoundPassages, mark) is not None


def test_what_was_taken_back_is_not_looked_through(app, cast, opening, monkeypatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(noticing, "enqueue_job", lambda *given: asked.append(given))
    with app.app_context():
        event = report_event()
        event.description = Words(SAID, SAID)
        db.session.flush()
        db.session.rollback()
        report_event().expected = 90
        db.session.commit()
    assert asked == []


def test_when_the_rules_change_the_night_looks_through_everything(
    app, organiser, say, monkeypatch
) -> None:
    for number in range(40):
        say(f"{SAID} " * 5 + str(number))
    look(app)
    assert texts_left(app) == []
    monkeypatch.setattr(looking, "rules_mark", lambda: "other rules")
    assert len(texts_left(app)) >= 40
    look(app)
    assert texts_left(app) == []


def test_a_new_name_matters_to_texts_with_its_words_alone() -> None:
    texts = [SAID, "Lindita Gurabardhi foli gjatë.", "Qendra Hapa hapi një strehëz."]
    before = known_names((), ("Qendra Vatra",), ("Shkodër",))
    after = known_names(("Lindita Gurabardhi",), ("Qendra Vatra", "Qendra Hapa"), ("Shkodër",))
    assert [before.mark_for(text) == after.mark_for(text) for text in texts] == [True, False, False]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_found_depends_on_the_names_in_its_mark_alone(seed: int) -> None:
    """With other people and organisations known, texts whose marks are the same hold the same passages."""
    chance = random.Random(seed)
    words = [word for one in read_corpus() for word in one.text.split() if word[:1].isupper()]

    def names(number: int) -> tuple[str, ...]:
        return tuple(sorted({" ".join(chance.sample(words, 2)) for _ in range(number)}))

    some, more = (names(20), names(5)), (names(20), names(5))
    before, after = (
        known_names(*some, ("Shkodër",)),
        known_names(*(a + b for a, b in zip(some, more, strict=True)), ("Shkodër",)),
    )
    texts = [one.text for one in chance.sample(read_corpus(), 100)]
    same = [text for text in texts if before.mark_for(text) == after.mark_for(text)]
    assert [find_passages(text, before) for text in same] == [
        find_passages(text, after) for text in same
    ]


def keep_at_once(url: str, folder: Path, number: int) -> None:
    """One of several jobs: the same texts in another order, and some of its own."""
    app = create_app(settings_for(folder, url, own_key="k" * 40))
    with app.app_context():
        texts = [f"{SAID} {each}" for each in range(300)]
        texts = texts[number * 50 :] + texts[: number * 50]
        names = names_known_to_event(report_event())
        looking.A_BATCH = 500  # many batches, each of which meets the others'
        keep_found(names, [*texts, f"{SAID} of {number}"])
        db.session.close()
        db.engine.dispose()


@pytest.mark.both_databases
def test_several_jobs_keep_the_same_at_once(app, cast, database: str, tmp_path: Path) -> None:
    forget_findings(app)
    with app.app_context():
        db.session.close()
        db.engine.dispose()
    each = [(database, tmp_path, number) for number in range(3)]
    run_at_once(keep_at_once, each)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(FoundPassages)) == 303
        db.session.execute(sa.update(FoundPassages).values(day=LONG_AGO))
        db.session.commit()
        db.session.close()
        db.engine.dispose()
    run_at_once(keep_at_once, each)
    with app.app_context():
        days = set(db.session.scalars(sa.select(FoundPassages.day)))
    assert (len(days), LONG_AGO in days) == (1, False), "all are needed still"


def test_a_job_that_breaks_half_way_keeps_what_it_had(app, organiser, say, monkeypatch) -> None:
    texts = [f"{SAID} {number} " + "qark " * 200 for number in range(12)]
    for text in texts:
        say(text)
    forget_findings(app)
    real = looking.find_passages

    def breaks(text: str, names: Any) -> Any:
        if text.startswith(f"{SAID} 7 "):
            raise RuntimeError("the machine is switched off")
        return real(text, names)

    monkeypatch.setattr(looking, "A_BATCH", 3_000)
    monkeypatch.setattr(looking, "AT_ONCE", 0)
    monkeypatch.setattr(looking, "find_passages", breaks)
    page = organiser.get(f"{REPORT}/privacy")
    assert (page.status_code, "Look again in a moment" in page.text) == (200, True)
    with app.app_context():
        some = db.session.scalar(sa.select(sa.func.count()).select_from(FoundPassages))
    assert 0 < some < len(texts)
    monkeypatch.setattr(looking, "find_passages", real)
    organiser.get(f"{REPORT}/privacy")
    assert "Look again in a moment" not in organiser.get(f"{REPORT}/privacy").text


def test_without_a_queue_the_job_runs_here(app, cast, opening) -> None:
    """Redis is away: what was written is looked through in this process, after the page has answered."""
    look(app)
    settings = app.extensions["settings"]
    planner = create_app(
        replace(settings, redis_url=f"redis://127.0.0.1:{free_port()}", immediate_jobs=False)
    )
    client: FlaskClient = planner.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = cast.tokens["organiser"], True
    typed = {"kind": "point", "text": SAID, "who": ""}
    assert client.post(f"/events/spring/notes/steps/{opening}", data=typed).status_code == 302
    wait_until(lambda: texts_left(app) == [], "the job runs here")
    with planner.app_context():
        db.engine.dispose()
