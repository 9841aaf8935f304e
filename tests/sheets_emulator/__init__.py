"""A small server that answers as the Google Sheets API v4 was recorded answering."""
