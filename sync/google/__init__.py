"""Google: the register in Google Sheets; the home of gspread and google-auth."""
