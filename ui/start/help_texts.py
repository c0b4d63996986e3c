"""What each room is for, its first steps, and keys of its own, as a table of texts."""

from dataclasses import dataclass, field

from cxdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class RoomHelp:
    """`purpose` is one or two sentences; `steps` in their order; `keys` are (what it does, keys) pairs."""

    purpose: str
    steps: tuple[str, ...]
    keys: tuple[tuple[str, str], ...] = field(default=())


_NEXT = (N_("Go on"), "Ctrl+Enter")
_OPEN = (N_("Open the chosen row"), "Enter")
_DELETE = (N_("Delete the chosen row"), "Del")
_COPY = (N_("Copy the table for a spreadsheet"), "Ctrl+C")
_CUSTOMER = ((N_("Make an issue of the customer"), "F7"), (N_("Open the customer’s plan"), "F8"))

HELP: dict[str, RoomHelp] = {
    "start": RoomHelp(
        N_(
            "Here you see how far the work has come, from a goal to an outcome, and what needs you this week."
        ),
        (
            N_("Look at the finished example: it shows where the work leads."),
            N_(
                "Choose “Use my own data” and give it your survey tool’s export, or drop the file on the window."
            ),
            N_("Or choose “Write a survey”: ten templates are ready, and the file for them is made at once."),
            N_("Follow the line of beads: each one leads to its room."),
        ),
    ),
    "surveys": RoomHelp(
        N_("A survey is its questions, its sections and what you promised those who answer."),
        (
            N_("Import answers and the survey is made from them, or write one yourself."),
            N_("Say for each question which touch point it asks about."),
            N_("Write the questions in every language in which you ask."),
            N_(
                "Under “More” say what it is for, have it reviewed, release it, and ask: on paper, at a kiosk, by a web page."
            ),
        ),
        (
            (N_("Back to the outline"), "Esc"),
            (N_("Write the question that is chosen"), "Enter"),
            (N_("Move what is chosen up"), "Alt+Up"),
            (N_("Move what is chosen down"), "Alt+Down"),
            (N_("Duplicate what is chosen"), "Ctrl+D"),
            (N_("Delete what is chosen"), "Del"),
            (N_("Add a question"), "Ins"),
            (N_("Search the questions"), "Ctrl+F"),
        ),
    ),
    "survey_review": RoomHelp(
        N_(
            "A reviewer reads the questions before your customers do, and says what it found, why, and who says so."
        ),
        (
            N_("Walk the list with the arrow keys; below it stand the reason, the source and what to do."),
            N_("Go to the question, change it and come back: the list is made anew."),
            N_("Switch off a rule that does not suit this survey."),
        ),
        (
            (N_("Go to the question"), "Ctrl+Enter"),
            (N_("Switch the rule of the chosen row off"), "Del"),
            _COPY,
        ),
    ),
    "survey_translations": RoomHelp(
        N_("Every text that respondents read stands here in two languages side by side."),
        (
            N_("Choose the language you read and the one you write."),
            N_(
                "Write what is missing; look at what is marked, because its source changed or it is too long."
            ),
            N_("Or write the list out for a translator and read it back: you see what would change first."),
        ),
        ((N_("Go to the next missing text"), "F7"), (N_("Write the chosen text"), "Enter"), _COPY),
    ),
    "journeys": RoomHelp(
        N_(
            "A journey shows step by step what a customer goes through, how it feels, and how sure you are of it."
        ),
        (
            N_("Make a journey; name its stages and steps."),
            N_("Add cards: double-click a free place, or press Enter there."),
            N_("Link cards to touch points, so that they show their score."),
        ),
        (
            (N_("Write on the card, or add one"), "Enter"),
            (N_("Move the card to the step beside it"), "Alt+Right"),
            (N_("Move the card up, or make a feeling better"), "Alt+Up"),
            (N_("Choose one card more"), "Space"),
            (N_("Choose all cards"), "Ctrl+A"),
            (N_("Copy cards, to paste them here or elsewhere"), "Ctrl+C"),
            (N_("Paste cards, or the cells of a spreadsheet"), "Ctrl+V"),
            (N_("Search the map"), "Ctrl+F"),
            (N_("Open the journey inside a step"), "Ctrl+Return"),
            (N_("Delete the card"), "Del"),
            (N_("Show the whole map"), "0"),
        ),
    ),
    "personas": RoomHelp(
        N_(
            "A sheet for one kind of customer: what they want, what they take for granted, how to speak with them."
        ),
        (
            N_("Add a persona, or a segment of your customers."),
            N_("Write what they want, need and say; say where you know it from."),
            N_("Choose “Checked today” when you have made sure that it is still so."),
        ),
    ),
    "understanding": RoomHelp(
        N_("How well you know your customers: whom you asked, described and walked with, and how long ago."),
        (
            N_("Look at what is missing or older than a year."),
            N_("Open it and check it again, or ask again."),
        ),
    ),
    "compare": RoomHelp(
        N_("What one map has otherwise than another, or than it had on an earlier day."),
        (
            N_("Keep a snapshot before you change a map."),
            N_("Choose the earlier and the later map."),
            N_("Save the list as a page or a table."),
        ),
        (_OPEN, _COPY),
    ),
    "touchpoints": RoomHelp(
        N_("The one list of places where customers meet you, with who answers for each and its score."),
        (
            N_("Add the touch points you know."),
            N_("Give each a channel, a function and an owner."),
            N_("Link questions to them, in the import or under Surveys."),
            N_("Under “Who does what”, type R, A, C or I into a cell; one function answers for each."),
            N_("See what is missing, and what has to be looked at again."),
        ),
        (_OPEN, _COPY),
    ),
    "responses": RoomHelp(
        N_("Every answer as it was given, and every import with what became of its rows."),
        (
            N_("Import answers, or open a score elsewhere and choose “See the answers”."),
            N_("Narrow what is shown with the filters above."),
            N_("Take an import out if it was a mistake; undo brings it back."),
        ),
        (_OPEN, _COPY),
    ),
    "analysis": RoomHelp(
        N_("What matters most, each score with its margin of error and the answers behind it."),
        (
            N_("Read the first finding; the worst score stands first."),
            N_("Choose “See the answers” before you believe it."),
            N_("Choose “Make this an issue” to work on it."),
        ),
        (_OPEN, _COPY),
    ),
    "planning": RoomHelp(
        N_(
            "From an issue to its cause, to actions with owner and day, to the plan a customer holds in hand."
        ),
        (
            N_("Say why it happens, then what you will change."),
            N_("Fill in owner, day, why, goal, expected result and success measure; then start the action."),
            N_("Choose “What will you tell the customer?” and write each sentence for the customer."),
            N_("Approve the wording, then save or print the plan."),
        ),
        ((N_("Go to the next sentence to write"), "Ctrl+Enter"), _OPEN, _DELETE),
    ),
    "followups": RoomHelp(
        N_(
            "A follow-up is a customer who hears back from us because of one answer. Rules say which answers."
        ),
        (
            N_("Write a rule, and see at once how many answers it means."),
            N_("Import answers: a notice says what the rules opened."),
            N_(
                "Note what both sides said; then close it with the root cause, what was done and the customer’s word."
            ),
        ),
        (_OPEN, _NEXT, (N_("Make an issue of the follow-up"), "Ctrl+Shift+I"), _COPY),
    ),
    "reports": RoomHelp(
        N_("Documents for people inside the company: the same figures, told as each of them needs them."),
        (
            N_("Choose whom it is for, look at the page, and write a focus note where you know better."),
            N_("Say who gets it, and it is noted for good when you save."),
            N_(
                "Under “Who gets what” say who gets which document how often; make all that is due in one go."
            ),
        ),
        (_COPY,),
    ),
    "accounts": RoomHelp(
        N_("Your customers: who answered, who is silent, and the plan of each."),
        (
            N_("Add a customer by hand, import your list of customers, or drop it on this page."),
            N_("Look at the keys that matched nobody; they are often spelling mistakes."),
            N_("Choose a customer to see scores and to make a plan."),
            N_("Open the map of customers to see whom to act for first."),
        ),
        (_OPEN, _COPY, *_CUSTOMER),
    ),
    "coding": RoomHelp(
        N_("Two people read the same comments, each for themselves. Where they agree, the reading holds."),
        (
            N_("Draw a sample of the comments on one question and say who codes."),
            N_(
                "Choose who you are and press the number of what the customer means to do, 0 for none of these."
            ),
            N_("When both are done, look at how far you agree and settle what you read differently."),
        ),
        (
            (N_("Code the comment, or settle it"), "1"),
            (N_("None of these"), "0"),
            (N_("Go to the next comment"), "Down"),
            (N_("Take the code back"), "Backspace"),
            _COPY,
        ),
    ),
    "account_map": RoomHelp(
        N_("The map places customers by what their people answered and by what they bring."),
        (
            N_("Look at the large ones with a low score: they need you first."),
            N_("Drag a cut, or write it in the bar above; it is kept with the survey round."),
            N_(
                "A hollow customer could as well be on the other side of the cut; the sentence below says why."
            ),
        ),
        (
            (N_("Walk from customer to customer"), "Right"),
            (N_("Go to the largest customer"), "Home"),
            (N_("Open the customer’s page"), "Enter"),
            *_CUSTOMER,
            _COPY,
        ),
    ),
    "account": RoomHelp(
        N_(
            "One customer on one page: what its people said, who is silent, what is open, and when it decides."
        ),
        (
            N_("Follow a score to its answers with Enter or a click."),
            N_("Make an issue of the row you stand on, or of the lowest one."),
            N_("Open the plan and agree it with the customer."),
        ),
        (
            (N_("The next customer"), "Alt+Right"),
            (N_("The customer before"), "Alt+Left"),
            *_CUSTOMER,
            _COPY,
        ),
    ),
    "importing": RoomHelp(
        N_("A file becomes answers. Nothing is stored until the last step, and then all rows or none."),
        (
            N_("Look at what each column is read as, and change what is wrong."),
            N_("Link questions to touch points."),
            N_("Check the rows: every problem is named with its row and column."),
            N_("Import. One undo takes all of it back."),
        ),
        (_NEXT,),
    ),
    "import_accounts": RoomHelp(
        N_("A list becomes customers, or people who were invited. Each change is shown before it is made."),
        (
            N_("Say which column is the customer’s key, and what the others are."),
            N_("Check the rows: new customers, changed cells, and who is not in the list any more."),
            N_("Import. Nobody is deleted, and one undo takes all of it back."),
        ),
        (_NEXT,),
    ),
    "account_matches": RoomHelp(
        N_("Keys in the answers that no customer has, each with customers it may mean."),
        (
            N_("Accept a proposal, choose another customer, or say that the key is none of yours."),
            N_("Decisions can be taken back here at any time."),
        ),
    ),
    "settings": RoomHelp(N_("Light or dark, and the language of the window."), ()),
}
