"""Every problem of a file before anything is stored; the rows read for it are kept for the import."""

from cxdesk.importing import typed
from cxdesk.importing.plan import CheckReport, ImportPlan
from cxdesk.progress import Progress, no_progress


def check(plan: ImportPlan, progress: Progress = no_progress) -> CheckReport:
    """Read and type the whole file; hand `report.typed` to the import."""
    return CheckReport(typed.build(plan, progress))
