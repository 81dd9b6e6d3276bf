"""Personal data that belong to nobody: by language, as people write them there."""

from __future__ import annotations

import random
import unicodedata

PERSONS = {
    "en": ("Harriet Colling", "Desmond O’Rourke", "Priya Ramanathan"),
    "de": ("Jürgen Weißmüller", "Käthe Lohrengel", "Sönke Brügmann"),
    "fr": ("Éloïse Lefèvre-Dubreuil", "Anaïs Robichaud", "Jean-Loup Mercœur"),
    "es": ("Inés Calderón Ibáñez", "Íñigo Zubizarreta", "Begoña Núñez"),
    "it": ("Chiara Colonnello", "Niccolò D’Agostino", "Ludovica Pellegrini"),
    "pt": ("João Teixeirense", "Conceição Magalhães", "Ângela Gonçalves"),
    "ru": ("Ольга Петренко", "Дмитрий Лебединский", "Светлана Королёва"),
    "ja": ("佐藤 健太", "高橋 美咲", "タナカ ヒロシ"),
    "zh": ("王小明", "欧阳 雪琴", "陈志强"),
    "ar": ("محمد الحسيني", "فاطمة الزهراء", "أحمد القرشي"),
}
"""People of the company's tables."""

PARTS = {
    "en": ("Harriet", "O'Rourke", "Ramanathan"),
    "de": ("Weissmüller", "KÄTHE", "Bruegmann"),
    "fr": ("Éloïse", "ROBICHAUD", "Mercœur"),
    "es": ("Ines", "Zubizarreta", "Begoña"),
    "it": ("Colonnello", "Niccolo", "ludovica"),
    "pt": ("Joao", "Magalhães", "Gonçalves"),
    "ru": ("Петренко", "Лебединскому", "Светлане"),
    "ja": ("佐藤", "美咲", "ﾀﾅｶ"),
    "zh": ("王小明", "欧阳", "雪琴"),
    "ar": ("الحسيني", "فاطمة", "القرشي"),
}
"""What people call them: a part of the name, inflected, or without its marks."""

COMPANIES = {
    "en": ("Kestrel Foods Ltd", "Harbour & Finch Optics"),
    "de": ("Brückenau Logistik GmbH", "Ørsund Papier AG"),
    "fr": ("Médias Câlin SARL", "Élan Chimie"),
    "es": ("Energía Ñandú S.A.", "Índigo Textil"),
    "it": ("Officine Più Srl", "Caffè Riviera"),
    "pt": ("Câmara Têxtil Lda", "Pão Maior"),
    "ru": ("Северный Флот-Сервис", "ООО Лесоторг"),
    "ja": ("東雲商事", "青葉オプティクス"),
    "zh": ("东风物流", "北辰化工"),
    "ar": ("مجموعة النخيل", "شركة الساحل"),
}
SHORT = {
    "Kestrel Foods Ltd": "Kestrel Foods", "Brückenau Logistik GmbH": "BRÜCKENAU LOGISTIK",
    "Médias Câlin SARL": "Medias Calin", "Officine Più Srl": "Officine Piu", "Câmara Têxtil Lda": "Camara Textil",
}  # fmt: skip
"""Account → how it calls itself."""

UNKNOWN = {
    "en": ("Ashworth", "Gillian Peverell"),
    "de": ("Von der Heydt", "Sabine Kowalczyk"),
    "fr": ("Le Guellec", "Mathilde Vasseur"),
    "es": ("Echeverría", "Rosa Etxebarria"),
    "it": ("Mastroianni", "Elisa De Santis"),
    "pt": ("Figueiredo", "Teresa Vasconcelos"),
    "ru": ("Кузнецов", "Марина Шевчук"),
    "ja": ("山本", "渡辺"),
    "zh": ("李", "赵丽颖"),
    "ar": ("خالد المصري", "سميرة"),
}
"""People whom no table knows, told by a title, by 'my name is', or at a letter's end."""

