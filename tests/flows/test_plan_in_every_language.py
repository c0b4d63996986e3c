"""One customer's plan, worded, approved and handed out in Dutch, Hungarian and Ukrainian."""

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.i18n import day
from cxdesk.planning import assemble, wording
from cxdesk.planning.model import PlanLine
from cxdesk.planning.plan_queries import plan_for
from cxdesk.project import Project
from exports.pdf.hand_out import hand_out

ACCOUNT = "Harbour Square"
# By kind of line, in order: the words of each; for promises also who, for the quotation also the role.
WORDS: dict[str, dict[str, Any]] = {
    "nl": {
        "name": ("Havenplein", "Kantoren aan het Havenplein"),
        "agreed": "uw facilitair manager",
        "told": [
            "U verwachtte binnen vier uur een monteur; u vertelde ons dat het langer duurt.",
            "Na de oplevering van een nieuwe lift weet u niet wie u kunt bellen.",
            "Het rapport van de reparatie komt laat en zegt niet wat er is veranderd.",
        ],
        "quote": ("’s Ochtends belde ik, en tot de middag kon niemand zeggen wanneer ze zouden komen.", "Gebouwbeheerder, met toestemming"),
        "do": [
            ("Vanaf 1 juni nemen tussen 7 en 10 uur twee mensen storingsmeldingen aan.", "Servicemanager"),
            ("We sms’en u de naam van de monteur en de verwachte aankomsttijd.", "Hoofd planning"),
            ("In elke opleveringsmap zit een kaart met één telefoonnummer.", "Installatiemanager"),
            ("U krijgt het servicerapport binnen twee werkdagen.", "Teamleider onderhoudsverantwoordelijken"),
        ],
        "slip": "de sms-dienst werd een maand later geleverd",
        "since": "U zei dat onze facturen moeilijk te lezen waren. Nu zegt u dat het beter is.",
        "ask": "Stuur ons uiterlijk 15 juni de lijst van huurders die een sms willen krijgen.",
        "points": "Telefoonnummer voor storingsmeldingen en spoedgevallen",
    },
    "hu": {
        "name": ("Kikötő tér", "Kikötő téri irodaház"),
        "agreed": "az Önök létesítményvezetőjével",
        "told": [
            "Négy órán belül várták a szerelőt; azt mondták, tovább tart.",
            "Az új felvonó átadása után nem tudják, kit hívjanak.",
            "A javítási jegyzőkönyv későn érkezik, és nem derül ki belőle, mit cseréltek.",
        ],
        "quote": ("Reggel telefonáltam, és délig senki sem tudta megmondani, mikor jönnek.", "Épületfelügyelő, engedéllyel"),
        "do": [
            ("Június 1-jétől reggel 7 és 10 között ketten fogadják a hibabejelentéseket.", "Szervizvezető"),
            ("SMS-ben elküldjük a szerelő nevét és érkezésének idejét.", "Diszpécserszolgálat-vezető"),
            ("Minden átadási mappában lesz egy névjegykártya egyetlen telefonszámmal.", "Beszerelési vezető"),
            ("A jegyzőkönyvet két munkanapon belül megkapják.", "Karbantartásszervezési csoportvezető"),
        ],
        "slip": "az SMS-szolgáltatás egy hónappal később készült el",
        "since": "Azt mondták, nehezen olvashatók a számláink. Most azt mondják, jobb lett.",
        "ask": "Kérjük, június 15-ig küldjék el azoknak a bérlőknek a listáját, akiknek SMS-t küldjünk.",
        "points": "Hibabejelentés és sürgősségi telefonszám",
    },
    "uk": {
        "name": ("«Портова площа»", "Бізнес-центр «Портова площа»"),
        "agreed": "вашим керівником експлуатації",
        "told": [
            "Ви чекали на майстра протягом чотирьох годин; ви сказали нам, що це триває довше.",
            "Після передачі нового ліфта ви не знаєте, кому телефонувати.",
            "Звіт про ремонт приходить пізно й не каже, що було замінено.",
        ],
        "quote": ("Я телефонувала вранці, і до полудня ніхто не міг сказати, коли приїдуть.", "Управителька будинку, з її згоди"),
        "do": [
            ("З 1 червня двоє людей приймають виклики щодо поломок з 7 до 10 ранку.", "Керівник сервісу"),
            ("Ми надсилаємо вам повідомлення з іменем майстра та часом приїзду.", "Начальник диспетчерської служби"),
            ("У кожній теці для передачі є картка з одним номером телефону.", "Керівник монтажного підрозділу"),
            ("Ви отримуєте звіт протягом двох робочих днів.", "Керівник групи техобслуговування"),
        ],
        "slip": "службу повідомлень було запущено на місяць пізніше",
        "since": "Ви казали, що наші рахунки важко читати. Тепер ви кажете, що стало краще.",
        "ask": "Надішліть нам до 15 червня список орендарів, які мають отримувати повідомлення.",
        "points": "Номер телефону для викликів у разі поломки",
    },
}  # fmt: skip


