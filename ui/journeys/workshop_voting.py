"""Votes of a workshop: dots by key and as counts, one vote beside another, and the top ones as work."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _, language, listed, ngettext, number
from cxdesk.journeys.kinds import CURVES
from ui.widgets.text import keys_text

if TYPE_CHECKING:
    from ui.journeys.workshop_window import RoomWindow


class Voting:
    """The votes of one room."""

    def __init__(self, room: "RoomWindow") -> None:
        self.room = room
        self.result_shown = False

    def show_votes(self) -> None:
        """Count, then the result, then closed."""
        if self.room.panel is not self.room.votes:
            self.result_shown = False
            self.room.panels.show(self.room.votes)
        elif not self.result_shown:
            self.result_shown = True
            self.fill()
        else:
            self.room.panels.show(None)

    def next_ballot(self) -> None:
        """Another of the votes that were held."""
        known = self._ballots()
        at = known.index(self.room.deeds.desk.ballot)
        self._take_ballot(known[(at + 1) % len(known)])

    def new_ballot(self) -> None:
        """A vote beside those that were held."""
        known = self._ballots()
        name = next(
            told
            for n in range(len(known) + 1, 1000)
            if (told := _("Vote {n}").format(n=number(n))) not in known
        )
        self._take_ballot(name)

    def turn_into_work(self) -> None:
        """The top votes as issues and actions, with who and by when."""
        from cxdesk.planning.workshop_results import results
        from ui.journeys.workshop_results import ResultsDialog

        rows = self.room.context.bridge.read(results, self.room.journey_id, self.room.deeds.desk.ballot)
        if not rows:
            self.room.say(
                _("No dots were given yet. Vote on the map with + or count with {keys}.").format(
                    keys=keys_text("F9")
                )
            )
            return
        self.room.dialog = ResultsDialog(
            self.room, self.room.context, self.room.deeds.desk.ballot, rows, self._on_work_made
        )

    def fill(self) -> None:
        """Show the count or the result."""
        from cxdesk.journeys.workshop import vote_rows
        from exports.journey.numbered import numbered

        name, ballot = self._ballot_name(), self.room.deeds.desk.ballot
        if self.result_shown:
            self.room.votes.show_result(
                name, self.room.context.bridge.read(vote_rows, self.room.journey_id, ballot)
            )
        else:
            assert self.room.journey is not None
            curves = {lane.id for lane in self.room.journey.lanes if lane.kind in CURVES}
            steps = [s.id for s in self.room.stage.steps] if self.room.stage and not self.room.whole else None
            cards = [
                c
                for c in self.room.journey.cards
                if c.lane_id not in curves and c.words and (steps is None or c.step_id in steps)
            ]
            numbers = {one.card.id: one.number for one in numbered(self.room.journey, language())}
            self.room.votes.show_counts(name, cards, self.room.counts, numbers)
        self.show_left()

    def show_left(self) -> None:
        """Show how many dots are given and left."""
        kept = self.room.deeds.desk
        self.room.votes.show_left(kept.dots, kept.people, sum(self.room.counts.values()))

    def _ballots(self) -> list[str]:
        from cxdesk.journeys.workshop import ballots

        held = [
            "",
            *self.room.context.bridge.read(ballots, self.room.journey_id),
            self.room.deeds.desk.ballot,
        ]
        return list(dict.fromkeys(held))

    def _ballot_name(self) -> str:
        return self.room.deeds.desk.ballot or _("Vote {n}").format(n=number(1))

    def _take_ballot(self, name: str) -> None:
        self.room.deeds.keep(ballot=name)
        self.room.show_map()
        if self.room.panel is self.room.votes:
            self.fill()
        self.room.say(_("The vote that counts now: {name}").format(name=self._ballot_name()), "text2")

    def give(self, by: int) -> None:
        """Dots for the card where the keyboard is on the map."""
        card = self.room.card
        if card is None:
            self.room.say(_("Walk to a card with the arrows, then give it dots."))
            return
        if self.room.deeds.dots(card.id, by) is not None:
            kept = self.room.deeds.desk
            given, all_ = sum(self.room.counts.values()), kept.dots * kept.people
            told = _("{given} of {all} dots given.").format(given=number(given), all=number(all_))
            self.room.say(told, "bad" if given > all_ else "text2")

    def take_count(self, card_id: int, count: int) -> None:
        """Dots as somebody typed them; below 0 is no number."""
        if count < 0:
            self.room.say(_("That is no number of dots."))
            self.fill()
        else:
            self.room.say("")
            if not self.room.deeds.count({card_id: count}):
                self.fill()

    def _on_work_made(self, issues: int, actions: int) -> None:
        self.room.activateWindow()
        self.room.line.field.setFocus()
        told = [
            ngettext("{n} issue made", "{n} issues made", issues).format(n=number(issues)),
            ngettext("{n} action made", "{n} actions made", actions).format(n=number(actions)),
        ]
        self.room.say(
            _("{made}. {keys} takes it back.").format(made=listed(told), keys=keys_text("Ctrl+Z")), "good"
        )
