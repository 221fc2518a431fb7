"""Group A, cases 1 to 24: bytes and encodings of a figures file."""

import codecs
import json
import unicodedata
from pathlib import Path

import pytest

from dti_targets.reading.garbled import garbled
from tests.reliability.tables import HEAD, ROW, TABLE, Judge
from tests.runs import ROOT, Command

VIETNAMESE = (
    "chỉ tiêu,địa bàn,cấp,kỳ,giá trị,ghi chú\n"
    'rate,Hòa Bình,tỉnh,2024,"87,49%",Tỷ lệ hồ sơ đạt được rất cao\n'
)
IN_TCVN3 = (
    "chØ tiªu,®Þa bµn,cÊp,kú,gi¸ trÞ,ghi chó\n"
    'rate,Hßa B×nh,tØnh,2024,"87,49%",Tû lÖ hå s¬ ®¹t ®\u00adîc rÊt cao\n'
)
IN_VNI = (
    "chæ tieâu,ñòa baøn,caáp,kyø,giaù trò,ghi chuù\n"
    'rate,Hoøa Bình,tænh,2024,"87,49%",Tyû leä hoà sô ñaït ñöôïc raát cao\n'
)
UNICODE_TEXT = TABLE.replace('"87,49%"', "87;49%").replace(",", "\t").replace(";", ",")
"""What Excel calls Unicode text: tabs between the cells, decimal commas in them."""

EXACT = ("87,49%", "87.49", "87.49")


@pytest.fixture
def judge(command: Command, tmp_path: Path) -> Judge:
    return Judge(command, tmp_path)


def in_windows_1258(text: str) -> bytes:
    """Return a text as a Vietnamese Windows writes it: letters, and tones behind them."""
    written = bytearray()
    for sign in unicodedata.normalize("NFC", text):
        try:
            written += sign.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", sign)
            tones = [mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in tones))
            written += "".join([base, *tones]).encode("cp1258")
    return bytes(written)


def twice(text: str) -> str:
    """Return a text whose UTF-8 was read as windows-1252 and saved again."""
    return "".join(
        bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte))
        for byte in text.encode()
    )


def test_case_001_byte_order_mark_before_the_header(judge: Judge) -> None:
    read = judge(codecs.BOM_UTF8 + TABLE.encode())
    assert (read.status, read.faults) == (0, [])
    assert read.value() == EXACT


@pytest.mark.parametrize(
    ("more", "faults"), [(ROW, ["DT009:3:1"]), (TABLE, ["DT206:3:1"])], ids=["row", "table"]
)
def test_case_002_byte_order_mark_in_the_middle(judge: Judge, more: str, faults: list[str]) -> None:
    read = judge(f"{TABLE}\ufeff{more}")
    assert (read.status, read.faults) == (2, faults)
    assert "\\ufeff" in read.shown


@pytest.mark.parametrize("mark", ["LE", "BE"])
def test_case_003_unicode_text_of_excel(judge: Judge, mark: str) -> None:
    written = UNICODE_TEXT.replace("ghi", "đạt").replace("\n", "\r\n")
    bom = getattr(codecs, f"BOM_UTF16_{mark}")
    read = judge(bom + written.encode(f"utf-16-{mark}"))
    assert (read.status, read.faults) == (0, [])
    assert read.value() == EXACT
    assert read.figure()["note"] == "đạt"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_case_004_utf_16_without_a_mark(judge: Judge, encoding: str) -> None:
    for text in (UNICODE_TEXT, UNICODE_TEXT.replace("indicator", "chỉ tiêu")):
        read = judge(text.encode(encoding))
        assert (read.status, [fault[:7] for fault in read.faults]) == (2, ["DT005:1"])
        assert f"--encoding {encoding}" in read.shown
        assert "CSV UTF-8" in read.shown
        named = judge(text.encode(encoding), "--encoding", encoding)
        assert named.value() == EXACT


def test_case_004_utf_16_that_breaks_off(judge: Judge) -> None:
    read = judge(codecs.BOM_UTF16_LE + UNICODE_TEXT.encode("utf-16-le") + b"a")
    assert (read.status, read.faults) == (2, ["DT005:3:1"])


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_case_005_utf_32(judge: Judge, encoding: str) -> None:
    read = judge(TABLE.encode(encoding))
    assert (read.status, [fault[:7] for fault in read.faults]) == (2, ["DT005:1"])
    assert f"--encoding {encoding}" in read.shown
    assert judge(TABLE.encode("utf-32")).value() == EXACT


def test_case_006_windows_1258(judge: Judge) -> None:
    data = in_windows_1258(VIETNAMESE)
    read = judge(data)
    assert (read.status, read.faults) == (2, ["DT005:1:4"])
    assert "0xD2" in read.shown
    assert "--encoding windows-1258" in read.shown
    named = judge(data, "--encoding", "windows-1258")
    assert (named.status, named.faults) == (0, [])
    assert named.value() == EXACT
    note = named.figure()["note"]
    assert note == unicodedata.normalize("NFC", "Tỷ lệ hồ sơ đạt được rất cao")


