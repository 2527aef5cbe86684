"""Socket Mode: hello, envelopes, acks, and being asked to come back."""

import asyncio
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from .delivery import Delivery, Kind
from .world import JSON


class Sockets(Delivery):
    def __post_init__(self) -> None:
        self.sockets: list[WebSocket] = []
        self.closing = asyncio.Event()
        self._acks: dict[str, asyncio.Future[Any]] = {}
        self._connected = asyncio.Event()

    def has_sockets(self) -> bool:
        return bool(self.sockets)

    async def connected(self) -> None:
        """Until a Socket Mode client is there."""
        await asyncio.wait_for(self._connected.wait(), self.patience)

    async def link(self, socket: WebSocket) -> None:
        await socket.accept()
        self.sockets.append(socket)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.sockets),
                "connection_info": {"app_id": self.app_id},
                "debug_info": {
                    "host": "applink-fake",
                    "build_number": 1,
                    "approximate_connection_time": 18060,
                },
            }
        )
        self._connected.set()
        try:
            while True:
                told = await socket.receive_json()
                waiting = self._acks.pop(told.get("envelope_id", ""), None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(told.get("payload") or "")
        except WebSocketDisconnect:
            pass
        finally:
            if socket in self.sockets:
                self.sockets.remove(socket)
            if not self.sockets:
                self._connected.clear()

    async def through_socket(self, kind: Kind, payload: JSON, retry: int, reason: str) -> Any:
        envelope = self.new_id("env")
        told: JSON = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            told |= {"retry_attempt": retry, "retry_reason": reason}
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = answered
        # Slack picks any one of the app's connections; the newest is the one sure to be there.
        await self.sockets[-1].send_json(told)
        try:
            return await asyncio.wait_for(answered, self.patience)
        finally:
            self._acks.pop(envelope, None)

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Asks every client to connect anew, as Slack does now and then, and closes."""
        for socket in list(self.sockets):
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
            )
            await socket.close()

    async def echo_of(self, channel: str, ts: str) -> None:
        """The bot's own direct message comes back to it."""
        for home in self.workspaces.values():
            where = home.channels.get(channel)
            if where is not None and where.im_with and (message := where.message(ts)):
                told = message.described(home.id, home.app_id)
                await self.deliver(
                    home, {**told, "channel": channel, "event_ts": ts, "channel_type": "im"}
                )
