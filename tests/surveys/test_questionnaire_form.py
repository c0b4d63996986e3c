"""A questionnaire that is filled in on a screen: fields in plain ASCII, and answers read back from them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from cxdesk.errors import UserError
from cxdesk.responses.answer_file import FOR_ACCOUNT, IN_LANGUAGE
from exports.questionnaire.form_answers import answers_of_form, read_form
from exports.questionnaire.options import Options
from exports.questionnaire.pdf import printed
from tests.support.pdf_structure import problems
from tests.support.verapdf import missing, verdicts
from tests.surveys.every_look import EVERY_LOOK, SENDER

FILLED = {
    "NPS": "/9", "WHY": "/8", "WHY_O": "a leak, بله", "CSAT": "/9", "MAT:M0": "/1", "MAT:M3": "/5", "PAIR:PE": "/10",
    "TICK:T1": "/1", "TICK:T9": "/1", "MT:a~3a~2": "/1", "RANK:R1": "2", "RANK:R2": "۱", "SUM:S1": "60", "SUM:S2": "40",
    "SLID": "12,5", "SLI2": "/7", "NUM": "many", "DATE!day": "5", "DATE!month": "8", "DATE!year": "۱۴۰۵",
    "YN": "/2", "TEXT": "Come\nearlier", "CONS": "/1", "consent_to_contact": "/1",
}  # fmt: skip
ANSWERS = {
    "NPS": 9, "WHY": 8, "WHY_O": "a leak, بله", "CSAT": 9, "MAT": {"M0": 1, "M3": 5}, "PAIR": {"PE": 10},
    "TICK": ["T1", "T9"], "MT": ["a:2"], "RANK": {"R1": 2, "R2": 1}, "SUM": {"S1": 60, "S2": 40}, "SLID": 12.5,
    "SLI2": 7, "DATE": "2026-10-27", "YN": 2, "TEXT": "Come\nearlier", "CONS": 1, "consent_to_contact": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def form() -> bytes:
    return printed(EVERY_LOOK, "fa", Options(sender=SENDER, fillable=True)).pdf


def filled(form: bytes, values: dict[str, str]) -> bytes:
    """The form as a viewer saves it."""
    writer = PdfWriter(clone_from=BytesIO(form))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def fields(form: bytes) -> dict[str, Any]:
    found = PdfReader(BytesIO(form)).get_fields()
    assert found is not None
    return dict(found)


@pytest.mark.filterwarnings("ignore")
def test_what_is_filled_in_comes_back_as_answers(form: bytes) -> None:
    assert set(FILLED) <= set(fields(form))
    assert answers_of_form(filled(form, FILLED), EVERY_LOOK) == ANSWERS
    assert answers_of_form(form, EVERY_LOOK) == {}


@pytest.mark.filterwarnings("ignore")
def test_a_form_for_one_customer_says_so_when_it_comes_back_and_no_page_shows_it() -> None:
    one = printed(EVERY_LOOK, "fa", Options(sender=SENDER, fillable=True, account="شمال N-7")).pdf
    told = read_form(filled(one, FILLED))(EVERY_LOOK)
    assert told is not None
    assert (told[FOR_ACCOUNT], told[IN_LANGUAGE]) == ("شمال N-7", "fa")
    assert answers_of_form(filled(one, FILLED), EVERY_LOOK) == ANSWERS
    assert "N-7" not in "".join(page.extract_text() for page in PdfReader(BytesIO(one)).pages)
    assert all(str(f.get("/V") or "").isascii() for f in fields(one).values())


def test_fields_are_ascii_and_speak_the_respondents_language(form: bytes) -> None:
    found = fields(form)
    assert all(name.isascii() for name in found)
    assert found["NPS"]["/_States_"] == ["/0", "/Off", *(f"/{n}" for n in range(1, 11))] or set(
        found["NPS"]["/_States_"]
    ) == {"/Off", *(f"/{n}" for n in range(11))}
    assert "چقدر احتمال دارد" in found["NPS"]["/TU"]
    assert {"/Tx", "/Btn"} == {str(f["/FT"]) for f in found.values() if "/FT" in f}
    tips = [a["/TU"] for p in PdfReader(BytesIO(form)).pages for a in p["/Annots"]]
    assert len(tips) > 120
    assert all("۱" not in tip or "Question" in tip or "پرسش" in tip for tip in tips)


@pytest.mark.filterwarnings("ignore")
def test_values_that_the_survey_does_not_know_are_no_answers(form: bytes) -> None:
    writer = PdfWriter(clone_from=BytesIO(form))
    wrong = {"RANK:R1": "<script>", "SLID": "1e400", "DATE!day": "31", "DATE!month": "2", "DATE!year": "2026"}
    for page in writer.pages:
        writer.update_page_form_field_values(page, wrong, auto_regenerate=False)
    for reference in writer.root_object["/AcroForm"]["/Fields"]:
        entry = reference.get_object()
        if entry.get("/T") in ("NPS", "YN"):
            from pypdf.generic import NameObject

            entry[NameObject("/V")] = NameObject("/77")
    out = BytesIO()
    writer.write(out)
    assert answers_of_form(out.getvalue(), EVERY_LOOK) == {}


def test_another_survey_and_another_file_are_refused_in_words(form: bytes) -> None:
    other = replace(EVERY_LOOK, thanks={"en": "Bye", "fa": "خدانگهدار"})
    with pytest.raises(UserError, match="another version"):
        answers_of_form(form, other)
    with pytest.raises(UserError, match="has no fields: it was printed"):
        answers_of_form(printed(EVERY_LOOK, "fa", Options()).pdf, EVERY_LOOK)
    for broken in (b"", b"hello", b"%PDF-1.7\n", form[: len(form) // 2]):
        with pytest.raises(UserError):
            answers_of_form(broken, EVERY_LOOK)


def test_form_and_paper_are_accessible(form: bytes, tmp_path: Path) -> None:
    assert problems(form) == []
    if missing():
        pytest.skip(missing())
    paths = {"form.pdf": form, "paper.pdf": printed(EVERY_LOOK, "en", Options(sender=SENDER, columns=2)).pdf}
    for name, data in paths.items():
        (tmp_path / name).write_bytes(data)
    assert verdicts([tmp_path / name for name in paths]) == {tmp_path / name: [] for name in paths}
