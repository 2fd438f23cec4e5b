# SPDX-License-Identifier: Apache-2.0
"""Files of openstack/releases and governance from a URL: the only network.

Whatever a server does, a file is either given whole or as one problem,
within the time and the size of ``Limits``. A file that cannot be fetched
is given as it was when it last could be, with a warning that says when.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import datetime
import email.utils
import http
import http.client
import http.cookiejar
import ipaddress
import queue
import random
import re
import ssl
import sys
import threading
import time
import urllib.parse
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, TextIO

from watcher_liaison_guide.fetch_cache import Cache, Copy, cache_folder
from watcher_liaison_guide.problems import (
    Code,
    Position,
    Problem,
    problem,
)
from watcher_liaison_guide.yamlreader import MAXIMUM_BYTES

if TYPE_CHECKING:
    import requests

#: Where upstream's files are served as they stand in the repositories.
RELEASES_URL = "https://opendev.org/openstack/releases/raw/branch/master/"
GOVERNANCE_URL = "https://opendev.org/openstack/governance/raw/branch/master/"

_BLOCK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_START = re.compile(rb"\s*(<\?xml[^>]*>\s*)?<(!doctype|html)\b", re.I)
#: After so many files in a row without an answer a host is given up.
_SILENT_FILES = 3
_ADVICE = "Try again later, or give a checkout instead of a URL."


@dataclasses.dataclass(frozen=True)
class Limits:
    """How long and how much a file may take: seconds, bytes, numbers.

    ``total`` holds for one file with all its attempts and redirects;
    ``size`` for what is received and for what it unpacks to.
    """

    connect: float = 10
    read: float = 20
    total: float = 60
    size: int = MAXIMUM_BYTES
    attempts: int = 4
    redirects: int = 5
    backoff: float = 0.5
    longest_wait: float = 20


@dataclasses.dataclass(frozen=True)
class _Failure:
    """Why an attempt gave nothing, as a sentence without its full stop.

    ``again``: another attempt may help, at the server's wish after
    ``wait`` seconds. ``silent``: the host gives no answer, or none in
    time. ``gone``: the server knows that there is no such file.
    """

    reason: str
    code: Code = Code.FETCH_FAILED
    again: bool = False
    wait: float | None = None
    silent: bool = False
    gone: bool = False


def wrong_url(url: str) -> Problem | None:
    """Give what keeps *url* from being fetched, None if nothing does.

    Only https is fetched, and http from this machine itself.
    """
    wrong = _wrong(url)
    if wrong is None:
        return None
    shown = _printable(re.sub(r"//[^/]*@", "//***@", url))
    return problem(
        Code.BAD_URL, Position(shown), f"It is not fetched: {wrong}."
    )


def _wrong(url: str) -> str | None:
    if not url.isascii() or not url.isprintable() or re.search(r"[\s\\]", url):
        return "it has characters that no URL has"
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        return "it is not a URL"
    if parts.scheme not in ("http", "https"):
        return "it does not begin with https://"
    if not parts.hostname or port == 0:
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or password"
    if "?" in url or "#" in url:
        return "it has a query or a fragment"
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        return "it is not https://, and only this machine is asked without"
    return None


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


def is_loopback(host: str) -> bool:
    """Tell whether *host* is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def terminal_progress(stream: TextIO | None = None) -> Callable[[str], None]:
    """Give a function that shows a line on a terminal, and only there.

    *stream* is standard error unless given.
    """
    shown = sys.stderr if stream is None else stream

    def show(line: str) -> None:
        if shown.isatty():
            print(line, file=shown, flush=True)

    return show


def _utc_now() -> datetime.datetime:
    return datetime.datetime.now(datetime.timezone.utc)


