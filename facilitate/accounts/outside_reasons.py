"""Why the office's sign-in let somebody not in: kept in the audit log and written into the planner's log, without any secret."""

import re
from enum import StrEnum

from ..web.i18n import _l, label_or_text, register_labels


class SignInRefusal(StrEnum):
    """A reason of the planner, as it is kept; `read_refusal` tells it."""

    STRANGE = "the answer belongs to no sign-in that this browser began"
    CLOCKS = "the clocks of the service and of the planner are more than five minutes apart"
    AUDIENCE = "the token is not meant for the planner: is the client ID right?"
    PARTY = (
        "the token is for several programs and does not say that it was issued to the planner (azp)"
    )
    ISSUER = "the token names another service than the address that is set up"
    UNSIGNED = "the token is not signed with a key of the service"
    AWAY = "the service did not answer the planner"
    UNREAD = "the answer of the service cannot be read"
    REFUSED = "the service refuses"
    LOCKED = "the account is locked"
    NO_ADDRESS = "the service gives no e-mail address"
    UNVERIFIED = "the service does not confirm the e-mail address"
    NO_ACCOUNT = "there is no account"


register_labels(
    {
        SignInRefusal.STRANGE: _l("the answer belongs to no sign-in that this browser began"),
        SignInRefusal.CLOCKS: _l(
            "the clocks of the service and of the planner are more than five minutes apart"
        ),
        SignInRefusal.AUDIENCE: _l(
            "the token is not meant for the planner: is the client ID right?"
        ),
        SignInRefusal.PARTY: _l(
            "the token is for several programs and does not say that it was issued to the planner (azp)"
        ),
        SignInRefusal.ISSUER: _l("the token names another service than the address that is set up"),
        SignInRefusal.UNSIGNED: _l("the token is not signed with a key of the service"),
        SignInRefusal.AWAY: _l("the service did not answer the planner"),
        SignInRefusal.UNREAD: _l("the answer of the service cannot be read"),
        SignInRefusal.REFUSED: _l("the service refuses"),
        SignInRefusal.LOCKED: _l("the account is locked"),
        SignInRefusal.NO_ADDRESS: _l("the service gives no e-mail address"),
        SignInRefusal.UNVERIFIED: _l("the service does not confirm the e-mail address"),
        SignInRefusal.NO_ACCOUNT: _l("there is no account"),
    }
)
BETWEEN = " · "
_CODE = re.compile(r"[a-z_]{1,40}")
_BY_CLAIM = {
    "exp": SignInRefusal.CLOCKS,
    "iat": SignInRefusal.CLOCKS,
    "nbf": SignInRefusal.CLOCKS,
    "aud": SignInRefusal.AUDIENCE,
    "azp": SignInRefusal.PARTY,
    "iss": SignInRefusal.ISSUER,
    "nonce": SignInRefusal.STRANGE,
}


def refusal_reason(error: Exception) -> str:
    """Why somebody's answer from there was not taken. Of what others wrote only a code is kept: a stranger may have written it."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - as in `outside.outside_client`
    from authlib.integrations.base_client import MismatchingStateError  # noqa: PLC0415 - as above
    from joserfc.errors import BadSignatureError, ClaimError, InvalidKeyIdError  # noqa: PLC0415 - as above

    match error:
        case MismatchingStateError():
            return SignInRefusal.STRANGE
        case ClaimError():
            return _BY_CLAIM.get(error.claim, SignInRefusal.UNREAD)
        case BadSignatureError() | InvalidKeyIdError():
            return SignInRefusal.UNSIGNED
        case AuthlibBaseError():
            code = str(error.error)
            return (
                f"{SignInRefusal.REFUSED}{BETWEEN}{code}"
                if _CODE.fullmatch(code)
                else SignInRefusal.REFUSED
            )
        case OSError():
            return SignInRefusal.AWAY
        case _other:
            return SignInRefusal.UNREAD


def read_refusal(kept: str) -> str:
    """What is kept about a refusal, as it is read."""
    return BETWEEN.join(label_or_text(SignInRefusal, part) for part in kept.split(BETWEEN))
