"""confluent-kafka for executors without it: the driver sends its own package as an archive."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from sparkish._executor.kafka.fetching import ARCHIVE, PLATFORM, platform
from sparkish.streaming._kafka.extra import confluentKafka

__all__ = ["archive", "ship"]

_SWITCH = "spark.sparkish.kafka.ship"

#: The ids of the applications that have the archive already.
_shipped: set[str] = set()


def ship(sc: Any) -> None:
    """Send it to executors whose Python is not the driver's, once.

    It is used where such a Python has none of its own.

    Raises
    ------
    ValueError
        If the configuration says neither ``true`` nor ``false``.
    """
    switch = sc.getConf().get(_SWITCH, "true")
    if switch not in ("true", "false"):
        raise ValueError(f"{_SWITCH} is true or false, not {switch!r}.")
    if switch == "false" or sc.applicationId in _shipped or _isTheDrivers(sc):
        return
    _shipped.add(sc.applicationId)
    # PySpark removes the folder when the context has ended.
    file = archive(Path(sc._temp_dir))
    sc.addArchive(f"{file}#{ARCHIVE}")


def _isTheDrivers(sc: Any) -> bool:
    """Tell whether the workers' Python is the driver's own.

    A local master has other ones by PYSPARK_PYTHON. A program without ``--master`` is recovered on
    one: as in Scala, ``spark-submit``'s master comes before the checkpoint's.
    """
    python = shutil.which(sc.pythonExec)
    # Not resolved: the Python of a virtual environment is a link to another's.
    folders = [os.path.dirname(os.path.abspath(each)) for each in (python or "", sys.executable)]
    return bool(sc._jsc.sc().isLocal()) and folders[0] == folders[1]


def archive(folder: Path) -> Path:
    """Return a zip file of the driver's own package, with a note of the platform that it fits."""
    package = Path(confluentKafka().__file__).parent
    file = folder / f"{ARCHIVE}.zip"
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr(PLATFORM, platform())
        for part in (package, package.with_name("confluent_kafka.libs")):
            for path in sorted(part.rglob("*")):
                # The schema registry's clients need other packages, and streams do not use them.
                inside = path.relative_to(package.parent)
                if path.is_file() and not {"__pycache__", "schema_registry"} & set(inside.parts):
                    zipped.write(path, inside)
        if sys.version_info < (3, 11):
            extensions = find_spec("typing_extensions")
            if extensions is not None and extensions.origin is not None:
                zipped.write(extensions.origin, os.path.basename(extensions.origin))
    return file
