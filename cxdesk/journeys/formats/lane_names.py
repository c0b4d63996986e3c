"""What people and other tools call the lanes of a map, and how a lane is named so that its kind comes back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cxdesk.i18n import LANGUAGES, words
from cxdesk.journeys.actions import INTERNAL_KINDS
from cxdesk.journeys.kinds import INTERACTION, LINE
from cxdesk.journeys.queries import LANE_WORDS, LaneOnMap
from cxdesk.sought import sought

_LAST_BRACKETS = re.compile(r"(.*?)\s*[(\uff08]([^()\uff08\uff09]*)[)\uff09]\s*")
_SIGNS = re.compile(r"[\W_]+")
_COMMA = re.compile(r"[,،;]\s*")
_INTERNAL = "internal"
# One and many, and what sticky notes and other tools say, beside our own words: en, nl, hu, uk, fa.
_OTHER_NAMES: Mapping[str, str] = {
    "does": "action, actions, customer action, customer actions, customer activity, customer activities, user action, "
    "user actions, doing, does, activity, activities, step, steps, behaviour, behavior, what the customer does; "
    "actie, acties, klantactie, klantacties, handeling, handelingen, activiteit, activiteiten, wat doet de klant; "
    "cselekvés, cselekvések, tevékenység, tevékenységek, ügyfél tevékenysége, mit tesz az ügyfél; "
    "дія, дії, дія клієнта, дії клієнта, активності; کار, کارها, کار مشتری, کارهای مشتری, اقدام, اقدام‌ها, اقدامات",
    "touch_point": "touch point, touchpoint, touchpoints, contact point, contact points, channel, channels, touch; "
    "contactpunt, touchpoint, kanaal, kanalen; kontaktpont, érintkezési pont, érintkezési pontok, csatorna, csatornák; "
    "точка контакту, точка дотику, точки дотику, канал, канали; نقطه تماس, نقطهٔ تماس, کانال, کانال‌ها",
    "sees": "front stage, frontstage, on stage, onstage, customer sees, visible; voor de schermen, wat ziet de klant; "
    "mit lát az ügyfél; на сцені, видиме клієнту; جلوی صحنه, روی صحنه",
    "evidence": "evidence, physical evidence, artefact, artefacts, artifact, artifacts, props; "
    "bewijs, fysiek bewijs, tastbaar bewijs; kézzelfogható bizonyíték, tárgyi bizonyíték, bizonyíték; "
    "матеріальне свідчення, матеріальні свідчення, артефакти; شواهد فیزیکی, گواه, گواه‌ها",
    "feeling": "emotion, emotions, emotional curve, emotion curve, mood curve, satisfaction, sentiment, score, how it "
    "feels; emotie, emoties, emotiecurve, stemming; érzelem, érzelmek, érzelmi görbe, hangulat; емоція, крива емоцій; "
    "هیجان, هیجان‌ها, منحنی احساس",
    "thinking": "thought, thoughts, thinks, customer thoughts, what the customer thinks; gedachte, denkt, denken; "
    "gondolat, gondolatok, mit gondol; думка, думки; فکر, فکرها, اندیشه, اندیشه‌ها, افکار",
    "feels": "feeling, feelings, feels, emotions in words; gevoel, gevoelens; érzés, érzések; "
    "почуття, відчуття, відчуття словами; حس, حس‌ها, احساسات, حس، با واژه‌ها",
    "state_of_mind": "state of mind, states of mind, mindset, attitude; gemoedstoestand, houding; lelkiállapot, "
    "lelkiállapotok, hozzáállás; стан, настрій, душевні стани; حال و هوا, حالت ذهنی, ذهنیت",
    "need": "need, needs, goal, goals, motivation, motivations, motive, motives, expectation, expectations, jobs to be "
    "done, job to be done; behoefte, behoeften, doel, doelen, motivatie, motief, motieven, verwachting, verwachtingen; "
    "igény, igények, szükséglet, szükségletek, cél, célok, motiváció, elvárás, elvárások; "
    "потреба, потреби, ціль, цілі, мотив, мотиви, мотивація, очікування; نیاز, نیازها, هدف, هدف‌ها, اهداف, انگیزه, انتظار, "
    "انتظارات",
    "pain": "pain, pains, pain point, pain points, painpoint, painpoints, problem, problems, issue, issues, friction, "
    "frictions, barrier, barriers, frustration, frustrations; pijn, pijnpunt, probleem, problemen, frustratie, "
    "frustraties, knelpunt, knelpunten; fájdalompont, fájdalompontok, probléma, problémák, fájó pont, fájó pontok; "
    "біль, болі, больова точка, больові точки, проблема, проблеми, трудність; درد, دردها, نقطه درد, نقاط درد, مشکل, "
    "مشکلات, مشکل‌ها, دشواری",
    "delight": "delight, delights, gain, gains, wow moment, wow moments, positive, positives, highlights; "
    "blijdschap, positief, wow moment, plezier, verrukking; örömök, öröm, pozitívum, pozitívumok; радість, радощі, захват; "
    "شادی, خوشحالی, لذت",
    "unexpected": "unexpected behaviour, unexpected behaviours, unexpected behavior, unexpected behaviors, workaround, "
    "workarounds; omweg, omwegen, onverwacht gedrag; kerülőút, kerülőutak; обхідний шлях, обхідні шляхи; "
    "رفتار غیرمنتظره, رفتارهای غیرمنتظره",
    "latent_need": "latent need, latent needs, unmet need, unmet needs, hidden need, hidden needs; latente behoefte, "
    "latente behoeften, onuitgesproken behoefte; rejtett igény, rejtett igények, kimondatlan igény; прихована потреба, "
    "приховані потреби, невисловлена потреба; نیاز پنهان, نیازهای پنهان, نیاز نگفته",
    "observation": "observation, observations, note, notes, research, insight, insights; waarneming, observatie, "
    "observaties, notities; megfigyelés, jegyzet, jegyzetek; нотатка, нотатки; مشاهده, مشاهدات, یادداشت, یادداشت‌ها",
    "behind": "back stage, backstage, behind the scene, behind the scenes, backstage action, backstage actions, back "
    "office; backstage, achter de scherm; háttér, háttérben, háttérfolyamat, háttérfolyamatok, színfalak mögött; "
    "за сценою, бекстейдж; پشت پرده, پشت صحنه",
    "support": "support, support process, support processes, supporting process, supporting processes, support system; "
    "ondersteuning, ondersteunend proces, ondersteunende proces, ondersteuningsproces, ondersteuningsprocessen; "
    "támogató folyamat, támogatás, támogató háttér; допоміжний процес, підтримка, процес підтримки, процеси підтримки; "
    "فرایند پشتیبان, فرآیند پشتیبان, فرآیندهای پشتیبان, پشتیبانی, فرایند پشتیبانی, فرایندهای پشتیبانی",
    "systems": "system, systems, it system, it systems, technology, technologies, tools; systeem, technologie; "
    "rendszer, technológia; система, технологія, технології; سامانه, سیستم, سیستم‌ها, فناوری",
    "employee": "employee feeling, employee feelings, employee experience, employee emotion, employee emotions; "
    "medewerkersbeleving, medewerkerservaring; munkatársi élmény, munkatársak érzései; досвід працівників, емоції "
    "працівників; تجربه کارکنان, احساس کارکنان, حس کارکنان",
    "kpi": "kpi, kpis, measure, measures, metric, metrics, indicator, indicators; maatstaf, meting, metingen, "
    "indicator, indicatoren; mutató, mutatók, mérce, mérőszám, mérőszámok; показник, метрика, метрики; "
    "سنجه, شاخص, شاخص‌ها, معیار, معیارها",
    "opportunity": "opportunity, opportunities, idea, ideas, solution, solutions, improvement, improvements, "
    "recommendations; kans, idee, ideeën, oplossing, oplossingen, verbetering, verbeteringen; lehetőség, ötlet, "
    "ötletek, megoldás, megoldások, fejlesztések; можливість, ідея, ідеї, рішення, покращення; "
    "فرصت, ایده, ایده‌ها, راه‌حل, راه‌حل‌ها, بهبود",
    LINE: "line of visibility, visibility line; zichtlijn, lijn van zichtbaarheid; láthatósági vonal, láthatóság vonala; "
    "лінія видимості; خط دید",
    INTERACTION: "line of interaction, interaction line; interactielijn, lijn van interactie; interakciós vonal, "
    "interakció vonala; лінія взаємодії; خط تعامل",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meant:
    """What a lane's name says: its kind ("" is none of ours), its title ("" is our own word), whether it stays inside.

    `is_sure`: the kind is said in our own word, by itself or in brackets behind the title.
    """

    kind: str
    title: str
    internal: bool
    is_sure: bool = False


def lane_meant(name: str) -> Meant:
    """What kind of lane a name means, however it is typed: "Support process", "Depot (Support processes)"."""
    name = name.strip()
    own, known = _own_names(), _names()
    key = _key(name)
    if key in own:
        return Meant(own[key], "", own[key] in INTERNAL_KINDS, True)
    if key in known:
        return Meant(known[key], name, known[key] in INTERNAL_KINDS)
    found = _LAST_BRACKETS.fullmatch(name)
    if found is None or not found[1]:
        return Meant("", name, False)
    title, inside = found[1], found[2]
    *parts, last = _COMMA.split(inside)
    internal = _key(last) in _internal_words()
    if internal:
        inside = inside[: len(inside) - len(last)].rstrip(" ,،;")
    if internal and not parts:
        before = lane_meant(title)
        return Meant(before.kind, before.title, True, before.is_sure)
    kind = own.get(_key(inside)) or known.get(_key(inside), "")
    if not kind:
        return Meant("", name, False)
    title = "" if own.get(_key(title)) == kind else title
    return Meant(kind, title, internal or kind in INTERNAL_KINDS, _key(inside) in own)


def lane_named(lane: LaneOnMap, language: str) -> str:
    """A lane's name from which its kind is read again, and that it stays inside; no longer than is needed for that."""
    translate = words(language).gettext
    word = translate(LANE_WORDS[lane.kind])
    name = lane.title or word
    meant = lane_meant(name)
    more = [] if (meant.kind or "does", meant.title) == (lane.kind, lane.title) else [word]
    if lane.internal and lane.kind not in INTERNAL_KINDS:
        more.append(translate(_INTERNAL))
    return f"{name} ({', '.join(more)})" if more else name


def _key(name: str) -> str:
    return _SIGNS.sub(" ", sought(name)).strip()


@cache
def _own_names() -> dict[str, str]:
    return {_key(words(x).gettext(word)): kind for x in LANGUAGES for kind, word in LANE_WORDS.items()}


@cache
def _names() -> dict[str, str]:
    return {_key(name): kind for kind, names in _OTHER_NAMES.items() for name in re.split("[,;]", names)}


@cache
def _internal_words() -> frozenset[str]:
    return frozenset(_key(words(x).gettext(_INTERNAL)) for x in LANGUAGES)
