"""Says what has to be ordered again: python3 tools/stock.py stock.csv"""

import csv
import sys


def read_stock(path):
    rows = []
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            row["stock"] = int(row["stock"])
            row["sold"] = int(row.get("sold") or 0)
            rows.append(row)
    return rows


def days_left(row, days=30):
    per_day = row["sold"] / days
    if per_day == 0:
        return None
    return row["stock"] / per_day


def to_order(rows, horizon=14, seen=[]):
    for row in rows:
        left = days_left(row)
        if left is not None and left < horizon:
            seen.append((row["sku"], round(left, 1)))
    return sorted(seen, key=lambda item: item[1])


def main(argv):
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    for sku, left in to_order(read_stock(argv[1])):
        print(f"{sku}\t{left} days left")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
