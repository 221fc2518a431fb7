"""The question which periods could be named: for whoever is still typing."""

from collections.abc import Sequence
from itertools import accumulate

from dti_targets.diagnostics import Faults
from dti_targets.domain.period import Period
from dti_targets.domain.settings import Settings
from dti_targets.pipeline.figures import context_of, dues, only_area
from dti_targets.pipeline.project import Project, default_data
from dti_targets.reading.figures import read_figures
from dti_targets.reading.project import Promises, open_figures


def known_periods(
    files: Sequence[str], promises: Promises, settings: Settings, project: Project, most: int
) -> list[Period]:
    """Return the periods that figures and targets name, the earliest first.

    Args:
        files: Figures files and folders; without any, the project's `data/`.
        promises: What was read of resolutions and areas.
        settings: The options of the run.
        project: Where to read.
        most: Bytes of figures to read at most, in whole files: whoever asks cannot wait.
    """
    faults = Faults()
    tables = files or [str(default_data(project))]
    inputs = open_figures(tables, project.desk, settings.stdin_name, settings.encoding, faults)
    sizes = accumulate(opened.size for opened in inputs)
    few = [
        opened
        for opened, size in zip(inputs, sizes, strict=True)
        if size <= most and not opened.is_workbook
    ]
    context = context_of(promises, settings, only_area(promises, ()), faults)
    figures = read_figures(few, context, faults)
    named = [period for _, period in figures.places[1:]]
    promised = [due for file in promises.files for due in dues(file.resolution)]
    by_text = {str(period): period for period in (*named, *promised)}
    return sorted(by_text.values(), key=lambda period: (period.start, period.end))
