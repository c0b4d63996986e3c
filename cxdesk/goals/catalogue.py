"""The goals a business listens for, each with the figure it is told by: a start, to be made one's own."""

from dataclasses import dataclass
from typing import Final

from cxdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class GoalKind:
    """One kind of goal: its name, what it asks for, and the figure that tells whether it is reached."""

    key: str
    words: str
    about: str
    measure: str


CATALOGUE: Final[dict[str, GoalKind]] = {
    kind.key: kind
    for kind in (
        GoalKind(
            "retention",
            N_("Keep customers"),
            N_("Fewer customers leave, and those who stay mean to stay."),
            N_("Customers who bought again within 12 months, in %"),
        ),
        GoalKind(
            "wallet",
            N_("A larger share of what they buy"),
            N_("Customers buy from us what they buy elsewhere now."),
            N_("Our share of what the customer spends on such things, in %"),
        ),
        GoalKind(
            "acquisition",
            N_("Win new customers"),
            N_("More offers are won, and customers recommend us."),
            N_("Offers won out of offers made, in %"),
        ),
        GoalKind(
            "cross_sell",
            N_("Sell more kinds of things"),
            N_("Customers use more of what we offer, because it helps them."),
            N_("Kinds of products and services per customer"),
        ),
        GoalKind(
            "cost_to_serve",
            N_("Lower the cost of serving"),
            N_("Things go right the first time, so that nobody has to ask twice."),
            N_("Contacts per order, and what one contact costs"),
        ),
        GoalKind(
            "own", N_("A goal of our own"), N_("Say it in your own words, with the figure that tells it."), ""
        ),
    )
}
