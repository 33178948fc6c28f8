"""Scala sources of ours, compiled once by the compiler among the jars of the installed PySpark."""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyspark

from sparkish._core.doctor import javaProblem
from sparkish._core.errors import JavaNotFoundError, SparkishError

__all__ = [
    "ARGUMENTS",
    "CompilerNotFoundError",
    "cacheFolder",
    "compiled",
    "jarOf",
    "jars",
    "java",
    "options",
    "unfinished",
]

#: What the compiler is always given.
ARGUMENTS = ("-usejavacp", "-nowarn", "-language:postfixOps")


class CompilerNotFoundError(SparkishError, RuntimeError):
    """The installed PySpark comes without Scala's compiler."""


def java() -> str:
    """Return the ``java`` that Spark would run.

    Raises
    ------
    JavaNotFoundError
        Where there is none.
    """
    problem = javaProblem()
    if problem is not None:
        raise JavaNotFoundError(f"{problem} The Scala compiler needs one, as Spark does.")
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else "java"


def jars() -> Path:
    """Return the folder of PySpark's jars, with the Scala compiler among them.

    Raises
    ------
    CompilerNotFoundError
        Where there is no ``scala-compiler`` in it.
    """
    folder = Path(pyspark.__file__).parent / "jars"
    if not any(folder.glob("scala-compiler-*.jar")):
        raise CompilerNotFoundError(
            f"There is no scala-compiler among the jars of PySpark {pyspark.__version__}, in "
            f"{folder}: install the full package (`pip install pyspark`) to port Scala programs."
        )
    return folder


def cacheFolder() -> Path:
    """Return the folder for what is compiled once, in the user's cache."""
    if own := os.environ.get("SPARKISH_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Caches"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return root / "sparkish"


def options(stack: str) -> list[str]:
    """Return the options of a JVM that runs the compiler for some seconds.

    Parameters
    ----------
    stack : str
        The size of a thread's stack, as Java writes it.
    """
    # Java verifies no class of its boot path: the compiler starts in three quarters of the time.
    own = [*jars().glob("scala-*.jar"), *jars().glob("jackson-*.jar")]
    return [
        f"-Xss{stack}",
        "-Xmx1g",
        # Large enough from the start: no collection in the first seconds.
        "-Xms512m",
        "-Xmn300m",
        "-XX:MetaspaceSize=200m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        f"-Xbootclasspath/a:{os.pathsep.join(map(str, sorted(own)))}",
    ]


def jarOf(
    sources: Iterable[Path], cache: Path | None = None, libraries: Sequence[Path] = ()
) -> Path:
    """Return the place of the jar that has the sources compiled, whether it is there or not.

    The folder is made if it is missing.

    Parameters
    ----------
    sources : iterable of Path
        Scala files.
    cache : Path, optional
        Where the jar is kept; :func:`cacheFolder` where not given.
    libraries : sequence of Path
        Jars that the sources need beside PySpark's own.
    """
    content = hashlib.sha256(f"{pyspark.__version__}{sorted(libraries)}".encode())
    for source in sorted(sources):
        content.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    cache = cache or cacheFolder()
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    return cache / f"{content.hexdigest()[:24]}.jar"


def unfinished(jar: Path) -> Path:
    """Return a new name beside a jar: it is compiled there, and moved to its place as a whole."""
    return jar.with_suffix(f".{secrets.token_hex(4)}.jar")


def compiled(
    sources: Iterable[Path],
    cache: Path | None = None,
    libraries: Sequence[Path] = (),
) -> Path:
    """Return a jar of the sources, compiled in one run unless an earlier run has made it.

    Parameters
    ----------
    sources, cache, libraries
        As for :func:`jarOf`.

    Raises
    ------
    RuntimeError
        With the compiler's messages.
    """
    sources = sorted(sources)
    jar = jarOf(sources, cache, libraries)
    if not jar.exists():
        path = os.pathsep.join([f"{jars()}/*", *map(str, libraries)])
        command = [java(), *options("8m"), "-cp", path, "scala.tools.nsc.Main", *ARGUMENTS]
        made = unfinished(jar)
        try:
            done = subprocess.run(
                [*command, "-d", str(made), *map(str, sources)], capture_output=True
            )
            if done.returncode:
                raise RuntimeError("scalac failed:\n" + (done.stdout + done.stderr).decode())
            made.replace(jar)
        finally:
            made.unlink(missing_ok=True)
    return jar
