"""Passwords: argon2 with parameters measured to cost about 20 ms, and the one rule for a good one; what is kept of a token."""

import hashlib
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# m=19456 KiB, t=2, p=1: OWASP's first choice; the library's default takes 154 ms and 64 MiB a sign-in.
_hasher = PasswordHasher(memory_cost=19456, time_cost=2, parallelism=1)

SHORTEST, LONGEST = 10, 200


def token_hash(token: str) -> str:
    """What is kept of a token that somebody else holds, drawn by chance: it finds it again and does not tell it."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_password(password: str) -> str:
    """The hash to be kept."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")


def is_right_password(stored: str | None, password: str) -> bool:
    """Whether the password fits. Takes as long for an unknown person, so that nobody learns who has an account."""
    try:
        return _hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
