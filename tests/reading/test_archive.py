import io
import zipfile

import pytest

from dti_targets.diagnostics import Faults
from dti_targets.reading import archive
from dti_targets.reading.archive import open_archive
from tests.reading_builders import memory
from tests.workbooks import table, with_parts

SOUND = table(("rate", 51, "province", 2024, "87,49%"))


def refused(data: bytes) -> list[tuple[str, object]]:
    faults = Faults()
    found = open_archive(memory(data, "f.xlsx"), faults)
    assert (found is None) is bool(faults.errors)
    return [(fault.code.id, fault.params.get("problem")) for fault in faults]


def test_a_workbook_is_opened_where_it_lies() -> None:
    faults = Faults()
    opened = open_archive(memory(SOUND, "f.xlsx"), faults)

    assert opened
    assert "xl/workbook.xml" in opened.namelist()
    assert not faults.errors


def test_a_part_may_swell_while_it_stays_small() -> None:
    assert refused(with_parts(SOUND, ("x", bytes(archive.SMALL)))) == []
    assert refused(with_parts(SOUND, ("x", bytes(archive.SMALL + 1)))) == [
        ("DT253", "workbook_times")
    ]


def test_a_lock_is_found_across_two_pieces_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_PIECE", 64)
    name = "EncryptedPackage".encode("utf-16-le")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for before in range(40, 64):
        assert refused(ole + bytes(before) + name + bytes(100)) == [("DT252", None)]
    assert refused(ole + bytes(600)) == [("DT251", "workbook_xls")]


@pytest.mark.parametrize(
    "part",
    [
        b"<!DOCTYPE x><x/>",
        b"\xef\xbb\xbf<?xml version='1.0'?><!-- <!-- --><!DOCTYPE x><x/>",
        "<!DOCTYPE x><x/>".encode("utf-16"),
        b"<!--" + bytes([32]) * 5000 + b"--><!DOCTYPE x><x/>",
    ],
)
def test_a_document_type_is_refused_however_it_is_written(part: bytes) -> None:
    assert refused(with_parts(SOUND, ("xl/x.xml", part))) == [("DT253", "workbook_doctype")]


def test_parts_that_are_no_xml_are_left_alone() -> None:
    for part in (b"", b"\x89PNG<!DOCTYPE", b"text <!DOCTYPE x>"):
        assert refused(with_parts(SOUND, ("xl/media/x.png", part))) == []


def test_a_part_whose_bytes_are_damaged() -> None:
    data = bytearray(SOUND)
    data[60:90] = bytes(30)  # within the first part, behind its header

    assert refused(bytes(data)) == [("DT253", "workbook_damaged")]


def test_an_open_document_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refused(out.getvalue()) == [("DT251", "workbook_ods")]
