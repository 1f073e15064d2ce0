"""What the planner signs, so that it need not be kept and nobody can make it up. What an old key signed is still read."""

import base64
import hmac
from collections.abc import Sequence

from flask import Flask, current_app

from ..lib.sealing import seal_text, unseal_text

SIGNED = 8
"""Bytes of a short signature: eleven letters, 64 bits."""


def use_keys(app: Flask, keys: Sequence[str]) -> None:
    """Sign with the first of these keys, and read what any of them signed."""
    key, *old_keys = keys
    app.config.update(
        SECRET_KEY=key,
        SECRET_KEY_FALLBACKS=old_keys,
        # a page that is open while the key changes can still be sent
        WTF_CSRF_SECRET_KEY=[*reversed(old_keys), key],
    )


def secret_keys() -> list[str]:
    """The keys that are read, oldest first, as itsdangerous wants them; the last one signs."""
    config = current_app.config
    return [*reversed(config["SECRET_KEY_FALLBACKS"] or []), str(config["SECRET_KEY"])]


def sign_text(text: str) -> str:
    """Eleven letters that only this planner can write under a text, which begins with what it is for: `badge:345`."""
    return signature_of(text, secret_keys()[-1])


def is_signed(text: str, signature: str) -> bool:
    """Whether this planner wrote that signature under this text."""
    said = signature.encode(
        "utf-8", "replace"
    )  # a text with ç cannot be compared, and is no signature of ours
    return any(hmac.compare_digest(signature_of(text, key).encode(), said) for key in secret_keys())


def signature_of(text: str, key: str) -> str:
    """The signature that this key writes under a text."""
    digest = hmac.digest(key.encode(), text.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:SIGNED]).decode().rstrip("=")


def seal_here(use: str, text: str) -> str:
    """The text for that use, as only this planner reads it again."""
    return base64.b64encode(seal_text(secret_keys()[-1], use, text)).decode()


def unseal_here(use: str, content: str) -> str | None:
    """The text again; None where it was changed, is another use's, or its key is gone."""
    try:
        raw = base64.b64decode(content, validate=True)
    except ValueError:
        return None
    found = (unseal_text(key, use, raw) for key in reversed(secret_keys()))
    return next((text for text in found if text is not None), None)
