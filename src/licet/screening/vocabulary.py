"""Words of names that say little by themselves: legal forms, particles, titles, common descriptions.

The tables are ours, from how companies and persons are registered; a word that is missing weighs as a name.
"""

from __future__ import annotations

import re

__all__ = [
    "ABBREVIATIONS",
    "LEGAL_FORMS",
    "LEGAL_PHRASES",
    "NUMERALS",
    "PARTICLES",
    "PHRASE_FORMS",
    "PHRASE_STARTS",
    "TITLES",
]

PARTICLES: dict[str, str] = {
    **dict.fromkeys("al el ul ad ar as ash az at an ed es".split(), "al"),
    **dict.fromkeys("bin ben ibn bint binti binte ould wuld walad oglu ogly oghlu uulu".split(), "bin"),
    **dict.fromkeys("de da do dos das du del della di la le les los las van von der den dem des".split(), "de"),
    **dict.fromkeys("the of and for und et fur pour para in on au aux".split(), "of"),
    **dict.fromkeys("abu abou abo aboo abi bou".split(), "abu"),
}
TITLES: frozenset[str] = frozenset(
    "mr mrs ms dr prof haji hajji hadji hajj mullah mulla maulavi mawlawi maulana mawlana sheikh shaikh shaykh cheikh "
    "sheik "
    "sayyid sayed syed general gen colonel col major maj captain capt lieutenant commander brigadier admiral "
    "president minister premier prince princess king queen chairman director judge senator ambassador "
    "qari hafiz sir lord jr sr senior junior nom alias known".split()
)
_FORMS: dict[str, str] = {
    "ag": "ag aktiengesellschaft",
    "gmbh": "gmbh gesellschaft",
    "ltd": "ltd limited ltda limitada lda lted",
    "llc": "llc ooo tov too doo dooel sarl srl sprl bvba eood ood",
    "inc": "inc incorporated",
    "corp": "corp corporation korporatsiya",
    "co": "co company companies comp kompania kompaniya cie compagnie compania sirket sherkat",
    "jsc": "jsc ojsc cjsc pjsc ao oao zao pao aozt pat prat ad dd",
    "sa": "sa nv bv spa plc as asa oy oyj ab aps sas kg kgaa se ae aps hf kft zrt rt nyrt sdn bhd pte pty pvt private",
    "lp": "lp llp lllp",
    "group": "group grp gruppe groupe grupo gruppa",
    "holding": "holding holdings hldg",
    "fze": "fze fzc fzco fzllc est establishment",
}
LEGAL_FORMS: dict[str, str] = {word: form for form, words in _FORMS.items() for word in words.split()}
_PHRASES: dict[str, str] = {
    "limited liability company": "llc",
    "limited liability partnership": "llp",
    "public limited company": "plc",
    "open joint stock company": "ojsc",
    "closed joint stock company": "cjsc",
    "public joint stock company": "pjsc",
    "private joint stock company": "jsc",
    "joint stock company": "jsc",
    "obshchestvo s ogranichennoy otvetstvennostyu": "ooo",
    "aktsionernoe obshchestvo": "ao",
    "aktsionernoye obshchestvo": "ao",
    "free zone establishment": "fze",
    "free zone company": "fzco",
    "s a r l": "sarl",
    "s a": "sa",
    "l l c": "llc",
    "b v": "bv",
    "n v": "nv",
    "a g": "ag",
    "s p a": "spa",
    "gesellschaft mit beschrankter haftung": "gmbh",
    "private limited": "pvt",
    "sociedad anonima": "sa",
    "societe anonyme": "sa",
    "you xian gong si": "ltd",
    "you xian ze ren gong si": "llc",
}
LEGAL_PHRASES = re.compile(r"\b(" + "|".join(sorted(_PHRASES, key=lambda p: (-len(p), p))) + r")\b")
PHRASE_FORMS = _PHRASES
PHRASE_STARTS = frozenset(phrase.split()[0] for phrase in _PHRASES)
_COUNTED = (
    "one/first/1st two/second/2nd three/third/3rd four/fourth/4th five/fifth/5th "
    "six/sixth/6th seven/seventh/7th eight/eighth/8th nine/ninth/9th ten/tenth/10th"
)
ABBREVIATIONS: dict[str, str] = {
    **dict.fromkeys("intl internat internl".split(), "international"),
    **dict.fromkeys("organisation organization org organizacion".split(), "organization"),
    **dict.fromkeys("centre center centr cntr".split(), "center"),
    **dict.fromkeys("bros".split(), "brothers"),
    **dict.fromkeys("mfg manuf".split(), "manufacturing"),
    **dict.fromkeys("dept".split(), "department"),
    **dict.fromkeys("univ".split(), "university"),
    **dict.fromkeys("natl".split(), "national"),
    **dict.fromkeys("svcs srvcs srvces service".split(), "services"),
    **dict.fromkeys("tech techn".split(), "technology"),
    **dict.fromkeys("ind inds industry indus".split(), "industries"),
    **dict.fromkeys("engr engrg".split(), "engineering"),
    **dict.fromkeys("gov govt".split(), "government"),
    **dict.fromkeys("defense".split(), "defence"),
    **dict.fromkeys("labour".split(), "labor"),
    **dict.fromkeys("trdg tradg".split(), "trading"),
    **dict.fromkeys("shpg".split(), "shipping"),
    **{w: str(n) for n, ws in enumerate(_COUNTED.split(), 1) for w in ws.split("/")},
    **dict.fromkeys("abdul abdel abdal abdoul abdool abdol abdur abdus abdu abdou abid".split(), "abd"),
    **dict.fromkeys("md mohd mhd mohmd muh mukhammad magomed maghomed".split(), "muhammad"),
}
NUMERALS: dict[str, str] = {
    word: str(n)
    for n, word in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), 1)
    if word not in ("i", "v", "vi", "x", "xi")  # initials, and names of their own
}
