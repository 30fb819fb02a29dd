/** A library that says what kind of program it is. */
export interface Toolkit {
  /** What evidence names it by. */
  id: string
  /** Its import, and how a program of this kind is started with it. */
  imports: RegExp
  starts: RegExp
  /** It runs on until it is stopped. */
  runsOn: boolean
  /** It works over a connection that it keeps open all the time. */
  connected: boolean
}

const toolkits: readonly Toolkit[] = [
  kit('discord.py', /^\s*(?:from|import)\s+(?:discord|nextcord|disnake|interactions)\b/m, /\.(?:run|start)\(/),
  kit('python-telegram-bot', /^\s*(?:from|import)\s+telegram\b/m, /\.(?:run_polling|start_polling|idle)\(/),
  kit('aiogram', /^\s*(?:from|import)\s+aiogram\b/m, /\.(?:start_polling|run_polling)\(/),
  kit('pyTelegramBotAPI', /^\s*(?:from|import)\s+telebot\b/m, /\.(?:infinity_polling|polling)\(/),
  kit('telethon', /^\s*(?:from|import)\s+(?:telethon|pyrogram)\b/m, /\.(?:run_until_disconnected|run|idle)\(/),
  kit('slack-bolt', /^\s*(?:from|import)\s+slack_bolt\b/m, /SocketModeHandler\(/),
  kit('faust', /^\s*(?:from|import)\s+faust\b/m, /\bfaust\.App\(/),
  kit('faststream', /^\s*(?:from|import)\s+faststream\b/m, /\bFastStream\(/),
  kit('aiokafka', /^\s*(?:from|import)\s+aiokafka\b/m, /\bAIOKafkaConsumer\(/),
  kit('confluent-kafka', /^\s*(?:from|import)\s+confluent_kafka\b/m, /\bConsumer\(/),
  kit('kafka-python', /^\s*(?:from|import)\s+kafka\b/m, /\bKafkaConsumer\(/),
  kit('pika', /^\s*(?:from|import)\s+pika\b/m, /\.start_consuming\(/),
  kit('aio-pika', /^\s*(?:from|import)\s+aio_pika\b/m, /\.(?:consume|iterator)\(/),
  kit('nats-py', /^\s*(?:from|import)\s+nats\b/m, /\.subscribe\(/),
  kit('paho-mqtt', /^\s*(?:from|import)\s+paho\b/m, /\.loop_(?:forever|start)\(/),
  kit('APScheduler', /^\s*(?:from|import)\s+apscheduler\b/m, /\bBlockingScheduler\(|\bAsyncIOScheduler\(/, false),
  kit('schedule', /^\s*(?:from|import)\s+schedule\b/m, /\brun_pending\(/, false),
  kit('grpcio', /^\s*(?:from|import)\s+grpc\b/m, /\bgrpc\.(?:aio\.)?server\(/, false),
  kit('websockets', /^\s*(?:from|import)\s+websockets\b/m, /\bserve\(/, false),
]

/** The first of them that the texts of a program use. */
export function toolkitIn(texts: readonly string[]): Toolkit | undefined {
  return toolkits.find((one) => texts.some((text) => one.imports.test(text)) && texts.some((text) => one.starts.test(text)))
}

function kit(id: string, imports: RegExp, starts: RegExp, connected = true): Toolkit {
  return { id, imports, starts, runsOn: true, connected }
}
