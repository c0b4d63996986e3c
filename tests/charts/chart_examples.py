"""One example of each chart, in English and in Persian, with the awkward cases in it."""

from datetime import date

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.intervals import mean_t, nps, wilson
from cxdesk.i18n import number
from exports.charts.data import (
    Bar,
    Bars,
    BeforeAfter,
    BeforeAfterRow,
    Bubble,
    Chart,
    Event,
    HeatMap,
    NpsDistribution,
    Quadrant,
    ScoreRow,
    ScoreRows,
    Trend,
    TrendPoint,
)


def top2(percent: float, n: int, **more: object) -> Figure:
    """% satisfied of n answers with its margin."""
    value, low, high = wilson(round(percent * n / 100), n)
    return Figure("top2", value, n, low=low, high=high, method="wilson", **more)


def recommend(promoters: int, passives: int, detractors: int) -> Figure:
    """An NPS with its margin."""
    value, low, high = nps(promoters, passives, detractors)
    n = promoters + passives + detractors
    return Figure("nps", value, n, low=low, high=high, method="adjusted_wald", scale=(-100.0, 100.0))


def mean(n: int, value: float, variance: float) -> Figure:
    """A mean of a scale from 1 to 5 with its margin."""
    found, low, high = mean_t(n, value, variance)
    return Figure("mean", found, n, low=low, high=high, method="t", scale=(1.0, 5.0))


HIDDEN = top2(60, 3, invited=5, answered=3).suppressed("hidden by the survey’s promise")

_NAMES = {
    "en": {
        "fitter": "Time until a fitter arrives", "handover": "Handover of a new lift", "call": "Emergency call",
        "quote": "Spare part quotation", "invoice": "Invoice", "visit": "Repair visit", "skill": "Skill of the fitter",
        "service": "Service", "install": "Installation", "sales": "Sales", "finance": "Finance",
        "touch": "Touch point", "function": "Function", "satisfied": "% satisfied, margin of error",
        "since": "Since September", "event": "New invoice", "offices": "Offices", "housing": "Housing",
        "hospitals": "Hospitals", "hotels": "Hotels", "all": "all touch points", "loyalty": "loyalty",
        "happy": "% satisfied", "risk": "At risk", "model": "Model", "dangling": "Dangling", "growth": "Growth",
        "revenue": "revenue", "towers": "Niloufar Towers", "clinic": "Arya Clinic", "harbour": "Harbour Square",
        "morning": "7 to 10", "noon": "10 to 13", "after": "13 to 17", "night": "evening, night", "h": "{n} h",
    },
    "fa": {
        "fitter": "زمان رسیدن تعمیرکار", "handover": "تحویل آسانسور نو", "call": "تماس اضطراری",
        "quote": "پیش‌فاکتور قطعه", "invoice": "صورت‌حساب", "visit": "بازدید تعمیر", "skill": "مهارت تعمیرکار",
        "service": "خدمات", "install": "نصب", "sales": "فروش", "finance": "مالی",
        "touch": "نقطهٔ تماس", "function": "بخش", "satisfied": "درصد رضایت، حاشیهٔ خطا",
        "since": "از شهریور", "event": "صورت‌حساب تازه", "offices": "اداری", "housing": "مسکونی",
        "hospitals": "بیمارستان", "hotels": "هتل", "all": "همهٔ نقاط تماس", "loyalty": "وفاداری",
        "happy": "درصد رضایت", "risk": "در خطر", "model": "الگو", "dangling": "سست", "growth": "رشد",
        "revenue": "درآمد", "towers": "برج‌های نیلوفر", "clinic": "درمانگاه آریا", "harbour": "Harbour Square",
        "morning": "۷ تا ۱۰", "noon": "۱۰ تا ۱۳", "after": "۱۳ تا ۱۷", "night": "شب", "h": "{n} ساعت",
    },
}  # fmt: skip


def examples(lang: str) -> dict[str, Chart]:
    """Every chart by its name."""
    t = _NAMES[lang]
    return {
        "score_rows": _score_rows(t),
        "nps_rows": ScoreRows(
            (ScoreRow(t["happy"], recommend(614, 349, 241), recommend(400, 300, 300), chosen=True),)
        ),
        "trend": _trend(t),
        "nps_distribution": NpsDistribution((12, 10, 14, 26, 36, 60, 84, 156, 193, 276, 337)),
        "few_nps_distribution": NpsDistribution((1, 0, 0, 0, 1, 0, 2, 3, 4, 4, 2)),
        "before_after": _before_after(t),
        "bars": Bars(
            tuple(
                Bar(t[name], value, t["h"].format(n=_number(value, lang)), name == "morning")
                for name, value in (("morning", 4.2), ("noon", 2.3), ("after", 1.9), ("night", 2.6))
            )
        ),
        "heat_map": _heat_map(t),
        "quadrant": _quadrant(t),
    }


