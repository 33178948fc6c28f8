"""Real Scala beside Python: a program is run by both on the same input, batch by batch.

``sparkish port --diff`` runs a Scala program and its port with it, ``compat.oracle`` the programs
of the evidence and their twins.
"""

from __future__ import annotations