def word(session: Session, plan_id: int, account_id: int, language: str) -> None:
    """Write and approve everything the plan prints."""
    said = WORDS[language]

    def write(kind: str, owner: int, **fields: str) -> None:
        for name, text in fields.items():
            wording.write(session, kind, owner, name, language, text)

    write("account", account_id, name=said["name"][0], full_name=said["name"][1])
    from resources.sample.plan_texts import CALL

    title, phone, mail, hours = CALL[language]
    write("plan", plan_id, contact_title=title, contact_phone=phone, contact_mail=mail, contact_hours=hours)
    write("plan", plan_id, agreed_with=said["agreed"])
    lines = list(
        session.scalars(select(PlanLine).where(PlanLine.plan_id == plan_id).order_by(PlanLine.position))
    )
    for kind in ("told", "quote", "do", "since", "ask"):
        for at, line in enumerate(x for x in lines if x.kind == kind):
            if kind == "told":
                write("plan_line", line.id, text=said["told"][at % 3])
            elif kind == "quote":
                write("plan_line", line.id, text=said["quote"][0], role=said["quote"][1])
            elif kind == "do":
                text, who = said["do"][at % 4]
                write("plan_line", line.id, text=text, who=who, slip_reason=said["slip"])
            else:
                write("plan_line", line.id, text=said[kind])
    for kind, owner in assemble.owners(session, plan_id):
        if kind == "touch_point":
            write("touch_point", owner, name=said["points"])
    wording.approve(
        session, assemble.owners(session, plan_id), language, "Sanne Visser", datetime(2026, 4, 10)
    )


@pytest.fixture(scope="module")
def project(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("plans")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CXDESK_SETTINGS", str(folder / "settings"))
        made = Project.open(Path(shutil.copy(example_file, folder / "Alder Lifts.cxdesk")))
    yield made
    made.close()


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_plan_is_worded_approved_and_printed(language: str, project: Project, tmp_path: Path) -> None:
    plan = project.read(plan_for, ACCOUNT)
    project.run("Word", word, plan.id, plan.account_id, language)
    assert project.read(assemble.gaps, plan.id, language) == []
    path = hand_out(project, plan.id, language, tmp_path / f"plan_{language}.pdf", datetime(2026, 5, 20))
    doc = pypdfium2.PdfDocument(path.read_bytes())
    first = " ".join(doc[0].get_textpage().get_text_range().split())
    doc.close()
    said = WORDS[language]
    for text in (
        *said["told"],
        said["quote"][1],
        said["do"][0][0],
        said["since"],
        said["ask"],
        said["name"][0],
    ):
        assert text in first, text
    # Text taken from a page has plain spaces.
    assert day(date(2026, 6, 1), language).replace("\u00a0", " ") in first
