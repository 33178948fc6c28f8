"""A real standalone cluster on loopback, of the Spark that PySpark's package carries."""

from __future__ import annotations

from compat.cluster.cluster import Cluster, ClusterError, Submitted
from compat.cluster.processes import waitFor

__all__ = ["Cluster", "ClusterError", "Submitted", "waitFor"]
