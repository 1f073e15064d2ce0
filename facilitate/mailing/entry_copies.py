"""What somebody was sent for their calendar: what every room that sends entries keeps of one, so that changes follow."""

from sqlalchemy.orm import Mapped, mapped_column

from ..data.db import Keyed


class EntryCopy(Keyed):
    """An entry in the calendar of somebody it was mailed to.

    `email` stays the one it was sent to; `sequence` grows with every mail. `told`: what it says, in one text to compare.
    """

    __abstract__ = True
    email: Mapped[str]
    sequence: Mapped[int]
    told: Mapped[str]
    withdrawn: Mapped[bool] = mapped_column(default=False)

    def renew(self, told: str, edition: int, *, withdrawn: bool = False) -> None:
        """It says that now, or is taken out, and no calendar takes it for an older one."""
        self.told, self.withdrawn = told, withdrawn
        self.sequence = max(self.sequence + 1, edition)
