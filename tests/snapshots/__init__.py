"""Files that show what the system does in a form that anybody can read and check."""
