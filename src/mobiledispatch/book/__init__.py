"""The practice's book: bookings, promises, holds, shifts by date, and the history of all of them.

SQLAlchemy is imported by `ledger`, `migrate` and `opening` alone; `quick`, `rows` and `where` do without.
"""
