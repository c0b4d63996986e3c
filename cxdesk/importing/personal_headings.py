"""Which personal data a heading names: in the five languages of the product and in German, French and Spanish."""

import re
from typing import Final

# By the whole of a heading, without its lead-in ("What is your ..."), case, spaces and signs.
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "mail": (
        "email", "emailaddress", "mail", "mailaddress", "youremail", "recipientemail", "contactemail", "workemail",
        "emailadres", "mailadres", "mejl", "emailcím", "emailcíme", "mailcím", "електроннапошта", "електроннаадреса",
        "адресаелектронноїпошти", "елпошта", "емейл", "имейл", "ایمیل", "نشانیایمیل", "آدرسایمیل", "رایانامه",
        "پستالکترونیک", "پستالکترونیکی", "emailadresse", "mailadresse", "courriel", "adresseemail", "adressemail",
        "adressecourriel", "correo", "correoelectrónico", "direccióndecorreoelectrónico", "emaildirección",
    ),
    "ip": (
        "ip", "ipaddress", "clientip", "remoteip", "ipadres", "ipcím", "ipадреса", "آیپی", "نشانیip", "آدرسip",
        "ipadresse", "adresseip", "direcciónip",
    ),
    "phone": (
        "phone", "phonenumber", "telephone", "telephonenumber", "tel", "mobile", "mobilephone", "mobilenumber",
        "cellphone", "contactnumber", "whatsapp", "telefoon", "telefoonnummer", "mobiel", "mobielnummer", "gsm",
        "gsmnummer", "telefon", "telefonszám", "telefonszáma", "mobil", "mobilszám", "mobiltelefon", "телефон",
        "номертелефону", "мобільнийтелефон", "мобільний", "контактнийтелефон", "تلفن", "شمارهتلفن", "شمارهتماس",
        "موبایل", "شمارهموبایل", "تلفنهمراه", "شمارهتلفنهمراه", "telefonnummer", "rufnummer", "handy", "handynummer",
        "mobilnummer", "mobiltelefonnummer", "téléphone", "numérodetéléphone", "téléphoneportable", "teléfono",
        "númerodeteléfono", "teléfonomóvil", "móvil",
    ),
    "name": (
        "name", "names", "fullname", "firstname", "lastname", "middlename", "surname", "givenname", "familyname",
        "firstandlastname", "contactname", "respondentname", "participantname", "personname", "contactperson",
        "recipientfirstname", "recipientlastname", "recipientname", "naam", "voornaam", "achternaam", "volledigenaam",
        "vooren achternaam", "voorenachternaam", "contactpersoon", "roepnaam", "név", "neve", "teljesnév",
        "teljesneve", "keresztnév", "keresztneve", "utónév", "vezetéknév", "vezetékneve", "családnév",
        "kapcsolattartó", "імя", "прізвище", "піб", "повнеімя", "імятапрізвище", "прізвищетаімя", "прізвищеімя",
        "контактнаособа", "نام", "نامخانوادگی", "نامونامخانوادگی", "نامکامل", "اسم", "vorname", "nachname",
        "familienname", "vorundnachname", "vollständigername", "ansprechpartner", "nom", "prénom", "nometprénom",
        "prénometnom", "nomdefamille", "nomcomplet", "nombre", "nombres", "apellido", "apellidos",
        "nombreyapellido", "nombreyapellidos", "nombrecompleto",
    ),
    "login": (
        "username", "user", "login", "loginname", "userid", "gebruikersnaam", "felhasználónév", "імякористувача",
        "نامکاربری", "benutzername", "nomdutilisateur", "nombredeusuario", "usuario",
    ),
    "coordinates": (
        "latitude", "longitude", "lat", "lon", "lng", "long", "latlong", "latlon", "coordinates", "gps", "gpslocation",
        "gpscoordinates", "geopoint", "geolocation", "locationlatitude", "locationlongitude", "locationaccuracy",
        "locationlat", "locationlng", "altitude", "precision", "breedtegraad", "lengtegraad", "coördinaten",
        "szélesség", "földrajziszélesség", "hosszúság", "földrajzihosszúság", "koordináták", "широта", "довгота",
        "координати", "عرضجغرافیایی", "طولجغرافیایی", "مختصات", "breitengrad", "längengrad", "koordinaten",
        "coordonnées", "coordonnéesgps", "latitud", "longitud", "coordenadas",
    ),
    "address": (
        "address", "postaladdress", "homeaddress", "streetaddress", "mailingaddress", "street", "streetname",
        "addressline1", "addressline2", "address1", "address2", "housenumber", "adres", "straat", "straatnaam",
        "huisnummer", "woonadres", "postadres", "cím", "címe", "lakcím", "lakcíme", "postacím", "levelezésicím",
        "utca", "utcaházszám", "адреса", "поштоваадреса", "домашняадреса", "вулиця", "آدرس", "نشانی", "آدرسپستی",
        "نشانیپستی", "خیابان", "anschrift", "adresse", "postanschrift", "straße", "strasse", "hausnummer",
        "straßeundhausnummer", "adressepostale", "rue", "dirección", "direcciónpostal", "calle", "domicilio",
    ),
    "birth": (
        "dateofbirth", "birthdate", "birthday", "dob", "born", "geboortedatum", "születésidátum", "születésideje",
        "születésnap", "датанародження", "деньнародження", "تاریختولد", "روزتولد", "geburtsdatum", "geburtstag",
        "datedenaissance", "fechadenacimiento",
    ),
    "number": (
        "passport", "passportnumber", "iban", "bankaccount", "socialsecuritynumber", "ssn", "bsn", "nationalid",
        "burgerservicenummer", "paspoortnummer", "útlevélszám", "személyiszám", "tajszám", "adóazonosító",
        "номерпаспорта", "паспорт", "ідентифікаційнийкод", "іпн", "کدملی", "شمارهملی", "شمارهشناسنامه",
        "شمارهگذرنامه", "passnummer", "ausweisnummer", "steuernummer", "numérodepasseport", "dni", "nie",
        "númerodepasaporte",
    ),
}  # fmt: skip
_KINDS: Final[dict[str, str]] = {
    word.replace(" ", ""): kind for kind, words in _WORDS.items() for word in words
}

