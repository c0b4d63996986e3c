"""An import read anew in the wizard: its own file, out of the project, as long as somebody looks at it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cxdesk.progress import Progress

if TYPE_CHECKING:
    from cxdesk.importing.plan import ImportPlan
    from cxdesk.importing.storing import Imported, Prepared
    from cxdesk.importing.target import Target
    from cxdesk.project import Project


class AnewFile:
    """The kept file of an import in a folder of its own, or `source`, the person's own copy of it.

    Raises UserError when the file was not kept and none is given, or when the one given is another.
    """

    def __init__(self, project: "Project", batch_id: int, source: Path | None = None) -> None:
        from cxdesk.importing import remap, target

        self._project, self._batch_id = project, batch_id
        self._folder: TemporaryDirectory[str] | None = None
        if source is not None:
            project.read(remap.check_same_file, batch_id, source)
            self.path = source
            return
        self._folder = TemporaryDirectory(prefix="cxdesk")
        try:
            self.path = target.write_original(project, batch_id, Path(self._folder.name))
        except BaseException:
            self._folder.cleanup()
            raise

    def look(self, progress: Progress) -> "Target":
        """The plan of then, for the survey its answers are in."""
        from cxdesk.importing import remap, target

        plan = remap.plan_of_import(self._project, self._batch_id, self.path, progress)
        survey_id = self._project.read(remap.place_of, self._batch_id).survey_id
        return self._project.read(target.aimed, plan, survey_id)

    def prepare(self, plan: "ImportPlan", progress: Progress) -> "Prepared":
        """The rows, held against nothing: they take the place of the import's own."""
        from cxdesk.importing import remap

        return remap.prepare_alone(self._project, plan, self._batch_id, progress)

    def carry_out(self, ready: "Prepared", progress: Progress) -> "Imported":
        """Put them in the place of the import."""
        from cxdesk.importing import remap

        return remap.carry_out(self._project, ready, self._batch_id, progress)

    def close(self) -> None:
        """Let the folder go; the person's own file stays where it is."""
        if self._folder is not None:
            self._folder.cleanup()
