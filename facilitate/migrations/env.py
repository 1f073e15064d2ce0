"""Alembic's environment: the planner's own engine and tables, in a transaction of its own or of who calls."""

from contextlib import nullcontext

from alembic import context

from facilitate.data.models import Base
from facilitate.data.schema import is_other_default, lock_schema, render_type


def run() -> None:
    """Run migrations on the application's database."""
    given = context.config.attributes.get("connection")
    with lock_schema() if given is None else nullcontext(given) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=is_other_default,
            render_item=render_type,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
