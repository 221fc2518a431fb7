"""Cases 57 to 95: what a published value means, and which are refused."""

from fractions import Fraction
from typing import Any

from tests.reliability.one_project import HEADINGS, Outcome, Project, a_table, a_target

STATE: dict[str, Any] = {"state": {"vi": "phổ cập", "en": "universal"}}
AT = "data/f.csv:2:23"
"""Where the value of the first row stands."""


def stands_for(outcome: Outcome, span: str, verdict: str = "met") -> None:
    assert (outcome.verdict, outcome.span) == (verdict, span)
    assert outcome.codes == []
    assert outcome.status == (1 if verdict in {"missed", "missing"} else 0)


def refused(outcome: Outcome, code: str, at: str = AT, *, near: str = "") -> None:
    assert outcome.faults == [f"{code} {at}"]
    assert outcome.status == 2
    assert outcome.report["judged"] is False
    assert outcome.report["assessments"] == []
    assert outcome.out == ""
    assert f"{code}]" in outcome.err
    assert at in outcome.err
    (fault,) = outcome.report["diagnostics"]
    assert (f"did you mean {near}?" in fault["hint"]) is bool(near)


def test_case_057_decimal_comma_is_read_exactly(project: Project) -> None:
    stands_for(project.check_value("87,49"), "[87.49]")
    stands_for(project.check_value("87,49", "percent", "--decimal", "comma"), "[87.49]")


def test_case_058_mixed_conventions_name_both_cells(project: Project) -> None:
    found = project.check_value("87.49", other=["12,50"])

    (fault,) = found.report["diagnostics"]
    assert found.faults == [f"DT233 {AT}"]
    assert [(place["file"], place["line"]) for place in fault["others"]] == [("data/f.csv", 3)]
    assert (found.status, found.span) == (0, "[87.49]")
    refused(project.check_value("87.49", "percent", "--decimal", "comma"), "DT230")
    ambiguous = project.check_value("1.526", "count", other=["12,50", "87.49"])
    assert (ambiguous.status, ambiguous.codes) == (2, ["DT232", "DT233"])


def test_case_059_point_and_three_digits_are_ambiguous(project: Project) -> None:
    refused(project.check_value("1.526", "count"), "DT232")
    stands_for(project.check_value("1.526", "count", "--decimal", "comma"), "[1526]")
    stands_for(project.check_value("1.526", "count", other=["12,5"]), "[1526]")
    stands_for(project.check_value("1.526", "score", "--decimal", "point", at_least=1), "[1.526]")


def test_case_060_comma_and_three_digits_are_ambiguous(project: Project) -> None:
    refused(project.check_value("1,526", "count"), "DT232")
    stands_for(project.check_value("1,526", "count", "--decimal", "point"), "[1526]")
    stands_for(project.check_value("1,526", "score", other=["2,55"], at_least=1), "[1.526]")


def test_case_061_three_zeros_are_ambiguous_likewise(project: Project) -> None:
    found = project.check_value("3.000", "count")

    refused(found, "DT232")
    assert "3,000" in found.err
    stands_for(project.check_value("3.000", "count", other=["1.234.567"]), "[3000]")


def test_case_062_two_groups_prove_the_convention(project: Project) -> None:
    stands_for(project.check_value("1.234.567", "count"), "[1234567]")
    stands_for(project.check_value("1,234,567", "count"), "[1234567]")
    stands_for(project.check_value("1.234.567,8", "score"), "[1234567.8]")
    refused(project.check_value("1.234.567", "count", "--decimal", "point"), "DT230")


def test_case_063_wrong_groups_are_no_number(project: Project) -> None:
    for text in ("1.23.456", "12,34,567", "1.2345.678", "1.234,567.8"):
        refused(project.check_value(text, "count"), "DT230")


def test_case_064_space_groups_and_apostrophe_does_not(project: Project) -> None:
    stands_for(project.check_value("1 526", "count"), "[1526]")
    stands_for(project.check_value("1\u00a0526\u202f000", "count"), "[1526000]")
    refused(project.check_value("1'526", "count"), "DT230", near="1526")
    refused(project.check_value("12 34", "count"), "DT230")


