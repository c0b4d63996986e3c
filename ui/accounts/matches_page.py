"""The review of keys: whom an answer's key may mean that no customer has; a person accepts or refuses each."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number
from ui.accounts.told import about_follow_ups
from ui.page import Page, PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row, top
from ui.widgets.empty import EmptyState
from ui.widgets.fields import Field, LineInput
from ui.widgets.scaffold import Scaffold
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, caption, label, title

if TYPE_CHECKING:
    from cxdesk.accounts.queries import AccountRow
    from cxdesk.responses.matching import Unmatched
    from cxdesk.responses.proposals import ByHand, Doubt, Proposal, Review

OPEN, BY_HAND, REFUSED = "open", "by_hand", "refused"
MOST_FOUND = 5
MOST_LETTERS = 38


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return MatchesPage(context)


class MatchesPage(Page):
    """The keys on the left, what to do with the chosen one on the right."""

    tables = frozenset({"account", "account_key_link", "refused_key", "import_batch"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self, fills=True)
        self.view = OPEN
        self.review: Review | None = None
        self.accounts: list[AccountRow] = []
        self.table: Table | None = None
        self.detail = Card()
        self.chosen: str | None = None
        self._job: Any = None

    def reload(self) -> None:
        """Look for proposals again, behind the window."""
        project = self.context.project
        if self._job is not None:
            self._job.drop()
        self._job = self.context.jobs.run(
            lambda progress: _read(project, progress),
            self._show,
            progress=True,
            what=_("Looking for customers of these keys"),
        )

    def leaving(self) -> None:
        """Nobody looks any more."""
        if self._job is not None:
            self._job.drop()
            self._job = None

    def accept(self, key: str, account_id: int) -> None:
        """This key is that customer."""
        from cxdesk.importing.people import match_key

        after = self._decide(_("Match “{key}”").format(key=key), match_key, key, account_id)
        if after is not None:
            about_follow_ups(self.context, after)

    def refuse(self, key: str) -> None:
        """This key is none of our customers."""
        from cxdesk.responses.matching import refuse_key

        self._decide(_("“{key}” is none of our customers").format(key=key), refuse_key, key)

    def reopen(self, key: str) -> None:
        """Take back what was said about a key."""
        from cxdesk.responses.matching import unlink_key

        self._decide(_("Decide “{key}” again").format(key=key), unlink_key, key)

    def _decide(self, words: str, action: Any, *arguments: Any) -> Any:
        """One decision as one step; the next key is chosen before the list is read again."""
        if self.table is not None:
            keys = [_key(r) for r in self.table.rows_model.rows]
            at = keys.index(self.chosen) if self.chosen in keys else 0
            self.chosen = keys[at + 1] if at + 1 < len(keys) else keys[at - 1] if at else None
        return self.context.bridge.run(words, action, *arguments)

    def _show(self, found: "tuple[Review, list[AccountRow]]") -> None:
        self._job = None
        self.review, self.accounts = found
        self.frame.clear()
        self.table = None
        theme = self.context.theme
        review = self.review
        back = Button(theme, _("Back"), "outline", icon="arrow-left", dense=True)
        back.clicked.connect(lambda: self.context.go("accounts"))
        names = (
            (OPEN, _("To decide"), len(review.doubts) + review.more),
            (BY_HAND, _("Matched by a person"), len(review.by_hand)),
            (REFUSED, _("None of ours"), len(review.refused)),
        )
        views = Segmented(theme, [(view, f"{words} ({number(n)})") for view, words, n in names])
        views.setAccessibleName(_("Which keys"))
        views.set_current(self.view)
        views.chosen.connect(self._on_view)
        self.frame.bar(back, views, None)
        self.frame.head(_headline(review), _line())
        rows: Any = {OPEN: review.doubts, BY_HAND: review.by_hand, REFUSED: review.refused}[self.view]
        if not rows:
            self._show_nothing()
            return
        self._build(rows)

    def _show_nothing(self) -> None:
        words = {
            OPEN: (
                _("Nothing to decide"),
                _("Every key in the answers belongs to a customer, or you refused it."),
            ),
            BY_HAND: (_("Nothing was matched by a person"), _("What you accept can be taken back here.")),
            REFUSED: (_("No key was refused"), _("What you refuse can be taken back here.")),
        }
        self.frame.add(EmptyState(self.context.theme, *words[self.view]), None)

    def _build(self, rows: Any) -> None:
        theme = self.context.theme
        self.table = Table(
            theme, _columns(self.view), rows, name=_("Keys in the answers"), key=_key, sortable=True
        )
        self.table.setMinimumHeight(420)
        self.table.current_changed.connect(self._on_current)
        self.detail = Card()
        self.detail.setFixedWidth(340)
        across = row(gap=24)
        across.addWidget(boxed(column(self.table, margins=(12, 4, 12, 8)), "card"), 1)
        top(across, self.detail)
        self.frame.add(across)
        with QSignalBlocker(self.table):
            if not self.table.choose(self.chosen):
                self.chosen = _key(rows[0])
                self.table.choose(self.chosen)
        self._show_detail(self.table.current() or rows[0])

    def _on_view(self, view: str) -> None:
        self.view = view
        if self.review is not None:
            self._show((self.review, self.accounts))

    def _on_current(self, found: Any) -> None:
        self.chosen = _key(found)
        self._show_detail(found)

    def _show_detail(self, found: Any) -> None:
        self.detail.clear()
        key = _key(found)
        self.detail.add(title(key))
        if self.view == OPEN:
            self._show_doubt(found)
            return
        if self.view == BY_HAND:
            words = _("Matched to {name} ({key}).").format(name=found.name, key=found.account_key)
        else:
            words = _("You said that this is none of our customers.")
        again = Button(self.context.theme, _("Decide again"), "outline", on_click=partial(self.reopen, key))
        self.detail.add(body(words, wrap=True), 4, row(again, None))

    def _show_doubt(self, found: "Doubt") -> None:
        theme, key = self.context.theme, found.unmatched.key
        n = found.unmatched.answers
        answers = ngettext("{n} answer carries this key.", "{n} answers carry this key.", n).format(
            n=number(n)
        )
        self.detail.add(caption(answers))
        if found.proposals:
            self.detail.add(4, label(_("Is it one of these?"), strong=True))
        for at, one in enumerate(found.proposals):
            self.detail.add(self._proposal(key, one, first=at == 0))
        if not found.proposals:
            self.detail.add(body(_("No customer is written like it."), tone="text2", wrap=True))
        search = LineInput(placeholder=_("Name or key"))
        results = column(gap=4)
        search.textChanged.connect(partial(self._on_search, key, results))
        none = Button(
            theme, _("None of our customers"), "outline", dense=True, on_click=partial(self.refuse, key)
        )
        self.detail.add(8, Field(theme, _("Another customer"), search), results, 8, row(none, None))

    def _proposal(self, key: str, one: "Proposal", *, first: bool) -> QWidget:
        by = _("its key is {n} of 100 alike") if one.by == "key" else _("its name is {n} of 100 alike")
        words = column(
            label(one.name, wrap=True),
            caption(f"{one.key}: " + by.format(n=number(one.likeness)), wrap=True),
            gap=0,
        )
        kind = "filled" if first else "outline"
        take = Button(self.context.theme, _("Accept"), kind, dense=True)
        take.clicked.connect(partial(self._on_accept, key, one.account_id))
        take.setAccessibleName(_("Accept {name} for {key}").format(name=one.name, key=key))
        line = row(gap=8)
        line.addLayout(words, 1)
        line.addWidget(take)
        return boxed(line)

    def _on_accept(self, key: str, account_id: int, _checked: bool = False) -> None:
        self.accept(key, account_id)

    def _on_search(self, key: str, results: Any, text: str) -> None:
        from ui.widgets.cards import empty

        empty(results)
        wanted = text.casefold().strip()
        if not wanted:
            return
        hits = [a for a in self.accounts if wanted in f"{a.name} {a.key}".casefold()]
        for account in hits[:MOST_FOUND]:
            words = f"{account.name} ({account.key})"
            short = words if len(words) <= MOST_LETTERS else words[: MOST_LETTERS - 1] + "…"
            take = Button(self.context.theme, short.replace("&", "&&"), "plain", dense=True)
            take.setAccessibleName(words)
            take.setToolTip(words.replace("<", "‹"))  # a tooltip would take a name from outside for markup
            take.clicked.connect(partial(self._on_accept, key, account.id))
            results.addWidget(take)
        if not hits:
            results.addWidget(caption(_("No customer of that name."), tone="text2"))


def _read(project: Any, progress: Any) -> "tuple[Review, list[AccountRow]]":
    from cxdesk.accounts.queries import account_rows
    from cxdesk.responses.proposals import review

    return project.read(review, progress), project.read(account_rows)


def _columns(view: str) -> list[Column]:
    if view == BY_HAND:
        return [
            Column(_("Key in the answers"), lambda b: b.key, "strong", share=2),
            Column(_("Customer"), lambda b: b.name, sub=lambda b: b.account_key, share=3),
        ]
    if view == REFUSED:
        return [
            Column(_("Key in the answers"), lambda u: u.key, "strong", share=2),
            Column(_("Answers"), lambda u: number(u.answers), "number", width=100, sort=lambda u: u.answers),
        ]
    return [
        Column(_("Key in the answers"), lambda d: d.unmatched.key, "strong", share=2),
        Column(
            _("Answers"), lambda d: number(d.unmatched.answers), "number", width=100,
            sort=lambda d: d.unmatched.answers,
        ),
        Column(_("May be"), _may_be, sub=_may_be_key, share=3),
        Column(_("Alike"), _alike, "number", width=100, sort=_likeness),
    ]  # fmt: skip


def _key(found: "Doubt | ByHand | Unmatched") -> str:
    return found.unmatched.key if hasattr(found, "unmatched") else found.key


def _may_be(doubt: "Doubt") -> str:
    return doubt.proposals[0].name if doubt.proposals else _("nobody like it")


def _may_be_key(doubt: "Doubt") -> str:
    return doubt.proposals[0].key if doubt.proposals else ""


def _likeness(doubt: "Doubt") -> float | None:
    return doubt.proposals[0].likeness if doubt.proposals else None


def _alike(doubt: "Doubt") -> str:
    if not doubt.proposals:
        return ""
    return _("{n} of 100").format(n=number(doubt.proposals[0].likeness))


def _headline(review: "Review") -> str:
    n = len(review.doubts) + review.more
    if not n:
        return _("Every key in the answers is decided")
    words = ngettext("{n} key belongs to no customer", "{n} keys belong to no customer", n)
    return words.format(n=number(n))


def _line() -> str:
    from cxdesk.responses.proposals import THRESHOLD

    return _(
        "Proposed are customers whose key or name is at least {n} of 100 alike. You decide each."
    ).format(n=number(THRESHOLD))
