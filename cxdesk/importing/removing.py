"""An import taken out of every count, with the follow-ups it opened that nobody has touched."""

from sqlalchemy.orm import Session

from cxdesk.planning.follow_up_actions import let_go_of_import
from cxdesk.responses.actions import remove_import as remove_answers


def remove_import(session: Session, batch_id: int) -> int:
    """As one step that undo brings back; returns how many follow-ups went. Those somebody worked on stay."""
    remove_answers(session, batch_id)
    return let_go_of_import(session, batch_id)
