from tests.residents.conftest import signed_in, world

__all__ = ["signed_in", "world"]
