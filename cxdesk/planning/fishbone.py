"""The fishbone of an issue as data: its bones with their causes, and how it is parted where one sheet is too small."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cxdesk.i18n import N_, language, words
from cxdesk.planning.model import BONES
from cxdesk.planning.queries import CauseRow, IssueWhole

BONE_WORDS = {
    "people": N_("People"),
    "process": N_("How we work"),
    "tools": N_("Systems and tools"),
    "rules": N_("Rules and policy"),
    "information": N_("Information"),
    "surroundings": N_("Surroundings"),
    "": N_("Not sorted yet"),
}


@dataclass(frozen=True, slots=True)
class Twig:
    """One cause: how deep it lies below the first of its group, and whether an action is set against it."""

    id: int
    text: str
    depth: int
    treated: bool = False


@dataclass(frozen=True, slots=True)
class Bone:
    """One bone with its groups; a group is a first cause followed by all that lies deeper."""

    code: str
    name: str
    groups: tuple[tuple[Twig, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Fishbone:
    """What it is about and its bones: an even number, those of the upper side first, from tail to head."""

    title: str
    kind: str
    bones: tuple[Bone, ...]

    @property
    def columns(self) -> int:
        """Bones on each side of the spine."""
        return len(self.bones) // 2


def fishbone(issue: IssueWhole, lang: str | None = None) -> Fishbone:
    """The fishbone of an issue, its bones named in a language; causes that hang on no bone have a place of their own at the tail."""
    treated = {a.cause_id for a in issue.actions if a.cause_id is not None and a.state != "dropped"}
    said = words(lang or language()).gettext
    groups: dict[str, list[tuple[Twig, ...]]] = {}
    for first in (c for c in issue.causes if c.deeper_than_id is None):
        twigs = tuple(
            Twig(c.id, c.text, depth, c.id in treated) for c, depth in below(issue.causes, first.id)
        )
        groups.setdefault(first.bone, []).append(twigs)
    bones = [Bone(code, said(BONE_WORDS[code]), tuple(groups.get(code, ()))) for code in BONES]
    half = len(bones) // 2
    upper, lower = bones[:half], bones[half:]
    if loose := groups.get("", []):
        name, middle = said(BONE_WORDS[""]), (len(loose) + 1) // 2
        upper.insert(0, Bone("", name, tuple(loose[:middle])))
        lower.insert(0, Bone("", name, tuple(loose[middle:])))
    return Fishbone(issue.row.title, issue.row.kind, tuple(upper + lower))


def below(causes: Iterable[CauseRow], first_id: int) -> list[tuple[CauseRow, int]]:
    """A cause and all that lies deeper, each followed by its own deeper ones, with depths from 0."""
    children: dict[int | None, list[CauseRow]] = {}
    start: CauseRow | None = None
    for cause in causes:
        children.setdefault(cause.deeper_than_id, []).append(cause)
        start = cause if cause.id == first_id else start
    found: list[tuple[CauseRow, int]] = []
    # Without recursion: a chain may be deeper than Python's stack.
    waiting = [(start, 0)] if start else []
    while waiting:
        cause, depth = waiting.pop()
        found.append((cause, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(cause.id, []))]
    return found


def chains(causes: Sequence[CauseRow]) -> list[tuple[CauseRow, ...]]:
    """Every chain of whys, from a first cause down to one that has none deeper."""
    parent = {c.id: c for c in causes}
    inner = {c.deeper_than_id for c in causes}
    found = []
    for leaf in (c for c in causes if c.id not in inner):
        chain, here = [leaf], leaf
        while here.deeper_than_id is not None:
            here = parent[here.deeper_than_id]
            chain.append(here)
        found.append(tuple(reversed(chain)))
    return found


def parted(fish: Fishbone, parts: Sequence[Sequence[tuple[tuple[Twig, ...], ...]]]) -> list[Fishbone]:
    """One fishbone for each sheet: `parts` has for each bone its groups sheet by sheet."""
    sheets = max((len(p) for p in parts), default=0) or 1
    return [
        replace(
            fish,
            bones=tuple(
                replace(bone, groups=tuple(part[sheet]) if sheet < len(part) else ())
                for bone, part in zip(fish.bones, parts, strict=True)
            ),
        )
        for sheet in range(sheets)
    ]
