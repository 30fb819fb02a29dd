from environs import env

KAFKA_BOOTSTRAP_SERVERS = env.str("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092")
GROUP = env.str("CONSUMER_GROUP", "meters")
TOPIC = env.str("TOPIC", "readings")
