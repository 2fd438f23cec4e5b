# SPDX-License-Identifier: Apache-2.0
"""A server on loopback that answers as well or as badly as it is told."""

from __future__ import annotations

import contextlib
import http.server
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        request = self.path, dict(self.headers), self.client_address[1]
        self.server.requests.append(request)
        answers = self.server.answers.get(self.path) or [status(404)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        answer(self)

    do_CONNECT = do_GET  # noqa: N815 - the library's name

    def log_message(self, format: str, *arguments: object) -> None:
        """Write nothing."""


Answer = Callable[[Handler], None]


class Server(http.server.ThreadingHTTPServer):
    """What is answered, by path, and what was asked: path, headers, port."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str], int]] = []
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
        return [path for path, _, _ in self.requests]

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


content = partial(status, 200)


def redirect(location: str) -> Answer:
    return status(302, location=location)


def raw(
    head: bytes = b"",
    block: bytes = b"",
    times: int = 0,
    pause: float = 0,
    reset: bool = False,
) -> Answer:
    """Send *head* and some blocks as they are, then end the connection."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        for _ in range(times):
            if handler.server.closing.wait(pause):
                break
            handler.wfile.write(block)
        if reset:
            linger = socket.SO_LINGER, struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, *linger)
            handler.connection.close()

    return answer


#: Something that goes on slowly and for longer than any test.
drip = partial(raw, times=10_000, pause=0.02)
#: A gigabyte, made as it goes: more than anything may keep of an answer.
huge = partial(raw, block=b"#" * 2**16, times=2**14)
