"""Screenshots of every page in both languages at 1280 and 390 px: `make pictures` writes them to pictures/."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from .pages import PUBLIC, page_addresses
from .server import LAUNCH, serve_demo

SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


def main(folder: Path, only: list[str], scheme: str = "light") -> None:
    """Open every page (or those whose endpoint contains a given word) and take its picture."""
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as instance,
        serve_demo(Path(instance), Path(instance)) as planner,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(**LAUNCH)
        for language in ("en", "sq"):
            for size, viewport in SIZES.items():
                options = {"viewport": viewport, "locale": language, "color_scheme": scheme}
                inside, outside = (
                    browser.new_context(**options).new_page(),
                    browser.new_context(**options).new_page(),
                )
                planner.enter(inside, language)
                for endpoint, address in page_addresses(planner.app).items():
                    if only and not any(word in endpoint for word in only):
                        continue
                    page = outside if endpoint in PUBLIC else inside
                    page.goto(planner.url + address)
                    page.screenshot(
                        path=folder / f"{endpoint}-{language}-{size}.png", full_page=True
                    )
        browser.close()
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}\n")


if __name__ == "__main__":
    main(Path("pictures"), sys.argv[1:])
