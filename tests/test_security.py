"""The baseline: headers, CSRF on every POST, no trace in errors, the key's file mode, bad input."""

import stat
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter

from facilitate import clock
from facilitate.data.db import db
from facilitate.directory.models import District
from facilitate.run.settings import Settings
from facilitate.web.app import create_app
from facilitate.web.request_values import device_milliseconds


def test_headers_are_on_every_answer(client: FlaskClient, cast) -> None:
    for path in ("/sign-in", "/nothing-here"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        for name in ("Opener", "Resource"):
            assert headers[f"Cross-Origin-{name}-Policy"] == "same-origin"
        assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
        assert "camera=()" in headers["Permissions-Policy"]


def test_files_stay_on_no_shared_machine(organiser: FlaskClient, app: Flask) -> None:
    for path in (
        "/directory/people.csv",
        "/events/spring/people/list.xlsx",
        "/events/spring/checklist.xlsx",
    ):
        answer = organiser.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), path


def test_search_engines_list_what_they_may(app: Flask, cast) -> None:
    def told(page: str) -> str:
        return app.test_client().get(page).headers["X-Robots-Tag"]

    pages = ("/sign-in", "/programme/spring/en", "/library/public", "/robots.txt")
    assert {told(page) for page in pages} == {"noindex, nofollow"}
    assert app.test_client().get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    own = replace(app.extensions["settings"], search_engines=True)
    open_to_all = create_app(own).test_client()
    assert "Allow: /programme/\n" in open_to_all.get("/robots.txt").text
    said = {page: open_to_all.get(page).headers["X-Robots-Tag"] for page in pages[:3]}
    assert list(said.values()) == ["noindex, nofollow", "all", "all"]


def test_whom_to_tell_of_a_hole(app: Flask) -> None:
    assert app.test_client().get("/.well-known/security.txt").status_code == 404
    settings = replace(
        app.extensions["settings"], security_contact="mailto:security@office.example"
    )
    other = create_app(settings)
    said = other.test_client().get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in said.text.splitlines())
    assert said.mimetype == "text/plain"
    assert lines["Contact"] == "mailto:security@office.example"
    assert datetime.fromisoformat(lines["Expires"]) - clock.now() < timedelta(days=365)
    with other.app_context():
        db.engine.dispose()
    with pytest.raises(ValueError, match="it must begin with mailto: or https://"):
        Settings.from_environment({"FACILITATE_SECURITY_CONTACT": "security@office.example"})


def test_every_post_wants_a_csrf_token(app: Flask, cast) -> None:
    settings = app.extensions["settings"]
    strict = create_app(replace(settings, extra={"WTF_CSRF_ENABLED": True}))
    client = strict.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = cast.tokens["organiser"]
    without_account = (  # nobody’s rights are used there; a token in a header opens the API, no cookie
        "api.serve_api",
        "consultation.answer_open_link",
        "consultation.answer_own_link",
        "cafe.write_table_notes",
        "cafe.edit_table_note",
        "cafe.change_table_note",
        "cafe.choose_tables",
        "participation.answer_invitation",
        "participation.press_at_open_door",
        "participation.add_walk_in_at_open_door",
        "report.show_own_answer",
        "report.show_promise",
        "practice.tell_lesson",
        "voting.vote_by_code",
        "accounts.outside_ended",  # signed by the office's own sign-in
        "api.serve_api",  # a program shows its token
        "assistants.serve_assistant",
    )
    rules = strict.url_map.iter_rules()
    posts = [
        rule for rule in rules if "POST" in rule.methods and rule.endpoint not in without_account
    ]
    assert len(posts) > 20
    for rule in posts:
        values = {name: value_for(name, converter) for name, converter in rule._converters.items()}
        with strict.test_request_context():
            path = strict.url_for(rule.endpoint, **values)
        answer = client.post(path)
        assert answer.status_code == 400, path
        assert "open too long" in answer.text
    with strict.app_context():
        db.engine.dispose()


def value_for(name: str, converter: BaseConverter) -> object:
    """Something that fits into an address at that place."""
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    if isinstance(converter, IntegerConverter):
        return 1
    named = {"slug": "spring", "kind": "regional_committee", "period": "2026-1"}
    return named.get(name, "x")


def test_cookies_are_closed(app: Flask) -> None:
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    secure = create_app(replace(app.extensions["settings"], base_url="https://planner.example"))
    assert secure.config["SESSION_COOKIE_SECURE"] is True


def test_the_key_is_made_once_and_is_private(app: Flask) -> None:
    path = app.extensions["settings"].instance / "secret-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert app.extensions["settings"].secret_keys() == [path.read_text()]


def test_an_error_shows_no_trace(app: Flask, cast, monkeypatch) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> None:
        raise RuntimeError("secret detail")

    broken.door = "public"  # type: ignore[attr-defined]
    app.view_functions["accounts.sign_in"] = broken
    answer = app.test_client().get("/sign-in")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "What you just did was not saved." in answer.text


