"""Any script to plain lower-case Latin letters, the way lists and passports spell names.

ICU does most of it. Cyrillic is spelled as passports do (kh, ts, sh, ya). Arabic and Hebrew come out
without the vowels nobody wrote, so a word from those scripts is marked `unvowelled`; in Arabic script
each letter gives one sign (š, ḵ), lest s followed by h be taken for sh.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import icu

__all__ = ["Word", "romanise"]

Word = tuple[str, bool]  # Latin letters or digits, and whether the vowels are missing

_CYRILLIC = str.maketrans(
    {
        **{"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i"},
        **{"й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t"},
        **{"у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": ""},
        **{"э": "e", "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ї": "yi", "ґ": "g", "ў": "u", "ђ": "dj", "ј": "j"},
        **{"љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u"},
        **{"һ": "h", "ә": "a"},
    }
)
_ARABIC = str.maketrans(
    {
        **dict(zip("اأإآٱبپتجحدرزسصضطظفقكکگلمنهھہۀويیئؤ", "aaaaabptjhdrzssdtzfqkkglmnhhhhwyyyw", strict=True)),
        **{
            "ة": "a",
            "ۃ": "a",
            "ى": "y",
            "ے": "y",
            "ث": "ṯ",
            "خ": "ḵ",
            "ذ": "ḏ",
            "ش": "š",
            "غ": "ḡ",
            "چ": "č",
            "ژ": "ž",
        },
        **{"ع": "", "ء": "", "ـ": "", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ټ": "t", "ډ": "d", "ړ": "r", "ښ": "š"},
        **{
            "ځ": "z",
            "څ": "c",
            "ږ": "ž",
            "ڼ": "n",
            "ې": "y",
            "ۍ": "y",
            "ڪ": "k",
            "ڤ": "v",
            "ۆ": "w",
            "ێ": "y",
            "ە": "a",
        },
    }
)
_USUAL: dict[str, str] = {
    **dict.fromkeys("بن ابن إبن".split(), "bin"),
    **dict.fromkeys("ابو أبو ابي أبي أبى".split(), "abu"),
    **dict.fromkeys("عبد".split(), "abd"),
    **dict.fromkeys("محمد".split(), "muhammad"),
    **dict.fromkeys("ملا".split(), "mullah"),
    **dict.fromkeys("مولوي مولوی".split(), "mawlawi"),
    **dict.fromkeys("حاجي حاجی حاجى".split(), "haji"),
    **dict.fromkeys("شيخ شیخ".split(), "shaykh"),
    **dict.fromkeys("سيد سید".split(), "sayyid"),
}
_SERVANT = re.compile("^عبد(?=..{2,}$)")
_UNVOWELLED = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ARTICLE = re.compile(r"^(?:و?ال)(?=\w{2,}$)")
_GOD = re.compile("الل[هہ]")
_STOPS = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # A.B.C. is ABC
_WORD = re.compile(r"[^\W_]+")
_LATIN_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʿʾ]")


@cache
def _to_latin() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower()")


@lru_cache(maxsize=200_000)
def romanise(text: str) -> tuple[Word, ...]:
    """Return the words of `text` in plain Latin letters, in order."""
    if text.isascii():
        return tuple((w, False) for w in _LATIN_WORD.findall(_joined(text.lower())))
    composed = unicodedata.normalize("NFKC", text).lower()
    found: list[Word] = []
    for word in _words(_joined(_marks_off(composed))):
        found.extend(_one_word(word))
    return tuple(found)


def _words(text: str) -> list[str]:
    """Split at whatever is no letter, digit or sign that belongs to a letter."""
    return "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in text).split()


def _joined(text: str) -> str:
    return _STOPS.sub("", _APOSTROPHES.sub("", text))


def _marks_off(text: str) -> str:
    """Drop the optional vowel signs of Arabic and Hebrew, and anything that only formats."""
    return "".join(c for c in text if not _is_mark(c))


def _is_mark(char: str) -> bool:
    category = unicodedata.category(char)
    return category == "Cf" or (category == "Mn" and bool(_UNVOWELLED.match(char)))


def _one_word(word: str) -> list[Word]:
    if _UNVOWELLED.search(word):
        return _semitic(word)
    latin = _APOSTROPHES.sub("", _to_latin().transliterate(word.translate(_CYRILLIC)))
    if latin.isascii():
        return [(w, False) for w in _LATIN_WORD.findall(latin)]
    return [(w, False) for w in _words(latin) if _WORD.search(w)]  # a script that ICU cannot spell stays as it is


def _semitic(word: str) -> list[Word]:
    if word in _USUAL:
        return [(_USUAL[word], False)]
    god = _GOD.search(word)
    if god:
        rest = [w for part in (word[: god.start()], word[god.end() :]) if part for w in _semitic(part)]
        return [*rest, ("allah", False)]
    if _SERVANT.match(word):
        return [("abd", False), *_semitic(word[3:])]
    article = _ARTICLE.match(word)
    if article:
        return [("al", False), *_semitic(word[article.end() :])]
    plain = word.translate(_ARABIC)
    if _UNVOWELLED.search(plain):
        plain = _APOSTROPHES.sub("", _to_latin().transliterate(plain))
    return [(w, True) for w in _WORD.findall(plain)]
