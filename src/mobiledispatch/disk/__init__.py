"""What is written to the disk is there whole or not at all (docs/decisions/003-one-folder-one-plan.md)."""
