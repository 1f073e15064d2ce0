"""The whole planner for a command: its pages, links, letters and jobs."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from ..web.app import create_app
from ..web.shared_keys import read_shared_keys
from .terminal import run_inside, terminal_settings


def planner_app(port: int | None = None, *, jobs_at_once: bool = False) -> Flask:
    """The application with the settings of the environment and the keys that its servers share."""
    app = create_app(terminal_settings(port, jobs_at_once=jobs_at_once))
    read_shared_keys(app)
    return app


def inside_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the application, jobs at once; what cannot be done now is one plain sentence."""
    return run_inside(command, lambda: planner_app(jobs_at_once=True))
