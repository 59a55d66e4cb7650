"""The settings of the tests: the real ones in an environment of their own, without what only a server needs."""

import os

# Set before config.settings reads them: a .env file of this checkout must not reach the tests.
for name, value in {
    "SECRET_KEY": "for-tests-only",
    "DATABASE_URL": "sqlite:///test.sqlite3",
    "SECURE_COOKIES": "off",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "",
    "PROXY_HTTPS_HEADER": "",
    "SITE_URL": "",
    "EMAIL_URL": "",
}.items():
    os.environ.setdefault(name, value)

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # nothing is collected here, and nothing needs to be read at start