LOCAL = {"en": "harriet.c", "de": "j.weiss", "fr": "e-lefevre", "es": "ines_cal", "it": "chiara.c", "pt": "joao77",
         "ru": "olga.p", "ja": "k-sato", "zh": "xm.wang", "ar": "m.husseini"}  # fmt: skip
HIDDEN = {
    "en": (
        "{l} at {d} dot com",
        "{l} (at) {d} (dot) com",
        "{l}[at]{d}.com",
        "harriet dot colling at {d} dot co dot uk",
    ),
    "de": ("{l} ät {d} punkt de", "{l} (at) {d} punkt de", "{l} AT {d} DOT de", "{l}(ät){d}.de"),
    "fr": ("{l} arobase {d} point fr", "{l} [arobase] {d} [point] fr", "{l} (at) {d}.fr", "{l} @ {d} point fr"),
    "es": ("{l} arroba {d} punto es", "{l} (arroba) {d} (punto) com", "{l} @ {d} punto com", "{l} [at] {d} punto es"),
    "it": ("{l} chiocciola {d} punto it", "{l} (chiocciola) {d} (punto) it", "{l} (at) {d} (dot) it", "{l}[at]{d}.it"),
    "pt": ("{l} arroba {d} ponto pt", "{l} (arroba) {d} ponto com", "{l}[arroba]{d}.pt", "{l} ARROBA {d} PONTO COM"),
    "ru": ("{l} собака {d} точка ру", "{l} (собака) {d} (точка) ru", "{l} at {d} dot ru", "{l} СОБАКА {d} точка ru"),
    "ja": ("{l}アットマーク{d}ドットjp", "{l} アット {d} ドット jp", "{l}（at）{d}.jp", "{l} at {d} dot jp"),
    "zh": ("{l}艾特{d}点cn", "{l} 艾特 {d} 点 cn", "{l}（at）{d}.cn", "{l} at {d} dot cn"),
    "ar": ("{l} آت {d} دوت كوم", "{l} (at) {d} (dot) com", "{l}[at]{d}.com", "{l} at {d} dot sa"),
}
"""How people hide an address from machines."""

TELEPHONES = {
    "en": ("(415) 555-0132", "415-555-0132", "020 7946 0958", "+44 20 7946 0958", "07700 900123"),
    "de": ("0171 5550199", "030/5550-1234", "+49 (0)30 5550 1234", "0049 171 5550199", "(0 30) 55 50 12 34"),
    "fr": ("01 23 45 67 89", "06.12.34.56.78", "+33 1 23 45 67 89", "0033 6 12 34 56 78", "01-23-45-67-89"),
    "es": ("912 345 678", "+34 612 345 678", "0034 912345678", "612-34-56-78", "91 234 56 78"),
    "it": ("06 5555 1234", "+39 347 555 0199", "347 5550199", "02-5550199", "0039 06 55551234"),
    "pt": ("912 345 678", "+351 21 345 6789", "(11) 95555-0132", "+55 11 95555-0132", "21 345 67 89"),
    "ru": ("8 (495) 555-01-32", "+7 495 555-01-32", "8-912-555-01-32", "+79125550132", "8 912 555 01 32"),
    "ja": ("03-5555-0132", "090-5555-0132", "+81 90 5555 0132", "０９０－５５５５－０１３２", "(03) 5555-0132"),
    "zh": ("138 0013 8000", "13800138000", "+86 138 0013 8000", "010-5555 0132", "１３８００１３８０００"),
    "ar": ("0501234567", "+966 50 123 4567", "٠٥٠١٢٣٤٥٦٧", "00966501234567", "٠٥٠ ١٢٣ ٤٥٦٧"),
}
SPELT = {
    "en": "zero seven seven double zero nine zero zero one two three".replace("double zero", "zero zero"),
    "de": "null eins sieben eins fünf fünf fünf null eins neun neun",
    "fr": "zéro six un deux trois quatre cinq six sept huit",
    "es": "seis uno dos tres cuatro cinco seis siete ocho",
    "it": "tre quattro sette cinque cinque cinque zero uno nove nove",
    "pt": "nove um dois três quatro cinco seis sete oito",
    "ru": "восемь девять один два пять пять пять ноль один три два",
    "ja": "〇九〇-五五五五-〇一三二",
    "zh": "一三八-〇〇一三-八〇〇〇",
    "ar": "0 5 0 1 2 3 4 5 6 7",
}
IDENTITIES = {
    "en": ("536-90-4399", "QQ 12 34 56 C".replace("QQ", "AB")),
    "de": ("86095742719", "36 574 261 809"),
    "fr": ("1 84 12 76 451 089 46", "184127645108946"),
    "es": ("12345678Z", "X1234567L"),
    "it": ("RSSMRA85T10A562S", "rssmra85t10a562s"),
    "pt": ("111.444.777-35", "11144477735"),
    "ru": ("112-233-445 95", "11223344595"),
    "ja": ("123456789018", "1234 5678 9018"),
    "zh": ("11010519491231002X", "440524188001010014"),
    "ar": ("1088888888", "A12345678"),
}
LAND = {
    "en": "GB",
    "de": "DE",
    "fr": "FR",
    "es": "ES",
    "it": "IT",
    "pt": "PT",
    "ru": "DE",
    "ja": "FR",
    "zh": "NL",
    "ar": "SA",
}
BODY = {"GB": "WEST{}", "DE": "{}", "FR": "{}M{}", "ES": "{}", "IT": "X{}", "PT": "{}", "NL": "ABNA{}", "SA": "{}"}
LENGTH = {"GB": 22, "DE": 22, "FR": 27, "ES": 24, "IT": 27, "PT": 25, "NL": 18, "SA": 24}


