"""Every address of an event that leaves the house: public pages and whatever is a file; with archives unpacked."""

import html
import io
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import product

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

NO_DOOR = ("public",)


def texts_in(content: bytes) -> Iterator[bytes]:
    """The bytes themselves, and those of every file in them where they are an archive (also Word and Excel)."""
    yield content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from texts_in(archive.read(name))


def holds_word(content: bytes, word: str) -> bool:
    """Whether a word stands in a file, also where its letters are written as entities."""
    return said_in(content, {"it": word}) != set()


def said_in(content: bytes, words: Mapping[str, str]) -> set[str]:
    """The names of those words that stand in a file: it is unpacked once for all of them."""
    texts = list(texts_in(content))
    plain = [html.unescape(text.decode("utf-8", "replace")) for text in texts]
    return {
        name
        for name, word in words.items()
        if any(word.encode() in text for text in texts) or any(word in text for text in plain)
    }


def known_addresses(
    app: Flask, known: Mapping[str, Iterable[object]]
) -> Iterator[tuple[str, bool, str]]:
    """Endpoint, whether it is public, and every address that can be made of what is known (`known`: values by argument)."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        public = app.view_functions[rule.endpoint].door in NO_DOOR  # type: ignore[attr-defined]
        if not public and "slug" not in rule.arguments:
            continue
        for address in addresses_of(app, rule, known):
            yield rule.endpoint, public, address


def addresses_of(app: Flask, rule: Rule, known: Mapping[str, Iterable[object]]) -> Iterator[str]:
    """Every address of one rule that can be made of what is known."""
    adapter, same = app.url_map.bind("localhost"), dict(rule.defaults or {})
    names = sorted(rule.arguments - same.keys())
    for values in product(*(known.get(name, ()) for name in names)):
        with suppress(ValueError):  # a value of another page's argument of that name
            yield adapter.build(rule.endpoint, same | dict(zip(names, values, strict=True)))


def what_leaves(
    app: Flask,
    outside: FlaskClient,
    team: FlaskClient,
    known: Mapping[str, Iterable[object]],
    among: Container[str] | None = None,
) -> dict[str, list[bytes]]:
    """What each endpoint gives out: public ones to anybody, files to the team. Pages of the team stay in the house.

    `among`: only these of the team's are asked.
    """
    found: dict[str, list[bytes]] = {}
    for endpoint, public, address in known_addresses(app, known):
        if not public and among is not None and endpoint not in among:
            continue
        answer = (outside if public else team).get(address)
        if answer.status_code == 200 and (public or answer.mimetype != "text/html"):
            found.setdefault(endpoint, []).append(answer.data)
    return found
