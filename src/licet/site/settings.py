"""Settings. All that an installation chooses comes from the environment; see docs/reference/settings.md."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from licet.site import environment
from licet.site.keys import secret_key

HOME = Path(os.environ.get("LICET_HOME", Path.home() / ".local" / "share" / "licet")).expanduser()
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
WEB = Path(__file__).resolve().parent.parent / "web"

SECRET_KEY = secret_key(HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = environment.hosts(os.environ.get("LICET_HOSTS", "127.0.0.1,localhost,[::1]"))
HTTPS = environment.switch(os.environ.get("LICET_HTTPS", ""), "LICET_HTTPS")
"""On where people reach the site over HTTPS; a server in front that ends it sends X-Forwarded-Proto."""
DEMO_DAY = environment.day(
    os.environ.get("LICET_DEMO_DAY", "") or environment.kept(HOME / "demo.day"), "LICET_DEMO_DAY"
)
"""A day YYYY-MM-DD against which the demonstration reads law, lists and deadlines; empty in real use."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "licet.store",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "ninja",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "licet.site.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "licet.site.sessions.SessionEndMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "licet.site.step_up.StepUpMiddleware",
    "licet.web.faults.OnlyFromAForm",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "licet.site.urls"
WSGI_APPLICATION = "licet.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
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

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "licet.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    },
}
DATABASE_URL = os.environ.get("LICET_DATABASE_URL", "")
DATABASES = {"default": environment.database(DATABASE_URL) if DATABASE_URL else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [WEB.parent / "locale"]

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static"]
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True

# Who may sign in, and how
AUTH_USER_MODEL = "store.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "licet.site.backend.OpenAccounts",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "licet.site.passwords.NotTheOldOne"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "licet.site.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,10/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "licet.site.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Licet"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators vouch for addresses; no e-mail is sent

# Lock-out after failed sign-ins: by account, whatever address the attempts come from
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "licet.site.lockout.account_name"
AXES_LOCKOUT_CALLABLE = "licet.site.lockout.locked_out"
AXES_CLIENT_STR_CALLABLE = "licet.site.lockout.client_in_logs"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions: idle and absolute end; a change of roles or the closing of the account ends them all
SESSION_IDLE_SECONDS = 60 * environment.number(
    os.environ.get("LICET_SESSION_IDLE_MINUTES", "30"), "LICET_SESSION_IDLE_MINUTES"
)
SESSION_ABSOLUTE_SECONDS = 3600 * environment.number(os.environ.get("LICET_SESSION_HOURS", "8"), "LICET_SESSION_HOURS")
STEP_UP_SECONDS = 300
"""A signature needs a confirmation of who signs that is at most this old."""
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-licet" if HTTPS else "licet"
CSRF_COOKIE_NAME = "__Host-licet-form" if HTTPS else "licet-form"
CSRF_FAILURE_VIEW = "licet.web.faults.csrf_failure"

# What browsers are told
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # lock-out goes by account alone: behind a ministry's proxy everybody has one address
]

LOG_LEVEL = environment.level(os.environ.get("LICET_LOG_LEVEL", "WARNING"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "licet.site.logs.JsonLines"}},
    "filters": {"others": {"()": "licet.site.logs.OthersFrom", "level": LOG_LEVEL}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["others"]},
        "none": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["none"], "propagate": True},
        "django.server": {"handlers": ["none"], "propagate": False},
        "licet": {"level": "INFO"},
    },
}

LIST_MAX_AGE_DAYS = environment.number(os.environ.get("LICET_LIST_MAX_AGE_DAYS", "7"), "LICET_LIST_MAX_AGE_DAYS")
"""A watchlist whose own date is longer ago than this blocks every decision."""
REQUIRED_LISTS = environment.words(os.environ.get("LICET_REQUIRED_LISTS", "" if DEMO_DAY else "un"))
"""Watchlists without which nobody counts as screened; a name that no list has blocks too."""
