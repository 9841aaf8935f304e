"""How spreadsheets and the queue are reached."""
