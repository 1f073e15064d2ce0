"""Every address with values nobody would type: none may end in an error of the planner.

Half of what is sent is a form of the page itself with some fields changed, so that it gets as far as people's own input does; the
other half is made up of names the rooms ask for. Who sends is signed in as an administrator, or nobody.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import sqlalchemy as sa
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import BuildError, Rule

import facilitate
from facilitate.accounts.models import User
from facilitate.data.db import db
from facilitate.setup.demo.load import OFFICIAL

from ..browser.pages import argument_values, page_addresses

HOSTILE = [
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "3.5",
    "1e9",
    "999999999999",
    "10" * 40,
    "NaN",
    "Infinity",
    "٣",
    "²",
    "true",
    "null",
    "[]",
    "{}",
    "[[[[",
    '{"a": {"a": []}}',
    "\x00",
    "a\x00b",
    "\ud83d",
    "👩‍👩‍👧",
    "‮abc",
    "ë" * 70_000,
    "a" * 300,
    "'\"<>&",
    "' OR 1=1 --",
    "%",
    "%00",
    "\\",
    "../../etc/passwd",
    "/",
    "//evil.example",
    "\r\nX-Header: y",
    "a\nb",
    "=1+1",
    "2027-13-45",
    "2027-02-30",
    "9999-12-31",
    "0001-01-01",
    "12.3.2027",
    "2027-03-12",
    "24:61",
    "-1:00",
    "09:30",
    "2027-03-12T25:00",
    "en",
    "sq",
    "xx",
    "on",
    "y",
    "csv",
    "xlsx",
    "summary",
    "1,2,3",
    "1-2",
    "a=1&b=2",
    "day",
    "person",
    "all",
]
"""What is sent instead of a value: empty, far too much, another kind, halves of characters, ends of ranges."""
BARE = [
    None,
    None,
    None,
    [],
    [1],
    [{"key": "a"}],
    "a",
    1,
    {"a": {"b": [{}]}},
    {"lines": [{"key": None}], "sent": [{}], "presses": 3},
]
FILES = [b"", b"PK\x03\x04", b"\xff\xd8\xff", b"a;b\n1;2\n", b"%PDF-1.4", "ë\n".encode("utf-16")]
_ASKED = re.compile(
    r'(?:args|form|values|files)\.(?:get|getlist)\(\s*"(\w+)"|^ {4}(\w+) = \w*Field\(', re.MULTILINE
)


@dataclass(frozen=True)
class Sent:
    """One request; `fields` are in the address of a GET, else in the form, or its JSON."""

    method: str
    path: str
    fields: dict[str, Any] = field(default_factory=dict)
    json: bool = False
    bare: Any = None
    """What is sent as JSON instead of fields: a list, a text, a number."""

    def by(self, client: FlaskClient) -> int:
        """Send it; gives the answer's status."""
        if self.method in ("GET", "HEAD", "OPTIONS"):
            answer = client.open(
                self.path, method=self.method, query_string=_transferable(self.fields)
            )
        elif self.json:
            answer = client.open(
                self.path, method=self.method, json=self.fields if self.bare is None else self.bare
            )
        else:
            answer = client.open(self.path, method=self.method, data=_transferable(self.fields))
        answer.close()
        return answer.status_code


@dataclass
class Answered:
    """How requests ended: how many with which status, the slowest in seconds; `broken`: those that ended in an error."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0
    slowest: str = ""
    broken: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """All of them."""
        return self.statuses.total()

    def add(self, other: "Answered") -> None:
        """These and those."""
        self.statuses += other.statuses
        self.broken += other.broken
        if other.seconds > self.seconds:
            self.seconds, self.slowest = other.seconds, other.slowest


def send_strange(app: Flask, times: int, seed: int) -> Answered:
    """So many requests to this planner with the demo."""
    chance, found = Random(seed), Answered()
    with app.app_context():
        token = db.session.scalar(sa.select(User.session_token).where(User.email == OFFICIAL))
    for sent in strange_requests(app, token, chance):
        client = app.test_client()
        if chance.random() < 0.85:
            _sign_in(client, token)
        started = monotonic()
        try:
            status = sent.by(client)
        except Exception as error:
            status = 500
            found.broken.append(f"{sent!r:.400}: {error!r:.300}")
        else:
            if status >= 500 and (sent.path, status) != (
                "/ready",
                503,
            ):  # it says so where nothing works off the queues
                found.broken.append(f"{sent!r:.400}: {status}")
        found.statuses[status] += 1
        if (took := monotonic() - started) > found.seconds:
            found.seconds, found.slowest = took, f"{sent!r:.200}"
        if found.requests >= times:
            return found
    raise AssertionError("there is always another one")


def strange_requests(app: Flask, token: str | None, chance: Random) -> Iterator[Sent]:
    """Requests without an end, from one address to the next."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))
    pages = sorted(page_addresses(app).items())
    with app.test_request_context():
        known = argument_values(app)
    while True:
        for rule, (_endpoint, page) in zip(
            chance.sample(rules, len(rules)), chance.choices(pages, k=len(rules)), strict=True
        ):
            yield _made_up(app, rule, known, chance)
            if chance.random() < 0.3:
                forms = forms_of(app, token, page)
                yield from (
                    _changed(chance.choice(forms), chance) for _ in range(3 if forms else 0)
                )


