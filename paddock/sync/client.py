"""HTTP to the centre: one session, its token, its timeouts; says what came back and judges nothing."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from paddock.sync.link_faults import NOT_UNDERSTOOD, Passing, fault_of_request
from paddock.wire.protocol import PROTOCOL, PROTOCOL_HEADER
from paddock.wire.receipts import RECEIPT_HEADER

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
UPLOAD_SECONDS = 120.0
_LARGEST_ANSWER = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_WORTH_PACKING = 512
_GZIP_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer as received."""

    status: int
    media_type: str
    body: bytes
    retry_after: float | None = None
    """Seconds."""
    date: str = ""
    """The centre's clock, as its Date header says it."""
    receipt: str = ""
    """The signed receipt (`wire.receipts`) of a write that is accepted or refused for good."""
    upload_offset: int | None = None
    """How much of a resumable upload has arrived."""


class _Bearer(requests.auth.AuthBase):
    """Shows the token; being an `auth`, it also keeps a stray .netrc entry from replacing it."""

    def __init__(self, token: str) -> None:
        self._value = f"Bearer {token}"

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._value
        return request


class CentreClient:
    """One workstation's connection to one centre; used by one thread at a time."""

    def __init__(self, base_url: str, token: str, *, local: bool | None = None) -> None:
        """`local`: whether the centre is on this machine; None: as its address says."""
        self.base_url = base_url.rstrip("/")
        self.token = token
        self._session = requests.Session()
        self._session.auth = _Bearer(token)
        self._session.headers["User-Agent"] = "paddock-workstation"
        self._session.headers[PROTOCOL_HEADER] = str(PROTOCOL)
        host = urlsplit(self.base_url).hostname
        # A centre on this machine is never behind a proxy, whatever the environment says.
        self._is_local = host in {"127.0.0.1", "localhost", "::1"} if local is None else local
        self._session.trust_env = not self._is_local
        # A centre that says its protocol unpacks what it is sent; beside us, packing would only cost time.
        self._centre_unpacks = False
        self._session.headers["Accept-Encoding"] = "identity" if self._is_local else "gzip"
        # One silent second try over a fresh connection: the centre may have closed the idle one. Every request
        # here may be repeated: a PUT carries its key.
        retry = Retry(
            total=1,
            connect=0,
            read=1,
            redirect=0,
            status=0,
            other=0,
            allowed_methods={"GET", "PUT"},
            backoff_factor=0,
            # Otherwise a 429 or 503 with Retry-After is swallowed here and raised as a fault of our own.
            respect_retry_after_header=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=2, pool_maxsize=2, max_retries=retry))

    def put(self, target: str, body: bytes, *, key: str | None, media_type: str) -> Reply | Passing:
        """PUT `body` to the path `target`, with the idempotency key if there is one."""
        headers = {"Content-Type": media_type}
        if key is None:
            return self._ask("PUT", target, body=body, headers=headers, seconds=UPLOAD_SECONDS)
        headers["Idempotency-Key"] = key
        if self._centre_unpacks and len(body) >= _WORTH_PACKING:
            # The key's hash is that of the body itself, packed or not.
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, _GZIP_LEVEL, mtime=0)
        return self._ask("PUT", target, body=body, headers=headers)

    def get(self, target: str, *, params: dict[str, str] | None = None) -> Reply | Passing:
        """GET the path `target`."""
        return self._ask("GET", target, params=params)

    def post_form(self, target: str, form: Mapping[str, str]) -> Reply | Passing:
        """POST a form to the path `target`; sent once, whatever happens."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", target, body=urlencode(form).encode(), headers=headers)

    def tus(self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Reply | Passing:
        """One request of the resumable upload protocol."""
        return self._ask(
            method, target, body=body, headers={"Tus-Resumable": "1.0.0"} | dict(headers), seconds=UPLOAD_SECONDS
        )

    def _ask(
        self,
        method: str,
        target: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        params: dict[str, str] | None = None,
        seconds: float = READ_SECONDS,
    ) -> Reply | Passing:
        try:
            with self._session.request(
                method,
                self.base_url + target,
                data=body,
                headers=headers,
                params=params,
                timeout=(CONNECT_SECONDS, seconds),
                allow_redirects=False,
                stream=True,
            ) as answer:
                content = _bounded(answer)
        except requests.RequestException as error:
            return fault_of_request(error)
        if content is None:
            return Passing(NOT_UNDERSTOOD)
        if not self._is_local and PROTOCOL_HEADER in answer.headers:
            self._centre_unpacks = True
        return _reply(answer, content)

    def open_stream(self, target: str, *, params: dict[str, str], silence_seconds: float) -> requests.Response:
        """Open a stream of server-sent events. Raises `requests.RequestException`."""
        return self._session.get(
            self.base_url + target,
            params=params,
            headers={"Accept": "text/event-stream"},
            timeout=(CONNECT_SECONDS, silence_seconds),
            stream=True,
            allow_redirects=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def _bounded(answer: requests.Response) -> bytes | None:
    """The unpacked body; None for one larger than anything the centre sends."""
    content = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        content += chunk
        if len(content) > _LARGEST_ANSWER:
            return None
    return bytes(content)


def _reply(answer: requests.Response, content: bytes) -> Reply:
    wait, offset = answer.headers.get("Retry-After", ""), answer.headers.get("Upload-Offset", "")
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Reply(
        status=answer.status_code,
        media_type=media_type,
        body=content,
        retry_after=float(wait) if wait.isdigit() else None,
        date=answer.headers.get("Date", ""),
        receipt=answer.headers.get(RECEIPT_HEADER, ""),
        upload_offset=int(offset) if offset.isascii() and offset.isdigit() else None,
    )
