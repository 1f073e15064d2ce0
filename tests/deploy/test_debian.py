"""What `docs/running.md` says for Debian with systemd, line by line, in a view of the file system of its own."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from .test_read_only_root import alone, may_be_alone

ROOT = Path(__file__).parent.parent.parent
PATH = "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PROGRAMS = [shutil.which(one, path=PATH) for one in ("python3", "useradd", "runuser", "systemctl")]
OWN_PYTHON = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
"""Ends with 0 where Debian's Python is the one that the libraries are installed for here."""
THERE = (
    all(PROGRAMS)
    and may_be_alone()
    and subprocess.run([PROGRAMS[0], "-c", OWN_PYTHON]).returncode == 0
)
BLOCK = re.compile(r"^On Debian with systemd.*?\n\n((?:    \S.*\n)+)", re.M)
NEEDED = ("facilitate", "guides", "checklists", "deploy", "pyproject.toml", "README.md")


def lines_of_block() -> list[str]:
    """The commands, as an administrator types them; libraries come from here, and nothing is started without systemd."""
    found = BLOCK.search((ROOT / "docs" / "running.md").read_text())
    assert found is not None
    offline = {
        "pip install": "pip install --no-deps --no-build-isolation",
        "enable --now": "enable",
    }
    text = found[1]
    for before, after in offline.items():
        assert before in text
        text = text.replace(before, after)
    return [line.strip() for line in text.splitlines()]


@pytest.mark.skipif(not THERE, reason="wants root, unshare and a Debian with this Python")
def test_what_the_document_says_for_debian_makes_a_service(tmp_path: Path) -> None:
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    asked = "runuser -u facilitate -- env PYTHONPATH=$PYTHONPATH facilitate --settings /etc/facilitate/settings"
    lines = [
        *(f"cp -a /{name}/. {tmp_path}/new-{number}/" for number, name in enumerate(COPIED)),
        *(f"mount --bind {tmp_path}/new-{number} /{name}" for number, name in enumerate(COPIED)),
        "mount -t tmpfs -o mode=755 tmpfs /opt",
        "mkdir -p /var/lib && mount -t tmpfs -o mode=755 tmpfs /var/lib",
        f"cd {tmp_path}",
        *lines_of_block(),
        "echo FACILITATE_INSTANCE=/var/lib/facilitate >> /etc/facilitate/settings",
        "install -d -o facilitate -g facilitate -m 700 /var/lib/facilitate",  # StateDirectory=
        "cd /",
        f"{asked} upgrade",
        f"{asked} check",
        f"{asked} invite you@office.example --admin",
        "test -L /etc/systemd/system/multi-user.target.wants/facilitate-web.service",
        'test "$(stat -c %U:%a /var/lib/facilitate/secret-key)" = facilitate:600',
    ]
    for number, _name in enumerate(COPIED):
        (tmp_path / f"new-{number}").mkdir()
    environment = {name: value for name, value in os.environ.items() if "FACILITATE" not in name}
    environment |= {"SYSTEMD_OFFLINE": "1", "PYTHONPATH": sysconfig.get_paths()["purelib"]}
    environment["PATH"] = PATH
    done = subprocess.run(
        alone("\n".join(lines)), env=environment, capture_output=True, text=True, timeout=280
    )
    said = done.stdout + done.stderr
    assert (done.returncode, "Nothing is missing or unsafe." in said) == (0, True), said
    assert re.search(r"^http://127\.0\.0\.1:8000/link/\S+$", said, re.M)


COPIED = ("etc", "usr/local/bin")
"""Folders into which the commands write beside what is there."""
