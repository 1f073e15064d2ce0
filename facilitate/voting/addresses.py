"""The addresses and codes that phones vote by. A personal code is made of the secret key: nothing is kept for it until it is used."""

import hashlib
import secrets

from ..participation.door.badge import participation_of_badge
from ..web.addresses import full_address
from ..web.signing import is_signed, secret_keys, sign_text, signature_of

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
"""Nothing in it is taken for something else, and no word comes of it: it has no vowel."""
CODE_LENGTH, PASS_LENGTH = 5, 6
VOTE = "/vote/<code>"
"""The rule of the page that phones open (`voting.vote_by_code`)."""


def new_vote_code() -> str:
    """A code for a vote, short enough to be typed."""
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LENGTH))


def vote_url(code: str, pass_code: str = "") -> str:
    """The whole address that phones open, for everybody or with a personal code."""
    whole = full_address("voting.vote_by_code", code=code)
    return f"{whole}?pass={pass_code}" if pass_code else whole


def typed_code(text: str) -> str:
    """A code as somebody types it: capitals and gaps do not matter."""
    return "".join(text.lower().split()).replace("-", "")


def pass_codes(vote_id: int, count: int, key: str = "") -> list[str]:
    """The personal codes of a vote, in their order."""
    key = key or secret_keys()[-1]
    return [_pass(vote_id, number, key) for number in range(1, count + 1)]


def _pass(vote_id: int, number: int, key: str) -> str:
    signed = signature_of(f"vote-pass:{vote_id}:{number}", key)
    value = int.from_bytes(hashlib.sha256(signed.encode()).digest(), "big")
    letters = []
    for _place in range(PASS_LENGTH):
        value, rest = divmod(value, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def known_pass(vote_id: int, count: int, typed: str) -> str | None:
    """By what a printed code is known, whichever key made it; None for one that we have not made."""
    wanted = typed_code(typed)
    for key in reversed(secret_keys()):
        if wanted in pass_codes(vote_id, count, key):
            return f"pass:{pass_codes(vote_id, count, key).index(wanted)}"
    return None


def badge_behind(typed: str) -> int | None:
    """The participation (id) of a badge whose code or address was scanned or pasted."""
    return participation_of_badge(typed)


def pass_mark(vote_id: int, known: str) -> str:
    """The mark by which a code counts as used in that vote."""
    return sign_text(f"vote-used:{vote_id}:{known}")


def sign_device(secret: str) -> str:
    """What a phone keeps in its cookie."""
    return f"{secret}.{sign_text(f'voter:{secret}')}"


def device_behind(text: str) -> str | None:
    """The secret of a phone; None for a cookie we have not made."""
    secret, _dot, signature = text.partition(".")
    return secret if secret and is_signed(f"voter:{secret}", signature) else None
