"""Messages to a mail server, one recipient a message (RFC 5321), so that of each it is known what became of it.

`smtplib` gives a message away and waits for the answer in one call. Here the end of the message, the line with a
single dot, is a step of its own: before it the server must forget what it has, so that another try is safe; between
it and the answer nobody knows; after the answer the server has said it.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from briefing.config import Mail
from briefing.errors import MailError

# A server that does not answer, that hangs up, or that does not speak SMTP. TLS failures are OSErrors.
_LOST = (smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException, OSError)

# To give up after the end of the message leaves a message in doubt: the answer to it is waited for longer than any
# other, as RFC 5321 section 4.5.3.2 has it (ten minutes where other steps have two to five).
_PATIENCE = 10

_PIECE = 64 * 1024  # the time-out is for each piece: a large message may take as long as it needs
_SHOWN = 200  # characters of a server's answer that are kept


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a message, and why, in the words of the server where it said so.

    `sent` was accepted; `refused` will never be; `waiting` was not handed over whole, or was put off by the server, and
    may be tried again; `uncertain` was handed over, but no answer came.
    """

    state: Literal["sent", "refused", "waiting", "uncertain"]
    detail: str


class Session:
    """A connection to the server of the settings, made when it is needed and again after it was lost.

    A context manager that closes it. MailError where no connection can be made, where the server is not who it says it
    is, and where it does not take messages from us: then no message will go.
    """

    def __init__(self, mail: Mail, password: str | None) -> None:
        self._mail = mail
        self._password = password
        self._smtp: smtplib.SMTP | None = None
        self._subject = f"메일 서버 {mail.host}:{mail.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._smtp is not None and kind is None:
            with suppress(*_LOST):
                self._smtp.quit()
        self._drop()

    def connect(self) -> smtplib.SMTP:
        """The connection, encrypted and logged in as the settings say; MailError where there is none to be had.

        One that was idle is asked first whether it still is one: servers close what is silent for some minutes.
        """
        if self._smtp is not None:
            try:
                alive = self._smtp.noop()[0] == 250
            except _LOST:
                alive = False
            if not alive:
                self._drop()
        if self._smtp is None:
            self._smtp = self._connected()
        return self._smtp

    def deliver(self, sender: str, recipient: str, content: bytes, handing: Callable[[], None]) -> Answer:
        """What became of the message `content` for `recipient`; MailError where no message can go.

        `handing` is called when all but the end of the message is with the server: what must be known before the
        server can have it is to be kept then. If it raises, the message is not sent.
        """
        smtp = self.connect()
        try:
            refused = self._offered(smtp, sender, recipient, content)
            if refused is not None:
                return refused
            handing()
            return self._ended(smtp)
        except _LOST as error:
            self._drop()
            return Answer("waiting", f"보내는 도중에 연결이 끊겼습니다({_reason(error)}).")
        except BaseException:
            self._drop()  # a QUIT would only be one more line of the message
            raise

    def _offered(self, smtp: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> Answer | None:
        """Everything up to the end of the message; an answer where the server does not want it."""
        if not (sender + recipient).isascii() and not smtp.has_extn("smtputf8"):
            return Answer("refused", "영문이 아닌 주소를 이 서버가 받지 않습니다(SMTPUTF8 없음).")
        limit = smtp.esmtp_features.get("size", "")
        if limit.isdecimal() and 0 < int(limit) < len(content):
            reason = f"메시지({len(content):,}바이트)가 이 서버가 받는 크기({int(limit):,}바이트)를 넘습니다."
            raise MailError(self._subject, reason, '[mail]의 attach = ["none"]이나 charts = "none"으로 줄여 주십시오.')
        options = [f"SIZE={len(content)}"] if "size" in smtp.esmtp_features else []
        options += ["BODY=8BITMIME"] if not content.isascii() and smtp.has_extn("8bitmime") else []
        options += ["SMTPUTF8"] if not (sender + recipient).isascii() else []
        code, reply = smtp.mail(sender, options)
        if 500 <= code < 600:
            reason = f"보내는 주소 {sender}의 메일을 받지 않습니다({_said(code, reply)})."
            raise MailError(self._subject, reason, "[mail]의 sender와 user를 확인해 주십시오.")
        if code == 250:
            code, reply = smtp.rcpt(recipient)
        if code in (250, 251):
            code, reply = smtp.docmd("DATA")
        if code != 354:
            self._again(smtp, code)
            return _answer(code, reply)
        lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
        lines = re.sub(rb"(?m)^\.", b"..", lines)
        if not lines.endswith(b"\r\n"):
            lines += b"\r\n"
        for start in range(0, len(lines), _PIECE):
            smtp.send(lines[start : start + _PIECE])
        return None

    def _ended(self, smtp: smtplib.SMTP) -> Answer:
        """What the server answers to the end of the message."""
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self._mail.timeout * _PATIENCE)
            smtp.send(b".\r\n")
            code, reply = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self._mail.timeout)
        except _LOST as error:
            self._drop()
            return Answer("uncertain", f"메시지를 다 보낸 뒤 서버의 답을 받지 못했습니다({_reason(error)}).")
        if code == 421:
            self._drop()
        if not 200 <= code < 600:
            self._drop()
            return Answer("uncertain", f"메시지를 다 보낸 뒤 알 수 없는 답을 받았습니다({_said(code, reply)}).")
        return _answer(code, reply)

    def _again(self, smtp: smtplib.SMTP, code: int) -> None:
        """Make the connection ready for another message, or let it go."""
        if code == 421 or smtp.rset()[0] != 250:
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        mail = self._mail
        context = None if mail.security == "none" else self._trust()
        smtp: smtplib.SMTP | None = None
        try:
            if mail.security == "tls":
                smtp = smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout, context=context)
            else:
                smtp = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)
            if mail.security == "starttls":
                smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
            self._log_in(smtp)
        except BaseException as error:
            if smtp is not None:
                smtp.close()
            if isinstance(error, (OSError, smtplib.SMTPException)):
                raise self._explained(error) from error
            raise
        return smtp

    def _trust(self) -> ssl.SSLContext:
        """The system's certificates and those of the settings; the name of the server is checked."""
        context = ssl.create_default_context()
        try:
            if self._mail.ca_file:
                context.load_verify_locations(self._mail.ca_file)
        except OSError as error:
            reason = f"인증서 파일을 읽을 수 없습니다({_reason(error)})."
            raise MailError(str(self._mail.ca_file), reason, "[mail]의 ca_file을 확인해 주십시오.") from error
        return context

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        """AUTH, where a user is set. Nothing the server says to it is repeated: it may hold what it was told."""
        if self._mail.user is None:
            return
        try:
            smtp.login(self._mail.user, self._password or "")
        except smtplib.SMTPAuthenticationError as error:
            later = 400 <= error.smtp_code < 500
            reason = f"{'지금은 로그인을 받지 않습니다' if later else '로그인이 거부되었습니다'}({error.smtp_code})."
            raise MailError(self._subject, reason, "[mail]의 user와 비밀번호를 확인해 주십시오.") from None
        except smtplib.SMTPServerDisconnected:
            raise
        except (smtplib.SMTPException, UnicodeEncodeError):
            reason = "서버와 함께 쓸 수 있는 로그인 방식이 없습니다."
            remedy = "서버가 AUTH를 받는지, 비밀번호에 한글이 없는지 확인해 주십시오."
            raise MailError(self._subject, reason, remedy) from None

    def _explained(self, error: Exception) -> MailError:
        """The failure to connect, with a way out."""
        if isinstance(error, ssl.SSLCertVerificationError):
            reason = f"서버의 인증서를 믿을 수 없습니다({error.verify_message})."
            return MailError(self._subject, reason, "기관 내부 인증서라면 [mail]의 ca_file에 적어 주십시오.")
        if isinstance(error, ssl.SSLError):
            remedy = "[mail]의 security(starttls, tls)와 port를 확인해 주십시오."
            return MailError(self._subject, f"암호화된 연결을 맺지 못했습니다({_reason(error)}).", remedy)
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return MailError(self._subject, "서버가 STARTTLS를 받지 않습니다.", 'security = "tls"인지 확인해 주십시오.')
        remedy = "[mail]의 host와 port, 네트워크를 확인해 주십시오."
        return MailError(self._subject, f"연결할 수 없습니다({_reason(error)}).", remedy)

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def password(mail: Mail, environ: Mapping[str, str]) -> str | None:
    """The password of the settings' user, None where there is no user; MailError where it cannot be found."""
    if mail.user is None:
        return None
    if mail.password_env:
        found = environ.get(mail.password_env)
        if not found:
            remedy = "그 이름의 환경 변수에 비밀번호를 넣어 주십시오."
            raise MailError(f"[mail] password_env {mail.password_env}", "메일 비밀번호가 없습니다.", remedy)
        return found
    return _from_keyring(mail.keyring or "", mail.user)


