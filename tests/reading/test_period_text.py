import pytest
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.domain.period import Period
from dti_targets.reading.period_text import likely_period


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("năm 2024", "2024"),
        ("Quý 3/2024", "2024-Q3"),
        ("quý III năm 2024", "2024-Q3"),
        ("quý IV/2024", "2024-Q4"),
        ("Q3/2024", "2024-Q3"),
        ("2024-q3", "2024-Q3"),
        ("2024Q3", "2024-Q3"),
        ("H1 2024", "2024-H1"),
        ("2024-h2", "2024-H2"),
        ("6T/2024", "2024-H1"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("6 tháng cuối năm 2024", "2024-H2"),
        ("9 tháng năm 2024", "2024-01/2024-09"),
        ("tháng 9/2024", "2024-09"),
        ("9/2024", "2024-09"),
        ("12/2024", "2024-12"),
        ("2024/09", "2024-09"),
        ("30/06/2024", "2024-06-30"),
        ("30.06.2024", "2024-06-30"),
        ("28/2/2025", "2025-02-28"),
        ("5/12/2024", "2024-12-05"),
        ("1-3-2025", "2025-03-01"),
    ],
)
def test_period_in_other_words_is_recognised(written: str, likely: str) -> None:
    assert likely_period(written) == likely


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2024",
        "2/28/2025",
        "29/2/2025",
        "năm 3024",
        "Q5/2024",
        "sắp tới",
        "13/2024",
        "quý V/2024",
        "45838",
    ],
)
def test_what_would_be_no_period_is_not_offered(written: str) -> None:
    assert not likely_period(written)


@given(st.text(max_size=20))
def test_whatever_is_offered_is_a_period(written: str) -> None:
    likely = likely_period(written)

    if likely:
        assert str(Period.parse(likely)) == likely
