"""The book's tables. What is asked for by itself is a column; the rest of a booking is its JSON."""

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

SCHEMA = 3

tables = MetaData()

meta = Table("meta", tables, Column("key", String, primary_key=True), Column("value", String, nullable=False))

days = Table("days", tables, Column("date", String, primary_key=True), Column("revision", Integer, nullable=False))

bookings = Table(
    "bookings",
    tables,
    Column("id", String, primary_key=True),
    Column("date", String, nullable=False),
    Column("status", String, nullable=False),
    Column("words", String, nullable=False),
    Column("body", Text, nullable=False),
    Index("bookings_by_date", "date"),
)

shifts = Table(
    "shifts",
    tables,
    Column("date", String, primary_key=True),
    Column("therapist", String, primary_key=True),
    Column("opens", Integer),
    Column("closes", Integer),
)

history = Table(
    "history",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("date", String, nullable=False),
    Column("visit", String, nullable=False),
    Column("what", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("history_by_visit", "visit"),
)
