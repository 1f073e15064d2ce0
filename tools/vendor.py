"""Copy the front-end libraries from npm into static/vendor, with licence and checksum. Run it to update one.

python tools/vendor.py            needs npm; users of the planner need neither npm nor a CDN.
"""

import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
VENDOR = ROOT / "facilitate" / "static" / "vendor"
AXE = ROOT / "tests" / "browser" / "vendor"

# package, version, files to copy, where to
LIBRARIES = [
    ("htmx.org", "2.0.11", ["dist/htmx.min.js", "LICENSE"], VENDOR),
    ("sortablejs", "1.15.6", ["Sortable.min.js", "LICENSE"], VENDOR),
    ("modern-normalize", "3.0.1", ["modern-normalize.css", "license"], VENDOR),
    ("idb", "8.0.4", ["build/index.js", "LICENSE"], VENDOR),
    ("axe-core", "4.14.1", ["axe.min.js", "LICENSE"], AXE),
    (
        "ical.js",
        "2.2.1",
        ["dist/ical.es5.min.cjs", "LICENSE"],
        AXE,
    ),  # a second reader of our calendars
]
ICONS = (
    "bootstrap-icons",
    "1.13.2",
    [
        "arrow-counterclockwise",
        "arrow-down",
        "arrow-up",
        "box-arrow-right",
        "calendar3",
        "check-lg",
        "chevron-down",
        "clock",
        "cup-hot",
        "download",
        "exclamation-triangle",
        "eye",
        "eye-slash",
        "file-earmark-excel",
        "file-earmark-word",
        "gear",
        "globe",
        "grip-vertical",
        "link-45deg",
        "pencil",
        "people",
        "person",
        "pin-angle",
        "plus-lg",
        "printer",
        "qr-code",
        "search",
        "trash",
        "upload",
        "x-lg",
    ],
)


def package(name: str, version: str) -> tarfile.TarFile:
    """The package as npm has it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--silent", f"{name}@{version}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return tarfile.open(fileobj=io.BytesIO(next(Path(folder).glob("*.tgz")).read_bytes()))


def read(archive: tarfile.TarFile, path: str) -> bytes:
    """One file of a package."""
    file = archive.extractfile(f"package/{path}")
    assert file is not None
    return file.read()


def write(folder: Path, name: str, content: bytes) -> None:
    """Write a file and its line in the folder's manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    manifest = folder.parent / "SHA256SUMS"
    lines = manifest.read_text().splitlines() if manifest.exists() else []
    path = f"{folder.name}/{name}"
    lines = [line for line in lines if not line.endswith(f"  {path}")]
    manifest.write_text(
        "\n".join(sorted([*lines, f"{hashlib.sha256(content).hexdigest()}  {path}"])) + "\n"
    )


def main() -> None:
    """Copy everything."""
    for name, version, files, target in LIBRARIES:
        archive = package(name, version)
        for file in files:
            write(
                target / f"{name.removesuffix('.org')}-{version}",
                Path(file).name,
                read(archive, file),
            )
    name, version, icons = ICONS
    archive = package(name, version)
    symbols = []
    for icon in icons:
        svg = read(archive, f"icons/{icon}.svg").decode()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S)
        assert inner is not None
        symbols.append(
            f'<symbol id="{icon}" viewBox="0 0 16 16">{" ".join(inner[1].split())}</symbol>'
        )
    sprite = (
        f'<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor">{"".join(symbols)}</svg>\n'
    )
    write(VENDOR / f"{name}-{version}", "icons.svg", sprite.encode())
    write(VENDOR / f"{name}-{version}", "LICENSE", read(archive, "LICENSE"))
    sys.stdout.write("vendor files are in place\n")


if __name__ == "__main__":
    main()
