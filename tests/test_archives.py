"""A worker reads the directory of an archive again only if the archive has changed."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark.serializers import CPickleSerializer

from sparkish._executor.stages import WorkerSerializer

PROGRAM = """
import importlib, os, pickle, sys, zipfile, zipimport
import pyspark.worker  # As in a worker.

def write(path, **modules):
    with zipfile.ZipFile(path + ".new", "w") as archive:
        for name, text in modules.items():
            archive.writestr(name + ".py", text)
    os.replace(path + ".new", path)

path = os.path.join(sys.argv[1], "of.zip")
write(path, first="value = 1")
sys.path.insert(0, path)
import first
serializer = pickle.loads(sys.stdin.buffer.read())
reads = []
directory = zipimport._read_directory
zipimport._read_directory = lambda archive: reads.append(archive) or directory(archive)
for _ in range(20):
    importlib.invalidate_caches()
    try:
        import second
    except ImportError:
        pass
ofUnchanged = reads.count(path)
write(path, first="value = 1", second="value = 'new'")
importlib.invalidate_caches()
import second
os.remove(path)
importlib.invalidate_caches()
try:
    import third
except ImportError:
    print(second.value, ofUnchanged)
"""


@pytest.mark.parametrize("isKept", [True, False])
def test_a_directory_is_read_again_only_if_its_file_has_changed(
    tmp_path: Path, isKept: bool
) -> None:
    serializer = WorkerSerializer(CPickleSerializer(), keepsArchives=isKept)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        input=pickle.dumps(serializer),
        capture_output=True,
    )
    value, reads = done.stdout.decode().split()
    assert value == "new", done.stderr.decode()
    assert (int(reads) <= 1) if isKept else (int(reads) == 20)