class Fetcher:
    """One run's fetching: a session, what it keeps, whom it gave up.

    ``problems`` fills with what is to be told although a file was given.
    *sleep*, *jitter* (0 to 1) and *now* stand in for time and chance.
    """

    def __init__(
        self,
        cache: Cache | None = None,
        limits: Limits = Limits(),
        *,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], datetime.datetime] = _utc_now,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self.problems: list[Problem] = []
        self._cache = cache
        self._limits = limits
        self._sleep = sleep
        self._jitter = jitter
        self._now = now
        self._progress = progress or terminal_progress()
        self._sessions: dict[bool, requests.Session] = {}
        self._silent: collections.Counter[str] = collections.Counter()

    def fetch(self, url: str) -> bytes | Problem:
        """Give the file at *url*, or the problem that keeps it from us.

        An earlier copy is given where the server fails, and the failure
        goes to ``problems``; not where the server says that there is no
        such file, for that is an answer.
        """
        wrong = wrong_url(url)
        if wrong is not None:
            return wrong
        copy = None
        if self._cache is not None:
            copy = self._cache.load(url, self._limits.size)
        outcome = self._attempts(url, copy)
        if isinstance(outcome, Copy):
            self._keep(url, outcome)
            return outcome.content
        if copy is None or outcome.gone:
            return problem(
                outcome.code,
                Position(url),
                f"{outcome.reason}.",
                None if outcome.gone else _ADVICE,
            )
        self.problems.append(
            problem(
                Code.FETCH_STALE,
                Position(url),
                f"{outcome.reason}. The copy of "
                f"{copy.confirmed:%Y-%m-%d %H:%M} UTC is used.",
                _ADVICE,
            )
        )
        return copy.content

    def _keep(self, url: str, copy: Copy) -> None:
        """Store *copy*; a broken text never takes a good one's place."""
        if self._cache is None:
            return
        try:
            copy.content.decode()
        except UnicodeDecodeError:
            return
        try:
            self._cache.store(url, copy)
        except OSError as error:
            self._cache = None
            self.problems.append(
                problem(
                    Code.FETCH_NOT_KEPT,
                    Position(str(error.filename or url)),
                    "Fetched files are not kept for later runs: "
                    f"{error.strerror or error}.",
                )
            )

    def _attempts(self, url: str, copy: Copy | None) -> Copy | _Failure:
        """Ask for *url* until it comes, or nothing more helps."""
        limits = self._limits
        host = urllib.parse.urlsplit(url).netloc
        if self._silent[host] >= _SILENT_FILES:
            return _Failure(
                f"{host} is not asked any more, for it gave no answer",
                silent=True,
            )
        self._progress(f"Fetching {url}")
        deadline = time.monotonic() + limits.total
        attempt = 0
        while True:
            attempt += 1
            left = deadline - time.monotonic()
            outcome = self._in_time(url, copy, left)
            if isinstance(outcome, Copy) or not outcome.again:
                break
            # Full jitter over the upper half: clients that failed together
            # do not come back together.
            wait = limits.backoff * 2 ** (attempt - 1)
            wait = min(wait, limits.longest_wait) * (1 + self._jitter()) / 2
            if outcome.wait is not None:
                wait = outcome.wait
            if attempt >= limits.attempts or wait > min(
                limits.longest_wait, deadline - time.monotonic()
            ):
                break
            self._progress(f"{outcome.reason}; again in {wait:.1f} s")
            self._sleep(wait)
        silent = isinstance(outcome, _Failure) and outcome.silent
        self._silent[host] = self._silent[host] + 1 if silent else 0
        if isinstance(outcome, _Failure) and attempt > 1:
            return dataclasses.replace(
                outcome, reason=f"{outcome.reason} ({attempt} attempts)"
            )
        return outcome

    def _in_time(
        self, url: str, copy: Copy | None, seconds: float
    ) -> Copy | _Failure:
        """Ask once, and give up after *seconds* whatever happens.

        A socket's timeout starts anew with each byte, and name resolution
        has none, so the time is kept from outside: the attempt runs in a
        thread that is left behind. It ends with the next byte it reads
        and is never waited for.
        """
        session = self._session(url)
        given_up = threading.Event()
        outcomes: queue.SimpleQueue[Copy | _Failure | Exception] = (
            queue.SimpleQueue()
        )
        now = self._now()
        limits = self._limits

        def attempt() -> None:
            try:
                outcomes.put(
                    _transfer(session, url, copy, limits, now, given_up)
                )
            except Exception as error:  # raised again where it is seen
                outcomes.put(error)

        threading.Thread(target=attempt, name="fetch", daemon=True).start()
        try:
            outcome = outcomes.get(timeout=max(seconds, 0))
        except queue.Empty:
            self._sessions.clear()  # the thread may still be using it
            return _Failure(
                f"The file was not complete after {limits.total:g} s",
                silent=True,
            )
        finally:
            given_up.set()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _session(self, url: str) -> requests.Session:
        """Give the session for *url*, which keeps connections open.

        This machine is asked directly, others as the environment's proxy
        settings say. ``~/.netrc`` is not read and no cookie is kept.
        """
        here = is_loopback(urllib.parse.urlsplit(url).hostname or "")
        if here not in self._sessions:
            self._sessions[here] = _new_session(environment=not here)
        return self._sessions[here]


