"""The analyst's appendix: every score with margin, method and answers, by round and segment, and what does not count."""

from sqlalchemy.orm import Session

from cxdesk.accounts.queries import segments
from cxdesk.analysis.compare import compare
from cxdesk.analysis.figure import METHOD_NAMES, Figure
from cxdesk.analysis.scores import figures
from cxdesk.i18n import _, language, number, percent, signed
from cxdesk.programme.report import Part, Table, Words
from cxdesk.programme.report_parts import Ground, scores
from cxdesk.responses.about_data import segments_line
from cxdesk.responses.why import differences

NOTHING = "–"
MOST_SEGMENTS = 8


def made(session: Session, ground: Ground) -> list[Part]:
    """All of its tables, in the language that is being spoken."""
    rows = ground.scored
    return [
        scores(rows, _("All scores, lowest first"), _("No question with a scale has answers.")),
        Table(
            _("Margins and methods"),
            (_("Question or touch point"), _("Score"), _("From"), _("To"), "n", _("Method")),
            tuple((s.name, *_cells(s.figure)) for s in rows),
        ),
        *_rounds(session, ground),
        *_segments(session, ground),
        Words(_("Why a score may differ from the source tool’s"), tuple(_why(session, ground))),
        Words(_("Methods"), tuple(_methods(ground))),
    ]


def _rounds(session: Session, ground: Ground) -> list[Part]:
    points = ground.found.recommend
    if not points:
        return []
    lang = language()
    told = []
    for at, point in enumerate(points):
        change = compare(point.figure, points[at - 1].figure if at else None, lang).sentence
        told.append((point.round.label_in(lang), *_cells(point.figure)[:4], change))
    heads = (_("Survey round"), "NPS", _("From"), _("To"), "n", _("since the round before"))
    return [Table(_("Would recommend us, by survey round"), heads, tuple(told))]


def _segments(session: Session, ground: Ground) -> list[Part]:
    where, names = ground.found.where, segments(session)[:MOST_SEGMENTS]
    if where.segments or where.accounts or not names or not ground.scored:
        return []
    items = [s.item_id for s in ground.scored]
    table = figures(session, ground.found.survey.id, items, where, "segment", today=ground.today)
    rows = tuple((s.name, *(_short(table.get((s.item_id, name))) for name in names)) for s in ground.scored)
    return [
        Table(_("By segment: score (n)"), (_("Question or touch point"), *names), rows),
        Words("", (segments_line(where.segments_today, language()),)),
    ]


def _why(session: Session, ground: Ground) -> list[str]:
    return list(differences(session, ground.found.survey.id)) or [_("Every row of every file counts.")]


def _methods(ground: Ground) -> list[str]:
    used = {s.figure.method for s in ground.scored} | {p.figure.method for p in ground.found.recommend}
    said = [
        _("A score is the share of answers on the two highest points of the scale; blanks are not counted."),
        _("A difference is called real when the margin of the difference does not hold zero."),
    ]
    if "wilson" in used:
        said.append(_("Shares: Wilson’s interval; differences of shares: Newcombe’s method."))
    if "adjusted_wald" in used:
        said.append(_("NPS: adjusted Wald interval after Rocks."))
    if "t" in used:
        said.append(_("Means: Student’s interval; differences of means: Welch’s."))
    said.append(_("° marks fewer than 30 answers: not ranked, not compared."))
    return said


def _cells(figure: Figure) -> tuple[str, str, str, str, str]:
    """Score, ends of the margin, answers counted, method."""
    decimals = 1 if figure.metric == "mean" else 0

    def end(x: float | None) -> str:
        return NOTHING if x is None else number(x, decimals)

    return (
        _value(figure),
        end(figure.low),
        end(figure.high),
        number(figure.n),
        METHOD_NAMES.get(figure.method, NOTHING),
    )


def _short(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return NOTHING
    few = "°" if figure.few else ""
    return f"{_value(figure)}{few} ({number(figure.n)})"


def _value(figure: Figure) -> str:
    if figure.value is None:
        return NOTHING
    if figure.metric == "nps":
        return signed(figure.value)
    return number(figure.value, 1) if figure.metric == "mean" else percent(figure.value)
