"""Finding what is alike: titles of items, names of delegates, units for an item. Read-only."""
