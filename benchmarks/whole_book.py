"""Whether a book is whole: every visit there with its history and its day's revision, or not there at all."""

from collections import Counter

from sqlalchemy import select

from mobiledispatch.book.ledger import Book
from mobiledispatch.book.rows import booking_of
from mobiledispatch.book.tables import bookings, days, history, meta


def faults_of(book: Book) -> list[str]:
    """What does not agree in a book of which every revision was one command's, in words; empty means whole."""
    with book.engine.begin() as db:
        rows = db.execute(select(bookings.c.id, bookings.c.date, bookings.c.status, bookings.c.body)).all()
        revisions: dict[str, int] = dict(db.execute(select(days.c.date, days.c.revision)).tuples().all())
        lines = db.execute(select(history.c.visit, history.c.date, history.c.revision)).all()
        last_id = db.execute(select(meta.c.value).where(meta.c.key == "last_id")).scalar()
        damage = db.exec_driver_sql("pragma integrity_check").scalar() if db.dialect.name == "sqlite" else "ok"
    faults = [] if damage == "ok" else [f"damaged: {damage}"]
    for name, date, status, body in rows:
        told = booking_of(body)
        if (told.id, told.date.isoformat(), str(told.status)) != (name, date, status):
            faults.append(f"{name}: row and text differ")
    written = {visit for visit, _, _ in lines}
    faults += [f"{name}: no history" for name, *_ in rows if name not in written]
    faults += [f"{name}: history without a visit" for name in written - {name for name, *_ in rows}]
    for date, revision in revisions.items():
        if {r for _, d, r in lines if d == date} != set(range(1, revision + 1)):
            faults.append(f"{date}: revision {revision}, history {sorted(r for _, d, r in lines if d == date)}")
    faults += [f"{d}: history without the day" for d in {d for _, d, _ in lines} - set(revisions)]
    if rows and int(last_id or 0) < max(int(name[1:]) for name, *_ in rows if name.startswith("B")):
        faults.append(f"the next id would be {last_id}, and is taken")
    faults += [f"{name}: {n} rows" for name, n in Counter(name for name, *_ in rows).items() if n > 1]
    return faults
