"""The mark of words: whoever releases them releases exactly these. Pure."""

import hashlib
import json
from collections.abc import Iterable


def digest_of(texts: Iterable[str]) -> str:
    """Changes when any word changes; not with the order of the texts."""
    text = json.dumps(sorted(texts), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
