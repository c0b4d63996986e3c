"""Mermaid's `journey` diagrams in and out: sections are stages, tasks are steps with a score and who takes part.

The score of a task runs from 1 to 5 (Mermaid's documentation, "User Journey Diagram"); a feeling of ours
runs from -5 to 5, so 3 is the middle.
"""

import re

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, N_, _, folded, listed, words
from cxdesk.journeys.formats.draft import Draft, Read
from cxdesk.journeys.kinds import FEELING_LIMIT
from cxdesk.journeys.queries import JourneyMap

MOST_LETTERS = 2_000_000
# The lane of those who take part in a step, for which the format has a place.
TAKES_PART = N_("Who takes part")
_LOWEST, _HIGHEST = 1, 5
_MIDDLE = (_LOWEST + _HIGHEST) / 2
_STEP = FEELING_LIMIT / (_HIGHEST - _MIDDLE)
_FENCE = re.compile(r"```mermaid\s*\n(.*?)```", re.DOTALL)
_FRONT = re.compile(r"\A\s*---\n.*?\n---\n", re.DOTALL)
# Words by which the format begins a line of its own, in letters of any size: a name that begins so stands quoted.
_OWN = re.compile(r"(journey\b|title\s|section\s|acc(title|descr)\s*[:{])", re.IGNORECASE)
_HEAD = re.compile(r"^\s*journey\s*$", re.MULTILINE)


def is_mermaid(text: str) -> bool:
    """Whether a text is a journey diagram, alone or in a fenced block."""
    return bool(_HEAD.search(text))


def read(text: str, name: str) -> Read:
    """The diagram as a journey; lines that are none of its kind are named and left out.

    Who takes part in a task becomes a card of what happens; raises UserError where there is no task.
    """
    if len(text) > MOST_LETTERS:
        raise UserError(_("“{name}” is too long for a journey diagram.").format(name=name))
    if fenced := _FENCE.search(text):
        text = fenced.group(1)
    # Blank lines stand for what is skipped, so that lines are numbered as the file has them.
    lines = _FRONT.sub(lambda front: "\n" * front.group().count("\n"), text).splitlines()
    draft = Draft(name)
    actors: dict[str, None] = {}
    feeling = draft.lane("feeling")
    began = False
    for number, raw in enumerate(lines, start=1):
        line = raw.split("%%", 1)[0].strip().rstrip(";").strip()
        if not line:
            continue
        if not began:
            began = line == "journey"
            continue
        word, _space, rest = line.partition(" ")
        if word.lower() == "title":
            draft.name = rest.strip() or name
        elif word.lower() == "section":
            draft.stage(rest.strip())
        elif _OWN.match(line) and word.lower().startswith("acc"):
            continue
        elif (task := _task(line)) is None:
            draft.notes.append(
                _("Line {n} is no task and was left out: {text}").format(n=number, text=line[:80])
            )
        else:
            _add(draft, task, feeling, actors)
    if not draft.has_stages:
        raise UserError(_("“{name}” holds no journey diagram with tasks.").format(name=name))
    draft.persona = listed(actors) if 0 < len(actors) <= 3 else ""
    return draft.done()


def write(journey: JourneyMap) -> str:
    """The map as a journey diagram: stages, steps, feelings as scores, and whose the feelings are.

    Cards of other lanes have no place in the format, but of one that says who takes part. A step without a
    feeling gets the middle score.
    """
    lanes = [lane for lane in journey.lanes if lane.kind == "feeling"]
    feelings = {
        c.step_id: c.feeling
        for c in journey.cards
        if lanes and c.lane_id == lanes[0].id and c.feeling is not None
    }
    part = takes_part_lane(journey)
    taking = {card.step_id: card.words for card in journey.cards if card.lane_id == part}
    who = (lanes[0].whose if lanes else "") or journey.persona
    lines = ["journey", f"    title {_plain(journey.name)}"]
    for stage in journey.stages:
        lines.append(f"    section {_plain(stage.name)}")
        for step in stage.steps:
            score = round(_MIDDLE + feelings.get(step.id, 0.0) / _STEP)
            score = min(_HIGHEST, max(_LOWEST, score))
            took = taking.get(step.id) or who
            end = f": {_plain(took)}" if took else ""
            lines.append(f"      {_task_name(step.name)}: {score}{end}")
    return "\n".join(lines) + "\n"


def takes_part_lane(journey: JourneyMap) -> int | None:
    """The lane that says who takes part in a step, by its title in any language; None where there is none."""
    names = {folded(words(language).gettext(TAKES_PART)) for language in LANGUAGES}
    return next((lane.id for lane in journey.lanes if folded(lane.title) in names), None)


def _task(line: str) -> tuple[str, float, list[str]] | None:
    """Name, score and who takes part; the name may hold colons, the score is the last number between two."""
    parts = [part.strip() for part in line.split(":")]
    for at in (len(parts) - 2, len(parts) - 1):
        if at >= 1 and re.fullmatch(r"-?\d+(\.\d+)?", parts[at]):
            actors = [a for part in parts[at + 1 :] for a in (x.strip() for x in part.split(",")) if a]
            return ": ".join(parts[:at]), float(parts[at]), actors
    return None


def _add(draft: Draft, task: tuple[str, float, list[str]], feeling: int, actors: dict[str, None]) -> None:
    name, score, who = task
    if not draft.has_stages:
        draft.stage(_("Journey"))
    if name[:1] == "“" and name[-1:] == "”" and _OWN.match(name[1:]):
        name = name[1:-1]
    step = draft.step(name or "–")
    if not _LOWEST <= score <= _HIGHEST:
        draft.notes.append(
            _("The score {score} of “{step}” is not between 1 and 5; the nearest was taken.").format(
                score=f"{score:g}", step=name
            )
        )
    within = min(_HIGHEST, max(_LOWEST, score))
    draft.card(step, feeling, feeling=round((within - _MIDDLE) * _STEP, 2), grade="opinion")
    if who:
        draft.card(step, draft.lane("does", _(TAKES_PART)), listed(who))
    actors.update(dict.fromkeys(who))


def _task_name(text: str) -> str:
    name = _plain(text)
    return f"“{name}”" if _OWN.match(name) else name


def _plain(text: str) -> str:
    """A name on one line without the signs the format itself uses."""
    return " ".join(re.sub(r"[:;#%]", " ", text).split()) or "–"
