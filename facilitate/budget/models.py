"""Cost lines and contributions in any currency, and the rates that make one sum of them. All money is whole cents."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..data.db import NEVER_AGAIN, Versioned, enum_column, parent_key, pointer_key
from ..directory.models import Organisation
from ..history.models import Change, change_of_room
from ..lib.text import Words


class CostCategory(StrEnum):
    """What money is spent on."""

    VENUE = "venue"
    EQUIPMENT = "equipment"
    MEALS = "meals"
    LODGING = "lodging"
    TRAVEL = "travel"
    PER_DIEM = "per_diem"
    FACILITATORS = "facilitators"
    INTERPRETING = "interpreting"
    MATERIALS = "materials"
    PRINTING = "printing"
    FEES = "fees"
    OTHER = "other"


class BudgetSetting(Versioned):
    """The currency an event's sums are given in."""

    event_id: Mapped[int] = parent_key("event.id", unique=True)
    currency: Mapped[str] = mapped_column(sa.String(3), default="EUR")


class Rate(Versioned):
    """What one unit of a currency is worth in the budget's own, in parts (`lib.money.RATE`), with its day and where it is from."""

    __table_args__ = (sa.UniqueConstraint("event_id", "currency"),)
    event_id: Mapped[int] = parent_key("event.id")
    currency: Mapped[str] = mapped_column(sa.String(3))
    worth: Mapped[int] = mapped_column(sa.BigInteger)
    on: Mapped[date]
    source: Mapped[str]


class RateChange(Change):
    """An exchange rate that was removed."""

    __mapper_args__ = change_of_room("rates")


class CostLine(Versioned):
    """One cost: `quantity` (hundredths) × `unit_cents` is planned; what is committed and paid is written as it happens.

    `code` stays the same for life: it is how the Excel file finds its way back. `committed_cents` is empty until something is
    ordered. `receipt`: its number.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "code"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    code: Mapped[str]
    position: Mapped[int]
    category: Mapped[CostCategory] = enum_column(CostCategory)
    title: Mapped[Words]
    quantity: Mapped[int] = mapped_column(default=100)
    unit: Mapped[Words] = mapped_column(default=Words())
    unit_cents: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    currency: Mapped[str] = mapped_column(sa.String(3))
    committed_cents: Mapped[int | None] = mapped_column(sa.BigInteger, default=None)
    paid_cents: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    paid_on: Mapped[date | None] = mapped_column(default=None)
    receipt: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    extra: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


class ContributionKind(StrEnum):
    """How somebody contributes."""

    CASH = "cash"
    IN_KIND = "in_kind"
    EMPLOYER = "employer"


class ValuationBasis(StrEnum):
    """How the value of what is given in kind was found."""

    MARKET_PRICE = "market_price"
    DAY_RATE = "day_rate"
    PRICE_LIST = "price_list"
    GIVER_SAYS = "giver_says"


class PledgeStatus(StrEnum):
    """How far a contribution is."""

    PLEDGED = "pledged"
    CONFIRMED = "confirmed"
    RECEIVED = "received"


class Contribution(Versioned):
    """What somebody carries: cash, something in kind with its stated value, or what employers pay for their own people.

    It covers one cost line, or a category, or the whole. The value is `quantity` (hundredths) × `unit_cents`.
    """

    __table_args__ = (sa.UniqueConstraint("event_id", "code"), NEVER_AGAIN)
    event_id: Mapped[int] = parent_key("event.id")
    code: Mapped[str]
    position: Mapped[int]
    organisation_id: Mapped[int | None] = pointer_key("organisation.id")
    giver: Mapped[str] = mapped_column(default="")
    kind: Mapped[ContributionKind] = enum_column(ContributionKind)
    title: Mapped[Words]
    quantity: Mapped[int] = mapped_column(default=100)
    unit_cents: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    currency: Mapped[str] = mapped_column(sa.String(3))
    basis: Mapped[ValuationBasis | None] = enum_column(ValuationBasis, nullable=True, default=None)
    basis_note: Mapped[str] = mapped_column(default="")
    pledge: Mapped[PledgeStatus] = enum_column(PledgeStatus, default=PledgeStatus.PLEDGED)
    pledged_on: Mapped[date | None] = mapped_column(default=None)
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    received_on: Mapped[date | None] = mapped_column(default=None)
    line_id: Mapped[int | None] = pointer_key("cost_line.id")
    category: Mapped[CostCategory | None] = enum_column(CostCategory, nullable=True, default=None)
    note: Mapped[str] = mapped_column(default="")
    extra: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
    organisation: Mapped[Organisation | None] = relationship()


class BudgetChange(Change):
    """What an imported workbook changed in a budget."""

    __mapper_args__ = change_of_room("budget")
