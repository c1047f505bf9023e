"""What pip is told on a machine, uv is told too."""

from tools.environment import uv_environment


def test_uv_takes_index_and_certificates_from_pip(monkeypatch):
    for name in ("UV_DEFAULT_INDEX", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.setenv("PIP_CERT", "/own/ca.pem")

    told = uv_environment()

    assert told["UV_DEFAULT_INDEX"] == "https://index.example/simple"
    assert told["SSL_CERT_FILE"] == "/own/ca.pem"


def test_what_uv_is_told_itself_goes_before(monkeypatch):
    monkeypatch.setenv("PIP_CERT", "/pips.pem")
    monkeypatch.setenv("SSL_CERT_FILE", "/mine.pem")

    assert uv_environment()["SSL_CERT_FILE"] == "/mine.pem"
