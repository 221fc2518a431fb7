"""One resolution with one target, and one figure that answers it: what a case changes a part of."""

import re
from pathlib import Path

from tests.reliability.corpora import AREAS, FIGURES, RESOLUTION
from tests.runs import Command, Result

_FAULT = re.compile(
    r"^\w+\[(DT\d+)\]: .*(?:\n(?! *-->).*)*\n +--> (\S+?):(\d+):(\d+)", re.MULTILINE
)


class Plan:
    """A project in a folder of its own, checked whole."""

    def __init__(self, command: Command, folder: Path) -> None:
        self.command = command
        self.folder = folder
        (folder / "targets").mkdir()
        (folder / "targets" / "areas.yaml").write_text(AREAS, "utf-8")
        (folder / "data.csv").write_text(FIGURES, "utf-8")
        command.monkeypatch.chdir(folder)

    def check(self, plan: str | bytes, *words: str) -> Result:
        """Run `check` with a resolution; nothing raw may leave, and no traceback."""
        data = plan if isinstance(plan, bytes) else plan.encode()
        (self.folder / "targets" / "plan.yaml").write_bytes(data)
        result = self.command("check", "data.csv", *words)
        assert result.status in {0, 1, 2}
        assert "Traceback" not in result.err
        assert (result.out + result.err).replace("\n", "").isprintable()
        return result

    def faults(self, plan: str | bytes) -> list[str]:
        """Return each fault as `CODE:line:column` of the resolution, which is refused."""
        result = self.check(plan)
        assert result.status == 2, result.out
        return [
            f"{code}:{line}:{column}"
            for code, path, line, column in _FAULT.findall(result.err)
            if path == "targets/plan.yaml"
        ]


def changed(*pairs: tuple[str, str]) -> str:
    """Return the resolution with some of its text replaced."""
    text = RESOLUTION
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def threshold(written: str) -> str:
    """Return the resolution with another number, in the column 28 of line 14."""
    return changed(("at_least: 80", f"at_least: {written}"))


def named(written: str) -> str:
    """Return the resolution with another name of its target, in the column 11 of line 9."""
    return changed(("Tỷ lệ", written))


def target(more: str) -> str:
    """Return the resolution with one more line in its target, line 16."""
    return f"{RESOLUTION}    {more}\n"
