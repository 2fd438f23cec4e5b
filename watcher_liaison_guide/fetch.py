# SPDX-License-Identifier: Apache-2.0
"""Files of openstack/releases and governance from a URL: the only network.

Whatever a server does, a file is either returned whole or as one problem,
within the time and the size of ``Limits``.
"""

from __future__ import annotations

import datetime
import http.client
import http.cookiejar
import re
import sys
import threading
import time
import urllib.parse
from concurrent.futures import Future
from dataclasses import dataclass

import requests
import urllib3
from urllib3.exceptions import HTTPError, ProtocolError

from watcher_liaison_guide.files import MAXIMUM_BYTES
from watcher_liaison_guide.problems import Code, Problem
from watcher_liaison_guide.sources import masked

_BLOCK = 64 * 1024
_PASSING_STATUSES = (429, 500, 502, 503, 504)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_START = re.compile(rb"\s*(<\?xml[^>]*>\s*)?<(!doctype|html)\b", re.I)
#: The errors of requests, and those of lower libraries that it lets through.
_BROKEN = (OSError, HTTPError, http.client.HTTPException)
#: After so many failures in a row a host is not asked again.
MOST_FAILURES = 3
#: The names of this machine, the only one that http is used with, for trials.
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_ADVICE = "Try again later, or name a checkout instead of a URL."


@dataclass(frozen=True)
class Limits:
    """How long and how much a file may take: seconds, bytes, numbers.

    ``total`` is for one file with all its attempts and redirects, ``files``
    and ``source`` (seconds) for all that is fetched from one URL.
    """

    connect: float = 10
    read: float = 20
    total: float = 60
    size: int = MAXIMUM_BYTES
    attempts: int = 4
    redirects: int = 5
    backoff: float = 0.5
    files: int = 2_000
    source: float = 1_800


class _FailedError(Exception):
    """Raised with the reason why no attempt got the file."""

    def __init__(self, reason: str, code: Code = Code.FETCH_FAILED) -> None:
        super().__init__(reason)
        self.code = code


def wrong_url(url: str) -> Problem | None:
    """Return the problem of a URL that is not fetched, None of others.

    Only https is fetched, and http from this machine itself.
    """
    wrong = _wrong(url)
    if wrong is None:
        return None
    return Code.BAD_URL.at(masked(url), f"It is not fetched: {wrong}.")


def _wrong(url: str) -> str | None:
    if not url.isascii() or not url.isprintable() or re.search(r"[\s\\]", url):
        return "it has characters that no URL has"
    if masked(url) != url:
        return "it contains a user name or password"
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        return "it is not a URL"
    if parts.scheme not in ("http", "https"):
        return "it does not begin with https://"
    if not parts.hostname or port == 0:
        return "it names no host"
    if "?" in url or "#" in url:
        return "it has a query or a fragment"
    if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
        return "it is not https://, which only this machine may be without"
    return None


class UrlSource:
    """The files below a base URL, as the importers read them, each once."""

    commit: str | None = None
    date: datetime.date | None = None

    def __init__(
        self, base: str, repository: str, limits: Limits = Limits()
    ) -> None:
        self.repository = repository
        self._base = base if base.endswith("/") else base + "/"
        self._limits = limits
        self._session: requests.Session | None = None
        self._files: dict[str, bytes | Problem] = {}
        self._failures = 0  # in a row
        self._begun = time.monotonic()

    def shown(self, path: str) -> str:
        """Return the URL of the file at *path*, relative to the base."""
        return self._base + urllib.parse.quote(path)

    def read(self, path: str) -> bytes | Problem:
        """Return the file at *path*, or the problem that prevents it."""
        if path not in self._files:
            self._files[path] = self._read(path)
        return self._files[path]

    def _read(self, path: str) -> bytes | Problem:
        url = self.shown(path)
        # Names in a path come from files that others write.
        if any(part in ("", ".", "..") for part in path.split("/")):
            return Code.BAD_URL.at(
                url, "It is not fetched: it is outside the source's directory."
            )
        try:
            content = self._fetch(url)
        except _FailedError as failure:
            failed = failure.code is Code.FETCH_FAILED
            self._failures = self._failures + 1 if failed else 0
            return failure.code.at(
                url, f"{failure}.", _ADVICE if failed else None
            )
        self._failures = 0
        return content

    def _fetch(self, url: str) -> bytes:
        """Return the file at *url*, or raise once the time is up.

        A socket's timeout begins again with each byte, and name resolution
        has none, so the attempts run in a thread that may be left behind.
        """
        limits = self._limits
        if self._failures >= MOST_FAILURES:
            host = urllib.parse.urlsplit(url).netloc
            raise _FailedError(
                f"{host} is not asked again after {MOST_FAILURES} failures "
                "in a row"
            )
        spent = time.monotonic() - self._begun
        if len(self._files) >= limits.files or spent > limits.source:
            raise _FailedError(
                f"No more than {limits.files} files in {limits.source:g} s "
                "are fetched from one URL"
            )
        if sys.stderr.isatty():
            print(f"Fetching {url}", file=sys.stderr, flush=True)
        if self._session is None:
            self._session = _new_session(url)
        result: Future[bytes] = Future()
        arguments = (result, self._session, url, limits)
        threading.Thread(target=_work, args=arguments, daemon=True).start()
        try:
            return result.result(limits.total)
        except TimeoutError:
            self._session = None  # the thread may still use it
            raise _FailedError(
                f"The file was not complete after {limits.total:g} s"
            ) from None


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        # Even where redirects are off, requests looks one step ahead and
        # reads the whole body for it, however large that is.
        return None