# Words inside a longer heading; they decide only together with the cells.
_INSIDE: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("mail", re.compile(r"e-?mail|courriel|correo|пошт|ایمیل", re.IGNORECASE)),
    ("ip", re.compile(r"(^|[^a-z])ip([^a-z]|$)", re.IGNORECASE)),
    ("phone", re.compile(r"phone|mobi[le]|tele[fp]|cell|handy|gsm|teléf|téléph|телеф|تلفن|موبایل", re.IGNORECASE)),
    ("name", re.compile(r"(first|last|full|sur|your|contact)[\s_-]?name|voornaam|achternaam|keresztn|vezetékn|прізвищ"
                        r"|خانوادگی|vorname|nachname|prénom|apellido", re.IGNORECASE)),
    ("address", re.compile(r"address|street|adres|straat|straße|lakcím|адрес|вулиц|نشانی|آدرس|anschrift|calle|"
                           r"direcci", re.IGNORECASE)),
    ("birth", re.compile(r"birth|geboort|szület|народж|تولد|geburt|naissance|nacimiento", re.IGNORECASE)),
    ("coordinates", re.compile(r"latitude|longitude|gps|coordinat|koordin|координ", re.IGNORECASE)),
)  # fmt: skip
_LEAD_IN: Final = re.compile(
    r"^(please |kindly )?(enter |give |fill in |state |tell us |what is |what's |provide )?(us )?(the |an? )?"
    r"|^(wat is |vul )?|^(mi az )?(az? )?|^(яка? |яке |вкажіть )?|^(bitte )?(geben sie )?(wie lautet |wie ist )?"
    r"|^(quel(le)? est )?|^(cuál es )?",
    re.IGNORECASE,
)
_OWN: Final = re.compile(
    r"^(your|my|uw|jouw|je|mijn|az ön|ön|ваша|ваше|ваш|ihre|ihr|deine|dein|meine|mein|votre|mon|ma|su|tu|mi)\s+",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|[?:*].*$")
_LONGEST: Final = 60


def heading_kind(name: str) -> str:
    """The personal data that the whole heading names ("mail", "phone", ...), or nothing."""
    if len(name) > _LONGEST:
        return ""
    bare = _ASIDE.sub(" ", name).strip()
    for words in (bare, _OWN.sub("", _LEAD_IN.sub("", bare).strip())):
        if kind := _KINDS.get(re.sub(r"[\W_]+", "", words).casefold()):
            return kind
    return ""


def kinds_inside(name: str) -> list[str]:
    """The personal data that words of a longer heading speak of."""
    return [kind for kind, pattern in _INSIDE if pattern.search(name)] if len(name) <= 2 * _LONGEST else []
