"""Answers that many ask for again and again, made once for each state of what they are made of, and told by a tag whether they changed.

Who asks with the tag of the answer they have gets 304. The state is asked of the database each time, so that any process, and any
command, that changes something is heeded; what was made of it is kept in memory.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from flask import Flask, Response, current_app, request, session

from .. import __version__
from .assets import asset_checksum
from .style_sheets import PUBLIC_SHEET

MOST = 200
"""Answers that are kept; who was not asked for longest goes first."""
LARGEST = 256 * 1024
"""Bytes beyond which an answer is made anew each time."""


class AnswerCache:
    """The answers of one process."""

    def __init__(self) -> None:
        self._made: OrderedDict[str, tuple[bytes, list[tuple[str, str]]]] = OrderedDict()
        self._one_at_a_time = Lock()

    def of(self, tag: str) -> tuple[bytes, list[tuple[str, str]]] | None:
        """Body and head of the answer with that tag."""
        with self._one_at_a_time:
            if tag in self._made:
                self._made.move_to_end(tag)
            return self._made.get(tag)

    def keep(self, tag: str, body: bytes, head: list[tuple[str, str]]) -> None:
        """Remember an answer."""
        with self._one_at_a_time:
            self._made[tag] = (body, head)
            while len(self._made) > MOST:
                self._made.popitem(last=False)


def init_app(app: Flask) -> None:
    """Nothing is kept at first."""
    app.extensions["kept_answers"] = AnswerCache()


def cached_answer(state: object, make: Callable[[], Response]) -> Response:
    """The answer to this request in that state of what it is made of: 304, the one that was made, or a new one.

    `state` has a `repr` that tells states apart: language, revision, what is shown. What only somebody signed in sees is never
    handed here.
    """
    said = repr((__version__, asset_checksum(PUBLIC_SHEET), request.path, state))
    tag = hashlib.sha256(said.encode()).hexdigest()[:32]
    if request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), tag)
    answers: AnswerCache = current_app.extensions["kept_answers"]
    found = answers.of(tag)
    if found is not None:
        return _tagged(Response(found[0], headers=found[1]), tag)
    answer = make()
    body = answer.get_data()
    if answer.status_code == 200 and len(body) <= LARGEST:
        answers.keep(tag, body, list(answer.headers.items()))
    return _tagged(answer, tag)


def is_same_for_all() -> bool:
    """Whether nobody is signed in and nothing waits to be said to whoever asks: then a public page is the same for all."""
    return "_user_id" not in session and "_flashes" not in session


def _tagged(answer: Response, tag: str) -> Response:
    """With the tag; to be kept by who asked, and asked about each time."""
    answer.set_etag(tag, weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
