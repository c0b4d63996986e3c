"""Name, intro, thanks and headings of a survey say which of them are a template's words still; what is ours is said."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# The words of the templates as they were until now: what still equals them nobody has made his own. Hashes of name,
# intro and thanks by template, in all their languages, and of the one heading that all of them had.
_WORDS = {
    "call_centre": "8eb9dd0f92 7835c669af 1c4239fbca",
    "complaint": "9fc37cb56b 99118bdceb 1c4239fbca",
    "employees": "5e8fef9fce 639a797970 e477db1ed5",
    "lost_customer": "3107d34d09 d3d7e1976c d444c7412c",
    "onboarding": "47d0ce71e9 67e6986324 1c4239fbca",
    "post_installation": "43200842a7 99326a3b6e 1c4239fbca",
    "post_repair": "7480d4d85d d19cbb4a19 1c4239fbca",
    "relationship_nps": "d15a4ff3db 836f729c2f 1c4239fbca",
    "win_loss": "038df5d87b cb403d3f4e 1c4239fbca",
    "workshop_pulse": "39f11d75e0 d14eaf18ad 63aeca1749",
}
_HEADING = "9294a706ea"


def upgrade() -> None:
    """Three columns; surveys that were begun from a template, and their releases, get the marks that are true of them."""
    for table in ("survey", "section"):
        op.add_column(table, sa.Column("template_texts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("survey", sa.Column("ours", sa.Text(), nullable=False, server_default=""))
    db = op.get_bind()
    points = [name for (name,) in db.execute(sa.text("SELECT name FROM touch_point"))]
    surveys = sa.text(
        "SELECT id, template, languages, listens_at, name, intro, thanks FROM survey WHERE template != ''"
    )
    for number, template, languages, listens_at, *texts in db.execute(surveys).all():
        first, places = (json.loads(languages) or [""])[0], [listens_at, *points]
        marks = _survey_marks(template, first, places, [json.loads(text) for text in texts])
        _write(db, "survey", number, marks)
        for section, title in db.execute(
            sa.text("SELECT id, title FROM section WHERE survey_id = :id"), {"id": number}
        ).all():
            _write(db, "section", section, _section_marks(json.loads(title)))
        for version, document in db.execute(
            sa.text("SELECT id, document FROM survey_version WHERE survey_id = :id"), {"id": number}
        ).all():
            kept = json.loads(document)
            texts = [kept.get(part) or {} for part in ("name", "intro", "thanks")]
            kept["template_texts"] = _survey_marks(template, first, places, texts)
            for part in kept["sections"]:
                part["template_texts"] = _section_marks(part["title"])
            db.execute(
                sa.text("UPDATE survey_version SET document = :document WHERE id = :id"),
                {"id": version, "document": json.dumps(kept, ensure_ascii=False)},
            )


def _survey_marks(template: str, first: str, places: list[str], texts: list[dict[str, str]]) -> list[str]:
    """Which of name, intro and thanks are the template's; behind the name a touch point's may stand in one language."""
    known = _WORDS.get(template, "").split()
    name = dict(texts[0])
    for place in places:
        if place and name.get(first, "").endswith(f": {place}"):
            name[first] = name[first].removesuffix(f": {place}")
            break
    told = zip(("name", "intro", "thanks"), (name, *texts[1:]), known, strict=False)
    return [part for part, words, its in told if _hash(words) == its]


def _section_marks(title: dict[str, str]) -> list[str]:
    return ["title"] if _hash(title) == _HEADING else []


def _write(db: sa.Connection, table: str, number: int, marks: list[str]) -> None:
    words = sa.text(f"UPDATE {table} SET template_texts = :marks WHERE id = :id")
    db.execute(words, {"id": number, "marks": json.dumps(marks)})


def _hash(texts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:10]
