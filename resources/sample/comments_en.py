"""What English-speaking customers wrote, by what they wrote about and whether it pleased them."""

BAD: dict[str, tuple[str, ...]] = {
    "waiting": (
        "We waited more than five hours with a lift full of complaints.",
        "Four hours are promised, six is what we got.",
        "Three hours is too long when the tenth floor has no other way down.",
        "My tenants were asking me every five minutes and I had nothing to tell them.",
        "The fitter had to go to the depot first, so we lost the whole morning.",
        "Mornings are the worst: everybody seems to break down before ten.",
        "Waiting costs us more goodwill with our residents than the breakdown itself.",
        "Two breakdowns in a month, and both times the afternoon was gone.",
    ),
    "emergency_call": (
        "Eleven minutes in the queue before somebody answered.",
        "The man on the phone was kind, but he did not know either.",
        "I had to spell our address three times.",
        "Nobody asked whether anyone was stuck inside.",
        "Before ten in the morning it rings for ever.",
        "I was put through twice and told the same story each time.",
    ),
    "arrival_message": (
        "“Morning” is not a time.",
        "We were told somebody would come today. That was all.",
        "The message came after the fitter was already here.",
        "I would like to know who is coming and when, nothing more.",
    ),
    "skill": (
        "The fitter had never seen this type of door drive.",
        "A young colleague was sent alone and had to telephone for an hour.",
    ),
    "repair_visit": (
        "The lift stopped again the next day with the same fault.",
        "He left without telling the front desk that it was running.",
        "Oil on the carpet of the hall, and nobody mentioned it.",
        "The part was not on the van, so it took a second visit.",
    ),
    "maintenance": (
        "The maintenance date was moved twice without asking us.",
        "Maintenance in the middle of visiting hours is not a good idea.",
        "Twenty minutes for three lifts; I wonder what was looked at.",
    ),
    "invoice": (
        "The invoice does not match the contract, again.",
        "I can’t find the order number on it.",
        "It takes a phone call to understand each invoice.",
        "We were billed for a visit that the contract covers.",
    ),
    "handover": (
        "After handover we did not know whom to call.",
        "The folder was thick, but the one page with a phone number was missing.",
        "The sales contact is on holiday and nobody else knows our new lift.",
        "Our caretaker was shown the machine room in five minutes.",
        "Nobody told us that the first inspection is ours to order.",
    ),
    "spare_part": (
        "The quotation for one roller took three weeks.",
        "The price of the part was twice what we were told on the phone.",
    ),
    "general": (
        "We are looking at other firms before the contract ends.",
        "You were better five years ago.",
        "Much goes well, but nobody tells us anything.",
        "It always takes one call more than it should.",
    ),
}

GOOD: dict[str, tuple[str, ...]] = {
    "waiting": (
        "He was here within two hours, on a Sunday.",
        "Quicker than we had expected.",
        "For a hospital you really do come at once.",
        "The fitter was around the corner and came straight away.",
    ),
    "emergency_call": (
        "A calm voice on the phone at three in the night.",
        "The call was answered at once and they knew our building.",
        "She stayed on the line until the doors were open.",
    ),
    "arrival_message": (
        "A short text with the name and the time: exactly right.",
        "Good that you let us know he would be half an hour late.",
    ),
    "skill": (
        "They know what they are doing.",
        "Your fitters are the best reason to stay.",
        "He explained to our caretaker what had happened.",
        "Tidy, polite, and he found it at once.",
        "Same fitter for years; he knows every noise of this lift.",
    ),
    "repair_visit": (
        "Fixed the first time and everything left clean.",
        "He tried it with me before he left, which I like.",
        "A good visit, nothing to add.",
        "Our lift has been quiet as never before since the repair.",
    ),
    "maintenance": (
        "Maintenance runs like clockwork.",
        "They come early, so that our guests notice nothing.",
        "The yearly plan helps us a lot.",
    ),
    "invoice": (
        "Invoices are correct, which is rare.",
        "Our book-keeper has no questions any more.",
    ),
    "invoice_new": (
        "The new invoice is much clearer, one line for each visit.",
        "At last I can see what each visit cost.",
        "The new layout saves me an hour a month.",
        "Whoever changed the invoice: thank you.",
    ),
    "handover": (
        "A good handover: our people could work with it the same day.",
        "The installation manager took the time to walk us through.",
    ),
    "spare_part": (
        "The part was quoted and ordered within a day.",
        "Fair price, and you told us which cheaper one would do.",
    ),
    "general": (
        "Keep going like this.",
        "We have recommended you to the building next door.",
        "A firm one can rely on.",
        "No complaints from my side.",
    ),
}

REPORT = (
    "The visit report comes late and does not say what was changed.",
    "I never see a report of the visit. What did they do?",
    "The report is one line: “fault repaired”. That helps nobody.",
    "We need the report for our insurance and have to ask for it each time.",
    "Please send the report the same day, with a photo.",
    "In the report I can’t read which part was replaced.",
    "The report came after the invoice, so I could not check anything.",
    "Without a report I can’t tell the owners why we paid.",
)
EMPLOYEES = (
    "We drive to the depot for parts we could have on the van.",
    "One person answers all calls until ten. Everybody knows it.",
    "Reports are typed at home in the evening, so they are short.",
    "Sales does not tell us what was promised at the handover.",
    "Customers thank us for the new invoice. That was worth it.",
    "The route is planned by hand and changes five times a day.",
    "We are proud of our work at the machine. The rest is luck.",
    "Give the customer my name before I arrive and half the anger is gone.",
)