def test_case_006_windows_1258_behind_much_else(judge: Judge) -> None:
    far = (ROW + "\n") * 9000 + 'rate,Hòa Bình,tỉnh,2024,"87,49%",đạt\n'
    read = judge(in_windows_1258(f"{HEAD}\n{far}"))
    assert (read.status, read.faults) == (2, ["DT005:9002:8"])
    assert "give --encoding windows-1258" in read.shown


def test_case_006_the_named_encoding_is_not_the_encoding(judge: Judge) -> None:
    read = judge(VIETNAMESE, "--encoding", "windows-1258")
    assert read.status == 2
    assert read.faults[0] == "DT012:1:1"
    assert "leave out --encoding; it should read chỉ tiêu." in read.shown


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_case_007_windows_1252(judge: Judge, encoding: str) -> None:
    read = judge(f"{HEAD}\n{ROW.replace('ghi', 'café déjà vu')}\n".encode(encoding))
    assert (read.status, read.faults) == (2, ["DT005:2:35"])
    assert "0xE9" in read.shown
    assert "it reads like" not in read.shown


def test_case_008_viscii(judge: Judge) -> None:
    data = TABLE.encode().replace(b"ghi", b"Ch\xe6 Qu\xafc ng\xe6 l\xe0 h\xae ch\xe6")
    read = judge(data)
    assert (read.status, read.faults) == (2, ["DT005:2:34"])
    assert "windows-1258" in read.shown  # an example, not what it is


def _headings_in_an_old_font(judge: Judge, text: str, font: str, near: str) -> None:
    read = judge(text)
    assert read.status == 2
    assert {fault[:8] for fault in read.errors} == {"DT011:1:"}
    assert f"in the old font encoding {font}" in read.shown
    assert "UniKey" in read.shown
    assert f"it would read {near}." in read.shown


def _cells_in_an_old_font(judge: Judge, text: str) -> None:
    row = text.splitlines()[1]
    read = judge(f"{HEAD}\n{row}\n")
    area, level = row.split(",")[1:3]
    places = [f"DT011:2:{row.index(cell) + 1}" for cell in (area, level)]
    assert (read.status, read.faults) == (2, places)
    assert "it would read Hòa Bình." in read.shown


def _notes_in_an_old_font(judge: Judge, text: str) -> None:
    note = text.splitlines()[1].split(",")[-1]
    read = judge(f"{HEAD}\n{ROW.replace('ghi', note)}\n")
    assert (read.status, read.faults) == (0, ["DT241:2:32"])
    assert "it should read Tỷ lệ hồ sơ đạt được rất cao" in read.shown
    assert read.value() == EXACT


def test_case_009_tcvn3_saved_as_utf_8(judge: Judge) -> None:
    _headings_in_an_old_font(judge, IN_TCVN3, "TCVN3 (.VnTime)", "chỉ tiêu")
    _cells_in_an_old_font(judge, IN_TCVN3)
    _notes_in_an_old_font(judge, IN_TCVN3)


def test_case_009_tcvn3_in_a_value_and_in_yaml(judge: Judge) -> None:
    read = judge(f"{HEAD}\n{ROW.replace('87,49', 'trªn 87,49')}\n")
    assert (read.status, read.faults) == (2, ["DT011:2:23"])
    areas = (judge.folder / "targets/areas.yaml").read_text("utf-8")
    judge.write("targets/areas.yaml", areas.replace("name: Thừa Thiên", "name: Thõa Thiªn"))
    judge.write("data/f.csv", TABLE)
    done = judge.command("check", "data/f.csv")
    assert done.status == 2
    assert "error[DT011]: Thõa Thiªn is text in the old font encoding TCVN3" in done.err
    assert "targets/areas.yaml:4:" in done.err


def test_case_010_tcvn3_as_bytes(judge: Judge) -> None:
    read = judge(IN_TCVN3.encode("latin-1"))
    assert (read.status, read.faults) == (2, ["DT011:1:3"])
    assert "TCVN3" in read.shown
    assert "it would read chỉ tiêu." in read.shown


def test_case_011_vni_saved_as_utf_8(judge: Judge) -> None:
    _headings_in_an_old_font(judge, IN_VNI, "VNI", "chỉ tiêu")
    read = judge(IN_VNI.encode("latin-1"))
    assert (read.status, [fault[:7] for fault in read.faults]) == (2, ["DT011:1"])
    _notes_in_an_old_font(judge, IN_VNI)


