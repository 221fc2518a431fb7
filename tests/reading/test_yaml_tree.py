import time
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dti_targets.diagnostics import Faults
from dti_targets.domain.area import AreasFile
from dti_targets.domain.resolution import Resolution
from dti_targets.reading import yaml_tree
from dti_targets.reading.typed import validated
from dti_targets.reading.yaml_tree import DEEPEST, Node, NotText, read_tree


def tree(text: str) -> tuple[Node | None, list[str]]:
    faults = Faults()
    root = read_tree(text, "f.yaml", faults)
    return root, [f"{f.code.id}:{f.at.line}:{f.at.column}" for f in faults]


def data(text: str) -> object:
    root, faults = tree(text)
    assert root is not None
    assert faults == []
    return root.plain_data()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("51", Decimal(51)),
        ("3.10", Decimal("3.10")),
        ("-5", Decimal(-5)),
        (".5", Decimal("0.5")),
        ("'51'", "51"),
        ('"51"', "51"),
        ("|-\n  51", "51"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("NO", NotText("NO")),
        ("yes", NotText("yes")),
        ("off", NotText("off")),
        ("y", NotText("y")),
        ("0x1A", NotText("0x1A")),
        ("0b11", NotText("0b11")),
        ("0o17", NotText("0o17")),
        ("1_000", NotText("1_000")),
        ("1e3", NotText("1e3")),
        ("12:30", NotText("12:30")),
        (".inf", NotText(".inf")),
        ("-.Inf", NotText("-.Inf")),
        (".NaN", NotText(".NaN")),
        ("1.", NotText("1.")),
        ("9" * 33, NotText("9" * 33)),
        ("9" * 5000, NotText("9" * 5000)),
        ("87,49", "87,49"),
        ("2025-02-30", "2025-02-30"),
        ("2025-06-30", "2025-06-30"),
        ("13-NQ/TU", "13-NQ/TU"),
        ("=", "="),
        ("NaN", "NaN"),
        ("１２", "１２"),
    ],
)
def test_scalar_is_what_was_written(written: str, meant: object) -> None:
    assert data(f"a: {written}\n") == {"a": meant}


def test_keys_are_text_whatever_they_look_like() -> None:
    assert data("2023: 1\n2023.0: 2\ntrue: 3\n~: 4\n? yes\n: 5\n") == {
        "2023": 1, "2023.0": 2, "true": 3, "~": 4, "yes": 5,
    }  # fmt: skip


def test_nodes_know_their_line_column_and_width() -> None:
    root, _ = tree("# đầu\nđịa bàn: [a, {b: 'c d'}]\nx: |\n  dài\n  hơn\n")
    assert root

    key, value = root.get("địa bàn") or (root, root)
    items = value.items or []
    inner = (items[1].pairs or [])[0][1]
    block = (root.get("x") or (root, root))[1]
    assert (key.line, key.column, key.width) == (2, 1, 7)
    assert (items[0].line, items[0].column, items[0].width) == (2, 11, 1)
    assert (inner.line, inner.column, inner.width) == (2, 18, 5)
    assert (block.line, block.column, block.width) == (3, 4, 8)
    assert root.get("none") is None
    assert value.get("a") is None


@pytest.mark.parametrize("text", ["", "# chỉ có chú thích\n", "\n\n"])
def test_text_without_a_value_has_no_root_and_no_fault(text: str) -> None:
    assert tree(text) == (None, [])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: &x 1\n", "DT103:1:4"),
        ("a: *x\n", "DT103:1:4"),
        ("&x a: 1\n", "DT103:1:1"),
        ("a: !!str 1\n", "DT103:1:4"),
        ("a: ! 51\n", "DT103:1:4"),
        ("a: !!python/object/apply:os.system [ls]\n", "DT103:1:4"),
        ("a:\n  <<: {b: 1}\n", "DT103:2:3"),
        ("a: 1\n---\nb: 2\n", "DT103:2:1"),
        ("? [a]\n: 1\n", "DT103:1:3"),
        ("? {a: b}\n: 1\n", "DT103:1:3"),
        ("a:\n\t- b\n", "DT101:2:1"),
        ("a:\n  b: 1\n \tc: 1\n", "DT101:3:2"),
        ("a: 'b\n", "DT101:2:1"),
        ("a: b: c\n", "DT101:1:5"),
        ("a: >95%\n", "DT101:1:6"),
        ("a: @b\n", "DT101:1:4"),
        ("a: %b\n", "DT101:1:4"),
        ("a: [b\n", "DT101:2:1"),
        ('a: "C:\\new\\q"\n', "DT101:1:11"),
        ('a: "\\ud83d"\n', "DT101:1:7"),
        ("%YAML 9.9\n---\na: 1\n", "DT101:1:1"),
        ("a: b\n\x00", "DT009:2:1"),
        ("ạ: b\r\nạ\x1b: c", "DT009:2:2"),
        ("a: b\rạ\u2028: c", "DT009:2:2"),
        ("a: \ufffe", "DT009:1:4"),
        ("a: \udc80", "DT009:1:4"),
        ("a: " + "[" * 30_000, f"DT109:1:{DEEPEST + 3}"),
        ("a: " + "{b: " * 30_000, f"DT109:1:{5 + 4 * (DEEPEST - 2)}"),
        ("[" * 1_000_000, f"DT109:1:{DEEPEST + 1}"),
    ],
)
def test_what_is_not_accepted_is_refused_at_its_place(text: str, fault: str) -> None:
    started = time.perf_counter()

    assert tree(text) == (None, [fault])
    assert time.perf_counter() - started < 5


