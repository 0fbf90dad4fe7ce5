"""The roles and databases of PostgreSQL, made at set-up by a superuser: the owner cannot make roles. No Django here.

keeper   no login, passes row-level security, owns the functions that check, write and audit
owner    owns the tables; migrates; bound by row-level security like everybody else
app      the web application: owns nothing, member of nothing
report   reads what reports may read
test     may act as app and as keeper; only on a server that knows no real people
"""

from __future__ import annotations

import psycopg
from psycopg import sql as compose

from alongside.config.embedded import SUPERUSER, Server

KEEPER, OWNER, APP, REPORT, TEST = (f"alongside_{name}" for name in ("keeper", "owner", "app", "report", "test"))
DATABASE = "alongside"
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")

ATTRIBUTES = {
    KEEPER: "NOLOGIN NOSUPERUSER BYPASSRLS",
    OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB",
    APP: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB",
    REPORT: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB",
}
MEMBERSHIPS = (
    f"GRANT {KEEPER} TO {OWNER} WITH INHERIT FALSE, SET TRUE",
    # A function of the keeper sets it; before its library is loaded in a session, that alone needs this right.
    f'GRANT SET ON PARAMETER "pg_trgm.similarity_threshold" TO {KEEPER}, {OWNER}',
)

# Where tests run, the owner makes databases, and may end the tests' sessions when it drops one.
TEST_ATTRIBUTES = {
    OWNER: "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB",
    TEST: "LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB",
}
TEST_MEMBERSHIPS = (
    f"GRANT {APP}, {KEEPER} TO {TEST} WITH INHERIT FALSE, SET TRUE",
    f"GRANT {TEST} TO {OWNER} WITH INHERIT TRUE, SET FALSE",
)


def inside(*, for_tests: bool = False) -> list[str]:
    """Give the statements to run inside the database (and inside template1 where tests copy it)."""
    readers = [KEEPER, APP, REPORT, *([TEST] if for_tests else [])]
    return [
        *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS),
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER}",
        f"GRANT USAGE ON SCHEMA public TO {', '.join(readers)}",
    ]


def around(database: str, *, for_tests: bool = False) -> list[str]:
    """Give the statements that say who may connect to `database`; nobody but its owner makes temporary tables."""
    guests = [KEEPER, APP, REPORT, *([TEST] if for_tests else [])]
    return [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {', '.join(guests)}",
    ]


def sql(database: str = DATABASE, *, for_tests: bool = False) -> str:
    """Give the script for the administrator of a real server, to be run once by psql as a superuser.

    It holds no passwords: psql asks for them. `for_tests` adds what only a server without real people may have.
    """
    attributes = ATTRIBUTES | (TEST_ATTRIBUTES if for_tests else {})
    with_password = [role for role, text in attributes.items() if text.startswith("LOGIN")]
    lines = [
        "-- Roles and database of Alongside. Run once, as a superuser:  psql -d postgres -f FILE",
        "-- psql will ask for a password for each role that signs in.",
        "\\set ON_ERROR_STOP on",
        *(f"CREATE ROLE {role} {text};" for role, text in attributes.items()),
        *(f"{text};" for text in (*MEMBERSHIPS, *(TEST_MEMBERSHIPS if for_tests else ()))),
        *(f"\\password {role}" for role in with_password),
        f"CREATE DATABASE {database} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'",
        "  LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8';",
        *(f"{text};" for text in around(database, for_tests=for_tests)),
        f"\\connect {database}",
        *(f"{text};" for text in inside(for_tests=for_tests)),
        "-- Then set DATABASE_URL (signs in as alongside_app) and DATABASE_OWNER_URL (as alongside_owner),",
        "-- and run:  alongside migrate",
        "-- A hosted server may refuse BYPASSRLS: leave that word out; each table then needs one policy more.",
    ]
    return "\n".join(lines) + "\n"


def connect(server: Server, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
    """Sign in to the embedded server as its superuser; each statement stands alone (autocommit)."""
    return psycopg.connect(
        host=server.host,
        port=server.port,
        user=SUPERUSER,
        password=server.password(SUPERUSER),
        dbname=database,
        autocommit=True,
    )


def ensure(server: Server, databases: tuple[str, ...] = (DATABASE,), *, for_tests: bool = False) -> list[str]:
    """Make roles and databases on the running embedded server where they are missing; give the new ones' names.

    Safe to repeat and to run in several processes at once.
    """
    made: list[str] = []
    attributes = ATTRIBUTES | (TEST_ATTRIBUTES if for_tests else {})
    with connect(server) as db:
        db.execute("SELECT pg_advisory_lock(hashtext('alongside set-up'))")
        for role, text in attributes.items():
            made += _role(db, server, role, text)
        for text in (*MEMBERSHIPS, *(TEST_MEMBERSHIPS if for_tests else ())):
            db.execute(compose.SQL(text))
        if for_tests:
            _prepare(server, "template1", for_tests=True)
        for name in databases:
            if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                db.execute(compose.SQL("CREATE DATABASE {} OWNER {}").format(*map(compose.Identifier, (name, OWNER))))
                made.append(name)
            for text in around(name, for_tests=for_tests):
                db.execute(compose.SQL(text))
            _prepare(server, name, for_tests=for_tests)
    return made


def _role(db: psycopg.Connection[tuple[object, ...]], server: Server, role: str, attributes: str) -> list[str]:
    """Make or mend one role. Its password goes to the server as a verifier, so that no log can hold it."""
    known = db.execute("SELECT rolpassword IS NOT NULL FROM pg_authid WHERE rolname = %s", [role]).fetchone()
    words = compose.SQL(attributes)
    name = compose.Identifier(role)
    login = attributes.startswith("LOGIN")
    if known is None:
        db.execute(compose.SQL("CREATE ROLE {} {}").format(name, words))
    elif not _has(db, role, attributes):
        db.execute(compose.SQL("ALTER ROLE {} {}").format(name, words))
    if login and (known is None or not known[0] or role not in server.passwords()):
        verifier = db.pgconn.encrypt_password(server.password(role).encode(), role.encode(), b"scram-sha-256")
        db.execute(compose.SQL("ALTER ROLE {} PASSWORD {}").format(name, compose.Literal(verifier.decode())))
    return [] if known else [role]


def _has(db: psycopg.Connection[tuple[object, ...]], role: str, attributes: str) -> bool:
    found = db.execute(
        "SELECT rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolinherit FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    words = attributes.split()
    return found == ("LOGIN" in words, False, "BYPASSRLS" in words, "CREATEDB" in words, "NOINHERIT" not in words)


def _prepare(server: Server, database: str, *, for_tests: bool) -> None:
    """Run `inside` in one database."""
    with connect(server, database) as db:
        # "exists already, skipping" is what we want to hear, not what anybody should read.
        db.execute("SET client_min_messages = warning")
        for text in inside(for_tests=for_tests):
            db.execute(compose.SQL(text))
