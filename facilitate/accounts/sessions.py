"""Who is signed in on which device: each cookie is a session of its own, listed and ended on the server."""

import re
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from ipaddress import ip_address, ip_network
from typing import NamedTuple

import sqlalchemy as sa
from flask import (
    Flask,
    Response,
    after_this_request,
    current_app,
    has_request_context,
    request,
)
from flask import session as cookie_session
from flask_limiter.util import get_remote_address

from .. import clock
from ..data.db import db
from ..run.jobs import daily, enqueue_job, job
from .models import DeviceSession, User
from .passwords import token_hash
from .second_step import lacks_second_step
from .works_here import works_here

SEEN_EVERY = timedelta(hours=1)
"""How exactly it is known when a session was last used."""
UNUSED = timedelta(days=400)
"""After how long without use a session ends: longer than the year for which a browser stays signed in."""
STILL_SAVED = timedelta(hours=1)
"""How long after the end of a session of the office's own sign-in a form that was open is still taken."""
BROWSERS = (
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrom(?:e|ium)/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Macintosh"),
    ("Linux", r"Linux|X11"),
)
"""What a browser says of itself, the rarer names first: most call themselves by several."""


def network_of(address: str) -> str:
    """The network an address belongs to, `192.0.2.0/24`: enough to tell the office from elsewhere, not a person's line."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{found}/{24 if found.version == 4 else 48}", strict=False))  # noqa: PLR2004 - the two kinds there are


def network_here() -> str:
    """The network from which somebody asks; empty for a command."""
    return network_of(get_remote_address()) if has_request_context() else ""


def _named(kinds: Sequence[tuple[str, str]], said: str) -> str:
    return next((name for name, sign in kinds if re.search(sign, said)), "")


class SessionStart(NamedTuple):
    """How somebody came in. `outside`: the office's own sign-in let them in, which asks for a second step itself.

    `outside_sid`: what it calls that session; `began_at`: when they signed in, None for now.
    """

    outside: bool = False
    began_at: datetime | None = None
    outside_sid: str = ""


def begin_session(user: User, start: SessionStart = SessionStart()) -> None:  # noqa: B008 - a tuple
    """List the session whose cookie the person is about to get. The caller commits, then gives the cookie."""
    session = _session_of(user.id, token_hash(user.get_id()), *_device_here())
    session.outside, session.outside_sid = start.outside, start.outside_sid
    session.began_at = start.began_at or session.began_at
    db.session.add(session)


def session_start_here() -> SessionStart:
    """How who is signed in here came in; one from before sessions were listed counts as old."""
    found = _by_hash(token_hash(cookie_session["_user_id"]))
    if found is None:
        return SessionStart(began_at=clock.now() - SEEN_EVERY)
    return SessionStart(found.outside, found.began_at, found.outside_sid)


def _device_here() -> tuple[str, str, str]:
    said = request.user_agent.string
    return _named(BROWSERS, said), _named(SYSTEMS, said), network_here()


def _session_of(
    user_id: int, cookie_hash: str, browser: str, system: str, network: str
) -> DeviceSession:
    now = clock.now()
    return DeviceSession(
        user_id=user_id,
        cookie_hash=cookie_hash,
        began_at=now,
        seen_at=now,
        browser=browser,
        system=system,
        network=network,
    )


def user_of_cookie(cookie: str) -> User | None:
    """Whose cookie that is; nobody's once its session was ended, or the account locked."""
    token, _, own = cookie.partition(".")
    of_this = {"cookie": token_hash(cookie), "token": token}
    found = db.session.execute(_of_cookie(), of_this).first()
    if found is None or _is_over(found[4], found[5]):
        return None
    user: User = found[0]
    user.works_here, user.lacks_second_step = found[1], found[2]  # type: ignore[misc] # as in `User.get_id`
    if own and has_request_context() and (found[3] is None or found[3] < clock.now() - SEEN_EVERY):
        _note_after_answer(user, cookie)
    return user


@cache
def _of_cookie() -> sa.Executable:
    """The account of a cookie that has not ended, and what every page asks of it; made once."""
    mine = DeviceSession.cookie_hash == sa.bindparam("cookie")
    return (
        sa.select(
            User,
            works_here(User.id),
            sa.and_(lacks_second_step(), DeviceSession.outside.is_not(True)),
            DeviceSession.seen_at,
            DeviceSession.outside,
            DeviceSession.began_at,
        )
        .outerjoin(DeviceSession, mine)
        .where(
            User.session_token == sa.bindparam("token"),
            User.active,
            DeviceSession.ended_at.is_(None),
        )
    )


