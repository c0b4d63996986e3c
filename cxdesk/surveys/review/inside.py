"""Words from inside a firm: abbreviations that nobody explains, and English terms in a text of another script."""

import re

from cxdesk.surveys.review.words import Words

# An abbreviation of three to five letters, and English words written small in a text of another script.
_ABBREVIATION = r"(?<![A-Za-z])[A-Z]{3,5}(?![A-Za-z])"
_ENGLISH = r"(?<![A-Za-z@./-])[a-z]{2,}(?:[ -][a-z]{2,})+(?![A-Za-z@./-])"
_EXPLAINED = re.compile(r"[A-Z]{3,5} ?\([^()]*\)|\([^()]*\)|<[^<>]*>|\{\{[^{}]*\}\}|`[^`]*`")
# Abbreviations that most people have met, and names of firms that are some.
KNOWN = frozenset(
    [
        "ABN",
        "AEG",
        "ALDI",
        "ASML",
        "ASUS",
        "AUDI",
        "AXA",
        "BMW",
        "CNN",
        "DHL",
        "DSM",
        "FIAT",
        "HBO",
        "HSBC",
        "IBM",
        "IKEA",
        "ING",
        "KFC",
        "KLM",
        "KONE",
        "KPN",
        "LEGO",
        "LIDL",
        "MOL",
        "MTV",
        "NBA",
        "OTP",
        "RTL",
        "SAP",
        "SEAT",
        "SONY",
        "TNT",
        "UPS",
        "VISA",
        "ADHD",
        "ADSL",
        "API",
        "APP",
        "ATM",
        "BBC",
        "BMI",
        "BSN",
        "BTW",
        "CEO",
        "CFO",
        "CTO",
        "DIY",
        "DNA",
        "DVD",
        "EHBO",
        "FAQ",
        "GDPR",
        "AVG",
        "GPS",
        "HDMI",
        "HIV",
        "HTML",
        "IBAN",
        "ISO",
        "KVK",
        "LCD",
        "LED",
        "LGBT",
        "MRI",
        "NATO",
        "NGO",
        "NHS",
        "OLED",
        "PDF",
        "PIN",
        "PTSD",
        "QR",
        "RAM",
        "RSVP",
        "SIM",
        "SMS",
        "SOS",
        "SUV",
        "UEFA",
        "UFO",
        "UN",
        "UNO",
        "URL",
        "USA",
        "USB",
        "VAT",
        "VIP",
        "VPN",
        "WIFI",
        "WWW",
        "XML",
        "ZIP",
    ]
)


def inside_word(text: str, words: Words) -> str:
    """An abbreviation that is called ours or theirs and is not explained, or an English term in another script."""
    term = _ABBREVIATION if words.latin else f"{_ABBREVIATION}|{_ENGLISH}"
    found = re.search(words.ours.format(term=f"(?P<term>{term})"), _EXPLAINED.sub(" ", text))
    return found["term"] if found and found["term"] not in KNOWN else ""
