"""The kind of a question changed on its card, with the answers that are there."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox

from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.surveys.queries import whole


def test_answers_are_read_as_another_kind_from_the_card_and_undone(
    window: Any, qtbot: Any, tmp_path: Path
) -> None:
    rows = "".join(f"R{n},{n % 11},{('Lift', 'Ramp')[n % 2]}\n" for n in range(44))
    (tmp_path / "a.csv").write_text("ResponseID,Would you recommend us?,Product\n" + rows, encoding="utf-8")
    path = tmp_path / "a.cxdesk"
    project = Project.create(path)
    import_file(project, mapping.suggest(detect.sniff(tmp_path / "a.csv")))
    product = next(q for q in project.read(whole, 1).questions if q.kind == "single")
    project.close()
    window.context.bridge.open(path)
    window.go("surveys", 1)
    window.page.choose(("question", product.id))
    qtbot.waitUntil(lambda: window.findChild(QComboBox, f"kind {product.id}") is not None)
    choice = window.findChild(QComboBox, f"kind {product.id}")
    choice.chosen.emit("text")
    read = window.context.project.read

    def kind() -> str:
        return next(q.kind for q in read(whole, 1).questions if q.id == product.id)

    qtbot.waitUntil(lambda: kind() == "text", timeout=20_000)
    qtbot.waitUntil(lambda: not window.context.jobs.busy, timeout=20_000)
    window.context.do("undo")
    assert kind() == "single"
