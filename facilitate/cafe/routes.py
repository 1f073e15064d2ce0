"""The pages of a café, chapter by chapter."""

from .blueprint import bp
from .changing import routes as changing
from .guests import routes as guests
from .harvest import routes as harvest
from .laying import routes as laying
from .printing import routes as printing
from .running import routes as running
from .seating import routes as seating

__all__ = ["bp", "changing", "guests", "harvest", "laying", "printing", "running", "seating"]
