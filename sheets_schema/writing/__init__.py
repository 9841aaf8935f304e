"""Letters and the words that letters and cells share."""