def _new_session(url: str) -> requests.Session:
    """Return a session that sends no credentials and keeps no cookies.

    This machine is asked directly, others as the environment's proxy
    settings say.
    """
    session = _Session()
    session.trust_env = (
        urllib.parse.urlsplit(url).hostname not in _THIS_MACHINE
    )
    # An auth of its own keeps requests from looking into ~/.netrc.
    session.auth = lambda request: request
    session.cookies.set_policy(
        http.cookiejar.DefaultCookiePolicy(allowed_domains=[])
    )
    session.headers["User-Agent"] = "watcher-liaison-guide"
    # What is not compressed cannot unpack to more than was sent.
    session.headers["Accept-Encoding"] = "identity"
    return session


def _work(
    result: Future[bytes], session: requests.Session, url: str, limits: Limits
) -> None:
    try:
        result.set_result(_attempts(session, url, limits))
    except Exception as error:  # raised again by whoever waits
        result.set_exception(error)


def _attempts(session: requests.Session, url: str, limits: Limits) -> bytes:
    """Return the file at *url*, after as many attempts as it takes."""
    deadline = time.monotonic() + limits.total
    for attempt in range(1, limits.attempts + 1):
        wait = limits.backoff * 2 ** (attempt - 1)
        try:
            with _open(session, url, limits) as response:
                if response.status_code not in _PASSING_STATUSES:
                    return _content(response, limits.size)
                reason = _status_in_words(response)
                delay = _retry_after(response)
                if delay is not None:
                    reason += f" and requests a delay of {delay:g} s"
                    wait = delay
        except _BROKEN as error:
            reason = _reason(error)
        if time.monotonic() + wait > deadline:
            break
        if attempt < limits.attempts:
            time.sleep(wait)
    more = f" ({attempt} attempts)" if attempt > 1 else ""
    raise _FailedError(reason + more)


def _open(
    session: requests.Session, url: str, limits: Limits
) -> requests.Response:
    """Return the response at *url*, after redirects to the same host."""
    host = urllib.parse.urlsplit(url)[:2]
    for _ in range(limits.redirects + 1):
        response = session.get(
            url,
            allow_redirects=False,
            stream=True,
            timeout=(limits.connect, limits.read),
        )
        if not response.is_redirect:
            return response
        response.close()
        try:
            url = urllib.parse.urljoin(url, response.headers["Location"])
            same = urllib.parse.urlsplit(url)[:2] == host
        except ValueError:
            same = False
        if not same:
            raise _FailedError("It redirects to another host")
    raise _FailedError(f"It redirects more than {limits.redirects} times")


def _status_in_words(response: requests.Response) -> str:
    """Return the status with its usual phrase, not the server's own."""
    status = response.status_code
    phrase = http.client.responses.get(status, "unknown status")
    return f'The server answers "{status} {phrase}"'


def _retry_after(response: requests.Response) -> float | None:
    try:
        wait = urllib3.Retry().get_retry_after(response.raw)
    except (HTTPError, ValueError, OverflowError):
        return None
    return None if wait is None else min(wait, 86_400)


def _reason(error: BaseException) -> str:
    """Return why a request, or reading its answer, broke off."""
    found = None
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, TimeoutError):
            return "The server did not answer in time"
        found = (
            getattr(cause, "verify_message", None)
            or getattr(cause, "strerror", None)
            or found
        )
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, requests.exceptions.ProxyError):
        return "The proxy does not connect"
    return "The connection broke off" + (f": {found}" if found else "")


def _content(response: requests.Response, size: int) -> bytes:
    """Return the file in *response*, or raise if it is not complete."""
    if response.status_code in (404, 410):
        raise _FailedError("The server has no such file", Code.FILE_UNREADABLE)
    if response.status_code != 200:
        raise _FailedError(_status_in_words(response))
    headers = response.headers
    if headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _FailedError("The server compresses the file unasked")
    content = bytearray()
    for block in response.iter_content(_BLOCK):
        content += block
        if len(content) > size:
            raise _FailedError(
                f"The file is larger than {size} bytes", Code.FILE_TOO_LARGE
            )
    # The libraries differ by version in whether they see this. Without a
    # length, a head that broke off looks like an empty file.
    length = headers.get("Content-Length", "")
    expected = int(length[:18]) if length.isdecimal() else 1
    if len(content) < expected and "Transfer-Encoding" not in headers:
        raise ProtocolError("incomplete")
    kind = headers.get("Content-Type", "").partition(";")[0]
    start = content.removeprefix(b"\xef\xbb\xbf")
    if kind.strip().lower() in _HTML_TYPES or _HTML_START.match(start):
        raise _FailedError("The server sends a web page instead of the file")
    return bytes(content)
