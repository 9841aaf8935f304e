"""A plain week at work: Monday to Friday, eight to twelve and one to five."""

from datetime import date
from zoneinfo import ZoneInfo

from sheets_schema.timing.worktime import NORMAL, Window, WorkTime

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WORK = WorkTime(
    [Window(day, *window) for day in range(5) for window in NORMAL],
    (),
    zone=ZONE,
    first=date(2026, 1, 1),
    last=date(2027, 12, 31),
)
