"""Real servers on the loopback to publish to: S3 (moto), WebDAV (wsgidav on cheroot), SFTP (paramiko)."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import paramiko

USER, PASSWORD = "deploy", "열쇠 한 벌"


@dataclass(frozen=True)
class Server:
    """`target` is what is published to, `environ` what a user sets for it, `files` all that is there by path."""

    target: str
    environ: dict[str, str]
    files: Callable[[], dict[str, bytes]]


def below(root: Path) -> dict[str, bytes]:
    return {str(f.relative_to(root)): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}


@contextmanager
def s3() -> Iterator[Server]:
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    environ = {
        "AWS_ACCESS_KEY_ID": "made",
        "AWS_SECRET_ACCESS_KEY": "up",
        "AWS_ENDPOINT_URL": address,
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    keys = {"aws_access_key_id": "made", "aws_secret_access_key": "up", "region_name": "us-east-1"}
    client = boto3.client("s3", endpoint_url=address, **keys)
    urlopen(Request(f"{address}/moto-api/reset", method="POST")).close()  # servers of one process share their objects
    client.create_bucket(Bucket="intranet")

    def files() -> dict[str, bytes]:
        found = client.list_objects_v2(Bucket="intranet", Prefix="briefing/").get("Contents", [])
        return {
            one["Key"].removeprefix("briefing/"): client.get_object(Bucket="intranet", Key=one["Key"])["Body"].read()
            for one in found
        }

    try:
        yield Server("s3://intranet/briefing", environ, files)
    finally:
        client.close()
        server.stop()


@contextmanager
def webdav(root: Path) -> Iterator[Server]:
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(root)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), app)
    server.prepare()
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        target = f"webdav://{USER}@127.0.0.1:{server.bind_addr[1]}/briefing"
        yield Server(target, {"BRIEFING_SITE_PASSWORD": PASSWORD}, lambda: below(root / "briefing"))
    finally:
        server.stop()
        thread.join()


class _Door(paramiko.ServerInterface):
    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED

    def check_auth_password(self, username: str, password: str) -> int:
        right = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def get_allowed_auths(self, username: str) -> str:
        return "password"


class _Handle(paramiko.SFTPHandle):
    def stat(self) -> paramiko.SFTPAttributes:
        return paramiko.SFTPAttributes.from_stat(os.fstat(self.writefile.fileno()))


def _files_of(root: Path) -> type[paramiko.SFTPServerInterface]:
    def answered(work: Callable[..., object]) -> Callable[..., object]:
        def answer(self: object, *args: object) -> object:
            try:
                done = work(*args)
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)
            return paramiko.SFTP_OK if done is None else done

        return answer

    def at(path: str) -> Path:
        return root / path.lstrip("/")

    def status(path: str) -> paramiko.SFTPAttributes:
        return paramiko.SFTPAttributes.from_stat(at(path).stat(), path.rpartition("/")[2])

    def opened(path: str, flags: int, attr: object) -> paramiko.SFTPHandle:
        file = os.fdopen(os.open(at(path), flags, 0o644), "rb+" if flags & (os.O_WRONLY | os.O_RDWR) else "rb")
        handle = _Handle(flags)
        handle.readfile = handle.writefile = file
        return handle

    class Files(paramiko.SFTPServerInterface):
        list_folder = answered(lambda path: [status(f"{path}/{one.name}") for one in at(path).iterdir()])
        stat = lstat = answered(status)
        open = answered(opened)
        remove = answered(lambda path: at(path).unlink())
        posix_rename = answered(lambda old, new: at(old).replace(at(new)) and None)
        mkdir = answered(lambda path, attr: at(path).mkdir())
        rmdir = answered(lambda path: at(path).rmdir())
        chattr = answered(lambda path, attr: None)

    return Files


@contextmanager
def sftp(root: Path, home: Path) -> Iterator[Server]:
    """`home` is the folder whose .ssh/known_hosts names the server's key."""
    key = paramiko.RSAKey.generate(2048)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    transports: list[paramiko.Transport] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transport.add_server_key(key)
            transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _files_of(root))
            transports.append(transport)
            transport.start_server(server=_Door())

    thread = threading.Thread(target=serve)
    thread.start()
    (home / ".ssh").mkdir()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} ssh-rsa {key.get_base64()}\n")
    try:
        target = f"sftp://{USER}@127.0.0.1:{port}/www/briefing"
        yield Server(target, {"BRIEFING_SITE_PASSWORD": PASSWORD}, lambda: below(root / "www/briefing"))
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
        for transport in transports:
            transport.close()
