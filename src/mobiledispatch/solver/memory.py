"""How much memory a search may take: by arithmetic, so that one limit cuts off at one place on every machine."""

PROGRAM = 220_000_000
"""Bytes that Python, OR-Tools and a large day take before any table is made."""


class Memory:
    """Bytes that are left of a limit in megabytes. What stays for long is taken; what passes asks what is left."""

    def __init__(self, megabytes: int) -> None:
        self.left = megabytes * 1_000_000 - PROGRAM

    def take(self, count: int) -> None:
        """Count bytes that stay until the search ends."""
        self.left -= count

    def holds(self, count: int) -> bool:
        return count <= self.left