def test_case_065_percent_sign_belongs_to_shares(project: Project) -> None:
    stands_for(project.check_value("87.49%"), "[87.49]")
    stands_for(project.check_value("87,49 %"), "[87.49]")
    refused(project.check_value("87,49％"), "DT230", near="87,49%")
    refused(project.check_value("87,49 % %"), "DT230")


def test_case_066_fraction_of_one_in_a_share_shows_both_readings(project: Project) -> None:
    found = project.check_value("0.8749")

    refused(found, "DT236")
    assert "0.8749%" in found.err
    assert "87.49%" in found.err
    stands_for(project.check_value("0.8749%"), "[0.8749]", "missed")


def test_case_067_percent_against_a_count_is_refused(project: Project) -> None:
    for unit in ("count", "rank", "score", "per_100_people", "mbps"):
        refused(project.check_value("87.49%", unit), "DT235")


def test_case_068_lower_bound_is_no_exact_number(project: Project) -> None:
    stands_for(project.check_value(">95%"), "(95, 100]")
    stands_for(project.check_value("≥95"), "[95, 100]")
    stands_for(project.check_value("trên 95%"), "(95, 100]")
    stands_for(project.check_value("trên 95%", more_than=95), "(95, 100]")
    stands_for(project.check_value("≥95", more_than=95), "[95, 100]", "undecided")
    stands_for(project.check_value("trên 95%", at_least=96), "(95, 100]", "undecided")
    stands_for(project.check_value("trên 95%", at_most=95), "(95, 100]", "missed")


def test_case_069_upper_bound_is_no_exact_number(project: Project) -> None:
    stands_for(project.check_value("<5%"), "[0, 5)", "missed")
    stands_for(project.check_value("≤5"), "[0, 5]", "missed")
    stands_for(project.check_value("dưới 5%", less_than=5), "[0, 5)")
    stands_for(project.check_value("≤5", less_than=5), "[0, 5]", "undecided")
    stands_for(project.check_value("dưới 5%", at_most=4), "[0, 5)", "undecided")
    stands_for(project.check_value("dưới 80%"), "[0, 80)", "missed")


def test_case_070_approximate_is_a_neighbourhood_and_says_so(project: Project) -> None:
    for text in ("~35%", "≈35", "khoảng 35%"):
        found = project.check_value(text, at_least=30)
        stands_for(found, "[33.25, 36.75]")
        assert [remark["code"] for remark in found.made["remarks"]] == ["about"]
        stands_for(project.check_value(text, at_least=35), "[33.25, 36.75]", "undecided")
    stands_for(project.check_value("gần 35", at_least=35), "[33.25, 35)", "missed")


def test_case_071_span_is_written_in_words(project: Project) -> None:
    for text, words in {
        "30-35%": "từ 30 đến 35%", "30÷35": "từ 30 đến 35", "30–35": "từ 30 đến 35",
    }.items():  # fmt: skip
        refused(project.check_value(text), "DT230", near=words)
        stands_for(project.check_value(words, at_least=33), "[30, 35]", "undecided")
    refused(project.check_value("từ 35 đến 30"), "DT234")


def test_case_072_part_of_a_total_belongs_to_units_that_have_one(project: Project) -> None:
    stands_for(project.check_value("26/63"), "[2600/63]", "missed")
    stands_for(project.check_value("26/63", "rank"), "[26]")
    stands_for(project.check_value("26/63", "count"), "[26]", "missed")
    refused(project.check_value("26/63", "score"), "DT235")
    refused(project.check_value("26/12"), "DT234")
    refused(project.check_value("26-Dec", "rank"), "DT230")


def test_case_073_part_with_its_share_in_brackets_is_refused(project: Project) -> None:
    refused(project.check_value("26/63 (41,3%)"), "DT230")
    headings = (*HEADINGS, "numerator", "denominator")
    for share, code in {"41,3%": [], "41,2%": ["DT238"]}.items():
        row = ("rate", "51", "province", "2024", share, "A", "26", "63")
        project.write("data/f.csv", a_table([row], headings))
        assert project.check().codes == code


