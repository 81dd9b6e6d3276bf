"""The words by which personal data are known, in the languages that people write in."""

from __future__ import annotations

from pathlib import Path


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


ENDINGS = (
    "com|net|org|info|biz|io|eu|app|dev|edu|gov|cloud|online|example|test|invalid|local|de|at|ch|fr|be|nl|lu|es|pt|it|uk|"
    "ie|us|ca|br|mx|ar|cl|co|pe|pl|cz|sk|hu|ro|bg|gr|tr|ru|ua|se|no|dk|fi|is|ee|lv|lt|jp|cn|kr|tw|hk|sg|in|au|nz|za|ae|"
    "sa|eg|ma|il|xn--[a-z0-9-]+|рф|ком|ру|نت|كوم"
)
"""What an address ends with where its dots are spoken: the word behind 'dot' has to be one of these."""

SPOKEN: tuple[tuple[str, str], ...] = (
    (r"at|ät|äd", r"dot|punkt|d0t"),
    (r"arobase|arobas", r"point"),
    (r"arroba", r"punto|ponto"),
    (r"chiocciola|chiocciolina", r"punto"),
    (r"собака|соб|ат", r"точка|тчк"),
    (r"małpa|malpa", r"kropka"),
    (r"kukac|zavináč|zavinac", r"pont|tečka|tecka|bodka"),
    (r"et|kuyruklu", r"nokta"),
    (r"apenstaartje|snabel-a|snabela|miukumauku|krøllalfa", r"punt|punkt|piste|prik"),
    (r"آت|ات|أت", r"دوت|نقطة|نقطه"),
)
"""How a language says '@' and '.': both together, as either alone is a word like any other."""

TELEPHONE = (
    r"tel|telefon\w*|phone|call\w*|mobile|mobil\w*|cell|handy\w*|fax|whatsapp|ring|rückruf|anruf\w*|erreich\w*|rufen|"
    r"téléphone|portable|appel\w*|joindre|rappel\w*|teléfono|ll[aá]m\w*|móvil|telefone|celular|telemóvel|lig\w{1,4}|"
    r"telefono|cellulare|chiam\w*|тел\w*|звон\w*|позвон\w*|моб\w*|telefon\w*|zadzwo\w*|ara\w{1,5}|sms|text me"
)
TELEPHONE_UNSPACED = r"電話|携帯|连絡|連絡|电话|手机|致电|拨打|전화|연락|هاتف|جوال|اتصل|الاتصال|رقمي"

ACCOUNT = (
    r"account|acct|a/c|konto\w*|kto|kundennummer|kundennr|kunden-nr|customer (?:no|number|id)|client (?:no|number|id)|"
    r"compte|numéro (?:de )?client|cuenta|número de cliente|conto|numero cliente|conta|número do cliente|"
    r"сч[её]т\w*|номер клиента|hesap|müşteri no|rekening|konta|numer klienta|sort code|routing|blz|vertragsnummer"
)
ACCOUNT_UNSPACED = r"口座|お客様番号|账号|账户|帐号|客户号|계좌|고객번호|حساب|رقم العميل"

IDENTITY = (
    r"passport|pass(?:nummer|-nr)|reisepass\w*|ausweis\w*|personalausweis|ssn|social security|"
    r"national (?:id|insurance)|"
    r"ni number|nino|nhs|tax (?:id|number|file)|tfn|itin|id (?:no|number|card)|identity|licen[cs]e|steuer\w*|idnr|"
    r"sozialversicherung\w*|versichertennummer|krankenversicher\w*|passeport|carte d.identité|sécurité sociale|"
    r"numéro fiscal|dni|nif|pasaporte|documento|identificación|cpf|passaporte|codice fiscale|carta d.identità|"
    r"identidade|паспорт\w*|инн|снилс|полис\w*|pesel|dowód\w*|kimlik|tc no|bsn|personnummer|henkilötunnus|aadhaar|"
    r"medicare|nric|aadhar|rijksregister\w*|ahv|(?-i:EIN|FIN|NIE|NIR|PAN|RG|SIN)"
)
IDENTITY_UNSPACED = (
    r"マイナンバー|個人番号|旅券|パスポート|免許|保険証|身份证|护照|身分證|주민등록|주민번호|여권|"
    r"الهوية|جواز|رقم قومي"
)

CALLED = r"nr|no|number|nummer|numéro|número|numero|номер|n°|id|is|ist|est|es|é|è|lautet|my|番号は|は|是|号码|号|رقم"
"""What may stand between a word for a number and the number."""

VERSION = (
    r"(?:(?<!\w)(?:version|release|build|firmware|ver|v|rev|patch|versión|versão|versione|верси[яию])"
    r"|バージョン|版本|الإصدار)"
    r"\.?\s*"
)
"""Before four numbers with dots: they are no machine's address."""

DIGITS: dict[str, str] = {
    word: str(digit)
    for digit, words in enumerate((
        "zero oh null zéro cero zero ноль нуль sıfır zero", "one eins ein un une uno um один bir jeden",
        "two zwei zwo deux dos due dois два iki dwa", "three drei trois tres tre três три üç trzy",
        "four vier quatre cuatro quattro quatro четыре dört cztery", "five fünf cinq cinco cinque пять beş pięć",
        "six sechs six seis sei шесть altı sześć", "seven sieben sept siete sette sete семь yedi siedem",
        "eight acht huit ocho otto oito восемь sekiz osiem", "nine neun neuf nueve nove девять dokuz dziewięć",
    ))
    for word in words.split()
}  # fmt: skip
"""Digits as they are spoken."""

ORDINARY = words(Path(__file__).with_name("ordinary.txt").read_text(encoding="utf-8"))
"""Words that are names as well: alone they are masked after a title only, or written as in the table where it is all
of a name. Compared without marks: 'schon' is 'schön' too."""

LEGAL = words(
    """
    gmbh ag kg kgaa ohg gbr se ug mbh co ltd limited plc llp llc inc incorporated corp corporation company sa sas sarl
    eurl sl slu sau spa srl snc lda ltda eireli bv nv ab asa oy oyj as aps oo zoo sp kk kabushiki kaisha pty pte group
    holding holdings gruppe und and the de
    """
)
"""Words at the end of a company's name that people leave out."""

TITLES = words("mr mrs ms miss dr prof professor herr frau sir dame mme mlle sr sra ing mag dipl phd mba")
"""Words in a person's name in a table that are none of it."""
