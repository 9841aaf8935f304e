"""What a review does besides judging: letters, logs, what is remembered and told."""
