"""Customers: accounts and the people there."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class Account(Base):
    """A customer firm; `key` joins answers to it."""

    __tablename__ = "account"

    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    segment: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    revenue: Mapped[float | None]
    currency: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(default="en")
    renewal_on: Mapped[date | None]
    relation: Mapped[str] = mapped_column(default="customer")
    potential_revenue: Mapped[float | None]
    left_on: Mapped[date | None]


class AccountHistory(Base):
    """A value that a customer had until a day, that day not included; the account itself holds today's."""

    __tablename__ = "account_history"
    __table_args__ = (UniqueConstraint("account_id", "field", "until"), {"sqlite_autoincrement": True})

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    field: Mapped[str]
    value: Mapped[str]
    until: Mapped[date]


class Purchase(Base):
    """Something a customer bought on a day; a credit note has an amount below zero.

    `reference` is the number of the invoice or order, `source_row` the row of the list it came from.
    """

    __tablename__ = "purchase"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    product: Mapped[str] = mapped_column(default="")
    amount: Mapped[float]
    currency: Mapped[str] = mapped_column(default="")
    quantity: Mapped[float | None]
    reference: Mapped[str] = mapped_column(default="")
    source_row: Mapped[int | None]


class ContactRest(Base):
    """How many days a contact is left in peace after an invitation; without a row nobody rests."""

    __tablename__ = "contact_rest"

    days: Mapped[int]


class Contact(Base):
    """A person at the customer's."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("account_id", "key"), {"sqlite_autoincrement": True})

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    key: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    mail: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
