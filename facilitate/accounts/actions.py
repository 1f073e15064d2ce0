"""What happens to accounts: made, let in by a link, given a password and rights, signed out, locked, removed."""

import secrets
from datetime import timedelta

import sqlalchemy as sa

from .. import clock
from ..data.db import db
from ..web.addresses import full_address
from ..web.i18n import _
from ..web.refused import Refused
from .models import AccountLinkPurpose, Link, OutsideAccount, User
from .passwords import hash_password, token_hash
from .second_step import remove_second_step
from .sessions import sign_out_everywhere

LIFETIME = {
    AccountLinkPurpose.SIGN_IN: timedelta(hours=1),
    AccountLinkPurpose.INVITATION: timedelta(days=14),
    AccountLinkPurpose.RESET: timedelta(hours=2),
}


NO_ADDRESS = "@nobody.invalid"
"""What the address of an account ends with whose owner has none."""


def add_user(name: str, email: str, *, administrator: bool = False, language: str = "en") -> User:
    """A new account without a password; a link lets its owner choose one."""
    user = User(
        name=name,
        email=email.strip().lower(),
        administrator=administrator,
        language=language,
        session_token=secrets.token_urlsafe(24),
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    return user


def add_stand_in(name: str) -> User:
    """An account that nobody can sign in with: somebody without an address has their place in teams by it."""
    user = add_user(name, f"{secrets.token_hex(8)}{NO_ADDRESS}")
    user.active = False
    return user


def user_by_email(email: str) -> User | None:
    """The account with that address."""
    return db.session.scalar(sa.select(User).where(User.email == email.strip().lower()))


def make_link(user: User, purpose: AccountLinkPurpose) -> str:
    """The address of a new single-use link. Only its hash is kept, so it cannot be shown a second time."""
    token = secrets.token_urlsafe(24)
    db.session.add(
        Link(
            user_id=user.id,
            purpose=purpose,
            token_hash=token_hash(token),
            expires_at=clock.now() + LIFETIME[purpose],
        )
    )
    return full_address("accounts.use_link", token=token)


def find_link(token: str) -> Link | None:
    """The link of that token, used or not."""
    return db.session.scalar(
        sa.select(Link).where(Link.token_hash == token_hash(token)).with_for_update()
    )


def set_password(user: User, password: str) -> None:
    """A new password; every other session and every open link of the account ends."""
    user.password_hash = hash_password(password)
    _let_nobody_in(user)


def lock_user(user: User) -> None:
    """Nobody gets in with the account, and every session of it ends; `unlock_user` lets its owner in again."""
    _keep_an_administrator(user)
    user.active = False
    _let_nobody_in(user)


def unlock_user(user: User) -> None:
    """Let the owner of a locked account in again. Raises Refused for a removed one."""
    if user.removed_at:
        raise Refused(_("This account was removed. Invite the person again."))
    user.active = True


def remove_user(user: User) -> None:
    """Take an account away for ever. What they wrote stays, with their name; address, password and rights go."""
    lock_user(user)
    user.administrator = user.sees_contacts = False
    user.password_hash, user.removed_at = None, clock.now()
    remove_second_step(user)
    db.session.execute(sa.delete(OutsideAccount).where(OutsideAccount.user_id == user.id))
    user.email = f"{secrets.token_hex(8)}@removed.invalid"


def reset_second_step(user: User) -> None:
    """For a lost phone: the password alone lets in until a new second step is set up, and every session ends."""
    remove_second_step(user)
    sign_out_everywhere(user)


def set_rights(user: User, *, administrator: bool, sees_contacts: bool) -> None:
    """What an account may do in the whole planner. Raises Refused where nobody would be left to run it."""
    if user.administrator and not administrator:
        _keep_an_administrator(user)
    user.administrator, user.sees_contacts = administrator, sees_contacts


def _let_nobody_in(user: User) -> None:
    sign_out_everywhere(user)
    db.session.execute(
        sa.update(Link)
        .where(Link.user_id == user.id, Link.used_at.is_(None))
        .values(used_at=clock.now())
    )


def _keep_an_administrator(leaving: User) -> None:
    """Raises Refused where that account alone runs the planner; two who leave at once wait for each other."""
    run_it = (
        sa.select(User.id)
        .where(User.administrator, User.active)
        .order_by(User.id)
        .with_for_update()
    )
    if leaving.administrator and leaving.active and set(db.session.scalars(run_it)) <= {leaving.id}:
        raise Refused(_("Somebody has to run the planner. Make somebody else administrator first."))


def active_administrators() -> list[User]:
    """Who runs the planner and can be asked."""
    return list(
        db.session.scalars(
            sa.select(User).where(User.administrator, User.active).order_by(User.name)
        )
    )
