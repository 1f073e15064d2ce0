"""Single sign-on: the office's own sign-in (OpenID Connect) lets people in, and its groups say what they may do."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from ..data.db import db
from ..data.noted import choose_value, chosen_value
from ..lib.text import clean_text
from ..web.i18n import _, current_language
from ..web.refused import Refused
from ..web.signing import seal_here, unseal_here
from .actions import add_user, set_rights, user_by_email
from .audit import AuditAct, note_act
from .models import OutsideAccount, User
from .outside_reasons import SignInRefusal

NAME = "outside-sign-in"
DISCOVERY = "/.well-known/openid-configuration"
LONGEST_NAME = 200
PATIENCE = 10
"""Seconds that the office's sign-in may take for each answer."""
CLOCKS_APART = timedelta(minutes=5)
"""How far its clock and the planner's may be apart."""
ADMINISTRATOR, CONTACTS = "administrator", "contacts"
"""What a group gives in the whole planner; anything else is `role @ event`."""


@dataclass(frozen=True)
class OutsideSignIn:
    """How the office's sign-in is reached, and what follows from it.

    `groups`: lines `group = administrator`, `group = contacts` or `group = role @ event`; `emergency`: the address of the
    only account that signs in with a password, empty where everybody may. `owns_addresses`: it hands addresses out
    itself, so that they count without its saying each time that they were verified.
    """

    name: str
    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    makes_accounts: bool = False
    group_claim: str = "groups"
    groups: str = ""
    emergency: str = ""
    owns_addresses: bool = False


@dataclass(frozen=True)
class Visitor:
    """Somebody the office's sign-in knows. `sid`: what it calls this session, empty where it does not say."""

    subject: str
    email: str
    is_email_verified: bool
    name: str
    groups: frozenset[str]
    sid: str = ""


EventRoles = Callable[[User, Mapping[str, Collection[str]], Iterable[str]], None]
_GIVE_ROLES: list[EventRoles] = []


def registers_role_giver(function: EventRoles) -> EventRoles:
    """Mark a room's function that gives a user roles by the address of an event; those it is told of without one are taken."""
    _GIVE_ROLES.append(function)
    return function


def outside_sign_in() -> OutsideSignIn | None:
    """What was set up; None where nothing was, or the key with which its secret was sealed is gone."""
    kept = json.loads(chosen_value(NAME) or "{}")
    if not kept:
        return None
    secret = unseal_here(NAME, kept["client_secret"])
    return None if secret is None else OutsideSignIn(**{**kept, "client_secret": secret})


def save_outside_sign_in(setup: OutsideSignIn | None) -> None:
    """Keep it in the place of what was kept; None: the planner alone signs people in. The caller commits."""
    if setup is None:
        choose_value(NAME, "")
        return
    sealed = replace(setup, client_secret=seal_here(NAME, setup.client_secret))
    choose_value(NAME, json.dumps(asdict(sealed)))


def for_emergencies() -> str:
    """What is said to who signs in here, and has to sign in at the office's own service."""
    return _("Passwords and passkeys are for emergencies here. Use the other button.")


def may_use_password(user: User) -> bool:
    """Whether this account signs in here, with a password or a passkey: everybody, or the emergency account alone."""
    setup = outside_sign_in()
    return setup is None or not setup.emergency or user.email == setup.emergency


def outside_client(setup: OutsideSignIn) -> Any:
    """What speaks with the office's sign-in: discovery, state, nonce and PKCE are the library's."""
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 - long to load, and most planners sign in alone

    return OAuth(current_app).register(
        "outside",
        client_id=setup.client_id,
        client_secret=setup.client_secret,
        server_metadata_url=setup.issuer.rstrip("/") + DISCOVERY,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )


def outside_hindrance(setup: OutsideSignIn) -> str:
    """Why nobody can sign in there, in words; empty where its description can be read. Takes as long as the other machine."""
    try:
        found = outside_client(setup).load_server_metadata()
    except (
        OSError,
        ValueError,
    ):  # what requests raises is an OSError, what is no JSON a ValueError
        return _("No sign-in service describes itself at this address.")
    if found.get("issuer", "").rstrip("/") != setup.issuer.rstrip("/"):
        return _("The service calls itself %(issuer)s.", issuer=found.get("issuer", "–"))
    return ""


def visitor_of(setup: OutsideSignIn, speaker: Any) -> Visitor:
    """Who comes back from there. Raises what the library raises where state, signature, nonce or times are wrong."""
    names = {"values": [speaker.load_server_metadata()["issuer"]]}
    token = speaker.authorize_access_token(
        claims_options={"iss": names, "aud": {"values": [setup.client_id]}},
        leeway=int(CLOCKS_APART.total_seconds()),
    )
    said = dict(token["userinfo"])
    if setup.group_claim not in said or "email" not in said:
        more = dict(speaker.userinfo(token=token))
        if more.get("sub") == said["sub"]:
            said = {**more, **said}
    groups = said.get(setup.group_claim) or []
    return Visitor(
        subject=str(said["sub"]),
        email=str(said.get("email") or "").strip().lower(),
        is_email_verified=said.get("email_verified", setup.owns_addresses) is True,
        name=_one_line(said.get("name") or said.get("preferred_username") or said.get("email")),
        groups=frozenset([groups] if isinstance(groups, str) else map(str, groups)),
        sid=str(token["userinfo"].get("sid") or ""),
    )


