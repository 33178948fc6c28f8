"""Collections: lists, sets, dicts and Options, with comprehensions for what Scala maps."""

from sparkish.port._translate._collections import (
    comprehensions,
    conversions,
    elements,
    folds,
    iterators,
    making,
    maps,
    more,
    mutable,
    options,
    ordered,
    orders,
    sequences,
)

__all__ = [
    "comprehensions",
    "conversions",
    "elements",
    "folds",
    "iterators",
    "making",
    "maps",
    "more",
    "mutable",
    "options",
    "ordered",
    "orders",
    "sequences",
]
