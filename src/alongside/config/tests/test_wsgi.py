"""What a web server calls, asked in ways no browser asks."""

from io import BytesIO
from urllib.parse import quote

import pytest


@pytest.mark.parametrize("charset", ["hex", "unicode_escape", "utf-16", "zip"])
@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=B"])
def test_a_charset_nobody_writes_in_is_not_believed(charset: str, kind: str, db: None) -> None:
    from alongside.config.wsgi import application  # it looks at the database when it is loaded

    said: list[str] = []
    body = b'--B\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\r\n--B--\r\n'
    environ = {
        "REQUEST_METHOD": "POST" if "multipart" in kind else "GET",
        "PATH_INFO": "/accounts/login/",
        "QUERY_STRING": "next=" + quote("\\ud800"),
        "CONTENT_TYPE": f"{kind}; charset={charset}",
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    list(application(environ, lambda status, headers: said.append(status)))
    assert said[0][:3] in {"200", "403"}
