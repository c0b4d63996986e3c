"""The reviewer names what is wrong with a questionnaire and lets good questions pass, in five languages."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from cxdesk.project import Project
from cxdesk.surveys import actions
from cxdesk.surveys.definition import (
    NPS_SCALE,
    ChoiceSpec,
    Definition,
    ItemSpec,
    QuestionSpec,
    ScaleSpec,
    SectionSpec,
)
from cxdesk.surveys.described import described
from cxdesk.surveys.review import wording
from cxdesk.surveys.review.change import apply, is_done_for_you, suggestion
from cxdesk.surveys.review.finding import RULES
from cxdesk.surveys.review.length import minutes
from cxdesk.surveys.review.review import review, switch_rule
from cxdesk.surveys.review.wording import CHECKS, stumbles
from cxdesk.surveys.review.words import words_of
from tests.support.commands import refused, said, told
from tests.support.review_figures import missed, wrongly_named
from tests.surveys import pushing_questions
from tests.surveys.leading_and_jargon import FINE, NAMED
from tests.surveys.reviewed_questions import BAD, GOOD

ENDS = ScaleSpec(1, 5, low_label={"en": "Bad"}, high_label={"en": "Good"})


def survey_of(*questions: QuestionSpec, **more: Any) -> Definition:
    languages = more.pop("languages", ("en",))
    return Definition(dict.fromkeys(languages, "Visit"), (SectionSpec({}, questions),), languages, **more)


def rating(code: str, text: str, **more: Any) -> QuestionSpec:
    return QuestionSpec(code, "scale", {"en": text}, more.pop("scale", ENDS), goal="Retention", **more)


def found(survey: Definition, *languages: str) -> list[tuple[str, str]]:
    return [(f.rule, f.question) for f in review(survey, languages)]


@pytest.mark.parametrize("language", GOOD)
def test_good_questions_pass(language: str) -> None:
    assert len(GOOD[language]) >= 12
    questions = [
        QuestionSpec(f"Q{n}", "scale", {language: text}, ENDS) for n, text in enumerate(GOOD[language])
    ]
    told = [f for f in review(survey_of(*questions, languages=(language,))) if f.rule in CHECKS]
    assert [(GOOD[language][int(f.question[1:])], f.sentence) for f in told] == []


@pytest.mark.parametrize("language", BAD)
def test_bad_questions_are_named_by_the_right_rule(language: str) -> None:
    assert len(BAD[language]) >= 12
    questions = [
        QuestionSpec(f"Q{n}", "scale", {language: text}, ENDS)
        for n, (_rule, text) in enumerate(BAD[language])
    ]
    told = {(f.rule, f.question) for f in review(survey_of(*questions, languages=(language,)))}
    missed = [(rule, text) for n, (rule, text) in enumerate(BAD[language]) if (rule, f"Q{n}") not in told]
    assert missed == []
    # Each is named once among the rules over words: nothing wrong is said beside it.
    assert len([rule for rule, _code in told if rule in CHECKS]) == len(BAD[language])


@pytest.mark.parametrize("language", FINE)
def test_words_that_lead_and_words_of_our_trade_are_named_and_what_only_looks_like_them_is_not(
    language: str,
) -> None:
    texts = (*FINE[language], *(text for _rule, text in NAMED[language]))
    questions = [QuestionSpec(f"Q{n}", "scale", {language: text}, ENDS) for n, text in enumerate(texts)]
    told = {(f.rule, f.question) for f in review(survey_of(*questions, languages=(language,)))}
    fine = {f"Q{n}" for n in range(len(FINE[language]))}
    assert [(rule, texts[int(code[1:])]) for rule, code in told if rule in CHECKS and code in fine] == []
    wanted = [(rule, f"Q{n + len(fine)}", text) for n, (rule, text) in enumerate(NAMED[language])]
    assert [(rule, text) for rule, code, text in wanted if (rule, code) not in told] == []


@pytest.mark.parametrize("language", pushing_questions.NAMED)
def test_turns_that_push_join_or_shut_out_are_named_whatever_the_words_and_near_ones_pass(
    language: str,
) -> None:
    fine, bad = pushing_questions.FINE[language], pushing_questions.NAMED[language]
    texts = (*fine, *(text for _rule, text in bad))
    questions = [QuestionSpec(f"Q{n}", "scale", {language: text}, ENDS) for n, text in enumerate(texts)]
    told = {(f.rule, f.question) for f in review(survey_of(*questions, languages=(language,)))}
    near = {f"Q{n}" for n in range(len(fine))}
    assert [(rule, texts[int(code[1:])]) for rule, code in told if rule in CHECKS and code in near] == []
    wanted = [(rule, f"Q{n + len(fine)}", text) for n, (rule, text) in enumerate(bad)]
    assert [(rule, text) for rule, code, text in wanted if (rule, code) not in told] == []


def test_an_abbreviation_is_named_where_it_is_ours_and_nobody_explains_it() -> None:
    texts = (
        "How do you rate our MTTR (time to repair)?",
        "OUR SERVICE WAS GOOD",
        "How satisfied are you with the DB-9 plug?",
        "Is your VAT number on the invoice?",
        "How do you rate our MTTR?",
    )
    questions = [rating(f"Q{n}", text) for n, text in enumerate(texts)]
    assert [(r, c) for r, c in found(survey_of(*questions)) if r in CHECKS] == [("jargon", "Q4")]


def test_answers_are_weighed() -> None:
    labels = ("Excellent", "Very good", "Good", "Fair", "Poor")
    one_sided = tuple(ChoiceSpec(n, {"en": text}) for n, text in enumerate(labels, 1))
    even = tuple(
        ChoiceSpec(n, {"en": text})
        for n, text in enumerate(("Very good", "Good", "Neutral", "Bad", "Very bad"), 1)
    )
    survey = survey_of(
        QuestionSpec("A", "single", {"en": "The visit was"}, choices=one_sided, goal="R"),
        QuestionSpec("B", "single", {"en": "The visit was"}, choices=even, goal="R"),
        rating("C", "The visit", scale=ScaleSpec(-1, 3, low_label={"en": "Bad"}, high_label={"en": "Good"})),
        rating("D", "The visit", scale=ScaleSpec(1, 5)),
        rating("E", "The visit", scale=ScaleSpec(1, 5), look="stars"),
    )
    assert found(survey) == [("unbalanced", "A"), ("unbalanced", "C"), ("unlabelled", "D")]


def test_a_rating_for_everybody_needs_a_way_out() -> None:
    way_out = (ChoiceSpec(9, {"en": "Does not apply"}, declared=True),)
    shown = {"show": {"op": "is", "question": "A", "value": 1}}
    survey = survey_of(
        rating("A", "The visit", required=True),
        rating("B", "The visit", required=True, choices=way_out),
        rating("C", "The visit", required=True, rules=shown),
        rating("D", "The visit"),
    )
    assert found(survey) == [("not_applicable", "A")]


def test_order_length_and_goals_are_seen_as_a_whole() -> None:
    details = [rating(f"D{n}", "The visit") for n in range(3)]
    nps = QuestionSpec("N", "nps", {"en": "Would you recommend us?"}, replace(ENDS, low=0, high=10), goal="R")
    assert found(survey_of(nps, *details)) == []
    assert found(survey_of(*details, nps)) == [("order", "N")]
    without = survey_of(nps, replace(details[0], goal=""))
    assert found(without) == [("no_goal", "D0")]
    assert found(survey_of(replace(nps, goal=""), replace(details[0], goal=""))) == [("no_goal", "")]
    long = survey_of(nps, *details, settings={"minutes": 0.2})
    assert found(long) == [("too_long", "")]
    assert 0.2 < minutes(long, "en") < 1


def test_a_question_serves_the_goal_of_its_survey_where_none_says_its_own() -> None:
    plain = survey_of(*(replace(rating(code, f"How was {code}?"), goal="") for code in ("A", "B")))
    assert [f.question for f in review(plain) if f.rule == "no_goal"] == [""]
    assert [f for f in review(plain, goal="Retention") if f.rule == "no_goal"] == []
    mixed = survey_of(rating("A", "How was A?"), replace(rating("B", "How was B?"), goal=""))
    told = [(f.question, f.sentence) for f in review(mixed, goal="Retention") if f.rule == "no_goal"]
    assert told == [("B", "It does not say that it serves “Retention”, as others do.")]


def test_open_and_large_and_sensitive_questions_are_named() -> None:
    opens = [QuestionSpec(f"O{n}", "text", {"en": "What else?"}, look="text", goal="R") for n in range(4)]
    assert found(survey_of(*opens)) == [("open_many", "O3")]
    must = [replace(opens[0], required=True), replace(opens[1], look="line", required=True)]
    assert found(survey_of(*must)) == [("required_open", "O0")]
    rows = tuple(ItemSpec(f"M_{n}", {"en": f"Thing {n}"}) for n in range(9))
    assert found(survey_of(rating("M", "These", items=rows))) == [("matrix_large", "M")]
    assert found(survey_of(rating("M", "These", items=rows[:8]))) == []
    belief = QuestionSpec("B", "text", {"en": "What is your religion?"}, look="line", goal="R")
    consent = QuestionSpec("C", "single", {"en": "May we ask about belief?"}, look="consent")
    assert found(survey_of(belief)) == [("sensitive", "B")]
    assert found(survey_of(consent, belief)) == []
    row = ItemSpec("T", {"en": "Trade union membership"})
    assert ("sensitive", "M") in found(survey_of(rating("M", "Do these apply?", items=(row, rows[0]))))
    hint = replace(belief, text={"en": "Anything else?"}, hint={"en": "For example your religion"})
    assert ("sensitive", "B") in found(survey_of(hint))
    name = QuestionSpec("N", "text", {"en": "What is your name?"}, look="line", goal="R")
    assert found(survey_of(name)) == []
    assert found(survey_of(name, promise="anonymous")) == [("identifying", "N")]


def test_a_language_that_is_not_written_is_named() -> None:
    both = QuestionSpec("A", "nps", {"en": "Recommend?", "nl": "Aanbevelen?"}, NPS_SCALE, goal="R")
    one = QuestionSpec("B", "text", {"en": "Why?"}, look="line", goal="R")
    survey = survey_of(both, one, languages=("en", "nl"))
    missing = [(f.question, f.language) for f in review(survey) if f.rule == "missing_text"]
    assert missing == [("B", "nl")]


def test_every_rule_says_why_who_and_what_to_do() -> None:
    assert all(r.why and r.source and r.suggestion and r.name for r in RULES.values())


def test_markup_and_pipes_are_no_words_and_long_texts_end() -> None:
    hostile = "<script>not never</script> {{not}} " + "how are you and " * 20_000
    started = process_time()
    review(survey_of(rating("A", hostile)))
    assert process_time() - started < 1


def test_three_hundred_questions_in_five_languages_are_reviewed_in_a_second() -> None:
    texts = [{code: BAD[code][n % 12][1] for code in BAD} for n in range(300)]
    questions = [QuestionSpec(f"Q{n}", "scale", text, ENDS) for n, text in enumerate(texts)]
    survey = survey_of(*questions, languages=tuple(BAD))
    started = process_time()
    assert review(survey)
    assert process_time() - started < 1


def test_after_a_change_only_the_changed_question_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(text: str, *more: Any, **named: Any) -> Any:
        read.append(text)
        return stumbles(text, *more, **named)

    monkeypatch.setattr(wording, "stumbles", counted)
    questions = [rating(f"Q{n}", f"How was visit number {n} of all?") for n in range(300)]
    review(survey_of(*questions))
    assert len(read) == 300
    read.clear()
    questions[7] = rating("Q7", "Was guide 7 polite and punctual?")
    assert ("double", "Q7") in found(survey_of(*questions))
    assert read == ["Was guide 7 polite and punctual?"]


def test_a_rule_is_switched_off_and_on_with_undo(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "s.cxdesk")
    survey = survey_of(rating("A", "Was the technician polite and punctual?"))
    number = project.run("Survey", actions.build, survey)
    assert found(project.read(described, number)) == [("double", "A")]
    project.run("Off", switch_rule, number, "double", False)
    assert found(project.read(described, number)) == []
    project.undo()
    assert found(project.read(described, number)) == [("double", "A")]
    project.redo()
    project.run("On", switch_rule, number, "double", True)
    assert project.read(described, number).settings == {}
    project.close()


def test_the_command_says_what_the_window_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.cxdesk"
    project = Project.create(file)
    project.run("Survey", actions.build, survey_of(rating("A", "Was the technician polite and punctual?")))
    project.close()
    document = said(capsys, "survey", "review", file)
    assert [(f["rule"], f["question"], f["language"]) for f in document["findings"]] == [
        ("double", "A", "en")
    ]
    assert document["findings"][0]["source"].startswith("Dillman")
    sentence = told(capsys, "survey", "review", file, "--language", "en")
    assert "It asks two things at once: “polite and punctual”." in sentence
    assert said(capsys, "survey", "review", file, "--off", "double")["findings"] == []
    assert refused(capsys, "survey", "review", file, "--on", "nothing") == "There is no such rule."
    said(capsys, "survey", "review", file, "--on", "double")
    assert said(capsys, "survey", "review", file, "--pass-over", "double:A")["passed_over"] == ["double:A:en"]
    assert said(capsys, "survey", "review", file)["findings"] == []
    assert "There is no finding “double:A”." in refused(
        capsys, "survey", "review", file, "--apply", "double:A"
    )
    assert len(said(capsys, "survey", "review", file, "--look-again")["findings"]) == 1
    assert "has to be written by you" in refused(capsys, "survey", "review", file, "--apply", "double:A")


# What the rules see of questions they were not written from (docs/surveys.md); a change may not make them see less.
SEEN = {
    "held_out_first": {"en": 29, "nl": 29, "hu": 29, "uk": 29, "fa": 28},
    "held_out_second": {"en": 28, "nl": 29, "hu": 29, "uk": 29, "fa": 28},
    "held_out_third": {"en": 10, "nl": 8, "hu": 9, "uk": 7, "fa": 9},
}


@pytest.mark.parametrize("name", SEEN)
def test_questions_the_rules_were_not_written_from_are_seen_and_good_ones_pass(name: str) -> None:
    held = import_module(f"tests.surveys.{name}")
    seen = {code: len(held.BAD[code]) - len(missed(held.BAD[code], code)) for code in held.BAD}
    assert {code: n for code, n in seen.items() if n < SEEN[name][code]} == {}
    assert [found for code in held.GOOD for found in wrongly_named(held.GOOD[code], code)] == []


@pytest.mark.parametrize("language", BAD)
def test_no_text_of_a_hundred_thousand_letters_holds_up_a_rule(language: str) -> None:
    words = words_of(language)
    assert words is not None
    own = [" ".join(text.split()[:3]) + " " for _rule, text in BAD[language][:6]]
    for piece in ("<a", "((", "{", "«a", "a", "a-", "if not ", ". ", "\u200c", *own):
        text = piece * (100_000 // len(piece))
        started = process_time()
        list(stumbles(text, QuestionSpec("Q", "scale", {language: text}, ENDS), words))
        assert process_time() - started < 0.5, piece  # measured: at most 0.15 for all rules together


def test_a_finding_says_what_to_change_at_its_question_and_does_it_where_it_can(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "s.cxdesk")
    no_words = rating("A", "The visit", scale=ScaleSpec(1, 5), required=True)
    opened = QuestionSpec("O", "text", {"en": "What else?"}, look="text", goal="R", required=True)
    nps = QuestionSpec("N", "nps", {"en": "Would you recommend us?"}, NPS_SCALE, goal="")
    survey = survey_of(
        no_words, rating("B", "Was it polite and punctual?"), rating("C", "The van"), opened, nps
    )
    number = project.run("Survey", actions.build, survey)

    def read() -> Definition:
        return project.read(described, number)

    told = {f.place: suggestion(f, read(), "Retention") for f in review(read(), (), "Retention")}
    assert told == {
        "unlabelled:A:en": "Write “Very dissatisfied” at 1 and “Very satisfied” at 5.",
        "not_applicable:A:": "Add the answer “Not applicable”.",
        "double:B:en": "Make two questions of it: one about “polite”, one about “punctual”.",
        "required_open:O:": "Let people leave it empty.",
        "order:N:": "Put it before A, the first one about a part.",
        "unlabelled:N:en": "Write “Not at all likely” at 0 and “Extremely likely” at 10.",
        "no_goal:N:": "Let it serve “Retention”, or leave it out.",
    }
    for f in review(read(), (), "Retention"):
        if is_done_for_you(f, "Retention"):
            project.run("Change", apply, number, f, "Retention")
    assert [f.place for f in review(read(), (), "Retention")] == ["double:B:en"]
    while project.undo_label == "Change":
        project.undo()
    assert {f.place for f in review(read(), (), "Retention")} == set(told)
    project.close()


CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.mark.skipif(not CORPUS.exists(), reason="THE REAL FILES ARE NOT HERE: ../shared/corpus is missing")
def test_real_questionnaires_get_only_what_a_reader_would_say_of_them() -> None:
    from cxdesk.surveys.formats import limesurvey, qsf

    # Looked at by hand: each of these is true of its file.
    many = qsf.parse((CORPUS / "qualtrics/Many_Question_Types.qsf").read_bytes(), "m")
    assert found(many) == [("no_goal", ""), ("open_many", "Q52")]
    logic = qsf.parse((CORPUS / "qualtrics/Survey_Logic_EVERYWHERE.qsf").read_bytes(), "l")
    assert found(logic) == [("no_goal", "")]
    nps = limesurvey.parse((CORPUS / "limesurvey/Demo_Net_Promoter_Score.lss").read_bytes(), "n")
    assert found(nps) == [("no_goal", "")]
