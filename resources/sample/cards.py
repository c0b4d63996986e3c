"""What Alder Lifts knows about its own data: whom each survey asked, how, and what it can't tell."""

from resources.sample.names import SILENT
from resources.sample.surveys import EMPLOYEES, INSTALLATION, RELATIONSHIP, REPAIR

CARDS: dict[str, dict[str, str]] = {
    RELATIONSHIP: {
        "population": "contacts of all customers with a service contract",
        "method": "invitation by e-mail, some by link",
        "lens": "service as customers see it; prices and contracts were not asked about",
        "known_bias": f"two in three did not answer, among them everybody at {SILENT[0]} and {SILENT[1]}",
    },
    REPAIR: {
        "population": "whoever reported a breakdown",
        "method": "link after each visit",
        "lens": "the one visit, not the contract",
        "known_bias": "who had no breakdown is not heard",
    },
    INSTALLATION: {
        "population": "building managers who took over a new lift",
        "method": "link after the handover",
        "lens": "planning, works and handover; nothing after the first check",
        "known_bias": "few installations, so few answers",
    },
    EMPLOYEES: {
        "population": "all employees who meet customers or plan for them",
        "method": "link by e-mail, in confidence",
        "lens": "what employees believe that customers think",
        "known_bias": "small departments are hidden; dispatchers on duty had less time to answer",
    },
}
