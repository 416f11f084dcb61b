"""The real backend client (alter-sdk) behind pipes: answers each line of JSON with one.

    {"create_session": {"allowed_providers": [...], ...}}  ->  {"session_token": "...", "expires_in": 600}
    {"poll": "<session token>"}                            ->  [{"grant_id": "...", ...}, ...]
    what the client refuses or Alter does                  ->  {"error": "..."}

Environment: ALTER_BASE_URL (the emulator) and ALTER_API_KEY. Standard output is a pipe to the test: the session
token in it is for nobody else.
"""

import asyncio
import json
import logging
import os
import sys

from alter_sdk import AlterSDKError, App

# It warns that plain http is for loopback only, which is where the emulator is.
logging.getLogger("alter_sdk").setLevel(logging.ERROR)


async def answer(app, request):
    match request:
        case {"create_session": arguments}:
            session = await app.create_connect_session(**arguments)
            return {"session_token": session.session_token, "expires_in": session.expires_in}
        case {"poll": session_token}:
            grants = await app.poll_connect_session(session_token, timeout=10, poll_interval=0.2)
            return [grant.model_dump(mode="json") for grant in grants]
    raise ValueError(f"neither create_session nor poll: {list(request)}")


async def main():
    async with App(api_key=os.environ["ALTER_API_KEY"]) as app:
        for line in sys.stdin:
            try:
                answered = await answer(app, json.loads(line))
            except AlterSDKError as error:
                answered = {"error": str(error)}
            print(json.dumps(answered), flush=True)


asyncio.run(main())
