"""A bare Django site to be measured beside: no sign-in, no session, no locks; the same template engine and layout.

It signs in as the superuser, for whom row-level security does not count, and each page asks one question.
ALONGSIDE_BENCH_SUBJECTS says which database. Served as `alongside.config.bench.bare:application`.
"""

import os
import time
from typing import Any
from uuid import UUID, uuid4

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from alongside.access.viewer import sign
from alongside.config import databases, embedded, roles, secrets
from alongside.config.bench import place

if not settings.configured:
    _server = databases.server()
    _database = place.database(int(os.environ["ALONGSIDE_BENCH_SUBJECTS"]))
    settings.configure(
        VIEWER_KEY=secrets.viewer_key(),
        SECRET_KEY="bare",  # noqa: S106 signs nothing
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.staticfiles", "alongside.design"],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "APP_DIRS": True,
                "DIRS": [place.PACKAGE / "config" / "bench" / "jinja2"],
                "OPTIONS": {"environment": "alongside.config.jinja.bare"},
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": _database,
                "USER": embedded.SUPERUSER,
                "PASSWORD": _server.password(embedded.SUPERUSER),
                "HOST": _server.host,
                "PORT": str(_server.port),
                "CONN_MAX_AGE": None,
                "CONN_HEALTH_CHECKS": True,
            }
        },
        DEMO=False,
        USE_TZ=True,
        TIME_ZONE="Europe/London",
        LANGUAGE_CODE="en-gb",
        STATIC_URL="/static/",
        STATIC_ROOT=os.environ["ALONGSIDE_BENCH_STATIC"],
        STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


class Subject(models.Model):
    """A record's head."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    known_as = models.TextField()
    place = models.TextField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "people_subject"


class Voice(models.Model):
    """Whose words."""

    id = models.UUIDField(primary_key=True)
    name = models.TextField()
    relationship = models.TextField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "people_voice"


class Row(models.Model):
    """One entry, slim."""

    id = models.UUIDField(primary_key=True)
    subject_id = models.UUIDField()
    kind = models.TextField()
    title = models.TextField()
    text = models.TextField()
    how = models.TextField()
    at = models.DateTimeField()
    standing = models.TextField()
    words_of = models.ForeignKey(Voice, on_delete=models.PROTECT)

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "record_item"


# The people of one worker, by name and through teams, in the form the database answers fastest.
MINE = """
SELECT s.id, s.name, s.known_as, s.place FROM people_subject s JOIN (
  SELECT subject_id FROM people_grant WHERE account_id = %s
  UNION SELECT subject_id FROM people_grant g JOIN access_membership m ON m.team_id = g.team_id WHERE m.account_id = %s
) mine ON mine.subject_id = s.id WHERE s.name ILIKE %s ORDER BY s.name LIMIT %s"""


class Strength(models.Model):
    """What a bare insert writes: as many columns as a strength has, without trigger, history or foreign key."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    subject_id = models.UUIDField()
    words_of_id = models.UUIDField()
    written_by_id = models.UUIDField()
    how = models.TextField(default="said")
    written_at = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now)
    version = models.IntegerField(default=1)
    standing = models.TextField(default="current")
    standing_reason = models.TextField(default="")
    source = models.TextField(default="")
    sort = models.TextField(default="ability")
    words = models.TextField()
    example = models.TextField(default="")
    could_be_used_for = models.TextField(default="")

    class Meta:
        app_label = "bare"
        managed = False
        db_table = 'bench"."strength'


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this is here."""
    return HttpResponse("here")


def rows(request: HttpRequest, subject_id: UUID, most: int) -> HttpResponse:
    """Show the newest `most` entries of a record."""
    found = Row._default_manager.filter(subject_id=subject_id, standing="current").select_related("words_of")
    return render(request, "bench/rows.jinja", {"rows": found.order_by("-at")[:most]})


def find(request: HttpRequest, account_id: UUID, most: int) -> HttpResponse:
    """Show the people of one worker, by name and through teams, whose name holds `q`."""
    people = Subject._default_manager.raw(MINE, [account_id, account_id, f"%{request.GET['q']}%", most])
    return render(request, "bench/people.jinja", {"people": people})


# What one account is to do, the nearest day first, with whose record it is in.
TO_DO = """
SELECT d.id, d.words, d.by_when, s.id AS subject_id, s.name FROM people_subject s JOIN (
  SELECT id, words, by_when, subject_id, responsible_id FROM planning_step
   WHERE standing = 'current' AND outcome = ''
  UNION ALL SELECT id, words, by_when, subject_id, responsible_id FROM contact_task
   WHERE standing = 'current' AND outcome = ''
) d ON d.subject_id = s.id WHERE d.responsible_id IN (SELECT id FROM people_voice WHERE account_id = %s)
ORDER BY d.by_when, d.id LIMIT %s"""


@transaction.atomic
def work(request: HttpRequest, account_id: UUID, most: int) -> HttpResponse:
    """Show the nearest `most` things of one account, by one question as our site's role: under the same locks."""
    with connection.cursor() as cursor:
        pid = connection.connection.info.backend_pid
        signed = sign(account_id, pid, int(time.time()))
        cursor.execute(
            "SELECT set_config('role', %s, true), set_config('alongside.viewer', %s, true)", [roles.APP, signed]
        )
        cursor.execute(TO_DO, [account_id, most])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return render(request, "bench/work.jinja", {"rows": rows})


def insert(request: HttpRequest, subject_id: UUID) -> HttpResponse:
    """Insert one row, and lead away."""
    said: dict[str, Any] = {name: request.POST[name] for name in ("words", "words_of_id", "written_by_id")}
    Strength(subject_id=subject_id, **said).save(force_insert=True)
    return HttpResponseRedirect("/")


urlpatterns = [
    path("healthz", healthz),
    path("rows/<uuid:subject_id>/<int:most>/", rows),
    path("people/<uuid:account_id>/<int:most>/", find),
    path("work/<uuid:account_id>/<int:most>/", work),
    path("insert/<uuid:subject_id>/", insert),
]
application = get_wsgi_application()
