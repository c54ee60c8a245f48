#!/usr/bin/env python3
"""Makes recurrence.txt: random rules and what they expand to, by an independent hand (python3-dateutil).

    apt-get install python3-dateutil
    tests/unit/model/golden/make_recurrence.py > tests/unit/model/golden/recurrence.txt

One line a rule:  RRULE first from until count earliest latest sum
where `sum` is FNV-1a (64 bits) over the starts in [from, until) as YYYYMMDDTHHMMSS, at most LIMIT of them.

Seeded: the same file on every run. What dateutil reads otherwise than RFC 5545 is either put right here
(the first start always counts) or not generated:
  - BYWEEKNO without a day (RFC: the weekday of the first start; dateutil: all seven);
  - numbered and plain weekdays mixed in one BYDAY (RFC: either; dateutil: both at once);
  - WEEKLY with BYSETPOS and a first start inside the week (dateutil counts from there).
"""
import random
import sys
import warnings
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

warnings.simplefilter("ignore")
RULES = 2000
LIMIT = 100
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
draw = random.Random(5545)


def some(values, most):
    return sorted(draw.sample(list(values), draw.randint(1, most)))


def signed(most, how_many):
    return sorted({draw.choice([1, 1, -1]) * draw.randint(1, most) for _ in range(draw.randint(1, how_many))})


def text(part, values):
    return f";{part}=" + ",".join(str(v) for v in values)


def day_parts(freq, parts):
    """Parts that choose days."""
    if draw.random() < 0.35:
        parts.append(text("BYMONTH", some(range(1, 13), 4)))
    has_month = bool(parts)
    if freq == "YEARLY" and draw.random() < 0.15:
        parts.append(text("BYWEEKNO", signed(51, 3) if draw.random() < 0.5 else some(range(1, 54), 4)))
        parts.append(text("BYDAY", draw.sample(DAYS, draw.randint(1, 3))))
        return
    if freq == "YEARLY" and draw.random() < 0.15:
        parts.append(text("BYYEARDAY", signed(366, 6)))
    if freq != "WEEKLY" and draw.random() < 0.35:
        parts.append(text("BYMONTHDAY", signed(31, 5)))
    if draw.random() < 0.5:
        days = draw.sample(DAYS, draw.randint(1, 4))
        if freq in ("MONTHLY", "YEARLY") and draw.random() < 0.5:
            most = 5 if freq == "MONTHLY" or has_month else 53
            days = [f"{draw.choice([1, -1]) * draw.randint(1, most)}{d}" for d in days]
        parts.append(text("BYDAY", days))


def rule_text(first):
    freq = draw.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    parts = []
    day_parts(freq, parts)
    if draw.random() < 0.15:
        parts.append(text("BYHOUR", some(range(24), 3)))
    if draw.random() < 0.15:
        parts.append(text("BYMINUTE", some(range(60), 3)))
    if draw.random() < 0.1:
        parts.append(text("BYSECOND", some(range(60), 2)))
    wkst = draw.choice(DAYS) if draw.random() < 0.4 else "MO"
    if parts and draw.random() < 0.25:
        parts.append(text("BYSETPOS", signed(6, 3)))
        if freq == "WEEKLY":
            first -= timedelta(days=(first.weekday() - DAYS.index(wkst)) % 7)
    rule = f"FREQ={freq}"
    if draw.random() < 0.5:
        rule += f";INTERVAL={draw.choice([2, 2, 3, 4, 5, 7, 18, 40])}"
    if wkst != "MO" or draw.random() < 0.1:
        rule += f";WKST={wkst}"
    draw.shuffle(parts)
    return rule + "".join(parts), first


def end_part(first):
    """(text, count, last start that may be)"""
    kind = draw.random()
    if kind < 0.35:
        count = draw.choice([1, 2, 3, 5, 10, 40, 150])
        return f";COUNT={count}", count, None
    if kind < 0.6:
        last = first + timedelta(seconds=draw.randint(0, 6 * 365 * 86400))
        if draw.random() < 0.5:
            return last.strftime(";UNTIL=%Y%m%d"), None, last.replace(hour=23, minute=59, second=59)
        return last.strftime(";UNTIL=%Y%m%dT%H%M%S"), None, last
    return "", None, None


def expand(rule, first, count, last, start, end):
    stop = min(last, end) if last else end
    found, taken = [], 0

    def take(at):
        nonlocal taken
        taken += 1
        if start <= at < end:
            found.append(at)
        return len(found) < LIMIT and taken != count

    if first > stop or not take(first):
        return found
    for at in rrulestr(f"RRULE:{rule};UNTIL={stop:%Y%m%dT%H%M%S}", dtstart=first):
        if at != first and not take(at):
            break
    return found


def fnv(starts):
    total = 0xCBF29CE484222325
    for at in starts:
        for byte in at.strftime("%Y%m%dT%H%M%S").encode():
            total = (total ^ byte) * 0x100000001B3 % 2**64
    return total


def main():
    for _ in range(RULES):
        first = datetime(1995, 1, 1) + timedelta(seconds=draw.randint(0, 30 * 365 * 86400) // 300 * 300)
        rule, first = rule_text(first)
        ending, count, last = end_part(first)
        start = first if draw.random() < 0.5 else first + timedelta(days=draw.randint(0, 2500))
        end = start + relativedelta(years=draw.choice([1, 5, 12]))
        starts = expand(rule, first, count, last, start, end)
        shown = [at.strftime("%Y%m%dT%H%M%S") for at in starts]
        ends = [shown[0], shown[-1]] if shown else ["-", "-"]
        print(rule + ending, first.strftime("%Y%m%dT%H%M%S"), start.strftime("%Y%m%dT%H%M%S"),
              end.strftime("%Y%m%dT%H%M%S"), len(starts), *ends, f"{fnv(starts):016x}")


if __name__ == "__main__":
    sys.exit(main())
