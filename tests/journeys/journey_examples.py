"""The journey of the design's pictures, in English and in Persian, as frozen maps."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.journeys import actions
from cxdesk.journeys.queries import CardOnMap, JourneyMap, LaneOnMap, StageOnMap, StepOnMap
from cxdesk.journeys.whole_map import map_of
from cxdesk.touchpoints import actions as touch_points

TODAY = date(2026, 5, 20)

Cells = Sequence[object]

ENGLISH = {
    "name": "Repair after a breakdown",
    "persona": "Building manager",
    "about": "Seen by a building manager in an office building with two lifts.",
    "takeaway": "Four in ten wait longer than they expect, and score every later step lower.",
    "round": "March 2026",
    "stages": [
        ("Something breaks", "8 min", ("Lift stops", "Calls us")),
        ("Waiting", "about 3 h 10 min", ("Hears when we come", "Waits for the fitter")),
        ("Repair", "1 h 20 min", ("Fitter arrives", "Lift runs again")),
        ("After", "4 days", ("Gets the report", "Gets the invoice")),
    ],
    "does": [
        "Sees the lift has stopped, puts up a sign",
        "Calls the emergency number from the hall",
        "Asks when somebody comes; tells the tenants",
        "Waits, answers tenants, calls again after two hours",
        "Shows the fitter the machine room",
        "Tries the lift with the fitter",
        "Looks for what was done and whether it will hold",
        "Checks the amount against the contract",
    ],
    "touch": [
        None, "Emergency call", "Arrival message", "Time until a fitter arrives",
        "Skill of the fitter", "Repair visit", "Visit report", "Invoice",
    ],
    "feeling": "How the building manager feels",
    "thinking": [
        None, "“Is anyone stuck inside?”", "“Morning is not a time.”",
        "“My tenants are asking me every five minutes.”", "“They know what they are doing.”",
        None, "“What did they change?”", None,
    ],
    "pain": [
        None, "No time is promised", "“Morning” is all one hears", "Nobody calls back; the tenants ask me",
        None, None, "Does not say what was replaced", "Two visits on one line",
    ],
    "behind": [
        None, "One dispatcher until 10:00", "Route is planned by hand", "Fitter drives to the depot first for parts",
        "Reads the fault log on site", "Closes the order by phone", "Report typed in at night",
        "Invoice run on Friday",
    ],
    "opportunity": [
        None, "Second dispatcher at peak hours", "Text with the fitter’s name and time",
        "Van stock for the ten most used parts", None, None, "Photo report on the spot", None,
    ],
}  # fmt: skip

PERSIAN = {
    "name": "تعمیر پس از خرابی",
    "persona": "مدیر ساختمان",
    "about": "از نگاه مدیر یک ساختمان اداری با دو آسانسور.",
    "takeaway": "از هر ده نفر چهار نفر بیش از انتظار خود منتظر می‌مانند و به همهٔ گام‌های بعد نمرهٔ کمتری می‌دهند.",
    "round": "اسفند ۱۴۰۴",
    "stages": [
        ("خرابی", "۸ دقیقه", ("آسانسور می‌ایستد", "با ما تماس می‌گیرد")),
        ("انتظار", "حدود ۳ ساعت و ۱۰ دقیقه", ("زمان آمدن را می‌شنود", "منتظر تعمیرکار می‌ماند")),
        ("تعمیر", "۱ ساعت و ۲۰ دقیقه", ("تعمیرکار می‌رسد", "آسانسور راه می‌افتد")),
        ("پس از آن", "۴ روز", ("گزارش را می‌گیرد", "صورت‌حساب را می‌گیرد")),
    ],
    "does": [
        "می‌بیند آسانسور ایستاده است و تابلو می‌گذارد",
        "از سرسرا به شمارهٔ اضطراری 021-5555 زنگ می‌زند",
        "می‌پرسد کی می‌آیند و به ساکنان خبر می‌دهد",
        "منتظر می‌ماند، به ساکنان پاسخ می‌دهد، پس از دو ساعت دوباره زنگ می‌زند",
        "موتورخانه را به تعمیرکار نشان می‌دهد",
        "آسانسور را با تعمیرکار امتحان می‌کند",
        "می‌خواهد بداند چه کردند و آیا دوام می‌آورد",
        "مبلغ را با قرارداد Alder Lifts می‌سنجد",
    ],
    "touch": [
        None, "تماس اضطراری", "پیام رسیدن", "زمان تا رسیدن تعمیرکار",
        "مهارت تعمیرکار", "بازدید تعمیر", "گزارش بازدید", "صورت‌حساب",
    ],
    "feeling": "احساس مدیر ساختمان",
    "thinking": [
        None, "«کسی آن تو گیر کرده؟»", "«صبح که ساعت نشد.»", "«ساکنان هر پنج دقیقه از من می‌پرسند.»",
        "«کارشان را بلدند.»", None, "«چه چیزی را عوض کردند؟»", None,
    ],
    "pain": [None, "زمانی قول نمی‌دهند", None, "کسی زنگ نمی‌زند", None, None, None, None],
    "behind": [
        None, "تا ساعت ۱۰ تنها یک اعزام‌کننده", "مسیر دستی برنامه‌ریزی می‌شود",
        "تعمیرکار اول برای قطعه به انبار می‌رود", "گزارش خطا را در محل می‌خواند",
        "سفارش را تلفنی می‌بندد", "گزارش شب نوشته می‌شود", "صدور صورت‌حساب روزهای جمعه",
    ],
    "opportunity": [
        None, "اعزام‌کنندهٔ دوم در ساعت‌های شلوغ", "پیامک با نام و زمان تعمیرکار",
        "ده قطعهٔ پرمصرف در خودرو", None, None, "گزارش تصویری در محل", None,
    ],
}  # fmt: skip

CHANNELS = ["other", "phone", "message", "other", "other", "visit", "paper", "mail"]
GRADES = ["measured", "some", "some", "measured", "some", "some", "measured", "some"]
FEELINGS = [-0.2, -1.2, -1.6, -3.1, 2.1, 4.0, 1.2, 1.9]
FEELING_GRADES = ["some", "measured", "some", "measured", "measured", "measured", "opinion", "measured"]
BEHIND_GRADES = ["some", "some", "some", "measured", "some", "some", "measured", "some"]
# value, low, high, n per step; None where nobody was asked.
SCORES = [
    None,
    (59, 54, 64, 377),
    (63, 41, 81, 17),
    (48, 43, 53, 412),
    (91, 88, 93, 409),
    (84, 80, 87, 409),
    None,
    (74, 69, 79, 298),
]


def figure(value: float, low: float, high: float, n: int) -> Figure:
    return Figure("top2", value, n, low=low, high=high)


def repair_map(texts: dict = ENGLISH) -> JourneyMap:
    stages, number = [], 0
    for place, (name, duration, steps) in enumerate(texts["stages"]):
        columns = tuple(StepOnMap(number + i + 1, step) for i, step in enumerate(steps))
        number += len(columns)
        stages.append(StageOnMap(place + 1, name, duration, place == 1, columns))
    lanes = (
        LaneOnMap(1, "does"),
        LaneOnMap(2, "touch_point"),
        LaneOnMap(3, "feeling", texts["feeling"]),
        LaneOnMap(4, "thinking"),
        LaneOnMap(5, "pain", internal=True),
        LaneOnMap(6, "line_of_visibility"),
        LaneOnMap(7, "behind", internal=True),
        LaneOnMap(8, "opportunity", internal=True),
    )
    return JourneyMap(
        id=1,
        name=texts["name"],
        persona=texts["persona"],
        about=texts["about"],
        takeaway=texts["takeaway"],
        stages=tuple(stages),
        lanes=lanes,
        cards=tuple(_cards(texts)),
        today=TODAY,
        round_name=texts["round"],
        answers=1204,
        firm="Alder Lifts",
    )


def _cards(texts: dict) -> list[CardOnMap]:
    cards: list[CardOnMap] = []

    def add(place: int, lane: int, text: str, **more: object) -> None:
        cards.append(CardOnMap(len(cards) + 1, place + 1, lane, text, **more))

    for place in range(8):
        add(place, 1, texts["does"][place], grade=GRADES[place], moment_of_truth=place == 3)
        if name := texts["touch"][place]:
            score = figure(*SCORES[place]) if SCORES[place] else None
            add(place, 2, "", touch_point_id=place, touch_point=name, channel=CHANNELS[place], score=score)
        add(place, 3, "", feeling=FEELINGS[place], grade=FEELING_GRADES[place])
        for lane, key, grade in (
            (4, "thinking", "measured"),
            (5, "pain", GRADES[place]),
            (8, "opportunity", "opinion"),
        ):
            if text := texts[key][place]:
                add(place, lane, text, grade=grade)
        if text := texts["behind"][place]:
            stale = {"checked_on": date(2025, 3, 12), "stale_months": 14} if place in (3, 6) else {}
            add(place, 7, text, grade=BEHIND_GRADES[place], **stale)
    return cards


def fill(session: Session, texts: dict = ENGLISH) -> int:
    """The same journey written into a file by the actions a person uses, without scores."""
    journey = actions.create(session, texts["name"], texts["persona"], today=TODAY)
    actions.change(session, journey, about=texts["about"], takeaway=texts["takeaway"])
    steps: dict[int, int] = {}
    for name, duration, columns in texts["stages"]:
        stage = actions.add_stage(session, journey, name, duration)
        for column in columns:
            steps[len(steps) + 1] = actions.add_step(session, stage, column)
    source = repair_map(texts)
    lanes = {lane.kind: lane.id for lane in map_of(session, journey, {}, TODAY).lanes}
    actions.change_lane(session, lanes["feeling"], title=texts["feeling"])
    actions.focus_stage(session, map_of(session, journey, {}, TODAY).stages[1].id, journey)
    kinds = {lane.id: lane.kind for lane in source.lanes}
    for card in source.cards:
        point = touch_points.add(session, card.touch_point, card.channel) if card.touch_point else None
        actions.add_card(
            session,
            steps[card.step_id],
            lanes[kinds[card.lane_id]],
            card.text,
            card.grade,
            card.feeling,
            card.moment_of_truth,
            point,
            card.checked_on,
        )
    return journey
