"""Public reviews: a day, one to five stars, a text, and where it stood and how many it reached, if the table says."""

from dataclasses import replace
from typing import Final

from cxdesk.i18n import _, language, pgettext
from cxdesk.importing import names
from cxdesk.importing.dates import order_of
from cxdesk.importing.names import plain, squeezed, unique_names
from cxdesk.importing.plan import SourceColumn
from cxdesk.importing.readers import Layout, Sample
from cxdesk.surveys.definition import ChoiceSpec, Definition, QuestionSpec, ScaleSpec, SectionSpec

FORMAT = "reviews"

MOST_COLUMNS: Final = 25
# What a heading may be called in English, Dutch, Hungarian, Ukrainian, Persian and German; surest words first.
_STARS: Final = ("stars", "starrating", "sterren", "aantalsterren", "csillag", "csillagok", "зірки", "зірок", "ستاره",
                 "ستارهها", "sterne", "star")  # fmt: skip
_RATING: Final = (
    "rating",
    "reviewrating",
    "score",
    "beoordeling",
    "értékelés",
    "оцінка",
    "امتیاز",
    "bewertung",
)
_REVIEW: Final = ("review", "reviewtext", "reviewbody", "reviewcontent", "recensie", "recensietekst", "vélemény",
                  "відгук", "نظر", "rezension", "tweet", "post")  # fmt: skip
_TEXT: Final = ("text", "comment", "body", "content", "message", "tekst", "szöveg", "текст", "متن")
_DATE: Final = ("date", "reviewdate", "publisheddate", "published", "publishedat", "createdat", "createtime", "datum",
                "dátum", "дата", "تاریخ", "postedon", "posted", "reviewedat", "time", "timestamp")  # fmt: skip
_SOURCE: Final = ("source", "platform", "site", "website", "channel", "network", "bron", "platforma", "forrás",
                  "джерело", "منبع", "quelle")  # fmt: skip
_REACH: Final = ("reach", "followers", "follower", "followercount", "views", "impressions", "audience", "bereik", "volgers",
                 "elérés", "követők", "охоплення", "підписники", "بازدید", "دنبالکننده", "reichweite")  # fmt: skip
_TITLE: Final = ("title", "reviewtitle", "headline", "titel", "cím", "заголовок", "عنوان")
_WHO: Final = ("author", "reviewer", "reviewername", "user", "username", "name", "consumername", "auteur", "szerző",
               "автор", "نویسنده")  # fmt: skip
_KEY: Final = ("reviewid", "id", "uuid", "reviewurl", "url", "link", "permalink")
_WORDS: Final = ("ONE", "TWO", "THREE", "FOUR", "FIVE")


def signature(sample: Sample, header_rows: int | None = None) -> Layout | None:
    """By a column of stars from 1 to 5 beside a day and a text, where a heading names stars, reviews or reach."""
    if header_rows not in (None, 1) or len(sample.records) < 2 or sample.width > MOST_COLUMNS:
        return None
    header = [plain(cell) for cell in sample.records[0]]
    place = {squeezed(name): n for n, name in reversed(list(enumerate(header)))}
    stars = _found((*_STARS, *_RATING), place)
    text = _found((*_REVIEW, *_TEXT), place)
    day = _found(_DATE, place)
    if stars is None or text is None or day is None or len({stars, text, day}) < 3:
        return None
    told = squeezed(header[stars]) in _STARS or squeezed(header[text]) in _REVIEW
    if not told and _found(_SOURCE, place) is None and _found(_REACH, place) is None:
        return None
    if not _are_stars(_cells(sample, stars)) or order_of(enumerate(_cells(sample, day))) is None:
        return None
    columns = _columns(header, place, stars, text, day)
    return Layout(
        FORMAT,
        _("Public reviews: each row has a day, one to five stars and a text."),
        1,
        _("The first row holds the names of the columns."),
        columns,
        definition=_definition(columns),
    )


def stars_of(cell: str) -> int | None:
    """1 to 5 out of "4", "4.0", "4/5", "4 stars", "★★★★☆" or "FOUR"; None for anything else."""
    return _STARS_OF.get(cell.strip().casefold())


def _ways(n: int) -> tuple[str, ...]:
    """How so many stars are written."""
    sign = "★" * n
    return (str(n), f"{n}.0", f"{n},0", f"{n}/5", f"{n} / 5", f"{n} out of 5", f"{n} star", f"{n} stars", _WORDS[n - 1],
            sign, sign + "☆" * (5 - n), "⭐" * n)  # fmt: skip


_STARS_OF: Final = {way.casefold(): n for n in range(1, 6) for way in _ways(n)}


def _found(words: tuple[str, ...], place: dict[str, int]) -> int | None:
    return next((place[w] for w in words if w in place), None)


def _cells(sample: Sample, position: int) -> list[str]:
    return [c for r in sample.records[1:] if position < len(r) and (c := r[position].strip())]


def _are_stars(cells: list[str]) -> bool:
    read = [stars_of(c) for c in cells]
    # A few half stars or slips must not hide what the table is; they are reported one by one.
    return bool(cells) and sum(r is not None for r in read) >= 0.9 * len(cells)


def _columns(
    header: list[str], place: dict[str, int], stars: int, text: int, day: int
) -> tuple[SourceColumn, ...]:
    roles = {day: "submitted"}
    for kind, words in (("channel", _SOURCE), ("respondent_key", _KEY), ("personal", _WHO)):
        found = _found(words, place)
        if found is not None:
            roles.setdefault(found, kind)
    reach, title = _found(_REACH, place), _found(_TITLE, place)
    codes = {stars: "stars", text: "review", reach: "reach", title: "title"}
    columns = []
    for n, name in enumerate(unique_names(header)):
        code = codes.get(n, "")
        role = "" if code else roles.get(n, "")
        account = not role and not code and names.fact(name) == "account_key"
        column = SourceColumn(n, name or f"Q{n + 1}", name, code or name or f"Q{n + 1}", cells=(header[n],))
        columns.append(replace(column, role="account_key" if account else role))
    return tuple(columns)


def _definition(columns: tuple[SourceColumn, ...]) -> Definition:
    """What every table of reviews asks, so that stars count as "% satisfied" and nobody takes them for customers'."""
    lang = language()
    choices = tuple(ChoiceSpec(n, {lang: str(n)}, values=_ways(n)) for n in range(1, 6))
    texts = {
        "stars": _("Stars"),
        "review": pgettext("of a product", "Review"),
        "reach": _("Reach"),
        "title": _("Title"),
    }
    kinds = {"stars": "scale", "review": "text", "reach": "number", "title": "text"}
    questions = tuple(
        QuestionSpec(
            c.code,
            kinds[c.code],
            {lang: texts[c.code]},
            scale=ScaleSpec(1, 5) if c.code == "stars" else None,
            choices=choices if c.code == "stars" else (),
            sources=(c.header,),
        )
        for c in columns
        if c.code in kinds
    )
    return Definition(
        {lang: _("Public reviews")}, (SectionSpec({}, questions),), (lang,), audience="public", source=FORMAT
    )
