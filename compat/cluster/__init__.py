"""A real standalone cluster on loopback, with the Spark in PySpark's package."""

from __future__ import annotations

from compat.cluster.cluster import Cluster, ClusterError, Submitted
from compat.cluster.processes import waitFor

__all__ = ["Cluster", "ClusterError", "Submitted", "waitFor"]
