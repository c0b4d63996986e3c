"""A map as one page in Debian's Chromium: on a phone, dark, by keys, and as a screen reader meets it."""

from pathlib import Path
from typing import Any

import pytest

from cxdesk.project import Project
from tests.journeys.journey_examples import PERSIAN, fill
from tests.support.browser import browser, needs_browser, serious
from tests.support.commands import told

__all__ = ["browser"]

LUMINANCE = """
const rgb = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
return rgb.reduce((sum, one) => sum + one, 0) / 3
"""


@needs_browser
@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_map_is_read_on_a_phone_in_both_looks_and_by_keys_alone(
    browser: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    from selenium.webdriver.common.keys import Keys

    file, page = tmp_path / "a.cxdesk", tmp_path / "map.html"
    project = Project.create(file)
    project.run("Fill", fill, *([PERSIAN] if language == "fa" else []))
    project.close()
    told(capsys, "--language", language, "journey", "export", file, "--journey", "1", "-o", page)
    for scheme in ("light", "dark"):
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        browser.get(page.as_uri())
        assert (browser.execute_script(LUMINANCE) > 128) == (scheme == "light")
        assert serious(browser) == []
        # Nothing hangs over the edge of a phone; the map alone is moved inside its frame.
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    root = browser.find_element("tag name", "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (
        language,
        "rtl" if language == "fa" else "ltr",
    )
    heads = browser.execute_script("return [...document.querySelectorAll('h1,h2,h3')].map(h => h.tagName)")
    assert heads == ["H1", "H2", "H3", "H3", "H3", "H3"]
    tables = browser.execute_script(
        "return [...document.querySelectorAll('table')].map(t => "
        "[t.computedName || document.getElementById(t.getAttribute('aria-labelledby')).innerText,"
        " t.querySelectorAll('th[scope=col]').length, t.querySelectorAll('th[scope=rowgroup]').length])"
    )
    assert [(columns, steps) for _name, columns, steps in tables] == [(3, 2)] * 4
    assert all(name for name, *_counts in tables)
    assert browser.execute_script(
        "return [...document.querySelectorAll('tbody td')].every(c => c.parentElement.querySelector('th'))"
    )
    body = browser.find_element("tag name", "body")
    body.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.get_attribute("href").endswith("#list")
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "list"
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
