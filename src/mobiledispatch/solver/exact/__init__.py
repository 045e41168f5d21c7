"""Column generation that proves plans (docs/how-plans-are-proven.md)."""
