"""The languages that a test of pictures or pages runs in: the widest and the other way round every time, the rest at times."""

import pytest

from cxdesk.i18n import LANGUAGES

EVERY_TIME = ("nl", "fa")
WIDEST_FIRST = [
    code if code in EVERY_TIME else pytest.param(code, marks=pytest.mark.slow) for code in LANGUAGES
]
