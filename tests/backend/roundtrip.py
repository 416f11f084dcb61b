"""Creates a Connect session with alter-sdk, waits until it is told that a browser has completed it, and polls.

Environment: ALTER_BASE_URL (the emulator), ALTER_API_KEY, APP_ORIGIN (the origin of the page that opens it).
Each answer is one line of JSON on standard output: first the session, then, after a line on standard input,
the list of grants. Standard output is a pipe to the test: the session token in it is for nobody else.
"""

import asyncio
import json
import logging
import os
import sys

from alter_sdk import App


# It warns that plain http is for loopback only, which is where the emulator is.
logging.getLogger("alter_sdk").setLevel(logging.ERROR)


def answer(value):
    print(json.dumps(value), flush=True)


async def main():
    async with App(api_key=os.environ["ALTER_API_KEY"]) as app:
        session = await app.create_connect_session(
            allowed_providers=["google"],
            allowed_origin=os.environ["APP_ORIGIN"],
        )
        answer({"session_token": session.session_token, "expires_in": session.expires_in})
        if not sys.stdin.readline():
            sys.exit("the test ended before the browser had completed the session")
        grants = await app.poll_connect_session(session.session_token, timeout=10, poll_interval=0.2)
        answer([grant.model_dump(mode="json") for grant in grants])


asyncio.run(main())
