"""Questions as a respondent sees and answers them: in the preview, at the kiosk and beside the editor."""

from ui.widgets.asking.asked import Asked
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.view import view_of

__all__ = ["Asked", "Skin", "view_of"]