def test_case_012_utf_8_encoded_twice(judge: Judge) -> None:
    read = judge(twice(VIETNAMESE))
    assert read.status == 2
    assert read.errors[0] == "DT012:1:1"
    assert {fault[:8] for fault in read.errors} == {"DT012:1:"}
    assert "it should read chỉ tiêu." in read.shown
    area = judge(f"{HEAD}\n{ROW.replace('90', twice('Hòa Bình'))}\n")
    assert (area.status, area.faults) == (2, ["DT012:2:6"])
    note = judge(f"{HEAD}\n{ROW.replace('ghi', twice('đạt'))}\n")
    assert (note.status, note.faults) == (0, ["DT241:2:32"])


def test_case_009_to_012_nothing_that_was_published_is_called_garbled() -> None:
    for path in [*(ROOT / "data").rglob("*.csv"), *(ROOT / "targets").glob("*.yaml")]:
        for line in path.read_text("utf-8").splitlines():
            pieces = [line, *line.split(","), *line.split('"')]
            assert not any(garbled(piece, free=True) for piece in pieces), line
            assert not any(garbled(piece) for piece in pieces), line


@pytest.mark.parametrize(
    "text",
    [
        "là và có mà cũng", "Cà Mau", "trên 95%", "Krông Nô, Cư Mgar", "Hà Giang, Lào Cai",
        "un café déjà très près de l'école où l'été français a été fêté à côté",
        "für große Maßnahmen überprüfen Sie öffentliche Gebäude früher",
        "el señor pequeño compró así un año más de ñoquis en español aquí también",
        "não são informações à população açúcar coração você também está lá",
        "5 µm ± 2 °C, 30 m², § 4, ½, ©, « là », “đạt”", "数字化转型 100%", "Tiếng Việt: Ô Môn",
        "Île-de-France, Âu Á, Ý, Ê a",
        "naïve façade coöperation Zürich Ångström Øresund smörgåsbord",
    ],
)  # fmt: skip
def test_case_009_to_012_what_is_no_garbled_text(text: str) -> None:
    assert garbled(text, free=True) is None
    assert garbled(text) is None


def test_case_013_nul_byte_in_a_cell(judge: Judge) -> None:
    for written, fault in (("9\x000", "DT009:2:6"), ("90", "")):
        read = judge(f"{HEAD}\n{ROW.replace('90', written)}\n")
        assert read.errors == ([fault] if fault else [])
    read = judge(f"{HEAD}\n{ROW.replace('ghi', 'g' + chr(0) + 'hi')}\n")
    assert (read.status, read.faults) == (2, ["DT009:2:32"])
    assert "U+0000" in read.shown


@pytest.mark.parametrize("sign", ["\x1b", "\x7f", "\x85"])
def test_case_014_control_character_in_a_cell(judge: Judge, sign: str) -> None:
    for cell, column in (("rate", 1), ("2024", 18), ('"87,49%"', 23)):
        broken = cell.replace(cell[2:], sign + cell[2:]) if len(cell) > 2 else f"9{sign}0"
        read = judge(f"{HEAD}\n{ROW.replace(cell, broken)}\n")
        assert (read.status, read.faults) == (2, [f"DT009:2:{column}"])
        assert f"U+{ord(sign):04X}" in read.shown
    note = judge(f"{HEAD}\n{ROW.replace('ghi', f'g{sign}hi')}\n")
    assert (note.status, note.value()) == (0, EXACT)
    assert f"g\\u{ord(sign):04x}hi" in note.shown


def test_case_015_decomposed_headings(judge: Judge) -> None:
    read = judge(unicodedata.normalize("NFD", VIETNAMESE))
    assert (read.status, read.faults, read.value()) == (0, [], EXACT)


def test_case_016_decomposed_names(judge: Judge) -> None:
    row = unicodedata.normalize("NFD", 'rate,tỉnh Hòa Bình,cấp tỉnh,2024,"87,49%",ghi')
    read = judge(f"{HEAD}\n{row}\n{ROW}\n")
    assert (read.status, read.errors) == (0, [])  # one figure, said twice
    assert read.value() == EXACT
    other = judge(f"{HEAD}\n{row}\n{ROW.replace('87,49', '80,1')}\n")
    assert (other.status, other.errors) == (2, [f"DT302:2:{row.index(chr(34)) + 1}"])
    identifier = judge(f"{HEAD}\n{ROW.replace('rate', unicodedata.normalize('NFD', 'ráte'))}\n")
    assert (identifier.status, identifier.faults) == (2, ["DT223:2:1"])


