"""What a secret link keeps: a mark that finds it without telling it, and text that nobody reads without it.

A link's secret has 128 bits drawn by chance, so one keyed hash of it cannot be guessed back. Each use has a mark of its
own: who sees two of them does not know that they come of the same link.
"""

import hashlib
import hmac
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes that AES-GCM wants to be new each time."""


def new_secret() -> str:
    """What stands in a new link: 22 letters, numbers, hyphens and underscores."""
    return secrets.token_urlsafe(16)


def secret_mark(secret: str, use: str) -> str:
    """By which a table or a counter knows a link, for that use alone; the link does not follow from it."""
    return _derived(secret, use).hex()


def seal_text(secret: str, use: str, text: str) -> bytes:
    """The text, encrypted: only who has the link reads it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_derived(secret, use)).encrypt(
        nonce, text.encode("utf-8", "surrogatepass"), None
    )


def unseal_text(secret: str, use: str, content: bytes) -> str | None:
    """The text again; None where the link is another one, or the content was changed."""
    try:
        text = AESGCM(_derived(secret, use)).decrypt(content[:NONCE], content[NONCE:], None)
    except (InvalidTag, ValueError):
        return None
    return text.decode("utf-8", "surrogatepass")


def _derived(secret: str, use: str) -> bytes:
    """A key of 32 bytes (HKDF's second step: the secret is as random as a key)."""
    return hmac.new(
        secret.encode("utf-8", "surrogatepass"), use.encode() + b"\x01", hashlib.sha256
    ).digest()
