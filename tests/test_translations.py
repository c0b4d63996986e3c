"""Every text can be shown in every language: whole catalogues, the same placeholders, plurals that count."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from tests.support import translations

FOLDERS = ("cxdesk", "exports", "ui")
MARKING = {"N_", "NP_", "ngettext"}
SHOWING = MARKING | {"_", "gettext", "pgettext"}
# Where gettext itself is wrapped: these pass on what they are given.
WRAPPERS = {"cxdesk/i18n.py", "cxdesk/sentences.py"}
# A letter of the language's own script, in the two that don't use Latin letters.
SCRIPTS = {"uk": re.compile(r"[а-яіїєґ]", re.IGNORECASE), "fa": re.compile(r"[\u0621-\u06cc]")}


@pytest.fixture(scope="session")
def texts() -> Catalog:
    return translations.extract()


@pytest.fixture(params=translations.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_text_of_the_code_is_translated(language: str, texts: Catalog) -> None:
    catalog = translations.read(language)
    missing = [first(m) for m in entries(texts) if not is_filled(catalog.get(m.id, m.context), m)]
    assert not missing, (
        f"{len(missing)} texts lack {language}; run `make translations`, then fill: {missing[:5]}"
    )


def test_no_catalogue_keeps_a_text_the_code_has_dropped(language: str, texts: Catalog) -> None:
    known = {(first(m), m.context) for m in entries(texts)}
    held = entries(translations.read(language))
    left_over = [first(m) for m in held if (first(m), m.context) not in known]
    assert not left_over, f"run `make translations`; {language} still holds {left_over[:5]}"


def test_no_entry_is_fuzzy_or_obsolete(language: str) -> None:
    catalog = translations.read(language)
    assert [first(m) for m in entries(catalog) if m.fuzzy] == []
    assert list(catalog.obsolete) == []


def test_placeholders_are_the_same_in_every_translation(language: str) -> None:
    wrong = [first(m) for m in entries(translations.read(language)) if not same_placeholders(m, language)]
    assert not wrong


def test_plural_forms_are_those_of_the_language(language: str) -> None:
    catalog = translations.read(language)
    canonical = Catalog(locale=language)
    assert (catalog.num_plurals, catalog.plural_expr) == (canonical.num_plurals, canonical.plural_expr)
    plurals = [m for m in entries(catalog) if m.pluralizable]
    assert [first(m) for m in plurals if len(m.string) != canonical.num_plurals] == []


def test_spaces_at_the_ends_are_kept(language: str) -> None:
    def ends(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    wrong = [
        first(m)
        for m in entries(translations.read(language))
        if any(form and ends(form) != ends(first(m)) for form in forms(m.string))
    ]
    assert not wrong


@pytest.mark.parametrize("language", SCRIPTS)
def test_translations_are_written_in_the_script_of_the_language(language: str) -> None:
    """A few names stay Latin (NPS, CSV); a catalogue of copied English would not pass."""
    worded = [m for m in entries(translations.read(language)) if re.search(r"[a-z]{3} [a-z]{2}", first(m))]
    assert worded, f"{language}.po is empty"
    latin = [first(m) for m in worded if not all(SCRIPTS[language].search(form) for form in forms(m.string))]
    assert not latin


@pytest.mark.parametrize("language", ["nl", "hu"])
def test_translations_are_not_the_english_again(language: str) -> None:
    worded = [m for m in entries(translations.read(language)) if len(first(m).split()) > 3]
    assert worded, f"{language}.po is empty"
    assert [first(m) for m in worded if first(m) in forms(m.string)] == []


def test_a_catalogue_says_nothing_about_the_day_or_the_place_it_was_made(language: str) -> None:
    path = translations.FOLDER / f"{language}.po"
    assert path.exists(), "run `make translations`"
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"Creation-Date|Revision-Date|Generated-By|^#: .*:\d|^#: /", text, re.MULTILINE)


def test_every_text_is_written_out_where_it_is_marked() -> None:
    """An f-string, a sum or a formatted text is never found in a catalogue at run time."""
    wrong = []
    for name, call in marked_calls():
        literal_wanted = name_of(call) in MARKING
        if any(not allowed(argument, literal_wanted) for argument in text_arguments(call)):
            wrong.append(f"{name}:{call.lineno}: {ast.unparse(call)[:80]}")
    assert not wrong


def test_no_text_is_translated_while_a_module_loads() -> None:
    """The language is chosen later; a text at module level is marked with N_ and shown with _ when needed."""
    early = [
        f"{name}:{call.lineno}: {ast.unparse(call)[:80]}"
        for name, tree in trees()
        for call in calls_at_load(tree)
        if name_of(call) in SHOWING - {"N_", "NP_"}
    ]
    assert not early


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


def first(message: Message) -> str:
    return forms(message.id)[0]


def is_filled(translated: Message | None, wanted: Message) -> bool:
    if translated is None or translated.fuzzy or translated.pluralizable != wanted.pluralizable:
        return False
    return translations.filled(translated)


def placeholders(text: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in Formatter().parse(text) if field is not None}


def same_placeholders(message: Message, language: str) -> bool:
    """Each form names what the English plural names.

    "one answer" may do without its number, but only where the first form means exactly one:
    in Ukrainian it also means 21, in Persian also 0.
    """
    wanted = placeholders(forms(message.id)[-1])
    allowed_first = [wanted]
    if message.pluralizable and language in ("nl", "hu"):
        allowed_first.append(placeholders(first(message)))
    shown = [placeholders(form) for form in forms(message.string) if form]
    return all(found == wanted or (i == 0 and found in allowed_first) for i, found in enumerate(shown))


def trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in FOLDERS:
        for path in sorted((translations.ROOT / folder).rglob("*.py")):
            yield (
                str(path.relative_to(translations.ROOT).as_posix()),
                ast.parse(path.read_text(encoding="utf-8")),
            )


def marked_calls() -> Iterator[tuple[str, ast.Call]]:
    for name, tree in trees():
        if name in WRAPPERS:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node) in SHOWING:
                yield name, node


def name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def text_arguments(call: ast.Call) -> list[ast.expr]:
    if name_of(call) in ("ngettext", "NP_"):
        return call.args[:2]
    return call.args[1:2] if name_of(call) == "pgettext" else call.args[:1]


def allowed(argument: ast.expr, literal_wanted: bool) -> bool:
    """A literal; or, where a marked text is shown, the plain name of where it is kept."""
    if isinstance(argument, ast.Constant):
        return isinstance(argument.value, str) and argument.value != ""
    return not literal_wanted and isinstance(argument, ast.Name | ast.Attribute | ast.Subscript)


def calls_at_load(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls that run on import: not those inside a function, but those in its defaults and decorators."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in (*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)):
                yield from calls_at_load(ast.Expression(part))
        elif not isinstance(node, ast.Lambda):
            if isinstance(node, ast.Call):
                yield node
            yield from calls_at_load(node)


def test_these_checks_can_fail() -> None:
    bad = ast.parse(
        'a = _(f"F {x}")\nb = _("a" + "b")\ndef f(y=_("c")): return _("late")\nc = N_("marked")\n'
    )
    calls = [node for node in ast.walk(bad) if isinstance(node, ast.Call)]
    assert [allowed(call.args[0], False) for call in calls].count(False) == 2
    assert [name_of(call) for call in calls_at_load(bad)] == ["_", "_", "_", "N_"]
    assert not same_placeholders(Message(("{n} row", "{n} rows"), ("один рядок", "{n}", "{n}")), "uk")
    assert same_placeholders(Message(("one row", "{n} rows"), ("één rij", "{n} rijen")), "nl")


def test_equal_words_with_two_meanings_are_two_texts(texts: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    from gettext import GNUTranslations
    from io import BytesIO

    from babel.messages.mofile import write_mo

    from cxdesk import i18n

    assert texts.get("Number") is not None
    assert texts.get("Number", "of an import") is not None
    catalog, out = Catalog(locale="nl"), BytesIO()
    catalog.add("Number", "Getal")
    catalog.add("Number", "Nummer", context="of an import")
    write_mo(out, catalog)
    out.seek(0)
    words = GNUTranslations(out)
    monkeypatch.setattr(i18n, "words", lambda _code: words)
    assert (i18n._("Number"), i18n.pgettext("of an import", "Number")) == ("Getal", "Nummer")


def test_an_apostrophe_is_the_typographic_one_everywhere(texts: Catalog) -> None:
    straight = [f for m in entries(texts) for f in forms(m.id) if re.search(r"[a-z]'[a-z]", f)]
    assert straight == []