def test_a_megabyte_gets_its_sentence_and_stays_typed(organiser: FlaskClient) -> None:
    text = "ë" * 1_000_000
    answer = organiser.post(
        "/events/spring/settings",
        data={
            "version": "1",
            "title-en": text,
            "first_day": "2027-03-18",
            "last_day": "2027-03-18",
            "expected": "1",
            "language": "sq",
            "zone": "Europe/Tirane",
        },
    )
    assert answer.status_code == 422
    assert "This is too long: at most 200 characters." in answer.text
    assert text in answer.text


def test_a_formula_is_no_name_and_control_characters_go(organiser: FlaskClient) -> None:
    facts = {
        "version": "1",
        "first_day": "2027-03-18",
        "last_day": "2027-03-18",
        "expected": "1",
        "language": "sq",
        "zone": "Europe/Tirane",
    }
    answer = organiser.post("/events/spring/settings", data={**facts, "title-en": "=1+1"})
    assert (answer.status_code, "A name cannot start with" in answer.text) == (422, True)
    assert (
        organiser.post(
            "/events/spring/settings", data={**facts, "title-en": "Spr\x00ing\x1b"}
        ).status_code
        == 302
    )
    assert "Spring" in organiser.get("/events/spring/").text


HUGE = str(10**30)
OUT_OF_REACH = [
    f"/events/spring/team/{HUGE}/remove",
    f"/events/spring/agenda/steps/{2**63}",
    f"/events/spring/objectives/{HUGE}",
    f"/events/spring/checklist/tasks/{'9' * 5000}",
    "/events/spring%00/",
    "/a/x%00y",
]


@pytest.mark.both_databases
@pytest.mark.parametrize("path", OUT_OF_REACH)
def test_an_address_no_row_can_have_is_not_found(organiser: FlaskClient, path: str) -> None:
    answer = organiser.post(path) if path.endswith("/remove") else organiser.get(path)
    assert (answer.status_code, "Page not found" in answer.text) == (404, True)


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["sector", "county", "question", "theme", "objective", "page"])
def test_a_filter_no_row_can_have_counts_as_none(organiser: FlaskClient, name: str) -> None:
    for value in (HUGE, "-" + HUGE, "9" * 5000, "soon", "\0"):
        answer = organiser.get("/events/spring/consultation/answers", query_string={name: value})
        assert answer.status_code == 200


@pytest.mark.both_databases
def test_two_who_make_the_same_thing_at_once_get_a_sentence(
    app: Flask, organiser: FlaskClient
) -> None:
    """Their forms were both right; only the database saw that one was second."""

    def second() -> None:
        db.session.add_all(District(key="twice", name="Twice", county_id=1) for _number in range(2))
        db.session.flush()

    second.door = "public"  # type: ignore[attr-defined]
    app.view_functions["accounts.sign_out"] = second
    answer = organiser.post("/sign-out")
    assert (answer.status_code, "Somebody else saved first" in answer.text) == (409, True)
    with app.app_context():
        assert db.session.scalars(sa.select(District).where(District.key == "twice")).all() == []


@pytest.mark.both_databases
@pytest.mark.parametrize("value", ["\0", "a\0b", HUGE, "2147483648", "-1", "\r\nX: 1"])
def test_what_no_database_keeps_breaks_no_list_and_no_form(
    organiser: FlaskClient, value: str
) -> None:
    """Cleaned before a page sees it, in the address, in a form and in JSON."""
    sent = {"sector": value, "county": value, "q": value, "organisation": value, "page": value}
    lists = [
        "/directory/people",
        "/directory/organisations",
        "/directory/organisations.csv",
        "/events/spring/people",
    ]
    for path in (*lists, "/events/spring/people/add", "/events/spring/checklist"):
        assert organiser.get(path, query_string=sent).status_code == 200, path
    answer = organiser.post("/language", data={"language": "sq", "next": "/" + value})
    assert answer.status_code == 302
    assert "\n" not in answer.location
    assert organiser.post("/language", data={"language": value}).status_code == 400


@pytest.mark.parametrize(
    "how", [{"data": {"title_en": (BytesIO(b"a"), "a.txt")}}, {"json": ["title_en"]}, {"json": "a"}]
)
def test_a_form_takes_text_for_text_and_nothing_that_is_no_form(
    organiser: FlaskClient, how: dict[str, Any]
) -> None:
    assert organiser.post("/events/spring/objectives/new", **how).status_code == 422


def test_what_was_sent_is_cleaned_before_anybody_reads_it(app: Flask) -> None:
    path, form = "/?a=x%00y&n=2147483648&n=7", {"t": "cut \0", "n": ["-3", "2147483648"]}
    with app.test_request_context(path, method="POST", data=form):
        assert (request.args["a"], request.form["t"]) == ("xy", "cut ")
        assert (request.args.get("n", 1, int), request.args.getlist("n", int)) == (1, [7])
        assert (request.values.get("n", type=int), request.values.getlist("n", int)) == (
            -3,
            [7, -3],
        )
        assert request.args.get("n", type=device_milliseconds) == 2147483648
    with app.test_request_context(
        "/", method="POST", json={"\0k": ["cut \ud83d", {"in": "\0"}, 1]}
    ):
        assert request.get_json() == {"k": ["cut ", {"in": ""}, 1]}
