"""The question what is still to be filled in."""

from dti_targets.checking.asking import entries
from dti_targets.diagnostics import Faults, Place, codes
from dti_targets.domain.form import Form
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.figures import read_tables
from dti_targets.pipeline.project import Project, default_data, read_resolutions
from dti_targets.pipeline.selection import selection_for
from dti_targets.reading.places import located
from dti_targets.reading.resolutions import check_each


def expect(name: str, settings: Settings, project: Project) -> tuple[Form | None, Faults]:
    """Return what a resolution expects for the period that the settings name, to be filled in.

    Args:
        name: The id of the resolution.
        settings: The options; `area`, `target` and `level` choose among what is expected.
        project: Where to read; the figures of its `data/` are those that are known.
    """
    faults = Faults()
    settings = settings._replace(resolution=(name,))
    promises = read_resolutions((), settings, project, faults)
    selection = selection_for(settings, promises, faults)
    data, found = default_data(project), Faults()
    tables = [str(data)] if data.is_dir() else []
    figures, period = read_tables(tables, promises, settings, project, found)
    for fault in found:
        if fault.code is not codes.FOLDER_WITHOUT_FIGURES:  # a project may begin with its form
            faults.append(fault)
    form = None
    if period is not None and not faults.errors:
        check_each(promises.files, promises.gazetteer, period.end, faults)
        [resolution] = [f.resolution for f in promises.files if f.resolution.id == name]
        form = Form(
            resolution, period,
            entries(resolution, period, promises.gazetteer, selection, figures),
        )  # fmt: skip
        if not form.entries:
            faults.add(
                codes.NOTHING_EXPECTED, Place(name), resolution=resolution.label, period=period
            )
    project.desk.add_changed(faults)
    return (None if faults.errors else form), located(faults, project.desk)
