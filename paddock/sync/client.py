"""HTTP to the centre: one session, its token, its timeouts; says what came back and judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from paddock.sync.link_faults import Passing, fault_of_request
from paddock.wire.protocol import PROTOCOL, PROTOCOL_HEADER
from paddock.wire.receipts import RECEIPT_HEADER

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
UPLOAD_SECONDS = 120.0
_LARGEST_ANSWER = 64 * 1024 * 1024


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

    def __init__(self, base_url: str, token: str) -> None:
        self.base_url = base_url.rstrip("/")
        self.token = token
        self._session = requests.Session()
        self._session.auth = _Bearer(token)
        self._session.headers["User-Agent"] = "paddock-workstation"
        self._session.headers[PROTOCOL_HEADER] = str(PROTOCOL)
        host = urlsplit(self.base_url).hostname
        # A centre on this machine is never behind a proxy, whatever the environment says.
        self._session.trust_env = host not in {"127.0.0.1", "localhost", "::1"}
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
        if key is not None:
            headers["Idempotency-Key"] = key
        seconds = READ_SECONDS if key is not None else UPLOAD_SECONDS
        try:
            answer = self._session.put(
                self.base_url + target,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, seconds),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return fault_of_request(error)
        return _reply(answer)

    def get(self, target: str, *, params: dict[str, str] | None = None) -> Reply | Passing:
        """GET the path `target`."""
        try:
            answer = self._session.get(
                self.base_url + target,
                params=params,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return fault_of_request(error)
        return _reply(answer)

    def tus(self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Reply | Passing:
        """One request of the resumable upload protocol."""
        try:
            answer = self._session.request(
                method,
                self.base_url + target,
                data=body,
                headers={"Tus-Resumable": "1.0.0"} | dict(headers),
                timeout=(CONNECT_SECONDS, UPLOAD_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return fault_of_request(error)
        return _reply(answer)

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


def _reply(answer: requests.Response) -> Reply:
    wait, offset = answer.headers.get("Retry-After", ""), answer.headers.get("Upload-Offset", "")
    media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Reply(
        status=answer.status_code,
        media_type=media_type,
        body=answer.content[:_LARGEST_ANSWER],
        retry_after=float(wait) if wait.isdigit() else None,
        date=answer.headers.get("Date", ""),
        receipt=answer.headers.get(RECEIPT_HEADER, ""),
        upload_offset=int(offset) if offset.isascii() and offset.isdigit() else None,
    )
