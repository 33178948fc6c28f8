"""Java's files, sockets, times, threads and databases, with Java's names, for ported programs.

They are pickled by value: they travel to executors that have no sparkish.

Examples
--------
>>> from sparkish.java import AtomicLong, File
>>> count = AtomicLong(1)
>>> count.addAndGet(2), File("no", "such").exists()
(3, False)
"""

from __future__ import annotations

from sparkish.java.concurrent import (
    AtomicBoolean,
    AtomicInteger,
    AtomicLong,
    AtomicReference,
    CountDownLatch,
    Executors,
    ExecutorService,
    Task,
    TimeUnit,
    onExit,
)
from sparkish.java.files import (
    CharSink,
    Files,
    FileWriteMode,
    Paths,
    StandardCopyOption,
    StandardOpenOption,
)
from sparkish.java.io import (
    BufferedWriter,
    File,
    FileWriter,
    OutputStreamWriter,
    Path,
    PrintStream,
    PrintWriter,
    StringWriter,
    linesOf,
    loadProperties,
)
from sparkish.java.net import (
    InetAddress,
    ServerSocket,
    Socket,
    urlDecoded,
    urlEncoded,
)
from sparkish.java.patterns import (
    Matcher,
    Pattern,
)
from sparkish.java.queues import (
    ArrayBlockingQueue,
    ConcurrentLinkedQueue,
    LinkedBlockingQueue,
)
from sparkish.java.readers import (
    BufferedReader,
    FileReader,
    InputStreamReader,
    Scanner,
    StringReader,
)
from sparkish.java.streams import (
    ByteArrayInputStream,
    ByteArrayOutputStream,
    DataInputStream,
    DataOutputStream,
    EOFException,
    FileInputStream,
    FileOutputStream,
    available,
    readByte,
    readInto,
    resourceStream,
)
from sparkish.java.time import (
    ChronoUnit,
    DateTimeFormatter,
    DayOfWeek,
    Duration,
    Instant,
    LocalDate,
    LocalDateTime,
    Month,
    Period,
    Temporal,
    ZonedDateTime,
    ZoneId,
    ZoneOffset,
)
from sparkish.java.urls import (
    URL,
    resourceURL,
)
from sparkish.java.util import (
    UUID,
    Calendar,
    Locale,
    SqlDate,
    Timestamp,
    TimeZone,
)

__all__ = [
    "URL",
    "ArrayBlockingQueue",
    "AtomicBoolean",
    "AtomicInteger",
    "AtomicLong",
    "AtomicReference",
    "BufferedReader",
    "BufferedWriter",
    "ByteArrayInputStream",
    "ByteArrayOutputStream",
    "Calendar",
    "CharSink",
    "ChronoUnit",
    "ConcurrentLinkedQueue",
    "CountDownLatch",
    "DataInputStream",
    "DataOutputStream",
    "DateTimeFormatter",
    "DayOfWeek",
    "Duration",
    "EOFException",
    "ExecutorService",
    "Executors",
    "File",
    "FileInputStream",
    "FileOutputStream",
    "FileReader",
    "FileWriteMode",
    "FileWriter",
    "Files",
    "InetAddress",
    "InputStreamReader",
    "Instant",
    "LinkedBlockingQueue",
    "LocalDate",
    "LocalDateTime",
    "Locale",
    "Matcher",
    "Month",
    "OutputStreamWriter",
    "Path",
    "Paths",
    "Pattern",
    "Period",
    "PrintStream",
    "PrintWriter",
    "Scanner",
    "ServerSocket",
    "Socket",
    "SqlDate",
    "StandardCopyOption",
    "StandardOpenOption",
    "StringReader",
    "StringWriter",
    "Task",
    "Temporal",
    "TimeUnit",
    "TimeZone",
    "Timestamp",
    "UUID",
    "ZoneId",
    "ZoneOffset",
    "ZonedDateTime",
    "available",
    "linesOf",
    "loadProperties",
    "onExit",
    "readByte",
    "readInto",
    "resourceStream",
    "resourceURL",
    "urlDecoded",
    "urlEncoded",
]
