"""Why the database did not do what it was asked: it is busy, away or full; everything else is an error of ours."""

from enum import StrEnum

from sqlalchemy.exc import DBAPIError

CONNECTION, RESOURCES, SHUT_DOWN, READ_ONLY, DISK_FULL = "08", "53", "57P", "25006", "53100"
"""How PostgreSQL's codes begin where it cannot be reached, has too much to do, stops, may only be read, or has no room left."""
WAITED_IN_A_CIRCLE, LOCKED = "40", "55P03"
"""How PostgreSQL's codes begin where two waited for each other and it turned one away, or somebody has held a row for too long."""


class DatabaseTrouble(StrEnum):
    """Why the database did not do what it was asked."""

    BUSY = "busy"
    AWAY = "away"
    FULL = "full"


def database_trouble(error: Exception) -> DatabaseTrouble | None:
    """What an error of the database says about it; None where it is one of ours, or no error of the database."""
    if not isinstance(error, DBAPIError):
        return None
    said = str(error.orig)
    code = getattr(error.orig, "sqlstate", None) or ""
    locked = said.startswith("database") and said.endswith("is locked")
    if locked or code.startswith((WAITED_IN_A_CIRCLE, LOCKED)):
        return DatabaseTrouble.BUSY
    if "disk is full" in said or code == DISK_FULL:
        return DatabaseTrouble.FULL
    unreached = (
        type(error.orig).__module__.startswith("psycopg") and not code and error.statement is None
    )
    if (
        unreached
        or error.connection_invalidated
        or "readonly database" in said
        or code.startswith((CONNECTION, RESOURCES, SHUT_DOWN, READ_ONLY))
    ):
        return DatabaseTrouble.AWAY
    return None
