"""What a computation has come to: ``Try`` and ``Either``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sparkish._executor.portable import portable
from sparkish._executor.text import ScalaText, scalaString
from sparkish.option import Option, Some
from sparkish.scala.errors import MatchError, NoSuchElementException, throwableText

portable(__name__)


class Try(ScalaText):
    """A value, or the error that there is instead. Scala: ``scala.util.Try``.

    Examples
    --------
    >>> from sparkish.scala import toInt
    >>> Try(lambda: toInt("x")).map(lambda n: n + 1).getOrElse(0)
    0
    """

    def __init__(self, compute: Callable[[], Any]) -> None:
        self._value: Any = None
        self._error: Exception | None = None
        try:
            self._value = compute()
        except Exception as error:
            self._error = error

    @property
    def isSuccess(self) -> bool:
        """Whether there is a value."""
        return self._error is None

    @property
    def isFailure(self) -> bool:
        """Whether there is an error."""
        return self._error is not None

    @property
    def exception(self) -> Exception | None:
        """The error, if there is one."""
        return self._error

    def get(self) -> Any:
        """Return the value, or raise the error."""
        if self._error is not None:
            raise self._error
        return self._value

    def getOrElse(self, default: Any) -> Any:
        """Return the value, or what a function gives instead."""
        if self._error is None:
            return self._value
        return default() if callable(default) else default

    def orElse(self, other: Callable[[], Try]) -> Try:
        """Return this, or where it has failed what a function gives."""
        return self if self._error is None else Try(lambda: other().get())

    def map(self, f: Callable[[Any], Any]) -> Try:
        """Return what a function makes of the value."""
        return self if self._error is not None else Try(lambda: f(self._value))

    def flatMap(self, f: Callable[[Any], Try]) -> Try:
        """Return the outcome that a function makes of the value."""
        return self if self._error is not None else Try(lambda: f(self._value).get())

    def filter(self, test: Callable[[Any], bool]) -> Try:
        """Return this where a predicate holds of the value, and a failure where not."""
        if self._error is not None or test(self._value):
            return self
        said = f"Predicate does not hold for {scalaString(self._value)}"
        return Failure(NoSuchElementException(said))

    def foreach(self, f: Callable[[Any], Any]) -> None:
        """Call a function with the value, if there is one."""
        if self._error is None:
            f(self._value)

    def recover(self, f: Callable[[Exception], Any]) -> Try:
        """Return what a function makes of the error; one that it has no case for stays."""
        error = self._error
        return self if error is None else self._unless(Try(lambda: f(error)))

    def recoverWith(self, f: Callable[[Exception], Try]) -> Try:
        """Return the outcome that a function makes of the error; without a case it stays."""
        error = self._error
        return self if error is None else self._unless(Try(lambda: f(error).get()))

    def _unless(self, made: Try) -> Try:
        """Return an outcome, or this where its function has no case for the error."""
        error = made.exception
        isMissed = isinstance(error, MatchError) and error.value is self._error
        return self if isMissed else made

    def transform(self, success: Callable[[Any], Try], failure: Callable[[Any], Try]) -> Try:
        """Return the outcome that one of two functions makes of the value or the error."""
        if self._error is None:
            return Try(lambda: success(self._value).get())
        return Try(lambda: failure(self._error).get())

    def fold(self, failure: Callable[[Any], Any], success: Callable[[Any], Any]) -> Any:
        """Return what one of two functions makes of the error or the value."""
        return success(self._value) if self._error is None else failure(self._error)

    def toEither(self) -> Either:
        """Return the value as a right one, or the error as a left one."""
        return Right(self._value) if self._error is None else Left(self._error)

    def failed(self) -> Try:
        """Return the error as a value."""
        if self._error is None:
            return Failure(NotImplementedError("Success.failed"))
        return Success(self._error)

    def toOption(self) -> Option[Any]:
        """Return the value, if there is one."""
        return Some(self._value) if self._error is None else Option.empty()

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Try)
            and self._error is other._error
            and bool(self._value == other._value)
        )

    def __hash__(self) -> int:
        return hash((self._value, self._error))

    def __str__(self) -> str:
        if self._error is not None:
            return f"Failure({throwableText(self._error)})"
        return f"Success({scalaString(self._value)})"


def Success(value: Any) -> Try:
    """Return the outcome that has a value. Scala: ``Success``."""
    return Try(lambda: value)


def Failure(error: Exception) -> Try:
    """Return the outcome that has an error. Scala: ``Failure``."""

    def fail() -> Any:
        raise error

    return Try(fail)


class Either(ScalaText):
    """One of two values. Scala: ``Either``."""

    def __init__(self, value: Any, isRight: bool) -> None:
        self.value = value
        self.isRight = isRight

    @property
    def isLeft(self) -> bool:
        """Whether it is the left one."""
        return not self.isRight

    def map(self, f: Callable[[Any], Any]) -> Either:
        """Return what a function makes of a right value."""
        return Right(f(self.value)) if self.isRight else self

    def flatMap(self, f: Callable[[Any], Either]) -> Either:
        """Return the Either that a function makes of a right value."""
        return f(self.value) if self.isRight else self

    def leftMap(self, f: Callable[[Any], Any]) -> Either:
        """Return what a function makes of a left value. Scala: ``left.map``."""
        return self if self.isRight else Left(f(self.value))

    def foreach(self, f: Callable[[Any], Any]) -> None:
        """Call a function with a right value."""
        if self.isRight:
            f(self.value)

    def getOrElse(self, default: Any) -> Any:
        """Return a right value, or what a function gives instead."""
        if self.isRight:
            return self.value
        return default() if callable(default) else default

    def rightValue(self) -> Any:
        """Return a right value. Scala: ``right.get``.

        Raises
        ------
        NoSuchElementException
            If it is a left one.
        """
        if not self.isRight:
            raise NoSuchElementException("Either.right.get on Left")
        return self.value

    def leftValue(self) -> Any:
        """Return a left value. Scala: ``left.get``.

        Raises
        ------
        NoSuchElementException
            If it is a right one.
        """
        if self.isRight:
            raise NoSuchElementException("Either.left.get on Right")
        return self.value

    def fold(self, left: Callable[[Any], Any], right: Callable[[Any], Any]) -> Any:
        """Return what one of two functions makes of the value."""
        return right(self.value) if self.isRight else left(self.value)

    def swap(self) -> Either:
        """Return the value on the other side."""
        return Either(self.value, not self.isRight)

    def toOption(self) -> Option[Any]:
        """Return a right value, if it is one."""
        return Some(self.value) if self.isRight else Option.empty()

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Either)
            and self.isRight == other.isRight
            and bool(self.value == other.value)
        )

    def __hash__(self) -> int:
        return hash((self.value, self.isRight))

    def __str__(self) -> str:
        return f"{'Right' if self.isRight else 'Left'}({scalaString(self.value)})"


def Left(value: Any) -> Either:
    """Return a value that is the left one. Scala: ``Left``."""
    return Either(value, False)


def Right(value: Any) -> Either:
    """Return a value that is the right one. Scala: ``Right``."""
    return Either(value, True)
