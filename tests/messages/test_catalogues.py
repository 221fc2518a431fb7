"""The two catalogues say the same things, no more than the program asks for and no less."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from dti_targets.cli.registry import COMMANDS
from dti_targets.diagnostics import CODES, Severity
from dti_targets.domain.comparison import Amended, Changed, Subject
from dti_targets.domain.method import Method
from dti_targets.domain.progress import Status
from dti_targets.domain.resolution import DocumentKind, DocumentStatus
from dti_targets.domain.settings import FAIL_ON, FAIL_ON_CHANGES, OPTIONS
from dti_targets.domain.threshold import Operator
from dti_targets.domain.unit import Level, Pillar, Unit
from dti_targets.domain.value import Qualifier
from dti_targets.domain.verdict import Verdict
from dti_targets.messages import Words
from dti_targets.messages.words import LANGUAGES
from dti_targets.reporting.form import COLUMNS as FORM_COLUMNS
from dti_targets.reporting.form_workbook import EXAMPLES
from dti_targets.reporting.pages.annex import COLUMNS
from dti_targets.reporting.pages.report import HEADINGS
from dti_targets.reporting.writers.findings import UNUSED
from dti_targets.reporting.writers.xlsx_report import FAULTS, RESULTS, SOURCES, UNUSED_FIGURES

SOURCE = Path(__file__).resolve().parents[2] / "src" / "dti_targets"

_PARTS = (Verdict.MISSED, Verdict.PENDING, Verdict.UNDECIDED, Verdict.MISSING)
LISTS: dict[str, tuple[str, ...]] = {
    "verdict": tuple(Verdict),
    "level": tuple(Level),
    "levels": tuple(Level),
    "pillar": tuple(Pillar),
    "unit": tuple(Unit),
    "severity": tuple(Severity),
    "documentkind": tuple(kind.value for kind in DocumentKind),
    "say": tuple(q for q in Qualifier if q not in {Qualifier.EXACT, Qualifier.RANGE}),
    "threshold": tuple(Operator),
    "fail": (*FAIL_ON, *FAIL_ON_CHANGES),
    "changed": tuple(Changed),
    "amended": tuple(Amended),
    "subject": tuple(Subject),
    "compare.part": tuple(Changed),
    "compare.amended": tuple(Amended),
    "option": (
        *OPTIONS,
        *(f"report.{name}" for name in ("format", "output", "quiet", "verbose")),
    ),
    "group": tuple({option.group for option in OPTIONS.values()}),
    "list": tuple(status for status in DocumentStatus if status is not DocumentStatus.ADOPTED),
    "mark": ("decimal", "group"),
    "help": (*COMMANDS, "status0", "status1", "status2", "status3"),
    "column": HEADINGS,
    "status": tuple(Status),
    "method": tuple(Method),
    "way.path": tuple(Method),
    "form.heading": FORM_COLUMNS,
    **{f"form.{part}": EXAMPLES for part in ("when", "write", "means")},
    "form.hint": ("percent", "rank", "count", "state", "number"),
    "option.form": ("period", "output", "area", "target", "level"),
    "option.collect": ("resolution", "area", "period", "target", "level", "output", "replace"),
    "annex.column": (*COLUMNS, "promise", "source"),
    "book.column": tuple({*RESULTS, *SOURCES, *FAULTS, *UNUSED_FIGURES}),
    "book.kind": ("promise", "figure"),
    "until": ("year", "half", "quarter", "day"),
    "due": ("year", "half", "quarter", "other"),
    "report.part": _PARTS,
    "report.only_part": _PARTS,
    "report.sentence": ("all", "some", "none", "only_all", "only_none"),
    "report.draft": ("", "all"),
    "report.statement": ("", "all"),
    "month": tuple(str(number) for number in range(1, 13)),
    "rule": tuple(
        f"{rule}{part}" for rule in (*Verdict, *Status, UNUSED, *Changed) for part in ("", ".help")
    ),
}
"""Keys that are made of a word of a closed list: `verdict.met`."""

JOINED = ("report.sentence", "report.draft", "report.statement")
"""Groups whose word is joined with `_`; without a word the group is a key itself."""

OPEN = ("kind", "expected", "feature", "why", "problem")
"""Keys that are looked up and may be missing: the word itself is shown then."""

EXTRA = {
    # Vietnamese writes each part as a share of the whole: 04/19 chỉ tiêu.
    **{f"report.part.{verdict}": {"total"} for verdict in ("missed", "pending", "undecided",
                                                           "missing")},
    "report.sentence_all": {"met"},
    "way.silent": {"total"},
    # Vietnamese says "all" with the number: Cả 04 chỉ tiêu.
}  # fmt: skip
"""Parameters that the caller gives and only one of the languages writes, with the reason."""


def parameters(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def modules() -> Iterator[ast.Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        if path.parent.name != "messages":
            yield ast.parse(path.read_text(encoding="utf-8"))


def constants() -> set[str]:
    """Return every text of the program, without docstrings: a key is one of them."""
    return {
        node.value
        for module in modules()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def asked_for_outright() -> set[str]:
    """Return the keys that stand in the calls that look one up."""
    names = {"say", "words", "_say", "Statement"}
    keys = set()
    for module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args:
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else None
                name = called.id if isinstance(called, ast.Name) else name
                first = node.args[0]
                if name in names and isinstance(first, ast.Constant):
                    keys.add(str(first.value))
    return keys


def from_lists() -> set[str]:
    keys = set()
    for group, words in LISTS.items():
        sign = "_" if group in JOINED else "."
        keys |= {f"{group}{sign}{word}".rstrip("_") for word in words}
    return keys


def from_codes() -> set[str]:
    keys = set()
    for code in CODES.values():
        keys |= {code.id, f"{code.id}.help"}
    return keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_the_program_says_is_missing(language: str) -> None:
    wanted = asked_for_outright() | from_lists() | from_codes()

    assert wanted - Words(language).keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_there_that_the_program_never_says(language: str) -> None:
    near = {f"{code.id}.near" for code in CODES.values() if "near" in code.params}
    known = Words(language).keys()
    words = {key.partition(".")[2] for key in known if key.startswith("expected.")}
    closer = {f"{c.id}.{word}" for c in CODES.values() if "expected" in c.params for word in words}
    rest = known - constants() - from_lists() - from_codes() - near - closer
    unused = {key for key in rest if key.partition(".")[0] not in OPEN}

    assert unused == set()


def test_both_languages_have_the_same_keys() -> None:
    english, vietnamese = (Words(language).keys() for language in LANGUAGES)

    assert english == vietnamese


def test_both_languages_write_the_same_parameters() -> None:
    english, vietnamese = (Words(language) for language in LANGUAGES)
    differing = {}
    for key in sorted(english.keys()):
        one, other = parameters(english.template(key)), parameters(vietnamese.template(key))
        if one ^ other - EXTRA.get(key, set()):
            differing[key] = one ^ other

    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diagnostic_writes_only_what_its_code_knows(language: str) -> None:
    words = Words(language)
    for code in CODES.values():
        for suffix in ("", ".help", ".near"):
            if words.knows(code.id + suffix):
                assert parameters(words.template(code.id + suffix)) <= set(code.params)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_clean(language: str) -> None:
    words = Words(language)
    for key in sorted(words.keys()):
        text = words.template(key)
        assert text.isprintable()
        assert "  " not in text.replace("{pillar}  ", "")
