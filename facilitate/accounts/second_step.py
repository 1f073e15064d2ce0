"""The second step of signing in: six digits of an app, or once a recovery code; for whom it is required."""

import re
import secrets
from base64 import b32decode, b32encode
from enum import StrEnum
from urllib.parse import quote, urlencode

import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import current_app

from .. import clock
from ..data.db import db
from ..data.noted import Chosen, choose_value, chosen_value
from ..web.i18n import _l, register_labels
from ..web.signing import seal_here, unseal_here
from .models import Authenticator, Passkey, RecoveryCode, User
from .passwords import token_hash
from .works_here import can_release

RULE = "second-step"
"""Under which name it is kept for whom the second step is required."""
DIGITS, HALF_MINUTE = 6, 30
"""What every authenticator app makes (RFC 6238): digits of a code, and seconds for which one is shown."""
EARLY_OR_LATE = 1
"""By how many codes the clock of a phone may be wrong."""
RECOVERY_CODES = 10


class RequiredOf(StrEnum):
    """Who has to set up a second step before anything else."""

    NOBODY = "nobody"
    PRIVILEGED = "privileged"
    EVERYBODY = "everybody"


register_labels(
    {
        RequiredOf.NOBODY: _l("nobody"),
        RequiredOf.PRIVILEGED: _l("administrators and people who can release"),
        RequiredOf.EVERYBODY: _l("everybody"),
    }
)


def required_of() -> RequiredOf:
    """For whom it is required."""
    return RequiredOf(chosen_value(RULE) or RequiredOf.NOBODY)


def require_of(who: RequiredOf) -> None:
    """Require it of these from their next page on. The caller commits."""
    choose_value(RULE, who.value)


def lacks_second_step() -> sa.ColumnElement[bool]:
    """The condition that an account has to set one up and has not."""
    rule = sa.select(Chosen.value).where(Chosen.name == RULE).scalar_subquery()
    privileged = sa.or_(User.administrator, can_release(User.id))
    return sa.and_(
        sa.func.coalesce(rule, "").in_([RequiredOf.PRIVILEGED.value, RequiredOf.EVERYBODY.value]),
        sa.or_(rule == RequiredOf.EVERYBODY.value, privileged),
        ~_has(Authenticator),
        ~_has(Passkey),
    )


def _has(kind: type[Authenticator] | type[Passkey]) -> sa.ColumnElement[bool]:
    return sa.exists().where(kind.user_id == User.id)


def has_second_step(user: User) -> bool:
    """Whether signing in asks for more than the password."""
    any_kind = sa.or_(_has(Authenticator), _has(Passkey))
    return bool(db.session.scalar(sa.select(any_kind).where(User.id == user.id)))


def authenticator_of(user: User) -> Authenticator | None:
    """The app that shows this person's codes."""
    return db.session.scalar(sa.select(Authenticator).where(Authenticator.user_id == user.id))


def new_secret() -> str:
    """A secret as apps take it: 32 letters and digits."""
    return b32encode(secrets.token_bytes(20)).decode()


def setup_address(user: User, secret: str) -> str:
    """What the QR code tells an app."""
    host = current_app.extensions["settings"].base_url.partition("://")[2]
    about = urlencode({"secret": secret, "issuer": f"facilitate {host}"}, quote_via=quote)
    return f"otpauth://totp/{quote(f'facilitate {host}:{user.email}')}?{about}"


def matching_step(secret: str, code: str, after: int = 0) -> int | None:
    """The half minute whose code that is, not before the one after `after`; None where it is wrong or was used."""
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", code):
        return None
    maker = TOTP(b32decode(secret), DIGITS, SHA1(), HALF_MINUTE, enforce_key_length=False)  # noqa: S303 - what apps know
    now = int(clock.now().timestamp()) // HALF_MINUTE
    found = None
    for step in range(now - EARLY_OR_LATE, now + EARLY_OR_LATE + 1):
        right = secrets.compare_digest(maker.generate(step * HALF_MINUTE), code.encode())
        if right and step > after:
            found = step
    return found


def set_up_app(user: User, secret: str, code: str) -> bool:
    """Whether the code shows that the app has the secret; then it is the one that signing in asks for."""
    step = matching_step(secret, code)
    if step is None:
        return False
    db.session.execute(sa.delete(Authenticator).where(Authenticator.user_id == user.id))
    db.session.add(
        Authenticator(
            user_id=user.id,
            secret=seal_here(_use(user), secret),
            last_step=step,
            created_at=clock.now(),
        )
    )
    db.session.flush()
    return True


def _use(user: User) -> str:
    return f"authenticator:{user.id}"


def is_right_code(user: User, typed: str) -> bool:
    """Whether that is the app's code now or a recovery code; it is used up, of two who try at once one passes."""
    code = typed.replace(" ", "").replace("-", "").upper()
    return _is_from_app(user, code) or _is_recovery_code(user, code)


def _is_from_app(user: User, code: str) -> bool:
    found = authenticator_of(user)
    secret = unseal_here(_use(user), found.secret) if found else None
    step = matching_step(secret, code, found.last_step) if found and secret else None
    if found is None or step is None:
        return False
    mine = sa.and_(Authenticator.id == found.id, Authenticator.last_step < step)
    used = sa.update(Authenticator).where(mine).values(last_step=step).returning(Authenticator.id)
    return db.session.execute(used).first() is not None


def _is_recovery_code(user: User, code: str) -> bool:
    mine = sa.and_(
        RecoveryCode.user_id == user.id,
        RecoveryCode.code_hash == token_hash(code),
        RecoveryCode.used_at.is_(None),
    )
    used = sa.update(RecoveryCode).where(mine).values(used_at=clock.now())
    return db.session.execute(used.returning(RecoveryCode.id)).first() is not None


def new_recovery_codes(user: User) -> list[str]:
    """Ten codes to be shown once, in the place of those before. 80 bits each: a hash of one cannot be guessed back."""
    db.session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = [b32encode(secrets.token_bytes(10)).decode() for _code in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(user_id=user.id, code_hash=token_hash(code)) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def recovery_codes_left(user: User) -> int:
    """How many recovery codes were not used."""
    mine = sa.and_(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(sa.select(sa.func.count(RecoveryCode.id)).where(mine)) or 0


def remove_app(user: User) -> None:
    """The app goes; the recovery codes too where no passkey is left for which they stand in."""
    db.session.execute(sa.delete(Authenticator).where(Authenticator.user_id == user.id))
    if not has_second_step(user):
        remove_second_step(user)


def remove_second_step(user: User) -> None:
    """App, passkeys and recovery codes of an account go: the password alone lets in."""
    for kind in (Authenticator, Passkey, RecoveryCode):
        db.session.execute(sa.delete(kind).where(kind.user_id == user.id))
