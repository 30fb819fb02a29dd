from aiogram import Router
from aiogram.types import Message

router = Router()


@router.message()
async def greet(message: Message) -> None:
    await message.answer("hello")
