"""What a database remembers besides its rows, and what of it goes."""

from .db import Base, db

_CLEARING = 7_201_986
"""The number under which PostgreSQL keeps whose turn it is to clear traces."""


def clear_traces(*tables: type[Base]) -> None:
    """Clear away what tells which rows were written together, as far as nobody reads at this moment.

    SQLite's write-ahead log holds each transaction by itself, in order: it is moved into the database and emptied.
    PostgreSQL keeps old versions of rows with the number of their transaction: those of these tables go. One process does so
    at a time: to make a file shorter needs the table alone, and of several at once each would wait five seconds for the others.
    """
    if db.engine.dialect.name != "sqlite":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({_CLEARING})")
            try:
                for table in tables:
                    connection.exec_driver_sql(f'VACUUM "{table.__tablename__}"')
            finally:
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_CLEARING})")
        return
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA busy_timeout=1000")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.info.pop("patience", None)
