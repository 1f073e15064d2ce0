"""What a page has already is not sent to it again: pieces of an answer that are as they were are only named.

A template hands each piece of what may change (one element: a card, a row, a section) to `page_piece`, which marks it with a short
sum of what it says. A script that asks for the page anew tells in the header `Kept` which ones it has (`static/js/pieces.js`): these come
as an empty element with the sum, and the script puts its own in place of it. Without script all comes as ever.
"""

import base64
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable

from flask import Flask, g, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

HEADER = "Kept"
LENGTH = 6
"""Bytes of a sum: two pieces of one page that are told apart by nothing else are the same."""


def init_app(app: Flask) -> None:
    """Templates say `{{ piece(…) }}`, and `{{ piece_of(…) }}` for what there is much of."""
    app.jinja_env.globals.update(piece=page_piece, piece_of=keyed_piece)


def page_piece(html: Markup, but: Iterable[str] = ()) -> Markup:
    """One element, marked; only its sum where the browser has the same.

    `but`: what in it may be another than the browser's, as the revision the page was made of. A CSRF token always may.
    """
    return _marked(html, but)[0]


_SUMS: OrderedDict[Hashable, tuple[str, str]] = OrderedDict()
MOST_SUMS = 4000
"""How many pieces are known by what they are made of, those that were asked for last."""


def keyed_piece(
    key: Hashable, make: Callable[..., Markup], *given: object, but: Iterable[str] = ()
) -> Markup:
    """A piece made of nothing but what `key` holds: one that the browser has already is not even made."""
    known = _SUMS.get(key)
    if known and known[1] in _kept():
        return _only_named(*known)
    html, name, number = _marked(make(*given), but)
    _SUMS[key] = name, number
    _SUMS.move_to_end(key)
    if len(_SUMS) > MOST_SUMS:
        _SUMS.popitem(last=False)
    return html


def _only_named(name: str, number: str) -> Markup:
    return Markup(f'<{name} data-same="{number}"></{name}>')  # noqa: S704


def _marked(html: Markup, but: Iterable[str]) -> tuple[Markup, str, str]:
    """The piece as it is sent, its element and its sum."""
    html = Markup(html.strip())
    text = str(html).replace(generate_csrf(), "")
    for one in but:
        text = text.replace(one, "")
    digest = hashlib.blake2b(text.encode(), digest_size=LENGTH).digest()
    number = base64.urlsafe_b64encode(digest).decode()
    ends = html.index(">")
    name = re.match(r"<([\w-]+)", html)[1]  # type: ignore[index]
    if number in _kept():
        return _only_named(name, number), name, number
    marked = Markup(f'{html[:ends]} data-kept="{number}"{html[ends:]}')  # noqa: S704
    return marked, name, number


def _kept() -> frozenset[str]:
    """The sums of what the page that asks has already."""
    if "kept" not in g:
        g.kept = frozenset(request.headers.get(HEADER, "").split())
    kept: frozenset[str] = g.kept
    return kept
