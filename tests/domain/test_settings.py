"""Options: one list for the command line, the environment and the file."""

from dti_targets.domain.settings import OPTIONS, Settings, Takes


def test_every_option_is_a_setting_with_the_same_default() -> None:
    defaults = Settings()._asdict()
    kinds = {Takes.COUNT: 0}

    assert set(OPTIONS) | {"origins", "places"} == set(defaults)
    for name, option in OPTIONS.items():
        default = kinds.get(option.takes, option.default)
        assert defaults[name] == default, name


def test_an_option_is_named_alike_everywhere() -> None:
    assert OPTIONS["fail_on"].flag == "--fail-on"
    assert OPTIONS["fail_on"].variable == "DTI_TARGETS_FAIL_ON"


def test_short_forms_are_not_given_twice() -> None:
    shorts = [option.short for option in OPTIONS.values() if option.short]

    assert len(shorts) == len(set(shorts))


def test_a_failed_or_absent_target_fails_unless_told_otherwise() -> None:
    assert Settings().fail_on == ("missed", "missing")
    assert set(Settings().fail_on) < set(OPTIONS["fail_on"].words)
