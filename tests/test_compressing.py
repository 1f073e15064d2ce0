"""Answers are compressed as the browser takes it, but not where their length could tell what stands in them."""

import gzip

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitate.web.compressing import SMALLEST
from facilitate.web.downloads import send_download

from .people import Cast

FRONT = "/"
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.mark.parametrize(
    ("takes", "sent"),
    [("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("zstd", "zstd"), ("", None)],
)
def test_a_page_is_sent_as_the_browser_takes_it(
    organiser: FlaskClient, takes: str, sent: str | None
) -> None:
    answer = organiser.get(FRONT, headers={"Accept-Encoding": takes})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, sent)
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_unpacked_is_the_page_and_a_fraction_of_it_was_sent(
    cast: Cast, client: FlaskClient
) -> None:
    plain = client.get("/sign-in").data
    small = client.get("/sign-in", headers=BROWSER).data
    unpacked = brotli.decompress(small)
    token = b'name="csrf_token"'
    assert unpacked.split(token)[0] == plain.split(token)[0]
    assert len(small) * 2 < len(plain)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_learns_no_length_of_a_page_of_somebody_signed_in(
    organiser: FlaskClient, client: FlaskClient, site: str
) -> None:
    from_there = {**BROWSER, "Sec-Fetch-Site": site}
    assert "Content-Encoding" not in organiser.get(FRONT, headers=from_there).headers
    assert "Accept-Encoding" in organiser.get(FRONT, headers=from_there).headers["Vary"]
    assert client.get("/sign-in", headers=from_there).headers["Content-Encoding"] == "br"
    for own in ("same-origin", "none"):
        answer = organiser.get(FRONT, headers={**BROWSER, "Sec-Fetch-Site": own})
        assert answer.headers["Content-Encoding"] == "br"


def test_what_is_short_or_packed_stays_as_it_is(app: Flask, client: FlaskClient) -> None:
    app.view_functions["security_txt"] = lambda: send_download(b"a" * 5000, "a.zip")
    answer = client.get("/.well-known/security.txt", headers=BROWSER)
    assert (answer.data, answer.headers.get("Content-Encoding")) == (b"a" * 5000, None)
    assert len(client.get("/robots.txt").data) < SMALLEST
    assert "Content-Encoding" not in client.get("/robots.txt", headers=BROWSER).headers


def test_a_table_of_text_is_compressed(app: Flask, client: FlaskClient) -> None:
    app.view_functions["security_txt"] = lambda: send_download(b"name;place\n" * 500, "a.csv")
    answer = client.get("/.well-known/security.txt", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data) == b"name;place\n" * 500
    assert "filename=a.csv" in answer.headers["Content-Disposition"]
