"""For participants, on their phones, without account: find the own seat by name, or by the code on the badge; a calendar of it.

Nothing is kept about who looked. Nothing but the name, the path and the questions is shown.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import make_response, redirect, render_template, request, session, url_for

from ... import clock
from ...accounts.doors import public_page
from ...events.models import Event
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, current_language, use_language
from ...web.limits import limiter
from ..addresses import guest_address, guest_behind
from ..blueprint import bp
from ..clock import standing
from ..models import Cafe
from ..queries import lengths_of
from .finding import LEAST, Looked, look
from .queries import Open, findable, name_of, open_cafe
from .showing import calendar_of
from .showing import mine as mine_of

OFTEN = "600/minute"
"""How often one address may look for a name: a whole hall shares one at the venue."""
AGAIN = "3000/minute"
"""How often one address may open people's own pages: each phone in the hall asks twice a minute by itself."""


def unlisted(view: Callable[..., Any]) -> Callable[..., Any]:
    """No search engine lists the page, and no browser keeps it."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> Any:
        answer = make_response(view(*args, **kwargs))
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        answer.headers["Cache-Control"] = "no-store"
        answer.vary.add("Accept-Language")
        return answer

    return answered


def spoken(event: Event | None = None) -> str:
    """The language asked for in the address, else the one chosen before, else the browser's, else the event's."""
    code = request.args.get("lang") or session.get("language")
    if code in LANGUAGES:
        return str(code)
    return request.accept_languages.best_match(LANGUAGES) or (
        event.language if event else current_language()
    )


def _asked() -> str | None:
    """The language to be kept in the next address."""
    code = request.args.get("lang", "")
    return code if code in LANGUAGES else None


def _closed() -> Any:
    with use_language(spoken()):
        return render_template("cafe/running/closed.html", code=spoken()), 404


@bp.get("/cafe/find/<token>")
@public_page
@limiter.limit(OFTEN)
@unlisted
def find(token: str) -> Any:
    """Type a name, find the own table. One match leads straight on to the own page."""
    here = open_cafe(Cafe.token == token)
    if here is None:
        return _closed()
    typed = request.args.get("q", "").strip()
    found = look(typed, findable(here)) if typed and here.content else Looked()
    if len(found.people) == 1 and not found.nearly:
        who = guest_address(here.cafe, found.people[0].key)
        return redirect(url_for("cafe.mine", token=who, lang=_asked()))
    with use_language(spoken(here.event)):
        return render_template(
            "cafe/running/find.html",
            event=here.event,
            typed=typed,
            found=found,
            least=LEAST,
            laid=bool(here.content),
            code=spoken(here.event),
            lang=_asked(),
            token=token,
            addresses={one.key: guest_address(here.cafe, one.key) for one in found.people},
            at=standing(here.clock, lengths_of(here.cafe), clock.now()),
        )


def _whose(token: str) -> tuple[Open, str, str] | None:
    """The open café, the guest's key and name behind a personal address; None where it leads nowhere now."""
    behind = guest_behind(token)
    here = open_cafe(Cafe.id == behind[0]) if behind else None
    name = name_of(here, behind[1]) if here and behind else ""
    return (here, behind[1], name) if here and behind and name else None


@bp.get("/cafe/me/<token>")
@public_page
@limiter.limit(AGAIN)
@unlisted
def mine(token: str) -> Any:
    """The own path through the rounds; the code on the badge leads here."""
    found = _whose(token)
    if found is None:
        return _closed()
    here, key, name = found
    with use_language(spoken(here.event)):
        return render_template(
            "cafe/running/mine.html",
            event=here.event,
            mine=mine_of(here, key, name, clock.now()),
            laid=bool(here.content),
            rounds=here.cafe.rounds,
            code=spoken(here.event),
            lang=_asked(),
            token=token,
            find=here.cafe.token,
        )


@bp.get("/cafe/me/<token>/rounds.ics")
@public_page
@limiter.limit(AGAIN)
@unlisted
def my_calendar(token: str) -> Any:
    """The own rounds as calendar entries, with table and link."""
    found = _whose(token)
    if found is None:
        return _closed()
    here, key, name = found
    with use_language(spoken(here.event)):
        mine = mine_of(here, key, name, clock.now())
        return send_download(calendar_of(here, key, mine, clock.now()), "rounds.ics")
