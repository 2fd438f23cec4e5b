# SPDX-License-Identifier: Apache-2.0
"""A server on loopback that answers as well or as badly as it is told."""

from __future__ import annotations

import contextlib
import http.server
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

#: More than anything may keep of an answer.
GIGABYTE = 2**30
#: Seconds between two blocks of a drip.
DRIP = 0.02


class Request(NamedTuple):
    path: str
    headers: dict[str, str]
    port: int


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        port = self.client_address[1]
        request = Request(self.path, dict(self.headers), port)
        self.server.requests.append(request)
        answers = self.server.answers.get(self.path) or [status(404)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        answer(self)

    do_CONNECT = do_GET  # noqa: N815 - the library's name

    def log_message(self, format: str, *arguments: object) -> None:
        """Write nothing."""


Answer = Callable[[Handler], None]


class Server(http.server.ThreadingHTTPServer):
    """What is answered, by path, and what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[Request] = []
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"

    def on(self, path: str, *answers: Answer) -> str:
        """Give *path* each of *answers* in turn, the last for ever.

        Return the URL of *path*.
        """
        self.answers[path] = [*answers]
        return self.url + path

    def asked(self) -> list[str]:
        return [request.path for request in self.requests]

    def handle_error(self, request: object, client_address: object) -> None:
        """Write nothing: clients that leave are what is tested."""


@contextlib.contextmanager
def running() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()


def content(body: bytes, **headers: Any) -> Answer:
    return status(200, body, **headers)


def redirect(location: str, code: int = 302) -> Answer:
    return status(code, location=location)


def status(code: int, body: bytes = b"", **headers: Any) -> Answer:
    """Send a whole answer; a header that is None is not sent."""

    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in {"content_length": len(body), **headers}.items():
            if value is not None:
                handler.send_header(name.replace("_", "-"), str(value))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def raw(head: bytes = b"", reset: bool = False) -> Answer:
    """Send *head* as it is, then end the connection."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        handler.close_connection = True
        if reset:
            linger = socket.SO_LINGER, struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, *linger)
            handler.connection.close()

    return answer


def drip(head: bytes = b"", block: bytes = b"") -> Answer:
    """Send *head* and then *block* after *block*, slowly and for ever."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        while not handler.server.closing.wait(DRIP):
            handler.wfile.write(block)
        handler.close_connection = True

    return answer


def huge(head: bytes, block: bytes = b"#" * 2**16) -> Answer:
    """Send *head* and then a gigabyte, made as it goes."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(head)
        for _ in range(GIGABYTE // len(block)):
            handler.wfile.write(block)
        handler.close_connection = True

    return answer
