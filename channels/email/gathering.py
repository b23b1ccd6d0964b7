"""The DATA of SMTP and LMTP straight to the disk: aiosmtpd would hold a mail in memory several times, and refuse
lines that are longer than they should be, which good mail has."""

import asyncio
import tempfile

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, syntax

from channels.email.shelf import MOST_IN_MEMORY

TOO_LARGE, LATER = "552 5.3.4 This mail is too large", "451 4.3.0 Please try again later"
END = b".\r\n"


class Gathering:
    """Hands `handle_DATA` an envelope whose `content` is a binary file with the mail."""

    @syntax("DATA")
    async def smtp_DATA(self, arg):  # noqa: N802
        """RFC 5321 §4.1.1.4."""
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        if arg or not self.envelope.rcpt_tos:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        with tempfile.SpooledTemporaryFile(MOST_IN_MEMORY) as file:
            refusal = await self._gather(file)
            file.seek(0)
            self.envelope.content = file
            answer = refusal or await self._call_handler_hook("DATA")
        self._set_post_data_state()
        await self.push(answer)

    async def _gather(self, file):
        """Write what comes into a file until its end; the answer if that cannot be, else ""."""
        count, is_new_line, refusal = 0, True, ""
        while (line := await self._piece()) != END or not is_new_line:
            count += len(line)
            if self.data_size_limit and count > self.data_size_limit:
                refusal = TOO_LARGE
            if not refusal:
                # RFC 5321 §4.5.2: a dot at the beginning of a line was doubled on its way.
                refusal = _written(file, line[1:] if is_new_line and line.startswith(b".") else line)
            is_new_line = line.endswith(b"\r\n")
        return refusal

    async def _piece(self):
        try:
            return await self._reader.readuntil(b"\r\n")
        except asyncio.LimitOverrunError as overrun:  # a long line comes in pieces
            return await self._reader.read(overrun.consumed)
        except asyncio.CancelledError:  # they hung up
            self._writer.close()
            raise


class GatheringSmtp(Gathering, SMTP):
    """SMTP that holds no mail in memory."""


class GatheringLmtp(Gathering, LMTP):
    """LMTP that holds no mail in memory."""


def _written(file, line):
    try:
        file.write(line)
    except OSError:  # the disk is full: whoever brings it has it still
        return LATER
    return ""
