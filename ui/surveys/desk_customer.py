"""Which customer a paper form speaks for: typed by the first letters, kept for the next sheet."""

from typing import Any

from PySide6.QtCore import Qt

from cxdesk.i18n import _, folded
from ui.page import PageContext
from ui.surveys.kiosk_who import key_named
from ui.widgets.named import NameInput


class CustomerInput(NameInput):
    """Offered where the file has customers and the survey does not promise to be anonymous."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        from cxdesk.accounts.queries import account_rows
        from cxdesk.surveys.queries import survey_rows

        read = context.bridge.read
        promise = next((r.promise for r in read(survey_rows) or () if r.id == survey_id), "")
        self.accounts = [(a.key, a.name) for a in read(account_rows) or ()]
        self.is_offered = bool(self.accounts) and promise != "anonymous"
        super().__init__([name for _key, name in self.accounts], "", _("Nobody in particular"))
        self._context = context
        self.setMinimumWidth(220)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def key(self) -> str | None:
        """The customer's key, empty where nobody was named; None where there is no such customer."""
        text = self.currentText().strip()
        if not text or not self.is_offered:
            return ""
        if key := key_named(self.accounts, text):
            return key
        only = [(key, name) for key, name in self.accounts if folded(text) in folded(name)]
        if len(only) != 1:
            return None
        # Letters that only one customer has mean that one.
        self.setEditText(only[0][1])
        return only[0][0]

    def tie(self, key: str) -> None:
        """The key means this customer from the first answer on."""
        from cxdesk.responses.matching import link_known

        def is_tied(session: Any) -> bool:
            from sqlalchemy import select

            from cxdesk.responses.model import AccountKeyLink

            return session.scalar(select(AccountKeyLink.id).where(AccountKeyLink.key == key)) is not None

        if not self._context.bridge.read(is_tied):
            self._context.project.run(_("Name a customer"), link_known, key)