def long_rows(count: int = 31) -> ScoreRows:
    """As many touch points as a big firm has, with names of 60 characters."""
    name = "How long it took until the fitter of the emergency line came"
    rows = tuple(
        ScoreRow(
            f"{name} {i}", top2(30 + 2 * i, 40 + i), top2(60, 90), detail="Service and installation, north"
        )
        for i in range(count)
    )
    return ScoreRows(rows, "Touch point", "Function", "% satisfied, margin of error", "Since September")


def _number(value: float, lang: str) -> str:
    return number(value, 1, lang)


def _score_rows(t: dict[str, str]) -> ScoreRows:
    return ScoreRows(
        (
            ScoreRow(t["fitter"], top2(48, 412), top2(51, 400), t["service"], 70.0, chosen=True),
            ScoreRow(t["handover"], top2(57, 186), top2(58, 190), t["install"]),
            ScoreRow(t["call"], top2(59, 377), top2(60, 360), t["service"]),
            ScoreRow(t["quote"], top2(63, 17), None, t["sales"]),
            ScoreRow(t["invoice"], top2(74, 298), top2(61, 300), t["finance"]),
            ScoreRow(t["skill"], HIDDEN, None, t["service"]),
        ),
        t["touch"],
        t["function"],
        t["satisfied"],
        t["since"],
    )


def _trend(t: dict[str, str]) -> Trend:
    rounds = (
        (date(2024, 9, 15), recommend(480, 320, 220)),
        (date(2025, 3, 15), recommend(500, 320, 205)),
        (date(2025, 9, 15), recommend(470, 330, 225)),
        (date(2026, 3, 15), recommend(614, 349, 241)),
    )
    return Trend(tuple(TrendPoint(d, f) for d, f in rounds), (Event(date(2026, 1, 3), t["event"]),))


def _before_after(t: dict[str, str]) -> BeforeAfter:
    return BeforeAfter(
        (
            BeforeAfterRow(t["invoice"], top2(74, 298), top2(61, 300)),
            BeforeAfterRow(t["visit"], top2(60, 700), top2(52, 680)),
            BeforeAfterRow(t["call"], top2(59, 377), top2(60, 360)),
            BeforeAfterRow(t["handover"], top2(44, 300), top2(58, 320)),
            BeforeAfterRow(t["quote"], top2(63, 17), None),
            BeforeAfterRow(t["skill"], HIDDEN, None),
        )
    )


def _heat_map(t: dict[str, str]) -> HeatMap:
    numbers = ((61, 55, 70, 52), (44, 39, 66, 47), (92, 90, 93, 89), (58, 51, None, 55), (76, 71, 79, 70))
    cells = tuple(
        tuple(HIDDEN if v is None else top2(v, 19 if i == 3 else 120) for i, v in enumerate(row))
        for row in numbers
    )
    rows = (t["call"], t["fitter"], t["skill"], t["handover"], t["invoice"])
    columns = (t["offices"], t["housing"], t["hospitals"], t["hotels"])
    return HeatMap(rows, columns, cells, 65.0, t["all"], t["touch"])


def _quadrant(t: dict[str, str]) -> Quadrant:
    spots = (
        (t["towers"], 46, 62, 900, False, True), (t["clinic"], 63, 58, 420, True, False),
        (t["harbour"], 88, 68, 640, False, False), ("A", 58, 74, 140, False, False), ("B", 75, 60, 190, True, False),
        ("C", 90, 53, 110, False, False), ("D", 40, 43, 90, False, False), ("E", 52, 35, 160, True, False),
        ("F", 80, 38, 260, False, False), ("G", 86, 32, 90, False, False),
    )  # fmt: skip
    bubbles = tuple(Bubble(n, x, y, size, movable, chosen) for n, x, y, size, movable, chosen in spots)
    corners = (t["risk"], t["model"], t["dangling"], t["growth"])
    return Quadrant(bubbles, t["happy"], t["loyalty"], 65.0, 50.0, corners, t["revenue"])
