"""What is no table is refused with a sentence; what is one is read in its own encoding."""

import random
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping, typed

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
        (b"", "“answers.csv” is empty. Export the answers again."),
        (b"\xef\xbb\xbf\r\n\r\n", "“answers.csv” is empty. Export the answers again."),
        (b"Q1,Q2\n", "“answers.csv” has names of columns but no answers below them."),
        (
            b"%PDF-1.7\n...",
            "“answers.csv” is a PDF document, not a table. Export the answers as CSV or XLSX.",
        ),
        (
            b"\x89PNG\r\n\x1a\n..",
            "“answers.csv” is a picture, not a table. Export the answers as CSV or XLSX.",
        ),
        (
            b"PK\x03\x04broken",
            "“answers.csv” is damaged and could not be read. Save it again, or save it as CSV.",
        ),
        (
            b"<!DOCTYPE html><p>",
            "“answers.csv” is a web page or XML, not a table. Export the answers as CSV or XLSX.",
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
