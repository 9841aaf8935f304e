"""Time: working hours, days off, deadlines and quiet hours."""
