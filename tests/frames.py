"""Lines of text in the form in which the JVM sends them to a worker."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pyspark.serializers import SpecialLengths, write_int

__all__ = ["framed"]


def framed(
    lines: Iterable[str | None], end: int | None = SpecialLengths.END_OF_DATA_SECTION
) -> bytes:
    """Return the lines with their lengths, and the end mark."""
    stream = BytesIO()
    for line in lines:
        if line is None:
            write_int(SpecialLengths.NULL, stream)
        else:
            write_int(len(line.encode()), stream)
            stream.write(line.encode())
    if end is not None:
        write_int(end, stream)
    return stream.getvalue()