@pytest.mark.parametrize(
    ("cell", "written", "fault"),
    [
        ("87,49%", "87,49\uff05", "DT230:2:23"),  # full-width percent sign
        ("87,49%", "\uff18\uff17%", "DT230:2:23"),
        ("87,49%", "½%", "DT230:2:23"),
        ("rate", "\uff52ate", "DT013:2:1"),
        ("2024", "\uff12024", "DT222:2:18"),
        ("90", "9\uff10", "DT220:2:6"),
    ],
)
def test_case_017_only_compatible_characters(
    judge: Judge, cell: str, written: str, fault: str
) -> None:
    read = judge(f"{HEAD}\n{ROW.replace(cell, written)}\n")
    assert (read.status, read.faults) == (2, [fault])


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\t"])
def test_case_018_spaces_around_a_cell(judge: Judge, space: str) -> None:
    row = f'{space}rate{space},{space}90,province{space},{space}2024,"{space}87,49%{space}",ghi'
    read = judge(f"{HEAD}\n{row}\n")
    assert (read.status, read.faults) == (0, [])
    assert read.value()[1:] == EXACT[1:]


def test_case_019_no_break_space_in_a_number(judge: Judge) -> None:
    read = judge(f"{HEAD}\nteams,90,province,2024,1\u00a0526,\n")
    assert (read.status, read.faults) == (0, [])
    assert read.value("teams")[1:] == ("1526", "1526")
    for written in ("15\u00a026", "1\u00a052"):
        broken = judge(f"{HEAD}\nteams,90,province,2024,{written},\n")
        assert (broken.status, broken.faults) == (2, ["DT230:2:24"])


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\ufeff", "\u00ad"])
def test_case_020_zero_width_in_an_id_or_heading(judge: Judge, sign: str) -> None:
    for cell, written, column in (("rate", f"ra{sign}te", 1), ("90", f"90{sign}", 6)):
        read = judge(f"{HEAD}\n{ROW.replace(cell, written)}\n")
        assert (read.status, read.faults) == (2, [f"DT009:2:{column}"])
        assert f"U+{ord(sign):04X}" in read.shown
        assert f"\\u{ord(sign):04x}" in read.shown
    heading = judge(f"{HEAD.replace('value', f'val{sign}ue')}\n{ROW}\n")
    assert (heading.status, heading.faults) == (2, ["DT009:1:29"])


@pytest.mark.parametrize(
    ("cell", "written", "place", "named"),
    [
        ("rate", "r\u0430te", "2:1", "U+0430 (CYRILLIC SMALL LETTER A)"),
        ("90", "H\u03bf\u0300a Bình", "2:6", "U+03BF (GREEK SMALL LETTER OMICRON)"),
        ("province", "prov\u0456nce", "2:9", "U+0456 (CYRILLIC SMALL LETTER BYELORUSSIAN"),
        ("area", "\u00f0ịa bàn", "1:11", "U+00F0 (LATIN SMALL LETTER ETH)"),
        ("value", "v\u0430lue", "1:29", "U+0430 (CYRILLIC SMALL LETTER A)"),
    ],
)
def test_case_021_letter_of_another_script(
    judge: Judge, cell: str, written: str, place: str, named: str
) -> None:
    head, row = (HEAD.replace(cell, written), ROW.replace(cell, written))
    read = judge(f"{head}\n{row}\n")
    assert (read.status, read.errors) == (2, [f"DT013:{place}"])
    assert named in read.shown


def test_case_022_tone_on_another_letter(judge: Judge) -> None:
    read = judge(f"{HEAD}\n{ROW.replace('90', 'Hoà Bình')}\n")
    assert (read.status, read.faults) == (2, ["DT220:2:6"])
    assert "there is no area Hoà Bình" in read.shown
    assert "did you mean Hòa Bình?" in read.shown


@pytest.mark.parametrize(
    "head",
    [
        "INDICATOR , Area,LEVEL,Kỳ,GIÁ  TRỊ ,Ghi chú",
        "Mã chỉ tiêu,Địa Bàn,CẤP,Năm,Giá\u00a0trị,GHI CHÚ",
        "ma chi tieu,DIA BAN,cap,ky,gia tri,ghi chu",
    ],
)
def test_case_023_spelling_of_headings(judge: Judge, head: str) -> None:
    read = judge(f"{head}\n{ROW}\n")
    assert (read.status, read.faults, read.value()) == (0, [], EXACT)


@pytest.mark.parametrize("key", ["title", "id"])
def test_case_024_lone_surrogate_in_yaml(judge: Judge, key: str) -> None:
    plan = (judge.folder / "targets/plan.yaml").read_text("utf-8")
    old = {"title": "title: Kế hoạch", "id": "id: teams\n"}[key]
    new = old.split(":")[0] + ': "\\ud83d"\n'
    judge.write("targets/plan.yaml", plan.replace(old, new.rstrip() + "\n" * old.endswith("\n")))
    judge.write("data/f.csv", TABLE)
    for form in ("table", "json"):
        done = judge.command("check", "data/f.csv", "-f", form)
        assert done.status == 2
        assert "Traceback" not in done.err
        if form == "json":
            assert json.loads(done.out)["judged"] is False
