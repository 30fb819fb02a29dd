system = "Answer in one sentence."
