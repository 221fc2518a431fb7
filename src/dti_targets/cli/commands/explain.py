"""`dti-targets explain`: one target whole, or what a diagnostic code means."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dti_targets import pipeline
from dti_targets.cli.exits import Exit
from dti_targets.cli.snippet import diagnostics_text
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import CODES, Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import Settings
from dti_targets.reading.project import shipped
from dti_targets.reporting.pages.explanation import Subject, explanation_page
from dti_targets.reporting.prose import to_text

_PAGES = {"en": "diagnostics.md", "vi": "diagnostics.vi.md"}
_CODE = re.compile(r"DT\d{3}", re.IGNORECASE)


def explain(
    subject: str | None, files: Sequence[str], settings: Settings, terminal: Terminal
) -> Exit:
    """Print what a target is and how it was judged, or the page of a diagnostic code."""
    faults = Faults()
    if subject is None:
        faults.add(codes.MISSING_ARGUMENT, Place("explain"), argument="SUBJECT")
    elif _CODE.fullmatch(subject):
        return _explain_code(subject.upper(), settings, terminal, faults)
    project = pipeline.Project.of(files, settings)
    if subject is None:
        return _refuse(faults, project, terminal)
    promises = pipeline.read_resolutions((), settings, project, faults)
    found = None
    if not faults.errors:
        found = pipeline.find_target(subject, settings, promises, faults)
    if found is None:
        return _refuse(faults, project, terminal)
    file, target = found
    narrowed = replace(
        settings, resolution=(file.resolution.id,), target=(f"{file.resolution.id}/{target.id}",)
    )
    outcome = pipeline.check(files, narrowed, project)
    judged_nothing = all(fault.code is codes.NOTHING_TO_JUDGE for fault in outcome.faults)
    if outcome.report is None and not judged_nothing:
        errors = Faults(f for f in outcome.faults if f.code is not codes.NOTHING_TO_JUDGE)
        if errors.errors:
            return _refuse(errors, project, terminal)
    figures = pipeline.figures_for(
        file.resolution, target, outcome.figures, outcome.promises.gazetteer
    )
    place = file.targets()[target.id]
    page = explanation_page(
        Subject(file.resolution, target, place, figures), outcome.report, terminal.say, terminal.out
    )
    terminal.print(to_text(list(page), terminal.out))
    return Exit.NOTHING_FAILS


def _explain_code(code: str, settings: Settings, terminal: Terminal, faults: Faults) -> Exit:
    """Print the section of the diagnostics page that is about a code."""
    if code not in CODES:
        faults.add(
            codes.NO_SUCH_TARGET, Place(code), text=code, near=nearest(code, CODES, 0.7)
        )
        return _refuse(faults, pipeline.Project.of((), settings), terminal)
    page = (shipped("docs") / _PAGES[terminal.say.language]).read_text(encoding="utf-8")
    section = re.search(rf"^## {code}\b.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    text = section[0].removeprefix("## ").rstrip() if section else code
    terminal.print(f"{text}\n")
    return Exit.NOTHING_FAILS


def _refuse(faults: Faults, project: pipeline.Project, terminal: Terminal) -> Exit:
    terminal.complain(
        diagnostics_text(
            faults, project.desk, terminal.say, terminal.err, judged=False, verbose=False
        )
    )
    return Exit.UNUSABLE
