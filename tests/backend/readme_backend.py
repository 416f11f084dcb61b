"""docs/backend.md's Python backend behind pipes; the path of the snippet is the argument.

    {"create_session": "<return_url>"}  ->  what create_session() gives
    {"confirm": "<session token>"}      ->  what confirm() gives
"""

import asyncio
import json
import logging
import runpy
import sys

logging.getLogger("alter_sdk").setLevel(logging.ERROR)
backend = runpy.run_path(sys.argv[1])


async def main():
    for line in sys.stdin:
        [(function, argument)] = json.loads(line).items()
        print(json.dumps(await backend[function](argument)), flush=True)


asyncio.run(main())
