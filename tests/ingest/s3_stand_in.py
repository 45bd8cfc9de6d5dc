"""Just enough of S3 on the loopback to be read from by s3fs: a bucket listed, an object asked for and fetched."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, quote, unquote, urlsplit
from xml.sax.saxutils import escape

NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"


def etag(content: bytes) -> str:
    """What S3 says of an object's content."""
    return f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'


@contextmanager
def serving(
    objects: dict[str, bytes], forbidden: frozenset[str] = frozenset(), given: list[str] | None = None
) -> Iterator[str]:
    """
    The address of a server that has *objects*, by bucket and key; those that are *forbidden* it does not give.

    Args:
        given: takes the keys of the objects whose bytes are given.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._object(body=False)

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = {key: values[0] for key, values in parse_qs(address.query, keep_blank_values=True).items()}
            if "list-type" in asked:
                self._list(unquote(address.path).strip("/"), asked.get("prefix", ""), asked.get("delimiter", ""))
            else:
                self._object(body=True)

        def _object(self, body: bool) -> None:
            key = unquote(urlsplit(self.path).path).lstrip("/")
            if key in forbidden:
                self._answer(403, b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>" if body else b"")
            elif key not in objects:
                self._answer(404, b"<Error><Code>NoSuchKey</Code><Message>none</Message></Error>" if body else b"")
            else:
                if body and given is not None:
                    given.append(key)
                self._answer(200, objects[key], body)

        def _list(self, bucket: str, prefix: str, delimiter: str) -> None:
            keys = sorted(name.removeprefix(f"{bucket}/") for name in objects if name.startswith(f"{bucket}/{prefix}"))
            folders = {
                prefix + key.removeprefix(prefix).split(delimiter)[0] + delimiter
                for key in keys
                if delimiter and delimiter in key.removeprefix(prefix)
            }
            found = [key for key in keys if not any(key.startswith(folder) for folder in folders)]
            contents = "".join(
                f"<Contents><Key>{quote(key)}</Key><Size>{len(objects[f'{bucket}/{key}'])}</Size>"
                f"<ETag>{etag(objects[f'{bucket}/{key}'])}</ETag>"
                "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
                for key in found
            )
            common = "".join(f"<CommonPrefixes><Prefix>{quote(f)}</Prefix></CommonPrefixes>" for f in sorted(folders))
            self._answer(
                200,
                f'<ListBucketResult xmlns="{NAMESPACE}"><Name>{escape(bucket)}</Name><EncodingType>url</EncodingType>'
                f"<IsTruncated>false</IsTruncated>{contents}{common}</ListBucketResult>".encode(),
            )

        def _answer(self, status: int, content: bytes, body: bool = True) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", etag(content))
            self.send_header("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT")
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
