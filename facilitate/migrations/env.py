"""Alembic's environment: the planner's own engine and tables."""

from alembic import context

from facilitate.db import db
from facilitate.models import Base


def run() -> None:
    """Run migrations on the application's database."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
