from pathlib import Path

import pytest

from dti_targets.diagnostics import Faults
from dti_targets.domain.settings import Settings
from dti_targets.reading.settings import Layer, from_environment, from_file, to_settings
from dti_targets.reading.source import Desk


def settings(**values: object) -> tuple[Settings, list[str]]:
    faults = Faults()
    made = to_settings([Layer("--", values)], faults)
    return made, [f"{f.code.id} {f.at} {f.params['text']}" for f in faults]


def from_text(
    folder: Path, text: str, name: str = "dti-targets.toml"
) -> tuple[Settings, list[str]]:
    (folder / name).write_text(text, encoding="utf-8")
    faults = Faults()
    layer = from_file(None, folder, Desk(folder, 10**6), faults)
    made = to_settings([layer] if layer else [], faults)
    return made, [f"{f.code.id} {f.at}" for f in faults]


@pytest.mark.parametrize(
    ("name", "given", "meant"),
    [
        ("decimal", "comma", "comma"), ("decimal", " COMMA ", "comma"),
        ("delimiter", ";", ";"), ("delimiter", "tab", "\t"), ("delimiter", "\\t", "\t"),
        ("delimiter", "\t", "\t"), ("encoding", "Windows-1258", "cp1258"),
        ("encoding", "UTF8", "utf-8"), ("max_size", "10", 10), ("max_size", 10, 10),
        ("width", " 80 ", 80), ("quiet", 2, 2), ("verbose", "yes", True), ("verbose", "0", False),
        ("no_progress", True, True), ("fail_on", "missed, missing", ("missed", "missing")),
        ("fail_on", ["missed", "unused,"], ("missed", "unused")), ("fail_on", "never", ()),
        ("only", "not-applicable", ("not_applicable",)), ("area", ["51", "38"], ("51", "38")),
        ("area", 51, ("51",)), ("period", 2024, "2024"), ("targets", "a", ("a",)),
    ],
)  # fmt: skip
def test_value_is_read_as_its_option_takes_it(name: str, given: object, meant: object) -> None:
    made, faults = settings(**{name: given})

    assert getattr(made, name) == meant
    assert faults == []
    assert made.origins == (("--" + name.replace("_", "-"), "--"),)


@pytest.mark.parametrize(
    ("name", "given", "text"),
    [
        ("decimal", "dot", "dot"), ("delimiter", "ab", "ab"), ("delimiter", '"', '"'),
        ("delimiter", "", '""'), ("delimiter", " ", " "), ("encoding", "utf-9", "utf-9"),
        ("encoding", "base64", "base64"), ("encoding", "a\0b", "a\0b"), ("max_size", "1e3", "1e3"),
        ("max_size", "9" * 16, "9" * 16), ("max_size", "-1", "-1"), ("max_size", "１", "１"),
        ("width", True, "True"), ("verbose", "maybe", "maybe"), ("fail_on", "mised", "mised"),
        ("fail_on", "never,missed", "never,missed"), ("fail_on", ",", '""'), ("lang", "fr", "fr"),
        ("period", {"a": 1}, "{'a': 1}"), ("area", [["51"]], "['51']"), ("period", 20.5, "20.5"),
    ],
)  # fmt: skip
def test_value_that_an_option_does_not_take_is_refused(name: str, given: object, text: str) -> None:
    made, faults = settings(**{name: given})

    assert faults == [f"DT902 --{name.replace('_', '-')} {text}"]
    assert getattr(made, name) == getattr(Settings(), name)


@pytest.mark.parametrize("nothing", [None, (), []])
def test_layer_that_says_nothing_leaves_the_next_to_decide(nothing: object) -> None:
    layers = [Layer("--", {"area": nothing}), Layer("file", {"area": "51"})]

    made = to_settings(layers, Faults())

    assert (made.area, made.origins) == (("51",), (("--area", "file"),))


def test_first_layer_decides() -> None:
    made = to_settings([Layer("a", {"lang": "vi"}), Layer("b", {"lang": "en"})], Faults())

    assert (made.lang, made.origins) == ("vi", (("--lang", "a"),))


def test_environment_is_read_by_the_names_of_the_options() -> None:
    layer = from_environment({"DTI_TARGETS_LANG": "vi", "DTI_TARGETS_AREA": "", "LANG": "C"})

    assert (layer.origin, layer.values) == ("DTI_TARGETS_*", {"lang": "vi"})