def _from_keyring(service: str, user: str) -> str:
    subject = f"[mail] keyring {service}"
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise MailError(subject, "keyring이 설치되어 있지 않습니다.", "pip install 'briefing[keyring]'") from error
    try:
        found = keyring.get_password(service, user)
    except keyring.errors.KeyringError as error:
        reason = f"시스템의 비밀번호 보관함을 열 수 없습니다({type(error).__name__})."
        raise MailError(subject, reason, "password_env를 쓰십시오.") from error
    if not found:
        raise MailError(subject, f"{user}의 비밀번호가 없습니다.", f"keyring set {service} {user}로 넣어 주십시오.")
    return found


def _answer(code: int, reply: bytes) -> Answer:
    if 200 <= code < 300:
        return Answer("sent", _said(code, reply))
    return Answer("refused" if 500 <= code < 600 else "waiting", _said(code, reply))


def _said(code: int, reply: bytes) -> str:
    """The server's answer in one printable line."""
    text = " ".join(reply.decode("utf-8", errors="replace").split())
    return f"{code} {''.join(c for c in text if c.isprintable())[:_SHOWN]}".strip()


def _reason(error: Exception) -> str:
    """Why a connection is gone, in short."""
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "응답 시간 초과"
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return _said(error.smtp_code, text)
    return getattr(error, "strerror", None) or getattr(error, "reason", None) or str(error) or type(error).__name__
