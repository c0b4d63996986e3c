"""The word on screen for each channel."""

from cxdesk.i18n import NP_

CHANNEL_WORDS = {
    "phone": NP_("channel", "Phone"),
    "visit": NP_("channel", "Visit"),
    "mail": NP_("channel", "E-mail"),
    "letter": NP_("channel", "Letter"),
    "web": NP_("channel", "Web"),
    "app": NP_("channel", "App"),
    "message": NP_("channel", "Message"),
    "paper": NP_("channel", "Paper"),
    "meeting": NP_("channel", "Meeting"),
    "other": NP_("channel", "Other"),
}
