"""What the people of the two customers whose plans are printed answered, person by person.

One digit for each person, a dot where they were not asked; the first person is a building manager.
"""

from dataclasses import dataclass

from resources.sample.names import HARBOUR, NILOUFAR, Person


@dataclass(frozen=True, slots=True)
class Hero:
    """The answers of one customer's people in one round; `said` gives a person's words and their consent."""

    recommend: tuple[int, ...]
    scores: dict[str, str]
    said: dict[int, tuple[str, bool]]

    @property
    def size(self) -> int:
        """How many people answered."""
        return len(self.recommend)


# Somebody who answers; with the written answers and the place in them, where they belong to a hero.
Row = tuple[Person, Hero | None, int]

HARBOUR_QUOTE = "I rang in the morning, and until noon nobody could say when they would come."
NILOUFAR_QUOTE = "صبح زنگ زدم و تا ظهر هیچ‌کس نمی‌دانست کی می‌آیند."

HEROES: dict[str, dict[str, Hero]] = {
    "September 2025": {
        HARBOUR: Hero(
            (8, 9, 7, 9, 10, 6, 9, 8, 9, 7, 5, 10),
            {
                "emergency_call": "343.4253.434",
                "arrival_message": "..3..4.2.3..",
                "waiting": "243425344234",
                "skill": "554544535445",
                "repair_visit": "443435434344",
                "maintenance": "4.4534.45.43",
                "invoice": "323544324453",
                "handover": "3.2..4.3...2",
            },
            {
                0: ("Your invoices are hard to read. I can’t see which visit a line belongs to.", True),
                5: ("Two visits, one line, one amount. Our book-keeper sends it back every time.", False),
            },
        ),
        NILOUFAR: Hero(
            (4, 6, 5, 7, 6, 8, 3, 6, 9, 5),
            {
                "emergency_call": "32.33.2342",
                "arrival_message": "...2..3...",
                "waiting": "2313224132",
                "skill": "4453434543",
                "repair_visit": "3343243332",
                "maintenance": "3.43.233.4",
                "invoice": "3424354235",
                "handover": "2..3.2..3.",
            },
            {
                0: ("صورت‌حساب ناخواناست و معلوم نیست هر مبلغ برای کدام بازدید است.", True),
                3: ("هر بار باید سه ساعت یا بیشتر منتظر تعمیرکار بمانیم.", True),
            },
        ),
    },
    "March 2026": {
        HARBOUR: Hero(
            (9, 10, 8, 9, 7, 10, 9, 6, 8, 9, 10, 7, 5, 9),
            {
                "emergency_call": "3434.25434.333",
                "arrival_message": "..3.4..2..3.4.",
                "waiting": "24332441345213",
                "skill": "55454454345554",
                "repair_visit": "45434453345444",
                "maintenance": "4.5434.4.44553",
                "invoice": "54453542445334",
                "handover": "3.23.4..2.3.42",
            },
            {
                0: (HARBOUR_QUOTE, True),
                2: ("After the new lift was handed over we kept calling the sales man; nobody else was named.", True),
                4: ("The repair report came nine days later and did not say what was changed.", True),
                7: ("The fitter was excellent. The four hours before that were not.", False),
                10: ("The new invoice is clear: one line for each visit. Thank you.", True),
            },
        ),
        NILOUFAR: Hero(
            (3, 5, 6, 4, 7, 6, 8, 2, 9, 6, 7),
            {
                "emergency_call": "3243.32.324",
                "arrival_message": "..2..3..2..",
                "waiting": "23123412232",
                "skill": "44535434343",
                "repair_visit": "33434324333",
                "maintenance": "3.4323.3433",
                "invoice": "54434542435",
                "handover": "2.32.3.2.31",
            },
            {
                0: (NILOUFAR_QUOTE, True),
                2: ("ساکنان مدام از من می‌پرسند و من پاسخی ندارم.", True),
                4: ("پس از تحویل آسانسور نو کسی نگفت با چه کسی باید تماس بگیریم.", True),
                6: ("گزارش تعمیر یک هفته بعد رسید و معلوم نبود چه قطعه‌ای عوض شده است.", True),
                9: ("صورت‌حساب تازه خواناتر است.", False),
            },
        ),
    },
}  # fmt: skip
