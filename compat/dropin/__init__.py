"""The proof of drop-in: PySpark's own programs, with the word ``sparkish`` in their imports."""
