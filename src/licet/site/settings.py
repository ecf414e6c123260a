"""Settings. All that an installation chooses comes from the environment; see docs/reference/settings.md."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from licet.site.keys import secret_key

HOME = Path(os.environ.get("LICET_HOME", Path.home() / ".local" / "share" / "licet")).expanduser()
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)

SECRET_KEY = secret_key(HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LICET_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DEMO_DAY = os.environ.get("LICET_DEMO_DAY", "")
"""A day YYYY-MM-DD against which the demonstration reads law, lists and deadlines; empty in real use."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "licet.store",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "licet.site.urls"
CSRF_FAILURE_VIEW = "licet.web.faults.csrf_failure"
WSGI_APPLICATION = "licet.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent.parent / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "licet.web.context.page",
            ],
            "builtins": ["licet.web.templatetags.page"],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOME / "licet.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "store.Account"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]

STATIC_URL = "static/"
STATICFILES_DIRS = [Path(__file__).resolve().parent.parent / "web" / "static"]

SESSION_COOKIE_AGE = int(timedelta(hours=8).total_seconds())
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LIST_MAX_AGE_DAYS = int(os.environ.get("LICET_LIST_MAX_AGE_DAYS", "7"))
"""A watchlist fetched longer ago than this blocks every decision."""
