"""Vietnamese that is not Unicode Vietnamese: old font encodings, and UTF-8 encoded twice.

Text in TCVN3 (.VnTime, ABC) or VNI is made of the signs of Western Europe, and only its font shows
Vietnamese. Saved as UTF-8 it is valid text, so no decoder refuses it. What tells it is its words:
read as the font shows them they are Vietnamese syllables, read as they stand they are not. The
syllables are those of the orthography, not a dictionary, and no other language has them.

Nothing is prepared before the first text that asks for it: most files have none.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

TCVN3 = "TCVN3 (.VnTime)"
VNI = "VNI"
WINDOWS = "windows-1258"

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = (
    "(?:b|ch?|d|đ|gh|gi?|h|kh?|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?(?:"
    "a[oiuy]?|a(?:ch|c|m|nh|ng|n|p|t)|ă(?:c|m|ng|n|p|t)|â[uy]|â(?:c|m|ng|n|p|t)"
    "|eo?|e(?:c|m|ng|n|p|t)|êu?|ê(?:ch|m|nh|n|p|t)"
    "|i[au]?|i(?:ch|m|nh|n|p|t)|iêu|iê(?:c|m|ng|n|p|t)"
    "|o[aei]?|o(?:c|m|ng|n|p|t)|oa[oiy]|oa(?:ch|c|m|nh|ng|n|p|t)|oă(?:c|m|ng|n|t)|oeo|oe[nt]|oo[cn]g?"
    "|ôi?|ô(?:c|m|ng|n|p|t)|ơi?|ơ[mnpt]"
    "|u[aiyêơ]?|u(?:c|m|ng|n|p|t)|uây|uâ(?:ng|n|t)|uê(?:ch|nh)|uôi|uô(?:c|m|ng|n|t)"
    "|uy[au]|uy(?:ch|nh|t)|uyê[nt]|ư[aiu]?|ư(?:c|m|ng|n|t)|ươ[iu]|ươ(?:c|m|ng|n|p|t)"
    "|y|yêu|yê(?:m|ng|n|t))"
)
_STOPPED = ("c", "ch", "p", "t")
"""A syllable that ends in a stop bears the sharp or the heavy tone, and no other."""

_LONGEST = 2 * len("nghiêng")
"""Signs of the longest syllable, with its marks apart."""

_TCVN3 = dict(zip(
    "\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae"
    "\u00b5\u00b6\u00b7\u00b8\u00b9\u00bb\u00bc\u00bd\u00be"
    "\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00ce\u00cf\u00d0\u00d1\u00d2\u00d3\u00d4\u00d5"
    "\u00d6\u00d7\u00d8\u00dc\u00dd\u00de\u00df\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8"
    "\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef\u00f1\u00f2\u00f3\u00f4\u00f5\u00f6\u00f7\u00f8"
    "\u00f9\u00fa\u00fb\u00fc\u00fd\u00fe",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    strict=True,
))  # fmt: skip

_VNI_SINGLE = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_ROOF = dict(zip("âáàåãä", ("", *_VNI_TONES.values()), strict=True))
_VNI_BREVE = dict(zip("êéèúüë", ("", *_VNI_TONES.values()), strict=True))


@cache
def _vni() -> dict[str, str]:
    """Return what the signs of VNI, and the pairs of a letter and its mark, stand for."""
    pairs = dict(_VNI_SINGLE)
    for base in "aeouyôö":
        marks = dict(_VNI_TONES)
        if base in "aeo":
            marks |= {sign: f"\u0302{tone}" for sign, tone in _VNI_ROOF.items()}
        if base == "a":
            marks |= {sign: f"\u0306{tone}" for sign, tone in _VNI_BREVE.items()}
        for sign, mark in marks.items():
            pairs[base + sign] = unicodedata.normalize("NFC", _VNI_SINGLE.get(base, base) + mark)
    capitals = {written.upper(): meant.upper() for written, meant in pairs.items()}
    mixed = {written.capitalize(): meant.upper() for written, meant in pairs.items()}
    return pairs | mixed | capitals


@cache
def _vni_sign() -> re.Pattern[str]:
    """Return the pattern of these signs and pairs: the longer ones first."""
    return re.compile("|".join(sorted(_vni(), key=len, reverse=True)))


_SUSPECT = re.compile(
    "[\x80-\x9f\xa1-\xbf\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
"""Signs that Vietnamese in Unicode does not use, and Vietnamese that is garbled does."""

_TRAILS = frozenset("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ") | frozenset(map(chr, range(0x80, 0xC0)))
"""What the second and later bytes of a letter look like where each byte was taken for a sign."""

_FEW = 4
"""Words with a mark that a longer text must have before it is called garbled."""


class Garbled(NamedTuple):
    """A text, the old font encoding it is in, and what it reads; no font: it was encoded twice."""

    text: str
    font: str
    reads: str


def may_be_garbled(text: str) -> bool:
    """Whether a long text holds a sign that makes a closer look at its parts worth while."""
    return _SUSPECT.search(text) is not None


def garbled(text: str, *, free: bool = False) -> Garbled | None:
    """Return what a text is meant to read, where it is Vietnamese that was not saved as Unicode.

    A text that is compared (an id, a name) is judged by any word; one that may say anything
    (`free`) only by several, nearly all of which must be Vietnamese when read anew and must not
    be when read as they stand.
    """
    if text.isascii() or (free and not may_be_garbled(text)):
        return None
    if not _TRAILS.isdisjoint(text) and (once := _encoded_once(text)):
        return Garbled(text, "", once)
    if any(sign > "\u00ff" for sign in text) or (not free and _share(text) == 1):
        return None  # no font, or Vietnamese as it stands
    found = [
        Garbled(text, font, reads)
        for font, reads in ((TCVN3, _from_tcvn3(text)), (VNI, _from_vni(text)))
        if _is_vietnamese(text, reads, free=free)
    ]
    return max(found, key=lambda found: _share(found.reads), default=None)


def likely_encoding(data: bytes) -> Garbled | None:
    """Return what bytes that are not UTF-8 read like, if they are Vietnamese.

    That is the first piece in an old font encoding, or all in `windows-1258`, as its font.
    """
    latin = data.decode("latin-1")
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    reads = {WINDOWS: windows, TCVN3: _from_tcvn3(latin), VNI: _from_vni(latin)}
    font = max(reads, key=lambda font: _share(reads[font]))
    if _share(reads[font]) < _MOST:
        return None
    if font == WINDOWS:
        return Garbled(latin, font, windows)
    pieces = map(garbled, map(str.strip, re.split(r"[,;|\t\r\n\"]+", latin)))
    return next((found for found in pieces if found and found.font == font), None)


_MOST = 0.8
"""The part of the words with a mark that must be Vietnamese."""


def _from_tcvn3(text: str) -> str:
    """Return what a font for TCVN3 shows; nothing where it shows no letter for a sign."""
    if _TCVN3.keys() >= _foreign(text):
        return "".join(_TCVN3.get(sign, sign) for sign in text)
    return ""


def _from_vni(text: str) -> str:
    """Return what a font for VNI shows; nothing where it shows no letter for a sign."""
    if _foreign(_vni_sign().sub("", text)):
        return ""
    return _vni_sign().sub(lambda found: _vni()[found[0]], text)


def _foreign(text: str) -> set[str]:
    """Return the signs of a text that no keyboard without Vietnamese types."""
    return {sign for sign in text if not sign.isascii() and sign != "\u00a0"}


def _encoded_once(text: str) -> str:
    """Return a text without its second encoding; empty where it has none."""
    for codec in ("cp1252", "cp1258"):
        # Windows leaves the five bytes that these code pages do not define as they are.
        data = bytearray()
        for sign in text:
            try:
                data += sign.encode(codec)
            except UnicodeEncodeError:
                if not "\x80" <= sign <= "\x9f":
                    break
                data.append(ord(sign))
        else:
            try:
                return data.decode("utf-8")
            except UnicodeDecodeError:
                continue
    return ""


def _is_vietnamese(text: str, reads: str, *, free: bool) -> bool:
    """Whether a text is Vietnamese as it would read, and if it is free none as it stands."""
    share = _share(reads)
    if free:
        return len(_marked(reads)) >= _FEW and share >= _MOST and _share(text) < share / 2
    return share == 1 and any(len(word) > 1 for word in _marked(reads))


def _marked(text: str) -> list[str]:
    """Return the words that hold a letter with a mark."""
    return [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]


def _share(text: str) -> float:
    """Return which part of the words with a mark are Vietnamese syllables."""
    marked = _marked(text)
    return sum(map(_is_syllable, marked)) / len(marked) if marked else 0


def _is_syllable(word: str) -> bool:
    """Whether a word is a syllable of Vietnamese orthography."""
    if len(word) > _LONGEST:
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in apart if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in apart if sign not in _TONES))
    if len(tones) > 1 or not re.fullmatch(_SYLLABLE, bare):
        return False
    return not bare.endswith(_STOPPED) or tones in (["\u0301"], ["\u0323"])
