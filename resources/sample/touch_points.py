"""The inventory of touch points: channel, function, owner, and what customers call them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One touch point; `key` is the code of the questions that ask about it."""

    key: str
    name: str
    channel: str
    function: str
    owner: str
    customers_en: str
    customers_fa: str


_SANNE, _JONAS, _MARTA, _PIETER = "Sanne Visser", "Jonas Beck", "Marta Kowalska", "Pieter Hoekstra"
_TOM, _LEILA, _WILLEM, _INES = "Tom Fletcher", "Leila Rahimi", "Willem de Boer", "Ines Duarte"

POINTS = tuple(
    Point(*row)
    for row in (
        ("emergency_call", "Emergency call", "phone", "Service", _JONAS, "Emergency call", "تماس اضطراری"),
        ("arrival_message", "Arrival message", "message", "Service", _JONAS, "Message before we arrive", "پیام پیش از رسیدن"),
        ("waiting", "Time until a fitter arrives", "visit", "Service", _SANNE, "Waiting for the fitter", "انتظار برای تعمیرکار"),
        ("skill", "Skill of the fitter", "visit", "Service", _SANNE, "Skill of the fitter", "مهارت تعمیرکار"),
        ("repair_visit", "Repair visit", "visit", "Service", _SANNE, "Repair visit", "بازدید تعمیر"),
        ("visit_report", "Visit report", "paper", "Service", _SANNE, "Report after a visit", "گزارش پس از بازدید"),
        ("invoice", "Invoice", "mail", "Finance", _PIETER, "Invoice", "صورت‌حساب"),
        ("follow_up", "Follow-up call after a repair", "phone", "Service", _JONAS, "Our call after a repair", "تماس ما پس از تعمیر"),
        ("maintenance", "Maintenance visit", "visit", "Service", _SANNE, "Maintenance visit", "بازدید دوره‌ای"),
        ("maintenance_notice", "Notice of maintenance", "message", "Service", _JONAS, "Notice of maintenance", "اعلام بازدید دوره‌ای"),
        ("inspection", "Safety inspection", "visit", "Service", _SANNE, "Safety inspection", "بازرسی ایمنی"),
        ("spare_part", "Spare part quotation", "mail", "Sales", _WILLEM, "Quotation for a spare part", "پیش‌فاکتور قطعه"),
        ("part_delivery", "Delivery of a spare part", "visit", "Sales", _WILLEM, "Delivery of a spare part", "تحویل قطعهٔ یدکی"),
        ("contract_offer", "Offer of a service contract", "meeting", "Sales", _TOM, "Offer of a contract", "پیشنهاد قرارداد"),
        ("renewal", "Talk before a contract ends", "meeting", "Sales", _LEILA, "Talk about your contract", "گفت‌وگو دربارهٔ قرارداد"),
        ("yearly_review", "Yearly review with the customer", "meeting", "Sales", _LEILA, "Yearly review", "بازبینی سالانه"),
        ("website", "Website", "web", "Sales", _INES, "Website", "وب‌سایت"),
        ("portal", "Customer portal", "web", "Service", _INES, "Customer portal", "درگاه مشتریان"),
        ("newsletter", "Newsletter", "mail", "Sales", _INES, "Newsletter", "خبرنامه"),
        ("complaint", "Complaint", "phone", "Customer experience", _INES, "Complaint", "رسیدگی به گلایه"),
        ("site_visit", "Site visit before the offer", "visit", "Sales", _TOM, "Our visit before the offer", "بازدید ما پیش از پیشنهاد"),
        ("quotation", "Quotation for a new lift", "mail", "Sales", _TOM, "Quotation for a new lift", "پیش‌فاکتور آسانسور نو"),
        ("signing", "Signing of the contract", "meeting", "Sales", _TOM, "Signing of the contract", "امضای قرارداد"),
        ("planning", "Planning of the installation", "meeting", "Installation", _MARTA, "Planning of the installation", "برنامه‌ریزی نصب"),
        ("works", "Installation works", "visit", "Installation", _MARTA, "Installation works", "کارهای نصب"),
        ("tidiness", "Noise and tidiness on site", "visit", "Installation", _MARTA, "Noise and tidiness", "سروصدا و نظافت"),
        ("approval", "Approval by the authority", "visit", "Installation", _MARTA, "Approval of the lift", "تأیید آسانسور"),
        ("handover", "Handover of a new lift", "meeting", "Installation", _MARTA, "Handover of a new lift", "تحویل آسانسور نو"),
        ("handover_folder", "Handover folder", "paper", "Installation", _MARTA, "Handover folder", "پروندهٔ تحویل"),
        ("training", "Instruction of the caretaker", "visit", "Installation", _MARTA, "Instruction of the caretaker", "آموزش سرایدار"),
        ("first_check", "Check after the first month", "visit", "Installation", _MARTA, "Check after a month", "بازبینی پس از یک ماه"),
    )
)  # fmt: skip