def test_depth_at_the_limit_is_accepted() -> None:
    assert tree("[" * DEEPEST + "]" * DEEPEST)[1] == []


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "MOST_NODES", 3)

    assert tree("[a, b]")[1] == []
    assert tree("[a, b, c]")[1] == ["DT109:1:8"]


def test_merge_key_in_quotes_is_a_key() -> None:
    assert data('"<<": 1\n') == {"<<": 1}


def test_repeated_key_is_named_with_the_first_and_the_rest_is_read() -> None:
    faults = Faults()
    root = read_tree("a: 1\nb: {c: 1, c: 2}\na: 3\n", "f.yaml", faults)

    assert root
    assert root.plain_data() == {"a": 1, "b": {"c": 1}}
    assert [(str(f.at), str(f.others[0]), f.params["line"]) for f in faults] == [
        ("f.yaml:2:11", "f.yaml:2:5", 2),
        ("f.yaml:3:1", "f.yaml:1:1", 1),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("in\u200bdicator: a", "DT009:1:1"),
        ("indicator: a\u200bb", "DT009:1:12"),
        ("names: [a, b\u202ec]", "DT009:1:12"),
        ('code: "51\\u200b"', "DT009:1:7"),
        ('code: "51\\0"', "DT009:1:7"),
    ],
)
def test_hidden_character_in_a_text_that_is_compared_is_named(text: str, fault: str) -> None:
    assert tree(text)[1] == [fault]


@pytest.mark.parametrize("key", sorted(yaml_tree.FREE_TEXT))
def test_hidden_character_in_a_quotation_is_kept(key: str) -> None:
    assert data(f"{key}: a\u00adb\n") == {key: "a\u00adb"}


def test_text_on_several_lines_has_no_hidden_character() -> None:
    assert data("name: |\n  a\n  b\n") == {"name": "a\nb\n"}


@pytest.mark.parametrize("loader", ["C", "Python"])
def test_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch, loader: str) -> None:
    if loader == "Python":
        monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)

    assert data("a: [1, 'b', {c: ~}]\n") == {"a": [1, "b", {"c": None}]}
    assert tree("a: [" + "[" * 500)[1] == ["DT109:1:35"]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("quote: Quyết định # 114 của tỉnh\n", ["DT126:1:19"]),
        ("name: {vi: Hồ sơ, en: Records # 2\n  }\n", ["DT126:1:31"]),
        ("a:\n- title: một\n    hai\t# ba\n", ["DT126:3:9"]),
        ("note: một # hai", ["DT126:1:11"]),
        ('quote: "Quyết định # 114"\n', []),
        ('quote: "Quyết định" # 114\n', []),
        ("quote: Quyết định #114\n".replace(" #", "#"), []),
        ("quote: |\n  Quyết định # 114\n", []),
        ("quote: một\n# 114\n", []),
        ("quote: # 114\n", []),
        ("number: 114 # KH\nid: a # b\ndue: 2025 # c\nurl: http://a # d\n", []),
    ],
)
def test_comment_right_behind_a_sentence_is_told(text: str, faults: list[str]) -> None:
    assert tree(text)[1] == faults


_yaml_text = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="ab:-[]{}&*!|>'\"#%@\n ,?~<1.\t\ud83d\u200b", max_size=60),
    st.lists(
        st.sampled_from(
            ["resolution: x\n", "targets:\n", "  - id: a\n", "    levels: {}\n", "area: 51\n",
             "documents: {a: {date: 2024}}\n", "title: {}\n", "areas:\n", "  - {code: 1}\n",
             "? [a]: b\n", "due: 2025-02-30\n", "    at_least: {2023: x}\n", "levels: {x: 1}\n"]
        ),
        max_size=8,
    ).map("".join),
)  # fmt: skip


@given(_yaml_text)
def test_any_text_is_read_or_refused_and_never_breaks_the_program(text: str) -> None:
    faults = Faults()
    root = read_tree(text, "f.yaml", faults)

    if root is not None:
        for model in (Resolution, AreasFile):
            validated(root, model, "f.yaml", faults)
    for fault in faults:
        assert fault.at.line >= 1
        assert fault.at.column >= 1
