"""Carry the texts of the code into the catalogues, and compile these: `make translations`.

Catalogues hold no dates, no line numbers and no tool's name, so that a change shows only what changed.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("nl", "hu", "uk", "fa")
PACKAGES = ("cxdesk", "exports", "ui")
KEYWORDS = {
    "_": None, "N_": None, "gettext": None, "translate": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "NP_": ((1, "c"), 2)
}  # fmt: skip
NOTE = "# Texts of cxdesk. `make translations` adds new ones; every entry is filled, none is fuzzy.\n"
LEFT_OUT = tuple(
    f'"{name}'.encode()
    for name in (
        "Project-Id",
        "POT-Creation",
        "PO-Revision",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
    )
)


def extract() -> Catalog:
    """Every text that the code marks, with the files it stands in."""
    found = Catalog(fuzzy=False)
    for name, key, context in sorted(_marked(), key=lambda one: (one[0], str(one[1]), one[2] or "")):
        found.add(key, locations=[(name, None)], context=context)
    return found


def _marked() -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    for package in PACKAGES:
        rows = extract_from_dir(
            ROOT / package, method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
        )
        for name, _line, key, _comments, context in rows:
            yield f"{package}/{name}", key if isinstance(key, str) else (key[0], key[1]), context


def read(language: str) -> Catalog:
    """The catalogue of one language as it stands, or an empty one."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, fuzzy=False)
    return read_po(BytesIO(path.read_bytes()), locale=language)


def update(language: str, texts: Catalog) -> tuple[int, int]:
    """Write one catalogue with exactly these texts, keeping what is translated; returns texts and gaps."""
    old = read(language)
    new = Catalog(locale=language, project="cxdesk", charset="utf-8", fuzzy=False, header_comment=NOTE)
    for message in _messages(texts):
        kept = old.get(message.id, message.context)
        string = kept.string if kept is not None and isinstance(kept.id, type(message.id)) else None
        added = new.add(message.id, string or None, locations=message.locations, context=message.context)
        added.flags.discard("python-format")  # a % before a letter is a percentage here
        if isinstance(added.string, tuple) and len(added.string) != new.num_plurals:
            added.string = ("",) * new.num_plurals
    _write(new, FOLDER / f"{language}.po")
    return len(new), sum(not filled(message) for message in _messages(new))


def filled(message: Message) -> bool:
    """Whether every form of the text is translated."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _write(catalog: Catalog, path: Path) -> None:
    out = BytesIO()
    write_po(out, catalog, width=110, include_lineno=False, ignore_obsolete=True)
    lines = out.getvalue().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if not line.startswith(LEFT_OUT)))


def compile_all() -> None:
    """Write a .mo beside each .po, so that nothing is compiled when a window opens."""
    for path in sorted(FOLDER.glob("*.po")):
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, read(path.stem))


def main(arguments: list[str]) -> None:
    """Update all catalogues and say what is still to be translated."""
    if "--compile" not in arguments:
        texts = extract()
        for language in LANGUAGES:
            total, gaps = update(language, texts)
            sys.stdout.write(f"{language}: {total} texts, {gaps} to be translated\n")
    compile_all()


if __name__ == "__main__":
    main(sys.argv[1:])
