"""The command line, as a person runs it: in separate processes, over real sockets."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from drivers import tracebacks

import sparkish
from sparkish._cli import main
from sparkish._cli.doctor import shown
from sparkish._core.doctor import Finding

LIMIT = 30.0
SPARK_LIMIT = 150.0
ROOT = str(Path(sparkish.__file__).parents[1])


def environment(*paths: str, **variables: str) -> dict[str, str]:
    path = os.pathsep.join([*paths, ROOT, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return {**os.environ, "PYTHONPATH": path, **variables}


def run(
    *arguments: str,
    env: dict[str, str] | None = None,
    stdin: str = "",
    timeout: float = LIMIT,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sparkish", *arguments],
        env=env or environment(),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=timeout,
    )


class TestArguments:
    def test_noneShowsTheHelp(self, capsys: pytest.CaptureFixture[str]):
        assert main([]) == 0
        assert re.findall(r"^    (\w+)", capsys.readouterr().out, re.M) == [
            "demo",
            "serve",
            "doctor",
            "port",
        ]

    def test_version(self):
        done = run("--version")
        assert done.returncode == 0
        assert re.fullmatch(r"sparkish .+, PySpark \d+\.\d+\..+\n", done.stdout)

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (["dance"], "invalid choice: 'dance'"),
            (["demo", "--batch", "soon"], "'soon' is no time"),
            (["demo", "--batch", "0s"], "'0s' is not a duration above 0"),
            (["demo", "--batches", "-1"], "'-1' is not a number of batches above 0"),
            (["demo", "--batches", "1.5"], "'1.5' is not a number of batches above 0"),
            (["demo", "--port", "70000"], "'70000' is not a number from 0 to 65535"),
            (["demo", "--master", "here"], "'here' is not a master: write local[2]"),
            (["demo", "--master", "local[x]"], "'local[x]' is not a master"),
            (["serve", "--rate", "0"], "'0' is not a number of lines per second above 0"),
            (["serve", "--rate", "nan"], "'nan' is not a number of lines per second above 0"),
            (["serve", "a", "b"], "unrecognized arguments: b"),
        ],
    )
    def test_wrongOnesAreToldInASentence(
        self, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
    ):
        with pytest.raises(SystemExit) as ending:
            main(arguments)
        assert ending.value.code == 2
        told = capsys.readouterr().err
        assert sentence in told
        assert told.startswith("sparkish")
        assert told.endswith("--help)\n")
        assert told.count("\n") == 1


@contextmanager
def serving(
    *arguments: str, stdin: int | None = subprocess.DEVNULL
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run `sparkish serve`; return the process, and the port that it prints."""
    command = [sys.executable, "-m", "sparkish", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(
        command, env=environment(), stdin=stdin, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        told = process.stderr.readline()
        found = re.search(r" on 127\.0\.0\.1:(\d+) until Ctrl-C$", told)
        assert found is not None, told + process.stderr.read()
        yield process, int(found[1])
    finally:
        process.kill()
        process.communicate(timeout=LIMIT)


@contextmanager
def receiver(port: int) -> Iterator[Iterator[str]]:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=LIMIT) as connection,
        connection.makefile(encoding="utf-8") as lines,
    ):
        yield lines


def interrupted(process: subprocess.Popen[str]) -> str:
    """Press Ctrl-C, and return the rest of the process's output."""
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=LIMIT)
    assert process.returncode == 130
    return told


needsCtrlC = pytest.mark.skipif(os.name == "nt", reason="has no signals to send")


class TestServe:
    @needsCtrlC
    def test_aFileToOneReceiverAfterTheOther(self, tmp_path: Path):
        file = tmp_path / "lines.txt"
        file.write_text("one\ntwo\nthree\nfour\n")
        with serving(str(file), "--rate", "20") as (process, port):
            with receiver(port) as lines:
                assert [next(lines), next(lines)] == ["one\n", "two\n"]
            with receiver(port) as lines:
                rest = [next(lines)]
                while rest[-1] != "four\n":
                    rest.append(next(lines))
                assert rest == ["one\n", "two\n", "three\n", "four\n"][-len(rest) :]
                assert process.stderr is not None
                told = [process.stderr.readline() for _ in range(4)]
                assert [line.split()[-1] for line in told] == [
                    "connected",
                    "left",
                    "connected",
                    "Ctrl-C",
                ]
                assert told[-1].startswith("all 4 lines are sent; ")
                assert process.poll() is None
            assert interrupted(process).split()[-1:] in ([], ["left"])

    @needsCtrlC
    def test_theStandardInputWhileItIsTyped(self):
        with serving(stdin=subprocess.PIPE) as (process, port), receiver(port) as lines:
            assert process.stdin is not None
            for word in ("hello", "žluť"):
                process.stdin.write(f"{word}\n")
                process.stdin.flush()
                assert next(lines) == f"{word}\n"
            # The input is still open, and a thread waits in it.
            assert "Traceback" not in (told := interrupted(process))
            assert "Fatal" not in told

    @needsCtrlC
    def test_repeat(self, tmp_path: Path):
        file = tmp_path / "lines.txt"
        file.write_text("a\nb")
        with serving(str(file), "--repeat") as (process, port), receiver(port) as lines:
            assert [next(lines) for _ in range(5)] == ["a\n", "b\n", "a\n", "b\n", "a\n"]
            interrupted(process)

    def test_missingFile(self, tmp_path: Path):
        done = run("serve", str(tmp_path / "none.txt"))
        assert done.returncode == 1
        assert done.stderr.startswith("sparkish: [Errno 2] No such file or directory: ")
        assert done.stderr.count("\n") == 1

    def test_portInUse(self, tmp_path: Path):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = str(other.getsockname()[1])
            for command in ("serve", "demo"):
                done = run(command, "--port", port)
                assert done.returncode == 1
                assert done.stderr == (
                    f"sparkish: Port {port} of 127.0.0.1 is in use by another program; choose "
                    "another port, or 0 for any free one.\n"
                )


