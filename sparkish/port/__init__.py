"""Ports Scala streaming programs to Python: ``sparkish port`` on the command line.

``_compiler`` types a program with the Scala compiler in PySpark's jars and dumps its trees.
"""

from __future__ import annotations