def iban(draw: random.Random, country: str) -> str:
    """Draw the number of an account, in groups of four."""
    free = LENGTH[country] - 4 - len(BODY[country].replace("{}", ""))
    digits = "".join(draw.choices("0123456789", k=free))
    body = (
        BODY[country].format(digits[:-2], digits[-2:])
        if BODY[country].count("{}") > 1
        else BODY[country].format(digits)
    )
    check = 98 - int("".join(str(int(one, 36)) for one in f"{body}{country}00")) % 97
    whole = f"{country}{check:02}{body}"
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4)) if draw.random() < 0.6 else whole


def card(draw: random.Random) -> str:
    """Draw a card's number that holds its checksum."""
    digits = draw.choice(("4", "51", "55", "37")) + "".join(draw.choices("0123456789", k=14))
    digits = digits[: 14 if digits.startswith("37") else 15]
    summed = sum(sum(divmod(int(one) * (2 - at % 2), 10)) for at, one in enumerate(reversed(digits)))
    whole = f"{digits}{-summed % 10}"
    between = draw.choice(("", " ", "-")) if len(whole) == 16 else ""
    return between.join(whole[at : at + 4] for at in range(0, len(whole), 4))


def machine(draw: random.Random) -> str:
    """Draw the address of a machine."""
    if draw.random() < 0.3:
        return f"2001:db8:{draw.randrange(1, 65535):x}::{draw.randrange(1, 65535):x}"
    return ".".join(str(draw.randrange(1, 255)) for _ in range(4))


def link(draw: random.Random) -> str:
    """Draw a link that bears a secret."""
    token = "".join(draw.choices("abcdef0123456789", k=16))
    return draw.choice((
        f"https://portal.example.com/reset?token={token}", f"https://example.com/ticket/{token}",
        f"http://anna:{token}@files.example.com/", f"www.example.com/login?user=anna&key={token}",
    ))  # fmt: skip


def spelling(draw: random.Random, name: str) -> str:
    """Spell a name in another way: in capitals, without marks, decomposed, the family name first, or as it is."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if unicodedata.category(one) != "Mn")
    family = name.split()
    decomposed = unicodedata.normalize("NFD", name)
    return draw.choice((
        name, name.upper(), bare, decomposed, name.lower(), " ".join([family[-1], *family[:-1]]),
        name.replace(" ", "\u00a0"), name.replace(" ", "  "),
    ))  # fmt: skip
