# SPDX-License-Identifier: Apache-2.0
"""A server on loopback that answers as well or as badly as it is told."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import http.server
import itertools
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any

#: More than anything may be held of an answer.
GIGABYTE = 2**30
#: Seconds between two bytes of a drip: a connection that never falls
#: silent for as long as the tests' read timeout.
DRIP = 0.02


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection; what it answers is the server's to say."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.requests.append(Request(self.path, dict(self.headers)))
        answers = self.server.answers.get(self.path)
        if not answers:
            return status(404)(self)
        answer = answers[0] if len(answers) == 1 else answers.popleft()
        answer(self)

    def do_CONNECT(self) -> None:
        self.server.requests.append(Request(self.path, dict(self.headers)))
        status(403)(self)

    def log_message(self, format: str, *arguments: object) -> None:
        """Write nothing."""

    def send(self, body: bytes, code: int = 200, **headers: Any) -> None:
        """Send a whole answer; ``Retry-After`` and the like in *headers*."""
        self.send_response(code)
        headers.setdefault("content_length", len(body))
        for name, value in headers.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def pause(self, seconds: float | None = None) -> None:
        """Do nothing, but not longer than the server lives."""
        if self.server.closing.wait(seconds):
            raise ConnectionAbortedError


Answer = Callable[[Handler], None]


@dataclasses.dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """What is answered, by path, and what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        self.answers: dict[str, collections.deque[Answer]] = {}
        self.requests: list[Request] = []
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"

    def on(self, path: str, *answers: Answer) -> str:
        """Answer *path* with each of *answers* in turn, the last for ever.

        Returns the URL of *path*.
        """
        self.answers[path] = collections.deque(answers)
        return self.url + path

    def asked(self) -> list[str]:
        return [request.path for request in self.requests]

    def handle_error(self, request: object, client_address: object) -> None:
        """Write nothing: clients that leave are what is tested."""


@contextlib.contextmanager
def running() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(
            target=server.serve_forever, args=(0.01,), daemon=True
        )
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


def content(body: bytes, **headers: Any) -> Answer:
    return status(200, body, **headers)


def status(code: int, body: bytes = b"", **headers: Any) -> Answer:
    return lambda handler: handler.send(body, code, **headers)


def redirect(location: str, code: int = 302, body: bytes = b"") -> Answer:
    return status(code, body, location=location)


def hang() -> Answer:
    """Take the request and say nothing."""
    return lambda handler: handler.pause()


def raw(*pieces: bytes) -> Answer:
    """Send *pieces* as they are, then close the connection."""

    def answer(handler: Handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
        handler.close_connection = True

    return answer


def reset(head: bytes) -> Answer:
    """Send *head*, then end the connection with a reset."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        linger = struct.pack("ii", 1, 0)
        handler.connection.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, linger
        )
        handler.connection.close()
        handler.close_connection = True

    return answer


def drip(head: bytes, endless: bytes) -> Answer:
    """Send *head* at once and then one byte of *endless* after another."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        for byte in itertools.cycle(endless):
            handler.wfile.write(bytes([byte]))
            handler.pause(DRIP)
        handler.pause()

    return answer


def huge(head: bytes, block: bytes = b"#" * 2**16) -> Answer:
    """Send *head* and then a gigabyte, made as it goes."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        for _ in range(GIGABYTE // len(block)):
            handler.wfile.write(block)
        handler.close_connection = True

    return answer
