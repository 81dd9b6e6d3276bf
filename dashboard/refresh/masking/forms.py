"""Who is named by form, whether a table knows them or not: after a title, in 'my name is', where a letter ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.refresh.masking.names import NAME
from dashboard.refresh.masking.plain import Plain, Span
from dashboard.refresh.masking.words import words

_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яё]"
_PARTICLE = r"(?:von|vom|zu|van|der|den|de|del|della|di|da|dos|das|du|le|la|bin|al|el|Mc|Mac|O)"
_ONE = rf"(?:{_PARTICLE}[ '’-])*{_CAPITAL}[\w'’-]+"
_PERSON = rf"({_ONE}(?:[ ]+{_ONE}){{0,2}})"
_INITIALS = rf"(?:{_CAPITAL}\.[ ]?)*"

_TITLED = re.compile(
    r"(?<!\w)(?:Mrs?\.?|Ms\.?|Miss|Mister|Dr\.?(?: med\.?)?|Prof\.?|Herrn?|Frau|M\.|Mme\.?|Mlle\.?|Monsieur|Madame|"
    r"Sr\.|Sra\.?|Srta\.?|[Ss]eñora?|Señorita|Doña|Sig\.(?:ra)?|[Ss]ignora?|[Ss]enhora?|Dra\.?|[Pp]an[ai]?|г-н\w?|г-жа|[Гг]осподин\w?|"
    rf"[Гг]оспож\w)[ ]+{_INITIALS}{_PERSON}"
)
_FOLLOWED = re.compile(rf"(?<!\w){_PERSON}[ ]+(?:Bey|Hanım)(?!\w)")
_INTRODUCED = re.compile(
    r"(?<!\w)(?i:my name is|mein name ist|ich heiße|ich heisse|je m['’]appelle|mon nom est|me llamo|mi nombre es|"
    r"mi chiamo|il mio nome è|meu nome é|me chamo|меня зовут|nazywam się|benim adım|adım|ik heet|jag heter)"
    rf"[: ]+{_PERSON}"
)
_SIGNED = re.compile(
    r"(?<!\w)(?i:(?:best|kind|warm)(?: regards)?|regards|sincerely|yours|cheers|"
    r"mit freundlichen grüßen|freundliche grüße|"
    r"(?:viele|liebe|beste|herzliche) grüße|grüße|gruß|mfg|cordialement|bien à vous|salutations|(?:un )?saludos?|"
    r"atentamente|(?:cordiali )?saluti|atenciosamente|abraços|cumprimentos|с уважением|pozdrawiam|saygılarımla)"
    rf"[,.!\s–-]+{_INITIALS}{_PERSON}[.!]?\s*$", re.MULTILINE,
)  # fmt: skip

_JAPANESE = re.compile(
    r"([一-龯々]{1,4}|[ァ-ヶー]{2,10}|[一-龯々]{1,3}[ぁ-ん]{1,3})(?=(?:さん|様|氏|先生|くん|ちゃん)(?!子))"
)
_NOT_JAPANESE = words(
    "客 お客 皆 神 奥 王 者 担当者 担当 係 業者 御社 各位 両 何 仏 姫 殿 俺 貴社 取引先 同僚 ご担当 利用者"
)
_NAMED_JAPANESE = re.compile(r"(?:私は|名前は)([一-龯々ァ-ヶー]{2,8})(?=(?:と申し|です|といい))")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬"
)
_CHINESE = re.compile(rf"([{_SURNAMES}][一-龥]{{0,2}}?)(?=先生|女士|小姐|经理|經理|老师|总监)")
_NAMED_CHINESE = re.compile(rf"(?:我叫|我的名字是)([{_SURNAMES}][一-龥]{{0,2}}?)(?=[，。,.!！\s]|$)")
_KOREAN = re.compile(r"(?<![가-힣])([가-힣]{2,4})[ ]?(?=(?:씨|님)(?:[은는이가을를께에의도와과]|\W|$))")
_NOT_KOREAN = words("고객 선생 사장 부장 과장 팀장 대리 손 담당자 기사 상담사 상담원 회원 직원")
_ARABIC = re.compile(
    r"(?:السيدة|السيد|الأستاذة|الأستاذ|الدكتورة|الدكتور|الآنسة|اسمي)[ ]+([؀-ۿ]{2,}(?:[ ]+ال[؀-ۿ]{2,})?)"
)

_UNSPACED: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (_JAPANESE, _NOT_JAPANESE),
    (_NAMED_JAPANESE, frozenset()),
    (_CHINESE, frozenset()),
    (_NAMED_CHINESE, frozenset()),
    (_KOREAN, _NOT_KOREAN),
    (_ARABIC, frozenset()),
)
"""Forms of languages without capitals, with what stands in them and is no name."""

_NO_NAMES = words(
    "doktor professor direktor minister präsident chairman chair president ceo service support team customer kunde "
    "kundin kollege kollegin directeur directrice director directora wishes regards many and"
)
"""What follows a title, or a greeting, and names an office in place of a person."""


def forms(plain: Plain) -> Iterator[Span]:
    """Yield who is named by form."""
    text = plain.text
    for pattern in (_TITLED, _FOLLOWED, _INTRODUCED, _SIGNED):
        for match in pattern.finditer(text):
            if match[1].split()[0].casefold() not in _NO_NAMES:
                yield plain.span(match.start(1), match.end(1), NAME)
    if text.isascii():
        return
    for pattern, but in _UNSPACED:
        for match in pattern.finditer(text):
            if match[1] not in but:
                yield plain.span(match.start(1), match.end(1), NAME)
