"""Settings of a planner under test."""

from pathlib import Path
from typing import Any

from facilitate.run.settings import Settings


def settings_for(folder: Path, url: str, **more: Any) -> Settings:
    """No mail server, no limits, jobs at once, forms without their token; pages of Word files are not counted."""
    extra = {"WTF_CSRF_ENABLED": False, **more.pop("extra", {})}
    return Settings(
        instance=folder,
        database_url=url,
        testing=True,
        immediate_jobs=True,
        base_url="http://localhost",
        extra=extra,
        **{"count_pages": False, **more},
    )