def test_case_074_not_available_is_missing_and_keeps_its_text(project: Project) -> None:
    for text in ("N/A", "n/a", "NA", "#N/A", "null"):
        found = project.check_value(text)
        stands_for(found, "none", "missing")
        assert found.made["figure"]["text"] == text
        assert found.made["reason"]["code"] == "not_available"


def test_case_075_dash_is_published_as_missing(project: Project) -> None:
    for text in ("-", "–", "—"):
        found = project.check_value(text)
        stands_for(found, "none", "missing")
        assert found.made["figure"]["text"] == text
        assert found.made["reason"]["code"] == "not_available"


def test_case_076_dots_are_published_as_missing(project: Project) -> None:
    for text in ("…", "...", ".."):
        found = project.check_value(text)
        stands_for(found, "none", "missing")
        assert found.made["reason"]["code"] == "not_available"


def test_case_077_blank_is_missing_and_zero_is_zero(project: Project) -> None:
    for text in ("", "   ", "\u00a0"):
        blank = project.check_value(text)
        stands_for(blank, "none", "missing")
        assert blank.made["reason"]["code"] == "empty"
    for text in ("0", "0%", "0,00"):
        stands_for(project.check_value(text), "[0]", "missed")
        stands_for(project.check_value(text, at_most=0), "[0]")


def test_case_078_mark_of_a_suppressed_value_is_refused(project: Project) -> None:
    for text in ("x", "*", "(s)", "c"):
        refused(project.check_value(text), "DT230")


def test_case_079_mark_of_a_footnote_is_refused_with_the_clean_value(project: Project) -> None:
    for text in ("87,49 (1)", "87,49*", "87,49[1]", "87,49¹", "87,49 **"):
        refused(project.check_value(text), "DT230", near="87,49")
    refused(project.check_value("26/63 (2)", "rank"), "DT230", near="26/63")


def test_case_080_status_in_brackets_marks_a_preliminary_value(project: Project) -> None:
    for text in ("87,49 (sơ bộ)", "87,49 (ước)", "87,49 (p)", "87,49 (e)", "ước 87,49"):
        found = project.check_value(text)
        stands_for(found, "[87.49]")
        assert found.made["figure"]["preliminary"] is True
        assert found.made["provisional"] is True
    refused(project.check_value("87,49 p"), "DT230", near="87,49 (p)")
    refused(project.check_value("87,49e"), "DT230", near="87,49 (e)")


def test_case_081_not_a_number_is_refused(project: Project) -> None:
    for text in ("NaN", "nan", "-nan", "sNaN"):
        refused(project.check_value(text, "score"), "DT230")


def test_case_082_infinity_is_refused(project: Project) -> None:
    for text in ("inf", "-inf", "Infinity", "1e999"):
        refused(project.check_value(text, "score"), "DT230")


def test_case_083_exponent_is_refused_with_the_number_written_out(project: Project) -> None:
    refused(project.check_value("1e5", "count"), "DT230", near="100000")
    refused(project.check_value("1E+05", "count"), "DT230", near="100000")
    refused(project.check_value("1,5E-02", "score"), "DT230", near="0.015")


def test_case_084_minus_is_a_minus_and_brackets_are_not(project: Project) -> None:
    for text in ("-5", "−5", "-5,0%"):
        stands_for(project.check_value(text, "percent_change", at_least=-5), "[-5]")
    refused(project.check_value("–5", "percent_change"), "DT230", near="-5")
    refused(project.check_value("(5)", "percent_change"), "DT230", near="-5")


def test_case_085_negative_share_is_out_of_range(project: Project) -> None:
    for text in ("-5", "-5%", "−0,1%", "100,01%", "120"):
        refused(project.check_value(text), "DT234")
    refused(project.check_value("-1", "count"), "DT234")


