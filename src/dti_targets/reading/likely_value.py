"""What a text that is no value was probably meant to be, for the person who mends it."""

import re
import unicodedata
from decimal import Decimal

from dti_targets.reading.number_text import LONGEST, Shape, scan

_LONGEST_EXPONENT = 15
_SIGNS = str.maketrans({"％": "%", "–": "-", "—": "-", "，": ",", "．": "."})
_FOOTNOTE = re.compile(
    r"(?<=[\d%])\s*(?:\*+|[\u00b9\u00b2\u00b3\u2070-\u2079]+|\(\d\d?\)|\[\d\d?\])$"
)
_STATUS = re.compile(r"(?<=[\d%])\s*([pe])$", re.IGNORECASE)
_BRACKETS = re.compile(r"\(\s*(\d[\d.,]*%?)\s*\)", re.ASCII)
_SPAN = re.compile(r"(\d[\d.,]*%?)\s*[-÷~]\s*(\d[\d.,]*%?)", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d(?:[.,]\d{1,20})?)e([+-]?\d{1,2})", re.ASCII | re.IGNORECASE)
_BARE_POINT = re.compile(r"(?<!\d)[.,](?=\d)", re.ASCII)
_WITHIN = re.compile(r"(?<=\d)['’_](?=\d)", re.ASCII)


def likely_value(text: str) -> str:
    """Return a readable value that a text nearly is; empty where nothing is likely.

    A note of a foot, brackets of a bookkeeper, `30-35`, 1E+05, signs of another script: what a
    spreadsheet or a scanned table makes of a value. It is offered, never taken.
    """
    if len(text) > LONGEST:
        return ""
    plain = "".join(_ascii(sign) for sign in text).translate(_SIGNS).strip()
    plain = _FOOTNOTE.sub("", plain)
    plain = _STATUS.sub(r" (\1)", plain)
    plain = _WITHIN.sub("", plain)
    if found := _BRACKETS.fullmatch(plain):
        plain = f"-{found[1]}"
    elif found := _SPAN.fullmatch(plain):
        plain = f"từ {found[1]} đến {found[2]}"
    elif found := _SCIENTIFIC.fullmatch(plain):
        plain = _written_out(found[1].replace(",", "."), int(found[2]))
    else:
        plain = _BARE_POINT.sub(lambda sign: f"0{sign[0]}", plain).rstrip(".,")
    readable = scan(plain).shape in {Shape.NUMBER, Shape.PART_OF, Shape.RANGE, Shape.ORDINAL}
    return plain if readable and plain != text else ""


def _ascii(sign: str) -> str:
    """Return a digit of any script as 0 to 9."""
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _written_out(number: str, exponent: int) -> str:
    """Return what 1.5E+05 stands for, without the exponent."""
    if abs(exponent) > _LONGEST_EXPONENT:
        return ""
    return f"{Decimal(number).scaleb(exponent):f}"
