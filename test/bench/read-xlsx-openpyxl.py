"""The peer of the reading benchmark: openpyxl in read-only mode, as the usual script does it. Prints one line of JSON."""
import json
import resource
import sys
import time

import openpyxl

start = time.perf_counter()
rows = cells = characters = 0
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
for sheet in book.worksheets:
    for row in sheet.iter_rows(values_only=True):
        rows += 1
        for value in row:
            if value is not None:
                cells += 1
                if isinstance(value, str):
                    characters += len(value)
ms = (time.perf_counter() - start) * 1000
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"ms": ms, "rssMb": rss, "rows": rows, "cells": cells, "characters": characters, "version": openpyxl.__version__}))