def test_case_086_signs_and_zeros_before_and_bare_points(project: Project) -> None:
    stands_for(project.check_value("+5", "count"), "[5]", "missed")
    stands_for(project.check_value("05", "count"), "[5]", "missed")
    stands_for(project.check_value("05/22", "count"), "[5]", "missed")
    refused(project.check_value("5.", "count"), "DT230", near="5")
    refused(project.check_value(".5", "score"), "DT230", near="0.5")


def test_case_087_digits_of_other_scripts_are_refused(project: Project) -> None:
    refused(project.check_value("１２", "count"), "DT230", near="12")
    refused(project.check_value("٣", "count"), "DT230", near="3")
    refused(project.check_value("०", "count"), "DT230", near="0")
    refused(project.check_value("²", "count"), "DT230")


def test_case_088_other_bases_are_refused_and_zeros_mean_nothing(project: Project) -> None:
    for text in ("0x10", "0b1", "0o10"):
        refused(project.check_value(text, "count"), "DT230")
    stands_for(project.check_value("010", "count"), "[10]", "missed")


def test_case_089_underscores_are_refused(project: Project) -> None:
    refused(project.check_value("1_000", "count"), "DT230", near="1000")
    refused(project.check_value("1__0", "count"), "DT230")


def test_case_090_digits_without_end_are_refused_in_a_short_message(project: Project) -> None:
    stands_for(project.check_value("9" * 40, "count"), f"[{'9' * 40}]")
    for text in ("9" * 41, "9" * 5000, "0," + "9" * 5000, "1." * 500 + "1"):
        found = project.check_value(text, "count")
        refused(found, "DT230")
        assert len(found.err) < 1200


def test_case_091_great_exponent_costs_nothing(project: Project) -> None:
    for text in ("1e999999", "1E+99", "9e-999999"):
        found = project.check_value(text, "count")
        refused(found, "DT230")
        assert len(found.err) < 600


def test_case_092_multiplier_is_known_and_a_currency_is_not(project: Project) -> None:
    stands_for(project.check_value("1,2 triệu", "count"), "[1200000]")
    stands_for(project.check_value("12 nghìn", "count"), "[12000]")
    stands_for(project.check_value("1.2 tỷ", "count"), "[1200000000]")
    refused(project.check_value("VND 1.2 tỷ", "count"), "DT230")
    refused(project.check_value("1,2 trăm", "count"), "DT230")


def test_case_093_date_is_no_value(project: Project) -> None:
    for text in ("2026-01-05", "Jan-95", "05/01/2026", "12-Jan"):
        refused(project.check_value(text), "DT230")
    found = project.check_value("26-Jan", "rank")
    refused(found, "DT230")
    assert "Excel may have made a date of it" in found.err


def test_case_094_next_to_the_threshold_every_digit_counts(project: Project) -> None:
    stands_for(project.check_value("95", at_least=95), "[95]")
    stands_for(project.check_value("95,00", at_least=95), "[95]")
    stands_for(project.check_value("94.999999999", at_least=95), "[94.999999999]", "missed")
    for digits in ("94." + "9" * 38, "95." + "0" * 37 + "1"):
        found = project.check_value(digits, more_than=95)
        stands_for(found, f"[{digits}]", "met" if digits > "95" else "missed")
        assert Fraction(found.made["gap"]) == Fraction(digits) - 95


def test_case_095_state_is_answered_by_words_only(project: Project) -> None:
    for text in ("TRUE", "có", "đạt", "yes"):
        stands_for(project.check_value(text, "yes_no", **STATE), "none")
    for text in ("FALSE", "chưa", "không", "no"):
        stands_for(project.check_value(text, "yes_no", **STATE), "none", "missed")
    for text in ("1", "0", "100%"):
        found = project.check_value(text, "yes_no", **STATE)
        assert (found.verdict, found.status) == ("undecided", 0)
    refused(project.check_value("x", "yes_no", **STATE), "DT230")
    refused(project.check_value("có"), "DT230")
    project.targets(a_target(levels={"province": {"at_least": "80"}}))
    assert project.check_rows(("rate", "51", "province", "2024", "85", "A")).codes == ["DT106"]
