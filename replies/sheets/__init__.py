"""Excel out: what a page shows, as a sheet an office can go on working with."""
