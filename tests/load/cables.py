"""A cable between two hosts on this machine, which can be pulled: the other one is a network namespace. Only root may lay one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

NEAR, FAR = "10.213.77.1", "10.213.77.2"


@dataclass(frozen=True)
class Cable:
    """A pair of network interfaces; the far end is the only way into a namespace of its own."""

    name: str

    @property
    def address(self) -> str:
        """Under which what listens in the namespace is reached."""
        return FAR

    @property
    def command(self) -> tuple[str, ...]:
        """What stands before a command that runs in the namespace."""
        return "ip", "netns", "exec", self.name

    def pull(self) -> None:
        """Nothing goes through any more, and neither side is told."""
        _ip("netns", "exec", self.name, "ip", "link", "set", "far", "down")

    def plug_in(self) -> None:
        """It goes through again."""
        _ip("netns", "exec", self.name, "ip", "link", "set", "far", "up")


def may_lay_cables() -> bool:
    """Whether this user may make network namespaces here."""
    return os.geteuid() == 0 and shutil.which("ip") is not None


@contextmanager
def lay_cable() -> Iterator[Cable]:
    """A cable into a new namespace, until the block ends."""
    name = f"facilitate-{os.getpid()}"
    near = f"fac{os.getpid()}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", near, "type", "veth", "peer", "name", "far", "netns", name)
        _ip("address", "add", f"{NEAR}/30", "dev", near)
        _ip("link", "set", near, "up")
        for step in (f"address add {FAR}/30 dev far", "link set far up", "link set lo up"):
            _ip("netns", "exec", name, "ip", *step.split())
        yield Cable(name)
    finally:
        _ip("netns", "del", name)  # its end of the cable goes with it, and so the whole


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
