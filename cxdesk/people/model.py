"""Functions (departments) and the persons in them."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxdesk.storage.base import Base


class BusinessFunction(Base):
    """A department that has a part in the customer's experience."""

    __tablename__ = "business_function"

    name: Mapped[str] = mapped_column(unique=True)


class Person(Base):
    """Somebody of ours: who owns an action, a touch point or an account."""

    __tablename__ = "person"

    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    mail: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    function_id: Mapped[int | None] = mapped_column(ForeignKey("business_function.id", ondelete="SET NULL"))
