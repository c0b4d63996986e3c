"""Dutch."""

from cxdesk.surveys.review.words import Words

WORDS = Words(
    joins=frozenset({"en", "of", "evenals", "alsmede", "&"}),
    judged=(
        "snel", "vlot", "vriendelijk", "beleefd", "behulpzaam", "hulpvaardig", "kwaliteit", "prijs", "prijzen", "kosten",
        "duidelijk", "helder", "gemak", "makkelijk", "eenvoud", "betrouwba", "stipt", "punctual", "professione", "deskundig",
        "kennis", "vakkundig", "nauwkeurig", "volledig", "compleet", "nuttig", "bruikba", "levering", "service", "dienstverlening", "product",
        "personeel", "medewerker", "ondersteuning", "communicatie", "informatie", "netheid", "netjes", "schoon", "veilig", "comfort",
        "bereikba", "beschikba", "ontwerp", "onbeleefd", "traag", "goedkoop", "factuur", "facturen", "installatie",
        "reparatie", "uitleg", "advies", "geduld", "aandacht", "houding", "eerlijk", "begrijpelijk", "betaalba", "levertijd", "opgelost", "grondig", "functie", "functionalit", "frequentie", "effectie", "visie", "strategie", "tijdig",
        "op tijd", "temperatuur", "parkeren", "parkeerplaats", "openingstijd", "verlichting", "geluid",
    ),
    pairs=(
        r"producten (?:en|of) diensten", r"product (?:en|of) dienst", r"reparatie en onderhoud", r"onderhoud en reparatie",
        r"snel en (?:ge)?makkelijk", r"snel en eenvoudig", r"service en ondersteuning",
    ),
    second=r"(?:(?:en|of) (?:hoe|waarom|wanneer|waar|wie)|en (?:was|waren|werd|werden|heeft|hebben|hebt|had|bent|zijn|is|zou|zal|kon|kreeg|vond) (?:u|we|wij|hij|zij|ze|het|de|uw|onze|er|dat|deze))",
    leading=(
        r"toch ook", r"nietwaar|toch(?= ?\?)", r"hoe (?:enthousiast|blij|verrukt|onder de indruk) (?:bent|was|waren) u", r"(?:experts|deskundigen) (?:zijn het|vinden|zeggen)",
        r"onderzoek (?:toont|laat zien|bewijst)", r"(?:bent|was) u (?:ook )?onder de indruk",
        r"bent u het (?:er )?(?:mee |ermee )?(?:niet )?eens dat", r"vindt u (?:ook )?niet", r"u bent het toch", r"(?<!wat )(?<!welke )vindt u ook",
        r"zoals u weet", r"iedereen (?:weet|is dol|vindt|houdt)", r"de meeste (?:mensen|klanten) (?:vinden|denken|zeggen|zijn)",
        r"hoe(?:zeer| erg) (?:hebt|heeft) u genoten", r"hoe leuk vond u", r"hoeveel (?:beter|makkelijker|sneller|fijner) (?:is|was|zijn|waren|vindt|vond)",
        r"(?:onze|ons|deze|dit|zo'n|de|het) (?:uitstekende|voortreffelijke|geweldige|fantastische|prachtige|bekroonde|toonaangevende|verschrikkelijke|vreselijke|schandalige|belachelijke)",
    ),
    boast=(
        r"(?:onze|ons|deze|dit) (?:[\w-]+, |nieuwe(?: en|,)? )?(?:gloednieuwe|verbeterde|deskundige|vakkundige|toegewijde|hardwerkende|vriendelijke|behulpzame|betrouwbare|geliefde|innovatieve|geavanceerde|razendsnelle|supersnelle|bliksemsnelle|ongeëvenaarde|onovertroffen|hoogwaardige|zorgeloze|moeiteloze|hoogopgeleide|ervaren|attente)",
        r"(?:onze|ons) (?:allerbeste|snelste|veiligste|vriendelijkste)", r"(?:^|(?<=[.?!] ))(?:zou|is|was|vindt|denkt|wilt|moet) (?:het|u|dit|dat|deze) (?:ook )?niet (?:beter|fijn|fijner|handig|handiger|prettig|prettiger|mooi|zo|graag|liever|gewoon|tijd|vreemd|vervelend)",
        r"(?:net )?(?:als|zoals) (?:de meeste|veel|alle)(?: van)?(?: onze)?(?: andere)? (?:mensen|klanten|gebruikers)", r"(?<=, )(?:of niet soms|niet waar|hè|vindt u niet|toch)(?= ?\?)",
        r"hoe (?:fijn|leuk|prettig|blij|vervelend|jammer|teleurgesteld|opgelucht) (?:vond|vindt|was|bent) u (?:het )?(?:toen|dat|om te)", r"hoe (?:erg|zwaar|ernstig) (?:heeft|hebben|had|is|zijn|werd) [^.?!]*(?:geschaad|getroffen|benadeeld|gedupeerd)",
        r"(?:hebben|hebt|heeft) (?:wij|we|u) [^.?!]{0,40}niet altijd", r"hoe(?:zeer|veel|ver) (?:overtrof|overtroffen)", r"waarom (?:verkiest|vertrouwt|prefereert) u (?:onze|ons)", r"(?:vindt|voelt|denkt|gelooft|houdt|ergert) u (?:het |zich |er )?ook (?:zo|niet|dat|van|aan)", r"(?:steunt|wilt) u (?:ook )?(?:een )?(?:eerlijke|fatsoenlijke|degelijke|verantwoorde)",
    ),
    two_things=(
        r"(?:over|met|zijn|is|was|waren|beoordeelt u|vindt u|vond u) (?:de|het|onze|ons|uw) (?:[\w-]+ )?en (?:de|het|onze|ons|uw) [\w-]+", r"(?:over|met|zijn|is|was|waren|beoordeelt u|vindt u|vond u) (?:de|het|onze|ons|uw) [\w-]+ en (?:de|het|onze|ons|uw) [\w-]+",
        r"(?:^|(?<=[.?!] ))(?:[\w-]+) [^.?!,]{3,60},? en (?!als|dat|die|wat|toen|omdat|daar|indien|wanneer|terwijl|dan|dus|nu|ook|voor|met|door|waar|zoals|hoe|of|van|aan|bij|naar|over|tegen|tussen|zonder|onder|op|in|uit|om)[\w-]+ (?:hij|zij|ze|wij|we)", r"(?:ge)?makkelijk (?:is |was )?(?:het )?(?:om )?[^.?!]{3,60} te [\w-]+ en [^.?!]{0,40}te [\w-]+",
    ),
    one_thing=r"tussen|zowel|combinatie|samen met",
    ours=r"(?i:onze|ons|uw) {term}",
    sure=r"toch zeker|natuurlijk|uiteraard|vanzelfsprekend",
    negations=r"niet|nooit|geen|niemand|nergens|noch",
    negative=(
        "ontevreden", "onduidelijk", "onmogelijk", "onwaarschijnlijk", "ongelukkig", "onvriendelijk", "oneens", "onbelangrijk",
        "onaanvaardbaar", "onredelijk", "onvolledig", "onnauwkeurig", "verbied", "verbod", "verhinder", "mislukt",
    ),
    harmless=(
        r"niet van toepassing", r"weet (?:ik )?niet", r"niet zeker", r"helemaal niet", r"al dan niet", r"zo niet", r"of niet", r"niet alleen",
        r"niet meer dan", r"aarzel niet", r"geen zorgen", r"ja of nee", r"(?:indien|als|wanneer) (?:u|dit|het|dat) [^,.;]*?(?:niet|geen)[^,.;]*",
        r"geen (?:probleem|verplichting|bezwaar)", r"tevreden of ontevreden", r"eens of oneens", r"waarschijnlijk of onwaarschijnlijk", r"duidelijk of onduidelijk",
    ),
    without=r"zonder",
    aside=(
        r"(?:omdat|doordat|zodat|als|wanneer|indien|toen|tenzij|totdat|hoewel|terwijl|waarvan|waarvoor|waarin|waarmee|waarop) [^,.;?!]*",
        r"(?:(?<=, )die|die (?:u|je|ik|we|wij|ze|zij|hij|het|niet|geen)) [^,.;?!]*",
        r"(?:om|door) te (?:zorgen|voorkomen) [^,.;?!]*", r"redene?n? [^.?]*",
        r"(?:voor|van|door) het niet",
    ),
    open=r"(?:^|, )(?:waarom|wat|welke?|wie|waar\w*|wanneer|hoeveel|hoe lang)",
    counts=r"hoeveel|hoe vaak|welke?",
    that=r"dat",
    jargon=(
        "nps", "csat", "ces", "cx", "kpi'?s?", "sla'?s?", "roi", "fte", "touchpoints?", "omnichannel", "end-to-end", "waardepropositie",
        "stakeholders?", "customer journey", "klantreis", "synergie(?:ën)?", "first[- ]contact resolution", "churn", "b2b", "ux", "customer[- ]centric(?:ity)?", "fricti(?:e|on)loze?", "frictieloos", "(?:cross|multi)-?channel\\S*", "customer[- ]success\\S*", "qbr'?s?", "onboarding\\w*", "escalatiematrix", "value[- ]added", "single point of contact", "turnkey", "escalatie(?:proces|pad)", "pain points?", "go-live", "l[1-3](?:-support)?", "deliverables?", "(?:tweede|derde)lijnssupport",
    ),
    overall=r"over het geheel genomen|al met al|in het algemeen|alles bij elkaar(?: genomen)?|over het algemeen|globaal",
    sensitive=(
        r"religie\w*", r"godsdienst\w*", r"geloofsovertuiging", r"etni\w+", r"ras", r"seksuele (?:geaardheid|voorkeur|gerichtheid)", r"vakbond\w*",
        r"politieke (?:partij|voorkeur|opvatting\w*|overtuiging)", r"handicap", r"beperking hebt", r"uw gezondheid\w*", r"gezondheidstoestand",
        r"medische \w+", r"diagnose", r"strafblad", r"zwanger\w*",
    ),
    identifying=(
        r"uw (?:volledige |voor|achter)?naam", r"uw voornaam", r"uw achternaam", r"e-?mailadres", r"uw e-?mail", r"telefoonnummer", r"geboortedatum", r"uw adres",
    ),
    good=("uitstekend", "zeer goed", "heel goed", "goed", "tevreden", "zeer tevreden", "heel tevreden", "helemaal tevreden", "eens", "helemaal eens", "mee eens", "makkelijk", "gemakkelijk", "zeer gemakkelijk", "waarschijnlijk", "zeer waarschijnlijk", "geweldig", "fantastisch"),
    bad=("slecht", "zeer slecht", "heel slecht", "ontevreden", "zeer ontevreden", "heel ontevreden", "oneens", "helemaal oneens", "mee oneens", "moeilijk", "zeer moeilijk", "onwaarschijnlijk", "zeer onwaarschijnlijk", "verschrikkelijk"),
    middle=("neutraal", "niet tevreden", "noch", "redelijk", "matig", "gemiddeld", "voldoende", "gaat wel"),
    longest=25,
    words_per_minute=202,
)  # fmt: skip
