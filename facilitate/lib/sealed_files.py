"""A file sealed with a passphrase: nobody reads it, changes it, cuts it off or puts its parts in another order unseen."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"facilitate sealed 1\n"
SALT, TAG = 16, 16
PIECE = 2**20
"""Bytes that are sealed together: a long file need not fit into memory."""
COST = 2**15
"""What guessing a passphrase costs each time: 32 MB and a tenth of a second."""
SHORTEST = 12
"""Characters of a passphrase."""


class CannotOpen(ValueError):
    """The passphrase does not fit, or the file is damaged."""


def is_sealed(path: Path) -> bool:
    """Whether that file was sealed here."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal_file(path: Path, sealed: Path, passphrase: str) -> None:
    """Write the file sealed."""
    salt = os.urandom(SALT)
    key = AESGCM(_key(passphrase, salt))
    with path.open("rb") as file, _new(sealed) as to:
        to.write(MAGIC + salt)
        for number, (piece, last) in enumerate(_pieces(file, PIECE)):
            to.write(key.encrypt(_nonce(number), piece, _place(last)))
        to.flush()
        os.fsync(to.fileno())


def unseal_file(sealed: Path, path: Path, passphrase: str) -> None:
    """Write what was sealed. Raises CannotOpen; then nothing of it stays."""
    try:
        with sealed.open("rb") as file, _new(path) as to:
            if file.read(len(MAGIC)) != MAGIC:
                raise CannotOpen(f"{sealed} is not sealed.")
            key = AESGCM(_key(passphrase, file.read(SALT)))
            for number, (piece, last) in enumerate(_pieces(file, PIECE + TAG)):
                to.write(key.decrypt(_nonce(number), piece, _place(last)))
    except InvalidTag as error:
        path.unlink(missing_ok=True)
        raise CannotOpen(f"The passphrase does not open {sealed}, or it is damaged.") from error


def _new(path: Path) -> BinaryIO:
    """A file that only its owner reads."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """The pieces of a file, each with whether it is the last one; an empty file has one."""
    piece = file.read(size)
    while True:
        following = file.read(size)
        yield piece, not following
        if not following:
            return
        piece = following


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _place(last: bool) -> bytes:
    return b"last" if last else b"more"


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())