class TestDoctor:
    def test_aTable(self):
        text = shown(
            [
                Finding("Java", "ok", "version 17"),
                Finding("SPARK_HOME", "error", "It is gone.", "unset it\nor set it"),
                Finding("cores", "warning", "There is 1."),
            ]
        )
        assert text == textwrap.dedent(
            """\
            ok       Java        version 17
            error    SPARK_HOME  It is gone.
                                 unset it
                                 or set it
            warning  cores       There is 1.

            errors: 1, warnings: 1"""
        )
        assert shown([Finding("Java", "ok", "")]).endswith("\nSpark has all that it needs here.")

    def test_findsAnErrorInTheEnvironment(self, tmp_path: Path):
        done = run("doctor", env=environment(SPARK_HOME=str(tmp_path)))
        assert done.returncode == 1
        assert "unset SPARK_HOME" in done.stdout
        assert done.stderr == ""


class TestDemo:
    def test_withoutJava(self, tmp_path: Path):
        done = run("demo", env=environment(JAVA_HOME=str(tmp_path), PATH=str(tmp_path)))
        assert done.returncode == 1
        assert done.stderr.startswith("sparkish: Spark's Java process did not start.\nJAVA_HOME is")
        assert "sudo apt install openjdk-17" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.spark
    def test_runsTheNotesProgram(self, tmp_path: Path):
        # The workers must not need sparkish, so importing it fails there.
        (tmp_path / "sitecustomize.py").write_text(
            "import sys\n"
            "if 'pyspark.daemon' in sys.orig_argv:\n"
            "    sys.modules['sparkish'] = None\n"
            f"    open({str(tmp_path / 'seen')!r}, 'w').close()\n"
        )
        done = run(
            "demo",
            *("--batches", "3", "--master", "local[2]"),
            env=environment(str(tmp_path)),
            timeout=SPARK_LIMIT,
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "seen").exists()
        program, _, rest = done.stdout.partition("Spark's web UI: http://")
        port = re.findall(r'socketTextStream\("127\.0\.0\.1", (\d+)', program)[0]
        assert program.splitlines()[3:] == [
            'sc = SparkContext(SparkConf().setMaster("local[2]").setAppName("Streaming1"))',
            "ssc = StreamingContext(sc, Seconds(2))",
            f'dstream1 = ssc.socketTextStream("127.0.0.1", {port}, '
            "StorageLevel.MEMORY_AND_DISK_SER_2)",
            'dstream1.map(lambda x: x + "VIN").print(10)',
            "ssc.start()",
            "ssc.awaitTermination()",
            "",
        ]
        assert rest.count("\nTime: ") >= 3
        assert "the rain in SpainVIN\nstays mainly in the plainVIN\n" in rest
        assert re.search(r"^3 batches, \d+ lines\.$", rest.splitlines()[-1])

    @pytest.mark.spark
    def test_pipedLines(self):
        lines = [f"line {n}" for n in range(25)]
        done = run(
            "demo",
            *("--stdin", "--batch", "1s", "--batches", "60"),
            stdin="\n".join(lines),
            timeout=SPARK_LIMIT,
        )
        assert done.returncode == 0, done.stderr
        # It ended with the input, long before the 60 batches; print(10) shows ten of each batch.
        found = re.search(r"^(\d+) batches, 25 lines\.$", done.stdout, re.M)
        assert found is not None
        assert int(found[1]) < 60
        assert "line 0VIN\nline 1VIN\n" in done.stdout

    @pytest.mark.spark
    @needsCtrlC
    def test_ctrlC(self):
        command = [sys.executable, "-m", "sparkish", "demo", "--batch", "1s", "--batches", "1000"]
        process = subprocess.Popen(
            command,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # The terminal's Ctrl-C reaches the whole group: Python, its workers and the JVM.
            start_new_session=True,
        )
        try:
            assert process.stdout is not None
            assert any(line.startswith("Time: ") for line in process.stdout)
            os.killpg(process.pid, signal.SIGINT)
            out, err = process.communicate(timeout=SPARK_LIMIT)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
        assert process.returncode == 130
        assert tracebacks(out + err) == 0
        assert re.search(r"^\d+ batches, \d+ lines\.$", out, re.M)
