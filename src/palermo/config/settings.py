"""Django settings, built from `environment.py`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

import palermo
from palermo.config import environment
from palermo.packs.compiled import find_cache_folder
from palermo.packs.manifest import read_manifest
from palermo.packs.places import list_folders

PACKAGE = Path(palermo.__file__).parent
DATA = environment.data_path()
COUNTRY = environment.read_setting("PALERMO_COUNTRY")
COUNTRIES = environment.read_setting("PALERMO_COUNTRIES")
WORDINGS = environment.wordings_path()
PACK_CACHE = find_cache_folder(environment.read_setting("PALERMO_CACHE"))
_PACKS = Path(COUNTRIES) if COUNTRIES else None
_MANIFEST = read_manifest(COUNTRY, _PACKS)

SECRET_KEY = environment.secret_key()
DEBUG = environment.read_yes_no("PALERMO_DEBUG")
ALLOWED_HOSTS = [
    h.strip() for h in environment.read_setting("PALERMO_HOSTS").split(",") if h.strip()
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "palermo.accounts",
    "palermo.journal",
    "palermo.ledger",
    "palermo.records",
    "palermo.web",
]

MIDDLEWARE = [
    # First, so that it also sees what the others refuse.
    "palermo.api.problem_middleware.AnswerProblems",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "palermo.web.idle_sessions.end_idle_sessions",
    # Before anything reads the body; the protection against forgery does so only after all these.
    "palermo.web.large_bodies.refuse_large_bodies",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "palermo.config.urls"
WSGI_APPLICATION = "palermo.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "palermo.web.context.page_context",
            ],
        },
    },
]

DATABASES = {"default": environment.database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "sign-in"

# Five wrong passwords lock the account for this address for an hour, so that an attacker elsewhere
# cannot lock out a colleague.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_LOCKOUT_TEMPLATE = "web/people/locked_out.html"

SESSION_COOKIE_AGE = 8 * 60 * 60
#: A session ends after this long without a request, and in any case after SESSION_COOKIE_AGE.
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "palermo.web.refused_form.show_expired_form"
HTTPS = environment.read_yes_no("PALERMO_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
#: Read by `wsgi.py`.
PROXIES = environment.proxy_addresses()
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [(language.code, language.name) for language in _MANIFEST.languages]
LANGUAGES_BIDI = [one.code for one in _MANIFEST.languages if one.direction == "rtl"]
# A country brings the program's sentences in its languages, or words some of them in its own way.
LOCALE_PATHS = [
    *(folder / "locale" for folder in reversed(list_folders(COUNTRY, _PACKS))),
    PACKAGE / "locale",
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = _MANIFEST.time_zone

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    # Evidence is served by a view that checks rights, never by URL.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "files")},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
