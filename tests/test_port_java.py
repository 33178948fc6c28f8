"""The helpers of ported programs that have Java's names: times, files, sockets, futures."""

from __future__ import annotations

import pickle
import threading
from pathlib import Path

import pytest
from pyspark import cloudpickle

from sparkish.java import (
    Calendar,
    ChronoUnit,
    CountDownLatch,
    DateTimeFormatter,
    Executors,
    Files,
    LocalDate,
    LocalDateTime,
    Paths,
    ServerSocket,
    Socket,
    SqlDate,
    StandardOpenOption,
    Timestamp,
    TimeUnit,
    TimeZone,
    ZoneOffset,
)
from sparkish.scala import Await, Date, FiniteDuration, Future, SimpleDateFormat
from sparkish.util import IntParam


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("yyyy/MM/dd HH:mm:ss", "2021/03/04 05:06:07"),
        ("d MMM yy", "4 Mar 21"),
        ("EEEE, MMMM d", "Thursday, March 4"),
        ("hh:mm a", "05:06 AM"),
        ("yyyyMMdd'T'HHmm", "20210304T0506"),
    ],
)
def test_patterns_of_times(pattern: str, text: str) -> None:
    at = LocalDateTime.of(2021, 3, 4, 5, 6, 7)
    assert at.format(DateTimeFormatter.ofPattern(pattern)) == text


@pytest.mark.parametrize("text", ["2021-3-04", "2021-03-04x", ""])
def test_a_day_is_read_strictly(text: str) -> None:
    with pytest.raises(ValueError, match="could not be parsed"):
        LocalDate.parse(text, DateTimeFormatter.ofPattern("yyyy-MM-dd"))


def test_a_format_of_java_text_runs_on_and_takes_what_is_behind() -> None:
    made = SimpleDateFormat("yyyy-MM-dd")
    made.setTimeZone(TimeZone.getTimeZone("UTC"))
    assert made.format(made.parse("1970-02-31 or so")) == "1970-03-03"
    with pytest.raises(ValueError, match='Unparseable date: "x"'):
        made.parse("x")


def test_months_end() -> None:
    assert str(LocalDate.of(2020, 1, 31).plusMonths(1)) == "2020-02-29"
    assert ChronoUnit.MONTHS.between(LocalDate.of(2020, 1, 31), LocalDate.of(2020, 2, 29)) == 0
    assert str(LocalDateTime.of(2020, 1, 1, 0, 0)) == "2020-01-01T00:00"
    assert LocalDateTime.of(1970, 1, 2, 0, 0).toEpochSecond(ZoneOffset.ofHours(1)) == 82800


def test_a_calendar_counts_months_from_zero() -> None:
    at = Calendar.getInstance(ZoneOffset.UTC)
    at.setTime(Date(0))
    assert (at.get(Calendar.MONTH), at.get(Calendar.DAY_OF_WEEK)) == (0, 5)
    at.add(Calendar.MONTH, 1)
    at.set(Calendar.HOUR_OF_DAY, 25)
    assert at.getTimeInMillis() == 32 * 86_400_000 + 3_600_000


def test_times_of_databases_are_pythons_too() -> None:
    at = Timestamp.valueOf("2020-01-02 03:04:05.5")
    assert str(at) == "2020-01-02 03:04:05.5"
    assert str(Timestamp(at.getTime())) == str(at)
    assert str(pickle.loads(cloudpickle.dumps(at))) == str(at)
    assert str(SqlDate.valueOf("2020-01-02").toLocalDate()) == "2020-01-02"


def test_files(tmp_path: Path) -> None:
    path = Paths.get(tmp_path, "a.txt")
    Files.write(path, b"one\n")
    Files.write(path, ["two"], StandardOpenOption.APPEND)
    Files.append("three\n", path.toFile(), "UTF-8")
    assert Files.readAllLines(path) == ["one", "two", "three"]
    with pytest.raises(FileExistsError):
        Files.move(path, path)
    Files.move(path, path.getParent().resolve("b.txt"))
    assert not Files.deleteIfExists(path)
    with pytest.raises(FileNotFoundError):
        Files.delete(path)


def test_a_server_answers() -> None:
    server = ServerSocket(0)
    client = Socket("127.0.0.1", server.getLocalPort())
    there = server.accept()
    out = there.getOutputStream()
    out.write(b"hello\n")
    out.flush()
    assert client.getInputStream().readline() == b"hello\n"
    assert there.getInetAddress().getHostAddress() == "127.0.0.1"
    for each in (client, there, server):
        each.close()


def test_futures_and_pools() -> None:
    assert Await.result(Future.sequence([Future.of(lambda: 1)]), FiniteDuration(5)) == [1]
    never = threading.Event()
    with pytest.raises(TimeoutError, match="Future timed out after"):
        Await.result(Future.of(never.wait), FiniteDuration(1, "millis"))
    never.set()
    pool = Executors.newFixedThreadPool(1)
    latch = CountDownLatch(1)
    pool.execute(latch.countDown)
    assert latch.await_(5, TimeUnit.SECONDS)
    assert pool.submit(lambda: 7).get() == 7
    pool.shutdown()
    assert (FiniteDuration(2, "minutes").toSeconds(), FiniteDuration(5, "micros").toMillis()) == (
        120,
        0,
    )


def test_an_int_of_a_text() -> None:
    assert IntParam.unapply("12").get() == 12
    assert IntParam.unapply("x").isEmpty