def _made_up(app: Flask, rule: Rule, known: dict[str, object], chance: Random) -> Sent:
    """A request to an address with values of the demo or strange ones, and with fields its room asks for."""
    arguments: dict[str, Any] = {
        name: known[name]
        if known.get(name) is not None and chance.random() < 0.8
        else chance.choice(HOSTILE)
        for name in rule.arguments
    }
    with app.test_request_context():
        try:
            path = url_for(rule.endpoint, **arguments)
        except (BuildError, ValueError, UnicodeError):
            path = re.sub(r"<[^>]*>", "1", rule.rule)
    method = chance.choice(sorted(rule.methods or {"GET"}))
    names = _names(rule.endpoint.partition(".")[0])
    json = method not in ("GET", "HEAD", "OPTIONS") and chance.random() < 0.2
    count = chance.randint(0, 4) if names else 0
    fields = {
        chance.choice(names): chance.choice(HOSTILE) if json else _value(chance)
        for _ in range(count)
    }
    return Sent(method, path, fields, json, chance.choice(BARE))


def _changed(form: Sent, chance: Random) -> Sent:
    """A form of a page with one to three of its fields changed, or left out."""
    fields = dict(form.fields)
    for name in chance.sample(sorted(fields), min(len(fields), chance.randint(1, 3))):
        if chance.random() < 0.1:
            del fields[name]
        else:
            fields[name] = _value(chance)
    return Sent(form.method, form.path, fields)


def _value(chance: Random) -> Any:
    if chance.random() < 0.03:
        return io.BytesIO(chance.choice(FILES)), chance.choice(
            ["a.xlsx", "a.docx", "a.csv", "a.jpg", "ë\x00.zip"]
        )
    if chance.random() < 0.1:
        return [chance.choice(HOSTILE) for _ in range(3)]
    return chance.choice(HOSTILE)


def forms_of(app: Flask, token: str | None, path: str) -> list[Sent]:
    """The forms of a page as they would be sent, and its links with a question mark."""
    client = app.test_client()
    _sign_in(client, token)
    text = client.get(path).text
    if "<html" not in text:
        return []
    found = []
    root = lxml.html.document_fromstring(text)
    for form in root.forms:
        fields = {name: value or "" for name, value in form.form_values()}
        fields |= {name: "" for name in form.fields if name and name not in fields}
        found.append(
            Sent((form.method or "GET").upper(), urlsplit(form.action or path).path or path, fields)
        )
    for link in root.xpath("//a[contains(@href, '?')]/@href"):
        parts = urlsplit(str(link))
        if not parts.netloc:
            found.append(
                Sent(
                    "GET", parts.path or path, dict(parse_qsl(parts.query, keep_blank_values=True))
                )
            )
    return found


def _sign_in(client: FlaskClient, token: str | None) -> None:
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True


@cache
def _names(room: str) -> list[str]:
    """The fields a room asks for anywhere in its code."""
    folder = Path(facilitate.__file__).parent / room
    found = {
        one
        for path in sorted(folder.rglob("*.py"))
        for pair in _ASKED.findall(path.read_text("utf-8"))
        for one in pair
    }
    return sorted(found - {""})


def _transferable(fields: dict[str, Any]) -> dict[str, Any]:
    """Halves of characters as the bytes a browser could send: a client of Werkzeug has none for them."""
    return {name: _bytes(value) for name, value in fields.items()}


def _bytes(value: Any) -> Any:
    if isinstance(value, list):
        return [_bytes(one) for one in value]
    if isinstance(value, str) and "\ud83d" in value:
        return value.encode("utf-8", "surrogatepass").decode("latin-1")
    return value
