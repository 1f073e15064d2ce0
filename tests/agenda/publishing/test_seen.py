"""What machines see of a published programme: its preview, the event as data, and a part for other people's pages."""

import json
import re

from flask import Flask
from flask.testing import FlaskClient

from facilitate.data.db import db
from facilitate.events.models import Event
from facilitate.lib.text import Words


def test_a_programme_says_what_it_is(app: Flask, client: FlaskClient, public) -> None:
    with app.app_context():
        event = db.session.query(Event).one()
        event.title = Words("Spring </script><b> & more", "Pranvera")
        db.session.commit()
    answer = client.get("/programme/spring/en")
    page = answer.text
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    [told] = [json.loads(one) for one in data]
    assert (told["@type"], told["name"]) == ("Event", "Spring </script><b> & more")
    assert told["location"]["address"]["addressLocality"] == "Tiranë"
    assert told["subEvent"][0]["startDate"].startswith(told["startDate"][:10])
    assert re.search(r"T\d\d:\d\d:00\+0[12]:00$", told["subEvent"][0]["endDate"])
    names = re.findall(r'<meta property="(og:[\w:]+)" content="[^"]+">', page)
    assert {"og:title", "og:description", "og:url"} <= set(names)
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_only_the_embedded_programme_stands_in_other_pages(client: FlaskClient, public) -> None:
    for _once, path in enumerate(["/programme/spring/sq/embedded"] * 2):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert ("frame-ancestors *" in policy, "script-src 'none'" in policy) == (True, True)
        assert "<script" not in answer.text
        assert 'class="pday"' in answer.text
    for path in ("/programme/spring/sq", "/sign-in"):
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"]
    assert client.get("/programme/nothing/sq/embedded").status_code == 404
    with_start = client.get("/manifest.webmanifest?start=/events/spring/notes").json
    assert with_start["start_url"] == "/events/spring/notes"
    assert client.get("/manifest.webmanifest?start=//evil.example").status_code == 404
