"""The real backend client (alter-sdk) behind pipes: answers each line of JSON with one.

    {"create_session": {"allowed_providers": [...], ...}}  ->  {"session_token": "...", "expires_in": 600, ...}
    {"create_managed_secret_session": {"provider": ...}}   ->  {"session_token": "...", "path": "key_entry", ...}
    {"poll": "<session token>"}                            ->  {"grants": [...], "events": [...]}

What the client raises is answered, too: {"raised": "ConnectDeniedError", "details": {...}}.

Environment: ALTER_BASE_URL (the emulator) and ALTER_API_KEY. Standard output is a pipe to the test: the session
token in it is for nobody else.
"""

import asyncio
import json
import logging
import os
import sys

from alter_sdk import App

# It warns that plain http is for loopback only, which is where the emulator is.
logging.getLogger("alter_sdk").setLevel(logging.ERROR)


async def answer(app, request):
    match request:
        case {"create_session": arguments}:
            return (await app.create_connect_session(**arguments)).model_dump(mode="json")
        case {"create_managed_secret_session": arguments}:
            return (await app.create_managed_secret_connect_session(**arguments)).model_dump(mode="json")
        case {"poll": session_token}:
            events = []
            grants = await app.poll_connect_session(
                session_token, timeout=10, poll_interval=0.2, on_event=events.append
            )
            return {"grants": [grant.model_dump(mode="json") for grant in grants], "events": events}
    raise ValueError(f"no such request: {list(request)}")


async def main():
    async with App(api_key=os.environ["ALTER_API_KEY"]) as app:
        for line in sys.stdin:
            try:
                told = await answer(app, json.loads(line))
            except Exception as error:
                told = {"raised": type(error).__name__, "details": getattr(error, "details", None)}
            print(json.dumps(told), flush=True)


asyncio.run(main())
