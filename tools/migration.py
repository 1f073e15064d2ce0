"""`make migration`: what the models have and the tables have not, as a migration with the next number."""

import sys

from flask_migrate import migrate, upgrade

from facilitate.data.revision import all_revisions
from facilitate.data.schema import create_app

if __name__ == "__main__":
    with create_app().app_context():
        upgrade()  # step by step: today's tables at once would have it already
        migrate(message=sys.argv[1], rev_id=f"{len(all_revisions()) + 1:04}")
