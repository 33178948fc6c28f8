"""The common base of the views: a PNG in a notebook, text in a terminal."""

from __future__ import annotations

import io
import os
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sparkish._notebook.displays import Display, kernelShell

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Colours", "Picture", "newFigure", "roundBox"]

_DPI = 160
# The resolution of a picture in a notebook, in points per inch.
_SHOWN = 96


class Colours:
    """One palette for all pictures, also clear for people who cannot see red or green."""

    ink = "#1f2933"
    faint = "#7b8794"
    line = "#cbd2d9"
    ground = "#f5f7fa"
    blue = "#2f6fb3"
    lightBlue = "#d6e6f5"
    amber = "#e9a23b"
    lightAmber = "#fbecd0"
    red = "#c8372d"
    lightRed = "#f9dedb"
    green = "#2d8659"
    lightGreen = "#d8efe3"
    purple = "#7b52ab"
    lightPurple = "#e8ddf3"
    grey = "#52606d"
    lightGrey = "#e4e7eb"


class Picture(ABC):
    """A picture of a streaming program."""

    def png(self) -> bytes:
        """Return the picture as a PNG.

        Raises
        ------
        ModuleNotFoundError
            Without matplotlib; the message says how to install it.

        Examples
        --------
        >>> from sparkish.views import blocks
        >>> blocks(batchDuration=Seconds(2), blockInterval=Milliseconds(500)).png()[1:4]
        b'PNG'
        """
        return _encoded(self._figure())

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture to a file, as a PNG.

        Parameters
        ----------
        path : str or path-like
            The file's path.

        Raises
        ------
        ModuleNotFoundError
            Without matplotlib; the message says how to install it.

        Examples
        --------
        >>> from sparkish.views import blocks
        >>> blocks(batchDuration=2, blockInterval=0.5).save(directory + "/blocks.png")
        """
        Path(path).write_bytes(self.png())

    def show(self) -> None:
        """Show the picture in the running cell; in a terminal, print its text.

        Examples
        --------
        >>> from sparkish.views import blocks
        >>> blocks(batchDuration=Seconds(1), blockInterval=Milliseconds(500), last=1).show()
        Blocks of 500 ms, batches of 1 s: 2 blocks in a batch, and so 2 partitions.
        batch at 1 s  receiver 0: 2 blocks  2 partitions
        """
        shell = kernelShell()
        if shell is None:
            print(self)
        else:
            Display(shell).show(*self._bundle())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return self._bundle()

    def _bundle(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a notebook's data and size for the picture; only text without matplotlib."""
        text = str(self)
        try:
            figure = self._figure()
        except ModuleNotFoundError as error:
            return {"text/plain": f"{text}\n({error})"}, {}
        width, height = (round(inches * _SHOWN) for inches in figure.get_size_inches())
        size = {"width": width, "height": height}
        return {"image/png": _encoded(figure), "text/plain": text}, {"image/png": size}

    @abstractmethod
    def _figure(self) -> Figure:
        """Draw the picture."""

    @abstractmethod
    def __str__(self) -> str:
        """Return the picture as text."""

    def __repr__(self) -> str:
        return str(self)


def _encoded(figure: Figure) -> bytes:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=_DPI, facecolor="white")
    return out.getvalue()


def newFigure(width: float, height: float) -> Figure:
    """Return an empty figure, sized in inches, that pyplot does not manage.

    Raises
    ------
    ModuleNotFoundError
        Without matplotlib; the message says how to install it.
    """
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise ModuleNotFoundError(
            "Pictures need matplotlib: pip install 'sparkish[notebook]'", name="matplotlib"
        ) from None
    return Figure(figsize=(width, height))


def roundBox(
    axes: Axes,
    left: float,
    bottom: float,
    width: float,
    height: float,
    *,
    rounding: float,
    **style: Any,
) -> None:
    """Draw a box with round corners, in the axes' units, which must be equal on both axes."""
    from matplotlib.patches import FancyBboxPatch

    kind = f"round,pad=0,rounding_size={rounding}"
    axes.add_patch(FancyBboxPatch((left, bottom), width, height, boxstyle=kind, **style))
