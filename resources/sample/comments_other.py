"""What Dutch, Hungarian and Ukrainian customers wrote; themes that are not here fall back to "general"."""

BAD: dict[str, dict[str, tuple[str, ...]]] = {
    "nl": {
        "waiting": (
            "Ruim vijf uur gewacht, en de bewoners maar vragen.",
            "Vier uur is beloofd, het werden er zes.",
        ),
        "emergency_call": ("Voor tien uur ’s ochtends komt er niemand aan de lijn.",),
        "handover": ("Na de oplevering wisten we niet wie we moesten bellen.",),
        "general": ("Niemand houdt ons op de hoogte.",),
    },
    "hu": {
        "waiting": ("Öt órát vártunk a szerelőre, és senki sem szólt.",),
        "emergency_call": ("Tíz percig csörgött, mire felvették.",),
        "general": ("Jó a munka, csak senki sem tájékoztat minket.",),
    },
    "uk": {
        "waiting": ("Чекали майстра понад п’ять годин, і ніхто не подзвонив.",),
        "handover": ("Після передачі ліфта не знали, кому телефонувати.",),
        "general": ("Працюєте добре, але нас ні про що не повідомляють.",),
    },
}

GOOD: dict[str, dict[str, tuple[str, ...]]] = {
    "nl": {
        "skill": ("Vakmensen, en ze laten alles netjes achter.",),
        "invoice_new": ("De nieuwe factuur is veel duidelijker.",),
        "general": ("Ga zo door.",),
    },
    "hu": {
        "skill": ("Értik a dolgukat.",),
        "invoice_new": ("Az új számla végre áttekinthető.",),
        "general": ("Csak így tovább.",),
    },
    "uk": {
        "skill": ("Майстри знають свою справу.",),
        "invoice_new": ("Новий рахунок набагато зрозуміліший.",),
        "general": ("Так тримати.",),
    },
}

REPORT: dict[str, tuple[str, ...]] = {
    "nl": ("Het rapport komt laat en zegt niet wat er is vervangen.",),
    "hu": ("A jelentésből nem derül ki, mit cseréltek ki.",),
    "uk": ("Звіт про візит приходить пізно.",),
}
