"""The peer of the ledger benchmark: openpyxl read-only and sqlite3, as the usual script does it: rows into a table of integers
of 分, the covering index, and the sums of expenditure by function, economic class, fund and nature without the year-end
transfers. Prints one line of JSON."""
import json
import os
import resource
import sqlite3
import sys
import tempfile
import time
from decimal import Decimal

import openpyxl

start = time.perf_counter()
folder = tempfile.TemporaryDirectory()
db = sqlite3.connect(os.path.join(folder.name, "ledger.db"))
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = NORMAL")
db.execute(
    "CREATE TABLE entry (day TEXT, word TEXT, number TEXT, line INTEGER, summary TEXT, account TEXT, name TEXT, func TEXT, "
    "econ TEXT, fund TEXT, project TEXT, debit INTEGER, credit INTEGER, maker TEXT)"
)


def fen(value):
    return 0 if value is None else int((Decimal(str(value)) * 100).to_integral_value())


def rows():
    book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
    lines = book.worksheets[0].iter_rows(values_only=True)
    next(lines)
    for r in lines:
        yield (r[0].date().isoformat(), r[1], str(r[2]), r[3], r[4], r[5], r[6], r[7], r[8], r[9], r[10], fen(r[11]), fen(r[12]), r[13])


with db:
    db.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows())
    db.execute("CREATE INDEX entry_sums ON entry (account, func, econ, fund, project, debit, credit)")
    db.execute("CREATE INDEX entry_voucher ON entry (day, number, account)")
transfers = (
    "SELECT day, number FROM entry GROUP BY day, number "
    "HAVING max(substr(account, 1, 1) IN ('6', '7')) = 1 AND max(account LIKE '8%' AND account NOT LIKE '8001%') = 1"
)
groups = db.execute(
    f"SELECT account, func, econ, fund, project, sum(debit), sum(credit) FROM entry WHERE (day, number) NOT IN ({transfers}) "
    "GROUP BY account, func, econ, fund, project"
).fetchall()
expenditure = sum(g[5] - g[6] for g in groups if g[0].startswith("7"))
ms = (time.perf_counter() - start) * 1000
used = resource.getrusage(resource.RUSAGE_SELF)
cpu = (used.ru_utime + used.ru_stime) * 1000
print(json.dumps({"ms": ms, "cpuMs": cpu, "rssMb": used.ru_maxrss / 1024, "groups": len(groups), "expenditure": expenditure, "version": openpyxl.__version__}))
db.close()
folder.cleanup()
