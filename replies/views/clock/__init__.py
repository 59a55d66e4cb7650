"""时限: why a date is that date, the year's notices, and what another rule would bring."""
