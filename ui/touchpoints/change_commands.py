"""`cxdesk touchpoints change` and `merge`: every field of a touch point that the window edits."""

from typing import Annotated, Any

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.inventory import inventory
from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, plain_digits, written_day
from cxdesk.planning.touch_point_uses import merge as make_one
from cxdesk.surveys.model import Item, Question
from cxdesk.surveys.queries import survey_named
from cxdesk.touchpoints import actions, roles
from cxdesk.touchpoints.model import CHANNELS, RACI, READINESS
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json
from ui.touchpoints.as_json import entry_json
from ui.touchpoints.said import named

app = typer.Typer()

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The touch point, by a name or number.")]
ChannelOption = Annotated[str | None, typer.Option("--channel", help=", ".join(CHANNELS) + ".")]
OwnerOption = Annotated[str | None, typer.Option("--owner", help="The person who owns it; “” for nobody.")]
VolumeOption = Annotated[
    str | None, typer.Option("--volume", help="Contacts a year, as a number; “” when nobody knows.")
]
AboutOption = Annotated[str | None, typer.Option("--about", help="What happens there.")]
ExpectedOption = Annotated[str | None, typer.Option("--expectation", help="What customers expect there.")]
DigitalOption = Annotated[
    str | None, typer.Option("--digital", help="yes or no; “channel” goes by the channel.")
]
_READY = listed([state for state in READINESS if state], "en")
_DIGITAL = {"yes": True, "no": False, "channel": None}


def _ready(part: str) -> Any:
    return typer.Option(f"--{part}", help=f"How far it is: {_READY}, or “” when not looked at.")


@app.command("change")
def change_one(
    file: FileArgument,
    name: NameArgument,
    new_name: Annotated[str | None, typer.Option("--name", help="Another name.")] = None,
    channel: ChannelOption = None,
    function: Annotated[
        str | None, typer.Option("--function", help="The function that answers for it.")
    ] = None,
    owner: OwnerOption = None,
    about: AboutOption = None,
    expectation: ExpectedOption = None,
    volume: VolumeOption = None,
    digital: DigitalOption = None,
    process: Annotated[str | None, _ready("process")] = None,
    skill: Annotated[str | None, _ready("skill")] = None,
    practice: Annotated[str | None, _ready("practice")] = None,
    checked: Annotated[
        str | None, typer.Option("--checked", help="The day it was last found to be so, 2026-11-27.")
    ] = None,
    names: Annotated[
        list[str] | None, typer.Option("--also", help="All its other names; once “” takes them away.")
    ] = None,
    parts: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="FUNCTION=LETTERS", help=f"Who does what: {', '.join(RACI)}."),
    ] = None,
    asks: Annotated[
        list[str] | None, typer.Option("--asked-by", help="Code of a question on how it was.")
    ] = None,
    expects: Annotated[
        list[str] | None, typer.Option("--expected-by", help="Code of a question on what was expected.")
    ] = None,
    not_asked: Annotated[
        list[str] | None, typer.Option("--not-asked-by", help="Code of a question to be taken off.")
    ] = None,
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change what is given of a touch point, in one step; what is not given stays."""
    changes = {"name": new_name, "channel": channel, "function": function, "owner": owner}
    written: dict[str, Any] = described(about, expectation, volume, digital)
    written |= {
        k: v for k, v in (("process", process), ("skill", skill), ("practice", practice)) if v is not None
    }
    if checked is not None:
        written["checked_on"] = written_day(checked) if checked.strip() else None
    letters = [_part(text) for text in parts or ()]
    with opened(file) as project:
        number = named(project.read(inventory), name).row.id
        told_by = ((asks, "experience"), (expects, "expectation"), (not_asked, ""))
        asked = [code for codes, _kind in told_by for code in codes or ()]
        survey_id = project.read(survey_named, survey).id if asked else 0
        items = {code: project.read(_items_named, survey_id, code) for code in asked}

        links = [(i, kind) for codes, kind in told_by for code in codes or () for i in items[code]]
        project.run(_("Change a touch point"), _carry_out, number, changes, written, names, letters, links)
        found = project.read(inventory)
    entry = next(e for e in found.entries if e.row.id == number)
    say_json(entry_json(entry)) if as_json else say(_("“{name}” is changed.").format(name=entry.row.name))


def _carry_out(
    session: Session,
    number: int,
    changes: dict[str, str | None],
    written: dict[str, Any],
    names: list[str] | None,
    letters: list[tuple[str, str]],
    links: list[tuple[int, str]],
) -> None:
    """All of it in one step; a link of no kind takes the question off."""
    actions.change(session, number, **{k: v for k, v in changes.items() if v is not None})
    actions.describe(session, number, **written)
    if names is not None:
        actions.set_synonyms(session, number, names)
    for function, theirs in letters:
        if "A" in theirs.upper():
            roles.move_accountable(session, number, function)
        roles.set_letters(session, number, function, theirs)
    for item, kind in links:
        if kind:
            actions.link(session, number, item)
            actions.set_asks(session, number, item, kind)
        else:
            actions.unlink(session, number, item)


@app.command("merge")
def merge_two(
    file: FileArgument,
    name: NameArgument,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The one that is the same and goes.")],
    as_json: JsonOption = False,
) -> None:
    """Make two touch points one: the first stays and gets the other's questions, cards, parts and names."""
    with opened(file) as project:
        found = project.read(inventory)
        stays, goes = named(found, name).row, named(found, other).row
        if stays.id == goes.id:
            raise UserError(_("“{name}” and “{other}” are one touch point.").format(name=name, other=other))
        project.run(_("Make two touch points one"), make_one, stays.id, goes.id)
        found = project.read(inventory)
    entry = next(e for e in found.entries if e.row.id == stays.id)
    words = _("“{other}” is “{name}” now.").format(other=goes.name, name=entry.row.name)
    say_json(entry_json(entry)) if as_json else say(words)


def described(
    about: str | None, expectation: str | None, volume: str | None, digital: str | None = None
) -> dict[str, Any]:
    """What `actions.describe` is to write; what is no number of contacts or no yes or no is a UserError."""
    found: dict[str, Any] = {}
    if about is not None:
        found["about"] = about
    if expectation is not None:
        found["expectation"] = expectation
    if volume is not None:
        found["volume"] = _contacts(volume)
    if digital is not None:
        if digital not in _DIGITAL:
            sentence = _("“{value}” is not known. Choose one of: {known}.")
            raise UserError(sentence.format(value=digital, known=listed(_DIGITAL)))
        found["is_digital"] = _DIGITAL[digital]
    return found


def _contacts(text: str) -> int | None:
    plain = plain_digits(text.strip())
    if not plain:
        return None
    if not plain.isdecimal():
        raise UserError(_("“{value}” is no number of contacts a year. Write digits only.").format(value=text))
    return int(plain[:20])


def _part(text: str) -> tuple[str, str]:
    function, sign, letters = text.rpartition("=")
    if not sign or not function.strip():
        raise UserError(_("“{part}” is no part. Write it as Service=RA.").format(part=text))
    return function.strip(), letters


def _items_named(session: Session, survey_id: int, code: str) -> list[int]:
    """The items of a question, or the one item, of this code; a UserError where there is none."""
    query = select(Item.id, Item.code, Question.code).join(Question, Question.id == Item.question_id)
    rows = session.execute(query.where(Question.survey_id == survey_id).order_by(Item.id)).all()
    found = [item for item, _own, question in rows if question == code]
    found = found or [item for item, own, _question in rows if own == code]
    if not found:
        raise UserError(_("There is no question “{code}” in this survey.").format(code=code))
    return found
