"""Addresses of the directory are for administrators; everybody else sees just enough to tell them apart."""

import re

HIDDEN = "…"


def mask_address(address: str) -> str:
    """The address without who it is: `mira@office.example` reads `m…@office.example`; nothing stays nothing."""
    name, at, host = address.rpartition("@")
    if not at:
        return HIDDEN if address else ""
    return f"{name[:1]}{HIDDEN}@{host}"


def mask_in_text(text: str, address: str) -> str:
    """A text (a mail server's reason) with the address in it masked, however it is spelt."""
    return (
        re.sub(re.escape(address), lambda _found: mask_address(address), text, flags=re.IGNORECASE)
        if address
        else text
    )
