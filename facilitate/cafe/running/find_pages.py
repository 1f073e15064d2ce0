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
from ...participation.door.badge import BADGE
from ...web.downloads import send_download
from ...web.i18n import LANGUAGES, current_language, say_otherwise, use_language
from ...web.limits import limiter
from ..addresses import CARRIED, badge_of_slip, guest_of_token, guest_token
from ..blueprint import bp
from ..clock import clock_standing
from ..group_words import words_of_kind
from ..models import Cafe
from ..queries import lengths_of
from .clock_view import own_path as mine_of
from .clock_view import path_calendar
from .name_search import LEAST, NameMatches, match_names
from .queries import OpenCafe, findable_people, guest_name, open_cafe

OFTEN = "600/minute"
"""How often one address may look for a name: a whole hall shares one at the venue."""
AGAIN = "3000/minute"
"""How often one address may open people's own pages: each phone in the hall asks twice a minute by itself."""


def unlisted_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """No search engine lists the page, and no browser keeps it."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> Any:
        answer = make_response(view(*args, **kwargs))
        answer.headers["Cache-Control"] = "no-store"
        answer.vary.add("Accept-Language")
        return answer

    return answered


def visitor_language(event: Event | None = None) -> str:
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
    with use_language(visitor_language()):
        return render_template("cafe/running/closed.html", code=visitor_language()), 404


@bp.get("/cafe/find/<token>")
@public_page
@limiter.limit(OFTEN)
@unlisted_page
def find_seat(token: str) -> Any:
    """Type a name, find the own table. One match leads straight on to the own page."""
    here = open_cafe(Cafe.token == token)
    if here is None:
        return _closed()
    say_otherwise(words_of_kind(here.kind))
    typed = request.args.get("q", "").strip()
    found = match_names(typed, findable_people(here)) if typed and here.content else NameMatches()
    if len(found.people) == 1 and not found.nearly:
        who = guest_token(here.cafe, found.people[0].key)
        return redirect(url_for("cafe.show_own_path", token=who, lang=_asked()))
    with use_language(visitor_language(here.event)):
        return render_template(
            "cafe/running/find.html",
            event=here.event,
            typed=typed,
            found=found,
            least=LEAST,
            laid=bool(here.content),
            code=visitor_language(here.event),
            lang=_asked(),
            token=token,
            addresses={one.key: guest_token(here.cafe, one.key) for one in found.people},
            at=clock_standing(here.clock, lengths_of(here.cafe), clock.now()),
        )


def _whose(token: str) -> tuple[OpenCafe, str, str] | None:
    """The open café, the guest's key and name behind a personal address; None where it leads nowhere now."""
    behind = guest_of_token(token)
    here = open_cafe(Cafe.id == behind[0]) if behind else None
    name = guest_name(here, behind[1]) if here and behind else ""
    say_otherwise(words_of_kind(here.kind) if here else None)
    return (here, behind[1], name) if here and behind and name else None


@bp.get("/cafe/me/<token>")
@public_page
@limiter.limit(AGAIN)
@unlisted_page
def show_own_path(token: str) -> Any:
    """The own path through the rounds; the codes on slip and badge lead here."""
    if badge := badge_of_slip(token, request.args.get(CARRIED, "")):
        session[BADGE] = badge  # a vote that asks for it need not ask its owner
    found = _whose(token)
    if found is None:
        return _closed()
    here, key, name = found
    with use_language(visitor_language(here.event)):
        return render_template(
            "cafe/running/mine.html",
            event=here.event,
            mine=mine_of(here, key, name, clock.now()),
            laid=bool(here.content),
            rounds=here.cafe.rounds,
            code=visitor_language(here.event),
            lang=_asked(),
            token=token,
            find=here.cafe.token,
        )


@bp.get("/cafe/me/<token>/rounds.ics")
@public_page
@limiter.limit(AGAIN)
@unlisted_page
def export_own_rounds(token: str) -> Any:
    """The own rounds as calendar entries, with table and link."""
    found = _whose(token)
    if found is None:
        return _closed()
    here, key, name = found
    with use_language(visitor_language(here.event)):
        mine = mine_of(here, key, name, clock.now())
        return send_download(path_calendar(here, key, mine, clock.now()), "rounds.ics")
