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
