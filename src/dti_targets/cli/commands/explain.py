"""`dti-targets explain`: one target whole, or what a diagnostic code means."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dti_targets.cli.exits import Exit
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import CODES, Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import Settings
from dti_targets.pipeline import explain as question
from dti_targets.pipeline.project import Project
from dti_targets.reading.project import shipped
from dti_targets.reading.source import Desk
from dti_targets.reporting.pages.explanation import Subject, explanation_page
from dti_targets.reporting.prose import Paragraph, line, to_text

_PAGES = {"en": "diagnostics.md", "vi": "diagnostics.vi.md"}
_CODE = re.compile(r"DT\d{3}", re.IGNORECASE | re.ASCII)
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")
_FENCE = "```"


def explain(
    subject: str | None, files: Sequence[str], settings: Settings, terminal: Terminal
) -> Exit:
    """Print what a target is and how it was judged, or the page of a diagnostic code."""
    if subject is not None and _CODE.fullmatch(subject):
        return _explain_code(subject.upper(), terminal)
    if subject is None:
        faults = Faults()
        faults.add(codes.MISSING_ARGUMENT, Place("explain"), argument="TARGET|CODE")
        return _refuse(faults, Desk(Path.cwd(), settings.max_size), terminal)
    project = Project.of(files, settings)
    explanation, faults = question.explain(subject, files, settings, project)
    if explanation is None:
        return _refuse(faults, project.desk, terminal)
    file, target = explanation.file, explanation.target
    page = explanation_page(
        Subject(file.resolution, target, file.targets()[target.id], explanation.figures),
        explanation.outcome.report, terminal.say, terminal.out, explanation.progression,
    )  # fmt: skip
    terminal.print(to_text(list(page), terminal.out))
    return Exit.NOTHING_FAILS


def _explain_code(code: str, terminal: Terminal) -> Exit:
    """Print the section of the diagnostics page that is about a code."""
    faults = Faults()
    desk = Desk(shipped("docs").parent, Settings().max_size)
    section = None
    if code not in CODES:
        near = nearest(code, CODES, 0.7)
        faults.add(codes.NO_SUCH_TARGET, Place(code), text=code, near=near)
    elif opened := desk.open(shipped("docs") / _PAGES[terminal.say.language], faults):
        section = re.search(rf"^## {code}\b.*?(?=^## |\Z)", opened.text(), re.MULTILINE | re.DOTALL)
        if section is None:
            faults.add(codes.FILE_UNREADABLE, Place(opened.name), why=code)
    if section is None:
        return _refuse(faults, desk, terminal)
    terminal.print(to_text(list(_paragraphs(section[0].rstrip()))[:-1], terminal.out))
    return Exit.NOTHING_FAILS


def _paragraphs(section: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a section of Markdown; what is between fences stays as it is."""
    inside = False
    prose: list[str] = []
    for text in (*section.splitlines(), ""):
        fence = text.lstrip().startswith(_FENCE)
        begins = fence or not text or text.startswith("#") or _ITEM.match(text)
        if prose and (inside or begins):
            yield _joined(prose)
            prose = []
        if fence:
            inside = not inside
        elif inside:
            yield Paragraph(((f"    {text}", ""),), fixed=True)
        elif text.startswith("#"):
            yield line(f" {text.lstrip('# ')}", "bold", 1)
        elif text:
            prose.append(text)
        else:
            yield line()


def _joined(prose: list[str]) -> Paragraph:
    """Return lines as one paragraph; what follows a bullet hangs behind it."""
    item = _ITEM.match(prose[0])
    text = " ".join([prose[0], *(more.strip() for more in prose[1:])])
    return line(f" {text}", "", 1 + len(item[0]) if item else 1)


def _refuse(faults: Faults, desk: Desk, terminal: Terminal) -> Exit:
    from dti_targets.cli.snippet import refusal

    terminal.complain(refusal(faults, desk, terminal.say, terminal.err))
    return Exit.UNUSABLE
