"""Asked once more before what lets somebody in is changed: an unlocked device, or a stolen cookie, is not its owner."""

from datetime import timedelta
from enum import Enum

from flask_login import current_user

from .. import clock
from ..web.i18n import _
from ..web.limits import is_failed_guess, limiter
from .forms import OwnerForm
from .models import User
from .passwords import is_right_password
from .second_step import authenticator_of, is_right_code
from .sessions import session_start_here

JUST_NOW = timedelta(minutes=10)
"""How long a sign-in counts for who has neither password nor app, such as after the office's own sign-in."""


def _whose() -> str:
    return f"owner {current_user.get_id().partition('.')[0]}"


limit_owner_guesses = limiter.shared_limit(
    "6/minute;30/hour",
    scope="owner",
    key_func=_whose,
    methods=["POST"],
    deduct_when=is_failed_guess,
)
"""Codes and passwords of one account are guessed no more often than this on all pages together, from wherever."""


class OwnerProof(Enum):
    """What shows that it is the owner. A recovery code does as well as what is typed."""

    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - no password
    JUST_SIGNED_IN = "just signed in"


def proof_of(user: User) -> OwnerProof:
    """What this account is asked for: the app's code, else its password, else a sign-in of a moment ago."""
    if authenticator_of(user):
        return OwnerProof.CODE
    return OwnerProof.PASSWORD if user.password_hash else OwnerProof.JUST_SIGNED_IN


def ask_owner(form: OwnerForm, proof: OwnerProof) -> None:
    """Ask for it on the form."""
    if proof is OwnerProof.CODE:
        form.proof.label.text = _("Code of your app, or a recovery code")
        form.proof.render_kw = {"autocomplete": "one-time-code", "spellcheck": "false"}
    elif proof is OwnerProof.JUST_SIGNED_IN:
        del form.proof


def is_owner(form: OwnerForm, user: User, proof: OwnerProof) -> bool:
    """Whether it is the owner who asks; else the form says why not. `form`: as `ask_owner` left it."""
    if proof is OwnerProof.JUST_SIGNED_IN:
        wrong = list(filter(None, [owner_hindrance(proof)]))
        form.form_errors = wrong
    else:
        wrong = _wrong_proof(user, proof, form.proof.data)
        form.proof.errors = wrong
    return not wrong


def _wrong_proof(user: User, proof: OwnerProof, typed: str) -> list[str]:
    if is_right_code(user, typed):
        return []
    if proof is OwnerProof.CODE:
        return [_("This code is wrong, too old or was used before.")]
    is_right = is_right_password(user.password_hash, typed)
    return [] if is_right else [_("This is not your current password.")]


def owner_hindrance(proof: OwnerProof) -> str:
    """What has to be done before it can be shown at all, in words; empty where it can."""
    if proof is not OwnerProof.JUST_SIGNED_IN:
        return ""
    began_at = session_start_here().began_at
    if began_at and clock.now() - began_at < JUST_NOW:
        return ""
    return _("Sign out and sign in again first. You then have ten minutes for this.")
