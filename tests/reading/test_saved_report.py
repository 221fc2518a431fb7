"""Our report read back: the same as it was judged, and whatever else somebody gives."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.diagnostics import Diagnostic, Faults
from dti_targets.domain.area import Gazetteer
from dti_targets.domain.verdict import Verdict
from dti_targets.reading.saved_report import SavedReport, read_report
from dti_targets.reading.source import Input
from tests.builders import GAZETTEER
from tests.comparisons import NEW_51

FIGURE = {
    "text": "87,5%", "numerator": "", "denominator": "", "decimal": "comma", "period": "2024",
    "source": "Báo", "quote": "87,5%", "note": "", "file": "data/2024.csv", "line": 2, "column": 9,
    "low": "87.5", "later_key": [],
}  # fmt: skip
ASSESSMENT = {
    "resolution": "plan", "target": "rate", "name": {"vi": "Tỷ lệ", "en": "Rate"},
    "indicator": "rate", "unit": "percent", "level": "province", "due": "2025",
    "threshold": {"kind": "at_least", "value": "80", "about": False, "text": "at least 80%"},
    "area": {"code": "51", "name": "Quảng Ngãi"}, "figure": FIGURE, "other_figures": [],
    "verdict": "met", "gap": "7.5", "target_file": "targets/plan.yaml", "target_line": 9,
    "target_column": 5,
}  # fmt: skip
UNUSED = {
    "indicator": "x", "area": {"code": "51", "name": "Quảng Ngãi"}, "level": "province",
    "period": "2023", "text": "1", "source": "", "file": "data/2024.csv", "line": 3,
}  # fmt: skip
REPORT: dict[str, Any] = {
    "format_version": 1, "period": "2025", "judged": True,
    "resolutions": [
        {"id": "plan", "label": "1/KH-UBND", "area": {"code": "51", "name": "Quảng Ngãi"},
         "judged": True},
        {"id": "other", "label": "2/KH", "area": {"code": "38", "name": "x"}, "judged": False},
    ],
    "assessments": [ASSESSMENT], "unused_figures": [UNUSED],
}  # fmt: skip


def read(text: str | bytes, gazetteer: Gazetteer = GAZETTEER) -> tuple[SavedReport | None, Faults]:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    faults = Faults()
    opened = Input("old.json", io.BytesIO(data), len(data), "utf-8")
    return read_report(opened, gazetteer, faults), faults


def sound(changes: dict[str, Any] | None = None) -> SavedReport:
    report, faults = read(json.dumps(REPORT | (changes or {})))
    assert report, [(fault.code.id, dict(fault.params)) for fault in faults]
    return report


def wrong(text: str | bytes) -> Diagnostic:
    report, faults = read(text)
    assert report is None
    (fault,) = faults
    return fault


def assessed(**changes: object) -> dict[str, Any]:
    return {"assessments": [ASSESSMENT | changes]}


def test_what_was_judged_is_what_is_read() -> None:
    report = sound()

    (judged,) = report.judged
    assert judged.key == ("plan", "rate", "province", "51")
    assert (judged.label, judged.verdict, judged.own) == ("1/KH-UBND", Verdict.MET, True)
    assert judged.exact_gap == judged.figures[0].value.number - 80  # type: ignore[union-attr,operator]
    assert (str(judged.place), str(judged.figures[0].place)) == (
        "targets/plan.yaml:9:5", "data/2024.csv:2",
    )  # fmt: skip
    assert report.left_out == {"other"}
    assert [figure.text for figure in report.unused] == ["1"]


def test_a_code_and_a_day_are_a_territory() -> None:
    assert sound().judged[0].area == NEW_51
    assert sound({"period": "2024"}).judged[0].area != NEW_51


def test_an_area_that_nobody_knows_is_one_of_its_code() -> None:
    report, _ = read(json.dumps(REPORT), Gazetteer())

    assert report
    assert (report.judged[0].area.code, report.judged[0].area.name) == ("51", "Quảng Ngãi")
    gone = {"area": {"code": "530", "name": "Sơn Tây"}}
    unit = sound(assessed(**gone, level="district")).judged[0]
    assert (unit.area.name, unit.own) == ("Sơn Tây", False)


def test_a_resolution_that_is_not_listed_has_its_id_for_a_label() -> None:
    judged = sound({"resolutions": []}).judged[0]

    assert (judged.label, judged.own) == ("plan", True)


def test_a_state_has_no_limit_and_a_figure_need_not_be_there() -> None:
    state = {"kind": "state", "value": None, "about": False}
    judged = sound(
        assessed(threshold=state, unit="yes_no", figure=None, verdict="missing", gap=None)
    ).judged[0]

    assert (judged.limit, judged.figures, judged.gap) == (None, (), None)


def test_several_sources_and_parts_of_a_whole_are_read() -> None:
    share = FIGURE | {"text": "", "numerator": "114", "denominator": "558"}
    judged = sound(assessed(other_figures=[share])).judged[0]

    texts = [figure.value.number for figure in judged.figures if figure.value]
    assert [str(number) for number in texts] == ["175/2", "1900/93"]


def test_a_text_that_a_hand_changed_stands_for_itself() -> None:
    judged = sound(assessed(figure=FIGURE | {"text": "quite good"})).judged[0]

    assert (judged.figures[0].text, judged.figures[0].value, judged.gap) == (
        "quite good", None, None,
    )  # fmt: skip


def test_a_bound_has_no_exact_gap() -> None:
    assert sound(assessed(figure=FIGURE | {"text": "trên 85%"})).judged[0].exact_gap is None


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{\n  "a": }', 2, 8),
        ("{", 1, 2),
        ("", 1, 1),
        ('{"a": NaN}', 0, 0),
        ('{"a": 1, "a": 2}', 0, 0),
        ("[" * 100_000, 0, 0),
        ("[" * 40 + "]" * 40, 0, 0),
        ('{"a": ' + "9" * 5000 + "}", 0, 0),
    ],
)
def test_what_is_no_json_is_told_where_it_ends(text: str, line: int, column: int) -> None:
    fault = wrong(text)

    assert fault.code.id == "DT130"
    assert (fault.at.line, fault.at.column) == (line, column)


@pytest.mark.parametrize(
    "text", ["null", "1", '"x"', "[]", "{}", '{"judged": true}', '{"format_version": 1}']
)
def test_other_json_is_no_report(text: str) -> None:
    assert wrong(text).code.id == "DT131"


def test_bytes_that_are_no_text_are_told() -> None:
    assert wrong(b'{"a": "\xff"}').code.id == "DT005"


@pytest.mark.parametrize("version", [2, "1", None, [1], True, 1.5])
def test_another_format_is_told(version: object) -> None:
    fault = wrong(json.dumps(REPORT | {"format_version": version}))

    assert (fault.code.id, fault.params["known"]) == ("DT133", 1)


def test_a_report_without_verdicts_is_told() -> None:
    assert wrong(json.dumps(REPORT | {"judged": False, "period": None})).code.id == "DT134"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"period": None}, "period"),
        ({"period": "2024-13"}, "period"),
        ({"assessments": {}}, "assessments"),
        (assessed(verdict="good"), "assessments.0.verdict"),
        (assessed(due="soon"), "assessments.0.due"),
        (assessed(level="planet"), "assessments.0.level"),
        (assessed(unit="1"), "assessments.0.unit"),
        (assessed(gap="1/0"), "assessments.0.gap"),
        (assessed(gap="1e999999999"), "assessments.0.gap"),
        (assessed(gap=7.5), "assessments.0.gap"),
        (assessed(target_line=-1), "assessments.0.target_line"),
        (assessed(target_line=10**20), "assessments.0.target_line"),
        (assessed(target="\ud800"), "assessments.0.target"),
        (assessed(area={"code": 51, "name": "x"}), "assessments.0.area.code"),
    ],
)
def test_a_value_that_is_never_written_is_named(changes: dict[str, Any], key: str) -> None:
    fault = wrong(json.dumps(REPORT | changes))

    assert (fault.code.id, fault.params["key"]) == ("DT132", key)
    assert len(str(fault.params["text"])) < 100


def test_a_key_that_is_gone_is_named() -> None:
    less = {key: value for key, value in ASSESSMENT.items() if key != "verdict"}
    fault = wrong(json.dumps(REPORT | {"assessments": [less]}))

    assert (fault.params["key"], fault.params["text"]) == ("assessments.0.verdict", None)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.sampled_from(["2024", "1/3", "-5", "met", "percent", "state", "at_least", "9" * 300]),
    st.lists(st.none(), max_size=2), st.dictionaries(st.text(max_size=2), st.none(), max_size=2),
)  # fmt: skip


def ways(part: object, way: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(
        part, list) else ()  # fmt: skip
    return [way, *(found for key, value in inner for found in ways(value, (*way, key)))]


@given(st.sampled_from(ways(REPORT)[1:]), VALUES)
def test_any_change_is_read_or_named(way: tuple[str | int, ...], value: object) -> None:
    copy = json.loads(json.dumps(REPORT))
    part = copy
    for key in way[:-1]:
        part = part[key]
    part[way[-1]] = value

    report, faults = read(json.dumps(copy))

    assert (report is None) == bool(faults.errors)


@given(st.text(), st.integers(0, 400))
def test_any_cut_is_named(noise: str, at: int) -> None:
    text = json.dumps(REPORT)
    report, faults = read(text[:at] + noise)

    assert report is None
    assert faults.errors
