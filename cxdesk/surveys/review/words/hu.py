"""Hungarian; beginnings of words carry all their endings."""

from cxdesk.surveys.review.words import Words

WORDS = Words(
    joins=frozenset({"és", "s", "valamint", "illetve", "vagy", "&"}),
    judged=(
        "gyors", "barátságos", "udvarias", "segítőkész", "kedves", "minőség", "árak", "árai", "áráv", "árain", "költség", "világos", "érthető", "egyértelmű",
        "könny", "egyszerű", "megbízható", "pontos", "szakszerű", "szakértelm", "szaktudás", "hozzáért", "felkészült", "teljes", "hasznos",
        "szállítás", "kiszállítás", "szolgáltatás", "termék", "személyzet", "munkatárs", "támogatás", "kommunikáció", "tájékoztatás", "tiszta", "biztonság",
        "kényelm", "elérhető", "késő", "késett", "udvariatlan", "lassú", "drága", "olcsó", "számla", "számlá", "telepítés", "beszerelés", "javítás", "magyarázat",
        "tanács", "türelm", "figyelm", "hozzáállás", "őszinte", "megfizethető", "kedvesség", "kiszolgálás", "megold", "alapos", "funkció", "gyakoriság", "hatékony", "jövőkép", "stratégi", "időben", "hőmérséklet", "parkol", "nyitvatart", "világítás", "zaj", "rend",
    ),
    pairs=(
        r"termék\w* (?:és|vagy|illetve) szolgáltatás\w*", r"javítás\w* és karbantartás\w*", r"gyorsan és egyszerűen", r"gyors és egyszerű",
        r"szolgáltatás\w* és támogatás\w*",
    ),
    second=r"(?:és|valamint|illetve|vagy) (?:miért|hogyan|mennyire|mikor|hol|ki|milyen|hányszor|mennyi)",
    leading=(
        r"ugye", r"(?<=, )igaz(?= ?\?)", r"mennyire (?:volt |van )?(?:elragadtatva|lenyűgözve|örül|örült|lelkes)", r"(?:a )?szakértők (?:szerint|egyetértenek|úgy)",
        r"(?:a )?kutatások (?:szerint|bizonyítják|azt mutatják)", r"nem gondolja(?:,)?(?: hogy)?", r"(?<!vagy )nem ért egyet", r"egyetért(?:-e)?(?: ön)?(?: azzal)?,? hogy",
        r"mint (?:azt )?(?:ön )?tudja", r"mindenki (?:tudja|szereti|imádja)", r"mennyire nyűgözt\w+", r"a legtöbb (?:ember|ügyfél)\w* (?:szerint|úgy|azt|egyetért)",
        r"mennyire (?:élvezte|imádta)", r"mennyivel (?:jobb|könnyebb|gyorsabb|kényelmesebb)\w*(?! vagy)",
        r"(?:a|az|ez a|ezt a|ilyen) (?:kiváló|fantasztikus|nagyszerű|remek|csodálatos|díjnyertes|világszínvonalú|szörnyű|borzalmas|rettenetes|botrányos|nevetséges)",
    ),
    boast=(
        r"(?:vadonatúj|továbbfejlesztett|magasan képzett|kiválóan képzett|elkötelezett|közkedvelt|innovatív|forradalmi|villámgyors|szupergyors|verhetetlen|páratlan|első osztályú|leggyorsabb|legbiztonságosabb),? (?:(?!az? |és )[\w-]+,? ){0,3}[\w-]+(?:unk|ünk|aink|eink|ink)\w*",
        r"(?:^|(?<=[.?!] ))nem (?:lenne|volna|érzi|látja|szeretné|kellene|örülne|jobb|kényelmesebb)(?! jobb vagy)", r"(?:sok|a legtöbb|minden) (?:más )?[\w-]+(?:höz|hoz|hez) hasonlóan", r"(?:^|(?<=[.?!] ))nem \w+ (?:be |meg |ki )?mindig", r"mennyivel (?:múlta|szárnyalta|haladta)", r"(?:mint|ahogy|ahogyan) a legtöbb (?:\w+ )?(?:ügyf|ember|felhasznál)\w+", r"(?<=, )(?:nem igaz|nemde|nem|ugyebár|így van)(?= ?\?)",
        r"mennyire (?:örült|bosszantotta|zavarta|idegesítette|dühítette|csalódott),? (?:hogy|amikor)", r"(?:milyen|mennyire) súlyosan", r"mennyit (?:ártott|szenvedett)", r"miért részesít\w+ előnyben (?:az? )?[\w-]*(?:unkat|ünket|minket)", r"miért bízik (?:bennünk|az? \w+unkban)",
        r"ön(?:t|nek)? is (?:bosszant|zavar|idegesít|dühít|tetszik|úgy (?:gondol|vél|érz)|szeret|fontosnak|jónak|hasznosnak|kényelmesnek|örül|utál)\w*", r"támogat\w+ (?:az? )?(?:tisztességes|becsületes|felelős|igazságos)",
    ),
    two_things=(
        r"elégedett (?:[\w-]+ ){0,3}?[\w-]+(?:al|el) (?:és|valamint|meg) (?:az? )?[\w-]+(?:al|el)", r"(?:értékeli|tartja|találja) (?:az? )?[\w-]+(?:unkat|ünket|át|ét) (?:és|valamint) (?:az? )?[\w-]+(?:unkat|ünket|át|ét)",
        r"(?:megfelelő|kényelmes|érthető|tiszta) (?:önnek |volt )?az? (?:[\w-]+ )?[\w-]+ és az? [\w-]+", r"(?:^|(?<=[.?!] ))(?!elégedett)[\w-]+(?:ta|te|tt) [^.?!]{2,50}(?:, és (?!hogy|ha)(?:\w+ )?[\w-]+(?:ta|te|tt)| és [\w-]+(?:ta|te))", r"könnyű (?:volt )?[\w-]+ni [^.?!]{2,60} és [^.?!]{0,30}[\w-]+ni",
    ),
    one_thing=r"között|közti|közötti|együtt",
    ours=r"{term}-(?:\w*(?:unk|ünk|nk)\w*|j[aáeé]\w*)",
    sure=r"bizonyára|biztosan|természetesen|nyilvánvalóan|nyilván|magától értetődő\w*",
    negations=r"nem|ne|sem|nincs|nincsen|nincsenek|sincs",
    negative=(
        "elégedetlen", "érthetetlen", "lehetetlen", "valószínűtlen", "boldogtalan", "barátságtalan", "elfogadhatatlan", "jelentéktelen", "fontatlan",
        "pontatlan", "hiányos", "megtilt", "tilos", "megakadályoz", "nélkül", "képtelen", "ellenez",
    ),
    harmless=(
        r"nem (?:alkalmazható|értelmezhető|vonatkozik\w*)", r"nem tudom", r"nem biztos", r"egyáltalán nem", r"ha nem", r"vagy (?:sem|nem)", r"nem csak", r"nemcsak", r"ne (?:habozzon|aggódj\w*)",
        r"igen (?:vagy|/) nem", r"ha [^,.;?]*?(?:nem|nincs)[^,.;?]*", r"elégedett vagy elégedetlen", r"nem probléma",
    ),
    without=r"nélkül",
    aside=(
        r"(?:ami|amely|aki|ahol|amikor|amíg|ahová|ahonnan)\w* [^,.;?!]*",
        r"(?:mert|mivel|ha|hiszen|bár|noha|mielőtt|nehogy|miközben) [^,.;?!]*",
        r"oka\w* [^.?]*",
    ),
    open=r"mely\w*|hány\w*|(?:^|, )(?:miért|mi|mit|mik|miket|milyen|ki|kik|kit|hol|mikor|hány\w*|mennyit|mennyi ideje?|honnan|hogyan)",
    counts=r"hány\w*|milyen gyakran|mely\w*",
    that=r"hogy",
    jargon=(
        "nps", "csat", "ces", "cx", "kpi(?:-\\w+|k)?", "sla(?:-\\w+|k)?", "roi", "fte", "touchpoint\\w*", "érintkezési pont\\w*", "omnichannel", "end-to-end", "értékajánlat\\w*",
        "stakeholder\\w*", "customer journey", "ügyfélút\\w*", "szinergi\\w+", "churn", "lemorzsolódás\\w*", "b2b", "ux(?:-\\w+)?", "cross-?channel", "customer success", "súrlódásmentes\\w*", "vásárlási út\\w*", "onboarding\\w*", "eszkaláció\\w*", "value[- ]added", "single point of contact", "account management\\w*", "l[1-3](?:-\\w+)?", "go-live", "pain point\\w*", "proaktív\\w*",
    ),
    overall=r"összességében|mindent összevetve|általánosságban|általában véve|egészében véve",
    sensitive=(
        r"vallás\w*", r"etnikai\w*", r"etnikum\w*", r"faji\w*", r"nemzetiségi hovatartozás\w*", r"szexuális (?:irányultság|orientáció)\w*", r"szakszervezet\w*", r"politikai (?:párt|nézet|vélemény|hovatartozás)\w*",
        r"fogyatékosság\w*", r"egészségi állapot\w*", r"az ön egészség\w*", r"betegség\w*", r"orvosi \w+", r"diagnózis\w*", r"büntetett előélet\w*", r"terhes\w*",
    ),
    identifying=(
        r"az ön neve", r"teljes nev\w+", r"kereszt(?:neve|név)\w*", r"vezetékne\w+", r"e-?mail[- ]?cím\w*", r"telefonszám\w*", r"születési (?:dátum|idő|idej)\w*", r"lakcím\w*",
    ),
    good=("kiváló", "kitűnő", "nagyon jó", "jó", "elégedett", "nagyon elégedett", "teljesen elégedett", "inkább elégedett", "egyetértek", "teljesen egyetértek", "könnyű", "nagyon könnyű", "valószínű", "nagyon valószínű", "nagyszerű", "fantasztikus"),
    bad=("rossz", "nagyon rossz", "gyenge", "elégedetlen", "nagyon elégedetlen", "teljesen elégedetlen", "inkább elégedetlen", "nem értek egyet", "egyáltalán nem értek egyet", "nehéz", "nagyon nehéz", "valószínűtlen", "nagyon valószínűtlen", "szörnyű"),
    middle=("semleges", "is-is", "közepes", "megfelelő", "átlagos", "elfogadható", "elégedett is"),
    longest=20,
)  # fmt: skip