def _one_line(said: Any) -> str:
    """A name as one types it here, whatever the other side keeps under it."""
    return " ".join(clean_text(str(said or "")).split())[:LONGEST_NAME]


def user_of_visitor(setup: OutsideSignIn, visitor: Visitor) -> User | None:
    """Whose account that is: by what the office's sign-in calls them, else once by the address it has verified.

    A new one where that is allowed; None where there is none. The caller commits.
    """
    known = sa.select(OutsideAccount).where(
        OutsideAccount.issuer == setup.issuer, OutsideAccount.subject == visitor.subject
    )
    found = db.session.scalar(known)
    if found is not None:
        user: User | None = db.session.get_one(User, found.user_id)
    else:
        user = user_by_email(visitor.email) if visitor.is_email_verified else None
        if user is None and setup.makes_accounts and visitor.is_email_verified:
            user = add_user(
                visitor.name or visitor.email, visitor.email, language=current_language()
            )
            note_act(AuditAct.INVITED, None, user, about=setup.name)
        if user is not None:
            db.session.add(
                OutsideAccount(user_id=user.id, issuer=setup.issuer, subject=visitor.subject)
            )
    return user


def refusal_of(visitor: Visitor, user: User | None) -> str:
    """Why somebody whom the office's sign-in knows does not get in, as it is kept; empty for who does."""
    if user is not None:
        return "" if user.active else SignInRefusal.LOCKED
    if not visitor.email:
        return SignInRefusal.NO_ADDRESS
    return SignInRefusal.NO_ACCOUNT if visitor.is_email_verified else SignInRefusal.UNVERIFIED


def no_entry_for(setup: OutsideSignIn, visitor: Visitor | None, why: str) -> str:
    """What somebody who comes back from there and does not get in reads."""
    if visitor is None:
        return _("%(name)s did not let you in. Try again.", name=setup.name)
    if why == SignInRefusal.LOCKED:
        return _("This account is locked. An administrator can unlock it.")
    if why == SignInRefusal.NO_ADDRESS:
        return _(
            "%(name)s does not say what your e-mail address is. Tell who looks after it.",
            name=setup.name,
        )
    if why == SignInRefusal.UNVERIFIED:
        return _(
            "%(name)s does not confirm that %(email)s is your address. Tell an administrator of this planner.",
            name=setup.name,
            email=visitor.email,
        )
    return _(
        "There is no account here for %(email)s. Ask an administrator to invite you.",
        email=visitor.email,
    )


def rights_by_group(text: str) -> dict[str, list[str]]:
    """What each group gives, by its name. Raises ValueError with the line that cannot be read."""
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        group, sign, right = (part.strip() for part in line.rpartition("="))
        role, at, event = (part.strip() for part in right.partition("@"))
        if (
            not group
            or not sign
            or not (role and event if at else right in (ADMINISTRATOR, CONTACTS))
        ):
            raise ValueError(line)
        found.setdefault(group, []).append(f"{role} @ {event}" if at else right)
    return found


def apply_groups(setup: OutsideSignIn, user: User, visitor: Visitor) -> None:
    """What the groups of this sign-in give and take; what no group is named for stays as it is. The caller commits."""
    by_group = rights_by_group(setup.groups)
    named = {right for rights in by_group.values() for right in rights}
    given = {right for group in visitor.groups for right in by_group.get(group, ())}
    before = (user.administrator, user.sees_contacts)
    wanted = tuple(
        right in given if right in named else now
        for right, now in zip((ADMINISTRATOR, CONTACTS), before, strict=True)
    )
    try:
        set_rights(user, administrator=wanted[0], sees_contacts=wanted[1])
    except Refused:  # nobody else would run the planner
        set_rights(user, administrator=True, sees_contacts=wanted[1])
    if (user.administrator, user.sees_contacts) != before:
        note_act(AuditAct.RIGHTS, None, user, about=setup.name)
    roles: dict[str, set[str]] = defaultdict(set)
    for event, role in (_role_and_event(right) for right in given if "@" in right):
        roles[event].add(role)
    events = {_role_and_event(right)[0] for right in named if "@" in right}
    for give in _GIVE_ROLES:
        give(user, roles, events)


def _role_and_event(right: str) -> tuple[str, str]:
    role, _at, event = right.partition(" @ ")
    return event, role
