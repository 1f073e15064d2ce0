"""Fetch the Open XML SDK's validator for the tests: Excel and Word ask for a repair where it finds something.

python tools/validator.py            into build/; says so where it cannot be had, and never fails
"""

import base64
import hashlib
import io
import platform
import sys
import tarfile
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

VERSION = "0.4.0"
NAME = "ooxml-validator-linux-x64"
SOURCE = f"https://registry.npmjs.org/@xarsh/{NAME}/-/{NAME}-{VERSION}.tgz"
SHA_512 = "qmyVK79EDRCYjJ0n2BbWHcciDiVoFLl4T9nTZRiXWF71Y2/8dVh0t1srKMZPHOCeSEF+9reqyn5a7nCH0d+VKg=="
PLACE = Path(__file__).parent.parent / "build" / f"ooxml-validator-{VERSION}"


def fetch() -> str:
    """Put the program in its place; gives what hindered it."""
    if PLACE.exists():
        return ""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return "it is fetched for Linux on x86-64 only"
    try:
        with urlopen(SOURCE, timeout=60) as answer:
            packed = answer.read()
    except (URLError, OSError) as error:
        return str(error)
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != SHA_512:
        return "what came is not what was expected"
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        program = archive.extractfile("package/ooxml-validator")
        assert program is not None
        waiting = PLACE.with_suffix(".part")
        waiting.parent.mkdir(exist_ok=True)
        waiting.write_bytes(program.read())
    waiting.chmod(0o755)
    waiting.replace(PLACE)
    return ""


if __name__ == "__main__":
    if hindrance := fetch():
        print(f"The validator of Office files could not be fetched: {hindrance}")  # noqa: T201
