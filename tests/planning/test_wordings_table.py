"""All sentences of all plans side by side, out to a translator's spreadsheet and back."""

from pathlib import Path
from typing import Any

import pytest

from cxdesk.errors import UserError
from cxdesk.importing.wordings import Wordings, read_wordings, store_wordings
from cxdesk.planning.side_by_side import key_of, side_by_side
from cxdesk.planning.wording import written
from exports.tables.wordings import write_wordings

HARD = ["=1+1", "+31 10 555 0142", "-5 days", "@home", "Two\nlines", "“quoted”", "'s ochtends", "a,b;c\td"]


def fill(path: Path, cells: dict[str, str], *, formula: str = "", extra: tuple[str, ...] = ()) -> Path:
    """A workbook as a translator gives it back."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Key, leave as it is", "Customer", "Wording"])
        for at, (key, text) in enumerate(cells.items(), 1):
            sheet.write_string(at, 0, key)
            sheet.write_string(at, 1, "Somebody")
            sheet.write_string(at, 2, text)
        at = len(cells) + 1
        if formula:
            sheet.write_string(at, 0, formula)
            sheet.write_formula(at, 2, '=HYPERLINK("http://x.example","We come")', None, "")
            at += 1
        for key in extra:
            sheet.write_string(at, 0, key)
            sheet.write_string(at, 2, "Words")
            at += 1
    return path


def read(story: Any, path: Path) -> Wordings:
    return read_wordings(story.project, path)


def test_every_sentence_stands_beside_its_source_with_who_approved_it(story: Any) -> None:
    story.write_all()
    story.approve()
    story.write("plan_line", story.do, "text", "Vanaf 1 juni nemen twee mensen op.", "nl")
    rows = {r.key: r for r in story.project.read(side_by_side, "nl", "en")}
    done = rows[key_of("plan_line", story.do, "text", "nl")]
    assert (done.text, done.source, done.source_language) == (
        "Vanaf 1 juni nemen twee mensen op.", "From 1 June two people answer breakdown calls.", "en",
    )  # fmt: skip
    assert (done.state, done.customer) == ("waiting", "Harbour Square")
    assert rows[key_of("plan_line", story.told, "text", "nl")].state == "missing"
    assert rows[key_of("firm", 1, "address", "nl")].state == "optional"
    english = {r.key: r for r in story.project.read(side_by_side)}
    assert english[key_of("plan_line", story.told, "text", "en")].approved_by == "Sanne Visser"


def test_the_list_names_what_keeps_a_plan_back(story: Any) -> None:
    """Whatever a plan would miss stands in the list as missing or waiting."""
    story.write_all()
    listed = {
        (r.owner, r.field) for r in story.project.read(side_by_side) if r.state in ("missing", "waiting")
    }
    from cxdesk.planning.assemble import gaps

    needed = {
        ((g.need.owner_kind, g.need.owner_id), g.need.field)
        for g in story.project.read(gaps, story.plan, "en")
    }
    assert needed
    assert needed <= listed


@pytest.mark.slow
def test_a_list_that_comes_back_as_it_went_changes_nothing(story: Any, tmp_path: Path) -> None:
    story.write_all()
    for at, text in enumerate(HARD):
        story.write(
            "plan",
            story.plan,
            ("contact_title", "contact_phone", "contact_mail", "contact_hours")[at % 4],
            text,
        )
        path = write_wordings(story.project.read(side_by_side), tmp_path / f"{at}.xlsx")
        found = read(story, path)
        assert found.changes == (), text
        assert found.problems == ()
        assert found.unchanged >= 12


def test_no_cell_of_the_list_is_a_formula(story: Any, tmp_path: Path) -> None:
    import zipfile

    story.write("plan_line", story.told, "text", '=cmd|"/c calc"!A1')
    path = write_wordings(story.project.read(side_by_side), tmp_path / "w.xlsx")
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"'=cmd" in book.read("xl/sharedStrings.xml")


def test_changes_are_listed_before_anything_is_written_and_lose_the_approval(
    story: Any, tmp_path: Path
) -> None:
    story.write_all()
    story.approve()
    told, do = (key_of("plan_line", n, "text", "en") for n in (story.told, story.do))
    path = fill(
        tmp_path / "w.xlsx",
        {told: "You wait too long.", do: "", key_of("plan_line", story.do, "who", "fa"): "مدیر"},
    )
    found = read(story, path)
    assert [(c.sentence.key, c.new, c.loses_approval) for c in found.changes] == [
        (told, "You wait too long.", True), (key_of("plan_line", story.do, "who", "fa"), "مدیر", False),
    ]  # fmt: skip
    assert found.blank == 1
    assert story.gaps() == []
    story.project.run("Read wordings", store_wordings, found.changes)
    here = story.project.read(written, "plan_line", story.told, "en")["text"]
    assert (here.text, here.approved) == ("You wait too long.", False)
    assert story.project.read(written, "plan_line", story.do, "en")["text"].approved
    story.project.undo()
    assert story.gaps() == []


@pytest.mark.parametrize(
    ("cell", "gone"),
    [
        ("Café at\u202e the lift", "U+202E"),
        ("Ca\u200bfé at the lift\ufeff", "U+200B, U+FEFF"),
        ("Cafe\u0301 at the lift", ""),
        ("Café\u200d at the lift", "U+200D"),
        ("\u200eCafé at the lift", ""),
    ],
)
def test_what_nobody_sees_is_no_change_and_is_named(story: Any, tmp_path: Path, cell: str, gone: str) -> None:
    story.write("plan_line", story.told, "text", "Café at the lift")
    told = key_of("plan_line", story.told, "text", "en")
    found = read(story, fill(tmp_path / "w.xlsx", {told: cell}))
    assert (found.changes, found.unchanged, found.problems) == ((), 1, ())
    said = [p.sentence for p in found.left_out]
    assert said == ([f"Row 2: signs that nobody sees were left out: {gone}."] if gone else [])


def test_a_changed_wording_is_stored_without_them_and_a_persian_joiner_is_a_change(
    story: Any, tmp_path: Path
) -> None:
    story.write("plan_line", story.told, "text", "Old")
    story.write("plan_line", story.told, "text", "می خواهیم", "fa")
    told, persian = (key_of("plan_line", story.told, "text", code) for code in ("en", "fa"))
    joined = "می\u200cخواهیم"
    found = read(story, fill(tmp_path / "w.xlsx", {told: "Ne\u202ew", persian: joined}))
    assert [c.new for c in found.changes] == ["New", joined]
    assert len(found.left_out) == 1


def test_unknown_doubled_and_run_rows_are_named_and_left_alone(story: Any, tmp_path: Path) -> None:
    story.write_all()
    told = key_of("plan_line", story.told, "text", "en")
    path = fill(tmp_path / "w.xlsx", {told: "You wait."}, formula=key_of("plan_line", story.do, "text", "en"),
                extra=("plan_line:999:text:en", "wording:1:text:en", told))  # fmt: skip
    found = read(story, path)
    assert [c.new for c in found.changes] == ["You wait."]
    said = "\n".join(p.sentence for p in found.problems)
    assert "Row 4: “plan_line:999:text:en” is no sentence of this file." in said
    assert "Row 5: “wording:1:text:en” is no sentence of this file." in said
    assert "comes a second time" in said
    assert "formula" in said


def test_a_text_that_fits_on_no_page_and_a_file_without_the_columns_are_refused(
    story: Any, tmp_path: Path
) -> None:
    told = key_of("plan_line", story.told, "text", "en")
    found = read(story, fill(tmp_path / "w.xlsx", {told: "x" * 20_000}))
    assert found.changes == ()
    assert "20,000 characters fits on no page" in found.problems[0].sentence
    (tmp_path / "other.csv").write_text("A,B\n1,2\n")
    with pytest.raises(UserError, match="has no columns “Key, leave as it is” and “Wording”"):
        read(story, tmp_path / "other.csv")
