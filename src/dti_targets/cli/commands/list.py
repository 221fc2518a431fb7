"""`dti-targets list`: what is promised, and where it stands."""

from dti_targets.cli.exits import Exit
from dti_targets.cli.terminal import Terminal
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.diagnostics.near import nearest
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.project import Project, read_resolutions
from dti_targets.reporting.pages.targets import resolution_page, resolutions_page
from dti_targets.reporting.prose import to_text


def list_targets(resolution: str | None, settings: Settings, terminal: Terminal) -> Exit:
    """Print all resolutions, or one with its targets, documents and areas."""
    faults = Faults()
    project = Project.of((), settings)
    promises = read_resolutions((), settings, project, faults)
    files = {file.resolution.id: file for file in promises.files}
    if resolution is not None and resolution not in files and not faults.errors:
        near = nearest(resolution.casefold(), files)
        faults.add(
            codes.NO_SUCH_RESOLUTION, Place(resolution),
            text=resolution, near=near, allowed=tuple(files),
        )  # fmt: skip
    if faults:
        from dti_targets.cli.snippet import refusal

        terminal.complain(refusal(faults, project.desk, terminal.say, terminal.err))
    if faults.errors:
        return Exit.UNUSABLE
    if resolution is None:
        known = [(file.resolution, file.path) for file in files.values()]
        page = resolutions_page(known, promises.gazetteer, terminal.say)
    else:
        file = files[resolution]
        page = resolution_page(
            file.resolution, file.path, file.targets(), promises.gazetteer, terminal.say
        )
    terminal.print(to_text(list(page), terminal.out))
    return Exit.NOTHING_FAILS