def _new_session(environment: bool) -> requests.Session:
    import importlib.metadata

    import requests

    agent = "watcher-liaison-guide"
    # A checkout that is not installed has no version.
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        agent += "/" + importlib.metadata.version(agent)

    class Session(requests.Session):
        def get_redirect_target(self, resp: requests.Response) -> None:
            # Even when told not to follow, requests looks one step ahead
            # and reads the whole body for it, however large that is.
            return None

    session = Session()
    session.trust_env = environment
    # An auth of its own keeps requests from looking into ~/.netrc.
    session.auth = lambda request: request
    session.cookies.set_policy(
        http.cookiejar.DefaultCookiePolicy(allowed_domains=[])
    )
    session.headers.clear()
    session.headers.update(
        {
            "User-Agent": agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
        }
    )
    return session


def _transfer(
    session: requests.Session,
    url: str,
    copy: Copy | None,
    limits: Limits,
    now: datetime.datetime,
    given_up: threading.Event,
) -> Copy | _Failure:
    """Ask for *url*, following redirects that stay with its host."""
    from urllib3.exceptions import HTTPError

    headers = {}
    if copy is not None and copy.etag:
        headers["If-None-Match"] = copy.etag
    if copy is not None and copy.modified:
        headers["If-Modified-Since"] = copy.modified
    here = url
    seen = {here}
    while True:
        try:
            response = session.get(
                here,
                headers=headers,
                stream=True,
                allow_redirects=False,
                timeout=(limits.connect, limits.read),
            )
        except (OSError, HTTPError, http.client.HTTPException) as error:
            return _no_answer(error, limits)
        with response:
            if response.status_code not in _REDIRECTS:
                return _answer(
                    response, copy if headers else None, limits, now, given_up
                )
            target = _redirect(here, response.headers.get("Location", ""))
        if isinstance(target, _Failure):
            return target
        if target in seen:
            return _Failure("It redirects in a loop")
        if len(seen) > limits.redirects:
            return _Failure(f"It redirects more than {limits.redirects} times")
        seen.add(target)
        here = target


def _redirect(here: str, location: str) -> str | _Failure:
    """Give the URL that *location*, a header of *here*'s, sends us to."""
    try:
        target = urllib.parse.urljoin(here, location)
    except ValueError:
        target = ""
    target = urllib.parse.urldefrag(target).url
    wrong = _wrong(target.partition("?")[0])
    if not location or wrong is not None:
        return _Failure(f"It redirects to nowhere: {wrong or 'no target'}")
    old, new = urllib.parse.urlsplit(here), urllib.parse.urlsplit(target)
    same = (old.scheme, old.netloc) == (new.scheme, new.netloc)
    safer = new.scheme == "https" and new.netloc == old.hostname
    if not same and not safer:
        return _Failure(f"It redirects to another host, {new.netloc}")
    return target


def _no_answer(error: Exception, limits: Limits) -> _Failure:
    """Give the reason why a request, or reading its answer, broke off."""
    import requests
    from urllib3.exceptions import ConnectTimeoutError, ReadTimeoutError

    if isinstance(error, (requests.ConnectTimeout, ConnectTimeoutError)):
        return _Failure(
            f"The server took no connection within {limits.connect:g} s",
            again=True,
            silent=True,
        )
    if isinstance(error, (requests.ReadTimeout, ReadTimeoutError)):
        return _Failure(
            f"The server sent nothing for {limits.read:g} s",
            again=True,
            silent=True,
        )
    cause: BaseException | None = error
    found = None
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _Failure(
                "The server's certificate is not trusted: "
                f"{cause.verify_message}"
            )
        if isinstance(cause, OSError):
            # requests' own errors are OSErrors too, but not worth reading.
            plain = str(cause) if type(cause) is OSError else None
            found = cause.strerror or plain or found
        cause = cause.__cause__ or cause.__context__
    reason = "The connection broke off"
    if isinstance(error, requests.exceptions.ProxyError):
        reason = "The proxy gave no connection"
    if found:
        # A proxy's words may be among them.
        reason += f": {_printable(found)[:200]}"
    return _Failure(reason, again=True, silent=True)