def test_file_gives_settings_with_hyphens_or_underscores(tmp_path: Path) -> None:
    made, faults = from_text(tmp_path, 'fail-on = "missed"\nsub_areas = "all"\nlang = "vi"\n')

    assert (made.fail_on, made.sub_areas, made.lang, faults) == (("missed",), "all", "vi", [])
    assert {origin for _, origin in made.origins} == {"dti-targets.toml"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("lang = vi\n", "DT907 dti-targets.toml:1:8"),
        ('a = 1\nlang = "vi\n', "DT907 dti-targets.toml:2:11"),
        ("lang = [\n", "DT907 dti-targets.toml:1"),
        ("width = " + "9" * 5000 + "\n", "DT907 dti-targets.toml"),
        ("a = " + "[" * 30_000 + "\n", "DT907 dti-targets.toml"),
        ('area = "51"\nare = "51"\n', "DT908 dti-targets.toml:2:1"),
        ('[check]\nlang = "vi"\n', "DT908 dti-targets.toml:1:2"),
        ('"lông" = 1\n', "DT908 dti-targets.toml:1:1"),
        ('directory = "x"\n', "DT908 dti-targets.toml:1:1"),
        ('\n  lang = "fr"\n', "DT902 dti-targets.toml:2:3"),
        ("period = 2024-01-01\n", "DT902 dti-targets.toml:1:1"),
    ],
)
def test_fault_of_a_file_is_named_at_its_line(tmp_path: Path, text: str, fault: str) -> None:
    assert from_text(tmp_path, text)[1] == [fault]


def test_key_that_stands_nowhere_as_such_is_named_by_its_file(tmp_path: Path) -> None:
    assert from_text(tmp_path, '"l\\u00f4ng" = 1\n')[1] == ["DT908 dti-targets.toml"]


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "dti-targets.toml").write_bytes(b"lang = '\xff'\n")
    faults = Faults()

    assert from_file(None, tmp_path, Desk(tmp_path, 100), faults) is None
    assert [f"{f.code.id} {f.at}" for f in faults] == ["DT005 dti-targets.toml:1:9"]


def test_table_of_pyproject_is_read(tmp_path: Path) -> None:
    made, faults = from_text(
        tmp_path, '[project]\nlang = "x"\n[tool.dti-targets]\nlang = "vi"\nare = 1\n',
        "pyproject.toml",
    )  # fmt: skip

    assert (made.lang, faults) == ("vi", ["DT908 pyproject.toml:5:1"])


@pytest.mark.parametrize("text", ["", "tool = 1\n", "[tool.ruff]\n", "[project]\n"])
def test_pyproject_without_the_table_says_nothing(tmp_path: Path, text: str) -> None:
    assert from_text(tmp_path, text, "pyproject.toml") == (Settings(), [])


def test_table_of_pyproject_that_is_none_is_a_fault(tmp_path: Path) -> None:
    assert from_text(tmp_path, "[tool]\ndti-targets = 5\n", "pyproject.toml")[1] == [
        "DT907 pyproject.toml:2:1"
    ]


def test_named_file_is_read_and_must_be_there(tmp_path: Path) -> None:
    faults = Faults()
    desk = Desk(tmp_path, 100)
    (tmp_path / "other.toml").write_text('lang = "en"\n')

    layer = from_file(str(tmp_path / "other.toml"), None, desk, faults)

    assert layer
    assert layer.values == {"lang": "en"}
    assert from_file(str(tmp_path / "none.toml"), None, desk, faults) is None
    assert [f.code.id for f in faults] == ["DT001"]


def test_empty_file_only_marks_the_folder(tmp_path: Path) -> None:
    assert from_text(tmp_path, "") == (Settings(), [])


def test_folder_without_settings_says_nothing(tmp_path: Path) -> None:
    assert from_file(None, None, Desk(tmp_path, 100), Faults()) is None
    assert from_file(None, tmp_path, Desk(tmp_path, 100), Faults()) is None


def test_settings_know_where_each_option_was_said(tmp_path: Path) -> None:
    made, faults = from_text(tmp_path, 'lang = "vi"\n  period = "2024"\n')

    assert faults == []
    assert str(made.place("period")) == "dti-targets.toml:2:3"
    assert str(made.place("as_of")) == "--as-of"
    layer = from_environment({"DTI_TARGETS_AREA": "51"})
    assert str(to_settings([layer], Faults()).place("area")) == "DTI_TARGETS_AREA"
