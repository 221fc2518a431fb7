"""The series behind a row of the page: which rows have one, and what it says in each language."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from dti_targets.cli.exits import Exit
from dti_targets.diagnostics import Faults
from dti_targets.domain.progress import Series
from dti_targets.domain.report import Assessment
from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.pipeline.check import check
from dti_targets.pipeline.history import histories
from dti_targets.pipeline.project import Project
from dti_targets.reporting.charts.drawing import Drawing
from dti_targets.reporting.pages import history as page_of
from dti_targets.reporting.pages.history import History
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.pages.web import Item, web
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from tests import hostile
from tests.hostile import yaml_of

SOURCE = {"document": "adopted", "quote": "q"}
TEXT = re.compile(r'class="(strong|label|beginning)">([^<]+)<')


def target(name: str, **changes: object) -> dict[str, object]:
    return {
        "id": name, "indicator": name, "name": name, "pillar": "digital_government",
        "unit": "percent", "due": "2025", "levels": {"province": {"at_least": 80}},
        "source": SOURCE, **changes,
    }  # fmt: skip


def project(folder: Path, targets: Sequence[Mapping[str, object]], rows: Sequence[str]) -> None:
    (folder / "targets").mkdir(parents=True)
    (folder / "data").mkdir()
    areas = [{"code": "VN", "tier": "national", "name": "Việt Nam"},
             {"code": "90", "tier": "province", "parent": "VN", "name": "Mẫu"}]  # fmt: skip
    areas += [{"code": f"9{n:02}", "tier": "district", "parent": "90", "name": f"Huyện {n}"}
              for n in range(20)]  # fmt: skip
    written = {
        "resolution": "plan", "title": "plan", "area": "90", "targets": targets,
        "documents": {"adopted": {"number": "1/KH", "date": "2020-03-01"}},
    }  # fmt: skip
    (folder / "targets" / "areas.yaml").write_text(yaml_of({"areas": areas}), "utf-8")
    (folder / "targets" / "plan.yaml").write_text(yaml_of(written), "utf-8")
    head = "indicator;area;level;period;value"
    (folder / "data" / "all.csv").write_text("\n".join([head, *rows, ""]), "utf-8")


def result(folder: Path, **changes: Any) -> Result:  # noqa: ANN401  (settings)
    """Judge a project, as `report` does."""
    settings = Settings()._replace(**changes)
    home = Project.of([str(folder / "data")], settings)
    outcome = check([str(folder / "data")], settings, home)
    assert outcome.report is not None, [*outcome.faults]

    def past(judged: Sequence[Assessment]) -> Sequence[Series | None]:
        return histories(outcome, judged)

    return Result(
        outcome.report, outcome.faults, Exit.NOTHING_FAILS, {}, None, outcome.files,
        Reader(settings, SAY, {}), histories=past,
    )  # fmt: skip


SAY = Wording(Words("vi"))


def items(
    folder: Path, targets: Sequence[Mapping[str, object]], rows: Sequence[str]
) -> dict[str, Item]:
    project(folder, targets, rows)
    made = web(result(folder), SAY)
    return {item.name: item for board in made.boards for item in board.items}


def past(folder: Path, *rows: str, **changes: object) -> History:
    """Return the history of the only target."""
    item = items(folder, [target("t", **changes)], [f"t;90;province;{row}" for row in rows])
    found = item["plan/t/province"].history
    assert found is not None
    return found


def test_a_row_has_its_own_past_and_no_other(tmp_path: Path) -> None:
    found = items(
        tmp_path / "p", [target("old"), target("new"), target("gone"), target("none")],
        ["old;90;province;2023;50%", "old;90;province;2024;60%", "new;90;province;2024;60%",
         "gone;90;province;2021;10%", "gone;90;province;2022;20%"],
    )  # fmt: skip

    have = {name.split("/")[1] for name, item in found.items() if item.history}
    assert have == {"old", "gone"}
    assert found["plan/gone/province"].verdict.value == "missing"


def test_where_there_is_one_year_nothing_is_looked_up_or_explained(tmp_path: Path) -> None:
    project(tmp_path / "p", [target("t")], ["t;90;province;2024;60%"])

    made = web(result(tmp_path / "p"), SAY)

    assert made.marks == ()
    assert made.few_histories == ()


def test_what_is_not_applicable_has_no_chart(tmp_path: Path) -> None:
    withdrawn = target("t", withdrawn={"by": "adopted", "why": "w"})
    found = items(
        tmp_path / "p", [withdrawn, target("u")],
        ["t;90;province;2023;50%", "t;90;province;2024;60%", "u;90;province;2024;6%"],
    )  # fmt: skip

    assert found["plan/t/province"].verdict.value == "not_applicable"
    assert found["plan/t/province"].history is None


def test_the_words_are_those_of_each_language(tmp_path: Path) -> None:
    found = past(
        tmp_path / "p", "2021;12,5%", "2022;trên 30%", "2024;khoảng 45,25%", "2023-H1;40%",
        "2023;-", redefined=[{"from": "2022-01-01", "why": {"vi": "cách mới", "en": "anew"}}],
        levels={"province": {"at_least": {"2023": 60, "2025": 80}}},
    )  # fmt: skip

    assert found.lines[0] == (
        "2021: 12.5%", "Break 1, 1 Jan 2022: anew.", "2022: over 30%", "2023-H1: 40%", "2023: -",
        "2024: about 45.25% (judged)", "Milestone 2023: at least 60%",
        "Threshold, due 2025: at least 80%",
    )  # fmt: skip
    assert found.lines[1] == (
        "2021: 12,5%", "Chỗ ngắt 1, 01/01/2022: cách mới.", "2022: trên 30%", "2023-H1: 40%",
        "2023: -", "2024: khoảng 45,25% (số liệu được xét)", "Mốc 2023: tối thiểu 60%",
        "Ngưỡng, hạn 2025: tối thiểu 80%",
    )  # fmt: skip
    assert found.caption == ("Figures by period (percent)", "Số liệu qua các kỳ (phần trăm)")


def test_a_chart_says_in_each_language_only_what_differs(tmp_path: Path) -> None:
    found = past(tmp_path / "p", "2023;trên 30%", "2024;45,5%")

    english, vietnamese = re.findall(r'<g class="t" lang="(?:en|vi)">(.*?)</g>', found.chart)
    assert TEXT.findall(english) == [("strong", "45.5%")]
    assert TEXT.findall(vietnamese) == [("strong", "45,5%")]
    rest = re.sub(r"<g.*?</g>", "", found.chart)
    assert ("label", "&gt; 30%") in TEXT.findall(rest)
    assert rest.count("<circle") == 3
    assert "joint" not in rest


def test_charts_that_are_laid_out_otherwise_are_there_whole() -> None:
    """Where one language has room for a label and the other has none."""
    one, other = "<a/>", "<b/>"
    drawings = [Drawing((one, other), 1), Drawing((one,), 1)]
    says = [Wording(Words(language)) for language in ("en", "vi")]

    assert page_of.in_languages(drawings, says) == (
        '<g class="t" lang="en"><a/><b/></g><g class="t" lang="vi"><a/></g>'
    )


def test_a_state_has_words_and_no_chart(tmp_path: Path) -> None:
    state = {"province": {"state": {"vi": "không còn", "en": "none left"}}}
    found = past(tmp_path / "p", "2023;chưa", "2024;có", unit="yes_no", levels=state)

    assert found.chart == ""
    assert found.lines[1] == ("2023: chưa", "2024: có (số liệu được xét)",
                              "Ngưỡng, hạn 2025: không còn")  # fmt: skip


def test_what_a_later_edition_replaced_does_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    project(folder, [target("t")], [])
    (folder / "data" / "all.csv").write_text(
        "indicator;area;level;period;value;edition\n"
        "t;90;province;2023;50%;2024-01\nt;90;province;2023;55%;2024-06\n"
        "t;90;province;2024;60%;2025-01\n",
        "utf-8",
    )

    [board] = web(result(folder), SAY).boards

    [item] = board.items
    assert item.history
    assert item.history.lines[0][:3] == ("2023: 55%", "2024: 60% (judged)",
                                         "Not counted: 50% (2023).")  # fmt: skip


def test_each_quota_stands_with_its_period(tmp_path: Path) -> None:
    found = past(
        tmp_path / "p", "2023;90", "2024;140", unit="count", due=None, per_period=True,
        levels={"province": {"at_least": {"2023": 94, "2024": 132, "2025": 133}}},
    )  # fmt: skip

    assert found.lines[0] == (
        "2023: 90", "2024: 140 (judged)", "Quota of 2023: at least 94",
        "Quota of 2024: at least 132", "Quota of 2025: at least 133",
    )  # fmt: skip


def many(folder: Path) -> Result:
    """Judge one province and 20 districts, each over two years; the last ones are missed."""
    levels = {"province": {"at_least": 80}, "district": {"at_least": 80}}
    rows = [f"t;90;province;{year};90%" for year in (2023, 2024)]
    rows += [f"t;9{n:02};district;{year};{95 - n}%" for n in range(20) for year in (2023, 2024)]
    project(folder, [target("t", levels=levels, due="2024")], rows)
    return result(folder, sub_areas="all")


def test_of_too_many_rows_the_own_area_and_the_worst_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_of, "MOST", 4)

    made = web(many(tmp_path / "p"), SAY)

    [board] = made.boards
    have = [item.name for item in board.items if item.history]
    assert have == ["plan/t/province", "plan/t/district/916", "plan/t/district/917"]
    assert len(board.items) == 22  # and the districts together, without a figure
    english, vietnamese = made.few_histories
    assert english.startswith("Of 22 rows, 4 at most show the figures of earlier periods: ")
    assert vietnamese.startswith("Trong 22 dòng, nhiều nhất 4 dòng có số liệu các kỳ trước: ")


def test_below_the_limit_all_rows_have_theirs_and_nothing_is_said(tmp_path: Path) -> None:
    made = web(many(tmp_path / "p"), SAY)

    without = [i.name for board in made.boards for i in board.items if not i.history]
    assert without == ["plan/t/district"]
    assert made.few_histories == ()


def test_nothing_from_data_is_markup_in_a_chart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.project(tmp_path / "p")
    monkeypatch.chdir(tmp_path / "p")

    made = web(result(tmp_path / "p"), SAY)

    [found] = [item.history for board in made.boards for item in board.items if item.history]
    assert set(re.findall(r"<(\w+)", found.chart)) <= {"g", "line", "polyline", "circle", "text"}
    assert not any(sign in text for text in found.lines[0] for sign in "\x1b\u202e\u200b")


def test_a_result_of_nothing_has_no_past(tmp_path: Path) -> None:
    project(tmp_path / "p", [target("t")], ["t;90;province;2023;50%", "t;90;province;2024;x y"])
    settings = Settings()
    home = Project.of([str(tmp_path / "p" / "data")], settings)
    outcome = check([str(tmp_path / "p" / "data")], settings, home)
    judged = list(many(tmp_path / "q").report.assessments())  # type: ignore[union-attr]

    assert outcome.report is None
    assert histories(outcome, judged) == [None] * len(judged)
    plain = Result(None, Faults(), 2, {}, None, (), Reader(settings, SAY, {}))
    assert plain.histories(judged) == [None] * len(judged)
