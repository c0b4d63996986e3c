"""A questionnaire as Qualtrics' survey file (.qsf).

Qualtrics publishes no description of it. What is written here has the keys, types and words of files that Qualtrics
itself wrote; tests/surveys/test_qsf_keys.py holds every one of them against real files, or names its source.
"""

import json
from typing import Any, Final

from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats import qsf
from cxdesk.surveys.formats.carried import Written, notes_on
from cxdesk.surveys.formats.nearest import nearest
from cxdesk.surveys.formats.prepared import with_others_shown, with_row_words
from cxdesk.surveys.formats.qsf_flow_out import Frame
from cxdesk.surveys.formats.qsf_questions_out import Asking, both_checked, ends_in_one_language

Payload = dict[str, Any]

_NEAREST: Final = ("faces", "consent", "pair", "pictures", "matrix_ticks", "date")
# Qualtrics gives numbers of its own, but looks at the form of these first: two letters, then fifteen signs.
_OWN: Final = "cxdesk000000000"
_ID: Final = f"SV_{_OWN}"
_NEVER: Final = "0000-00-00 00:00:00"
_OPTIONS: Final[Payload] = {
    "BackButton": "true", "SaveAndContinue": "true", "SurveyProtection": "PublicSurvey",
    "BallotBoxStuffingPrevention": "false", "NoIndex": "Yes", "SecureResponseFiles": "true", "SurveyExpiration": "None",
    "SurveyTermination": "DefaultMessage", "Header": "", "Footer": "", "ProgressBarDisplay": "None",
    "PartialData": "+1 week", "ValidationMessage": "", "PreviousButton": "", "NextButton": "",
    "SkinLibrary": "qualtrics", "SkinType": "templated",
    "Skin": {"brandingId": None, "templateId": "*base", "overrides": None}, "NewScoring": 1,
}  # fmt: skip
_SCORING: Final[Payload] = {
    "ScoringCategories": [], "ScoringCategoryGroups": [], "ScoringSummaryCategory": None,
    "ScoringSummaryAfterQuestions": 0, "ScoringSummaryAfterSurvey": 0, "DefaultScoringCategory": None,
    "AutoScoringCategory": None,
}  # fmt: skip


def write(definition: Definition) -> Written:
    """The survey as JSON in UTF-8."""
    asking = Asking(with_row_words(with_others_shown(definition)))
    frame = Frame(asking)
    blocks, flow = frame.blocks(), frame.flow()
    options = _OPTIONS
    if len(definition.languages) > 1:
        options = options | {"AvailableLanguages": {lang.upper(): [] for lang in definition.languages}}
    elements = [
        _element("BL", "Survey Blocks", blocks),
        _element("FL", "Survey Flow", flow),
        _element("PROJ", "CORE", {"ProjectCategory": "CORE", "SchemaVersion": "1.1.0"}, third="1.1.0"),
        _element("QC", "Survey Question Count", None, str(len(asking.payloads))),
        _element("RS", f"RS_{_OWN}", None, "Default Response Set"),
        _element("SCO", "Scoring", _SCORING),
        _element("SO", "Survey Options", options),
        *(_element("SQ", p["QuestionID"], p, p["QuestionDescription"]) for p in asking.payloads),
        _element("STAT", "Survey Statistics", {"MobileCompatible": True, "ID": "Survey Statistics"}),
    ]
    whole = {"SurveyEntry": _entry(definition, asking.base), "SurveyElements": elements}
    data = (json.dumps(whole, ensure_ascii=False) + "\n").encode()
    more = (
        *asking.pipes.notes(),
        *both_checked(definition),
        *ends_in_one_language(definition),
        *nearest(definition, _NEAREST),
    )
    return Written(data, notes_on(definition, qsf.parse(data, "survey.qsf"), more))


def _entry(definition: Definition, base: str) -> Payload:
    name = definition.name.get(base) or next(iter(definition.name.values()), "") or "Survey"
    return {
        "SurveyID": _ID, "SurveyName": name, "SurveyDescription": None, "SurveyOwnerID": f"UR_{_OWN}",
        "SurveyBrandID": "cxdesk", "DivisionID": None, "SurveyLanguage": base.upper(),
        "SurveyActiveResponseSet": f"RS_{_OWN}", "SurveyStatus": "Inactive", "SurveyStartDate": _NEVER,
        "SurveyExpirationDate": _NEVER, "SurveyCreationDate": _NEVER, "CreatorID": f"UR_{_OWN}",
        "LastModified": _NEVER, "LastAccessed": _NEVER, "LastActivated": _NEVER, "Deleted": None,
    }  # fmt: skip


def _element(
    kind: str, first: str, payload: Any, second: str | None = None, third: str | None = None
) -> Payload:
    return {
        "SurveyID": _ID,
        "Element": kind,
        "PrimaryAttribute": first,
        "SecondaryAttribute": second,
        "TertiaryAttribute": third,
        "Payload": payload,
    }
