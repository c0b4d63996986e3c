"""The example's export goes the way of anybody's own file, and comes out with the same scores."""

from pathlib import Path

import pytest

from cxdesk.analysis.scores import figures, scored_items
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.importing.people import import_accounts_file
from cxdesk.project import Project
from cxdesk.responses import matching
from cxdesk.responses.filter import Filter
from cxdesk.surveys.queries import whole
from resources.sample.export import write_accounts, write_contacts, write_export
from resources.sample.generate import SATISFIED
from resources.sample.names import accounts


def test_an_export_of_march_gives_the_scores_of_march(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "Own.cxdesk")
    done = import_file(project, mapping.suggest(detect.sniff(write_export(tmp_path / "Export.csv"))))
    assert (done.rows_in, done.stored, done.refused) == (1418, 1418, 0)
    table = {
        q.items[0].code if len(q.items) == 1 else i: (q, i)
        for q, i in scored_items(project.read(whole, done.survey_id))
    }
    found = project.read(figures, done.survey_id, [i for _q, i in table.values()])
    values = sorted((round(f.value or 0, 6), f.n) for f in found.values() if f.metric == "top2")
    assert values == sorted((round(100 * s / n, 6), n) for s, n in SATISFIED["March 2026"].values())
    nps = next(f for f in found.values() if f.metric == "nps")
    assert (nps.value, nps.n) == (pytest.approx(31, abs=0.5), 1204)
    project.close()


def test_the_list_of_customers_names_who_did_not_match(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "Own.cxdesk")
    done = import_file(project, mapping.suggest(detect.sniff(write_export(tmp_path / "Export.csv"))))
    found = import_accounts_file(project, write_accounts(tmp_path / "Customers.csv")).match
    assert [(u.key, u.answers) for u in found.unmatched] == [("AL-0014O", 1), ("AL-0999", 2)]
    assert len(found.silent) == 2
    key = next(s.key for s in accounts() if s.name == "Harbour Square")
    assert project.read(matching.answered, done.survey_id, Filter(accounts=(key,))) == 14
    project.close()


def test_the_list_of_invited_has_a_line_for_everybody(tmp_path: Path) -> None:
    lines = write_contacts(tmp_path / "Invited.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 3410
