"""Plans a mobile massage practice's day, proves how good the plan is, and checks it before anyone sees it."""

__version__ = "0.1.0"