def _is_over(outside: bool | None, began_at: datetime | None) -> bool:
    """Whether the office's own sign-in has to be asked again, which may know by now that somebody has left.

    What was begun before is still saved for a while: a form is not asked to wait for it.
    """
    if not outside or began_at is None:
        return False
    lasts = timedelta(hours=current_app.extensions["settings"].outside_hours)
    if has_request_context() and request.method == "POST":
        lasts += STILL_SAVED
    return clock.now() - began_at > lasts


def _note_after_answer(user: User, cookie: str) -> None:
    """Once the answer is out and its transaction over, note that the session was used."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if app.extensions["settings"].read_only:
        return
    of_this = (user.id, token_hash(user.session_token), token_hash(cookie), *_device_here())

    def note() -> None:
        with app.app_context():
            enqueue_job(note_session, *of_this)

    @after_this_request
    def _(answer: Response) -> Response:
        answer.call_on_close(note)
        return answer


@job
def note_session(
    user_id: int, token: str, cookie: str, browser: str, system: str, network: str
) -> None:
    """Note when a session was last used and from where; one from before sessions were listed is listed.

    `token`, `cookie`: their hashes; who was signed out everywhere meanwhile has another token.
    """
    user = db.session.get(User, user_id)
    if user is None or token_hash(user.session_token) != token:
        return
    found = _by_hash(cookie)
    if found is None:
        db.session.add(_session_of(user_id, cookie, browser, system, network))
    elif found.ended_at is None:
        found.seen_at, found.network = clock.now(), network
        found.browser, found.system = browser, system
    db.session.commit()


def _by_hash(cookie_hash: str) -> DeviceSession | None:
    return db.session.scalar(
        sa.select(DeviceSession).where(DeviceSession.cookie_hash == cookie_hash)
    )


def sessions_of(user: User) -> Sequence[DeviceSession]:
    """Where the account is signed in, the one used last first."""
    mine = sa.select(DeviceSession).where(
        DeviceSession.user_id == user.id, DeviceSession.ended_at.is_(None)
    )
    return db.session.scalars(mine.order_by(DeviceSession.seen_at.desc(), DeviceSession.id)).all()


def people_here() -> Sequence[User]:
    """Who used the planner within the last two hours, on any server; how lately is known to the hour."""
    seen = sa.select(DeviceSession.user_id).where(
        DeviceSession.ended_at.is_(None), DeviceSession.seen_at > clock.now() - 2 * SEEN_EVERY
    )
    here = sa.select(User).where(User.active, User.id.in_(seen))
    return db.session.scalars(here.order_by(User.name)).all()


def end_session(session: DeviceSession) -> None:
    """Let nobody in with its cookie or a copy of it; which device it was is forgotten."""
    session.ended_at = clock.now()
    session.browser = session.system = session.network = session.outside_sid = ""


def sign_out(user: User, cookie: str) -> None:
    """End the session of that cookie, here and in every copy; other devices stay signed in."""
    found = _by_hash(token_hash(cookie))
    if found is None:
        found = _session_of(user.id, token_hash(cookie), "", "", "")
        db.session.add(found)
    end_session(found)


def sign_out_everywhere(user: User) -> None:
    """Make every cookie of the account worthless."""
    user.session_token = secrets.token_urlsafe(24)
    db.session.execute(sa.delete(DeviceSession).where(DeviceSession.user_id == user.id))


def end_sessions_from_here(but: Collection[str]) -> None:
    """End what was begun with a password, a passkey or a link, but of the accounts with these addresses. The caller commits."""
    here = DeviceSession.outside.is_not(True), DeviceSession.ended_at.is_(None)
    others = DeviceSession.user_id.in_(sa.select(User.id).where(User.email.not_in(but)))
    for session in db.session.scalars(sa.select(DeviceSession).where(*here, others)):
        end_session(session)


@daily
def end_unused_sessions() -> None:
    """End what nobody has used for longer than a browser stays signed in."""
    unused = sa.select(DeviceSession).where(
        DeviceSession.ended_at.is_(None), DeviceSession.seen_at < clock.now() - UNUSED
    )
    for session in db.session.scalars(unused):
        end_session(session)
    db.session.commit()
