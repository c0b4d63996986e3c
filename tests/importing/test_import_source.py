"""What is no table is refused with a sentence; what is one is read in its own encoding."""

import os
import random
import sys
import zipfile
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.importing import definitions, detect, forms, mapping, typed
from cxdesk.importing.onto import onto
from cxdesk.surveys.queries import ItemRow, QuestionRow, SectionRow, SurveyWhole

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
ROWS = "id;Zufriedenheit;Ort\n" + "".join(
    f"R{n};{n % 5 + 1};{o}\n" for n, o in enumerate(["Köln", "Bad", "Ulm"] * 9)
)


def sentence_of(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        typed.build(mapping.suggest(detect.sniff(path)))
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "“answers.csv” is empty. Export it again."),
        (b"\xef\xbb\xbf\r\n\r\n", "“answers.csv” is empty. Export it again."),
        (b"Q1,Q2\n", "“answers.csv” has names of columns but no rows below them."),
        (
            b"%PDF-1.7\n...",
            "“answers.csv” is a PDF document, not a table. Export it as CSV or XLSX.",
        ),
        (
            b"\x89PNG\r\n\x1a\n..",
            "“answers.csv” is a picture, not a table. Export it as CSV or XLSX.",
        ),
        (
            b"PK\x03\x04broken",
            "“answers.csv” is damaged and could not be read. Save it again, or save it as CSV.",
        ),
        (
            b"<!DOCTYPE html><p>",
            "“answers.csv” is a web page or XML, not a table. Export it as CSV or XLSX.",
        ),
        (
            (",".join(f"Q{n}" for n in range(10_000)) + "\n" + ",".join(["1"] * 10_000) + "\n").encode(),
            "“answers.csv” has 10,000 columns; cxdesk reads at most 5,000. Export fewer questions at a time.",
        ),
        (
            b'id,text\n1,"a"\n2,"never closed\n3,c\n',
            "A quotation mark opened in row 3 is never closed: the file ends in the middle of a cell. "
            "It was probably cut off while it was copied. Export it again.",
        ),
        (
            b"id,score,text\n1,5,good\n2,4,fine\n3,4",
            "The file ends in the middle of row 4. It was probably cut off while it was copied. Export it again.",
        ),
    ],
)
def test_what_cannot_be_imported_is_refused_in_words(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(content)
    assert sentence_of(path) == expected


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    assert "is a folder" in sentence_of(tmp_path)
    assert "There is no file “gone.csv”" in sentence_of(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"),
                           ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")]
)  # fmt: skip
def test_every_encoding_gives_the_same_words(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / "ort.csv"
    path.write_bytes(ROWS.encode(encoding))
    found = detect.sniff(path)
    assert (found.encoding, found.delimiter, found.rows) == (name, ";", 27)
    done = typed.build(mapping.suggest(found))
    assert {c.label for c in done.plan.column("c2").choices} == {"Köln", "Bad", "Ulm"}
    assert done.repaired_cells == 0


def test_a_few_bad_bytes_are_repaired_cell_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes("id,text\n1,Zoë\n2,b\n".encode() + b"3,x\x8c\xe6 y\n4,\xff\n" + "5,é\n".encode() * 30)
    done = typed.build(mapping.suggest(detect.sniff(path)))
    assert done.repaired_cells == 2
    assert [(p.row, p.column, p.severity) for p in done.problems] == [
        (4, "text", "repaired"),
        (5, "text", "repaired"),
    ]


def test_zero_bytes_are_reported_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "zero.csv"
    path.write_bytes(b"id,text\n1,a\0b\n2,c\n" + b"\0" * 100)
    done = typed.build(mapping.suggest(detect.sniff(path)))
    assert done.stored == 2
    assert done.repaired_cells == 1


def test_excel_names_its_own_separator(tmp_path: Path) -> None:
    path = tmp_path / "sep.csv"
    path.write_bytes(b"sep=;\r\nid;a,b,c\r\n1;x,y,z\r\n2;x,y,z\r\n")
    found = detect.sniff(path)
    assert (found.delimiter, [c.header for c in found.columns], found.rows) == (";", ["id", "a,b,c"], 2)


def test_repeated_and_blank_names_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes(b"Q1,Q1,,Q1\na,b,c,d\n")
    assert [c.header for c in detect.sniff(path).columns] == ["Q1", "Q1 (2)", "Column 3", "Q1 (3)"]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_the_depth_of_headings_is_seen_and_explained(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "deep.csv"
    heads = "".join(f"name{n},date{n},score{n}\n" for n in range(depth))
    path.write_text(heads + "".join(f"a{n},2026-04-0{n},{n}\n" for n in range(1, 9)), encoding="utf-8")
    found = detect.sniff(path)
    assert found.header_rows == depth
    assert found.header_reason
    assert detect.with_header_rows(found, 1).header_rows == 1


def test_the_person_may_say_what_the_file_is(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_bytes(b"a;1\nb;2\nc;3\n")
    assert [c.header for c in detect.with_header_rows(detect.sniff(path), 0).columns] == [
        "Column 1",
        "Column 2",
    ]
    assert detect.with_header_rows(detect.sniff(path), 0).rows == 3
    assert len(detect.with_delimiter(detect.sniff(path), ",").columns) == 1
    with pytest.raises(UserError, match="no encoding “klingon”"):
        detect.sniff(path, asked=detect.Asked(encoding="klingon"))


@pytest.mark.skipif(not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing")
@pytest.mark.parametrize("name", ["surveymonkey/StarWars.csv", "qualtrics/Many_Question_Types_insights.csv"])
def test_a_real_file_cut_anywhere_gives_a_sentence_or_whole_rows(tmp_path: Path, name: str) -> None:
    data = (CORPUS / name).read_bytes()
    rng = random.Random(5)
    for cut in [len(data) // 2, *(rng.randrange(len(data)) for _turn in range(12))]:
        path = tmp_path / "cut.csv"
        path.write_bytes(data[:cut])
        try:
            done = typed.build(mapping.suggest(detect.sniff(path)))
        except UserError:
            continue
        assert done.rows_in == done.stored + done.refused


@pytest.mark.skipif(not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing")
def test_a_real_file_cut_in_half_is_refused(tmp_path: Path) -> None:
    data = (CORPUS / "surveymonkey/StarWars.csv").read_bytes()
    path = tmp_path / "half.csv"
    path.write_bytes(data[: len(data) // 2])
    assert "cut off" in sentence_of(path)


def test_noise_never_ends_in_anything_but_a_sentence(tmp_path: Path) -> None:
    rng = random.Random(11)
    path = tmp_path / "noise.csv"
    for _turn in range(60):
        path.write_bytes(bytes(rng.choice(b'ab1,;"\n\r\t \x00\xff\xe9') for _n in range(rng.randint(1, 300))))
        try:
            done = typed.build(mapping.suggest(detect.sniff(path)))
        except UserError:
            continue
        assert done.rows_in == done.stored + done.refused


def noise(size: int, seed: int = 3) -> bytes:
    return random.Random(seed).randbytes(size)


@pytest.mark.parametrize("size", [200, 5_000, 300_000])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, size: int) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(noise(size))
    assert sentence_of(path) == (
        "“noise.csv” is not a table: much of it is no text at all. Export it as CSV or XLSX."
    )


UKRAINIAN = ["Київ", "Львів щастя", "Одеса єдність", "Харків і його околиці"]
HUNGARIAN = ["Győr", "Fűtő", "Székesfehérvár", "őszintén jó"]
PERSIAN = ["تهران", "شیراز خوب است", "گرگان و پیرامون", "چه شهری"]


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("cp1251", UKRAINIAN), ("cp1250", HUNGARIAN), ("utf-16-le", UKRAINIAN), ("utf-16-be", UKRAINIAN),
     ("utf-16-le", PERSIAN), ("utf-32", UKRAINIAN), ("cp1256", [w.replace("ی", "ي") for w in PERSIAN])],
)  # fmt: skip
def test_the_encoding_is_found_whatever_language_the_window_has(
    tmp_path: Path, encoding: str, words: list[str]
) -> None:
    path = tmp_path / "answers.csv"
    body = "".join(f"R{n};{n % 5 + 1};{words[n % 4]}\r\n" for n in range(40))
    path.write_bytes(("id;Score;Місто\r\n" if words is UKRAINIAN else "id;Score;City\r\n").encode(encoding) + (
        body.encode(encoding) if encoding != "utf-32" else body.encode("utf-32-le")))  # fmt: skip
    done = typed.build(mapping.suggest(detect.sniff(path)))
    assert {c.label for c in done.plan.column("c2").choices} == set(words)
    assert done.repaired_cells == 0


def test_lines_of_two_encodings_keep_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    first = "".join(f"R{n};Köln grüßt;né\n" for n in range(100))
    second = "".join(f"S{n};Zürich für;né\n" for n in range(100))
    path.write_bytes(b"id;text;b\n" + first.encode("cp1252") + second.encode())
    done = typed.build(mapping.suggest(detect.sniff(path)))
    assert done.repaired_cells == 0
    assert {c.label for c in done.plan.column("c1").choices} == {"Köln grüßt", "Zürich für"}
    assert "100 lines were written in another encoding (cp1252)" in done.problems[0].sentence


def test_unseen_marks_in_headings_are_kept_but_match_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "marks.csv"
    path.write_text("\u200fAccount\u200b key\u200e,\ufeffScore\nA1,5\nA2,4\nA3,3\n", encoding="utf-8")
    found = detect.sniff(path)
    assert [c.header for c in found.columns] == ["\u200fAccount\u200b key\u200e", "\ufeffScore"]
    assert [c.code for c in found.columns] == ["Account key", "Score"]
    plan = mapping.suggest(found)
    assert plan.columns[0].kind == "account_key"
    question = QuestionRow(
        3, 1, "Q9", plan.columns[1].kind, {"en": "Score\u200c"}, None, (ItemRow(7, "Q9", {}),), ()
    )
    survey = SurveyWhole(
        1, "s", {"en": "S"}, ("en",), "named", False, False, 5, (SectionRow(1, {}, (question,)),)
    )
    assert [(t.key, t.item_id) for t in onto(plan, survey).ties] == [("c1", 7)]


def test_ten_thousand_columns_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes((",".join(f"Q{n}" for n in range(10_000)) + "\n" + "1," * 9_999 + "1\n").encode() * 50)
    assert "has 10,000 columns" in sentence_of(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_is_refused_at_once_and_never_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "answers.csv"
    os.mkfifo(pipe)
    assert definitions.kind_of(pipe) is None
    with pytest.raises(UserError):
        detect.sniff(pipe)


def test_a_workbook_whose_packing_is_broken_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook>" + "<sheet name='a'/>" * 400)
    data = bytearray(path.read_bytes())
    start = 30 + len("xl/workbook.xml")
    data[start : start + 8] = b"\xff" * 8
    path.write_bytes(data)
    assert not forms.is_form(path, bytes(data[:64]))
