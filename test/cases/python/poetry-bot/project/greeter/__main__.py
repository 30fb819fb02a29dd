import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.redis import RedisStorage

from greeter.handlers import router


async def main() -> None:
    dispatcher = Dispatcher(storage=RedisStorage.from_url(os.environ.get("REDIS_URL", "redis://localhost:6379/0")))
    dispatcher.include_router(router)
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"]))


asyncio.run(main())
