"""Projects whose targets are on their way, and runs of `progress` over them, to be written out."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dti_targets.cli.output import Job
from dti_targets.cli.reports import _placed
from dti_targets.domain.settings import Settings
from dti_targets.messages import Words
from dti_targets.pipeline import progress as question
from dti_targets.pipeline import project as place
from dti_targets.reporting.content import encoded
from dti_targets.reporting.formats import FORMATS, PICTURES
from dti_targets.reporting.pages.report import Reader
from dti_targets.reporting.result import Result
from dti_targets.reporting.wording import Wording
from tests.hostile import EVIL, HEADINGS, PRINTED, yaml_of

FAILS_ON = ("deteriorating",)
FIGURES = "so lieu #1 [a](b) @user ##[error]d.csv"  # every locale has these letters


class Project(NamedTuple):
    """A folder, and the period by whose end it is asked how things stand."""

    folder: Path
    as_of: str | None = None

    def result(self, **changes: Any) -> Result:  # noqa: ANN401  (settings)
        """Measure, as the command does; the working directory is the folder."""
        lang = changes.pop("lang", "en")
        settings = Settings(fail_on=FAILS_ON, as_of=self.as_of)._replace(**changes)
        project = place.Project.of((), settings)
        found, faults, files = question.progress((), settings, project)
        tally = Counter(made.status.value for made in found.targets) if found else Counter()
        failed = {word: tally[word] for word in settings.fail_on if tally[word]}
        status = bool(failed) if found else 2
        reader = Reader(settings, Wording(Words(lang)), {})
        result = Result(
            None, faults, int(status), failed, settings.as_of, files, reader,
            command="progress", progression=found,
        )  # fmt: skip
        return _placed(result, project, [Job(FORMATS["json"])])

    def out(self, name: str, **changes: Any) -> str:  # noqa: ANN401  (settings)
        """Return what is written in a format."""
        return written(self.result(**changes), name)


def written(result: Result, name: str) -> str:
    """Return a result in a format, in the language of its reader."""
    writer = (FORMATS | PICTURES)[name].writer()
    return b"".join(encoded(writer(result, result.reader.say))).decode()


def hostile(folder: Path) -> Project:
    """Write a small project of every kind of answer, with names that other programs could run."""
    _write(folder, [*_targets()])
    rows = [[str(cell) for cell in row] for row in _rows()]
    _table(folder / "data" / FIGURES, rows)
    return Project(folder, "2025")


def empty(folder: Path) -> Project:
    """Write a project without a figure: there is nothing to say, and a diagnostic says so."""
    _write(folder, [_target("alone", 3)])
    _table(folder / "data" / "none.csv", [])
    return Project(folder, "2025")


def faulty(folder: Path) -> Project:
    """Write a project with figures that cannot be used."""
    project = hostile(folder)
    bad = [["spoiled", f"x{evil[:40]}", "province", "2024", "1%", evil[:60], "", ""]
           for evil in EVIL[:12]]  # fmt: skip
    _table(folder / "data" / "zz bad.csv", bad)
    return project


def all_evil(folder: Path) -> Project:
    """Write a project that says everything that is hostile, in a name, a source and a note."""
    _write(folder, [_target(f"t{number}", number) for number, _ in enumerate(EVIL)])
    _table(folder / "data" / FIGURES, [
        [f"t{number}", "90", "province", year, value, evil, evil, evil]
        for number, evil in enumerate(EVIL)
        for year, value in (("2021", "10%"), ("2023", "khoảng 40%"), ("2024", "trên 45%"))
    ])  # fmt: skip
    return Project(folder, "2024")


MAKERS: dict[str, Callable[[Path], Project]] = {
    "hostile": hostile,
    "empty": empty,
    "faulty": faulty,
    "evil": all_evil,
}


def published(
    folder: Path, unit: str, figures: dict[int, object], threshold: dict[str, Any], due: int = 2030
) -> Project:
    """Write a project of one target as a statistical office publishes one."""
    target = _target("case", 0, unit=unit, due=str(due), levels={"province": threshold})
    _write(folder, [target | {"name": "Case", "redefined": []}])
    rows = [["case", "90", "province", str(year), str(value), "Statistics Canada", "", ""]
            for year, value in figures.items()]  # fmt: skip
    _table(folder / "data" / "case.csv", rows)
    return Project(folder, str(max(figures)))


def _target(name: str, evil: int, **changes: object) -> dict[str, Any]:
    text = EVIL[evil]
    return {
        "id": name,
        "indicator": name,
        "name": {"vi": f"Tỷ lệ {text}", "en": f"Share {text}"},
        "pillar": "digital_government",
        "unit": "percent",
        "due": "2025",
        "levels": {"province": {"at_least": 80}},
        "source": {"document": "adopted", "quote": text},
        **changes,
    }


def _targets() -> Iterator[dict[str, Any]]:
    yield _target("on_track", 0)
    yield _target("reached", 2, levels={"province": {"more_than": 90}})
    yield _target("moderate", 3, levels={"province": {"at_least": {"2023": 55, "2025": 80}}},
                  baseline={"period": "2020", "value": 10})  # fmt: skip
    yield _target("limited", 4, levels={"province": {"about": True, "at_least": 20}})
    yield _target("worse", 7)
    yield _target("bound", 9)
    yield _target("rank", 11, unit="rank", levels={"province": {"rank_at_most": 10}})
    yield _target("redefined", 13, redefined=[
        {"from": "2023-01-01", "why": {"vi": f"cách tính mới {EVIL[15]}", "en": f"new {EVIL[15]}"}}
    ])  # fmt: skip
    yield _target("few", 15, unit="count", levels={"province": {"at_most": 1000}})
    yield _target("state", 19, unit="yes_no",
                  levels={"province": {"state": {"vi": EVIL[7], "en": EVIL[11]}}})  # fmt: skip
    yield _target("quota", 16, unit="count", due=None, per_period=True, cumulative="quota_total",
                  levels={"province": {"at_least": {"2023": 94, "2024": 132, "2025": 133}}},
                  )  # fmt: skip
    yield _target("nothing", 23)
    yield _target("change", 24, unit="percent_change", levels={"province": {"at_least": 7}})


def _rows() -> Iterator[list[object]]:
    series = {
        "on_track": {"2021": "20%", "2022": "35%", "2023": "khoảng 50%", "2024": "68,5%"},
        "reached": {"2022": "70%", "2023": "91%", "2024": "99,30%", "2025": "99,5%"},
        "moderate": {"2022": "32%", "2024": "47,5%"},
        "limited": {"2023": "12%", "2024": "12,4%"},
        "worse": {"2022": "50%", "2024": "-", "2025": "42,25%"},
        "bound": {"2023": "70%", "2024": "trên 75%"},
        "rank": {"2021": "36/63", "2022": "26/63", "2023": "21/63", "2024": "9/34"},
        "redefined": {"2021": "30%", "2022": "35%", "2023": "60%", "2024": "65%"},
        "few": {"2023": "2.500", "2024": "từ 1.600 đến 1.700"},
        "state": {"2024": "chưa"},
        "quota": {"2023": "90", "2024": "140"},
        "change": {"2023": "-2,5%", "2024": "1,25%", "2024-H1": "0,5%"},
    }
    for number, (name, figures) in enumerate(series.items()):
        for year, value in figures.items():
            yield [name, "90", "province", year, value, EVIL[number], EVIL[-number], EVIL[5]]
    yield ["on_track", "90", "province", "2024", "69%", f"Báo B {EVIL[14]}", "", ""]


def _write(folder: Path, targets: list[dict[str, Any]]) -> None:
    (folder / "targets").mkdir(parents=True)
    (folder / "data").mkdir()
    areas = [
        {"code": "VN", "tier": "national", "name": "Việt Nam"},
        {"code": "90", "tier": "province", "parent": "VN", "name": PRINTED[9]},
    ]
    written = {
        "resolution": "hostile",
        "title": {"vi": f"Chương trình {EVIL[5]}", "en": f"Programme {EVIL[5]}"},
        "area": "90",
        "documents": {"adopted": {"number": f"1/KH {PRINTED[14]}", "date": "2020-03-01"}},
        "targets": [{k: v for k, v in target.items() if v is not None} for target in targets],
    }
    (folder / "targets" / "areas.yaml").write_text(yaml_of({"areas": areas}), "utf-8")
    (folder / "targets" / "[evil] #1 100%.yaml").write_text(yaml_of(written), "utf-8")


def _table(path: Path, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADINGS, *rows])
    path.write_text(text.getvalue(), "utf-8", newline="")
