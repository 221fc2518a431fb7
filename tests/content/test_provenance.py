"""Every shipped threshold and figure stands on a row of `source/`, and no row is lost.

Reads the files as plain text (csv, YAML without types), not through the loader, so that what is
shipped and what reads it are tested apart.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).parent / "source"
RESOLUTIONS = sorted(path for path in (ROOT / "targets").glob("*.yaml") if path.stem != "areas")
FIGURE_FILES = sorted((ROOT / "data").rglob("*.csv"))

# The sets of `targets.csv` that each file ships, by the document that sets them.
SHIPPED = {
    "13-nq-tu": {
        "adopted": "qni-13-NQ-TU-2023",
        "plan_38": "qni-38-KH-UBND-2024",
        "draft": "qni-2021-draft",
    },
    "114-kh-ubnd": {"adopted": "qni-114-KH-UBND-2025"},
    "906-qd-ubnd": {"adopted": "qni-906-QD-UBND-2022"},
    "06-nq-tu-thanh-hoa": {"adopted": "tha-06-NQ-TU-2021", "goals_2024": "tha-goals-2024"},
    "969-qd-ubnd-thanh-hoa": {"adopted": "tha-969-QD-UBND-2022"},
    "749-qd-ttg": {"adopted": "vn-749-QD-TTg-2020"},
}
NOT_SHIPPED = {
    "qni-169-KH-UBND-2021",
    "qni-252-KH-UBND-ha-tang-so",
    "qni-29-KH-UBND-private-sector",
    "qni-dai-hoi-I-2025-2030",
    "qni-kh-749-plan-2020",
    "qni-tuan-cds-2023-vision",
    "tha-digital-firms",
    "vn-411-QD-TTg-2022",
    "vn-52-NQ-TW-2019",
    "vn-57-NQ-TW-2024",
    "vn-942-QD-TTg-2021",
    "vn-UBQG-CDS-2023-plan",
}

# Remarks of those who collected the rows. Each is named, so that nothing else is ever taken out.
NOTES = (
    " [text cut off here in the stored copy]",
    " [it is ambiguous whether 'trên' also governs 80% and 70%]",
    "  [TTXVN omits 'toàn trình', which the text of plan 38 has]",
    " [photo caption]",
    " [stored text cut off here]",
    "  [sic: almost surely a typo for 7%; QĐ 749/QĐ-TTg and Kế hoạch 114/KH-UBND both say 7%]",
    " [the 2022 strategy says 'trên 50%', this newspaper summary says '50%']",
    " (four years sum to 477; Báo Thanh Hóa of 08/10/2024 reports 114/558 cumulative in 10/2024)",
    "  [note: the abbreviation GCI is used for two different indices in this decision]",
    " [English page; '>' or '>=' in the original not checked]",
    " [cut off]",
    " [cấp Sở]",
    " [a pair joined by a dash: input - output, not a range]",
    " [denominator not stated]",
    " [implausibly small: likely a new-registration or programme count]",
    " [CONTRADICTS VietNamNet: 60/63, +34]",
    " (TIE: both printed rank 15, next is 17)",
    " [ICT Index, predecessor of DTI; ties share a rank: 17 Thanh Hóa and 17 Bà Rịa - Vũng Tàu]",
    " [compare: plan 121 of 31/12/2025 says hơn 1,1 triệu LƯỢT (turns, not people)]",
    " [of 34: vtcnews.vn ar972306]",
    " [559 communes in 2022, 558 in 2024: denominators move]",
    " [row of the secondary dataset vn-dti-provincial, built from the ministry reports]",
    (
        " [another official page gives 18.3% for the full year 2024:"
        " the mid-year value is higher than the year value]"
    ),
    " [counted]",
)
# Brackets that belong to a quote: they complete a word that the page cuts.
ELISIONS = (
    "bí m[ật...]",
    "hồ sơ c[ông việc tại cấp xã...]",
    "manage[ment agencies ...]",
    "cơ sở dữ[ liệu ...]",
    "giao[ dịch ...]",
    "cấp [độ]",
)

COMPARISONS = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "rank_at_most": "rank<=",
}
UNITS = {
    "%": "percent",
    "% GRDP": "percent",
    "% GDP": "percent",
    "%/year": "percent_change",
    "rank": "rank",
    "huyện": "count",
    "xã": "count",
    "": "yes_no",
}
PILLARS = {
    "chính quyền số": "digital_government",
    "chỉ số xếp hạng": "ranking",
    "kinh tế số": "digital_economy",
    "hạ tầng số": "digital_infrastructure",
    "xã hội số": "digital_society",
    "dữ liệu số": "digital_data",
    "nhân lực số": "human_resources",
    "an toàn thông tin": "information_security",
    "chuyển đổi số cấp huyện": "commune_transformation",
    "chuyển đổi số cấp xã": "commune_transformation",
}
PILLAR_ORDER = (
    "digital_government",
    "ranking",
    "digital_economy",
    "digital_infrastructure",
    "digital_society",
    "digital_data",
    "human_resources",
    "information_security",
    "commune_transformation",
)
# How a promise without a number is worded in the row and in the resolution.
STATES = {
    "nhóm dẫn đầu (không nêu số)": "nhóm dẫn đầu",
    "phổ cập": "phổ cập",
    "triển khai đến cấp xã": "có đến cấp xã",
    "không còn vùng lõm": "không còn",
}

AREAS = {
    "Quảng Ngãi": "51",
    "Quảng Ngãi (mới, sau 01/7/2025)": "51",
    "Kon Tum": "62",
    "Thanh Hóa": "38",
    "Việt Nam": "VN",
    "cả nước": "VN",
    "cả nước (63 tỉnh)": "VN",
    "TP. Hà Nội": "01",
    "Quảng Ninh": "22",
    "TP. Hải Phòng": "31",
    "Thừa Thiên Huế": "46",
    "Thừa Thiên - Huế": "46",
    "TP. Huế": "46",
    "TP. Hồ Chí Minh": "79",
    "Kiên Giang": "91",
    "TP. Cần Thơ": "92",
    "Sơn Tây (huyện)": "530",
    "Ba Tơ (huyện)": "535",
    "Các xã huyện Ba Tơ": "535",
    "Sơn Tân (xã, Sơn Tây)": "21337",
    "Thôn Bắc An Bình, Lý Sơn": "536-bac-an-binh",
    "Trung tâm Phục vụ - KSTTHC tỉnh Quảng Ngãi": "51-ttpvkstthc",
    "BQL KKT Dung Quất và các KCN Quảng Ngãi": "51-bql-dung-quat",
}
FOLDERS = {"VN": "viet-nam", "38": "thanh-hoa"} | dict.fromkeys(
    ("01", "22", "31", "46", "62", "79", "91", "92"), "cac-tinh"
)
PERIODS = {
    "2017": "2017",
    "2020": "2020",
    "2021": "2021",
    "2022": "2022",
    "2023": "2023",
    "2024": "2024",
    "2025": "2025",
    "2022-06": "2022-06",
    "2023-07": "2023-07",
    "2023-09": "2023-09",
    "2024-02": "2024-02",
    "2024-10": "2024-10",
    "2025-07": "2025-07",
    "2025-09": "2025-09",
    "2025-12": "2025-12",
    "2025-07-01": "2025-07-01",
    "2025-12-04": "2025-12-04",
    "H1 2024": "2024-H1",
    "9 months 2024": "2024-01/2024-09",
    "10 months 2024": "2024-01/2024-10",
    "2024 (34 provinces)": "2024",
    "2024 (hiện nay, bài không ghi ngày)": "2024-10",
    "2024 (đến nay, bài không ghi ngày)": "2024-10",
    "2025 (2nd half, merged province)": "2025-07",
    "2025 (after 01/7/2025)": "2025-H2",
    "latest published 2024-10 (DTI 2022)": "2022",
}
# Rows of 2022 whose sentence names no year: they stand for the month in which the article appeared.
ARTICLE_OF_JULY_2023 = (
    "“Bứt tốc ngoạn mục, chuyển đổi số Quảng Ngãi nhảy vọt 34 bậc”, VietNamNet, 7/2023"
)
UNDATED = {
    "dvc_integrated_nps_count",
    "tthc_with_online_payment_count",
    "nps_population_db_connection_order",
    "community_digital_teams_village_coverage",
    "communication_reach_peak",
}
FIGURE_SOURCES = {
    "github:daohoangson/dvhcvn data/dvhcvn.json before 12/2024 (GSO list)": (
        "https://github.com/daohoangson/dvhcvn"
        " (data/dvhcvn.json, bản trước 12/2024; danh mục của Tổng cục Thống kê)"
    ),
    "github:thanglequoc/vietnamese-provinces-database v3 (Quyết định 19/2025/QĐ-TTg)": (
        "https://github.com/thanglequoc/vietnamese-provinces-database"
        " (v3; Quyết định 19/2025/QĐ-TTg)"
    ),
}
SEPARATED = re.compile(r"\d[.,]\d")
READ_IN_TWO_WAYS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,])")
# Pages that write 18.72 and 2,184. All others, German pages too, write 99,30 and 1.526.
POINT_WRITERS = (
    "https://dti.gov.vn/",
    "https://huggingface.co/",
    "https://news.laodong.vn/",
    "https://quangngai.gov.vn/en/",
    "https://thoibaotaichinhvietnam.vn/",
    "https://www.vietnam.vn/en/",
)
HEADER = "indicator,area,level,period,value,decimal,source,quote,note"


class Promise(NamedTuple):
    """One threshold as one document words it."""

    set: str
    indicator: str
    pillar: str
    level: str
    comparison: str
    value: str
    unit: str
    due: str
    read_at: str
    quote: str


class Figure(NamedTuple):
    """One published value and the file it belongs to."""

    file: str
    indicator: str
    area: str
    level: str
    period: str
    value: str
    source: str
    quote: str


def without_notes(quote: str) -> str:
    """The published words alone."""
    for note in NOTES:
        quote = quote.replace(note, "")
    return quote


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def tree(path: Path) -> dict[str, Any]:
    """The YAML file with every scalar as text: the base loader makes text, lists and mappings."""
    text = path.read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    return loaded


def name_of(path: Path) -> str:
    return path.stem


# --- targets --------------------------------------------------------------------------------------


def promised(row: dict[str, str]) -> Promise:
    """A row of `targets.csv` in the words of a resolution file."""
    value = row["value"]
    return Promise(
        set=row["set"],
        indicator=row["indicator"],
        pillar=PILLARS[row["pillar"]],
        level=row["level"],
        comparison=row["comparison"],
        value=STATES[value] if row["comparison"] == "qualitative" else value,
        unit=UNITS[row["unit"]],
        due=row["due"],
        read_at=address(row["source_url"]),
        quote=without_notes(row["quote_vi"]),
    )


def address(source: str) -> str:
    """The page that was read; empty where only the title of an article is known."""
    return source.partition(" (document: ")[0] if source.startswith("http") else ""


def shipped(path: Path) -> Iterator[Promise]:
    """Every threshold of a resolution file, once for each document that is cited for it."""
    resolution = tree(path)
    for target in resolution["targets"]:
        for citation in (target["source"], *target.get("also", ())):
            document = resolution["documents"][citation["document"]]
            for level, threshold in target["levels"].items():
                was = threshold.get("was", {})
                said = was if was.get("in") == citation["document"] else threshold
                for due, comparison, value, quote in worded(target, said, citation["quote"]):
                    yield Promise(
                        set=SHIPPED[path.stem][citation["document"]],
                        indicator=target["indicator"],
                        pillar=target["pillar"],
                        level=level,
                        comparison=comparison,
                        value=value,
                        unit=target["unit"],
                        due=due,
                        read_at=citation.get("read_at", document.get("url", "")),
                        quote=quote,
                    )


def worded(
    target: dict[str, Any], threshold: dict[str, Any], quote: str
) -> Iterator[tuple[str, str, str, str]]:
    """(due, comparison, value, quote) of a threshold; one for each period under `per_period`."""
    if "state" in threshold:
        yield target["due"], "qualitative", threshold["state"]["vi"], quote
        return
    (operator,) = COMPARISONS.keys() & threshold.keys()
    comparison = "approx" if threshold.get("about") == "true" else COMPARISONS[operator]
    if target.get("per_period") == "true":
        sentences = quote.split(" ... ")
        for (due, value), sentence in zip(threshold[operator].items(), sentences, strict=True):
            yield due, comparison, value, sentence
    else:
        yield target["due"], comparison, threshold[operator], quote


@pytest.mark.parametrize("path", RESOLUTIONS, ids=name_of)
def test_every_threshold_stands_on_a_row_and_no_row_is_lost(path: Path) -> None:
    sets = set(SHIPPED[path.stem].values())
    expected = [promised(row) for row in rows(SOURCE / "targets.csv") if row["set"] in sets]

    assert sorted(shipped(path)) == sorted(expected)


def test_every_set_is_shipped_or_named_as_not_shipped() -> None:
    in_files = {name for documents in SHIPPED.values() for name in documents.values()}

    assert {path.stem for path in RESOLUTIONS} == SHIPPED.keys()
    assert in_files.isdisjoint(NOT_SHIPPED)
    assert {row["set"] for row in rows(SOURCE / "targets.csv")} == in_files | NOT_SHIPPED


def test_the_provincial_resolution_counts_22_targets() -> None:
    targets = tree(ROOT / "targets" / "13-nq-tu.yaml")["targets"]
    thresholds = sum(len(target["levels"]) for target in targets)
    withdrawn = sum(len(target["levels"]) for target in targets if "withdrawn" in target)

    assert (thresholds, withdrawn) == (23, 1)


@pytest.mark.parametrize("path", RESOLUTIONS, ids=name_of)
def test_other_reading_repeats_a_published_number(path: Path) -> None:
    """Another reading changes the operator, or takes the number of another document."""
    published = {(row["indicator"], row["value"]) for row in rows(SOURCE / "targets.csv")}
    for target in tree(path)["targets"]:
        for threshold in target["levels"].values():
            reading = threshold.get("other_reading", {})
            for operator in COMPARISONS.keys() & reading.keys():
                assert (target["indicator"], reading[operator]) in published


@pytest.mark.parametrize("path", RESOLUTIONS, ids=name_of)
def test_a_resolution_file_is_named_after_its_resolution(path: Path) -> None:
    assert tree(path)["resolution"] == path.stem


@pytest.mark.parametrize("path", RESOLUTIONS, ids=name_of)
def test_names_are_short_and_every_text_is_in_both_languages(path: Path) -> None:
    resolution = tree(path)
    texts = list(translations(resolution))

    assert resolution["title"] in texts
    assert all(target["name"] in texts for target in resolution["targets"])
    assert all(text.keys() == {"vi", "en"} and all(text.values()) for text in texts)
    for target in resolution["targets"]:
        assert max(len(name) for name in target["name"].values()) <= 56, target["id"]


def translations(node: object) -> Iterator[dict[str, str]]:
    """Every mapping of the file that gives a text in some language."""
    if isinstance(node, dict):
        if node.keys() & {"vi", "en"}:
            yield node
        for child in node.values():
            yield from translations(child)
    elif isinstance(node, list):
        for child in node:
            yield from translations(child)


@pytest.mark.parametrize("path", RESOLUTIONS, ids=name_of)
def test_targets_of_one_pillar_stand_together_in_the_usual_order(path: Path) -> None:
    places = [PILLAR_ORDER.index(target["pillar"]) for target in tree(path)["targets"]]

    assert places == sorted(places)


@pytest.mark.parametrize("path", RESOLUTIONS, ids=name_of)
def test_what_a_target_refers_to_exists(path: Path) -> None:
    resolution = tree(path)
    ids = [target["id"] for target in resolution["targets"]]

    assert len(ids) == len(set(ids))
    for target in resolution["targets"]:
        withdrawn = target.get("withdrawn", {})
        cited = {citation["document"] for citation in (target["source"], *target.get("also", ()))}
        cited |= {withdrawn["by"]} if withdrawn else set()
        assert cited <= resolution["documents"].keys()
        assert withdrawn.get("replaced_by", target["id"]) in ids


# --- figures --------------------------------------------------------------------------------------


def collected(row: dict[str, str]) -> Figure:
    """A row of `figures.csv` as it is to be shipped."""
    area = AREAS[row["area"]]
    period = PERIODS[row["period"]]
    if row["source"] == ARTICLE_OF_JULY_2023 and row["indicator"] in UNDATED:
        period = "2023-07"
    return Figure(
        file="/".join(filter(None, ("data", FOLDERS.get(area), f"{period[:4]}.csv"))),
        indicator=row["indicator"],
        area=area,
        level="agency" if row["level"] == "province-agency" else row["level"],
        period=period,
        value=row["value_as_published"],
        source=FIGURE_SOURCES.get(row["source"], row["source"]),
        quote=without_notes(row["quote_vi"]),
    )


def published(path: Path) -> Iterator[Figure]:
    for row in rows(path):
        yield Figure(
            file=path.relative_to(ROOT).as_posix(),
            **{field: row[field] for field in Figure._fields if field != "file"},
        )


def test_every_figure_stands_on_a_row_and_no_row_is_lost() -> None:
    """In the same file, area and period, with the same words, and in the order of the rows."""
    expected = [collected(row) for row in rows(SOURCE / "figures.csv")]
    shipped_figures = [figure for path in FIGURE_FILES for figure in published(path)]

    assert Counter(shipped_figures) == Counter(expected)
    for path in FIGURE_FILES:
        of_file = path.relative_to(ROOT).as_posix()
        assert list(published(path)) == [figure for figure in expected if figure.file == of_file]


@pytest.mark.parametrize("path", FIGURE_FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_figure_file_is_plain(path: Path) -> None:
    data = path.read_bytes()
    header = data.decode("utf-8").split("\n", 1)[0]

    assert header == HEADER
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert all(cell == cell.strip() for row in rows(path) for cell in row.values())


@pytest.mark.parametrize("path", FIGURE_FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_number_can_be_read_in_two_ways(path: Path) -> None:
    """Each row says how its source writes decimals, or the clear cells of its file all show it."""
    separated = [row for row in rows(path) if SEPARATED.search(row["value"])]
    clear = [row["value"] for row in separated if not READ_IN_TWO_WAYS.search(row["value"])]
    writes = ["point" if row["source"].startswith(POINT_WRITERS) else "comma" for row in separated]

    assert all(row in separated for row in rows(path) if row["decimal"])
    if any(row["decimal"] for row in separated) or "point" in writes:
        assert [row["decimal"] for row in separated] == writes
    elif separated:
        assert clear
        assert all(re.search(r"\d,\d", value) for value in clear)


def test_every_area_of_a_figure_is_in_the_list() -> None:
    listed = {(area["code"], area["tier"]) for area in tree(ROOT / "targets/areas.yaml")["areas"]}
    codes = {code for code, _ in listed}

    assert set(AREAS.values()) <= codes
    for path in FIGURE_FILES:
        assert {row["area"] for row in rows(path)} <= codes


# --- the source rows ------------------------------------------------------------------------------


def test_every_note_occurs_and_no_other_bracket_is_left() -> None:
    quotes = [
        row["quote_vi"] for name in ("targets.csv", "figures.csv") for row in rows(SOURCE / name)
    ]

    assert all(any(note in quote for quote in quotes) for note in NOTES)
    assert all(any(elision in quote for quote in quotes) for elision in ELISIONS)
    for quote in map(without_notes, quotes):
        assert quote == quote.strip()
        assert quote.count("[") == sum(quote.count(elision) for elision in ELISIONS)
