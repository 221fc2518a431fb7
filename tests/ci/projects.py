"""The project of the README, with the one figure that it lacks."""

from pathlib import Path

from tests.docs.test_pages import project_of

FIGURE = 'sme_digital_platform_rate,51,province,2024,"64,43%",Quảng Ngãi,"đạt 64,43%"\n'


def all_met(folder: Path) -> Path:
    """Write a project in which every target has its figure and meets it."""
    folder.mkdir(parents=True, exist_ok=True)
    project = project_of("README.md", folder)
    with (project / "data" / "2024.csv").open("a", encoding="utf-8") as figures:
        figures.write(FIGURE)
    return project
