"""What `manage.py bench` measures, how, and with what."""
