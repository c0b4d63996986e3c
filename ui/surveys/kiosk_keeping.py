"""What the kiosk is set up for, and how it writes: each answer at once, the end with every blank's reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.logic.path import Path
from ui.page import PageContext

WAY = "kiosk"


@dataclass(frozen=True, slots=True)
class KioskPlan:
    """What the kiosk asks, for which round, and after how many seconds without a touch it begins anew.

    `account` is the key of the customer all answers speak for; `accounts` are keys and names to choose from instead.
    `scheme` is "light" or "dark", `large` is large print, `keys` says when letters are on the screen: "touch" where
    there is a touch screen, "always" or "never".
    """

    round_id: int
    definition: Definition
    version_id: int | None = None
    idle_s: int = 60
    account: str = ""
    accounts: tuple[tuple[str, str], ...] = ()
    scheme: str = "light"
    large: bool = False
    keys: str = "touch"

    @property
    def by_name(self) -> bool:
        """Whether it is known for which customer people answer here."""
        return bool(self.account or self.accounts)


@dataclass
class Keeping:
    """The answers of the respondent at the kiosk. `sentence` is why the last one could not be written, if it could not."""

    context: PageContext
    plan: KioskPlan
    response_id: int | None = None
    account: str = ""
    sentence: str = ""
    typing: dict[str, Any] = field(default_factory=dict)

    def begin(self) -> Mapping[str, int]:
        """For the next respondent; gives how full the quotas are."""
        from cxdesk.responses.quota_counts import quota_counts

        self.response_id, self.account, self.sentence = None, self.plan.account, ""
        self.typing = {}
        found: Mapping[str, int] | None = self.context.bridge.read(
            quota_counts, self.plan.round_id, self.plan.definition
        )
        return found or {}

    def keep(self, language: str) -> bool:
        """Write what waits; False where it can't be written."""
        for code, value in list(self.typing.items()):
            if self._keep(code, value, language):
                del self.typing[code]
        return not self.typing

    def finish(self, path: Path, language: str) -> bool:
        """Write the end of it."""
        from cxdesk.responses import live
        from cxdesk.responses.model import LiveResponse

        def write(session: Any, number: int) -> None:
            live.finish(session, number, path)
            # The language in which it was ended is the one it was answered in.
            session.get_one(LiveResponse, number).language = language

        if not self._write(write, language):
            return False
        self.response_id = None
        return True

    def _keep(self, code: str, value: Any, language: str) -> bool:
        from cxdesk.responses import live

        definition = self.plan.definition
        return self._write(
            lambda session, number: live.keep(session, number, definition, code, value), language
        )

    def _write(self, write: Callable[[Any, int], None], language: str) -> bool:
        from cxdesk.responses import live

        plan, account = self.plan, self.account

        def work(session: Any) -> int:
            number = self.response_id
            if number is None:
                number = live.start(
                    session, plan.round_id, WAY, language, version_id=plan.version_id, account_key=account
                )
            write(session, number)
            return number

        try:
            self.response_id = self.context.project.run(_("Answer at the kiosk"), work)
        except UserError as refused:
            self.sentence = str(refused)
            return False
        self.sentence = ""
        return True