def _answer(
    response: requests.Response,
    copy: Copy | None,
    limits: Limits,
    now: datetime.datetime,
    given_up: threading.Event,
) -> Copy | _Failure:
    """Give the file in *response*; *copy* is what a 304 stands for."""
    status = response.status_code
    if status == 304 and copy is not None:
        return dataclasses.replace(copy, confirmed=now)
    if status in (404, 410):
        return _Failure(
            "The server has no such file", Code.FILE_UNREADABLE, gone=True
        )
    if status != 200:
        wait = _retry_after(response.headers.get("Retry-After", ""), now)
        wish = "" if wait is None else f" and asks to wait for {wait:.0f} s"
        return _Failure(
            f'The server answers "{_status_name(status)}"{wish}',
            again=status >= 500,
            wait=wait,
        )
    web_page = _Failure("The server sends a web page instead of the file")
    kind = response.headers.get("Content-Type", "").split(";")[0]
    if kind.strip().lower() in _HTML_TYPES:
        return web_page
    content = _body(response, limits, given_up)
    if isinstance(content, _Failure):
        return content
    if _HTML_START.match(content.removeprefix(b"\xef\xbb\xbf")):
        return web_page
    return Copy(
        content,
        response.headers.get("ETag"),
        response.headers.get("Last-Modified"),
        now,
    )


def _status_name(status: int) -> str:
    """Give a status as people know it; the server's own words are not."""
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _retry_after(value: str, now: datetime.datetime) -> float | None:
    """Give the seconds that a ``Retry-After`` asks for (RFC 9110)."""
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        then = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=datetime.timezone.utc)
    return max((then - now).total_seconds(), 0)


def _body(
    response: requests.Response, limits: Limits, given_up: threading.Event
) -> bytes | _Failure:
    """Give the content, unpacked here so that a few bytes stay few.

    The libraries below differ by version in how much they unpack at once.
    """
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        return _Failure("The server packs the file in a way not asked for")
    too_large = _Failure(
        f"The file is larger than {limits.size} bytes", Code.FILE_TOO_LARGE
    )
    # With a transfer coding the library sees where the end is. Without, and
    # without a length, a head that broke off looks like an empty file.
    least = 1
    if "Transfer-Encoding" in response.headers:
        least = 0
    elif (length := response.headers.get("Content-Length", "")).isdecimal():
        least = int(length[:18])
    if least > limits.size:
        return too_large
    unpacker = None
    if packed.endswith("gzip"):
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    incomplete = ", before the file was complete"
    # Unlike read, read1 comes back with what there is. urllib3 before 2.2
    # lacks it: there, an attempt that is given up ends later.
    read = getattr(response.raw, "read1", response.raw.read)
    content = bytearray()
    received = 0
    try:
        while piece := read(_BLOCK, decode_content=False):
            received += len(piece)
            if unpacker is not None:
                room = limits.size + 1 - len(content)
                piece = unpacker.decompress(piece, room)
            content += piece
            if max(received, len(content)) > limits.size:
                return too_large
            if given_up.is_set():
                break
    except (HTTPError, http.client.HTTPException, OSError) as error:
        failure = _no_answer(error, limits)
        return dataclasses.replace(
            failure,
            reason=f"{failure.reason}{incomplete}",
            silent=isinstance(error, ReadTimeoutError),
        )
    except zlib.error:
        return _Failure("The server packs the file in a broken way")
    if received < least:
        return _Failure(f"The connection broke off{incomplete}", again=True)
    if unpacker is not None and (not unpacker.eof or unpacker.unused_data):
        return _Failure("The server packs the file in a broken way")
    return bytes(content)


class UrlSource:
    """The files below a base URL, as the importers read them.

    Each file is asked for once. ``problems`` holds what is to be told of
    files that were given nevertheless.
    """

    commit: str | None = None
    date: datetime.date | None = None

    def __init__(self, base: str, fetcher: Fetcher, repository: str) -> None:
        self.repository = repository
        self._base = base if base.endswith("/") else base + "/"
        self._fetcher = fetcher
        self._given: dict[str, bytes | Problem] = {}

    @property
    def problems(self) -> list[Problem]:
        return self._fetcher.problems

    def url(self, path: str) -> str:
        """Give the URL of the file at *path*, relative to the base."""
        return self._base + urllib.parse.quote(path)

    def read(self, path: str) -> bytes | Problem:
        """Give the file at *path*, or the problem that keeps it from us."""
        if path not in self._given:
            self._given[path] = self._read(path)
        return self._given[path]

    def _read(self, path: str) -> bytes | Problem:
        # Names in a path come from files that others write.
        if any(part in ("", ".", "..") for part in path.split("/")):
            return problem(
                Code.BAD_URL,
                Position(self.url(path)),
                "It is not fetched: it would leave the source's folder.",
            )
        return self._fetcher.fetch(self.url(path))


def default_fetcher() -> Fetcher:
    """Give a fetcher that keeps its copies in the user's cache folder."""
    folder = cache_folder()
    return Fetcher(None if folder is None else Cache(folder))
