"""The backend of an app whose users connect accounts: creates sessions, and confirms what they led to.

Environment: ALTER_API_KEY; APP_ORIGIN, the address of the app's pages, such as https://app.example.com; for the
emulator also ALTER_BASE_URL, which alter_sdk reads by itself.
"""

import os
from contextlib import asynccontextmanager
from typing import Annotated

from alter_sdk import App, ConnectFlowError, ConnectTimeoutError
from fastapi import Cookie, FastAPI, HTTPException, Response
from pydantic import BaseModel

APP_ORIGIN = os.environ["APP_ORIGIN"].rstrip("/")
# One browser's session in progress; the browser sends it after a redirect, too. A real app keeps it with its own signed-in
# user instead.
COOKIE = "connect_session"


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with App(api_key=os.environ["ALTER_API_KEY"]) as alter:
        app.state.alter = alter
        yield


app = FastAPI(lifespan=lifespan)


class SessionRequest(BaseModel):
    return_url: str = APP_ORIGIN + "/"


@app.post("/api/session")
async def create_session(response: Response, request: SessionRequest | None = None):
    request = request or SessionRequest()
    if not request.return_url.startswith(APP_ORIGIN + "/"):
        raise HTTPException(422, f"return_url has to be a page of {APP_ORIGIN}")
    session = await app.state.alter.create_connect_session(
        allowed_providers=["google", "slack"],
        allowed_origin=APP_ORIGIN,
        return_url=request.return_url,
    )
    secure = APP_ORIGIN.startswith("https:")
    response.set_cookie(COOKIE, session.session_token, max_age=session.expires_in, httponly=True, secure=secure)
    return {"session_token": session.session_token, "connect_url": session.connect_url}


@app.post("/api/grants")
async def confirm_grants(connect_session: Annotated[str | None, Cookie()] = None):
    """Asks Alter which grants there are: users can forge what their browser sends."""
    if not connect_session:
        raise HTTPException(409, "no session was created in this browser")
    try:
        grants = await app.state.alter.poll_connect_session(connect_session, timeout=10, poll_interval=1)
    except (ConnectFlowError, ConnectTimeoutError) as error:
        raise HTTPException(409, f"Alter confirms no grant: {error}") from error
    # Here a real app stores each grant_id with its user.
    return {"grants": [grant.model_dump(mode="json", include={"grant_id", "provider_id", "account_identifier"})
                       for grant in grants]}
